//! What identifies a citizen stands on no page and in no printout of a value.

use serde_json::json;
use xieban_domain::number::CaseId;
use xieban_journal::{Reach, shown};
use xieban_office::{Answer, Lookout, Office, Query};

use xieban_support::{duty, founding, on, say};

/// The particulars of one citizen, and free words by and about him.
const CANARIES: [&str; 11] = [
    "金丝雀一",
    "11010519491231002X",
    "13812345678",
    "鸟巢路7号",
    "雀舍有限公司",
    "雀舍负责人",
    "雀话备注",
    "雀话材料",
    "雀话原因",
    "雀话摘要",
    "雀话回复",
];

fn act(office: &Office, who: &str, n: &mut u32, command: &serde_json::Value) -> Option<CaseId> {
    *n += 1;
    let session = office.practise(who, "1号台").unwrap();
    office.act(&session, &format!("r-{n}"), &say(command)).unwrap_or_else(|e| panic!("{command}: {e}")).case
}

fn life(office: &Office, n: &mut u32) -> CaseId {
    let visitor = json!({
        "name": CANARIES[0], "id_type": "居民身份证", "id_no": CANARIES[1], "phone": CANARIES[2], "address": CANARIES[3],
        "organisation": {
            "name": CANARIES[4], "credit_code": "91350100M000100Y43", "head": CANARIES[5], "address": CANARIES[3],
        },
        "mandate": true,
    });
    let materials = json!([
        { "name": "书面申请", "state": "缺", "note": CANARIES[7] },
        { "name": "身份证明或委托书", "state": "不适用", "note": CANARIES[7] },
    ]);
    let register = json!({
        "do": "register", "matter": "CF01", "visitor": visitor, "materials": materials, "remark": CANARIES[6],
    });
    let id = act(office, "S01", n, &register).unwrap();
    let why = CANARIES[8];
    for (who, command) in [
        ("S01", json!({ "do": "prompt", "cause": why })),
        ("S01", json!({ "do": "ask_consent", "consent": "second_prompt", "reason": why })),
        ("L01", json!({ "do": "decline_consent", "consent": "second_prompt", "reason": why })),
        (
            "S01",
            json!({ "do": "return", "ground": "不符合有关规定", "why": why, "basis": "条例", "alternative": why }),
        ),
        ("L01", json!({ "do": "decline_return", "reason": why })),
        ("S01", json!({ "do": "note_materials", "materials": [{ "name": "书面申请", "state": "收" }] })),
        ("S01", json!({ "do": "promise", "reason": "其他", "words": why, "limit": "3 working" })),
        ("S01", json!({ "do": "chase", "words": why })),
        ("S02", json!({ "do": "note_call", "words": why })),
        ("S01", json!({ "do": "take_back", "note": why })),
        ("L01", json!({ "do": "appoint_acting", "officer": "S02", "until": "2099-01-01", "reason": why })),
        ("S01", json!({ "do": "finish", "summary": CANARIES[9] })),
        ("S01", json!({ "do": "reply", "mode": "电话", "content": CANARIES[10] })),
        ("S01", json!({ "do": "sign", "how": "refused", "witnesses": [why, CANARIES[0]] })),
    ] {
        act(office, who, n, &on(id, &command));
    }
    act(office, "S01", n, &json!({ "do": "visitor_left", "reason": why }));
    act(office, "S03", n, &json!({ "do": "stand_in", "reason": why }));
    id
}

