//! What is no photograph is refused with its reason, whatever the bytes are; what is one comes out upright, small and bare.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, GenericImageView as _, ImageEncoder as _};
use proptest::prelude::*;
use xieban_store::LARGEST_PICTURE;

use super::*;

/// A picture with a red left half and a blue right one.
fn picture(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        Rgb(if x < width / 2 { [220, 20, u8::try_from(y % 60).unwrap()] } else { [20, 20, 220] })
    })
}

fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture(width, height).write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 90)).unwrap();
    bytes
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture(width, height).write_with_encoder(PngEncoder::new(&mut bytes)).unwrap();
    bytes
}

/// A JPEG as a camera writes it that was held upright: turned by the reader, with a place in its notes.
fn from_a_camera(width: u32, height: u32) -> Vec<u8> {
    let plain = jpeg(width, height);
    let mut notes = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
    notes.extend(b"GPS 34.26N 117.18E");
    let length = u16::try_from(notes.len() + 2).unwrap().to_be_bytes();
    [&plain[..2], &[0xff, 0xe1], &length, &notes, &plain[2..]].concat()
}

/// The same file with another size in its header.
fn lying_jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = jpeg(64, 48);
    let at = bytes.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    bytes[at + 5..at + 7].copy_from_slice(&height.to_be_bytes());
    bytes[at + 7..at + 9].copy_from_slice(&width.to_be_bytes());
    bytes
}

fn lying_png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = png(64, 48);
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = crc(&bytes[12..29]).to_be_bytes();
    bytes[29..33].copy_from_slice(&sum);
    bytes
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(
            sum ^ u32::from(*byte),
            |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 },
        )
    })
}

fn why(bytes: &[u8]) -> String {
    published(bytes).map_or_else(|error| error.to_string(), |_| "a picture".to_owned())
}

#[test]
fn a_photograph_comes_out_upright_small_and_without_what_the_camera_wrote() {
    let taken = from_a_camera(1600, 1200);
    assert!(taken.windows(3).any(|bytes| bytes == b"GPS"));
    let bare = published(&taken).unwrap();
    assert!(!bare.windows(3).any(|bytes| bytes == b"GPS") && !bare.windows(4).any(|bytes| bytes == b"Exif"));
    let shown = image::load_from_memory(&bare).unwrap();
    assert_eq!(shown.dimensions(), (480, LONGEST_SIDE));
    // What was on the left is at the top, after a quarter turn.
    let colour = |x, y| shown.to_rgb8().get_pixel(x, y).0;
    assert!(colour(240, 100)[0] > 150 && colour(240, 540)[2] > 150);
    assert!(bare.len() < 60_000, "{} bytes", bare.len());
}

#[test]
fn what_was_published_is_published_the_same_way_again() {
    let once = published(&png(200, 300)).unwrap();
    let small = image::load_from_memory(&once).unwrap();
    assert_eq!(small.dimensions(), (200, 300), "a small one is not blown up");
    assert_eq!(pixels(&once, 20, 30).map(|pixels| (pixels.width, pixels.height)).unwrap(), (20, 30));
    assert_eq!(published(&png(200, 300)).unwrap(), once, "the same picture makes the same bytes");
}

#[test]
fn pixels_keep_the_shape_of_the_picture_within_the_room() {
    let shape = |bytes: &[u8], width, height| {
        let pixels = pixels(bytes, width, height).unwrap();
        (pixels.width, pixels.height)
    };
    assert_eq!(shape(&png(300, 400), 40, 40), (30, 40));
    assert_eq!(shape(&jpeg(400, 300), 40, 40), (40, 30));
    assert_eq!(shape(&png(3, 4), 60, 60), (45, 60));
    assert_eq!(shape(&png(2000, 1), 40, 40), (40, 1));
    assert_eq!(shape(&png(30, 40), 0, 0), (1, 1));
    let four = pixels(&png(300, 400), 4, 4).unwrap();
    assert!(four.at(0, 1)[0] > four.at(0, 1)[2] && four.at(2, 1)[0] < four.at(2, 1)[2], "red to the left");
    assert_eq!((four.at(3, 0), four.at(0, 4)), ([255; 3], [255; 3]));
}

#[test]
fn what_shines_through_is_white() {
    let mut bytes = Vec::new();
    PngEncoder::new(&mut bytes)
        .write_image(&[9, 9, 9, 0].repeat(16), 4, 4, ExtendedColorType::Rgba8)
        .unwrap();
    assert_eq!(pixels(&bytes, 1, 1).unwrap().at(0, 0), [255; 3]);
}

