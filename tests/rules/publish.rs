//! The office's website: who is on it, whose mobile, and what stands on every page (R21, R22, R26).

use std::collections::BTreeSet;

use serde_json::json;
use xieban_domain::premises::Channel;
use xieban_office::Office;
use xieban_public::Web;
use xieban_site::{SiteFile, check, files};

use xieban_domain::duty::DutyDay;

use xieban_support::{at, day, founding, people};

use crate::world::World;

/// S01 and S02 share Monday, S03 has Tuesday's morning; L01 and L02 lead. Every mobile is somebody's own.
fn office(now: &str) -> Office {
    let office = Office::in_memory(at(now)).unwrap();
    let duty = |date: &str, leader: &str, morning: &str, afternoon: &str| DutyDay {
        leader: Some(leader.into()),
        morning: vec![morning.into()],
        afternoon: vec![afternoon.into()],
        ..DutyDay::empty(day(date))
    };
    let mut founding =
        founding(vec![duty("2026-11-23", "L01", "S01", "S02"), duty("2026-11-24", "L02", "S03", "S03")]);
    founding.staff = people().into_iter().map(|staff| (staff, None)).collect();
    for (at, (staff, _)) in founding.staff.iter_mut().enumerate() {
        staff.mobile = format!("139000001{at:02}");
        staff.order = u16::try_from(at).unwrap();
    }
    office.found(&founding).unwrap();
    office
}

fn mobile(code: &str) -> String {
    let at = people().iter().position(|staff| staff.code.0 == code).unwrap();
    format!("139000001{at:02}")
}

fn text(files: &[SiteFile], path: &str) -> String {
    let file = files.iter().find(|file| file.path == path).unwrap_or_else(|| panic!("no {path}"));
    String::from_utf8(file.bytes.clone()).unwrap()
}

fn is_page(file: &SiteFile) -> bool {
    file.bytes.starts_with(b"<!DOCTYPE html>")
}

fn site(now: &str) -> (Web, Vec<SiteFile>) {
    let web = office(now).web().unwrap();
    let files = files(&web);
    (web, files)
}

#[test]
fn r21_each_person_of_today_has_a_card_with_the_facts_and_a_photograph_if_there_is_one() {
    let office = office("2026-11-23T08:00");
    let mut web = office.web().unwrap();
    let page = text(&files(&web), "index.html");
    for fact in ["王芳", "李敏", "周平", "职务", "一楼大厅", "83800001", "08:30–12:00", "14:30–17:30"]
    {
        assert!(page.contains(fact), "{fact}: {page}");
    }
    assert!(
        !page.contains("<img") && page.contains("portrait blank"),
        "a card of text where there is no photograph"
    );
    web.today.leader.as_mut().unwrap().photo = "L01.jpg".to_owned();
    web.photos.insert("L01.jpg".to_owned(), b"picture".to_vec());
    let files = files(&web);
    let picture = files.iter().find(|file| file.path.starts_with("photos/")).unwrap();
    assert_eq!(picture.bytes, b"picture");
    let page = text(&files, "index.html");
    assert!(
        page.contains(&format!("src=\"{}\"", picture.path)) && page.contains("alt=\"值班领导周平的照片\""),
        "{page}"
    );
    assert!(
        files.iter().all(|file| !String::from_utf8_lossy(&file.bytes).contains("L01")),
        "no name of a file is told"
    );
}

#[test]
fn r22_the_site_of_a_date_lists_the_people_of_both_its_half_days_and_is_right_at_noon() {
    for (now, on, off) in [
        ("2026-11-23T08:00", ["S01", "S02", "L01"], ["S03", "L02", "H01"]),
        ("2026-11-23T13:00", ["S01", "S02", "L01"], ["S03", "L02", "H01"]),
        ("2026-11-24T00:00", ["S03", "S03", "L02"], ["S01", "S02", "L01"]),
    ] {
        let (_, files) = site(now);
        let page = text(&files, "index.html");
        for code in on {
            assert!(page.contains(&mobile(code)), "{now}: {code}");
        }
        for file in &files {
            let text = String::from_utf8_lossy(&file.bytes);
            for code in off {
                assert!(!text.contains(&mobile(code)), "{now}: the mobile of {code} is on {}", file.path);
            }
            assert!(
                file.path == "index.html" || on.iter().all(|code| !text.contains(&mobile(code))),
                "{}",
                file.path
            );
        }
    }
    let (web, files) = site("2026-11-28T09:00");
    assert!(web.today.closed.is_some() && text(&files, "index.html").contains("今天不办公"));
    assert!(text(&files, "index.html").contains("下周值班"), "this week is over");
    assert!(
        files.iter().all(|file| !String::from_utf8_lossy(&file.bytes).contains("1390000")),
        "nobody is on duty"
    );
    let page = text(&files, "roster.html");
    assert!(
        page.contains("2026年第4季度") && page.contains("11月23日上午") && page.contains("二、值班领导"),
        "{page}"
    );
}

