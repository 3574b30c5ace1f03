//! A paper whose time rests on what people said the date was says so, and no other does.

use serde_json::{Value, json};
use xieban_domain::number::CaseId;
use xieban_forms::SheetKind;
use xieban_office::{Answer, Founding, Office, Query, Session};

use xieban_support::{at, duty, founding, materials, on, register, say};

use crate::{LICENCE, drawn};

const PIN: &str = "2468";
const MARK: &str = "时间经人工核定";

/// A real office, S01 at its desk.
struct RealDesk {
    office: Office,
    officer: Session,
    asked: u32,
}

impl RealDesk {
    fn open() -> Self {
        let mut first = founding(vec![duty("2026-11-30", Some("L01")), duty("2026-12-01", Some("L01"))]);
        first.settings.practice = Some(false);
        let office = Office::in_memory(at("2026-11-30T08:30")).unwrap();
        for (staff, _) in std::mem::take(&mut first.staff) {
            let pin = ["S01", "A01"].contains(&staff.code.0.as_str()).then(|| PIN.to_owned());
            office.found(&Founding { staff: vec![(staff, pin)], ..std::mem::take(&mut first) }).unwrap();
        }
        let office = office.on_a_host_that_shows(at("2026-11-30T08:30"));
        let officer = office.countersigner("S01", PIN, "1号台").unwrap();
        Self { office, officer, asked: 0 }
    }

    fn act(&mut self, command: &Value) -> CaseId {
        self.asked += 1;
        let done = self.office.act(&self.officer, &format!("r-{}", self.asked), &say(command));
        done.unwrap().case.unwrap()
    }

    fn confirm(&mut self, now: &str) {
        self.office.set_clock(at(now));
        let administrator = self.office.countersigner("A01", PIN, "2号台").unwrap();
        let confirm = say(&json!({ "do": "confirm_clock", "date": at(now).date() }));
        self.office.act(&administrator, &format!("confirm {now}"), &confirm).unwrap();
    }

    /// With a receipt.
    fn promised(&mut self) -> CaseId {
        let mut whole = register("GW03", &materials(&LICENCE, "收"));
        whole["disposition"] = json!({ "as": "promise", "reason": "现场勘查", "limit": "5 working" });
        self.act(&whole)
    }

    fn sheet(&mut self, kind: SheetKind, id: CaseId) -> String {
        self.asked += 1;
        let look = json!({ "do": "reveal", "of": { "case": id.to_string() }, "purpose": "出单" });
        self.office.act(&self.officer, &format!("look-{}", self.asked), &say(&look)).unwrap();
        let Answer::Case(Some(view)) = self.office.ask(&self.officer, &Query::CaseInClear(id)).unwrap()
        else {
            panic!("no case {id}");
        };
        let settings = self.office.header().unwrap().settings;
        let case = (&view.row.record.case, &view.on_slip[..]);
        drawn(&self.office, kind, case, &settings, 1).unwrap().first().unwrap().text()
    }
}

#[test]
fn a_time_that_was_confirmed_by_people_says_so_on_paper_and_no_other_does() {
    let mut desk = RealDesk::open();
    let before = desk.promised();
    desk.confirm("2099-01-01T09:00");
    desk.confirm("2026-11-30T10:00");
    let after = desk.promised();
    for kind in [SheetKind::Slip, SheetKind::Receipt] {
        let sheet = desk.sheet(kind, after);
        assert!(sheet.contains("2026年11月30日 10:00（时间经人工核定）"), "{sheet}");
        assert!(!desk.sheet(kind, before).contains(MARK), "the control: a time by a clock that was believed");
    }
    // What is done with the older one from now on says so, and what was done before does not.
    desk.act(&on(before, &json!({ "do": "finish", "summary": "已发证" })));
    let slip = desk.sheet(SheetKind::Slip, before);
    assert!(slip.contains("登记时间      2026年11月30日 08:30    台号"), "{slip}");
    assert!(slip.contains("办结情况      2026年11月30日 10:00（时间经人工核定）"), "{slip}");
    // The day after is not what they were asked for: it follows from it.
    desk.office.set_clock(at("2026-12-01T08:30"));
    let next = desk.promised();
    assert!(!desk.sheet(SheetKind::Slip, next).contains(MARK));
    assert!(desk.sheet(SheetKind::Slip, after).contains(MARK), "for ever");
}

#[test]
fn a_date_that_was_only_asked_leaves_no_mark() {
    let mut desk = RealDesk::open();
    desk.office.set_clock(at("2026-12-20T09:00"));
    let confirm = say(&json!({ "do": "confirm_clock", "date": "2026-12-20" }));
    desk.office.act(&desk.officer, "confirm", &confirm).unwrap();
    desk.office
        .act(&desk.officer, "stand in", &say(&json!({ "do": "stand_in", "reason": "值班表未到" })))
        .unwrap();
    let id = desk.promised();
    assert!(!desk.sheet(SheetKind::Slip, id).contains(MARK));
}
