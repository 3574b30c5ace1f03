//! What every page has: its head with the rules for the browser, the office's name, the ways to the other pages, both supervision
//! numbers, and when it was made.

use chrono::Datelike as _;
use xieban_domain::moment::{Moment, paper_date, weekday};
use xieban_public::Web;

use super::html::{Html, dialled};

/// Nothing but the site's own style sheet and pictures; no script, no form, no frame, no base.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";

/// A page of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SitePage {
    /// 今日值班.
    Today,
    /// 本季度安排.
    Roster,
    /// 办事流程图.
    Flow,
    /// 办事指南.
    Guide,
    /// 便民措施.
    Measures,
    /// 全程协办是什么.
    Purpose,
    /// 规章制度.
    Rules,
}

impl SitePage {
    /// Every page, in the order of the links.
    pub(super) const ALL: [Self; 7] =
        [Self::Today, Self::Roster, Self::Flow, Self::Guide, Self::Measures, Self::Purpose, Self::Rules];

    /// Its title.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Today => "今日值班",
            Self::Roster => "季度值班表",
            Self::Flow => "办事流程图",
            Self::Guide => "办事指南",
            Self::Measures => "便民措施",
            Self::Purpose => "全程协办",
            Self::Rules => "规章制度",
        }
    }

    /// Its file.
    pub(super) const fn path(self) -> &'static str {
        match self {
            Self::Today => "index.html",
            Self::Roster => "roster.html",
            Self::Flow => "flow.html",
            Self::Guide => "guide.html",
            Self::Measures => "measures.html",
            Self::Purpose => "purpose.html",
            Self::Rules => "rules.html",
        }
    }
}

/// A whole page with what is peculiar to it.
pub(super) fn page(web: &Web, place: SitePage, main: impl FnOnce(&mut Html)) -> String {
    Html::document(|html| {
        html.tag("head", &[], |html| head(html, web, place));
        html.tag("body", &[], |html| {
            html.tag("a", &[("class", "skip"), ("href", "#main")], |html| html.text("跳到正文"));
            html.tag("header", &[], |html| top(html, web, place));
            html.tag("main", &[("id", "main")], |html| {
                html.says("h1", "", place.title());
                main(html);
            });
            html.tag("footer", &[], |html| bottom(html, web));
        });
    })
}

fn head(html: &mut Html, web: &Web, place: SitePage) {
    html.void("meta", &[("charset", "utf-8")]);
    html.void("meta", &[("http-equiv", "Content-Security-Policy"), ("content", POLICY)]);
    html.void("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
    html.void("meta", &[("name", "referrer"), ("content", "no-referrer")]);
    html.void("meta", &[("name", "format-detection"), ("content", "telephone=no")]);
    html.says("title", "", &format!("{} - {}", place.title(), web.office));
    html.void("link", &[("rel", "icon"), ("type", "image/svg+xml"), ("href", "icon.svg")]);
    html.void("link", &[("rel", "stylesheet"), ("href", "style.css")]);
}

fn top(html: &mut Html, web: &Web, here: SitePage) {
    html.tag("div", &[("class", "bar")], |html| {
        html.tag("div", &[("class", "inner")], |html| {
            html.says("p", "office", &web.office);
            html.says("p", "motto", "“零障碍”服务 全程协办");
        });
    });
    if web.practice {
        html.says("p", "practice", "【演练】人员、电话都是虚构的");
    }
    html.tag("nav", &[("aria-label", "各页")], |html| {
        html.tag("ul", &[("class", "inner")], |html| {
            for place in SitePage::ALL {
                html.tag("li", &[], |html| {
                    let (href, current) = (("href", place.path()), ("aria-current", "page"));
                    let attributes = if place == here { &[href, current][..] } else { &[href][..] };
                    html.tag("a", attributes, |html| html.text(place.title()));
                });
            }
        });
    });
    hotlines(html, web);
}

/// R26: both numbers, the second one labelled 短信.
fn hotlines(html: &mut Html, web: &Web) {
    html.tag("div", &[("class", "hotlines"), ("role", "note"), ("aria-label", "作风投诉")], |html| {
        html.tag("p", &[("class", "inner")], |html| {
            html.says("span", "label", &format!("{}举报投诉", web.hotline_of));
            for (label, scheme, number) in [("电话", "tel", &web.hotline), ("短信", "sms", &web.sms)] {
                html.tag("span", &[("class", "number")], |html| {
                    html.text(&format!("{label} "));
                    let href = format!("{scheme}:{}", dialled(number));
                    html.tag("a", &[("href", &href)], |html| html.text(number));
                });
            }
        });
    });
}

fn bottom(html: &mut Html, web: &Web) {
    html.tag("div", &[("class", "inner")], |html| {
        html.tag("p", &[], |html| {
            html.text("本页资料 ");
            html.tag("time", &[("datetime", &machine_time(web.now))], |html| {
                html.text(&format!("{} {}", paper_date(web.now.date()), web.now.clock()));
            });
            html.text(" 生成，值班人员以当日公示栏为准。");
        });
        html.says("p", "", &format!("作风投诉 {}　短信 {}", web.hotline, web.sms));
    });
}

/// `2026-11-24T08:00+08:00`.
fn machine_time(moment: Moment) -> String {
    format!("{}T{}+08:00", moment.date(), moment.clock())
}

/// A date with its weekday, as people and machines read it.
pub(super) fn date(html: &mut Html, date: chrono::NaiveDate, short: bool) {
    let text = match short {
        true => format!("{}月{}日 周{}", date.month(), date.day(), weekday(date)),
        false => format!("{} 星期{}", paper_date(date), weekday(date)),
    };
    html.tag("time", &[("datetime", &date.to_string())], |html| html.text(&text));
}

/// The picture beside a page's name in the browser: 协 is two strokes across each other here, which needs no font.
pub(super) const fn icon() -> &'static str {
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\"><rect width=\"32\" height=\"32\" rx=\"6\" fill=\"#0b5c6b\"/>\
     <path d=\"M16 6v20M6 16h20\" stroke=\"#fff\" stroke-width=\"5\" stroke-linecap=\"round\"/></svg>\n"
}
