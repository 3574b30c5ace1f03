//! A canary: an identity and words that stand nowhere else, put into every field about a visitor; and a search for any form of them.

use ratatui::buffer::Cell;
use ratatui::style::Modifier;
use serde_json::{Value, json};
use xieban_term::{Canvas, Depth, Digits, Grain, Large, Screen, Theme, Tone, dump};
use xieban_text::Metrics;
use xieban_words::mask;

use crate::{materials, register};

pub const NAME: &str = "玄冥渊";
pub const WORDS: &str = "玄冥渊托人带话";
/// What names a thing or somebody at another unit: it is found, and names nobody who comes.
pub const LABEL: &str = "渊冥之约";
const ADDRESS: &str = "云龙区玄冥路77号";
pub const PHONE: &str = "19953701846";
/// Where somebody at another unit is called.
pub const THEIRS: &str = "19953700516";
pub const ID: &str = "320302198808177424";
pub const CREDIT: &str = "91320302MA7XQ5D88E";
/// The name in GBK.
const GBK: [u8; 6] = [0xd0, 0xfe, 0xda, 0xa4, 0xd4, 0xa8];
const LICENCE: [&str; 5] = [
    "延续申请表",
    "原卫生许可证",
    "有效期内的卫生检测或者评价报告",
    "从业人员健康合格证明",
    "卫生管理制度执行情况",
];

/// What of it stands in these bytes, in whatever form; without blanks and with them.
pub fn found(bytes: &[u8]) -> Option<String> {
    let mut forms: Vec<Vec<u8>> = NAME.chars().map(|c| c.to_string().into_bytes()).collect();
    forms.extend([GBK[..4].to_vec(), GBK[2..].to_vec()]);
    for number in [PHONE, ID, CREDIT] {
        let (head, tail) = number.as_bytes().split_at(number.len() - 7);
        forms.extend([tail.to_vec(), number.as_bytes().iter().take(7).copied().collect(), head.to_vec()]);
    }
    let masked = [mask::name(NAME), mask::phone(PHONE), mask::id(ID), mask::address(ADDRESS)];
    forms.extend(masked.into_iter().map(String::into_bytes));
    forms.extend(["xuanmingyuan", "xuanming", "mingyuan"].map(|pinyin| pinyin.as_bytes().to_vec()));
    // A character a byte: what is no UTF-8 can be searched, too.
    let text =
        |bytes: &[u8]| bytes.iter().map(|byte| char::from(byte.to_ascii_lowercase())).collect::<String>();
    let open = text(bytes);
    let close = open.replace([' ', '-', '\r', '\n', '\t'], "");
    let form = forms.into_iter().find(|form| open.contains(&text(form)) || close.contains(&text(form)));
    form.map(|form| String::from_utf8_lossy(&form).into_owned())
}

/// What of it stands on a screen, drawn large.
pub fn found_large(screen: &str, metrics: Metrics) -> Option<String> {
    let cells = |text: &str| -> Vec<Vec<String>> { text.lines().map(|line| cells(line, metrics)).collect() };
    let screen = cells(screen);
    let stands = |drawn: &str| {
        let picture = cells(drawn);
        let at = |y: usize, x: usize| screen.get(y).and_then(|row| row.get(x)).map_or(" ", String::as_str);
        let mut ink: Vec<(usize, usize, &str)> = (0..)
            .zip(&picture)
            .flat_map(|(y, row)| (0..).zip(row).map(move |(x, cell)| (y, x, cell.as_str())))
            .collect();
        // Most of it is blank, here and there: what is ink is looked for first.
        ink.sort_by_key(|(_, _, cell)| *cell == " ");
        let wide = screen.iter().map(Vec::len).max().unwrap_or(0);
        (0..screen.len())
            .any(|top| (0..wide).any(|left| ink.iter().all(|(y, x, cell)| at(top + y, left + x) == *cell)))
    };
    let drawn = |size, draw: &dyn Fn(&mut Canvas<'_>)| {
        let screen = Screen::new(Vec::new(), Theme::bundled("day", Depth::None), metrics, size);
        let mut frame = screen.paint(|canvas| draw(canvas)).0;
        // As in the pictures of the board: a pixel by a blank in reverse video is a `#`.
        let lit = frame.content.iter_mut().filter(|cell| cell.modifier.contains(Modifier::REVERSED));
        lit.for_each(|cell| *cell = Cell::new("#"));
        dump(&frame)
    };
    let large = [Grain::Quarters, Grain::Halves, Grain::Cells, Grain::Pairs]
        .into_iter()
        .flat_map(|grain| NAME.chars().map(move |c| (grain, c.to_string())));
    let character = large.map(|(grain, c)| {
        let line = Large::new(&c);
        let picture = drawn(line.size(grain), &|canvas| {
            line.draw(canvas, 0, 0, grain, Tone::Text);
        });
        (c, picture)
    });
    let digits = Digits::new(PHONE);
    let number = drawn((digits.columns(metrics), Digits::ROWS), &|canvas| {
        digits.draw(canvas, 0, 0, Tone::Text);
    });
    character.chain([(PHONE.to_owned(), number)]).find(|(_, picture)| stands(picture)).map(|(what, _)| what)
}

