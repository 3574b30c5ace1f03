//! The table of roles holds on the command line: every command through `act`, everything that takes `--as`, by everybody.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Value, json};
use xieban_domain::calendar::Calendar;
use xieban_domain::command::{Command, EraseIdentities, OfficeCommand};
use xieban_domain::figures::{Period, PeriodKind};
use xieban_domain::number::CaseId;
use xieban_domain::staff::{Directory, Role, Staff};
use xieban_office::{ActError, Allowed, Office, Query, may, may_ask};
use xieban_store::Store;

use xieban_support::behind::never_witnessed;
use xieban_support::said::{commands, unsaid};
use xieban_support::{at, day, say};

use crate::act::lines;
use crate::help;
use crate::run::{NOW, practice, xieban};

/// One of each role, one with three, one who left, and nobody.
const EVERYBODY: [&str; 9] = ["S01", "L01", "H01", "Z01", "F01", "A01", "S05", "S06", "X99"];

/// 所主要负责人 of the sample, who consents to what becomes of roles.
const HEAD: &str = "H01";

/// A practice store in which S05 has three roles and S06 has left.
fn store() -> (tempfile::TempDir, std::path::PathBuf) {
    let (folder, store) = practice();
    let staff = |code: &str| {
        let mut staff = serde_json::to_value(directory(&store).get(&code.into()).unwrap()).unwrap();
        (staff["do"], staff["as"], staff["request"]) = (json!("keep_staff"), json!("A01"), json!(code));
        staff
    };
    let (mut several, mut gone) = (staff("S05"), staff("S06"));
    several["roles"] = json!([Role::Officer, Role::Administrator, Role::ConductOffice]);
    gone["active"] = json!(false);
    let keep = json!({ "request": "keep", "as": "A01", "do": "change_settings", "retention_months": 24, "archive_months": 6, "archive_basis": "徐卫档〔2025〕2号" });
    let answers =
        xieban(&["act", "--second", HEAD]).on(&store).told(lines(&[several, gone, keep])).json_lines();
    assert!(answers.iter().all(|answer| answer["ok"] == true), "{answers:?}");
    (folder, store)
}

fn directory(store: &Path) -> Directory {
    Office::open(store).unwrap().header().unwrap().staff
}

/// Whether somebody works here.
fn works<'a>(staff: &'a Directory, who: &str) -> Option<&'a Staff> {
    staff.get(&who.into()).filter(|staff| staff.active)
}

/// Every command with the choices it has, by everybody.
fn asked() -> Vec<Value> {
    let all = [0, 1, 2].map(commands);
    let names: BTreeSet<&String> = all.iter().flatten().map(|(name, _)| name).collect();
    assert_eq!(unsaid(&names), Vec::<String>::new());
    let each = |who: &str| -> Vec<Value> {
        let mut said: Vec<Value> = all.iter().flatten().map(|(_, command)| command.clone()).collect();
        for (nth, line) in said.iter_mut().enumerate() {
            (line["request"], line["as"]) = (json!(format!("{who}-{nth}")), json!(who));
        }
        said
    };
    EVERYBODY.iter().flat_map(|who| each(who)).collect()
}

/// What a line asks for.
fn command(line: &Value) -> Command {
    let mut command = line.clone();
    command.as_object_mut().unwrap().retain(|field, _| !["request", "as"].contains(&field.as_str()));
    say(&command)
}

/// What the office itself says to a line: whether it was done, and otherwise why not.
fn outcome(office: &Office, line: &Value) -> (bool, String) {
    let session = match office.practise(line["as"].as_str().unwrap(), "批量") {
        Ok(session) => session,
        Err(error) => return (false, error.to_string()),
    };
    match office.act(&session, line["request"].as_str().unwrap(), &command(line)) {
        Ok(_) => (true, String::new()),
        Err(ActError::Refused(refusal)) => (false, refusal.to_string()),
        Err(error @ (ActError::RequestReused | ActError::Store(_))) => (false, error.to_string()),
    }
}

/// Where the answers do not say what the table does: who, and what.
fn otherwise(
    (asked, answers): (&[Value], &[Value]),
    staff: &Directory,
    table: impl Fn(&Command) -> Allowed,
) -> BTreeSet<(String, String)> {
    let differs = |(line, answer): (&Value, &Value)| {
        let who = line["as"].as_str().unwrap();
        let command = command(line);
        let allowed = table(&command);
        let refused = match works(staff, who) {
            None => answer["reason"] == "not_signed_in",
            Some(_) if matches!(command, Command::Register(_)) => answer["reason"] == "not_an_officer",
            Some(_) => answer["message"] == allowed.refusal().to_string(),
        };
        let may = works(staff, who).is_some_and(|staff| allowed.holds(staff));
        (refused == may).then(|| (who.to_owned(), line["do"].as_str().unwrap().to_owned()))
    };
    asked.iter().zip(answers).filter_map(differs).collect()
}

