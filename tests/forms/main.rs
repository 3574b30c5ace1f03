//! Paper, to the cell: each form as it comes out of the printer, and what holds for all of them whatever is typed.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod complaints;
mod confirmed;
mod counts;
mod duty;
mod golden;
mod laws;
mod merger;
mod opinions;
mod report;

use serde_json::{Value, json};
use xieban_domain::case::Case;
use xieban_domain::number::CaseId;
use xieban_domain::refusal::Refusal;
use xieban_domain::settings::Settings;
use xieban_forms::{Day, Paper, Sheet, SheetKind, day_sheet, sheets};
use xieban_office::{Answer, Office, Query, Session};

use xieban_support::{at, duty, founding, materials, on, register, say};

/// GW03 asks for these.
pub(crate) const LICENCE: [&str; 5] = [
    "延续申请表",
    "原卫生许可证",
    "有效期内的卫生检测或者评价报告",
    "从业人员健康合格证明",
    "卫生管理制度执行情况",
];

/// The sheets of a case, and of those on its 导引单, as they are printed now under these values of the office.
pub(crate) fn drawn(
    office: &Office,
    kind: SheetKind,
    (case, on_slip): (&Case, &[Case]),
    settings: &Settings,
    copy: u16,
) -> Result<Vec<Sheet>, Refusal> {
    let (door, facts) = (office.header().unwrap(), office.facts());
    let paper = Paper {
        case,
        settings,
        staff: &door.staff,
        catalogue: facts.catalogue,
        calendar: facts.calendar,
        units: &door.units,
        on_slip,
        issued: office.now(),
        copy,
    };
    sheets(kind, &paper)
}

/// An office on the morning of Monday 2026-11-23, with S01 at the desk and L01 in charge.
pub(crate) struct Desk {
    office: Office,
    asked: u32,
}

impl Desk {
    pub(crate) fn open() -> Self {
        let office = Office::in_memory(at("2026-11-23T08:41")).unwrap();
        office.found(&founding(vec![duty("2026-11-23", Some("L01"))])).unwrap();
        Self { office, asked: 0 }
    }

    pub(crate) fn act(&mut self, who: &str, command: &Value) -> CaseId {
        self.asked += 1;
        let session = self.office.practise(who, "1号台").unwrap();
        self.office.act(&session, &format!("r-{}", self.asked), &say(command)).unwrap().case.unwrap()
    }

    /// The officer looks at who it is, for a paper.
    pub(crate) fn look(&self, of: &Value) -> Session {
        let session = self.office.practise("S01", "1号台").unwrap();
        let look = say(&json!({ "do": "reveal", "of": of, "purpose": "出单" }));
        self.office.act(&session, &format!("look-{}", self.office.last_page().unwrap()), &look).unwrap();
        session
    }

    pub(crate) fn case(&self, id: CaseId) -> Case {
        let session = self.look(&json!({ "case": id.to_string() }));
        let Answer::Case(Some(view)) = self.office.ask(&session, &Query::CaseInClear(id)).unwrap() else {
            panic!("no case {id:?}");
        };
        view.row.record.case
    }

    /// The copies of a form of this case.
    pub(crate) fn sheets(&self, kind: SheetKind, case: &Case, copy: u16) -> Vec<Sheet> {
        self.made(kind, case, copy).unwrap()
    }

    /// Why there is no such form of this case.
    pub(crate) fn refused(&self, kind: SheetKind, case: &Case) -> String {
        self.made(kind, case, 1).unwrap_err().to_string()
    }

    /// The copies as an office with other values would print them.
    pub(crate) fn sheets_under(&self, kind: SheetKind, case: &Case, settings: &Settings) -> Vec<Sheet> {
        self.made_under(kind, case, 1, settings).unwrap()
    }

    fn made(&self, kind: SheetKind, case: &Case, copy: u16) -> Result<Vec<Sheet>, Refusal> {
        self.made_under(kind, case, copy, &self.header().settings)
    }

    fn made_under(
        &self,
        kind: SheetKind,
        case: &Case,
        copy: u16,
        settings: &Settings,
    ) -> Result<Vec<Sheet>, Refusal> {
        let session = self.look(&json!({ "case": case.id().to_string() }));
        let Answer::Case(Some(view)) = self.office.ask(&session, &Query::CaseInClear(case.id())).unwrap()
        else {
            panic!("no case");
        };
        drawn(&self.office, kind, (case, &view.on_slip), settings, copy)
    }

    pub(crate) fn header(&self) -> xieban_office::Header {
        self.office.header().unwrap()
    }

    /// A licence to be extended, with so many papers missing.
    pub(crate) fn licence(&mut self, missing: usize) -> CaseId {
        let mut list = materials(&LICENCE, "收");
        for material in list.as_array_mut().unwrap().iter_mut().take(missing) {
            material["state"] = json!("缺");
        }
        self.act("S01", &register("GW03", &list))
    }

    /// A licence that is promised, and whose clock stands still for an expert's review.
    pub(crate) fn stopped(&mut self) -> CaseId {
        let id = self.licence(0);
        let promise = json!({ "do": "promise", "reason": "现场勘查", "limit": "10 working" });
        self.act("S01", &on(id, &promise));
        let stop =
            json!({ "do": "stop_clock", "reason": "检测", "days": 10, "notice": "《不计入期限告知书》" });
        self.act("S01", &on(id, &stop))
    }

