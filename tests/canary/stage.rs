//! An office in which every field about a visitor has a needle: in memory for its desks, in a file for its command lines.

use std::collections::BTreeSet;

use serde_json::Value;
use xieban_domain::command::Command;
use xieban_office::{ActError, Answer, Done, Founding, Import, Office, Query, StoreError, practice_clock};

use xieban_support::canary::registrations;
use xieban_support::filling::{Fillable, fill, fill_its_own};
use xieban_support::{at, duty, founding};

use crate::needles::{Acting, Kind, Maker, Needle, Net, Of};

/// When all of it is done.
const THEN: &str = "2026-11-23T08:41";
/// When it is looked at: nothing done then is somebody's last doing any more.
pub(crate) const NOW: &str = "2026-11-23T09:30";

/// What was put in.
pub(crate) struct Planted {
    pub(crate) needles: Vec<Needle>,
    pub(crate) net: Net,
    /// Cases, the last of them open.
    pub(crate) cases: Vec<String>,
    /// Who acts for its officer.
    pub(crate) acting: Acting,
    /// Commands that were done at least once.
    pub(crate) done: BTreeSet<String>,
    /// Labels in which the visitor's own name was refused, and something else was taken.
    pub(crate) judged: BTreeSet<String>,
}

/// Fills an office up to where it reads what stands there.
pub(crate) fn begin(office: &Office) -> Planting {
    let days = ["2026-11-23", "2026-11-24", "2026-11-25"].map(|date| duty(date, Some("L01")));
    let clock = Some(practice_clock(at(NOW), 0.0));
    let begin = Founding { at: Some(at("2026-11-23T08:00")), practice_clock: clock, ..founding(days.into()) };
    office.found(&begin).unwrap();
    let mut salt = 0_u64;
    let mut salts = || {
        salt += 1;
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&salt.to_be_bytes());
        bytes
    };
    let mut planting = Planting::default();
    let filled: Result<(), StoreError> = office.import_salted(&mut salts, |import| {
        let mut at_work = AtWork { office, planting: &mut planting, import: Some(import) };
        fill(&mut at_work);
        // Some of everything that is still open.
        for command in registrations() {
            at_work.act("S01", &command).unwrap();
        }
        Ok(())
    });
    filled.unwrap();
    planting
}

/// Fills it to the end.
pub(crate) fn finish(office: &Office, mut planting: Planting) -> Planted {
    let mut at_work = AtWork { office, planting: &mut planting, import: None };
    fill_its_own(&mut at_work);
    let Planting { needles, cases, done, judged, .. } = planting;
    let net = Net::of(&needles);
    let mut planted = Planted { net, needles, cases, acting: BTreeSet::new(), done, judged };
    let session = office.practise("L01", "1号台").unwrap();
    for id in &planted.cases {
        let query = Query::Case(id.parse().unwrap());
        let Answer::Case(Some(view)) = office.ask(&session, &query).unwrap() else { panic!() };
        let acting = view.row.record.case.acting.map(|acting| (id.clone(), acting.officer.0));
        planted.acting.extend(acting);
    }
    planted
}

/// What was put in so far.
#[derive(Default)]
pub(crate) struct Planting {
    maker: Maker,
    needles: Vec<Needle>,
    cases: Vec<String>,
    done: BTreeSet<String>,
    judged: BTreeSet<String>,
    asked: usize,
    complaints: usize,
}

/// Somebody plants: in an import, or step by step.
struct AtWork<'p, 'i, 's, 'tx, 'm> {
    office: &'p Office,
    planting: &'p mut Planting,
    import: Option<&'m mut Import<'i, 's, 'tx>>,
}

