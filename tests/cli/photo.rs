//! `xieban staff photo`: a photograph is taken in, or refused by name with nothing changed.

use std::fs;
use std::path::Path;

use image::{ImageFormat, Rgb, RgbImage};

use super::run::{practice, xieban};

fn photograph(path: &Path) {
    let face = RgbImage::from_fn(900, 1200, |x, y| {
        Rgb([u8::try_from(x / 4).unwrap(), u8::try_from(y / 5).unwrap(), 90])
    });
    face.save_with_format(path, ImageFormat::Png).unwrap();
}

#[test]
fn r21_a_photograph_is_taken_into_the_folder_and_recorded_with_its_person() {
    let (folder, store) = practice();
    let source = folder.path().join("王芳.png");
    photograph(&source);
    let take = |who: &str| {
        xieban(&["staff", "photo", "S01", source.to_str().unwrap(), "--as", who, "--json"]).on(&store)
    };
    let entry = &take("A01").json_lines()[0];
    let name = entry["photo"].as_str().unwrap();
    let kept = fs::read(folder.path().join("photos").join(name)).unwrap();
    assert!(kept.starts_with(b"\xff\xd8") && kept.len() < 60_000, "{} bytes", kept.len());
    // Once more is no change; somebody who may not is refused, and what he brought is not left lying about.
    assert_eq!(&take("A01").json_lines()[0], entry);
    fs::remove_file(&source).unwrap();
    RgbImage::new(40, 40).save_with_format(&source, ImageFormat::Png).unwrap();
    take("S01").refused();
    assert_eq!(fs::read_dir(folder.path().join("photos")).unwrap().count(), 1);
    assert_eq!(
        xieban(&["staff", "show", "S01", "--json"]).on(&store).json_lines()[0]["photo"],
        entry["photo"]
    );
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
