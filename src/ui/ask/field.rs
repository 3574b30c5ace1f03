//! Fields with their types: each knows how it is typed, what it means, and which refusals are about it.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::rc::Rc;
use std::str::FromStr;

use chrono::NaiveDate;
use xieban_domain::case::service::Fee;
use xieban_domain::case::state::Position;
use xieban_domain::moment::Moment;
use xieban_domain::refusal::RefusedField;
use xieban_domain::settings::{HourMinute, Settings};
use xieban_domain::staff::{Directory, Staff, StaffCode};
use xieban_domain::visitor::{LONGEST_LINE, LONGEST_WORDS};
use xieban_words::canonical;

use super::Asking;
use crate::form::{self, Form, NO_DATE};
use crate::people::people;
use crate::screen::register::paper_time;

/// How a field is read: its value, or one sentence that says what to type.
type Read<T> = Rc<dyn Fn(&Form<usize>, usize) -> Result<T, String>>;

/// A field of a dialog. Its handle is the only way to what was typed into it.
pub(crate) struct Field<T> {
    pub(super) at: usize,
    pub(super) read: Read<T>,
    /// What might stand in it, while nothing is typed yet and it is asked whether anything could be.
    pub(super) sample: Option<T>,
}

impl<T: Clone> Clone for Field<T> {
    fn clone(&self) -> Self {
        Self { at: self.at, read: Rc::clone(&self.read), sample: self.sample.clone() }
    }
}

impl<T> Field<T> {
    /// With another value that might stand in it.
    pub(crate) fn sampled(self, sample: T) -> Self {
        Self { sample: Some(sample), ..self }
    }
}

/// Stands in a sample for what somebody will say.
fn some_words() -> String {
    "……".to_owned()
}

/// 册、页、行: three numbers, whatever stands between them.
fn position(typed: &str) -> Option<Position> {
    let typed = canonical::query(typed);
    let numbers = typed.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let numbers: Vec<u16> = numbers.map(|part| part.parse().unwrap_or(0)).collect();
    match numbers[..] {
        [volume, page, line] => Some(Position { volume, page, line }),
        _ => None,
    }
}

impl Asking {
    /// Free words, which have to be there.
    pub(crate) fn words(&mut self, label: &str, refused: RefusedField) -> Field<String> {
        self.text(label, LONGEST_WORDS, refused, some_words())
    }

    /// Free words that may be left out.
    pub(crate) fn more_words(&mut self, label: &str, refused: RefusedField) -> Field<String> {
        self.text(label, LONGEST_WORDS, refused, String::new())
    }

    /// One line: a name, a document.
    pub(crate) fn line(&mut self, label: &str, refused: RefusedField) -> Field<String> {
        self.text(label, LONGEST_LINE, refused, some_words())
    }

    /// One line that may be left out.
    pub(crate) fn more_line(&mut self, label: &str, refused: RefusedField) -> Field<String> {
        self.text(label, LONGEST_LINE, refused, String::new())
    }

    /// A text of at most `longest` characters; `sample` is one that the rules take.
    pub(crate) fn text(
        &mut self,
        label: &str,
        longest: usize,
        refused: RefusedField,
        sample: String,
    ) -> Field<String> {
        let put = |form: Form<usize>, at| form.text_field(at, label, longest);
        self.field(refused, put, |form, at| Ok(form.text(at)), Some(sample))
    }