#[test]
fn r26_both_numbers_stand_on_every_page_of_the_site() {
    let (web, files) = site("2026-11-23T08:00");
    let pages: Vec<&SiteFile> = files.iter().filter(|file| is_page(file)).collect();
    assert_eq!(pages.len(), 7);
    for page in pages {
        let text = String::from_utf8_lossy(&page.bytes);
        for needed in [
            &web.hotline,
            &web.sms,
            &"短信".to_owned(),
            &"lang=\"zh-CN\"".to_owned(),
            &"2026年11月23日 08:00".to_owned(),
        ] {
            assert!(text.contains(needed.as_str()), "{needed} is not on {}", page.path);
        }
        assert!(
            text.contains("default-src 'none'") || text.contains("default-src &#39;none&#39;"),
            "{}",
            page.path
        );
        for forbidden in ["<script", "style=\"", "<style", "http://", "https://", "javascript:", " on"] {
            let allowed = text.matches("http://www.w3.org/2000/svg").count();
            let found = text.matches(forbidden).count() - if forbidden == "http://" { allowed } else { 0 };
            assert_eq!(found, 0, "{forbidden} on {}", page.path);
        }
    }
}

#[test]
fn the_same_store_and_moment_make_the_same_site_and_its_code_minds_no_minute() {
    let (web, first) = site("2026-11-23T08:00");
    let (again, second) = site("2026-11-23T08:00");
    assert_eq!((&first, check(&web)), (&second, check(&again)));
    let (later, third) = site("2026-11-23T09:30");
    assert_ne!(first, third, "it says when it was made");
    assert_eq!(check(&web), check(&later), "and says the same otherwise");
    let (tomorrow, _) = site("2026-11-24T08:00");
    assert_ne!(check(&web), check(&tomorrow));
}

#[test]
fn whatever_stands_in_the_directory_no_page_takes_it_for_markup() {
    let office = office("2026-11-23T08:00");
    let mut web = office.web().unwrap();
    let evil = "\"><script>alert(1)</script><img src=x onerror=y>'&amp;\u{202e}";
    let card = web.today.leader.as_mut().unwrap();
    for field in
        [&mut card.name, &mut card.post, &mut card.place, &mut card.phone, &mut card.mobile, &mut card.badge]
    {
        evil.clone_into(field);
    }
    for field in [&mut web.office, &mut web.hotline, &mut web.sms, &mut web.quarter] {
        evil.clone_into(field);
    }
    web.measures = vec![evil.to_owned()];
    for section in &mut web.sections {
        for person in &mut section.people {
            evil.clone_into(&mut person.served);
        }
    }
    let tags = |files: &[SiteFile]| -> BTreeSet<String> {
        let pages = files.iter().filter(|file| is_page(file));
        let text: String = pages.map(|file| String::from_utf8_lossy(&file.bytes).into_owned()).collect();
        text.split('<')
            .skip(1)
            .filter_map(|tag| Some(tag.split_once(['>', ' ', '\n'])?.0.to_owned()))
            .collect()
    };
    let (_, plain) = site("2026-11-23T08:00");
    let (plain, evil) = (tags(&plain), tags(&files(&web)));
    assert!(evil.is_subset(&plain) && !evil.contains("script"), "{:?}", evil.difference(&plain));
}

#[test]
fn r22_the_log_has_both_channels_and_counts_no_repetition() {
    let mut world = World::new();
    let record = |channel: &str, place: &str, code: Option<&str>| {
        let mut record = json!({ "do": "record_publication", "channel": channel, "place": place });
        if let Some(code) = code {
            record["code"] = json!(code);
        }
        record
    };
    let (one, other) = ("ab".repeat(32), "cd".repeat(32));
    world.done("S01", &record("公示栏", "一楼大厅", None));
    world.done("S01", &record("website", "网站", Some(&one)));
    assert_eq!(world.no("S01", &record("website", "网站", Some(&one))).0, "nothing_changed");
    assert_eq!(world.no("S01", &record("公示栏", "一楼大厅", None)).0, "nothing_changed");
    assert_eq!(world.no("S01", &record("公示栏", " ", None)).0, "place_needed");
    world.done("L01", &record("website", "网站", Some(&other)));
    assert_eq!(world.no("Z01", &record("公示栏", "一楼大厅", None)).0, "not_authorised");
    let published = world.books("2026-11-23").records.published;
    let told: Vec<_> =
        published.iter().map(|one| (one.channel, one.by.0.as_str(), one.code.is_some())).collect();
    assert_eq!(
        told,
        [(Channel::Notice, "S01", false), (Channel::Website, "S01", true), (Channel::Website, "L01", true)]
    );
}
