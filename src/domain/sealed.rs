//! Texts kept apart from the journal: what identifies a citizen, and free words by or about one.
//!
//! A page holds only the seal of such a text (a salted hash); the text itself lies in a side table, from which
//! it can be erased without breaking the chain. This file owns the type that makes that hold by construction:
//! a [`Sealed`] that still carries its text unsealed cannot be written, and one that is printed shows no text.
//! How a seal is computed is the journal's business, not ours.

use std::fmt;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::complaint::{Complainant, Subject};
use super::conduct::FiledStep;
use super::personnel::PersonnelStep;
use super::review::ReviewHeld;
use super::visitor::Visitor;

/// The salted hash (32 bytes, written as 64 hexadecimal digits) that stands on a page in place of a text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Seal(pub [u8; 32]);

impl fmt::Display for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Every page shows several: one write each, not thirty-two.
        const DIGITS: [u8; 16] = *b"0123456789abcdef";
        let digit = |half: u8| char::from(DIGITS[usize::from(half & 15)]);
        let digits: String = self.0.iter().flat_map(|byte| [digit(byte >> 4), digit(*byte)]).collect();
        f.write_str(&digits)
    }
}

impl fmt::Debug for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Seal({self})")
    }
}

impl std::str::FromStr for Seal {
    type Err = NotASeal;

    fn from_str(text: &str) -> Result<Self, NotASeal> {
        let digits = text.as_bytes();
        let mut bytes = [0; 32];
        if digits.len() != 64 {
            return Err(NotASeal);
        }
        let value = |digit: u8| char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok());
        for (byte, pair) in bytes.iter_mut().zip(digits.as_chunks::<2>().0) {
            let [high, low] = pair.map(value);
            *byte = high.zip(low).map(|(high, low)| high << 4 | low).ok_or(NotASeal)?;
        }
        Ok(Self(bytes))
    }
}

/// A text that should be a seal and is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("不是64位十六进制的封存码")]
pub struct NotASeal;

impl Serialize for Seal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Seal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A private value: fresh from a command, sealed, or sealed with its value at hand.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed<T> {
    seal: Option<Seal>,
    value: Option<T>,
}

/// Free words by or about a visitor.
pub type Words = Sealed<String>;

impl<T> Sealed<T> {
    /// A value fresh from a command. It cannot be written to a page before the journal has sealed it.
    pub const fn new(value: T) -> Self {
        Self { seal: None, value: Some(value) }
    }

    /// The value, unless it has been erased or has not been fetched.
    pub const fn get(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// The seal, once there is one.
    pub const fn seal(&self) -> Option<Seal> {
        self.seal
    }

    /// The same seal with another value in sight, for somebody who may not see the one that was sealed.
    #[must_use]
    pub fn map(self, show: impl FnOnce(T) -> T) -> Self {
        Self { seal: self.seal, value: self.value.map(show) }
    }

    /// The seal without its text.
    #[must_use]
    pub fn shut(self) -> Self {
        Self { seal: self.seal, value: None }
    }
}

impl Words {
    /// The words, or what stands in their place once they are erased.
    pub fn text(&self) -> &str {
        self.get().map_or("（已清除）", String::as_str)
    }
}

impl<T> fmt::Debug for Sealed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.seal {
            Some(seal) => write!(f, "Sealed({seal})"),
            None => f.write_str("Sealed(unsealed)"),
        }
    }
}

impl<T> Serialize for Sealed<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.seal {
            Some(seal) => seal.serialize(serializer),
            None => Err(serde::ser::Error::custom("a private text must be sealed before it is written")),
        }
    }
}

impl<'de, T> Deserialize<'de> for Sealed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self { seal: Some(Seal::deserialize(deserializer)?), value: None })
    }
}

