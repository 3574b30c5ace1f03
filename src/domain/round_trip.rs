//! Whatever is written is read again as what it was, over the whole range in which it can be written: a value that is not is stored,
//! and stops every reader from then on.

use std::fmt::{Debug, Display};
use std::str::FromStr;

use chrono::{Datelike as _, Days, NaiveDate, NaiveTime};
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::absence::{Half, HalfDay};
use crate::appointment::AppointmentNumber;
use crate::case::service::Fee;
use crate::case::signature::Position;
use crate::complaint::ComplaintId;
use crate::conduct::{FileNumber, ReceiptCode};
use crate::figures::{Period, PeriodKind};
use crate::limit::{Due, Limit};
use crate::moment::Moment;
use crate::number::{CaseId, Form, LAST, MissingNumbers, Number, YEARS};
use crate::opinion::OpinionPage;
use crate::plausible;
use crate::roster::Quarter;
use crate::sealed::Seal;
use crate::settings::HourMinute;
use crate::tenths::Tenths;
use crate::waiting::ArrivalId;

/// Through JSON and back.
fn kept<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) -> Result<(), TestCaseError> {
    let text = serde_json::to_string(value).unwrap();
    prop_assert_eq!(
        &serde_json::from_str::<T>(&text).map_err(|why| TestCaseError::fail(format!("{text}: {why}")))?,
        value
    );
    Ok(())
}

/// As it is said and back; on a page it stands as it is said.
fn said<T>(value: &T) -> Result<(), TestCaseError>
where
    T: Display + FromStr<Err: Debug> + Serialize + DeserializeOwned + PartialEq + Debug,
{
    let text = value.to_string();
    prop_assert_eq!(
        &text.parse::<T>().map_err(|why| TestCaseError::fail(format!("{text}: {why:?}")))?,
        value
    );
    prop_assert_eq!(serde_json::to_value(value).unwrap(), serde_json::Value::String(text));
    kept(value)
}

/// Every day that a command may carry.
fn days() -> impl Strategy<Value = NaiveDate> {
    let first = NaiveDate::from_ymd_opt(*plausible::YEARS.start(), 1, 1).unwrap();
    let last = NaiveDate::from_ymd_opt(*plausible::YEARS.end(), 12, 31).unwrap();
    let count = u64::try_from(last.signed_duration_since(first).num_days()).unwrap();
    let any = (0..=count).prop_map(move |after| first + Days::new(after));
    prop_oneof![8 => any, 1 => Just(first), 1 => Just(last)]
}

/// Every number that a sequence can give out, its ends more often.
fn seqs() -> impl Strategy<Value = u32> {
    prop_oneof![8 => 1..=LAST, 1 => Just(1), 1 => Just(LAST)]
}

fn forms() -> impl Strategy<Value = Form> {
    prop::sample::select(Form::ALL)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn numbers(year in YEARS, seq in seqs(), more in 0..=LAST, form in forms(), random in any::<u32>()) {
        let id = CaseId { year, seq };
        said(&id)?;
        prop_assert_eq!(CaseId::from_key(id.key()), id);
        said(&ComplaintId { year, seq })?;
        kept(&Number { form, year, seq })?;
        let last = seq.saturating_add(more);
        kept(&MissingNumbers { form: Some(form), year, first: seq, last })?;
        kept(&MissingNumbers { form: None, year, first: seq, last })?;
        let (file, appointment) = (FileNumber::drawn(year, random), AppointmentNumber::drawn(year, random));
        for (file, appointment) in [(file, appointment), (file.next(), appointment.next())] {
            prop_assert!((1..=9_999).contains(&file.seq) && file.seq == appointment.seq);
            said(&file)?;
            said(&appointment)?;
        }
    }

    #[test]
    fn receipt_codes(random in any::<u32>()) {
        said(&ReceiptCode::random(random))?;
        said(&ReceiptCode::random(random).next())?;
    }

    #[test]
    fn days_and_quarters(date in days(), seq in seqs()) {
        kept(&date)?;
        kept(&Due { date, provisional: seq % 2 == 0 })?;
        said(&ArrivalId { date, seq })?;
        for half in Half::BOTH {
            said(&HalfDay { date, half })?;
        }
        let quarter = Quarter::containing(date);
        said(&quarter)?;
        said(&quarter.next())?;
        prop_assert_eq!(quarter.next().previous(), quarter);
        prop_assert!(quarter.first() <= date && date <= quarter.last());
        prop_assert_eq!(quarter.last().succ_opt(), Some(quarter.next().first()));
        for kind in PeriodKind::ALL {
            let period = Period::of(kind, date);
            kept(&period)?;
            prop_assert!(period.holds(date));
            prop_assert_eq!(period.next().previous(), period);
        }
    }

    #[test]
    fn moments(date in days(), second in 0_u32..86_400, ms in any::<i64>()) {
        let time = NaiveTime::from_num_seconds_from_midnight_opt(second, 0).unwrap();
        let moment = Moment::at(date, time);
        prop_assert_eq!((moment.date(), moment.time()), (date, time));
        prop_assert_eq!(Moment::parse(&moment.iso()), Some(moment));
        prop_assert_eq!(Moment::parse(&moment.iso().replace("+08:00", "")), Some(moment));
        prop_assert_eq!(Moment::parse(&date.to_string()), Some(Moment::at(date, NaiveTime::MIN)));
        prop_assert_eq!(Moment::end_of(date), Moment::at(date.succ_opt().unwrap(), NaiveTime::MIN));
        kept(&Moment(ms))?;
        // Whatever the number, it has a day, and a text.
        prop_assert!(!Moment(ms).paper_time().is_empty());
        prop_assert!((Moment(ms).date().year() < 1970) == (Moment(ms) < Moment::parse("1970-01-01").unwrap()));
    }

    #[test]
    fn hours(minute in 0_u32..1440) {
        said(&HourMinute(NaiveTime::from_num_seconds_from_midnight_opt(minute * 60, 0).unwrap()))?;
    }

    #[test]
    fn limits(days in 1_u16..=999, months in 1..=u8::MAX) {
        for limit in [Limit::WorkingDays(days), Limit::CalendarDays(days), Limit::Months(months), Limit::SameDay] {
            kept(&limit)?;
        }
    }

    #[test]
    fn sums_of_money(fen in any::<u32>()) {
        let fee = Fee(fen);
        kept(&fee)?;
        prop_assert_eq!(Fee::parse(fee.to_string().trim_end_matches('元')), Some(fee));
    }

    #[test]
    fn marks(tenths in any::<i32>()) {
        kept(&Tenths(tenths))?;
        let text = Tenths(tenths).to_string();
        let (whole, part) = text.split_once('.').unwrap_or((&text, "0"));
        prop_assert_eq!(format!("{whole}{part}").parse::<i32>(), Ok(tenths));
    }

    #[test]
    fn places(volume in any::<u16>(), page in any::<u16>(), line in any::<u16>()) {
        let position = Position { volume, page, line };
        kept(&position)?;
        let next = Position::after(Some(position));
        prop_assert!(next > position || volume == u16::MAX, "{next} follows {position}");
        kept(&OpinionPage { volume, page })?;
    }

    #[test]
    fn seals(bytes in any::<[u8; 32]>()) {
        said(&Seal(bytes))?;
    }
}
