//! A calendar quarter. Written `2026Q4`.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike as _, Months, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A calendar quarter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter {
    pub year: i32,
    /// Which, 1 to 4.
    pub of: u8,
}

impl Quarter {
    /// The quarter of a day.
    pub fn containing(date: NaiveDate) -> Self {
        Self { year: date.year(), of: u8::try_from(date.month().div_ceil(3)).unwrap_or(4) }
    }

    /// Its first day.
    pub fn first(self) -> NaiveDate {
        let month = u32::from(self.of.clamp(1, 4)).saturating_mul(3).saturating_sub(2);
        let beyond = if self.year < 0 { NaiveDate::MIN } else { NaiveDate::MAX };
        NaiveDate::from_ymd_opt(self.year, month, 1).unwrap_or(beyond)
    }

    /// Its last day.
    pub fn last(self) -> NaiveDate {
        let next = self.first().checked_add_months(Months::new(3));
        next.and_then(|next| next.pred_opt()).unwrap_or(NaiveDate::MAX)
    }

    /// Every day of it.
    pub fn days(self) -> impl Iterator<Item = NaiveDate> {
        let last = self.last();
        self.first().iter_days().take_while(move |day| *day <= last)
    }

    /// The day lies in it.
    pub fn contains(self, date: NaiveDate) -> bool {
        Self::containing(date) == self
    }

    /// The one after.
    #[must_use]
    pub const fn next(self) -> Self {
        match self.of {
            4.. => Self { year: self.year.saturating_add(1), of: 1 },
            of => Self { year: self.year, of: of.saturating_add(1) },
        }
    }

    /// The one before.
    #[must_use]
    pub const fn previous(self) -> Self {
        match self.of {
            0 | 1 => Self { year: self.year.saturating_sub(1), of: 4 },
            of => Self { year: self.year, of: of.saturating_sub(1) },
        }
    }

    /// As people say it: `2026年第4季度`.
    pub fn name(self) -> String {
        format!("{}年第{}季度", self.year, self.of)
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}Q{}", self.year, self.of)
    }
}

/// A text that is no quarter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("季度写作“2026Q4”")]
pub struct NotAQuarter;

impl FromStr for Quarter {
    type Err = NotAQuarter;

    fn from_str(text: &str) -> Result<Self, NotAQuarter> {
        let (year, of) = text.trim().split_once(['Q', 'q']).ok_or(NotAQuarter)?;
        let year = year.parse().ok().filter(|year| (1900..=2200).contains(year));
        let of = of.parse().ok().filter(|of| (1..=4).contains(of));
        Ok(Self { year: year.ok_or(NotAQuarter)?, of: of.ok_or(NotAQuarter)? })
    }
}

impl Serialize for Quarter {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Quarter {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for Quarter {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Quarter".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^[0-9]{4}Q[1-4]$" })
    }
}