impl Planting {
    /// Whom a command is about.
    fn about(&self, command: &Value) -> Of {
        let case = |case: &Value| Of::Case(case.as_str().unwrap().to_owned());
        let complaint = |id: String| Of::Complaint(id);
        match command["do"].as_str().unwrap_or_default() {
            "register" => Of::Case(format!("2026-{}", self.cases.len() + 1)),
            _ if command["case"].is_string() => case(&command["case"]),
            "take_complaint" => complaint(format!("诉2026-{}", self.complaints + 1)),
            "complaint" => complaint(command["complaint"].as_str().unwrap_or("诉2026-1").to_owned()),
            "reveal" if command["of"]["case"].is_string() => case(&command["of"]["case"]),
            "reveal" => complaint(command["of"]["complaint"].as_str().unwrap_or("诉2026-1").to_owned()),
            "propose_acting" | "appoint_acting_for" => case(&command["cases"][0]),
            "answer_acting" => case(&command["number"]),
            "take_conduct" | "conduct" => Of::Conduct,
            "propose_appointment" | "appointment" => Of::Personnel,
            "hold_review" if command["about"]["kind"] == "staff" => Of::Personnel,
            "enter_opinion" | "answer_opinion" | "publish_opinion" => Of::Opinion,
            "arrive" | "visitor_left" => Of::Arrival,
            other => Of::Office(other.to_owned()),
        }
    }
}

impl AtWork<'_, '_, '_, '_, '_> {
    fn ask(&mut self, who: &str, command: &Value) -> Result<Done, String> {
        let asked: Command = serde_json::from_value(command.clone()).map_err(|_| "unread".to_owned())?;
        self.planting.asked += 1;
        let session = self.office.practise(who, "1号台").unwrap();
        let request = format!("canary-{}", self.planting.asked);
        let done = match &mut self.import {
            Some(import) => import.act(&session, &request, &asked, at(THEN)),
            None => self.office.act(&session, &request, &asked),
        };
        done.map_err(|error| match error {
            ActError::Refused(refusal) => refusal.code().to_owned(),
            error @ (ActError::RequestReused | ActError::Store(_)) => error.to_string(),
        })
    }
}

impl Fillable for AtWork<'_, '_, '_, '_, '_> {
    fn act(&mut self, who: &str, command: &Value) -> Result<(), String> {
        let of = self.planting.about(command);
        let before = self.planting.maker.name_of(&of);
        let (dressed, needles) = self.planting.maker.dressed(command, &of);
        // With the visitor's name in one of its labels first: that is why it is refused then and taken without.
        let name = self.planting.maker.name_of(&of).filter(|_| matches!(of, Of::Case(_)));
        let labels = needles.iter().filter(|needle| needle.kind == Kind::Label);
        let named: Vec<(String, Option<String>)> = name
            .iter()
            .flat_map(|name| labels.clone().map(move |label| (label, name)))
            .map(|(label, name)| (label.at.clone(), self.ask(who, &label.replaced(&dressed, name)).err()))
            .collect();
        let done = match self.ask(who, &dressed) {
            Ok(done) => done,
            Err(why) => {
                self.planting.maker.call(&of, before);
                return Err(why);
            }
        };
        let planting = &mut *self.planting;
        for (at, refused) in named {
            assert_eq!(refused.as_deref(), Some("names_somebody"), "{at}");
            planting.judged.insert(at);
        }
        match command["do"].as_str().unwrap_or_default() {
            "register" => {
                planting.cases.push(done.case.unwrap().to_string());
                assert_eq!(of, Of::Case(planting.cases.last().unwrap().clone()));
            }
            "take_complaint" => planting.complaints += 1,
            _ => {}
        }
        planting.needles.extend(needles);
        planting.done.extend(command["do"].as_str().map(str::to_owned));
        Ok(())
    }

    fn cases(&self) -> Vec<String> {
        self.planting.cases.clone()
    }

    fn office(&self) -> &Office {
        self.office
    }
}

/// In memory, where its clock can be put on.
pub(crate) fn in_memory() -> (Office, Planted) {
    let office = Office::in_memory(at(NOW)).unwrap();
    let begun = begin(&office);
    let planted = finish(&office, begun);
    (office, planted)
}