#[test]
fn no_page_and_no_printout_holds_a_private_text() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("office.xb");
    let office = Office::create(&path).unwrap();
    let today = office.now().date();
    let days = [today, today.succ_opt().unwrap()].map(|date| duty(&date.to_string(), Some("L01")));
    office.found(&founding(days.into())).unwrap();
    let id = life(&office, &mut 0);
    let session = office.practise("S01", "1号台").unwrap();
    let answers = [Query::CaseInClear(id), Query::Find(CANARIES[2].to_owned())]
        .map(|query| office.ask(&session, &query).unwrap());
    let Answer::Case(Some(view)) = &answers[0] else { panic!() };
    assert_eq!(view.row.record.case.visitor.get().unwrap().name(), CANARIES[4], "the case itself has them");
    let mut journal = String::new();
    let mut lookout = Lookout::open(&path).unwrap();
    let mut take = |bytes: &[u8]| {
        journal.push_str(std::str::from_utf8(bytes).unwrap());
        true
    };
    lookout.pages(1, &mut take).unwrap();
    assert!(journal.contains("监督") || journal.contains("法制稽查科"), "the pages were read");
    let printed = format!("{answers:?}{:?}", lookout.cases(id, 10).unwrap());
    for canary in CANARIES {
        assert!(!journal.contains(canary), "{canary} stands on a page");
        assert!(!printed.contains(canary), "{canary} shows in a printout");
    }
}

/// What is recorded of our own people stands on no page, whoever reads it, and is there for who may know of it.
#[test]
fn r77_no_page_shows_who_is_to_be_appointed_or_reviewed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("office.xb");
    let office = Office::create(&path).unwrap();
    office.found(&founding(Vec::new())).unwrap();
    let today = office.now().date().to_string();
    let first = office.header().unwrap().page + 1;
    let mut n = 0;
    let review = json!({
        "do": "hold_review", "date": today, "about": { "kind": "staff", "code": "S03" }, "outside": ["金丝雀二"],
        "scores": [61], "result": "雀话评语",
    });
    let propose = json!({ "do": "propose_appointment", "staff": "S03", "act": "免职", "post": "雀话职务" });
    for (who, command) in [("Z01", review), ("H01", propose)] {
        act(&office, who, &mut n, &command);
    }
    let session = office.practise("F01", "1号台").unwrap();
    let appointments = || {
        let Answer::Appointments(rows) = office.ask(&session, &Query::Appointments).unwrap() else {
            panic!()
        };
        rows
    };
    let number = appointments()[0].appointment.number.to_string();
    let consult =
        json!({ "do": "appointment", "number": number, "step": { "what": "consult", "date": today } });
    act(&office, "Z01", &mut n, &consult);
    let mut pages = Vec::new();
    let mut lookout = Lookout::open(&path).unwrap();
    lookout
        .pages(first, &mut |bytes| {
            pages.push(bytes.to_vec());
            true
        })
        .unwrap();
    assert_eq!(pages.len(), 3);
    for page in &pages {
        let text = std::str::from_utf8(page).unwrap();
        for canary in ["S03", "金丝雀二", "雀话评语", "雀话职务", "免职", "[61]", &number] {
            assert!(!text.contains(canary), "{canary}: {text}");
        }
        for reach in [Reach::Anybody, Reach::Administrator] {
            let shown = shown(page, reach);
            assert!(shown.contains("非公开") && !shown.contains("personnel"), "{shown}");
        }
    }
    // The control: they are there.
    let rows = appointments();
    assert_eq!(
        (rows[0].appointment.proposal.post.as_str(), rows[0].appointment.consulted.is_some()),
        ("雀话职务", true)
    );
    let Answer::Reviews(reviews) = office.ask(&session, &Query::Reviews).unwrap() else { panic!() };
    assert_eq!(reviews[0].held.as_ref().unwrap().result, "雀话评语");
    // And of the office itself a page may be read, but for names and words.
    let open = json!({
        "do": "hold_review", "date": today, "about": { "kind": "office" }, "outside": ["金丝雀二"], "scores": [61],
        "result": "雀话评语",
    });
    act(&office, "Z01", &mut n, &open);
    let mut last = String::new();
    lookout
        .pages(first + 3, &mut |bytes| {
            last = shown(bytes, Reach::Anybody);
            true
        })
        .unwrap();
    assert!(
        last.contains("\"mean\":610") && !last.contains("金丝雀二") && !last.contains("雀话评语"),
        "{last}"
    );
}
