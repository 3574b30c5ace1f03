//! What covers an identity: a visitor as far as he may be seen, and free words with whatever in them would give him away.
//!
//! Nothing here decides who may see what; that is the office's to judge, which lets no record out but through this.

use xieban_words::{canonical, mask};

use super::complaint::Complainant;
use super::reveal::Extent;
use super::sealed::{Private, Sealed, Seals, Slot};
use super::visitor::{Contact, Organisation, Papers, Person, Visitor};

/// Stands in place of words that are not for this reader.
pub const COVERED: &str = "（已遮）";
/// A shorter name would mask half of every sentence.
const SHORTEST: usize = 2;

/// What becomes of free words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Free {
    /// They are shown as they are.
    Clear,
    /// They are shown, and what identifies in them is masked.
    Masked,
    /// That there are some, and no more.
    Covered,
}

/// A redaction over one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redaction {
    extent: Extent,
    free: Free,
    /// What identifies, and how it is shown; the longest first.
    known: Vec<(String, String)>,
    changed: bool,
}

impl Redaction {
    /// A redaction that leaves so much of an identity to be seen, and this of free words.
    pub const fn new(extent: Extent, free: Free) -> Self {
        Self { extent, free, known: Vec::new(), changed: false }
    }

    /// How much of an identity it leaves to be seen.
    pub const fn extent(&self) -> Extent {
        self.extent
    }

    /// Free words were changed so far: they must not be taken for what was written.
    pub const fn has_changed(&self) -> bool {
        self.changed
    }

    /// Learns who is to be hidden, before anything is covered.
    pub fn learn(&mut self, record: &mut impl Seals) {
        record.each_slot(&mut |slot| {
            if let Some(Private::Visitor(visitor)) = slot.private() {
                self.hide(visitor);
            }
        });
    }

    /// Learns who complained.
    pub fn hide_complainant(&mut self, complainant: &Complainant) {
        self.hide_one(&complainant.name, mask::name);
        self.hide_one(&complainant.phone, mask::phone);
    }

    /// Learns a name that is to be hidden.
    pub fn hide_name(&mut self, name: &str) {
        self.hide_one(name, mask::name);
    }

    /// Learns what identifies a visitor.
    pub fn hide(&mut self, visitor: &Visitor) {
        let Person { name, papers, contact, address } = visitor.person();
        self.hide_one(name, mask::name);
        if let Papers::Shown(_, number) = papers {
            self.hide_one(number, mask::id);
        }
        match contact {
            Contact::Phone(phone) => self.hide_one(phone, mask::phone),
            Contact::NoPhone(how) => self.hide_one(how, mask::name),
        }
        self.hide_one(address, mask::address);
        if let Some(organisation) = visitor.organisation() {
            self.hide_one(&organisation.head, mask::name);
            self.hide_one(&organisation.address, mask::address);
        }
    }

    fn hide_one(&mut self, text: &str, mask: fn(&str) -> String) {
        // What its mask leaves whole, such as a street without its number, is nobody's own.
        let masked = mask(text);
        let known = masked == text || self.known.iter().any(|(known, _)| known == text);
        if known || text.chars().count() < SHORTEST {
            return;
        }
        self.known.push((text.to_owned(), masked));
        self.known.sort_by_key(|(known, _)| std::cmp::Reverse(known.len()));
    }

    /// A text gives away something of what it has learned, in whatever width and spacing.
    pub fn is_pierced_by(&self, text: &str) -> bool {
        let plain = |text: &str| canonical::number(text).to_lowercase();
        let text = plain(text);
        let mut known = self.known.iter().map(|(known, _)| plain(known));
        known.any(|known| known.chars().count() >= SHORTEST && text.contains(&known))
    }

    /// Covers every private value of a record.
    pub fn cover(&mut self, record: &mut impl Seals) {
        record.each_slot(&mut |slot| self.slot(slot));
    }

    fn slot(&mut self, slot: &mut dyn Slot) {
        match slot.private() {
            Some(Private::Visitor(visitor)) => *visitor = visitor.seen(self.extent),
            Some(Private::Complainant(complainant)) => {
                self.words(&mut complainant.name);
                self.words(&mut complainant.phone);
            }
            Some(Private::Subject(subject)) => {
                self.words(&mut subject.name);
                self.words(&mut subject.place);
            }
            Some(Private::Words(words)) => self.words(words),
            Some(Private::Review(held)) => {
                held.outside.iter_mut().for_each(|name| self.words(name));
                self.words(&mut held.result);
            }
            // Behind the wall: whoever reads one at all reads all of it.
            Some(Private::Conduct(_) | Private::Personnel(_)) | None => {}
        }
    }

    fn words(&mut self, words: &mut String) {
        let shown = self.text(words);
        if shown != *words {
            self.changed = true;
            *words = shown;
        }
    }

    /// Free words as this reader sees them.
    pub fn text(&self, text: &str) -> String {
        match self.free {
            Free::Clear => text.to_owned(),
            Free::Covered if text.is_empty() => String::new(),
            Free::Covered => COVERED.to_owned(),
            Free::Masked => {
                let hide = |text: String, (known, masked): &(String, String)| text.replace(known, masked);
                mask::numbers(&self.known.iter().fold(text.to_owned(), hide))
            }
        }
    }
}

