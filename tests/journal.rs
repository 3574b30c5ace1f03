//! The journal's bytes: the pages written today are, byte for byte, the pages checked in as golden examples.
//!
//! A difference here means that the format has changed: then it needs a new version, not a new golden file.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use xieban_domain::case::CaseEvent;
use xieban_domain::case::consent::Consent;
use xieban_domain::case::event::Registered;
use xieban_domain::case::part::OwnPart;
use xieban_domain::case::state::{
    Acting, Card, Countersign, Disposed, Finish, Guidance, Handover, Opening, Position, Receipt, Reply,
    Signature,
};
use xieban_domain::catalogue::{MatterOrChain, UnitId};
use xieban_domain::codes::{
    AppearReason, CopyKind, Disposition, GuideMode, Kind, PromiseReason, Purpose, RefusalGround, ReplyMode,
};
use xieban_domain::duty::DutyDay;
use xieban_domain::event::{AccessEvent, DeskEvent, Event, OfficeEvent};
use xieban_domain::limit::{Due, Limit};
use xieban_domain::material::{AskedMaterial, Material, MaterialState};
use xieban_domain::moment::Moment;
use xieban_domain::number::{CaseId, Form, Number};
use xieban_domain::sealed::{Seal, Sealed, Words};
use xieban_domain::settings::{Department, SettingsChange};
use xieban_domain::staff::{Rank, Role, Staff};
use xieban_domain::visitor::VisitorInput;
use xieban_journal::{Header, Page, close};

const ID: CaseId = CaseId { year: 2026, seq: 1 };
const OTHER: CaseId = CaseId { year: 2026, seq: 2 };
/// 2026-11-23 08:41 of the office.
const MORNING: i64 = 1_795_394_460_000;

fn at(minute: i64) -> Moment {
    Moment(MORNING + minute * 60_000)
}

fn said(text: &str) -> Words {
    Words::new(text.to_owned())
}

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

fn of_case(id: CaseId, event: CaseEvent) -> Event {
    Event::Case { id, event }
}

fn number(form: Form, seq: u32) -> Number {
    Number { form, year: 2026, seq }
}

fn opening(id: CaseId, kind: Kind, subject: &str, title: &str) -> Opening {
    Opening {
        received_from: None,
        case: id,
        at: at(id.seq.into()),
        desk: "1号台".to_owned(),
        purpose: Purpose::Business,
        officer: "S01".into(),
        subject: MatterOrChain::from(subject),
        title: title.to_owned(),
        kind,
        suggested: Kind::Own,
        kind_reason: (kind != Kind::Own).then(|| said("登记机关另有安排")),
        unit: (kind == Kind::Transfer).then(|| UnitId::from("SCJG")),
        part: OwnPart {
            matter: None,
            department: (kind == Kind::Own).then(|| "监督一科".to_owned()),
            licence: true,
            id_required: true,
            legal: Some(Limit::WorkingDays(20)),
            usual: Some(Limit::WorkingDays(10)),
            appear: vec![AppearReason::Sign],
        },
        remark: Some(said("先打电话")),
        late: None,
    }
}

fn material(name: &str, state: MaterialState) -> Material {
    Material { name: name.to_owned(), copies: 1, form: CopyKind::Original, state, added_on: None }
}

fn registered(id: CaseId, kind: Kind, subject: &str, title: &str) -> Event {
    let visitor =
        VisitorInput { name: "张三".to_owned(), phone: "13800138000".to_owned(), ..Default::default() };
    let materials = vec![
        material("卫生许可证申请表", MaterialState::Received),
        material("公共场所卫生管理制度", MaterialState::Missing(Some(said("须盖章")))),
        Material {
            added_on: Some("市局通知".to_owned()),
            ..material("情况说明", MaterialState::NotApplicable(said("没有变化")))
        },
        material("委托书及代理人身份证", MaterialState::Undecided),
    ];
    let asked =
        AskedMaterial { name: "卫生许可证申请表".to_owned(), form: CopyKind::Copy, optional: true };
    of_case(
        id,
        CaseEvent::Registered(Box::new(Registered {
            opening: opening(id, kind, subject, title),
            course: None,
            visitor: Sealed::new(visitor.checked(day("2026-11-23")).unwrap()),
            leader: (kind == Kind::Own).then(|| "L01".into()),
            asked: vec![asked],
            materials,
            received_on: Some(day("2026-11-23")),
            came: None,
            again: false,
        })),
    )
}

