//! Numbers behind the wall of recusal. They are drawn like lots: numbers one after the other would have gaps where somebody may not
//! know of a record, and would tell how many there are.

/// Reads and writes types as the texts that they display as; each with the pattern of its text.
macro_rules! as_text {
    ($($name:ident = $schema:literal),+) => {$(
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <String as serde::Deserialize>::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "pattern": $schema })
            }
        }
    )+};
}
pub(super) use as_text;

/// A number of a year, with the error of a text that is none.
macro_rules! lot {
    ($(#[$meta:meta])* $name:ident, $wrong:ident = $sentence:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name {
            /// The year in which it was drawn.
            pub year: u16,
            /// From 1 to 9999, in no order.
            pub seq: u32,
        }

        impl $name {
            /// So many there are in a year.
            pub const COUNT: usize = 9_999;

            /// The number that a random number stands for.
            pub const fn drawn(year: u16, random: u32) -> Self {
                Self { year, seq: (random % 9_999).saturating_add(1) }
            }

            /// The number after this one; after the last, the first.
            #[must_use]
            pub const fn next(self) -> Self {
                Self::drawn(self.year, self.seq)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}-{}", self.year, self.seq)
            }
        }

        /// A text that is no such number.
        #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
        #[error($sentence)]
        pub struct $wrong;

        impl std::str::FromStr for $name {
            type Err = $wrong;

            fn from_str(text: &str) -> Result<Self, $wrong> {
                let (year, seq) = text.split_once('-').ok_or($wrong)?;
                let year = year.parse().map_err(|_| $wrong)?;
                Ok(Self { year, seq: seq.parse().ok().filter(|seq| *seq > 0).ok_or($wrong)? })
            }
        }

        $crate::lot::as_text!($name = "^[0-9]{4}-[1-9][0-9]*$");
    };
}
pub(super) use lot;
