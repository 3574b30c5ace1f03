//! The sample's complaints, in every state; three files behind the wall, one told and answered, one that waits for the bureau, one closed;
//! and the first pages of 意见本.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, Days, NaiveDate};
use xieban_domain::catalogue::MatterCode;
use xieban_domain::codes::{ReplyMode, Satisfaction};
use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::complaint::{
    AboutComplaint, Channel, Complainant, ComplaintCommand, ComplaintId, Outcome, TakeComplaint,
};
use xieban_domain::conduct::{AboutFile, ConductCommand, Found, Measure, Misconduct, TakeIn};
use xieban_domain::moment::Moment;
use xieban_domain::opinion::{AnswerOpinion, EnterOpinion};
use xieban_domain::staff::StaffCode;
use xieban_office::FileRow;

use super::{OFFICERS, Plan, names};

/// A complaint: how many open days ago it came, to which officer, how, about what and whom, and how far it has come.
const COMPLAINTS: [(usize, usize, Channel, &str, &str, &str, u8); 6] = [
    (14, 0, Channel::InPerson, "TS01", "汉风浴室", "毛巾有异味，没有消毒", 4),
    (9, 1, Channel::Letter, "TS02", "康宁诊所", "坐诊的人没有医师证", 3),
    (6, 2, Channel::Telephone, "TS04", "惠民门诊部", "用过的针头装在黑塑料袋里", 2),
    (3, 0, Channel::Hotline12345, "TS03", "鼓楼二次供水站", "自来水发黄有味道", 1),
    (1, 3, Channel::OpinionBook, "TS01", "云湖宾馆", "床单上有污迹", 0),
    (0, 0, Channel::Telephone, "TS03", "鼓楼二次供水站", "水又发黄了", 0),
];

/// Who does what with the complaints, and when; `days`: the open days of the sample.
pub(super) fn steps(days: &[NaiveDate]) -> Vec<(Moment, &'static str, OfficeCommand)> {
    let mut steps = Vec::new();
    let mut last: BTreeMap<u16, u32> = BTreeMap::new();
    let mut water = None;
    for (ago, officer, channel, matter, about, content, far) in COMPLAINTS {
        let Some(day) = days.iter().rev().nth(ago).copied() else { continue };
        let (Some(by), Ok(year)) = (OFFICERS.get(officer).copied(), u16::try_from(day.year())) else {
            continue;
        };
        let seq = last.entry(year).or_default();
        *seq += 1;
        let number = ComplaintId { year, seq: *seq };
        let again = matter == "TS03" && water.is_some();
        let take = TakeComplaint {
            channel,
            matter: MatterCode(matter.to_owned()),
            about: about.to_owned(),
            place: "鼓楼区中山北路".to_owned(),
            content: content.to_owned(),
            demand: "请查清并告知结果".to_owned(),
            evidence: String::new(),
            complainant: (channel != Channel::OpinionBook)
                .then(|| Complainant { name: "郑大民".to_owned(), phone: "13800138077".to_owned() }),
            urgent: false,
            repeats: water.filter(|_| again),
        };
        if matter == "TS03" {
            water = Some(number);
        }
        let minute = u32::try_from(officer).unwrap_or(0) + 10;
        let at = |later: u32| Moment::at(day, names::clock(8, minute + later));
        steps.push((at(0), by, OfficeCommand::TakeComplaint(Box::new(take))));
        let words = |text: &str| text.to_owned();
        let life = [
            ComplaintCommand::Note { words: words("已到现场核查") },
            ComplaintCommand::Find { findings: words("情况属实，已取证"), outcome: Outcome::Ordered },
            ComplaintCommand::Reply { mode: ReplyMode::Telephone, words: words("已责令限期整改") },
            ComplaintCommand::Rate { level: Satisfaction::Satisfied },
        ];
        for (later, step) in (1..).zip(life.into_iter().take(far.into())) {
            let about = AboutComplaint { number, version: None, step };
            steps.push((at(later), by, OfficeCommand::Complaint(Box::new(about))));
        }
    }
    steps
}

