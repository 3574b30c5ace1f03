//! Makes `fonts/large.bin`, the large type of the wall, from GNU Unifont and the Unicode Han database. `fonts/README.md` says where
//! both come from and how the file is laid out.
//!
//!     cargo run --example font -- unifont.hex Unihan_OtherMappings.txt fonts/large.bin

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::{Context as _, ensure};

/// What is taken beside han: ASCII, the punctuation of Chinese texts, circled numbers, full-width forms.
const OTHERS: &[(u32, u32)] = &[
    (0x20, 0x7e),
    (0xb7, 0xb7),
    (0xd7, 0xd7),
    (0x2014, 0x2014),
    (0x2018, 0x2019),
    (0x201c, 0x201d),
    (0x2026, 0x2026),
    (0x2103, 0x2103),
    (0x2460, 0x2473),
    (0x3000, 0x3017),
    (0xff01, 0xff5e),
    (0xffe5, 0xffe5),
];
/// The columns of the Han database that name a character list: 通用规范汉字表, GB 2312.
const LISTS: [&str; 2] = ["kTGH", "kGB0"];

fn main() -> anyhow::Result<()> {
    let files: Vec<String> = std::env::args().skip(1).collect();
    let [font, unihan, target] = files.as_slice() else {
        anyhow::bail!("usage: font unifont.hex Unihan_OtherMappings.txt fonts/large.bin");
    };
    let wanted = wanted(&fs::read_to_string(unihan).with_context(|| unihan.clone())?)?;
    let font = fs::read_to_string(font).with_context(|| font.clone())?;
    let (mut narrow, mut wide) = (BTreeMap::new(), BTreeMap::new());
    for line in font.lines() {
        let (code, bits) = line.split_once(':').context("a line without a colon")?;
        let code = u32::from_str_radix(code, 16)?;
        if !wanted.contains(&code) {
            continue;
        }
        let bits = bits
            .as_bytes()
            .chunks(2)
            .map(|pair| Ok(u8::from_str_radix(str::from_utf8(pair)?, 16)?))
            .collect::<anyhow::Result<Vec<u8>>>()?;
        match bits.len() {
            16 => narrow.insert(code, bits),
            32 => wide.insert(code, bits),
            other => anyhow::bail!("U+{code:04X} has {other} bytes"),
        };
    }
    ensure!(narrow.contains_key(&0x20) && wide.contains_key(&0x534f), "this is no Unifont");
    let mut bytes = Vec::new();
    for part in [&narrow, &wide] {
        bytes.extend(u16::try_from(part.len())?.to_be_bytes());
    }
    for part in [&narrow, &wide] {
        bytes.extend(part.keys().flat_map(|code| code.to_be_bytes().into_iter().skip(1)));
        bytes.extend(part.values().flatten());
    }
    fs::write(target, &bytes).with_context(|| target.clone())
}

fn wanted(unihan: &str) -> anyhow::Result<BTreeSet<u32>> {
    let mut wanted: BTreeSet<u32> = OTHERS.iter().flat_map(|(first, last)| *first..=*last).collect();
    for line in unihan.lines().filter(|line| line.starts_with("U+")) {
        let mut columns = line.split('\t');
        if let (Some(code), Some(list)) = (columns.next(), columns.next())
            && LISTS.contains(&list)
        {
            wanted.insert(u32::from_str_radix(code.trim_start_matches("U+"), 16)?);
        }
    }
    ensure!(wanted.len() > 8_000, "this is no Unihan_OtherMappings.txt");
    Ok(wanted)
}