fn office_and_door() -> Vec<Event> {
    let department = Department {
        name: "监督一科".to_owned(),
        head: "李敏".to_owned(),
        phone: String::new(),
        active: true,
    };
    let staff = Staff {
        post: "科长".to_owned(),
        rank: Rank::Middle,
        established: true,
        roles: [Role::Officer, Role::Administrator].into(),
        order: 3,
        badge: "3203".to_owned(),
        department: "办公室".to_owned(),
        place: "一楼大厅".to_owned(),
        phone: "83800001".to_owned(),
        mobile: "13900000001".to_owned(),
        ..Staff::new("S01", "王芳")
    };
    let duty = DutyDay {
        leader: Some("L01".into()),
        morning: vec!["S01".into()],
        afternoon: vec!["S02".into()],
        ..DutyDay::empty(day("2026-11-23"))
    };
    let change = SettingsChange {
        prefix: Some("徐卫监".to_owned()),
        departments: vec![department],
        used_on_paper: [(Form::Case, (2026, 41))].into(),
        promises: [("GW01".to_owned(), Limit::WorkingDays(8))].into(),
        ..SettingsChange::default()
    };
    vec![
        Event::Office(OfficeEvent::SettingsChanged { change: Box::new(change) }),
        Event::Office(OfficeEvent::StaffKept { staff: Box::new(staff), consent: None }),
        Event::Access(AccessEvent::PinSet { staff: "S01".into(), consent: None }),
        Event::Office(OfficeEvent::DutyEntered { day: duty }),
        Event::Access(AccessEvent::SignedIn { badge: true, missed: 0 }),
        Event::Office(OfficeEvent::StoodIn {
            officer: "S03".into(),
            date: day("2026-11-23"),
            reason: said("王芳开会"),
        }),
        Event::Desk(DeskEvent::Tallied { date: day("2026-11-23"), arrival: None }),
        Event::Desk(DeskEvent::VisitorLeft {
            date: day("2026-11-23"),
            reason: said("改天再来"),
            arrival: None,
        }),
    ]
}

fn own_case() -> Vec<CaseEvent> {
    let due = |text: &str| Due { date: day(text), provisional: false };
    let missing = vec![material("公共场所卫生管理制度", MaterialState::Missing(None))];
    let promise = Disposed::Promise {
        reason: PromiseReason::Other,
        words: Some(said("等设备")),
        promised: due("2026-12-07"),
        limit: Limit::WorkingDays(10),
    };
    let refusal = Disposed::Return {
        ground: RefusalGround::Regulations,
        why: said("选址不符"),
        basis: "《公共场所卫生管理条例实施细则》第二十二条".to_owned(),
        alternative: said("另选场地"),
        countersigned: None,
    };
    let consent = Consent::SecondPrompt;
    let leader = || "L01".into();
    let finish =
        Finish { at: at(20), summary: said("已发证"), entered: None, bare: false, at_closing: false };
    let reply =
        Reply { mode: ReplyMode::Telephone, at: at(21), content: said("请来取证"), by: "S01".into() };
    vec![
        CaseEvent::Prompted(Card {
            number: number(Form::PromptCard, 1),
            at: at(2),
            missing,
            cause: Some(said("系统故障")),
        }),
        CaseEvent::MaterialsNoted {
            materials: vec![material("公共场所卫生管理制度", MaterialState::Received)],
            on: day("2026-11-24"),
        },
        CaseEvent::ConsentAsked { consent, reason: said("漏写一项"), at: at(3) },
        CaseEvent::ConsentDeclined { consent, by: leader(), reason: said("再核对") },
        CaseEvent::ConsentGiven { consent: Consent::InstantToPromise, by: leader() },
        CaseEvent::DeemedAccepted {
            on: day("2026-11-23"),
            statutory: Some(due("2026-12-21")),
            calendar: "国办2026".to_owned(),
        },
        CaseEvent::Accepted {
            on: day("2026-11-23"),
            statutory: Some(Due { date: day("2026-12-21"), provisional: true }),
            calendar: "国办2026".to_owned(),
        },
        CaseEvent::Disposed {
            disposed: Disposed::Instant { due: day("2026-11-23") },
            receipt: None,
            from: None,
        },
        CaseEvent::Disposed {
            disposed: promise,
            receipt: Some(Receipt { number: number(Form::Receipt, 1), at: at(4) }),
            from: Some(Disposition::Prompt),
        },
        CaseEvent::Disposed { disposed: refusal, receipt: None, from: Some(Disposition::Promise) },
        CaseEvent::ReturnDeclined { by: leader(), reason: said("依据不足") },
        CaseEvent::ReturnCountersigned(Countersign {
            by: leader(),
            at: at(5),
            number: number(Form::ReturnNotice, 1),
        }),
        CaseEvent::HandedTo { department: "监督一科".to_owned(), at: at(6) },
        CaseEvent::Chased { whom: "监督一科".to_owned(), words: said("请抓紧") },
        CaseEvent::CallNoted { words: said("问进度") },
        CaseEvent::VisitorAwaited(AppearReason::Sign),
        CaseEvent::VisitorCame { at: at(8) },
        CaseEvent::TakenBack {
            department: "监督一科".to_owned(), at: at(9), note: Some(said("已勘查"))
        },
        CaseEvent::ActingAppointed(Acting {
            officer: "S02".into(),
            until: Some(day("2026-11-30")),
            by: leader(),
            reason: said("休假"),
        }),
        CaseEvent::Finished { finish, instant_missed: true },
        CaseEvent::Replied(reply),
        CaseEvent::Signed(Signature::AwaitedAfterCall),
        CaseEvent::Signed(Signature::Signed(Position { volume: 1, page: 2, line: 3 })),
        CaseEvent::Printed { form: Form::Receipt, copy: 2 },
    ]
}

