//! The sixty.

use xieban_domain::staff::{Rank, Role, Staff, StaffCode};

use Role::{Administrator, ConductOffice, DisciplineOffice, DutyLeader, Head, Officer};

/// Letter, count, rank and roles of those who are alike.
const KINDS: [(&str, usize, Rank, &[Role]); 11] = [
    ("S", 24, Rank::Middle, &[Officer]),
    ("N", 14, Rank::Ordinary, &[]),
    ("L", 6, Rank::Leadership, &[DutyLeader]),
    ("B", 5, Rank::Leadership, &[Officer, DutyLeader]),
    ("H", 1, Rank::Leadership, &[Head]),
    ("A", 2, Rank::Ordinary, &[Administrator]),
    ("Z", 3, Rank::Ordinary, &[ConductOffice]),
    ("F", 2, Rank::Ordinary, &[DisciplineOffice]),
    ("G", 1, Rank::Middle, &[ConductOffice, DisciplineOffice, Administrator]),
    ("M", 1, Rank::Leadership, &[DisciplineOffice, DutyLeader]),
    ("O", 1, Rank::Middle, &[DisciplineOffice, Officer]),
];

/// Everybody.
pub(crate) fn people() -> Vec<Staff> {
    let person = |code: String, nth: usize, rank: Rank, roles: &[Role]| Staff {
        post: "职务".to_owned(),
        rank,
        established: true,
        roles: roles.iter().copied().collect(),
        order: u16::try_from(nth).unwrap(),
        badge: String::new(),
        department: "办公室".to_owned(),
        place: "一楼大厅".to_owned(),
        phone: "83800001".to_owned(),
        mobile: String::new(),
        bureau: roles.contains(&Head) || roles == [DutyLeader],
        ..Staff::new(&code, &format!("同事{code}"))
    };
    let all = KINDS.iter().flat_map(|(letter, count, rank, roles)| {
        (1..=*count).map(move |nth| person(format!("{letter}{nth:02}"), nth, *rank, roles))
    });
    all.collect()
}

/// Those of the two offices.
pub(crate) fn offices() -> Vec<StaffCode> {
    let of = |staff: &Staff| staff.is(ConductOffice) || staff.is(DisciplineOffice);
    people().into_iter().filter(of).map(|staff| staff.code).collect()
}
