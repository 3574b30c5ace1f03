//! A page of the journal and its place in the chain.

use std::fmt;

use serde::{Deserialize, Serialize};
use sm3::{Digest as _, Sm3};
use xieban_domain::event::Event;
use xieban_domain::moment::Moment;
use xieban_domain::sealed::Seal;
use xieban_domain::staff::StaffCode;

/// Version of the page format.
const VERSION: u8 = 1;

/// SM3 over the bytes of a page.
pub type Hash = Seal;

/// What every page says besides its event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The account that acts.
    pub by: StaffCode,
    pub desk: String,
    /// The id under which the account asks.
    pub request: String,
    /// The time as claimed.
    pub at: Moment,
}

/// A page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    v: u8,
    /// Its number, from 1.
    pub page: u64,
    /// The hash of the page before.
    pub prev: Hash,
    /// The time as claimed.
    pub at: Moment,
    /// That time lies before the page before.
    #[serde(default, skip_serializing_if = "xieban_domain::is_false")]
    pub back: bool,
    /// From this page on up to this one nothing had been witnessed when it was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unwitnessed: Option<u64>,
    /// The account that acted.
    pub by: StaffCode,
    pub desk: String,
    /// The id under which the account asked.
    pub request: String,
    pub event: Event,
}

/// What is wrong with the bytes of a page.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// Not a page at all.
    #[error("读不懂：{0}")]
    Unreadable(String),
    /// A page that says what this program does not know: a newer one wrote it, unless it was changed.
    #[error("写着本程序不认识的事项")]
    Unknown,
    /// The number on it is not the number it stands under.
    #[error("页码写的是{0}")]
    WrongNumber(u64),
    /// It does not follow from the page before.
    #[error("与上一页对不上")]
    WrongHash,
}

impl Page {
    /// The page that follows `before` (`None` for page 1).
    pub fn following(before: Option<(&Self, Hash)>, header: &Header, event: Event) -> Self {
        Self {
            v: VERSION,
            page: before.map_or(1, |(page, _)| page.page + 1),
            prev: before.map_or(Seal([0; 32]), |(_, hash)| hash),
            at: header.at,
            back: before.is_some_and(|(page, _)| header.at < page.at),
            unwitnessed: None,
            by: header.by.clone(),
            desk: header.desk.clone(),
            request: header.request.clone(),
            event,
        }
    }

    /// The page's bytes. Fails only where an event still carries a private text that nobody has sealed.
    pub fn bytes(&self) -> Result<Vec<u8>, Damage> {
        serde_json::to_vec(self).map_err(|_| Damage::Unreadable("有没封存的文字".to_owned()))
    }

    /// The page of these bytes, as far as it can be told from them alone.
    pub fn read(bytes: &[u8]) -> Result<Self, Damage> {
        match serde_json::from_slice::<Self>(bytes) {
            Ok(page) if page.v == VERSION => Ok(page),
            Ok(_) => Err(Damage::Unknown),
            Err(_) if Self::place(bytes).is_some() => Err(Damage::Unknown),
            // What the parser says of it is no help to whoever keeps the office's ledger.
            Err(_) => Err(Damage::Unreadable("不成一页".to_owned())),
        }
    }

    /// The number on a page and the hash of the page before, whatever happened: every format has them. `None` for what is no page.
    pub fn place(bytes: &[u8]) -> Option<(u64, Hash)> {
        #[derive(Deserialize)]
        struct PagePlace {
            page: u64,
            prev: Hash,
        }
        serde_json::from_slice(bytes).ok().map(|PagePlace { page, prev }| (page, prev))
    }

    /// Who asked for a page under which id; what happened is not read. `None` for what is no page.
    pub fn asked(bytes: &[u8]) -> Option<(StaffCode, String)> {
        #[derive(Deserialize)]
        struct AskedCommand {
            by: StaffCode,
            request: String,
        }
        serde_json::from_slice(bytes).ok().map(|AskedCommand { by, request }| (by, request))
    }

    /// The page of these bytes, if it is number `number` and follows a page of hash `prev`.
    pub fn verified(bytes: &[u8], number: u64, prev: Hash) -> Result<Self, Damage> {
        match (Self::read(bytes), Self::place(bytes)) {
            (_, Some((other, _))) if other != number => Err(Damage::WrongNumber(other)),
            (_, Some((_, other))) if other != prev => Err(Damage::WrongHash),
            (read, _) => read,
        }
    }

    /// The hash of a page's bytes.
    pub fn hash(bytes: &[u8]) -> Hash {
        Seal(Sm3::digest(bytes).into())
    }
}

impl fmt::Display for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "第{}页", self.page)
    }
}

#[cfg(test)]
mod tests {
    use xieban_domain::event::{AccessEvent, DeskEvent};

    use super::*;

    fn header(at: i64) -> Header {
        Header { by: "S01".into(), desk: "1号台".to_owned(), request: "r-1".to_owned(), at: Moment(at) }
    }

    #[test]
    fn sm3_is_the_standard_one() {
        let hash = Page::hash(b"abc").to_string();
        assert_eq!(hash, "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    }

    #[test]
    fn a_page_follows_only_its_forerunner() {
        let first = Page::following(None, &header(1000), Event::Access(AccessEvent::SignedOut));
        let bytes = first.bytes().unwrap();
        let event = Event::Desk(DeskEvent::Tallied { date: "2026-11-23".parse().unwrap(), arrival: None });
        let second = Page::following(Some((&first, Page::hash(&bytes))), &header(900), event);
        assert!(second.back, "a clock gone backwards is flagged");
        let written = second.bytes().unwrap();
        assert_eq!(Page::verified(&written, 2, Page::hash(&bytes)).unwrap(), second);
        assert_eq!(Page::verified(&written, 3, Page::hash(&bytes)), Err(Damage::WrongNumber(2)));
        assert_eq!(Page::verified(&written, 2, Page::hash(b"other")), Err(Damage::WrongHash));
        assert!(matches!(Page::read(b"{}"), Err(Damage::Unreadable(_))));
        // What a newer program's page says is not known; where it stands is.
        let text = String::from_utf8(written).unwrap();
        for (from, to) in [("\"tallied\"", "\"counted\""), ("\"v\":1", "\"v\":2")] {
            let newer = text.replace(from, to);
            assert!(newer != text);
            assert_eq!(Page::verified(newer.as_bytes(), 2, Page::hash(&bytes)), Err(Damage::Unknown));
            assert_eq!(Page::verified(newer.as_bytes(), 3, Page::hash(&bytes)), Err(Damage::WrongNumber(2)));
        }
        let damaged = Page::read(text.replace("\"page\"", "\"pace\"").as_bytes()).unwrap_err().to_string();
        assert!(!damaged.chars().any(|c| c.is_ascii_alphabetic()), "{damaged}");
    }

    #[test]
    fn golden_pages_of_every_version_are_read_and_written_back() {
        let golden = include_str!("../../tests/golden/journal/v1.ndjson");
        let mut prev = Seal([0; 32]);
        for (at, line) in golden.lines().enumerate() {
            let number = u64::try_from(at).unwrap() + 1;
            let page = Page::verified(line.as_bytes(), number, prev).unwrap();
            assert_eq!(page.bytes().unwrap(), line.as_bytes(), "page {number}");
            prev = Page::hash(line.as_bytes());
        }
        assert_eq!(prev.to_string(), include_str!("../../tests/golden/journal/v1.head").trim());
    }
}
