//! Every state that a case can be in, each as the registration and the steps that lead to it.

use serde_json::{Value, json};
use xieban_domain::catalogue::{Catalogue, MatterCode};

use crate::{materials, register};

/// What GW03 asks for.
pub const LICENCE: [&str; 5] = [
    "延续申请表",
    "原卫生许可证",
    "有效期内的卫生检测或者评价报告",
    "从业人员健康合格证明",
    "卫生管理制度执行情况",
];

/// A state: its name, the registration by S01, and the steps after it, each by who takes it.
pub struct State {
    pub name: &'static str,
    pub registered: Value,
    pub steps: Vec<(&'static str, Value)>,
}

fn advice() -> Value {
    register("ZX01", &json!([]))
}

fn elsewhere() -> Value {
    register("YB01", &json!([]))
}

fn licence(missing: usize) -> Value {
    let mut list = materials(&LICENCE, "收");
    for material in list.as_array_mut().unwrap().iter_mut().take(missing) {
        material["state"] = json!("缺");
    }
    register("GW03", &list)
}

/// A promise for which the visitor has to come himself.
fn plea() -> Value {
    let mut command = register("CF01", &materials(&["书面申请", "身份证明或委托书"], "收"));
    command["disposition"] = json!({ "as": "promise", "reason": "现场勘查", "limit": "5 working" });
    command
}

fn joint() -> Value {
    register("CH01", &json!([]))
}

/// A refusal with all that it needs.
pub fn refusal() -> Value {
    json!({
        "do": "return", "ground": "不符合有关规定", "why": "场所用途不符",
        "basis": "《公共场所卫生管理条例实施细则》第二十二条", "alternative": "变更用途后再申请",
    })
}

/// Every state, in the order of a case's life.
pub fn states() -> Vec<State> {
    let promise = || json!({ "do": "promise", "reason": "现场勘查", "limit": "10 working" });
    let instant = || json!({ "do": "instant", "clear": true, "simple": true });
    let guide = || json!({ "do": "guide", "mode": "书面导引单" });
    // The first stage of CH03 is ours, and this is its matter.
    let first = Catalogue::bundled().unwrap().matter(&MatterCode("TY01".to_owned())).unwrap();
    let names: Vec<&str> = first.materials.iter().map(|material| material.name.as_str()).collect();
    let had = json!({ "do": "note_materials", "materials": materials(&names, "收") });
    let closing = [
        json!({ "do": "finish", "summary": "已答复" }),
        json!({ "do": "reply", "mode": "当面告知", "content": "已说明" }),
        json!({ "do": "sign", "how": "signed", "position": { "volume": 1, "page": 1, "line": 1 } }),
    ];
    let closed = |steps: usize| std::iter::once(instant()).chain(closing[..steps].to_vec()).collect();
    let state = |name, registered, steps: Vec<Value>| {
        let by = |step: Value| (if step["do"] == "countersign" { "L01" } else { "S01" }, step);
        State { name, registered, steps: steps.into_iter().map(by).collect() }
    };
    vec![
        state("登记", elsewhere(), vec![]),
        state("未分类", advice(), vec![]),
        state("未分类，许可", licence(0), vec![]),
        state("未分类，缺材料", licence(1), vec![]),
        state("待补正", licence(1), vec![json!({ "do": "prompt" })]),
        state("办理中，即办件", advice(), vec![instant()]),
        state("办理中，承诺件", licence(0), vec![promise()]),
        state(
            "暂停计时",
            licence(0),
            vec![
                promise(),
                json!({ "do": "stop_clock", "reason": "检测", "days": 3, "notice": "告知书3号" }),
            ],
        ),
        state("待服务对象", plea(), vec![json!({ "do": "await_visitor", "reason": "须本人签字" })]),
        state("待会签", advice(), vec![refusal()]),
        state("办理中，退回件", advice(), vec![refusal(), json!({ "do": "countersign" })]),
        state("联办，本所在第一环节", register("CH03", &json!([])), vec![had, promise()]),
        state("联办，待导引", joint(), vec![]),
        state("联办，待前置环节", joint(), vec![guide()]),
        state("已导引", elsewhere(), vec![guide()]),
        state(
            "已导引，争议",
            elsewhere(),
            vec![guide(), json!({ "do": "decline_transfer", "who": "钱科长", "reason": "不归我们管" })],
        ),
        state(
            "已移交",
            elsewhere(),
            vec![guide(), json!({ "do": "hand_over", "receiver": "钱科长", "mode": "电话衔接" })],
        ),
        state("已办结待回复", advice(), closed(1)),
        state("已回复待签字", advice(), closed(2)),
        state("归档", advice(), closed(3)),
        state(
            "终止",
            advice(),
            vec![json!({ "do": "terminate", "reason": "服务对象撤回", "words": "不办了",
                "position": { "volume": 1, "page": 1, "line": 7 } })],
        ),
        state("作废", advice(), vec![json!({ "do": "void", "reason": "登记重复" })]),
    ]
}