/// Whom the files are about.
const ABOUT: [&str; 3] = ["L02", "S03", "S05"];

/// The files' beginnings, taken in at the desk, and the first pages of the book.
pub(super) fn begun(plan: &Plan) -> Vec<(&'static str, Command)> {
    let content = ["约好的接待没有到场，也没有人说明", "三次都让改日再来", "说话声音大，不耐烦"];
    let take = |(about, content): (&str, &str)| {
        OfficeCommand::TakeConduct(Box::new(TakeIn {
            channel: Some(Channel::InPerson),
            about: BTreeSet::from([StaffCode::from(about)]),
            content: content.to_owned(),
            ..TakeIn::default()
        }))
    };
    let date = plan.now.date().checked_sub_days(Days::new(4)).unwrap_or_else(|| plan.now.date());
    let enter = |page: u16, content: &str| {
        let (content, by) = (content.to_owned(), String::new());
        OfficeCommand::EnterOpinion(EnterOpinion { volume: 1, page, date, content, by })
    };
    let words = "纸杯每天早晚各补一次。".to_owned();
    let answer = AnswerOpinion { volume: 1, page: 1, words, published: true };
    let mut steps: Vec<(&'static str, Command)> =
        ABOUT.into_iter().zip(content).map(take).map(|asked| (OFFICERS[0], Command::Office(asked))).collect();
    steps.push((OFFICERS[0], Command::Office(enter(1, "饮水机旁边没有纸杯"))));
    steps.push(("Z01", Command::Office(OfficeCommand::AnswerOpinion(answer))));
    steps.push((OFFICERS[0], Command::Office(enter(2, ""))));
    steps.push((OFFICERS[0], Command::Office(enter(3, "大厅的凳子少"))));
    steps
}

/// What became of the files.
pub(super) fn carried(files: &[FileRow], plan: &Plan) -> Vec<(&'static str, Command)> {
    let (today, words) = (plan.now.date(), |text: &str| text.to_owned());
    let of = |about: &str| files.iter().find(|row| row.file.taken.about.contains(&StaffCode::from(about)));
    let found = |found, kinds: &[Misconduct]| ConductCommand::Investigate {
        date: today,
        findings: "查看登记和录像，问过当班人员".to_owned(),
        found,
        kinds: kinds.iter().copied().collect(),
    };
    let assign = || ConductCommand::Assign { handler: "F01".into() };
    let lives: [(&str, Vec<(&'static str, ConductCommand)>); 3] = [
        (
            "L02",
            vec![
                ("F01", assign()),
                ("F01", found(Found::Proven, &[Misconduct::Inaction])),
                ("F01", ConductCommand::ReportUp { date: today }),
            ],
        ),
        (
            "S03",
            vec![
                ("Z01", assign()),
                ("F01", ConductCommand::Tell { facts: words("反映您三次让来人改日再来") }),
                ("S03", ConductCommand::Answer { words: words("当时材料不齐，口头说过要补什么") }),
            ],
        ),
        (
            "S05",
            vec![
                ("F01", found(Found::Partly, &[Misconduct::Perfunctory])),
                (
                    "F01",
                    ConductCommand::Measure {
                        measure: Some(Measure::Admonished),
                        basis: words("《不规范服务问责办法》"),
                    },
                ),
                ("F01", ConductCommand::Reply { mode: ReplyMode::InPerson, words: words("已批评教育") }),
                ("F01", ConductCommand::Rate { level: Satisfaction::Acceptable }),
            ],
        ),
    ];
    let mut steps = Vec::new();
    for (about, life) in lives {
        let Some(row) = of(about) else { continue };
        steps.extend(life.into_iter().map(|(by, step)| {
            let about = AboutFile { file: row.file.number, step };
            (by, Command::Office(OfficeCommand::Conduct(Box::new(about))))
        }));
    }
    steps
}
