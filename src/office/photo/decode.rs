//! Bytes to a picture: what kind it is, how large it says it is, whether it is there to its end; only then it is decoded.

use std::io::Cursor;

use image::error::ImageError;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

use super::{LARGEST_FILE, MOST_PIXELS, PhotoError};

/// Bytes that one pixel may take while it is decoded.
const DEEPEST: u64 = 4;

/// The picture, turned as its camera was held.
pub(super) fn upright(bytes: &[u8]) -> Result<DynamicImage, PhotoError> {
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if length > LARGEST_FILE {
        return Err(PhotoError::FileTooLarge(length));
    }
    let format = image::guess_format(bytes).map_err(|_| PhotoError::NotAnImage)?;
    let is_whole = if format == ImageFormat::Jpeg {
        is_whole_jpeg
    } else if format == ImageFormat::Png {
        is_whole_png
    } else {
        return Err(PhotoError::NotAnImage);
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_PIXELS * DEEPEST * 2);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MOST_PIXELS || decoder.total_bytes() > MOST_PIXELS * DEEPEST {
        return Err(PhotoError::TooManyPixels(width, height));
    }
    if pixels == 0 || !is_whole(bytes) {
        return Err(PhotoError::Broken);
    }
    let turn = decoder.orientation().map_err(broken)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(broken)?;
    picture.apply_orientation(turn);
    Ok(picture)
}

fn broken(_: ImageError) -> PhotoError {
    PhotoError::Broken
}

/// Whether a JPEG goes on to its end mark. Decoders paint what is missing grey.
fn is_whole_jpeg(bytes: &[u8]) -> bool {
    const END: u8 = 0xd9;
    const SCAN: u8 = 0xda;
    let mut rest = bytes.get(2..).unwrap_or_default();
    loop {
        let [0xff, after @ ..] = rest else { return false };
        let (mark, body) = match after {
            [0xff, ..] => {
                rest = after;
                continue;
            }
            [mark, body @ ..] => (*mark, body),
            [] => return false,
        };
        rest = match (mark, body) {
            (END, _) => return true,
            (0x01 | 0xd0..=0xd8, _) => body,
            (_, [high, low, ..]) => {
                let length = usize::from(u16::from_be_bytes([*high, *low]));
                let Some(next) = body.get(length..).filter(|_| length >= 2) else { return false };
                if mark == SCAN { after_scan(next) } else { next }
            }
            (_, _) => return false,
        };
    }
}

/// What comes after the bits of a scan: the next mark that is neither a stuffed byte nor a restart.
fn after_scan(bits: &[u8]) -> &[u8] {
    let ends = |pair: &[u8]| matches!(pair, [0xff, mark] if !matches!(mark, 0x00 | 0xd0..=0xd7));
    let end = bits.windows(2).position(ends).unwrap_or(bits.len());
    bits.get(end..).unwrap_or_default()
}

/// Whether a PNG goes on to its last chunk.
fn is_whole_png(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(8..).unwrap_or_default();
    loop {
        let Some((&[a, b, c, d, ref kind @ ..], after)) = rest.split_first_chunk::<8>() else { return false };
        let length = usize::try_from(u32::from_be_bytes([a, b, c, d])).unwrap_or(usize::MAX);
        let Some(next) = length.checked_add(4).and_then(|length| after.get(length..)) else { return false };
        if kind == b"IEND" {
            return true;
        }
        rest = next;
    }
}