/// A line by its cells; the second cell of a glyph is empty.
fn cells(line: &str, metrics: Metrics) -> Vec<String> {
    let cell = |c: char| {
        let text = c.to_string();
        let second = metrics.width(&text).saturating_sub(1);
        std::iter::once(text).chain(std::iter::repeat_n(String::new(), second))
    };
    line.chars().flat_map(cell).collect()
}

fn person() -> Value {
    json!({ "name": NAME, "id_type": "居民身份证", "id_no": ID, "phone": PHONE, "address": ADDRESS })
}

fn firm() -> Value {
    let mut firm = person();
    firm["organisation"] =
        json!({ "name": "徐州玄冥渊浴室", "credit_code": CREDIT, "head": NAME, "address": ADDRESS });
    firm["mandate"] = json!(true);
    firm
}

/// Registrations that put it into every field between them.
pub fn registrations() -> Vec<Value> {
    let of = |matter: &str, list: Value, visitor: Value, more: Value| {
        let mut command = register(matter, &list);
        command["visitor"] = visitor;
        command["remark"] = json!(WORDS);
        for (field, value) in more.as_object().unwrap() {
            command[field] = value.clone();
        }
        command
    };
    let unreachable = json!({ "name": NAME, "not_given": "未带", "reach": WORDS, "address": ADDRESS });
    let mut more = materials(&LICENCE, "收");
    more.as_array_mut().unwrap().push(json!({ "name": LABEL, "basis": LABEL, "state": "收" }));
    let mut less = materials(&LICENCE, "收");
    less[2] = json!({ "name": LICENCE[2], "state": "缺", "note": WORDS });
    let whole = || materials(&LICENCE, "收");
    vec![
        of("ZX01", json!([]), person(), json!({})),
        of("ZX01", json!([]), unreachable, json!({})),
        of("GW03", less, firm(), json!({ "disposition": { "as": "prompt" } })),
        of("GW03", whole(), person(), json!({ "disposition": { "as": "prompt", "cause": WORDS } })),
        of(
            "GW03",
            more,
            firm(),
            json!({ "disposition": { "as": "promise", "reason": "其他", "words": WORDS } }),
        ),
        of(
            "GW03",
            whole(),
            firm(),
            json!({ "disposition":
            { "as": "return", "ground": "不符合有关规定", "why": WORDS, "basis": LABEL, "alternative": WORDS } }),
        ),
        of(
            "ZX01",
            json!([]),
            person(),
            json!({ "disposition": { "as": "instant", "clear": true, "simple": true } }),
        ),
        of("GW02", json!([]), person(), json!({ "kind": "移办件", "kind_reason": WORDS, "unit": "RX" })),
        of("ZX01", json!([]), person(), json!({ "received_from": { "unit": "SCJG", "number": LABEL } })),
        of(
            "ZX01",
            json!([]),
            person(),
            json!({ "paper": { "at": "2026-11-23T08:30", "number": LABEL, "reason": WORDS } }),
        ),
        of(
            "CH01",
            json!([]),
            firm(),
            json!({ "stages":
            [{ "stage": 1, "how": "电话确认", "who": LABEL, "phone": THEIRS, "words": WORDS }] }),
        ),
    ]
}

/// Every text that a command of a schema may carry, as `.visitor.name`.
pub fn texts(schema: &Value, command: &Value) -> Vec<String> {
    let mut paths = Vec::new();
    walk(schema, command, "", 0, &mut paths);
    paths.sort();
    paths.dedup();
    paths
}

