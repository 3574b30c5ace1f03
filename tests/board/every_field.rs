//! No byte of a visitor on the wall or the website: an identity is put into every field of cases, arrivals and complaints, in all states; then every
//! page and every file is searched for any form of it, at every size.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use xieban_board::Event;
use xieban_domain::command::Command as Asked;
use xieban_office::{Office, Query};
use xieban_term::{Depth, Screen, Theme};
use xieban_text::Metrics;

use xieban_support::canary::{NAME, found, found_large, registrations, texts};
use xieban_support::filling::{Fillable, fill, fill_its_own, schema};
use xieban_support::say;

use crate::hanging::{Hanging, a_week};

/// A board's file with every page.
pub(crate) const EVERYTHING: &str =
    "pages = [\"值班\", \"人员\", \"本周\", \"流程图\", \"指南\", \"便民\", \"目的\", \"进度\"]";

struct Filling {
    hanging: Hanging,
    count: usize,
}

impl Fillable for Filling {
    fn act(&mut self, who: &str, command: &Value) -> Result<(), String> {
        let Ok(asked) = serde_json::from_value::<Asked>(command.clone()) else {
            return Err("unread".to_owned());
        };
        self.count += 1;
        let session = self.hanging.office.practise(who, "1号台").unwrap();
        let request = format!("canary-{}", self.count);
        self.hanging.office.act(&session, &request, &asked).map(|_| ()).map_err(|error| error.to_string())
    }

    fn cases(&self) -> Vec<String> {
        let session = self.hanging.office.practise("L01", "1号台").unwrap();
        let answer = self.hanging.office.ask(&session, &Query::Find(NAME.to_owned())).unwrap();
        let xieban_office::Answer::Cases(list) = answer else { panic!() };
        list.rows.iter().map(|row| row.record.case.id().to_string()).collect()
    }

    fn office(&self) -> &Office {
        &self.hanging.office
    }
}

/// An office whose every case has it in every field.
fn filling() -> (Filling, BTreeSet<String>) {
    let hanging = Hanging::with("2026-11-23T08:41", a_week(), EVERYTHING);
    let mut filling = Filling { hanging, count: 0 };
    let mut done = fill(&mut filling);
    // Every case was worked on until nothing could be done with it; one is left undone when its officer goes home.
    let instant = |command: &Value| command["disposition"]["as"] == "instant";
    filling.act("S01", &registrations().into_iter().find(instant).unwrap()).unwrap();
    done.extend(fill_its_own(&mut filling));
    (filling, done)
}

/// Every page at this size: what it sends, and what stands there. Gives what of the canary was found.
fn search(hanging: &mut Hanging, size: (u16, u16), metrics: Metrics) -> Option<String> {
    hanging.look();
    let mut screen = Screen::new(Vec::new(), Theme::bundled("day", Depth::True), metrics, size);
    let mut bytes = Vec::new();
    for _ in 0..60 {
        let cells = hanging.frame(size, metrics);
        if let Some(found) = found(cells.as_bytes()).or_else(|| found_large(&cells, metrics)) {
            return Some(format!("{found} in\n{cells}"));
        }
        screen.draw(|canvas| hanging.board.draw(canvas)).unwrap();
        bytes.append(screen.out());
        let last = cells.lines().last().unwrap_or_default().to_owned();
        hanging.hear(Event::Turn);
        if last.split_once("共").is_some_and(|(at, count)| {
            let number = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
            number(at) == number(count.split('页').next().unwrap_or_default())
        }) {
            return found(&bytes);
        }
    }
    panic!("the pages have no end");
}

/// What of the canary is in a file of the website, or in its name.
fn on_the_site(hanging: &Hanging) -> Option<String> {
    let files = xieban_site::files(&hanging.office.web().unwrap());
    assert!(files.len() > 6);
    files.iter().find_map(|file| found(&file.bytes).or_else(|| found(file.path.as_bytes())))
}

const SIZES: [(u16, u16); 3] = [(80, 24), (100, 30), (160, 50)];

#[test]
fn r72_no_byte_of_a_visitor_is_on_any_page_of_the_wall_or_of_the_website() {
    let (mut filling, done) = filling();
    println!("{} commands beside registering were done at least once: {done:?}", done.len());
    assert!(done.len() >= 34, "{done:?}");
    let wall = filling.hanging.office.wall(true).unwrap();
    assert!(wall.progress.len() >= 5, "cases are on the wall: {:?}", wall.progress);
    assert_eq!(found(format!("{wall:?}").as_bytes()), None);
    assert_eq!(on_the_site(&filling.hanging), None);
    for size in SIZES {
        for metrics in [Metrics::NARROW, Metrics::WIDE] {
            assert_eq!(search(&mut filling.hanging, size, metrics), None, "{size:?} {metrics:?}");
        }
    }
}

/// The controls: where it does stand, it is found, small and large.
#[test]
fn a_canary_on_the_wall_would_be_found() {
    for (field, size) in [("name", (100, 30)), ("name", (80, 24)), ("post", (100, 30)), ("place", (160, 50))]
    {
        let mut hanging = Hanging::with("2026-11-23T08:41", a_week(), EVERYTHING);
        let mut officer = hanging.office.header().unwrap().staff.get(&"S01".into()).cloned().unwrap();
        *match field {
            "name" => &mut officer.name,
            "post" => &mut officer.post,
            _ => &mut officer.place,
        } = NAME.to_owned();
        let mut keep = serde_json::to_value(&officer).unwrap();
        keep["do"] = json!("keep_staff");
        keep["reason"] = json!("改名");
        let session = hanging.office.practise("A01", "1号台").unwrap();
        hanging.office.act(&session, "control", &say(&keep)).unwrap();
        assert!(on_the_site(&hanging).is_some(), "{field} on the site");
        for metrics in [Metrics::NARROW, Metrics::WIDE] {
            assert!(search(&mut hanging, size, metrics).is_some(), "{field} {size:?} {metrics:?}");
        }
    }
    let mut hanging = Hanging::with("2026-11-23T08:41", a_week(), "pages = [\"值班\"]");
    let mut wall = hanging.office.wall(false).unwrap();
    wall.days[0].halves[0][0].name = NAME.to_owned();
    hanging.hear(Event::Wall(Box::new(wall)));
    let cells = hanging.frame((160, 50), Metrics::NARROW);
    assert!(found_large(&cells, Metrics::NARROW).is_some(), "{cells}");
    for text in ["徐玄*", "1995370 1846", "XuanMingYuan", "320302198808******", "199****1846"] {
        assert!(found(text.as_bytes()).is_some(), "{text}");
    }
    // And a field that is new is asked for.
    let mut schema = schema()["register"].clone();
    let before = texts(&schema, &schema);
    schema["$defs"]["VisitorInput"]["properties"]["nickname"] = json!({ "type": "string" });
    schema["properties"]["omen"] = json!({ "type": ["string", "null"] });
    let new: Vec<String> =
        texts(&schema, &schema).into_iter().filter(|path| !before.contains(path)).collect();
    assert_eq!(new, [".omen", ".visitor.nickname"]);
    assert_eq!(found("徐州市卫生监督所 80802345 18914882345".as_bytes()), None);
}