impl Person {
    fn seen(&self, extent: Extent) -> Self {
        let papers = match &self.papers {
            Papers::Shown(kind, number) => Papers::Shown(*kind, mask::id(number)),
            Papers::NotGiven(why) => Papers::NotGiven(*why),
        };
        let masked = Self {
            name: mask::name(&self.name),
            contact: match &self.contact {
                Contact::Phone(phone) => Contact::Phone(mask::phone(phone)),
                Contact::NoPhone(how) => Contact::NoPhone(mask::name(how)),
            },
            address: mask::address(&self.address),
            papers,
        };
        match extent {
            Extent::Masked => masked,
            Extent::Contact => Self { name: self.name.clone(), contact: self.contact.clone(), ..masked },
            Extent::Whole => self.clone(),
        }
    }
}

impl Visitor {
    /// The visitor as far as he may be seen. What kind of facts there are stays: the rules judge the masked one like the other.
    #[must_use]
    pub fn seen(&self, extent: Extent) -> Self {
        match self {
            Self::Person(person) => Self::Person(person.seen(extent)),
            Self::Organisation { .. } if extent == Extent::Whole => self.clone(),
            Self::Organisation { organisation, agent, mandate } => Self::Organisation {
                organisation: Organisation {
                    head: mask::name(&organisation.head),
                    address: mask::address(&organisation.address),
                    ..organisation.clone()
                },
                agent: agent.seen(extent),
                mandate: *mandate,
            },
        }
    }
}

impl Complainant {
    /// The complainant as far as he may be seen.
    #[must_use]
    pub fn seen(&self, extent: Extent) -> Self {
        match extent {
            Extent::Masked => Self { name: mask::name(&self.name), phone: mask::phone(&self.phone) },
            Extent::Contact | Extent::Whole => self.clone(),
        }
    }
}

impl Sealed<Visitor> {
    /// The same seal, with as much of the visitor as may be seen.
    #[must_use]
    pub fn seen(self, extent: Extent) -> Self {
        self.map(|visitor| visitor.seen(extent))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sealed::Words;
    use crate::visitor::{OrganisationInput, VisitorInput};

    fn visitor() -> Visitor {
        let input = VisitorInput {
            name: "张小明".to_owned(),
            id_type: Some(crate::codes::IdType::Other),
            id_no: "E12345678".to_owned(),
            phone: "13800138000".to_owned(),
            address: "云龙区湖北路12号".to_owned(),
            organisation: Some(OrganisationInput {
                name: "徐州楚韵浴室有限公司".to_owned(),
                head: "李秀英".to_owned(),
                ..OrganisationInput::default()
            }),
            ..VisitorInput::default()
        };
        input.checked("2026-11-23".parse().unwrap()).unwrap()
    }

    fn covered(extent: Extent, free: Free, words: &str) -> (Visitor, String) {
        let (mut who, mut words) = (Sealed::new(visitor()), Words::new(words.to_owned()));
        let mut redaction = Redaction::new(extent, free);
        redaction.learn(&mut who);
        redaction.cover(&mut who);
        redaction.cover(&mut words);
        (who.get().unwrap().clone(), words.text().to_owned())
    }

    #[test]
    fn so_much_is_seen_as_the_page_allows() {
        let said = "张小明（13800138000）托李秀英去云龙区湖北路12号";
        let (masked, words) = covered(Extent::Masked, Free::Masked, said);
        assert_eq!((masked.person().name.as_str(), masked.phone()), ("张**", Some("138****8000")));
        assert_eq!((masked.id_number(), masked.name()), (Some("E12**5678"), "徐州楚韵浴室有限公司"));
        assert_eq!(words, "张**（138****8000）托李**去云龙区湖北路***");
        let (contact, words) = covered(Extent::Contact, Free::Covered, said);
        assert_eq!((contact.person().name.as_str(), contact.phone()), ("张小明", Some("13800138000")));
        assert_eq!((contact.id_number(), words.as_str()), (Some("E12**5678"), COVERED));
        assert_eq!(covered(Extent::Whole, Free::Clear, said), (visitor(), said.to_owned()));
    }

    #[test]
    fn what_identifies_is_found_however_it_is_written_and_a_street_identifies_nobody() {
        let redaction = |visitor: &Visitor| {
            let mut redaction = Redaction::new(Extent::Masked, Free::Masked);
            redaction.hide(visitor);
            redaction
        };
        let known = redaction(&visitor());
        for text in
            ["张 小明的证", "ｅ１２３ ４５６７８号", "138-0013-8000", "李秀英", "云龙区湖北路１２号3幢"]
        {
            assert!(known.is_pierced_by(text), "{text}");
        }
        for text in ["张小", "云龙区湖北路", "徐州楚韵浴室有限公司", ""] {
            assert!(!known.is_pierced_by(text), "{text}");
        }
        let said = VisitorInput {
            name: "群众".to_owned(),
            reach: "——".to_owned(),
            address: "徐州市".to_owned(),
            ..VisitorInput::default()
        };
        let nobody = redaction(&said.checked("2026-11-23".parse().unwrap()).unwrap());
        assert!(!nobody.is_pierced_by("徐州市公共场所卫生条例——第3条"));
    }

    #[test]
    fn a_mask_is_its_own_mask_and_is_never_stored() {
        let masked = visitor().seen(Extent::Masked);
        assert_eq!(masked.seen(Extent::Masked), masked);
        let refused = masked.to_input().checked("2026-11-23".parse().unwrap()).unwrap_err();
        assert_eq!(refused.code(), "masked");
    }
}
