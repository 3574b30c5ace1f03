//! What an office is called on what it issues. A name, a prefix, an upper body holds for what is issued under it, for ever: a change
//! begins a new one and leaves everything that was issued before as it was.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Settings, SettingsChange};
use crate::catalogue::Era;
use crate::complaint::ComplaintId;
use crate::moment::{Moment, paper_date};
use crate::number::{Form, Number};

/// What stands on paper of the office and of who stands over it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Names {
    office: String,
    prefix: String,
    era: Era,
    bureau: String,
    bureau_office: String,
    review_body: String,
    court: String,
}

/// The last numbers that were given out, by year.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastNumbers {
    /// Of cases and their forms.
    pub forms: BTreeMap<u16, BTreeMap<Form, u32>>,
    /// Of complaints.
    pub complaints: BTreeMap<u16, u32>,
}

impl LastNumbers {
    /// The higher of each.
    #[must_use]
    pub fn raised(mut self, other: &Self) -> Self {
        for (year, forms) in &other.forms {
            let own = self.forms.entry(*year).or_default();
            for (form, last) in forms {
                let highest = own.entry(*form).or_default();
                *highest = (*highest).max(*last);
            }
        }
        for (year, last) in &other.complaints {
            let highest = self.complaints.entry(*year).or_default();
            *highest = (*highest).max(*last);
        }
        self
    }

    /// Nothing was given out.
    pub fn is_empty(&self) -> bool {
        self.forms.values().all(BTreeMap::is_empty) && self.complaints.is_empty()
    }
}

/// Names that held until they were changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerNames {
    names: Names,
    /// When they were changed.
    until: Moment,
    /// The last numbers that were given out under them.
    last: LastNumbers,
}

/// Who has taken over the duties of the unit that a paper names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Successor {
    /// The day on which it took them over.
    pub since: NaiveDate,
    /// Its name.
    pub office: String,
    /// Where it is; empty where nobody has entered it.
    pub address: String,
    /// Its telephone, likewise.
    pub phone: String,
}

impl Successor {
    /// The line under an older paper.
    pub fn line(&self) -> String {
        let now = |what: &str, text: &str| match text {
            "" => String::new(),
            text => format!("，{what}{text}"),
        };
        let (address, phone) = (now("现地址", &self.address), now("电话", &self.phone));
        format!("本所职责自{}起由{}承继{address}{phone}。", paper_date(self.since), self.office)
    }
}

impl Settings {
    fn names(&self) -> Names {
        Names {
            office: self.office.clone(),
            prefix: self.prefix.clone(),
            era: self.era,
            bureau: self.bureau.clone(),
            bureau_office: self.bureau_office.clone(),
            review_body: self.review_body.clone(),
            court: self.court.clone(),
        }
    }

    /// The settings after a change that was made at a moment, when these were the last numbers given out. What the change renames
    /// keeps its name on what was issued before.
    #[must_use]
    pub fn changed_at(self, change: &SettingsChange, at: Moment, last: impl FnOnce() -> LastNumbers) -> Self {
        let before = self.names();
        let mut after = self.changed(change);
        if after.names() != before {
            after.former.push(FormerNames { names: before, until: at, last: last() });
        }
        after
    }

    /// Every prefix that the office has or had, today's first.
    pub fn prefixes(&self) -> impl Iterator<Item = &str> {
        let former = self.former.iter().rev().map(|former| former.names.prefix.as_str());
        std::iter::once(self.prefix.as_str()).chain(former)
    }

    /// A number as it was written when it was given out, and is written ever since.
    pub fn paper(&self, number: Number) -> String {
        number.paper(
            self.held(|former| former.gave(number)).map_or(&self.prefix, |former| &former.names.prefix),
        )
    }

    /// The same of a complaint's.
    pub fn complaint_paper(&self, id: ComplaintId) -> String {
        let former = self.held(|former| former.took(id));
        id.paper(former.map_or(&self.prefix, |former| &former.names.prefix))
    }

    /// The office as it issued this number; supervision numbers and hours are today's.
    pub fn as_issued(&self, number: Number) -> Cow<'_, Self> {
        self.as_before(|former| former.gave(number))
    }

    /// The office as it took in this complaint.
    pub fn as_took(&self, id: ComplaintId) -> Cow<'_, Self> {
        self.as_before(|former| former.took(id))
    }

    /// The office as it was called at a moment.
    pub fn as_at(&self, at: Moment) -> Cow<'_, Self> {
        self.as_before(|former| at <= former.until)
    }

    /// The first names for which this is so.
    fn held(&self, is: impl FnMut(&&FormerNames) -> bool) -> Option<&FormerNames> {
        self.former.iter().find(is)
    }

    fn as_before(&self, is: impl Fn(&FormerNames) -> bool) -> Cow<'_, Self> {
        let Some(at) = self.former.iter().position(is) else { return Cow::Borrowed(self) };
        let mut then = self.clone();
        then.former.truncate(at);
        let names = self.former.get(at).map_or_else(|| self.names(), |former| former.names.clone());
        // What was asked for only when it was first wanted was wanted before it was printed.
        let or_now = |then: String, now: &str| if then.is_empty() { now.to_owned() } else { then };
        then.office = names.office;
        then.prefix = names.prefix;
        then.era = names.era;
        then.bureau = names.bureau;
        then.bureau_office = names.bureau_office;
        then.review_body = or_now(names.review_body, &self.review_body);
        then.court = or_now(names.court, &self.court);
        then.successor = self.successor_of(&then.office);
        Cow::Owned(then)
    }

    /// Who has the duties of a unit of this name now; none where it is called so still, or again.
    fn successor_of(&self, office: &str) -> Option<Successor> {
        let since = self.former.iter().rfind(|former| former.names.office != self.office)?.until.date();
        (office != self.office).then(|| Successor {
            since,
            office: self.office.clone(),
            address: self.address.clone(),
            phone: self.phone.clone(),
        })
    }
}

