//! A small office for the tests of rules that stand by themselves: a few people, a day, everybody's context.

use std::collections::BTreeMap;

use super::calendar::Calendar;
use super::catalogue::Catalogue;
use super::context::{Actor, Context, Facts};
use super::duty::DutyDay;
use super::moment::Moment;
use super::settings::Settings;
use super::staff::{Directory, Role, Staff};

/// Everything a rule may know, held together.
pub(super) struct Scene {
    pub(super) staff: Directory,
    pub(super) duty: DutyDay,
    settings: Settings,
    facts: Facts,
    numbers: BTreeMap<super::number::Form, u32>,
    now: Moment,
}

impl Scene {
    /// A day on which: S01, S02 officers; L01 leads; Z01 is of 所作风办, X01 of 所行风办; Z02 of 所作风办 is a 局管干部.
    pub(super) fn on(moment: &str) -> Self {
        let people = [
            ("S01", "middle", false, &[Role::Officer][..]),
            ("S02", "middle", false, &[Role::Officer]),
            ("L01", "leadership", true, &[Role::DutyLeader]),
            ("Z01", "middle", false, &[Role::ConductOffice]),
            ("Z02", "middle", true, &[Role::ConductOffice]),
            ("X01", "middle", false, &[Role::DisciplineOffice]),
        ];
        let staff = people.map(|(code, rank, bureau, roles)| {
            let facts = serde_json::json!({
                "code": code, "name": format!("{code}某"), "post": "科员", "rank": rank, "established": true,
                "bureau": bureau, "roles": roles,
            });
            let staff: Staff = serde_json::from_value(facts).unwrap();
            (staff.code.clone(), staff)
        });
        let now = Moment::parse(moment).unwrap();
        let mut duty = DutyDay::empty(now.date());
        duty.leader = Some("L01".into());
        duty.morning = vec!["S01".into()];
        Self {
            staff: Directory(staff.into_iter().collect()),
            duty,
            settings: Settings::default(),
            facts: Facts::default(),
            numbers: BTreeMap::new(),
            now,
        }
    }

    /// Somebody's entry.
    pub(super) fn person(&self, code: &str) -> &Staff {
        self.staff.get(&code.into()).unwrap()
    }

    /// Now.
    pub(super) const fn now(&self) -> Moment {
        self.now
    }

    /// What somebody's command is judged by.
    pub(super) fn by<T>(&self, code: &str, ask: impl FnOnce(&Context<'_>) -> T) -> T {
        let actor = Actor { staff: self.person(code).clone(), desk: "1号台".to_owned() };
        ask(&Context {
            actor: &actor,
            now: self.now,
            duty: &self.duty,
            settings: &self.settings,
            staff: &self.staff,
            calendar: Calendar::bundled().unwrap(),
            catalogue: Catalogue::bundled().unwrap(),
            year: 2026,
            last_numbers: &self.numbers,
            facts: &self.facts,
        })
    }
}
