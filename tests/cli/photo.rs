//! `xieban staff photo`: a photograph is taken in, or refused by name with nothing changed.

use std::fs;
use std::path::Path;

use image::{ImageFormat, Rgb, RgbImage};

use serde_json::json;

use super::run::{practice, xieban};

fn photograph(path: &Path) {
    let face = RgbImage::from_fn(900, 1200, |x, y| {
        Rgb([u8::try_from(x / 4).unwrap(), u8::try_from(y / 5).unwrap(), 90])
    });
    face.save_with_format(path, ImageFormat::Png).unwrap();
}

#[test]
fn r21_a_photograph_is_taken_into_the_store_and_a_page_says_so() {
    let (folder, store) = practice();
    let source = folder.path().join("王芳.png");
    photograph(&source);
    let photo = |what: &[&str], who: &str| {
        xieban(&[&["staff", "photo", "S01"], what, &["--as", who, "--json"]].concat()).on(&store)
    };
    let entry = &photo(&[source.to_str().unwrap()], "A01").json_lines()[0];
    let hash = entry["photo"].as_str().unwrap();
    let pages = || {
        let pages = xieban(&["journal", "--json"]).on(&store).json_lines();
        pages
            .into_iter()
            .filter(|page| page["event"]["office"]["what"] == "photograph_kept")
            .collect::<Vec<_>>()
    };
    let said = pages();
    assert_eq!(said.len(), 1);
    assert_eq!(
        (&said[0]["by"], &said[0]["event"]["office"]["staff"], &said[0]["event"]["office"]["picture"]),
        (&json!("A01"), &json!("S01"), &json!(hash))
    );
    // Once more is no change; somebody who may not is refused.
    assert_eq!(&photo(&[source.to_str().unwrap()], "A01").json_lines()[0], entry);
    RgbImage::new(40, 40).save_with_format(&source, ImageFormat::Png).unwrap();
    photo(&[source.to_str().unwrap()], "S01").refused();
    photo(&["--none"], "S01").refused();
    photo(&[], "A01").wrong_use();
    photo(&[source.to_str().unwrap(), "--none"], "A01").wrong_use();
    assert_eq!(pages().len(), 1);
    assert_eq!(photo(&["--none"], "A01").json_lines()[0]["photo"], "");
    assert_eq!(pages()[1]["event"]["office"], json!({ "what": "photograph_kept", "staff": "S01" }));
    assert!(!folder.path().join("photos").exists());
    // Nobody says by its hash alone what he has not handed in.
    let line =
        json!({ "request": "r-1", "as": "A01", "do": "keep_photograph", "staff": "S01", "picture": hash });
    let answer = xieban(&["act"]).on(&store).told(line.to_string() + "\n").said();
    assert!(answer.contains("xieban staff photo"), "{answer}");
}

#[test]
fn what_is_no_photograph_is_refused_by_name_and_nothing_is_lost() {
    let (folder, store) = practice();
    let before = xieban(&["staff", "show", "S01", "--json"]).on(&store).success();
    let pages = xieban(&["journal", "--json"]).on(&store).success();
    let bad = folder.path().join("合影.jpg");
    for (bytes, told) in [
        (&b"GIF89a....."[..], "只收JPEG、PNG"),
        (b"", "只收JPEG、PNG"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "已损坏"),
    ] {
        fs::write(&bad, bytes).unwrap();
        let said =
            xieban(&["staff", "photo", "S01", bad.to_str().unwrap(), "--as", "A01"]).on(&store).refused();
        assert!(said.contains("合影.jpg") && said.contains(told), "{said}");
    }
    for path in [folder.path().to_str().unwrap(), "没有.jpg"] {
        xieban(&["staff", "photo", "S01", path, "--as", "A01"]).on(&store).refused();
    }
    xieban(&["staff", "photo", "S01", "--as", "A01"]).on(&store).wrong_use();
    xieban(&["staff", "photo", "X99", bad.to_str().unwrap(), "--as", "A01"]).on(&store).refused();
    assert_eq!(xieban(&["staff", "show", "S01", "--json"]).on(&store).success(), before);
    assert_eq!(xieban(&["journal", "--json"]).on(&store).success(), pages);
    assert!(!folder.path().join("photos").exists());
}
