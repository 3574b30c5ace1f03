//! 今日值班: the people of both half-days with their hours, so that the page is right at noon without being made anew (R22).

use chrono::Weekday;
use xieban_public::{DutyCard, Today, Web, WebDay};

use super::frame::{self, SitePage};
use super::html::{Html, dialled};

pub(super) fn page(web: &Web) -> String {
    frame::page(web, SitePage::Today, |html| {
        html.tag("p", &[("class", "day")], |html| frame::date(html, web.today.date, false));
        match &web.today.closed {
            Some(why) => html.says("p", "closed", &format!("今天不办公（{why}）。开门的日子见下表。")),
            None => on_duty(html, web, &web.today),
        }
        week(html, web);
    })
}

fn on_duty(html: &mut Html, web: &Web, today: &Today) {
    for ((name, hours), cards) in ["上午", "下午"].into_iter().zip(&web.hours).zip(&today.halves) {
        html.tag("section", &[], |html| {
            html.tag("h2", &[], |html| {
                html.text(&format!("{name} 协办员 "));
                html.says("span", "hours", &format!("{}–{}", hours.from, hours.to));
            });
            people(html, web, cards, "协办员", "还没有明确协办员，请到所办公室询问。");
        });
    }
    if !today.standing_in.is_empty() {
        html.tag("section", &[], |html| {
            html.says("h2", "", "今日临时顶岗");
            people(html, web, &today.standing_in, "协办员", "");
        });
    }
    html.tag("section", &[], |html| {
        html.tag("h2", &[], |html| {
            html.text("值班领导 ");
            html.says("span", "hours", "全天");
        });
        people(html, web, today.leader.as_slice(), "值班领导", "还没有明确值班领导，请到所办公室询问。");
    });
}

fn people(html: &mut Html, web: &Web, cards: &[DutyCard], role: &str, none: &str) {
    if cards.is_empty() {
        return html.says("p", "missing", none);
    }
    html.tag("ul", &[("class", "people")], |html| {
        for card in cards {
            html.tag("li", &[("class", "card")], |html| {
                portrait(html, web, card, role);
                html.tag("div", &[("class", "facts")], |html| {
                    html.says("h3", "", &card.name);
                    html.tag("dl", &[], |html| {
                        fact(html, "职务", &card.post);
                        fact(html, "办公地点", &card.place);
                        number(html, "办公电话", &card.phone);
                        number(html, "手机", &card.mobile);
                        if !card.badge.is_empty() {
                            fact(html, "工作证号", &card.badge);
                        }
                    });
                });
            });
        }
    });
}

/// The photograph, or where there is none the first character of the name.
fn portrait(html: &mut Html, web: &Web, card: &DutyCard, role: &str) {
    if let Some(bytes) = web.photos.get(&card.photo) {
        let (path, alt) = (super::photo_path(bytes), format!("{role}{}的照片", card.name));
        html.void(
            "img",
            &[("class", "portrait"), ("src", &path), ("alt", &alt), ("width", "120"), ("height", "160")],
        );
        return;
    }
    let first: String = card.name.chars().take(1).collect();
    html.tag("div", &[("class", "portrait blank"), ("aria-hidden", "true")], |html| html.text(&first));
}

fn fact(html: &mut Html, label: &str, value: &str) {
    html.says("dt", "", label);
    html.says("dd", "", if value.is_empty() { "见公示栏" } else { value });
}

fn number(html: &mut Html, label: &str, value: &str) {
    if value.is_empty() {
        return fact(html, label, value);
    }
    html.says("dt", "", label);
    html.tag("dd", &[], |html| {
        let href = format!("tel:{}", dialled(value));
        html.tag("a", &[("href", &href)], |html| html.text(value));
    });
}

fn week(html: &mut Html, web: &Web) {
    html.tag("section", &[], |html| {
        let this_week =
            web.week.first().is_none_or(|day| web.today.date.week(Weekday::Mon).days().contains(&day.date));
        html.says("h2", "", if this_week { "本周值班" } else { "下周值班" });
        if web.week.is_empty() {
            return html.says("p", "missing", "近几天没有排班，请到所办公室询问。");
        }
        html.tag("table", &[("class", "week")], |html| {
            html.tag("thead", &[], |html| {
                html.tag("tr", &[], |html| {
                    for head in ["日期", "上午协办员", "下午协办员", "值班领导"] {
                        html.tag("th", &[("scope", "col")], |html| html.text(head));
                    }
                });
            });
            html.tag("tbody", &[], |html| web.week.iter().for_each(|day| row(html, web, day)));
        });
    });
}

fn row(html: &mut Html, web: &Web, day: &WebDay) {
    let class = [("class", "now")];
    html.tag("tr", if day.date == web.today.date { &class } else { &[] }, |html| {
        html.tag("th", &[("scope", "row")], |html| frame::date(html, day.date, true));
        for names in &day.halves {
            html.says("td", "", &or_none(&names.join("、")));
        }
        html.says("td", "", &or_none(day.leader.as_deref().unwrap_or_default()));
    });
}

fn or_none(names: &str) -> String {
    if names.is_empty() { "未明确".to_owned() } else { names.to_owned() }
}
