//! Photographs on the wall: asked for once, drawn as cells, and said where they cannot be had.

use image::codecs::png::PngEncoder;
use image::{Rgb, RgbImage};
use xieban_board::{Effect, Event};
use xieban_office::photo::pixels;
use xieban_public::Pixels;

use crate::hanging::{Hanging, a_week};

/// A light face on a dark ground.
fn face() -> Pixels {
    let mut bytes = Vec::new();
    let picture = RgbImage::from_fn(90, 120, |x, y| {
        let (dx, dy) = (i64::from(x) - 45, i64::from(y) - 60);
        Rgb(if dx * dx * 16 + dy * dy * 9 < 17_000 { [230; 3] } else { [20; 3] })
    });
    picture.write_with_encoder(PngEncoder::new(&mut bytes)).unwrap();
    pixels(&bytes, 96, 128).unwrap()
}

/// A board on a wall whose people have these photographs, and what it wants done.
fn hanging(photo: impl Fn(&str) -> String) -> (Hanging, Vec<Effect>) {
    let mut hanging = Hanging::with("2026-11-23T08:41", a_week(), "pages = [\"人员\"]");
    let effects = look(&mut hanging, photo);
    (hanging, effects)
}

fn look(hanging: &mut Hanging, photo: impl Fn(&str) -> String) -> Vec<Effect> {
    let mut wall = hanging.office.wall(false).unwrap();
    for day in &mut wall.days {
        for card in day.leader.iter_mut().chain(day.halves.iter_mut().flatten()) {
            card.photo = photo(&card.name);
        }
    }
    hanging.hear(Event::Wall(Box::new(wall)))
}

fn wanted(effects: &[Effect]) -> Vec<&str> {
    let names = effects.iter().map(|effect| match effect {
        Effect::Portraits(names) => names.as_slice(),
        Effect::Restart | Effect::Quit => &[],
    });
    names.flatten().map(String::as_str).collect()
}

#[test]
fn r21_a_photograph_stands_beside_the_six_facts() {
    let (mut hanging, effects) = hanging(|_| "S01.jpg".to_owned());
    assert_eq!(wanted(&effects), ["S01.jpg"]);
    let before = hanging.text();
    assert!(before.contains("见公示栏"), "{before}");
    hanging.hear(Event::Portrait("S01.jpg".to_owned(), Ok(face())));
    assert!(!hanging.text().contains("见公示栏"));
    hanging.picture("person_portrait");
}

#[test]
fn what_is_here_is_not_asked_for_again_and_what_is_missing_is() {
    let name = |name: &str| format!("{name}.jpg");
    let (mut hanging, effects) = hanging(name);
    let all: Vec<String> = wanted(&effects).into_iter().map(str::to_owned).collect();
    assert_eq!(all.len(), 6, "everybody of the week, once: {all:?}");
    for (nth, name) in all.iter().enumerate() {
        let outcome = if nth == 2 {
            Err("照片已损坏或不完整，请重新取得原片。".to_owned())
        } else {
            Ok(face())
        };
        hanging.hear(Event::Portrait(name.clone(), outcome));
    }
    assert_eq!(wanted(&look(&mut hanging, name)), [all[2].as_str()]);
    // Nobody has a photograph any more: what comes late is not kept.
    assert!(wanted(&look(&mut hanging, |_| String::new())).is_empty());
    hanging.hear(Event::Portrait(all[0].clone(), Ok(face())));
    assert_eq!(wanted(&look(&mut hanging, name)).len(), 6);
}

#[test]
fn a_photograph_that_cannot_be_had_is_named_with_its_reason() {
    let (mut hanging, _) = hanging(|_| "S01.jpg".to_owned());
    let why = "照片像素太多（10000×10000），最多4000万像素，请缩小后再用。";
    hanging.hear(Event::Portrait("S01.jpg".to_owned(), Err(why.to_owned())));
    hanging.picture("person_photo_refused");
    let text = hanging.text();
    assert!(text.contains("见公示栏") && text.contains("“S01.jpg”") && text.contains("10000"), "{text}");
}
