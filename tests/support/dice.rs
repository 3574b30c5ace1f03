//! Chance with a seed, and random commands of every kind. Most are refused by a rule, as most would be.

use serde_json::{Value, json};
use xieban_domain::number::CaseId;

pub use crate::chance::Dice;

use crate::{duty, materials, on, register};

const GW03: [&str; 5] = [
    "延续申请表",
    "原卫生许可证",
    "有效期内的卫生检测或者评价报告",
    "从业人员健康合格证明",
    "卫生管理制度执行情况",
];

/// A visitor comes.
pub fn registration(dice: &mut Dice) -> Value {
    let matter = *dice.one(&["ZX01", "GW03", "YB01", "CH01", "CH03", "CH06", "CF01", "TS01", "ZX01"]);
    let list = match matter {
        "GW03" => materials(&GW03, if dice.below(2) == 0 { "收" } else { "缺" }),
        _ => json!([]),
    };
    let mut command = register(matter, &list);
    command["visitor"]["name"] = json!(format!("访客{}", dice.below(500)));
    command["visitor"]["phone"] = json!(format!("1380000{:04}", dice.below(500)));
    command["remark"] = json!(format!("备注{}", dice.below(9)));
    if dice.below(3) == 0 {
        command["disposition"] = json!({ "as": "instant", "clear": true, "simple": true });
    }
    command
}

/// Something about a case.
pub fn on_case(dice: &mut Dice, id: CaseId) -> Value {
    let consent =
        *dice.one(&["second_prompt", "instant_to_promise", "promise_to_prompt", "termination", "extension"]);
    let line = 1 + dice.below(400);
    let position = json!({ "volume": 1, "page": 1 + dice.below(40), "line": line });
    let level = *dice.one(&["非常满意", "不满意"]);
    let end = *dice.one(&["服务对象撤回", "提示件逾期未补", "其他（注明）"]);
    let command = match dice.below(54) {
        50 | 51 => {
            json!({ "do": "urge", "level": *dice.one(&["黄牌督办", "红牌督办"]), "words": "三日内答复" })
        }
        52 => json!({ "do": "annotate", "words": "用语再明白些" }),
        53 => json!({ "do": "answer_urge", "words": "已联系科室" }),
        47 => {
            json!({ "do": "phone_consent", "what": *dice.one(&["second_prompt", "acting"]), "leader": "L01",
                "reason": "急办", "officer": "S03" })
        }
        48 | 49 => {
            json!({ "do": "confirm_phone", "agrees": dice.below(2) == 0, "reason": "没有说过" })
        }
        0 => json!({ "do": "note_materials", "materials": materials(&GW03, "收") }),
        1 | 2 => json!({ "do": "prompt", "cause": "系统停机" }),
        3 | 4 => json!({ "do": "instant", "clear": true, "simple": true }),
        5 | 6 => json!({ "do": "promise", "reason": "现场勘查", "limit": "5 working" }),
        7 => {
            json!({ "do": "return", "ground": "不符合有关规定", "why": "甲", "basis": "乙", "alternative": "无" })
        }
        8 => json!({ "do": "countersign" }),
        9 => json!({ "do": "decline_return", "reason": "再核" }),
        10 => json!({ "do": "ask_consent", "consent": consent, "reason": "漏项" }),
        11 => json!({ "do": "give_consent", "consent": consent }),
        12 => json!({ "do": "hand_to", "department": *dice.one(&["监督一科", "监督二科"]) }),
        13 => json!({ "do": "take_back", "note": "已看" }),
        14 => json!({ "do": "chase", "words": "请抓紧" }),
        15 => json!({ "do": "note_call", "words": "问进度" }),
        16 => json!({ "do": "guide", "mode": "书面导引单" }),
        17 => json!({ "do": "hand_over", "receiver": "钱", "mode": "电话衔接" }),
        18 => json!({ "do": "reassign", "to": *dice.one(&["S01", "S02"]) }),
        19 => json!({ "do": "appoint_acting", "officer": "S03", "until": "2027-06-30", "reason": "休假" }),
        20 => json!({ "do": "finish", "summary": "已办" }),
        21 => json!({ "do": "reply", "mode": "当面告知", "content": "已告知" }),
        22 => json!({ "do": "sign", "how": "signed", "position": position }),
        23 => json!({ "do": "rate", "level": level }),
        24 => json!({ "do": "answer_rating", "words": "已改" }),
        25 => json!({ "do": "contact", "words": "电话没人接" }),
        26 => json!({ "do": "terminate", "reason": end, "words": "不办了", "position": position }),
        27 => json!({ "do": "reopen", "reason": "有误" }),
        28 => json!({ "do": "stop_clock", "reason": "检测", "days": 3, "notice": "告知书3号" }),
        29 | 30 => json!({ "do": "resume_clock" }),
        31 => json!({ "do": "extend", "days": 5, "told": "已电话告知" }),
        32 => json!({ "do": "void", "reason": "登记重复" }),
        33 => {
            let visitor = json!({ "name": format!("访客{}", dice.below(500)),
                "phone": format!("1380000{:04}", dice.below(500)) });
            json!({ "do": "correct_visitor", "visitor": visitor, "reason": "听错了" })
        }
        34 => {
            json!({ "do": "correct_matter", "matter": *dice.one(&["ZX01", "GW03", "YB01", "CH01"]), "reason": "选错了" })
        }
        35 | 36 => {
            let stage = 1 + dice.below(4);
            json!({ "do": "note_stage", "stage": stage, "how": "出示证明", "words": "证照" })
        }
        38 | 39 => json!({ "do": "visit", "reason": *dice.one(&["补材料", "我方原因", "领取结果"]) }),
        37 => json!({ "do": "finish_stage", "summary": "本所环节办完" }),
        40 | 41 => json!({ "do": "undo" }),
        42 => json!({ "do": "decline_transfer", "who": "钱", "reason": "不归我们管" }),
        43 => json!({ "do": "follow_up", "words": "已查明" }),
        44 => json!({ "do": "precheck", "words": "图须重画" }),
        45 => json!({ "do": "note_fee", "fen": dice.below(3), "basis": "收费目录" }),
        _ => json!({ "do": "note_printed", "form": *dice.one(&["case", "receipt", "strip"]) }),
    };
    on(id, &command)
}