impl FormerNames {
    /// A number was given out under these names, or under earlier ones. One that is not given out yet was not.
    fn gave(&self, number: Number) -> bool {
        let last = self.last.forms.get(&number.year).and_then(|forms| forms.get(&number.form));
        number.seq > 0 && last.is_some_and(|last| number.seq <= *last)
    }

    fn took(&self, id: ComplaintId) -> bool {
        self.last.complaints.get(&id.year).is_some_and(|last| id.seq <= *last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(office: &str, prefix: &str) -> SettingsChange {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        SettingsChange { office: text(office), prefix: text(prefix), ..SettingsChange::default() }
    }

    fn last(case: u32, receipt: u32) -> LastNumbers {
        let forms = BTreeMap::from([(Form::Case, case), (Form::Receipt, receipt)]);
        LastNumbers { forms: BTreeMap::from([(2026, forms)]), complaints: BTreeMap::from([(2026, 3)]) }
    }

    fn number(form: Form, year: u16, seq: u32) -> Number {
        Number { form, year, seq }
    }

    fn day(day: u32) -> Moment {
        Moment::parse(&format!("2026-11-{day:02}T09:00")).unwrap()
    }

    #[test]
    fn every_number_keeps_the_names_under_which_it_was_given_out_through_two_changes() {
        let first = Settings::default();
        let merged =
            first
                .clone()
                .changed_at(&change("徐州市疾控监督所", "徐疾控"), day(10), || last(201, 7));
        let twice =
            merged.clone().changed_at(&change("徐州市卫监局", "徐监"), day(20), || last(300, 9));
        let same = twice
            .clone()
            .changed_at(&change("徐州市卫监局", ""), day(21), || panic!("nothing changed"));
        assert_eq!(same, twice);
        for (number, paper, office) in [
            (number(Form::Case, 2026, 1), "徐卫监协〔2026〕1号", "徐州市卫生监督所"),
            (number(Form::Case, 2026, 201), "徐卫监协〔2026〕201号", "徐州市卫生监督所"),
            (number(Form::Case, 2026, 202), "徐疾控协〔2026〕202号", "徐州市疾控监督所"),
            (number(Form::Case, 2026, 301), "徐监协〔2026〕301号", "徐州市卫监局"),
            (number(Form::Case, 2027, 1), "徐监协〔2027〕1号", "徐州市卫监局"),
            (number(Form::Receipt, 2026, 7), "徐卫监协回〔2026〕7号", "徐州市卫生监督所"),
            (number(Form::Receipt, 2026, 8), "徐疾控协回〔2026〕8号", "徐州市疾控监督所"),
            (number(Form::Guidance, 2026, 1), "徐监协导〔2026〕1号", "徐州市卫监局"),
        ] {
            assert_eq!(twice.paper(number), paper);
            let then = twice.as_issued(number);
            assert_eq!((then.office.as_str(), then.paper(number).as_str()), (office, paper));
        }
        let complaint = |seq| twice.complaint_paper(ComplaintId { year: 2026, seq });
        assert_eq!(
            (complaint(3).as_str(), complaint(4).as_str()),
            ("徐卫监诉〔2026〕3号", "徐监诉〔2026〕4号")
        );
        assert_eq!(twice.prefixes().collect::<Vec<_>>(), ["徐监", "徐疾控", "徐卫监"]);
        assert_eq!(twice.as_at(day(9)).office, "徐州市卫生监督所");
        assert_eq!(twice.as_at(day(11)).office, "徐州市疾控监督所");
        assert_eq!(*twice.as_at(day(21)), twice);
    }

    #[test]
    fn an_older_paper_says_who_came_after_and_one_of_today_does_not() {
        let first = Settings { phone: "0516-83800001".to_owned(), ..Settings::default() };
        let case = |seq| number(Form::Case, 2026, seq);
        let prefix = first.clone().changed_at(&change("", "徐监"), day(5), || last(2, 0));
        assert_eq!(prefix.as_issued(case(1)).successor, None, "the same unit under another prefix");
        let after =
            prefix.changed_at(&change("徐州市疾控监督所", "徐疾控"), day(10), || last(4, 0));
        let line = after.as_issued(case(1)).successor.as_ref().map(Successor::line);
        assert_eq!(line.unwrap(), "本所职责自2026年11月10日起由徐州市疾控监督所承继，电话0516-83800001。");
        let moved = Settings { address: "复兴南路1号".to_owned(), ..after.clone() };
        let line = moved.as_issued(case(1)).successor.as_ref().map(Successor::line);
        assert!(line.unwrap().contains("承继，现地址复兴南路1号，电话"));
        assert_eq!(after.as_issued(case(5)).successor, None);
        let back = after.changed_at(&change("徐州市卫生监督所", ""), day(12), || last(6, 0));
        assert_eq!(back.as_issued(case(1)).successor, None, "it is called so again");
        assert!(back.as_issued(case(5)).successor.is_some());
    }
}
