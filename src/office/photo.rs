//! Photographs of the staff (R21, R22): decoded within limits, turned upright, scaled, written anew without what a camera wrote into
//! them (place, time, device). Every way in is here, and none panics whatever the bytes are; what is wrong is said in one sentence.

mod decode;
mod files;

use std::io;
use std::path::Path;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, Rgb, RgbImage, imageops};
use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::sealed::Seal;
use xieban_domain::staff::{KeepPhotograph, StaffCode};
use xieban_public::Pixels;
use xieban_store::{ActError, Done, Picture, StoreError};

use super::{Lookout, Office, Session};
use files::Photos;

/// Largest file that is read, in bytes.
pub const LARGEST_FILE: u64 = 16 << 20;
/// Most pixels that are decoded: more than a common camera makes, and 120 MB at the most while it lasts.
pub const MOST_PIXELS: u64 = 40_000_000;
/// Longest side of a picture that is kept or published, in pixels.
pub const LONGEST_SIDE: u32 = 640;
/// Quality of the JPEG that is written, of 100.
const QUALITY: u8 = 85;

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum PhotoError {
    /// No such file.
    #[error("没有这个文件，请核对文件名。")]
    Missing,
    /// A folder, a link or a device.
    #[error("这不是普通文件（是文件夹、链接或设备），请换成照片文件本身。")]
    NotAFile,
    /// Neither JPEG nor PNG.
    #[error("文件不是照片：只收JPEG、PNG，请另存为其中一种。")]
    NotAnImage,
    /// More bytes than are read.
    #[error("文件太大（{} MB），最大{limit} MB，请缩小后再用。", .0.div_ceil(1 << 20), limit = LARGEST_FILE >> 20)]
    FileTooLarge(u64),
    /// More pixels than are decoded.
    #[error("照片像素太多（{0}×{1}），最多{limit}万像素，请缩小后再用。", limit = MOST_PIXELS / 10_000)]
    TooManyPixels(u32, u32),
    /// It begins as a picture and is none to the end.
    #[error("照片已损坏或不完整，请重新取得原片。")]
    Broken,
    /// The file cannot be read.
    #[error("照片文件读不出来（{0}），请找系统管理员。")]
    Io(#[from] io::Error),
    /// A page names it, and the store does not have it.
    #[error("台账里没有这张照片，请用 xieban staff photo 重新交。")]
    Gone,
    /// The store cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A picture out of any file, as it may be published and is kept.
pub fn from_file(file: &Path) -> Result<Picture, PhotoError> {
    published(&files::contents(file)?).map(Picture::of)
}

impl Office {
    /// Sets somebody's photograph, or takes it away.
    pub fn keep_photograph(
        &self,
        session: &Session,
        request: &str,
        staff: &StaffCode,
        picture: Option<&Picture>,
    ) -> Result<Done, ActError> {
        let keep = KeepPhotograph { staff: staff.clone(), picture: picture.map(|picture| picture.hash) };
        let command = Command::Office(OfficeCommand::KeepPhotograph(keep));
        self.act_given(session, request, &command, (None, picture))
    }
}

impl Lookout {
    /// The photograph that an entry or a card names: a picture in the store, or a file that an older program left beside it.
    pub fn photograph(&mut self, name: &str) -> Result<Vec<u8>, PhotoError> {
        match name.parse::<Seal>() {
            Ok(hash) => self.reader.read(|snapshot| snapshot.picture(hash))?.ok_or(PhotoError::Gone),
            Err(_) => Photos::beside(&self.path).read(name),
        }
    }
}

/// A picture as it may be shown to everybody: upright, no side longer than [`LONGEST_SIDE`], a JPEG with nothing but the picture in it.
pub fn published(bytes: &[u8]) -> Result<Vec<u8>, PhotoError> {
    let picture = decode::upright(bytes)?;
    let longest = picture.width().max(picture.height());
    let small = match longest > LONGEST_SIDE {
        true => fit(&picture, LONGEST_SIDE, LONGEST_SIDE),
        false => on_white(&picture),
    };
    let mut jpeg = Vec::new();
    small
        .write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, QUALITY))
        .map_err(|_| PhotoError::Broken)?;
    Ok(jpeg)
}

/// A picture in so many square pixels at the most; it keeps its shape.
pub fn pixels(bytes: &[u8], width: u16, height: u16) -> Result<Pixels, PhotoError> {
    let small = fit(&decode::upright(bytes)?, width.into(), height.into());
    let side = |pixels: u32| u16::try_from(pixels).unwrap_or(u16::MAX);
    let colours = small.pixels().map(|pixel| pixel.0).collect();
    Pixels::new(side(small.width()), side(small.height()), colours).ok_or(PhotoError::Broken)
}

/// The largest picture of the same shape within so many pixels.
fn fit(picture: &DynamicImage, width: u32, height: u32) -> RgbImage {
    let (from_width, from_height) = (u64::from(picture.width().max(1)), u64::from(picture.height().max(1)));
    let (width, height) = (u64::from(width.max(1)), u64::from(height.max(1)));
    // Which of the two sides is the one that is reached.
    let (width, height) = match from_width * height > from_height * width {
        true => (width, (from_height * width / from_width).max(1)),
        false => ((from_width * height / from_height).max(1), height),
    };
    let side = |pixels: u64| u32::try_from(pixels).unwrap_or(u32::MAX);
    on_white(&picture.thumbnail_exact(side(width), side(height)))
}

/// What shines through is paper.
fn on_white(picture: &DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let mut paper =
        DynamicImage::ImageRgb8(RgbImage::from_pixel(picture.width(), picture.height(), Rgb([u8::MAX; 3])));
    imageops::overlay(&mut paper, picture, 0, 0);
    paper.to_rgb8()
}

#[cfg(test)]
mod tests;
