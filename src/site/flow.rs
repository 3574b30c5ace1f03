//! 百姓办事流程图, drawn by code as one picture that scales, and the same as a list for whoever does not see pictures (R31).
//!
//! Once the office has a text of its own for it, that one stands here, and nothing is drawn beside it.

use xieban_domain::documents::Document;
use xieban_public::Web;

use super::frame::{self, SitePage};
use super::html::Html;
use super::prose;

/// Units of the picture's width: those of a small telephone, so that its type is never smaller than it is meant.
const WIDTH: u32 = 360;
/// Units between two lines of type.
const LINE: u32 = 18;
/// Units between two boxes, one above the other.
const GAP: u32 = 22;

/// Boxes beside each other.
type BoxRow = &'static [&'static [&'static str]];

/// The errand of which a case is made.
const ERRAND: &str = "办事";

/// The way of a visitor from the door to the rating, box by box; the first line of a box is its name.
const WAY: &[BoxRow] = &[
    &[&["群众来所"]],
    &[&["协办员接待（亮证挂牌）", "一人接待，负责到底"]],
    &[&["咨询", "当场答复"], &[ERRAND, "登记，给协办单"], &["投诉", "电话短信当面"]],
    &[&["受理件", "本所的事"], &["联办件", "几个单位的事"], &["移办件", "别的单位的事"]],
    &[
        &[
            "分四种办",
            "提示件：缺材料",
            "一次讲清",
            "即办件：齐全",
            "当天办结",
            "承诺件：要时间",
            "写明期限",
            "退回件：不能办",
            "写明依据",
        ],
        &[
            "按环节办",
            "本所在先：",
            "先办完本所的",
            "再导引下一家",
            "本所在后：",
            "先导引第一家",
            "轮到本所再办",
        ],
        &["导引移交", "导引到有权", "办理的单位", "同对方协办员", "办好移交手续", "记下接收人"],
    ],
    &[&["办结回复", "当面、电话、书面通知"]],
    &[&["填写协办日志，服务对象签字"]],
    &[&["评价（自愿）"]],
];

pub(super) fn page(web: &Web, documents: &[&Document]) -> String {
    frame::page(web, SitePage::Flow, |html| {
        for document in documents {
            html.tag("article", &[], |html| {
                html.says("h2", "title", &document.title);
                prose::about(html, document);
                if document.drawn {
                    html.tag("figure", &[("class", "flow")], picture);
                    in_words(html);
                } else {
                    prose::body(html, &document.lines, "h3");
                }
            });
        }
    })
}

fn height(row: BoxRow) -> u32 {
    let lines = row.iter().map(|lines| lines.len()).max().unwrap_or(0);
    u32::try_from(lines).unwrap_or(0) * LINE + 14
}

fn picture(html: &mut Html) {
    let total: u32 = WAY.iter().map(|row| height(row) + GAP).sum::<u32>() - GAP + 4;
    let view = format!("0 0 {WIDTH} {total}");
    let attributes = [
        ("viewBox", view.as_str()),
        ("role", "img"),
        ("aria-label", "百姓办事流程图，下面有文字说明"),
        ("xmlns", "http://www.w3.org/2000/svg"),
    ];
    html.tag("svg", &attributes, |html| {
        let mut top = 2;
        for (at, row) in WAY.iter().enumerate() {
            let below = WAY.get(at + 1);
            boxes(html, row, top);
            if let Some(below) = below {
                // Of the three errands only the middle one becomes a case.
                let above =
                    if row.iter().any(|lines| lines.first() == Some(&ERRAND)) { 1 } else { columns(row) };
                arrows(html, above, columns(below), top + height(row));
            }
            top += height(row) + GAP;
        }
    });
}

/// Boxes of a row.
fn columns(row: BoxRow) -> u32 {
    u32::try_from(row.len()).unwrap_or(1).max(1)
}

/// Where the middle of a box is.
const fn middle(at: u32, columns: u32) -> u32 {
    WIDTH * (2 * at + 1) / (2 * columns)
}

fn boxes(html: &mut Html, row: BoxRow, top: u32) {
    let count = columns(row);
    let wide = if count == 1 { 220 } else { WIDTH / count - 8 };
    for (at, lines) in (0..).zip(row.iter()) {
        let x = middle(at, count);
        let [left, y, width, height] = [x - wide / 2, top, wide, height(row)].map(|at| at.to_string());
        let place = [
            ("class", "box"),
            ("x", left.as_str()),
            ("y", y.as_str()),
            ("width", width.as_str()),
            ("height", height.as_str()),
            ("rx", "6"),
        ];
        html.tag("rect", &place, |_| ());
        for (line, text) in (0..).zip(lines.iter()) {
            let class = if line == 0 { "name" } else { "line" };
            let (x, y) = (x.to_string(), (top + LINE * (line + 1) + 2).to_string());
            html.tag("text", &[("class", class), ("x", &x), ("y", &y)], |html| html.text(text));
        }
    }
}

/// From the boxes above to those below: straight down, or spread out from one and gathered into one.
fn arrows(html: &mut Html, above: u32, below: u32, top: u32) {
    let (bend, end) = (top + GAP / 2, top + GAP - 1);
    let centre = WIDTH / 2;
    let mut draw = |path: &str| html.tag("path", &[("class", "way"), ("d", path)], |_| ());
    for at in 0..above.max(below) {
        let (from, to) = match (above, below) {
            (1, _) => (centre, middle(at, below)),
            (_, 1) => (middle(at, above), centre),
            (_, _) => (middle(at, above), middle(at, below)),
        };
        draw(&format!("M{from} {top}V{bend}H{to}V{end}"));
        draw(&format!("M{} {}L{to} {end}L{} {}", to - 4, end - 5, to + 4, end - 5));
    }
}

/// The same in words, step by step.
const WORDS: [&str; 8] = [
    "到所办公室的协办员岗，说明来意。",
    "协办员出示证件接待，一人接待，负责到底。",
    "咨询的当场答复；投诉的可以当面说，也可以打电话、发短信；办事的登记后给您协办单。",
    "登记时分清：本所的事是受理件，几个单位的事是联办件，别的单位的事是移办件。",
    "受理件分四种办：缺材料的是提示件，用《协办提示卡》一次讲清；材料齐、能当场或者当天办完的是即办件；要花时间的是承诺件，\
     《协办回执》写明哪一天办好；不能办的是退回件，《否定报备反馈单》写明原因和依据。",
    "联办件按环节办：本所在先的，先办完本所的，再导引您到下一个单位；本所在后的，先导引您到第一个单位，轮到本所时再办。\
     移办件由协办员导引到有权办理的单位，同对方协办员办好移交手续，记下接收人。",
    "办结后当面、打电话或者书面回复您。",
    "填写协办日志，请您签字；评价由您自愿。",
];

fn in_words(html: &mut Html) {
    html.says("h3", "", "文字说明");
    html.tag("ol", &[("class", "steps")], |html| {
        for step in WORDS {
            html.says("li", "", step);
        }
    });
}