    /// Anything that is typed as a text; `wrong` says how it is typed.
    pub(crate) fn typed<T: Clone + 'static>(
        &mut self,
        label: &str,
        longest: usize,
        refused: RefusedField,
        sample: T,
        (parse, wrong): (impl Fn(&str) -> Option<T> + 'static, &'static str),
    ) -> Field<T> {
        let read = move |form: &Form<usize>, at| parse(&form.text(at)).ok_or_else(|| wrong.to_owned());
        self.field(refused, |form, at| form.text_field(at, label, longest), read, Some(sample))
    }

    /// A number of days; what is no number counts as none, which the rules refuse.
    pub(crate) fn days(&mut self, label: &str, refused: RefusedField) -> Field<u16> {
        let parse = |typed: &str| Some(canonical::number(typed).parse().unwrap_or(0));
        self.typed(label, 3, refused, 1, (parse, ""))
    }

    /// A day, `start` unless another is typed.
    pub(crate) fn date(&mut self, label: &str, refused: RefusedField, start: NaiveDate) -> Field<NaiveDate> {
        let field = self.typed(label, 20, refused, start, (form::date, NO_DATE));
        self.start(&field, &start.to_string());
        field
    }

    /// A day, or none where nothing is typed.
    pub(crate) fn no_date(&mut self, label: &str, refused: RefusedField) -> Field<Option<NaiveDate>> {
        let parse = |typed: &str| match typed.trim() {
            "" => Some(None),
            typed => form::date(typed).map(Some),
        };
        self.typed(label, 20, refused, None, (parse, NO_DATE))
    }

    /// A time of the day; that of `start` unless another is typed.
    pub(crate) fn clock(&mut self, label: &str, refused: RefusedField, start: Moment) -> Field<HourMinute> {
        let parse = |typed: &str| canonical::query(typed).parse().ok();
        let sample = HourMinute(start.time());
        let field = self.typed(label, 5, refused, sample, (parse, "时间请按09:30的样子填。"));
        self.start(&field, &start.clock());
        field
    }

    /// A time of today; none where nothing is typed.
    pub(crate) fn time_of(
        &mut self,
        label: &str,
        refused: RefusedField,
        now: Moment,
    ) -> Field<Option<Moment>> {
        let parse = move |typed: &str| match canonical::query(typed).as_str() {
            "" => Some(None),
            time => Some(Some(Moment::at(now.date(), time.parse::<HourMinute>().ok()?.0))),
        };
        self.typed(label, 5, refused, Some(now), (parse, "时间写作08:41，是今天的时间。"))
    }

    /// 册、页、行 on the page of signatures, `next` unless another is typed.
    pub(crate) fn position(
        &mut self,
        label: &str,
        refused: RefusedField,
        next: Position,
    ) -> Field<Option<Position>> {
        let parse = |typed: &str| Some(position(typed));
        let field = self.typed(label, 20, refused, Some(next), (parse, ""));
        self.start(&field, &next.to_string());
        field
    }

    /// The same where there may be none.
    pub(crate) fn no_position(&mut self, label: &str, refused: RefusedField) -> Field<Option<Position>> {
        self.typed(label, 20, refused, None, (|typed: &str| Some(position(typed)), ""))
    }

    /// The time that stands on a paper, where the step was done on one; what cannot be read is refused as one long ago.
    pub(crate) fn on_paper(&mut self, now: Moment) -> Field<Option<Moment>> {
        let parse = move |typed: &str| match typed.trim().is_empty() {
            true => Some(None),
            false => Some(Some(paper_time(typed, now).unwrap_or_default())),
        };
        self.typed("纸上时间", 20, RefusedField::LateTime, None, (parse, ""))
    }

    /// A number that is typed; `start` unless another is.
    pub(crate) fn number<T: Copy + Display + FromStr + 'static>(
        &mut self,
        label: &str,
        refused: RefusedField,
        start: T,
    ) -> Field<T> {
        let parse = |typed: &str| canonical::number(typed).parse().ok();
        let field = self.typed(label, 5, refused, start, (parse, "请写数字。"));
        self.start(&field, &start.to_string());
        field
    }

    /// Any number of people, by code, name or how the name sounds.
    pub(crate) fn people(
        &mut self,
        label: &str,
        refused: RefusedField,
        staff: &Directory,
        sample: BTreeSet<StaffCode>,
    ) -> Field<BTreeSet<StaffCode>> {
        let staff = staff.clone();
        let parse = move |typed: &str| people(typed, &staff).ok();
        let wrong = "有人不在人员表里，请写代码、姓名或拼音，几人用、隔开。";
        self.typed(label, LONGEST_LINE, refused, sample, (parse, wrong))
    }

    /// Several of what the program knows, by their digits typed one after another: `13`.
    pub(crate) fn several<T: Copy + Ord + 'static>(
        &mut self,
        label: &str,
        all: &'static [T],
        name: impl Fn(T) -> &'static str,
        refused: RefusedField,
    ) -> Field<BTreeSet<T>> {
        let parse = move |typed: &str| {
            let digits = canonical::number(typed);
            let one = |c: char| all.get(usize::try_from(c.to_digit(10)?).ok()?.checked_sub(1)?).copied();
            digits.chars().filter(|c| !matches!(c, '、' | ',')).map(one).collect()
        };
        let named = all.iter().zip(1..).map(|(each, digit): (_, u8)| format!("{digit}{}", name(*each)));
        self.explain(format!("{label}：{}", named.collect::<Vec<_>>().join("  ")));
        let sample = all.first().copied().into_iter().collect();
        self.typed(label, 10, refused, sample, (parse, "请写数字，可以几种，如 13。"))
    }

    /// When something was, to the minute; `now` unless another moment is typed.
    pub(crate) fn moment(&mut self, label: &str, refused: RefusedField, now: Moment) -> Field<Moment> {
        let parse = |typed: &str| {
            let (date, clock) = typed.trim().split_once([' ', '　', 'T'])?;
            Moment::parse(&format!("{}T{}", canonical::date(date), canonical::query(clock)))
        };
        let field = self.typed(label, 20, refused, now, (parse, "时间请按2026-11-27 09:30的样子填。"));
        self.start(&field, &format!("{} {}", now.date(), now.clock()));
        field
    }

    /// A sum of money.
    pub(crate) fn amount(&mut self, label: &str, refused: RefusedField, sample: Fee) -> Field<Fee> {
        let parse = |typed: &str| Fee::parse(&canonical::number(typed));
        self.typed(label, 12, refused, sample, (parse, "费用写数字，如0或12.50。"))
    }

    /// One of what the program knows, by its digit; none is chosen at first.
    pub(crate) fn choice<T: Copy + 'static>(
        &mut self,
        label: &str,
        all: &[T],
        name: impl Fn(T) -> &'static str,
        refused: RefusedField,
    ) -> Field<T> {
        self.one_of(label, all.iter().map(|value| (*value, name(*value).to_owned())).collect(), refused)
    }

    /// One of these, by its digit; none is chosen at first.
    pub(crate) fn one_of<T: Clone + 'static>(
        &mut self,
        label: &str,
        options: Vec<(T, String)>,
        refused: RefusedField,
    ) -> Field<T> {
        let (values, names): (Vec<T>, Vec<String>) = options.into_iter().unzip();
        let (sample, missing) = (values.first().cloned(), format!("请按数字选{label}。"));
        let read = move |form: &Form<usize>, at| {
            form.chosen(at).and_then(|at| values.get(at)).cloned().ok_or_else(|| missing.clone())
        };
        self.field(refused, |form, at| form.choice(at, label, names, None), read, sample)
    }

    /// One of our people who may be chosen.
    pub(crate) fn somebody(
        &mut self,
        label: &str,
        refused: RefusedField,
        staff: &Directory,
        may: impl Fn(&Staff) -> bool,
    ) -> Field<StaffCode> {
        let may = staff.active().into_iter().filter(|each| may(each));
        self.one_of(label, may.map(|each| (each.code.clone(), each.name.clone())).collect(), refused)
    }

    /// One of the 科室 that work is given to, but this one.
    pub(crate) fn department(&mut self, settings: &Settings, but: Option<&str>) -> Field<String> {
        let others = settings.open_departments().filter(|name| Some(*name) != but);
        let others = others.map(|name| (name.to_owned(), name.to_owned())).collect();
        self.one_of("科室", others, RefusedField::Department)
    }

    /// One of these or none.
    pub(crate) fn maybe<T: Clone + 'static>(
        &mut self,
        label: &str,
        options: Vec<(T, String)>,
        refused: RefusedField,
    ) -> Field<Option<T>> {
        let (values, names): (Vec<T>, Vec<String>) = options.into_iter().unzip();
        let read = move |form: &Form<usize>, at| Ok(form.chosen(at).and_then(|at| values.get(at)).cloned());
        self.field(refused, |form, at| form.choice(at, label, names, None), read, Some(None))
    }

    /// 是 or 否; nothing is said at first, which is no 是.
    pub(crate) fn yes(&mut self, label: &str, refused: RefusedField) -> Field<bool> {
        let read = |form: &Form<usize>, at| Ok(form.chosen(at) == Some(0));
        self.field(refused, |form, at| form.choice(at, label, ["是", "否"], None), read, Some(true))
    }

    /// What is not shown on the screen.
    pub(crate) fn secret(&mut self, label: &str) -> Field<String> {
        let put = |form: Form<usize>, at| form.secret(at, label);
        self.field(RefusedField::Whole, put, |form, at| Ok(form.text(at)), None)
    }
}
