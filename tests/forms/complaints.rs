//! 投诉举报登记表 filled, 临机处置记录, and the slip with a receipt code (R26, R33, R72, R75, R76).

use serde_json::json;
use xieban_domain::complaint::Complainant;
use xieban_domain::conduct::ReceiptCode;
use xieban_domain::settings::Settings;
use xieban_forms::{
    ComplaintPaper, FilePaper, Sheet, SpotPaper, complaint_sheets, file_sheets, on_the_spot_sheets,
    receipt_slip,
};
use xieban_office::{Answer, Query};

use crate::Desk;
use crate::golden::golden;

impl Desk {
    /// A complaint that is answered.
    fn complaint(&mut self) -> Vec<Sheet> {
        let take = json!({
            "do": "take_complaint", "channel": "12345转办", "matter": "TS03", "about": "鼓楼二次供水站", "place": "鼓楼区中山北路9号",
            "content": "晚上自来水发黄，有味道，连着三天了；邻居家里也一样，老人孩子都不敢喝。", "demand": "查清原因并告知",
            "complainant": { "name": "张三", "phone": "13800138000" },
        });
        self.office_act("S01", &take);
        for step in [
            json!({ "what": "find", "findings": "水箱未按期清洗，余氯不足", "outcome": "责令整改" }),
            json!({ "what": "reply", "mode": "电话", "words": "已责令清洗水箱，三日内复查" }),
            json!({ "what": "rate", "level": "满意" }),
        ] {
            self.office_act("S01", &json!({ "do": "complaint", "number": "诉2026-1", "step": step }));
        }
        let session = self.look(&json!({ "complaint": "诉2026-1" }));
        let query = Query::Complaint("诉2026-1".parse().unwrap());
        let Answer::Complaint(Some(row)) = self.office.ask(&session, &query).unwrap() else { panic!() };
        let door = self.header();
        complaint_sheets(&ComplaintPaper {
            complaint: &row.complaint,
            matter: &row.title,
            settings: &door.settings,
            staff: &door.staff,
            issued: self.office.now(),
        })
    }

    /// A file with a record made on the spot: its own sheets, secret and not, and the record.
    fn file(&mut self) -> [Vec<Sheet>; 3] {
        let take = json!({
            "do": "take_conduct", "channel": "来信", "about": ["S02"], "content": "三次都让改日再来",
            "complainant": { "name": "钱大妈", "phone": "13900139000" },
        });
        self.office_act("S01", &take);
        let session = self.office.practise("F01", "1号台").unwrap();
        let files = |desk: &Self| {
            let Answer::Files(rows) = desk.office.ask(&session, &Query::Files).unwrap() else { panic!() };
            rows[0].file.clone()
        };
        let number = files(self).number.to_string();
        let spot = json!({
            "what": "on_the_spot", "time": self.office.now().0, "place": "一楼大厅", "kinds": ["敷衍应付", "不作为"],
            "facts": "窗口有人等候，当班的让改日再来", "statement": "当时在接电话", "measure": "当场纠正",
        });
        self.office_act("F01", &json!({ "do": "conduct", "file": number, "step": spot }));
        let (file, door, issued) = (files(self), self.header(), self.office.now());
        let (settings, staff) = (&door.settings, &door.staff);
        let who = Complainant { name: "钱大妈".to_owned(), phone: "13900139000".to_owned() };
        let sheets =
            |complainant| file_sheets(&FilePaper { file: &file, complainant, settings, staff, issued });
        let (by, done) = &file.on_the_spot[0];
        let by = staff.get(by);
        [
            sheets(None),
            sheets(Some(&who)),
            on_the_spot_sheets(&SpotPaper { file: &file, done, by, settings, staff }),
        ]
    }
}

/// One of each, in its copies.
pub(crate) fn every(desk: &mut Desk) -> Vec<Sheet> {
    let complaint = desk.complaint();
    let [secret, _, spot] = desk.file();
    let slip = receipt_slip(ReceiptCode::random(7), &desk.header().settings);
    complaint.into_iter().chain(secret).chain(spot).chain([slip]).collect()
}

#[test]
fn r33_the_sheet_of_a_complaint_has_every_field_of_the_blank_one() {
    let mut desk = Desk::open();
    golden("complaint", &desk.complaint());
}

#[test]
fn r72_a_files_sheet_bears_its_code_and_names_who_complained_only_where_he_was_looked_up() {
    let mut desk = Desk::open();
    let [secret, open, spot] = desk.file();
    golden("complaint_file", &secret[..1]);
    golden("on_the_spot", &spot);
    let says =
        |sheets: &[Sheet], what: &str| sheets.iter().filter(|sheet| sheet.text().contains(what)).count();
    assert_eq!((says(&secret, "钱大妈"), says(&secret, "13900139000"), says(&open, "钱大妈")), (0, 0, 2));
    assert_eq!((secret.len(), says(&secret, "回执码")), (2, 2));
    assert!(spot[0].text().contains("第一联 存档") && spot[1].text().contains("第二联 上报"));
}

#[test]
fn the_slip_holds_the_code_the_two_numbers_and_nothing_else() {
    let settings = Settings { practice: false, ..Desk::open().header().settings };
    let slip = receipt_slip(ReceiptCode::random(7), &settings);
    assert_eq!(
        slip.text(),
        format!("{}0 0 0 0 0 7\n{}\n80802345\n短信 18914882345", " ".repeat(10), "-".repeat(32))
    );
    assert!(!slip.file_name().contains("000007"));
}
