//! 回避: what concerns a person is not there for that person, whatever roles he holds; for everybody else it is there only in the
//! two offices (R66, R72), and 任免 and 评议 for 所主要负责人, too (R73, R77). Nothing else in the program decides who may look over this
//! wall.

use serde::{Deserialize, Serialize};

use crate::staff::{Role, Staff, StaffCode};

/// Who looks over the wall, where it does not concern him.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readers {
    /// 所作风办 and 所行风办.
    Offices,
    /// They, and 所主要负责人.
    OfficesAndHead,
}

impl Readers {
    fn admit(self, reader: &Staff) -> bool {
        match self {
            Self::Offices => is_of_the_offices(reader),
            Self::OfficesAndHead => is_of_the_offices(reader) || reader.is(Role::Head),
        }
    }
}

/// Says whom a record concerns, and who else may know of it.
pub trait Concerns {
    /// It is about this person.
    fn concerns(&self, who: &StaffCode) -> bool;

    /// Who may know of it.
    fn readers(&self) -> Readers {
        Readers::Offices
    }
}

/// Works in one of the two offices that see conduct: 所作风办, 所行风办.
pub fn is_of_the_offices(staff: &Staff) -> bool {
    staff.is(Role::ConductOffice) || staff.is(Role::DisciplineOffice)
}

/// A record that can be reached only by saying who looks.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Walled<T>(T);

impl<T: Concerns> Walled<T> {
    /// Puts a record behind the wall.
    pub const fn new(record: T) -> Self {
        Self(record)
    }

    /// The record, if this person may know that it exists.
    pub fn seen_by(&self, reader: &Staff) -> Option<&T> {
        (self.0.readers().admit(reader) && !self.0.concerns(&reader.code)).then_some(&self.0)
    }

    /// The record, taken out by somebody who may know of it.
    pub fn taken_by(self, reader: &Staff) -> Option<T> {
        self.seen_by(reader).is_some().then_some(self.0)
    }

    /// For what is true of a record whoever reads it, and for what else this module decides.
    pub(super) const fn inside(&self) -> &T {
        &self.0
    }
}

impl<T> std::fmt::Debug for Walled<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Walled(非公开)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    struct Concerned(&'static str);

    impl Concerns for Concerned {
        fn concerns(&self, who: &StaffCode) -> bool {
            who.0 == self.0
        }
    }

    fn staff(code: &str, roles: &[Role]) -> Staff {
        let facts = r#"{"code":"","name":"甲","post":"","rank":"middle","established":true}"#;
        let staff: Staff = serde_json::from_str(facts).unwrap();
        Staff { code: code.into(), roles: roles.iter().copied().collect(), ..staff }
    }

    #[test]
    fn r72_the_person_stands_above_every_role() {
        let record = Walled::new(Concerned("S01"));
        for role in Role::ALL {
            let sees = matches!(role, Role::ConductOffice | Role::DisciplineOffice);
            assert_eq!(record.seen_by(&staff("S02", &[role])).is_some(), sees, "{role:?}");
            assert!(record.seen_by(&staff("S01", &[role])).is_none(), "{role:?} of the person himself");
        }
        assert!(record.seen_by(&staff("S01", &Role::ALL)).is_none(), "all roles together are no way round");
        assert!(record.seen_by(&staff("S02", &[])).is_none());
        let gone = Staff { active: false, ..staff("S02", &Role::ALL) };
        assert!(record.seen_by(&gone).is_none(), "who has left sees nothing");
        assert_eq!(format!("{record:?}"), "Walled(非公开)");
    }

    #[test]
    fn r77_a_record_that_the_head_reads_is_still_not_there_for_whom_it_concerns() {
        struct Wider(Concerned);
        impl Concerns for Wider {
            fn concerns(&self, who: &StaffCode) -> bool {
                self.0.concerns(who)
            }

            fn readers(&self) -> Readers {
                Readers::OfficesAndHead
            }
        }
        let record = Walled::new(Wider(Concerned("S01")));
        for role in Role::ALL {
            let sees = matches!(role, Role::ConductOffice | Role::DisciplineOffice | Role::Head);
            assert_eq!(record.seen_by(&staff("S02", &[role])).is_some(), sees, "{role:?}");
            assert!(record.seen_by(&staff("S01", &[role])).is_none(), "{role:?} of the person himself");
        }
        assert!(record.seen_by(&staff("S01", &Role::ALL)).is_none(), "all roles together are no way round");
        let gone = Staff { active: false, ..staff("S02", &Role::ALL) };
        assert!(record.seen_by(&gone).is_none(), "who has left sees nothing");
    }
}