fn moved_case() -> Vec<CaseEvent> {
    let unit = UnitId::from("SCJG");
    let guidance = Guidance {
        unit: unit.clone(),
        mode: GuideMode::Slip,
        officer: "赵".to_owned(),
        at: at(31),
        slip: None,
        with: None,
        stop: None,
    };
    let handover = Handover { unit, receiver: "钱".to_owned(), at: at(32), mode: GuideMode::Telephone };
    vec![
        CaseEvent::LeaderStamped { leader: "L01".into() },
        CaseEvent::Guided(guidance),
        CaseEvent::HandedOver(handover),
        CaseEvent::Signed(Signature::Refused(said("见证人甲、见证人乙"))),
        CaseEvent::Signed(Signature::ByOther(Position { volume: 1, page: 2, line: 4 }, said("由其子代签"))),
        CaseEvent::Signed(Signature::Mailed),
    ]
}

fn every_event() -> Vec<Event> {
    let mut events = office_and_door();
    events.push(registered(ID, Kind::Own, "GW01", "公共场所卫生许可（新证）"));
    events.extend(own_case().into_iter().map(|event| of_case(ID, event)));
    events.push(registered(OTHER, Kind::Transfer, "CH01", "开办旅馆（宾馆）"));
    events.extend(moved_case().into_iter().map(|event| of_case(OTHER, event)));
    events.push(Event::Access(AccessEvent::Tried { command: "reassign".to_owned(), case: ID }));
    events.push(Event::Access(AccessEvent::SignedOut));
    events.push(Event::Office(OfficeEvent::StoreAccepted {
        reason: said("换盘后按备份恢复"),
        missing: Vec::new(),
    }));
    events.push(Event::Office(OfficeEvent::IdentitiesErased { cases: vec![OTHER] }));
    events
}

/// The journal of every event, with salts and times that never change.
fn written() -> Vec<Vec<u8>> {
    let mut salt = 0_u8;
    let mut before: Option<(Page, Seal)> = None;
    let mut lines = Vec::new();
    for (n, mut event) in every_event().into_iter().enumerate() {
        close(&mut event, &mut || {
            salt = salt.wrapping_add(1);
            [salt; 32]
        });
        // The clock goes back once, so that the flag has its example.
        let minute = if n == 20 { -5 } else { i64::try_from(n).unwrap() };
        let header = Header {
            by: "S01".into(),
            desk: "1号台".to_owned(),
            request: format!("r-{}", n + 1),
            at: at(minute),
        };
        let page = Page::following(before.as_ref().map(|(page, hash)| (page, *hash)), &header, event);
        let bytes = page.bytes().unwrap();
        before = Some((page, Page::hash(&bytes)));
        lines.push(bytes);
    }
    lines
}

#[test]
fn pages_of_every_event_are_written_as_they_always_were() {
    let written = written();
    let golden = include_str!("golden/journal/v1.ndjson");
    let lines: Vec<&str> = golden.lines().collect();
    for (n, bytes) in written.iter().enumerate() {
        let ours = std::str::from_utf8(bytes).unwrap();
        assert_eq!(Some(&ours), lines.get(n), "page {}", n + 1);
    }
    assert_eq!(lines.len(), written.len());
    assert_eq!(
        Page::hash(written.last().unwrap()).to_string(),
        include_str!("golden/journal/v1.head").trim()
    );
}

#[test]
fn golden_pages_hold_no_private_text() {
    let golden = include_str!("golden/journal/v1.ndjson");
    for private in
        ["张三", "13800138000", "须盖章", "改天再来", "选址不符", "已发证", "代签", "见证人", "换盘"]
    {
        assert!(!golden.contains(private), "{private}");
    }
    assert!(golden.contains("监督一科"), "what is no citizen's stands there in clear");
}
