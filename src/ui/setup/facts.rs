//! What the pages say: the founding that is made of them, and what is wrong with one.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike as _;
use xieban_domain::duty::DutyDay;
use xieban_domain::founding::{self, Beginning};
use xieban_domain::number::Form as Numbered;
use xieban_domain::pin::judge_pin;
use xieban_domain::refusal::{Reason, Refusal, RefusedField, Setting, Staffing};
use xieban_domain::settings::{Department, HourMinute, Hours, Settings, SettingsChange};
use xieban_domain::staff::{Rank, Role, Staff, StaffCode};
use xieban_office::Founding;
use xieban_words::canonical;

use super::SetUp;
use super::pages::{DEPARTMENTS, PersonFact, SetupField, SetupPage, Who};

/// Places on the list by rank: leaders first, whoever only administers last.
const ORDER: [(Who, u16); 2] = [(Who::Leader, 1), (Who::Officer, 10)];
const LAST: u16 = 99;

/// What is wrong with a page: where the caret goes, and the sentence.
pub(super) type Wrong = (Option<SetupField>, String);

impl SetUp {
    /// Judges a page by the gates that hold later on.
    pub(super) fn judge(&self, page: SetupPage) -> Result<(), Wrong> {
        match page {
            SetupPage::Purpose => Ok(()),
            SetupPage::Office => {
                let change = self.office()?;
                founding::values(&change, &self.given).map(drop).map_err(|refusal| told(&refusal))
            }
            SetupPage::Departments => {
                let change = SettingsChange { departments: self.departments(), ..SettingsChange::default() };
                founding::values(&change, &self.given).map(drop).map_err(|refusal| told(&refusal))
            }
            SetupPage::Officer => self.judge_person(Who::Officer),
            SetupPage::Leader => self.judge_person(Who::Leader),
            SetupPage::Numbers => self.used().map(drop),
            SetupPage::Pins => self.judge_pins(),
            SetupPage::Review => {
                founding::judge(&self.beginning(), &self.given).map(drop).map_err(|refusal| told(&refusal))
            }
        }
    }

    fn judge_person(&self, who: Who) -> Result<(), Wrong> {
        let staff = founding::person(&self.person(who)).map_err(|refusal| {
            let fact = match refusal.field {
                RefusedField::Phone => PersonFact::Phone,
                RefusedField::Mobile => PersonFact::Mobile,
                RefusedField::Code => PersonFact::Code,
                _ => PersonFact::Name,
            };
            (Some(SetupField::Person(who, fact)), refusal.cited())
        })?;
        let fits = match who {
            Who::Officer if staff.may_be_officer() => None,
            Who::Officer => Some(Reason::NotEligibleOfficer { name: staff.name.clone() }),
            Who::Leader if staff.may_lead() => None,
            Who::Leader => Some(Reason::NotEligibleLeader { name: staff.name.clone() }),
        };
        if let Some(reason) = fits {
            return Err((
                Some(SetupField::Person(who, PersonFact::Fits)),
                reason.on(RefusedField::Staff).cited(),
            ));
        }
        if who == Who::Leader && staff.code == self.person(Who::Officer).code {
            let taken = Staffing::CodeTaken { code: staff.code.0 }.refused();
            return Err((Some(SetupField::Person(who, PersonFact::Code)), taken.cited()));
        }
        Ok(())
    }

    fn judge_pins(&self) -> Result<(), Wrong> {
        let form = self.form(SetupPage::Pins);
        founding::judge(&self.beginning(), &self.given).map_err(|refusal| {
            let id = if refusal.field == RefusedField::Code {
                SetupField::FounderCode
            } else {
                SetupField::FounderName
            };
            (Some(id), refusal.cited())
        })?;
        let pin = |id| canonical::secret(&form.text(id));
        let settings = Settings::default().changed(&self.office()?);
        for (staff, id) in self.holders() {
            judge_pin(&settings, &staff, &pin(id)).map_err(|refusal| (Some(id), refusal.cited()))?;
        }
        if pin(SetupField::Pin) != pin(SetupField::PinAgain) {
            return Err((Some(SetupField::PinAgain), "两次输入的密码不一样，请再输一次。".to_owned()));
        }
        Ok(())
    }

    fn text(&self, page: SetupPage, id: SetupField) -> String {
        self.form(page).text(id)
    }

