//! Seals of private texts: SM3 over 32 random bytes of salt and the text. Who knows the page alone cannot guess the text.

use sm3::{Digest as _, Sm3};
use xieban_domain::sealed::{Seal, Seals};

/// A row of the side table: the seal, and salt followed by the text's JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedRow {
    pub seal: Seal,
    /// 32 bytes of salt, then the text.
    pub bytes: Vec<u8>,
}

/// Where salts come from.
pub trait Salts {
    /// 32 random bytes.
    fn salt(&mut self) -> [u8; 32];
}

impl<F: FnMut() -> [u8; 32]> Salts for F {
    fn salt(&mut self) -> [u8; 32] {
        self()
    }
}

/// Seals every fresh private text of an event and gives the rows to keep beside the page. A text sealed before keeps its seal.
pub fn close(holder: &mut dyn Seals, salts: &mut dyn Salts) -> Vec<SealedRow> {
    let mut rows = Vec::new();
    holder.each_slot(&mut |slot| {
        if slot.seal().is_some() {
            return;
        }
        if let Some(plain) = slot.plain() {
            let mut bytes = salts.salt().to_vec();
            bytes.extend_from_slice(plain.as_bytes());
            let seal = of(&bytes);
            slot.close(seal);
            rows.push(SealedRow { seal, bytes });
        }
    });
    rows
}

/// Fills in every private text for which `fetch` still has a row. What was erased stays closed.
pub fn open(holder: &mut dyn Seals, fetch: &mut dyn FnMut(Seal) -> Option<Vec<u8>>) {
    holder.each_slot(&mut |slot| {
        let row = slot.seal().and_then(&mut *fetch);
        if let Some(plain) =
            row.as_deref().and_then(|row| row.get(32..)).and_then(|plain| std::str::from_utf8(plain).ok())
        {
            slot.open(plain);
        }
    });
}

/// Whether every private text of an event is at hand that has a seal in `there`, each fitting what it is a text of.
pub fn all_read(holder: &mut dyn Seals, there: &mut dyn FnMut(Seal) -> bool) -> bool {
    let mut all = true;
    holder.each_slot(&mut |slot| {
        let expected = slot.seal().is_some_and(&mut *there);
        all = all && (!expected || slot.plain().is_some());
    });
    all
}

/// A row is what its seal says.
pub fn proves(row: &SealedRow) -> bool {
    row.bytes.len() > 32 && of(&row.bytes) == row.seal
}

fn of(bytes: &[u8]) -> Seal {
    Seal(Sm3::digest(bytes).into())
}

#[cfg(test)]
mod tests {
    use xieban_domain::event::{DeskEvent, Event};
    use xieban_domain::sealed::Words;

    use super::*;

    #[test]
    fn a_sealed_event_shows_no_text_and_opens_again_until_it_is_erased() {
        let reason = Words::new("张三急着走".to_owned());
        let mut event = Event::Desk(DeskEvent::VisitorLeft {
            date: "2026-11-23".parse().unwrap(),
            reason,
            arrival: None,
        });
        let mut count = 0_u8;
        let rows = close(&mut event, &mut || {
            count += 1;
            [count; 32]
        });
        assert_eq!((rows.len(), count), (1, 1));
        assert!(proves(&rows[0]) && close(&mut event, &mut || [9; 32]).is_empty());
        let written = serde_json::to_string(&event).unwrap();
        assert!(!written.contains("张三"));
        let mut back: Event = serde_json::from_str(&written).unwrap();
        open(&mut back, &mut |_| None);
        assert_ne!(back, event, "nothing to open it with");
        open(&mut back, &mut |seal| rows.iter().find(|row| row.seal == seal).map(|row| row.bytes.clone()));
        assert_eq!(back, event);
        let forged = SealedRow { seal: rows[0].seal, bytes: [rows[0].bytes.clone(), vec![b'!']].concat() };
        assert!(!proves(&forged));
    }
}