#[test]
fn what_is_no_photograph_is_refused_and_says_why() {
    let gif = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";
    for bytes in [&b""[..], b"x", b"MZ\x90", gif, b"<svg/>", b"%PDF-1.7"] {
        assert!(why(bytes).starts_with("文件不是照片"), "{}", why(bytes));
    }
    for bytes in
        [&b"\xff\xd8\xff"[..], b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"]
    {
        assert!(why(bytes).starts_with("照片已损坏"), "{}", why(bytes));
    }
    let large = vec![0xff; usize::try_from(LARGEST_FILE).unwrap() + 1];
    assert!(why(&large).starts_with("文件太大（17 MB），最大16 MB"), "{}", why(&large));
}

#[test]
fn a_hundred_megapixels_are_refused_before_they_are_decoded() {
    // Each is some hundred bytes long: whatever is refused is refused by what the header says.
    for bytes in
        [lying_jpeg(10_000, 10_000), lying_png(10_000, 10_000), lying_png(u32::MAX >> 1, u32::MAX >> 1)]
    {
        let told = why(&bytes);
        assert!(told.starts_with("照片像素太多（") || told.starts_with("照片已损坏"), "{told}");
    }
    assert_eq!(
        why(&lying_jpeg(10_000, 10_000)),
        "照片像素太多（10000×10000），最多4000万像素，请缩小后再用。"
    );
    assert_eq!(
        why(&lying_png(10_000, 10_000)),
        "照片像素太多（10000×10000），最多4000万像素，请缩小后再用。"
    );
    for bytes in [lying_jpeg(0, 48), lying_png(0, 48), lying_png(6000, 6000)] {
        assert!(why(&bytes).starts_with("照片已损坏"), "{}", why(&bytes));
    }
}

#[test]
fn a_part_of_a_file_is_no_photograph() {
    for whole in [jpeg(64, 48), png(64, 48), from_a_camera(64, 48)] {
        assert_eq!(why(&whole), "a picture");
        let wrong: Vec<usize> = (0..whole.len()).filter(|end| published(&whole[..*end]).is_ok()).collect();
        // The check sum behind the last mark may be cut: the picture is there.
        assert!(wrong.is_empty(), "cut after {wrong:?} of {}", whole.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn no_bytes_break_it(kind in 0..3usize, flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)) {
        let mut bytes = [jpeg(40, 30), png(40, 30), from_a_camera(40, 30)][kind].clone();
        for (at, with) in flips {
            let at = at.index(bytes.len());
            bytes[at] = with;
        }
        if let Ok(bare) = published(&bytes) {
            prop_assert!(pixels(&bare, 8, 8).is_ok());
        }
    }

    #[test]
    fn no_noise_breaks_it(head in 0..3usize, noise in prop::collection::vec(any::<u8>(), 0..300)) {
        let head = [&b"\xff\xd8\xff\xdb"[..], b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x08\0\0\0\x08", b""][head];
        prop_assert!(published(&[head, &noise].concat()).is_err());
    }
}

#[test]
fn a_file_is_taken_in_as_it_may_be_published_and_under_the_hash_of_that() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("DSC_0001.JPG");
    fs::write(&source, from_a_camera(800, 600)).unwrap();
    let taken = from_file(&source).unwrap();
    assert_eq!(taken, Picture::of(published(&fs::read(&source).unwrap()).unwrap()));
    assert!(matches!(from_file(folder.path()), Err(PhotoError::NotAFile)));
    assert!(matches!(from_file(Path::new("/dev/zero")), Err(PhotoError::NotAFile)));
    assert!(matches!(from_file(&folder.path().join("none")), Err(PhotoError::Missing)));
}

#[test]
fn the_largest_picture_that_can_come_out_may_be_kept() {
    // Noise is what a JPEG has most bytes for.
    let mut seed = 1_u32;
    let noise = RgbImage::from_fn(LONGEST_SIDE, LONGEST_SIDE, |_, _| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [red, green, blue, _] = seed.to_be_bytes();
        Rgb([red, green, blue])
    });
    let mut png = Vec::new();
    noise.write_with_encoder(PngEncoder::new(&mut png)).unwrap();
    let bytes = published(&png).unwrap();
    assert!(bytes.len() > LARGEST_PICTURE / 8 && bytes.len() < LARGEST_PICTURE, "{}", bytes.len());
}

#[test]
fn what_an_older_program_left_in_the_folder_is_read_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let photos = Photos::beside(&folder.path().join("x.redb"));
    let (source, kept) = (folder.path().join("DSC_0001.JPG"), folder.path().join("photos"));
    fs::write(&source, jpeg(40, 30)).unwrap();
    fs::create_dir(&kept).unwrap();
    fs::copy(&source, kept.join("S01-8a3f.jpg")).unwrap();
    assert_eq!(photos.read("S01-8a3f.jpg").unwrap(), jpeg(40, 30));
    let told = |name: &str| photos.read(name).unwrap_err().to_string();
    symlink(&source, kept.join("S02.jpg")).unwrap();
    assert!(told("S02.jpg").starts_with("这不是普通文件"), "{}", told("S02.jpg"));
    for name in ["../DSC_0001.JPG", "", "..", ".", "none.jpg", "/etc/passwd", "photos/x.jpg"] {
        assert!(told(name).starts_with("没有这个文件"), "{name}: {}", told(name));
    }
    fs::create_dir(kept.join("S03.jpg")).unwrap();
    assert!(told("S03.jpg").starts_with("这不是普通文件"));
}