#[test]
fn by_act_everybody_does_what_the_table_says_and_hears_what_the_office_says() {
    let (_folder, store) = store();
    let twin = store.with_extension("twin");
    std::fs::copy(&store, &twin).unwrap();
    never_witnessed(&twin);
    let asked = asked();
    let answers = xieban(&["act"]).on(&store).told(lines(&asked)).json_lines();
    assert_eq!(answers.len(), asked.len());
    let staff = directory(&store);
    assert_eq!(otherwise((&asked, &answers), &staff, may), BTreeSet::new());
    // The same lines by the office itself: not only who may, but all that is said.
    let calendar = Calendar::bundled().unwrap();
    let office = Store::open(&twin, calendar, &store.with_extension("twin-witness")).unwrap();
    let office = Office::over(office, at(NOW)).unwrap();
    let mut done = BTreeSet::new();
    for (line, answer) in asked.iter().zip(&answers) {
        let (ok, message) = outcome(&office, line);
        assert_eq!(
            (answer["ok"] == true, answer["message"].as_str().unwrap_or_default()),
            (ok, message.as_str()),
            "{line}"
        );
        done.extend(Some(line["do"].to_string()).filter(|_| ok));
    }
    println!("{} lines, {} kinds of command done", asked.len(), done.len());
    assert!(done.len() > 20, "{done:?}");
    // The control: with one cell of the table turned around just that one disagrees.
    let turned = |command: &Command| {
        let erase = || may(&Command::Office(OfficeCommand::EraseIdentities(EraseIdentities {})));
        let tally = matches!(command, Command::Office(OfficeCommand::Tally(_)));
        if tally { erase() } else { may(command) }
    };
    let wrong = otherwise((&asked, &answers), &staff, turned);
    assert!(wrong.contains(&("S01".to_owned(), "tally".to_owned())), "{wrong:?}");
    assert!(wrong.iter().all(|(_, what)| what == "tally"), "{wrong:?}");
}

/// What holds whoever gives `--as`.
enum Held {
    /// The table: one of its rows.
    By(Allowed),
    /// Whoever works here.
    Proved,
    /// 系统管理员, by a sentence of its own.
    Administrator,
    /// Nobody is asked for here, or each by what he asks for (`act`).
    Open,
}

/// Everything on a page of the help that names `--as`, by its line there, as it is run and what holds it.
fn reading(folder: &Path) -> Vec<(&'static str, Vec<String>, Held)> {
    let file = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let words = |line: &str| -> Vec<String> { line.split(' ').map(str::to_owned).collect() };
    let case = CaseId { year: 2026, seq: 1 };
    let today = day("2026-11-23");
    let figures = Period::of(PeriodKind::Month, today);
    let command = |command: Value| may(&say(&command));
    let keep = || {
        command(json!({ "do": "keep_staff", "code": "S02", "name": "李敏", "post": "科长", "rank": "middle",
        "established": true, "roles": ["officer"] }))
    };
    let with = |mut line: Vec<String>, more: &[String]| {
        line.extend(more.iter().cloned());
        line
    };
    vec![
        ("act", Vec::new(), Held::Open),
        ("case list", words("case list"), Held::By(may_ask(&Query::Find(String::new())))),
        ("case show", words("case show 2026-1"), Held::By(may_ask(&Query::Case(case)))),
        ("staff list", words("staff list"), Held::Proved),
        ("staff show", words("staff show S01"), Held::Proved),
        ("staff keep", words("staff keep S02 --place 二楼"), Held::By(keep())),
        ("staff pin", Vec::new(), Held::Open),
        ("staff photo", with(words("staff photo S02"), &[file("photo.png")]), Held::By(keep())),
        (
            "publish",
            with(words("publish"), &[file("site")]),
            Held::By(command(json!({ "do": "record_publication", "channel": "website", "place": "网站" }))),
        ),
        ("recover", words("recover --make"), Held::By(keep())),
        ("report", words("report --month 2026-11"), Held::By(may_ask(&Query::Figures(figures)))),
        (
            "report",
            with(words("report --month 2026-11 --cases --out"), &[file("cases.csv")]),
            Held::By(may_ask(&Query::Find(String::new()))),
        ),
        ("journal", words("journal --json"), Held::Proved),
        ("journal", words("journal --json --with-private"), Held::Administrator),
        ("looks", words("looks"), Held::By(may_ask(&Query::Looks { offset: 0, limit: 9 }))),
        ("form", Vec::new(), Held::Open),
        (
            "form 日志总表",
            words("form 日志总表 --date 2026-11-23"),
            Held::By(may_ask(&Query::DaySheet(today))),
        ),
        (
            "form 安排表",
            words("form 安排表 --quarter 2026Q4"),
            Held::By(may_ask(&Query::Roster("2026Q4".parse().unwrap()))),
        ),
        ("form 台签", Vec::new(), Held::Open),
        ("holidays list", Vec::new(), Held::Open),
        // What it asks for is held above; the same notice is taken once.
        ("holidays add", Vec::new(), Held::Open),
        ("erase", words("erase"), Held::By(command(json!({ "do": "erase_identities" })))),
    ]
}