    /// The office's own page.
    fn office(&self) -> Result<SettingsChange, Wrong> {
        let text = |id| Some(self.text(SetupPage::Office, id));
        let half = |id| {
            let wrong = || (Some(id), Setting::HoursNotRising.on("hours").cited());
            hours(&self.text(SetupPage::Office, id)).ok_or_else(wrong)
        };
        Ok(SettingsChange {
            office: text(SetupField::Office),
            prefix: text(SetupField::Prefix),
            hours: Some([half(SetupField::Morning)?, half(SetupField::Afternoon)?]),
            hotline: text(SetupField::Hotline),
            sms: text(SetupField::Sms),
            hotline_of: text(SetupField::HotlineOf),
            bureau: text(SetupField::Bureau),
            bureau_office: text(SetupField::BureauOffice),
            review_body: text(SetupField::ReviewBody),
            court: text(SetupField::Court),
            ..SettingsChange::default()
        })
    }

    fn departments(&self) -> Vec<Department> {
        let mut seen = BTreeSet::new();
        (0..DEPARTMENTS)
            .map(|at| self.text(SetupPage::Departments, SetupField::Department(at)).trim().to_owned())
            .filter(|name| !name.is_empty() && seen.insert(name.clone()))
            .map(|name| Department { name, head: String::new(), phone: String::new(), active: true })
            .collect()
    }

    /// The last numbers used on paper this year; forms of which none was used are left out.
    fn used(&self) -> Result<BTreeMap<Numbered, (u16, u32)>, Wrong> {
        let year = u16::try_from(self.given.now.date().year()).unwrap_or(u16::MAX);
        let mut used = BTreeMap::new();
        for numbered in Numbered::ALL {
            let id = SetupField::Used(*numbered);
            let typed = canonical::number(&self.text(SetupPage::Numbers, id));
            match if typed.is_empty() { Ok(0) } else { typed.parse::<u32>() } {
                Ok(0) => {}
                Ok(last) => {
                    used.insert(*numbered, (year, last));
                }
                Err(_) => return Err((Some(id), format!("{}只写数字，没有用过写0。", numbered.name()))),
            }
        }
        Ok(used)
    }

    fn person(&self, who: Who) -> Staff {
        let page = if who == Who::Officer { SetupPage::Officer } else { SetupPage::Leader };
        let text = |fact| self.text(page, SetupField::Person(who, fact)).trim().to_owned();
        let chosen = |fact| self.form(page).chosen(SetupField::Person(who, fact));
        let fits = chosen(PersonFact::Fits) == Some(0);
        let (rank, role) = match who {
            Who::Officer => (Rank::Middle, Role::Officer),
            Who::Leader => (Rank::Leadership, Role::DutyLeader),
        };
        let mut roles = BTreeSet::from([role]);
        if chosen(PersonFact::Head) == Some(1) {
            roles.insert(Role::Head);
        }
        if self.founder() == Some(who) {
            roles.insert(Role::Administrator);
        }
        Staff {
            post: text(PersonFact::Post),
            rank: if fits { rank } else { Rank::Ordinary },
            established: fits,
            roles,
            order: ORDER.iter().find(|(of, _)| *of == who).map_or(LAST, |(_, order)| *order),
            badge: text(PersonFact::Badge),
            place: text(PersonFact::Place),
            phone: text(PersonFact::Phone),
            mobile: text(PersonFact::Mobile),
            ..Staff::new(&code(&text(PersonFact::Code)), &text(PersonFact::Name))
        }
    }

    /// Which of the first two is the administrator; `None`: another person.
    fn founder(&self) -> Option<Who> {
        match self.form(SetupPage::Pins).chosen(SetupField::Founder) {
            Some(1) => Some(Who::Officer),
            Some(2) => Some(Who::Leader),
            Some(_) | None => None,
        }
    }

    /// The names of the first two.
    pub(super) fn founders(&self) -> (String, String) {
        (self.person(Who::Officer).name, self.person(Who::Leader).name)
    }

    /// Everybody with the field of the PIN that he is given: the administrator first.
    fn holders(&self) -> Vec<(Staff, SetupField)> {
        let founder = self.founder();
        let mut people: Vec<(Staff, SetupField)> = [Who::Officer, Who::Leader]
            .map(|who| {
                (
                    self.person(who),
                    if founder == Some(who) { SetupField::Pin } else { SetupField::PinOf(who) },
                )
            })
            .into();
        match founder {
            None => {
                let form = self.form(SetupPage::Pins);
                let name = form.text(SetupField::FounderName).trim().to_owned();
                let another = Staff {
                    post: Role::Administrator.name().to_owned(),
                    roles: BTreeSet::from([Role::Administrator]),
                    order: LAST,
                    ..Staff::new(&code(&form.text(SetupField::FounderCode)), &name)
                };
                people.insert(0, (another, SetupField::Pin));
            }
            Some(Who::Leader) => people.swap(0, 1),
            Some(Who::Officer) => {}
        }
        people
    }

