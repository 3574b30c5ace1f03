//! A document as a page: its paragraphs, with headings where its own lines are headings.

use xieban_domain::documents::Document;
use xieban_domain::moment::paper_date;
use xieban_public::Web;

use super::frame::{self, SitePage};
use super::html::Html;

/// A heading is no longer than this, in characters.
const LONGEST_HEADING: usize = 20;

pub(super) fn page(web: &Web, place: SitePage, documents: &[&Document]) -> String {
    frame::page(web, place, |html| {
        for document in documents {
            html.tag("article", &[], |html| {
                // A document that is the page has the page's title; its own headings are one step down in any case.
                let titled = documents.len() > 1 || document.title != place.title();
                if titled {
                    html.says("h2", "title", &document.title);
                }
                about(html, document);
                body(html, &document.lines, if titled { "h3" } else { "h2" });
            });
        }
        if documents.iter().all(|document| document.lines.is_empty()) {
            html.says("p", "missing", "正文请到所办公室查阅。");
        }
    })
}

/// 便民措施 and 设施 (R27, R29).
pub(super) fn measures(web: &Web) -> String {
    frame::page(web, SitePage::Measures, |html| {
        for (title, list) in [("便民服务", &web.measures), ("设施", &web.facilities)] {
            if list.is_empty() {
                continue;
            }
            html.says("h2", "", title);
            html.tag("ul", &[("class", "plain")], |html| {
                for item in list {
                    html.says("li", "", item);
                }
            });
        }
        html.says("p", "note", "需要帮忙的，请招呼协办员。");
    })
}

/// Who made it, which version, since when.
pub(super) fn about(html: &mut Html, document: &Document) {
    let since = document.effective.map_or_else(String::new, |date| format!("，{}起施行", paper_date(date)));
    html.says("p", "about", &format!("{} 第{}版{since}", document.issuer, document.version));
}

/// The paragraphs. A heading is a short line that ends without a stop and has text below.
pub(super) fn body(html: &mut Html, lines: &[String], heading: &'static str) {
    for (at, line) in lines.iter().enumerate() {
        let text = line.trim();
        let below = lines.get(at + 1).is_some_and(|next| !next.trim().is_empty());
        if text.is_empty() {
            continue;
        }
        if let Some(item) = text.strip_prefix('●') {
            let (name, limit) = item.split_once('\u{3000}').unwrap_or((item, ""));
            html.tag("p", &[("class", "matter")], |html| {
                html.says("strong", "", name);
                if !limit.is_empty() {
                    html.text(" ");
                    html.says("span", "limit", limit);
                }
            });
        } else if below && is_heading(text) {
            html.says(heading, "", text);
        } else {
            let class = if line.starts_with([' ', '\u{3000}']) { "inner-item" } else { "" };
            html.says("p", class, text);
        }
    }
}

fn is_heading(text: &str) -> bool {
    text.chars().count() <= LONGEST_HEADING
        && !text.starts_with("带：")
        && !text.ends_with(['。', '；', '：', '，', '、', '.', ';', '）'])
        && !text.starts_with(['（', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
}