/// Something about the office.
pub fn of_office(dice: &mut Dice, today: &str) -> Value {
    let arrival = format!("{today}/{}", 1 + dice.below(20));
    match dice.below(30) {
        24..=26 => opinion(dice, today),
        27..=29 => supervision(dice, today),
        18..=20 => roster(dice, today),
        21..=23 => complaint(dice, today),
        14 => json!({ "do": "check_facility", "facility": *dice.one(&["群众休息处", "公共饮水设备"]) }),
        15 => json!({ "do": "leave_seat", "reason": *dice.one(&["开会", "陪同导引"]), "back": "23:59" }),
        16 => json!({ "do": "take_seat" }),
        17 => books(dice, today),
        6 | 7 => json!({ "do": "arrive", "note": "穿蓝衣服" }),
        8 => json!({ "do": "tally", "arrival": arrival }),
        9 => json!({ "do": "visitor_left", "reason": "等不及", "arrival": arrival }),
        0 => json!({ "do": "tally" }),
        1 => json!({ "do": "visitor_left", "reason": "改天再来" }),
        10 => json!({ "do": "keep_absence", "officer": "S01", "kind": "休假",
            "from": format!("{today} 上午"), "to": format!("{today} 下午") }),
        11 | 12 => {
            let cases = [1 + dice.below(30), 1 + dice.below(30)].map(|seq| format!("2026-{seq}"));
            let what = *dice.one(&["propose_acting", "appoint_acting_for"]);
            json!({ "do": what, "cases": cases, "officer": "S03", "until": "2027-06-30", "reason": "休假" })
        }
        13 => {
            json!({ "do": "answer_acting", "number": format!("2026-{}", 1 + dice.below(30)), "agrees": dice.below(2) == 0, "reason": "另派" })
        }
        2 => json!({ "do": "stand_in", "reason": "替班" }),
        4 => {
            json!({ "do": "keep_unit", "unit": *dice.one(&["SCJG", "GAJ", "XXX"]), "phone": format!("8{}", dice.below(99)) })
        }
        3 => json!({ "do": "change_settings", "promises": { "GW03": "8 working" } }),
        _ => {
            let mut day =
                serde_json::to_value(duty(today, *dice.one(&[None, Some("L01"), Some("L02")]))).unwrap();
            day["do"] = json!("enter_duty");
            day
        }
    }
}

/// Something about the roster of this quarter.
fn roster(dice: &mut Dice, today: &str) -> Value {
    let month: u32 = today.split('-').nth(1).and_then(|month| month.parse().ok()).unwrap_or(1);
    let quarter = format!("{}Q{}", today.split('-').next().unwrap_or_default(), (month - 1) / 3 + 1);
    let turn = json!({ "date": today, "seat": *dice.one(&["领导", "上午", "下午"]) });
    let somebody = *dice.one(&["S01", "S02", "S03", "L01", "L02"]);
    match dice.below(8) {
        0 => {
            json!({ "do": "draft_roster", "quarter": quarter, "by": *dice.one(&["整周", "半天"]), "desks": 1 + dice.below(2) })
        }
        1 | 2 => json!({ "do": "approve_roster", "quarter": quarter }),
        3 => json!({ "do": "post_roster", "quarter": quarter, "place": "一楼公示栏" }),
        4 => json!({ "do": "report_roster", "quarter": quarter, "way": "专人送达", "receiver": "李科" }),
        5 => json!({ "do": "amend_roster", "quarter": quarter, "reason": "调岗" }),
        6 => match dice.below(2) {
            0 => json!({ "do": "propose_swap", "gives": turn, "with": somebody }),
            _ => {
                json!({ "do": "answer_swap", "quarter": quarter, "swap": 1 + dice.below(5), "agrees": dice.below(3) > 0 })
            }
        },
        _ => {
            let absent = *dice.one(&["S01", "S02", "S03", "L01", "L02"]);
            json!({ "do": "replace_on_duty", "turn": turn, "absent": absent, "by": somebody, "reason": "病假" })
        }
    }
}