    /// Duty of the first day on which the office is open: both halves, and the leader.
    pub(super) fn duty(&self) -> DutyDay {
        let date = self.given.first_day();
        let officer = vec![self.person(Who::Officer).code];
        DutyDay {
            leader: Some(self.person(Who::Leader).code),
            morning: officer.clone(),
            afternoon: officer,
            ..DutyDay::empty(date)
        }
    }

    /// The office as it is typed; what cannot be read is left out, and told by its page.
    pub(super) fn beginning(&self) -> Beginning {
        Beginning {
            settings: SettingsChange {
                departments: self.departments(),
                used_on_paper: self.used().unwrap_or_default(),
                ..self.office().unwrap_or_default()
            },
            staff: self.holders().into_iter().map(|(staff, _)| staff).collect(),
            duty: vec![self.duty()],
        }
    }

    /// The same with the PINs.
    pub(super) fn founding(&self) -> Founding {
        let Beginning { settings, duty, .. } = self.beginning();
        let form = self.form(SetupPage::Pins);
        let holders = self.holders().into_iter();
        let staff = holders.map(|(staff, id)| (staff, Some(canonical::secret(&form.text(id))))).collect();
        Founding { settings, staff, duty, recovery: Some(self.recovery.clone()), ..Founding::default() }
    }
}

/// A code as it is typed at the door.
fn code(typed: &str) -> String {
    let StaffCode(code) = StaffCode(canonical::number(typed).to_uppercase());
    code
}

/// Two times of day, however their marks are typed: `08:30-12:00`, `８：３０—１２：００`.
pub(crate) fn hours(typed: &str) -> Option<Hours> {
    let narrow: String = typed.chars().map(canonical::key_char).collect();
    let figures = narrow.split(|c: char| !c.is_ascii_digit()).filter(|figure| !figure.is_empty());
    let figures = figures.map(|figure| figure.parse::<u32>().ok()).collect::<Option<Vec<_>>>()?;
    let at = |hour, minute| chrono::NaiveTime::from_hms_opt(hour, minute, 0).map(HourMinute);
    match figures[..] {
        [from, from_minute, to, to_minute] => {
            Some(Hours { from: at(from, from_minute)?, to: at(to, to_minute)? })
        }
        _ => None,
    }
}

/// Where a refusal belongs, and its sentence.
fn told(refusal: &Refusal) -> Wrong {
    let id = match refusal.field {
        RefusedField::Setting("office") => Some(SetupField::Office),
        RefusedField::Setting("prefix") => Some(SetupField::Prefix),
        RefusedField::Setting("hours") => Some(SetupField::Morning),
        RefusedField::Setting("hotline") => Some(SetupField::Hotline),
        RefusedField::Setting("sms") => Some(SetupField::Sms),
        RefusedField::Setting("hotline_of") => Some(SetupField::HotlineOf),
        RefusedField::Setting("bureau") => Some(SetupField::Bureau),
        RefusedField::Setting("bureau_office") => Some(SetupField::BureauOffice),
        RefusedField::Setting("review_body") => Some(SetupField::ReviewBody),
        RefusedField::Setting("court") => Some(SetupField::Court),
        RefusedField::Setting("departments") => Some(SetupField::Department(0)),
        _ => None,
    };
    (id, refusal.cited())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_whatever_an_input_method_makes_of_their_marks() {
        for typed in [
            "08:30-12:00",
            "8:30-12:00",
            "０８：３０－１２：００",
            "８：３０—１２：００",
            "8.30、12.00",
            "8：30　12：00",
        ] {
            let read = hours(typed).map(|hours| format!("{}-{}", hours.from, hours.to));
            assert_eq!(read.as_deref(), Some("08:30-12:00"), "{typed}");
        }
        for typed in ["", "8:30", "8:30-25:00", "八点半到十二点", "8:30-12:00-14:00"] {
            assert!(hours(typed).is_none(), "{typed}");
        }
    }
}