/// What the help names on the pages where `--as` stands.
fn named() -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    for (command, _) in help::COMMANDS {
        let page = help::page(command);
        if !page.contains("--as") {
            continue;
        }
        for usage in page.lines().filter_map(|line| line.strip_prefix("xieban ")) {
            let mut words = usage.split(' ');
            let first = words.next().unwrap().to_owned();
            let placeholders = ["代码", "人员代码", "编号", "期间", "文件夹", "单名"];
            let second = words
                .next()
                .filter(|word| word.chars().all(char::is_alphanumeric) && !placeholders.contains(word));
            named.insert(second.map_or(first.clone(), |second| format!("{first} {second}")));
        }
    }
    named
}

#[test]
fn with_as_everybody_sees_what_the_table_says() {
    let (folder, store) = store();
    let picture = image::RgbImage::from_pixel(360, 480, image::Rgb([200, 180, 160]));
    picture.save(folder.path().join("photo.png")).unwrap();
    let staff = directory(&store);
    let reading = reading(folder.path());
    assert_eq!(
        reading.iter().map(|(name, ..)| (*name).to_owned()).collect::<BTreeSet<_>>(),
        named(),
        "one is not covered"
    );
    let mut runs = 0;
    for (_, line, held) in &reading {
        let allowed = match held {
            Held::Open => continue,
            Held::By(allowed) => Some(*allowed),
            Held::Proved | Held::Administrator => None,
        };
        for who in EVERYBODY {
            let line: Vec<&str> = line.iter().map(String::as_str).chain(["--as", who]).collect();
            let run = xieban(&line).on(&store);
            runs += 1;
            let Some(person) = works(&staff, who) else {
                let said = run.refused();
                assert!(
                    said.contains("代码或密码不对") || said.contains("只有系统管理员"),
                    "{line:?}: {said}"
                );
                continue;
            };
            match (allowed, held) {
                (Some(allowed), _) if !allowed.holds(person) => {
                    assert!(run.refused().contains(&allowed.refusal().to_string()), "{line:?}");
                }
                (None, Held::Administrator) if !person.is(Role::Administrator) => {
                    assert!(run.refused().contains("只有系统管理员"), "{line:?}");
                }
                _ => drop(run.success()),
            }
        }
    }
    println!("{runs} command lines");
    let table = xieban(&["help", "角色"]).success();
    assert!(table.lines().any(|line| line.contains("看协办事项") && !line.contains("系统管理员")), "{table}");
}

#[test]
fn what_was_changed_of_the_settings_is_read_by_leaders_and_administrators() {
    let (_folder, store) = practice();
    let change = json!({ "request": "c-1", "as": "A01", "do": "change_settings", "hotline": "80809999" });
    let page = xieban(&["act"]).on(&store).told(change.to_string()).json_lines()[0]["pages"][0].clone();
    let journal = |who: &[&str]| xieban(&[&["journal", "--json"], who].concat()).on(&store).json_lines();
    let plain = journal(&[]);
    for who in ["S01", "Z01", "F01"] {
        assert_eq!(journal(&["--as", who]), plain, "{who} reads what anybody reads");
    }
    let withheld = |line: &Value| line.get("withheld").is_some();
    for who in ["L01", "H01", "A01"] {
        let read = journal(&["--as", who]);
        assert_eq!(read.len(), plain.len());
        for (his, anybodys) in read.iter().zip(&plain).filter(|(his, anybodys)| his != anybodys) {
            assert!(
                withheld(anybodys) && his["event"]["office"]["what"] == "settings_changed",
                "{who}: {his}"
            );
        }
        let changed = read.iter().find(|line| line["page"] == page).unwrap();
        assert_eq!(changed["event"]["office"]["change"]["hotline"], "80809999", "{who}");
        assert!(read.iter().any(withheld), "who signed in is not his to read here");
    }
    assert!(plain.iter().any(|line| line["page"] == page && withheld(line)), "the control");
    xieban(&["journal", "--as", "X99"]).on(&store).refused();
}
