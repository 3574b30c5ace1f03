//! An office takes another one's name and prefix, and later a second one: everything that was issued before is as it was.

use serde_json::{Value, json};
use xieban_domain::case::Case;
use xieban_domain::number::CaseId;
use xieban_forms::{Sheet, SheetKind};
use xieban_support::{at, duty};

use crate::Desk;

/// Every form that these cases have, and under which prefix its number was given out.
const FORMS: [SheetKind; 7] = [
    SheetKind::Slip,
    SheetKind::PromptCard,
    SheetKind::Receipt,
    SheetKind::Large,
    SheetKind::ReturnNotice,
    SheetKind::Guidance,
    SheetKind::Mandate,
];

impl Desk {
    /// Nine o'clock of another day.
    fn morning(&mut self, date: &str) {
        self.office.set_clock(at(&format!("{date}T09:00")));
        let mut command = serde_json::to_value(duty(date, Some("L01"))).unwrap();
        command["do"] = json!("enter_duty");
        self.office_act("A01", &command);
    }

    fn change(&mut self, change: &Value) {
        let mut command = change.clone();
        command["do"] = json!("change_settings");
        self.office_act("A01", &command);
    }

    /// A case with each form.
    fn issued(&mut self) -> Vec<CaseId> {
        vec![self.prompted(), self.promised("5 working"), self.returned(), self.led("YB01", None)]
    }

    /// Every sheet of these cases as it is printed for the second time, or the first.
    fn all(&self, ids: &[CaseId], copy: u16) -> Vec<String> {
        let cases: Vec<Case> = ids.iter().map(|id| self.case(*id)).collect();
        let sheets = cases
            .iter()
            .flat_map(|case| FORMS.iter().filter_map(|kind| self.made(*kind, case, copy).ok()).flatten());
        sheets.map(|sheet: Sheet| sheet.text()).collect()
    }
}

#[test]
fn what_was_issued_before_two_mergers_is_printed_again_as_it_was() {
    let mut desk = Desk::open();
    let first = desk.issued();
    let before = desk.all(&first, 2);
    assert!(before.len() > 8, "{}", before.len());
    desk.morning("2026-11-24");
    desk.change(&json!({
        "office": "徐州市疾病预防控制监督所", "prefix": "徐疾控", "bureau": "市疾控局", "review_body": "省人民政府",
        "hotline": "83800099", "address": "复兴南路1号", "phone": "0516-83801234",
    }));
    let second = desk.issued();
    let between = desk.all(&second, 2);
    desk.morning("2026-11-25");
    desk.change(&json!({ "office": "徐州市卫生健康综合执法支队", "prefix": "徐卫执" }));
    let third = desk.issued();
    let line =
        "本所职责自2026年11月25日起由徐州市卫生健康综合执法支队承继，现地址复兴南路1号，电话0516-83801234。";
    // The line and today's supervision numbers apart, each is what it was, to the cell.
    let plain = |sheet: &str| -> String {
        let same = |line: &&str| !line.contains("作风投诉") && !line.contains("短信");
        let text: String = sheet.lines().filter(same).collect::<Vec<_>>().join("\n");
        text.replace("2026年11月24日", "DATE")
            .replace("2026年11月25日", "DATE")
            .replace("2026年11月23日", "DATE")
    };
    let flat = |sheet: &str| -> String { sheet.lines().map(str::trim).collect() };
    for (ids, issued, office, prefix) in [
        (&first, &before, "徐州市卫生监督所", "徐卫监协"),
        (&second, &between, "徐州市疾病预防控制监督所", "徐疾控协"),
    ] {
        let again = desk.all(ids, 2);
        assert_eq!(again.len(), issued.len());
        for (now, then) in again.iter().zip(issued) {
            assert!(flat(now).contains(&flat(line)), "{now}");
            assert!(now.contains(prefix), "{now}");
            assert!(now.contains("83800099") && !now.contains("80802345"), "{now}");
            let rest: Vec<&str> =
                now.lines().filter(|now| !flat(line).contains(&flat(now)) || now.trim().is_empty()).collect();
            assert_eq!(plain(&rest.join("\n")), plain(then), "{now}");
        }
        assert!(again.iter().filter(|sheet| sheet.contains("补打")).count() > 8);
        let headed = |sheet: &&String| sheet.contains(office);
        assert_eq!(again.iter().filter(headed).count(), issued.iter().filter(headed).count());
    }
    for sheet in desk.all(&third, 1) {
        assert!(sheet.contains("徐卫执协") && !sheet.contains("承继"), "{sheet}");
        assert!(!sheet.contains("徐卫监协") && !sheet.contains("徐疾控协"), "{sheet}");
    }
    assert_eq!(desk.office.audit().unwrap().finding, None);
    let printed = desk.all(&first, 2);
    desk.office.rebuild().unwrap();
    assert_eq!(desk.all(&first, 2), printed, "the names are made of the pages");
    assert_eq!(desk.office.audit().unwrap().finding, None);
}

#[test]
fn a_case_is_found_by_the_number_on_its_paper_whatever_the_office_is_called() {
    let mut desk = Desk::open();
    let old = desk.promised("5 working");
    desk.change(&json!({ "prefix": "徐疾控" }));
    let new = desk.promised("5 working");
    let settings = desk.header().settings;
    let paper = |id: CaseId| settings.paper(id.number());
    assert_eq!(paper(old), format!("徐卫监协〔2026〕{}号", old.seq));
    assert_eq!(paper(new), format!("徐疾控协〔2026〕{}号", new.seq));
    let found = |text: &str| desk.office.numbered(text).unwrap().unwrap_or_default();
    for (id, prefix) in [(old, "徐卫监"), (old, "徐疾控"), (new, "徐疾控")] {
        assert_eq!(found(&id.number().paper(prefix)), [id]);
    }
    let receipt = |id: CaseId| settings.paper(desk.case(id).receipts[0].number);
    assert!(receipt(old).starts_with("徐卫监协回") && receipt(new).starts_with("徐疾控协回"));
    for id in [old, new] {
        assert_eq!(found(&receipt(id)), [id], "by the number of a form that it has");
    }
    assert!(found("苏卫监协〔2026〕1号").is_empty());
}

#[test]
fn a_name_that_was_corrected_stays_on_what_was_issued_under_it() {
    let mut desk = Desk::open();
    let before = desk.promised("5 working");
    let person = desk.header().staff.get(&"S01".into()).cloned().unwrap();
    desk.morning("2026-11-24");
    let mut keep = serde_json::to_value(&person).unwrap();
    keep["do"] = json!("keep_staff");
    keep["name"] = json!("王桦芳");
    keep["reason"] = json!("户籍更名");
    desk.office_act("A01", &keep);
    desk.office.set_clock(at("2026-11-24T09:01"));
    let after = desk.promised("5 working");
    for (id, name, other) in [(before, "王　芳", "王桦芳"), (after, "王桦芳", "王　芳")] {
        let case = desk.case(id);
        for kind in [SheetKind::Slip, SheetKind::Receipt] {
            for sheet in desk.sheets(kind, &case, 2) {
                let text = sheet.text();
                assert!(text.contains(name) && !text.contains(other), "{text}");
            }
        }
    }
    let log = |date: &str| desk.day_sheet(date).text();
    assert!(
        log("2026-11-23").contains("王　芳") && !log("2026-11-23").contains("王桦芳"),
        "{}",
        log("2026-11-23")
    );
    assert!(log("2026-11-24").contains("王桦芳"), "{}", log("2026-11-24"));
    assert_eq!(desk.office.audit().unwrap().finding, None);
}
