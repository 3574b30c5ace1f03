//! The quarter's table as it is posted, without mobiles: those are shown of whoever is on duty today, and of nobody else (R22).

use xieban_public::{PublicPerson, Section, Web};

use super::frame::{self, SitePage};
use super::html::Html;

pub(super) fn page(web: &Web) -> String {
    frame::page(web, SitePage::Roster, |html| {
        html.says("p", "day", &web.quarter);
        if web.provisional {
            html.says("p", "missing", "日期暂定：本年放假安排还没有公布，公布后更正。");
        }
        for section in &web.sections {
            self::section(html, section);
        }
        html.says(
            "p",
            "note",
            "值班时间不含休息日。手机号码只公布当日值班人员的，见“今日值班”；全部手机号码见本单位公示栏。",
        );
    })
}

fn section(html: &mut Html, section: &Section) {
    html.tag("section", &[], |html| {
        html.says("h2", "", &section.title);
        if section.people.is_empty() {
            return html.says("p", "missing", "本季度还没有排人。");
        }
        html.tag("table", &[("class", "roster")], |html| {
            html.tag("thead", &[], |html| {
                html.tag("tr", &[], |html| {
                    for head in ["姓名", "职务", "办公地点", "办公电话", "值班时间"] {
                        html.tag("th", &[("scope", "col")], |html| html.text(head));
                    }
                });
            });
            html.tag("tbody", &[], |html| section.people.iter().for_each(|person| row(html, person)));
        });
    });
}

fn row(html: &mut Html, person: &PublicPerson) {
    html.tag("tr", &[], |html| {
        html.tag("th", &[("scope", "row")], |html| html.text(&person.name));
        for (label, fact) in [
            ("职务", &person.post),
            ("办公地点", &person.place),
            ("办公电话", &person.phone),
            ("值班时间", &person.served),
        ] {
            let fact = if fact.is_empty() { "见公示栏" } else { fact };
            html.tag("td", &[("data-label", label)], |html| html.text(fact));
        }
    });
}