/// A private value by what it is. Whoever masks matches on it without an arm for the rest: a further kind of private value compiles only
/// once it is decided what of it anybody may see.
pub enum Private<'a> {
    Visitor(&'a mut Visitor),
    Complainant(&'a mut Complainant),
    /// 被投诉对象.
    Subject(&'a mut Subject),
    /// Free words by or about somebody.
    Words(&'a mut String),
    /// Who held a 评议, and what was said.
    Review(&'a mut ReviewHeld),
    /// A step of a file about our own people.
    Conduct(&'a mut FiledStep),
    /// 任免 and 评议 of one of our own people.
    Personnel(&'a mut PersonnelStep),
}

/// What can be private at all.
///
/// ```compile_fail
/// use serde::{Deserialize, Serialize};
/// use xieban_domain::sealed::{Sealed, Seals};
///
/// #[derive(Serialize, Deserialize)]
/// struct Fingerprint(String);
///
/// fn each(print: &mut Sealed<Fingerprint>) {
///     print.each_slot(&mut |_| {}); // no mask is known for a fingerprint
/// }
/// ```
pub trait Sealable: Serialize + DeserializeOwned {
    /// What it is.
    fn private(&mut self) -> Private<'_>;
}

macro_rules! sealable {
    ($($type:ty => $kind:ident),+ $(,)?) => { $(
        impl Sealable for $type {
            fn private(&mut self) -> Private<'_> {
                Private::$kind(self)
            }
        }
    )+ };
}

sealable! {
    Visitor => Visitor,
    Complainant => Complainant,
    Subject => Subject,
    String => Words,
    ReviewHeld => Review,
    FiledStep => Conduct,
    PersonnelStep => Personnel,
}

/// One [`Sealed`] whatever its type, as the journal handles it.
pub trait Slot {
    /// What it is, if it is at hand.
    fn private(&mut self) -> Option<Private<'_>>;
    /// The seal, once there is one.
    fn seal(&self) -> Option<Seal>;
    /// The value as JSON text, if it is at hand.
    fn plain(&self) -> Option<String>;
    /// Puts the seal in place of a fresh value (which stays at hand in memory).
    fn close(&mut self, seal: Seal);
    /// Fills in the value from its JSON text. A text that does not fit the type leaves the slot as it was and answers `false`.
    fn open(&mut self, plain: &str) -> bool;
}

impl<T: Sealable> Slot for Sealed<T> {
    fn private(&mut self) -> Option<Private<'_>> {
        self.value.as_mut().map(Sealable::private)
    }

    fn seal(&self) -> Option<Seal> {
        self.seal
    }

    fn plain(&self) -> Option<String> {
        self.value.as_ref().and_then(|value| serde_json::to_string(value).ok())
    }

    fn close(&mut self, seal: Seal) {
        self.seal = Some(seal);
    }

    fn open(&mut self, plain: &str) -> bool {
        let value = serde_json::from_str(plain).ok();
        let fits = value.is_some();
        self.value = value.or(self.value.take());
        fits
    }
}

/// Something that holds private values: an event, a case.
pub trait Seals {
    /// Shows every private value to `visit`, in an order that never changes for the same value.
    fn each_slot(&mut self, visit: &mut dyn FnMut(&mut dyn Slot));
}

/// Where private values are: of a struct the fields that hold some, in the order in which they are visited; of an enum for each variant what
/// it binds of them.
macro_rules! seals {
    ($type:ty { $($field:ident),+ $(,)? }) => {
        impl $crate::sealed::Seals for $type {
            fn each_slot(&mut self, visit: &mut dyn FnMut(&mut dyn $crate::sealed::Slot)) {
                $($crate::sealed::Seals::each_slot(&mut self.$field, visit);)+
            }
        }
    };
    ($type:ty: $($variant:pat => [$($held:expr),*]),+ $(,)?) => {
        impl $crate::sealed::Seals for $type {
            fn each_slot(&mut self, visit: &mut dyn FnMut(&mut dyn $crate::sealed::Slot)) {
                match self {
                    $($variant => {
                        $($crate::sealed::Seals::each_slot($held, visit);)*
                    })+
                }
            }
        }
    };
}

pub(crate) use seals;

impl<T: Sealable> Seals for Sealed<T> {
    fn each_slot(&mut self, visit: &mut dyn FnMut(&mut dyn Slot)) {
        visit(self);
    }
}

impl<T: Seals> Seals for Option<T> {
    fn each_slot(&mut self, visit: &mut dyn FnMut(&mut dyn Slot)) {
        if let Some(inner) = self {
            inner.each_slot(visit);
        }
    }
}

impl<T: Seals + ?Sized> Seals for Box<T> {
    fn each_slot(&mut self, visit: &mut dyn FnMut(&mut dyn Slot)) {
        (**self).each_slot(visit);
    }
}

impl<T: Seals> Seals for Vec<T> {
    fn each_slot(&mut self, visit: &mut dyn FnMut(&mut dyn Slot)) {
        for inner in self {
            inner.each_slot(visit);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fresh_text_cannot_be_written_and_a_sealed_one_shows_only_its_seal() {
        let mut words = Words::new("张三住云龙区".to_owned());
        assert!(serde_json::to_string(&words).is_err());
        words.close(Seal([7; 32]));
        let written = serde_json::to_string(&words).unwrap();
        assert_eq!(written, format!("\"{}\"", "07".repeat(32)));
        assert!(!format!("{words:?}").contains('张'));
    }

    #[test]
    fn what_was_sealed_opens_again_and_a_foreign_text_leaves_it_closed() {
        let mut words = Words::new("好".to_owned());
        let plain = words.plain().unwrap();
        words.close(Seal([1; 32]));
        let mut back: Words = serde_json::from_str(&serde_json::to_string(&words).unwrap()).unwrap();
        assert_eq!(back.get(), None);
        assert!(!back.open("{}"));
        assert!(back.open(&plain));
        assert_eq!(back.text(), "好");
    }
}