fn walk(schema: &Value, node: &Value, path: &str, depth: usize, paths: &mut Vec<String>) {
    if depth > 20 {
        return;
    }
    if let Some(name) = node["$ref"].as_str() {
        let name = name.rsplit('/').next().unwrap();
        return walk(schema, &schema["$defs"][name], path, depth + 1, paths);
    }
    for kind in ["oneOf", "anyOf", "allOf"] {
        for part in node[kind].as_array().into_iter().flatten() {
            walk(schema, part, path, depth + 1, paths);
        }
    }
    if node["type"].to_string().contains("\"string\"") && node["const"].is_null() && node["enum"].is_null() {
        paths.push(path.to_owned());
    }
    for (name, part) in node["properties"].as_object().into_iter().flatten() {
        walk(schema, part, &format!("{path}.{name}"), depth + 1, paths);
    }
    if node["items"].is_object() {
        walk(schema, &node["items"], &format!("{path}[]"), depth + 1, paths);
    }
}

/// The paths at which a command carries something of it.
pub fn carried(command: &Value, path: &str) -> Vec<String> {
    match command {
        Value::String(text) => {
            Some(path.to_owned()).filter(|_| found(text.as_bytes()).is_some()).into_iter().collect()
        }
        Value::Array(items) => items.iter().flat_map(|item| carried(item, &format!("{path}[]"))).collect(),
        Value::Object(fields) => {
            fields.iter().flat_map(|(name, value)| carried(value, &format!("{path}.{name}"))).collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

/// A command of a schema with every field filled: texts with it, choices with the `nth` of them, and what only a list knows with a
/// thing from that list.
pub fn filled(
    schema: &Value,
    node: &Value,
    name: &str,
    nth: usize,
    known: &dyn Fn(&str) -> Option<Value>,
) -> Value {
    if let Some(reference) = node["$ref"].as_str() {
        let kind = reference.rsplit('/').next().unwrap();
        return known(kind).unwrap_or_else(|| filled(schema, &schema["$defs"][kind], name, nth, known));
    }
    if !node["const"].is_null() {
        return node["const"].clone();
    }
    let choices = ["enum", "oneOf", "anyOf"].into_iter().find_map(|kind| node[kind].as_array());
    if let Some(choices) = choices {
        let real: Vec<&Value> =
            choices.iter().filter(|choice| choice["type"] != "null" && !choice.is_null()).collect();
        let choice = real[nth % real.len()];
        return if node["enum"].is_array() {
            choice.clone()
        } else {
            filled(schema, choice, name, nth, known)
        };
    }
    let is = |kind: &str| node["type"].to_string().contains(&format!("\"{kind}\""));
    match () {
        () if is("object") => {
            let fields = node["properties"].as_object().into_iter().flatten();
            fields
                .filter(|(field, _)| *field != "version")
                .map(|(field, part)| (field.clone(), filled(schema, part, field, nth, known)))
                .collect()
        }
        () if is("array") => json!([filled(schema, &node["items"], name, nth, known)]),
        () if is("integer") => json!(1),
        () if is("boolean") => json!(nth.is_multiple_of(2)),
        () => known(name).unwrap_or_else(|| {
            json!(match name {
                "phone" => THEIRS,
                "basis" | "name" | "officer" | "receiver" | "who" | "whom" => LABEL,
                _ => WORDS,
            })
        }),
    }
}

/// What only a list knows of a command's fields: those of a case and of somebody who waits, and what stands in every office.
pub fn known(case: &str, arrival: &str, name: &str) -> Option<Value> {
    Some(match name {
        "CaseId" => json!(case),
        "ArrivalId" => json!(arrival),
        "ChainId" => json!("CH01"),
        "UnitId" => json!("RX"),
        "StaffCode" => json!("S03"),
        "leader" => json!("L01"),
        "MatterCode" => json!("TS03"),
        "Subject" | "matter" => json!("ZX01"),
        "ComplaintId" => json!("诉2026-1"),
        "FileNumber" => json!("2026-1"),
        "Limit" => json!("5 working"),
        "department" => json!("监督一科"),
        "approved_on" => json!("2026-11-23"),
        "until" | "date" | "to_date" => json!("2026-11-30"),
        "VisitorInput" => registrations()[2]["visitor"].clone(),
        "Moment" => Value::Null,
        _ => return None,
    })
}
