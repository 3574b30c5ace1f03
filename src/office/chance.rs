//! Randomness: salts of sealed texts, ids of requests and runs.

use xieban_domain::appointment::AppointmentNumber;
use xieban_domain::conduct::{FileNumber, ReceiptCode};

/// 32 random bytes. A machine without randomness cannot keep secrets: then the text is sealed without salt rather than lost.
pub(super) fn salt() -> [u8; 32] {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).ok();
    bytes
}

/// A request id nobody else has.
pub(super) fn random_id() -> String {
    let id = salt().iter().take(8).fold(0_u64, |id, byte| (id << 8) | u64::from(*byte));
    format!("{id:016x}")
}

/// What is drawn for a file or a 任免 that is begun. Two random numbers: neither tells anything of the other, nor of how many files there are.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Lot {
    number: u32,
    receipt: u32,
}

impl Lot {
    /// Drawn from 32 random bytes.
    pub(super) fn of(bytes: [u8; 32]) -> Self {
        let four = |from: usize| {
            bytes.iter().skip(from).take(4).fold(0_u32, |number, byte| (number << 8) | u32::from(*byte))
        };
        Self { receipt: four(0), number: four(4) }
    }

    /// The file's number in this year.
    pub(super) const fn number(self, year: u16) -> FileNumber {
        FileNumber::drawn(year, self.number)
    }

    /// The number of a 任免 in this year.
    pub(super) const fn appointment(self, year: u16) -> AppointmentNumber {
        AppointmentNumber::drawn(year, self.number)
    }

    /// 回执码.
    pub(super) const fn receipt(self) -> ReceiptCode {
        ReceiptCode::random(self.receipt)
    }
}