/// A complaint, about a matter or about one of our own people.
fn complaint(dice: &mut Dice, today: &str) -> Value {
    let number = format!("诉2026-{}", 1 + dice.below(9));
    let file = format!("2026-{}", 1 + dice.below(9));
    let step = |step: Value| json!({ "do": "complaint", "number": number, "step": step });
    let filed = |step: Value| json!({ "do": "conduct", "file": file, "step": step });
    match dice.below(12) {
        0 | 1 => {
            json!({ "do": "take_complaint", "channel": "电话", "matter": *dice.one(&["TS01", "TS03"]), "about": "某浴室",
                "content": "水有味", "complainant": { "name": "张三", "phone": "13800138000" } })
        }
        2 => step(json!({ "what": "note", "words": "去看了" })),
        3 => step(json!({ "what": "find", "findings": "余氯不足", "outcome": "责令整改" })),
        4 => step(json!({ "what": "reply", "mode": "电话", "words": "已责令清洗" })),
        5 => step(json!({ "what": "urge", "words": "请抓紧" })),
        6 | 7 => {
            json!({ "do": "take_conduct", "channel": "来信", "about": [*dice.one(&["S01", "S02", "L01"])], "content": "推诿" })
        }
        8 => filed(json!({ "what": "tell", "facts": "反映您推诿" })),
        9 => filed(json!({ "what": "answer", "words": "在核对材料" })),
        10 => filed(
            json!({ "what": "investigate", "date": today, "findings": "核实", "found": "属实", "kinds": ["慢作为"] }),
        ),
        _ => filed(json!({ "what": "measure", "measure": "批评教育", "basis": "问责办法" })),
    }
}

/// 评议, 任免, 签发.
fn supervision(dice: &mut Dice, today: &str) -> Value {
    let number = format!("2026-{}", 1 + dice.below(9));
    let step = |step: Value| json!({ "do": "appointment", "number": number, "step": step });
    let whom = *dice.one(&["S01", "S02", "H01", "Z01"]);
    match dice.below(9) {
        8 => {
            let rule = json!({ "name": "超期", "measure": "视为受理", "per": { "by": "each_case" }, "points": -20, "most": 200 });
            json!({ "do": "keep_scheme", "version": 1 + dice.below(3), "rules": [rule] })
        }
        0 => {
            let about = match dice.below(2) {
                0 => json!({ "kind": "office" }),
                _ => json!({ "kind": "staff", "code": whom }),
            };
            json!({ "do": "hold_review", "date": today, "about": about, "reviewers": ["S03"], "outside": ["刘洋"],
                "scores": [dice.below(120)], "result": "满意" })
        }
        1 => json!({ "do": "sign_report", "from": "2026-07-01", "to": "2026-08-31", "code": "3F2A" }),
        2 | 3 => json!({ "do": "propose_appointment", "staff": whom, "act": "任命", "post": "科长" }),
        4 => step(json!({ "what": "consult", "date": today })),
        5 | 6 => {
            let opinion = *dice.one(&["同意", "不同意", "一票否决"]);
            step(json!({ "what": "note_opinion", "date": today, "opinion": opinion, "signed_by": "钱处" }))
        }
        _ => step(json!({ "what": "complete", "date": today, "reason": *dice.one(&["", "会议决定"]) })),
    }
}

/// Something about 意见本.
fn opinion(dice: &mut Dice, today: &str) -> Value {
    let (volume, page) = (1 + dice.below(2), 1 + dice.below(12));
    match dice.below(5) {
        0 => json!({ "do": "answer_opinion", "volume": volume, "page": page, "words": "已添" }),
        1 => {
            json!({ "do": "publish_opinion", "volume": volume, "page": page, "published": dice.below(2) == 0 })
        }
        _ => {
            json!({ "do": "enter_opinion", "volume": volume, "page": page, "date": today, "content": "凳子少" })
        }
    }
}

/// Something in the office's books.
fn books(dice: &mut Dice, today: &str) -> Value {
    match dice.below(5) {
        0 => {
            json!({ "do": "keep_rule", "name": "system", "effective": today, "text": [format!("第{}条", dice.below(9))] })
        }
        1 => json!({ "do": "post_rule", "name": "system", "date": today, "place": "大厅" }),
        2 => {
            json!({ "do": "keep_training", "date": today, "topics": ["服务规范"], "people": ["S01"], "held": dice.below(2) == 0 })
        }
        3 => {
            json!({ "do": "record_publication", "channel": "website", "place": format!("网站{}", dice.below(3)) })
        }
        _ => {
            json!({ "do": "keep_publicity", "date": today, "form": "宣传栏", "place": "大厅", "reached": dice.below(90) })
        }
    }
}