    /// A licence that is promised, and whose time by law was extended.
    pub(crate) fn extended(&mut self) -> CaseId {
        let id = self.licence(0);
        let promise = json!({ "do": "promise", "reason": "现场勘查", "limit": "10 working" });
        self.act("S01", &on(id, &promise));
        let by_law = json!({ "do": "extend_by_law", "days": 5, "reason": "现场整改未完", "approved_on": "2026-11-23" });
        self.act("S01", &on(id, &by_law))
    }

    /// Led to another unit, on a slip of its own or on that of another case.
    pub(crate) fn led(&mut self, matter: &str, with: Option<CaseId>) -> CaseId {
        let id = self.act("S01", &register(matter, &json!([])));
        let guide = json!({ "do": "guide", "mode": "书面导引单", "with": with.map(|with| with.to_string()) });
        self.act("S01", &on(id, &guide))
    }

    /// A case of a matter as it was registered.
    pub(crate) fn case_of(&mut self, matter: &str) -> Case {
        let id = self.act("S01", &register(matter, &json!([])));
        self.case(id)
    }

    /// Something about the office itself.
    pub(crate) fn office_act(&mut self, who: &str, command: &Value) {
        self.asked += 1;
        let session = self.office.practise(who, "1号台").unwrap();
        self.office.act(&session, &format!("r-{}", self.asked), &say(command)).unwrap();
    }

    pub(crate) fn prompted(&mut self) -> CaseId {
        let id = self.licence(2);
        self.act("S01", &on(id, &json!({ "do": "prompt" })))
    }

    pub(crate) fn promised(&mut self, limit: &str) -> CaseId {
        let id = self.licence(0);
        self.act("S01", &on(id, &json!({ "do": "promise", "reason": "现场勘查", "limit": limit })))
    }

    pub(crate) fn returned(&mut self) -> CaseId {
        let id = self.licence(0);
        let back = json!({
            "do": "return", "ground": "不符合有关规定", "why": "场所用途不符",
            "basis": "《公共场所卫生管理条例实施细则》第二十二条", "alternative": "变更用途后再申请",
        });
        self.act("S01", &on(id, &back));
        self.act("L01", &on(id, &json!({ "do": "countersign" })))
    }

    /// A question answered at once and told.
    pub(crate) fn replied(&mut self) -> CaseId {
        let mut command = register("ZX01", &json!([]));
        command["disposition"] = json!({ "as": "instant", "clear": true, "simple": true });
        let id = self.act("S01", &command);
        self.act("S01", &on(id, &json!({ "do": "finish", "summary": "已向张三说明办证条件" })));
        self.act("S01", &on(id, &json!({ "do": "reply", "mode": "当面告知", "content": "条件和材料已说明" })))
    }

    /// A whole day: one signed and rated, one withdrawn, one that waits for its signature, one taken up again, two carried over.
    pub(crate) fn day(&mut self) -> Sheet {
        let signed = self.replied();
        let strip =
            json!({ "do": "sign", "how": "signed", "position": { "volume": 1, "page": 1, "line": 3 } });
        self.act("S01", &on(signed, &strip));
        self.act("S01", &on(signed, &json!({ "do": "rate", "level": "不满意", "words": "等得久" })));
        let gone = self.licence(1);
        let at = self.office.now().0;
        let end = json!({ "do": "terminate", "reason": "服务对象撤回", "words": "张三来电说不办了", "called_at": at });
        self.act("S01", &on(gone, &end));
        self.replied();
        let again = self.replied();
        self.act("S01", &on(again, &json!({ "do": "reopen", "reason": "答复有误" })));
        self.firm();
        for command in [json!({ "do": "tally" }), json!({ "do": "visitor_left", "reason": "等不及" })] {
            self.asked += 1;
            let session = self.office.practise("S01", "1号台").unwrap();
            self.office.act(&session, &format!("r-{}", self.asked), &say(&command)).unwrap();
        }
        self.day_sheet("2026-11-23")
    }

    pub(crate) fn day_sheet(&self, date: &str) -> Sheet {
        let door = self.header();
        let day = self.office.day_sheet(date.parse().unwrap()).unwrap();
        // Salts are random, and so is every hash.
        let last = day.last.map(|(page, _)| (page, xieban_domain::sealed::Seal([0xab; 32])));
        day_sheet(&Day {
            date: day.date,
            duty: &day.duty,
            entries: &day.entries,
            carried: &day.carried,
            received: day.received,
            tallied: day.tallied,
            shifts_left: &day.shifts_left,
            missing: &day.missing,
            left: &day.left,
            last,
            settings: &door.settings,
            staff: &door.staff,
        })
    }

    /// A firm, with somebody who acts for it.
    pub(crate) fn firm(&mut self) -> CaseId {
        let mut command = register("GW03", &materials(&LICENCE, "收"));
        command["visitor"] = json!({
            "organisation": {
                "name": "徐州楚韵美容美发有限公司彭城路步行街旗舰店", "credit_code": "91320311MA1N5K7Q39",
                "head": "单小红", "address": "云龙区和平路1号二楼",
            },
            "name": "欧阳修文", "id_type": "居民身份证", "id_no": "11010519491231002X",
            "phone": "13800138000", "mandate": true,
        });
        self.act("S01", &command)
    }
}
