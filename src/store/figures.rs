//! Sums of facts by day and by month, and which cases stand behind them. A period is read from whole months and the days at its ends;
//! a figure is opened day by day, and only on days on which it is not nothing.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use xieban_domain::catalogue::{MatterCode, UnitId};
use xieban_domain::figures::{DeskTotals, Fact, Measure, MeasureTotals, Period, SumOf};
use xieban_domain::number::CaseId;
use xieban_domain::staff::StaffCode;

use super::error::StoreError;
use super::project::office::{LEFT, TALLIED, VISITED};
use super::snapshot::Snapshot;
use super::tables::{T, Writable, key};
use super::txn_cache::TxnCache;

/// How a row of sums is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    Day,
    Month,
}

impl Cut {
    /// The bucket in which a day lies.
    pub(super) fn bucket(self, day: NaiveDate) -> u32 {
        match self {
            Self::Day => key::day(day),
            Self::Month => u32::try_from(day.year()).unwrap_or(0) * 12 + day.month0(),
        }
    }

    pub(super) const fn byte(self) -> u8 {
        match self {
            Self::Day => b'd',
            Self::Month => b'm',
        }
    }
}

/// Who the sums of a row are of, at the end of its key.
pub(super) fn of_bytes(of: &SumOf) -> Vec<u8> {
    let (tag, text) = match of {
        SumOf::Officer(code) => (b'o', code.0.as_str()),
        SumOf::Unit(unit) => (b'u', unit.as_str()),
        SumOf::Matter(matter) => (b'm', matter.as_str()),
    };
    [&[tag], text.as_bytes()].concat()
}

fn read_of(bytes: &[u8]) -> Option<SumOf> {
    let (tag, text) = bytes.split_first()?;
    let text = String::from_utf8(text.to_vec()).ok()?;
    match tag {
        b'o' => Some(SumOf::Officer(StaffCode(text))),
        b'u' => Some(SumOf::Unit(UnitId(text))),
        b'm' => Some(SumOf::Matter(MatterCode(text))),
        _ => None,
    }
}

/// A measure's place and its amount, nine bytes each.
fn write_tally(tally: &MeasureTotals) -> Vec<u8> {
    let entry = |(measure, amount): (Measure, i64)| {
        let place = u8::try_from(measure.place()).unwrap_or(u8::MAX);
        [&[place][..], &amount.to_be_bytes()].concat()
    };
    tally.entries().flat_map(entry).collect()
}

fn read_tally(bytes: &[u8], into: &mut MeasureTotals) {
    for entry in bytes.chunks_exact(9) {
        let Some((place, amount)) = entry.split_first() else { continue };
        if let (Some(measure), Ok(amount)) = (Measure::ALL.get(usize::from(*place)), amount.try_into()) {
            into.add(*measure, i64::from_be_bytes(amount));
        }
    }
}

const fn bit(measure: Measure) -> u64 {
    1 << measure.place()
}

/// What a case stood under before is taken out of the sums, and what it stands under now is put in.
pub(super) fn change(
    tables: &mut [Writable<'_>],
    cache: &mut TxnCache,
    case: Option<CaseId>,
    before: &[Fact],
    after: &[Fact],
) -> Result<(), StoreError> {
    if before == after {
        return Ok(());
    }
    let mut changes: BTreeMap<(Bucket, &SumOf), MeasureTotals> = BTreeMap::new();
    for (facts, sign) in [(before, -1), (after, 1)] {
        for fact in facts {
            for cut in [Cut::Day, Cut::Month] {
                let at = (Bucket(cut.byte(), cut.bucket(fact.day)), &fact.of);
                changes.entry(at).or_default().add(fact.measure, sign * fact.amount);
            }
        }
    }
    for ((Bucket(cut, bucket), of), change) in changes.into_iter().filter(|(_, change)| !change.is_empty()) {
        let at = key::sum(cut, bucket, of);
        let mut sum = change;
        if let Some(row) = Snapshot::keeping(tables, cache).row(T::Office, &at)? {
            read_tally(&row, &mut sum);
        }
        put(tables, cache, at, write_tally(&sum))?;
    }
    match case {
        Some(id) => index(tables, cache, id, before, after),
        None => Ok(()),
    }
}

/// A bucket of one cut.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Bucket(u8, u32);

fn index(
    tables: &mut [Writable<'_>],
    cache: &mut TxnCache,
    id: CaseId,
    before: &[Fact],
    after: &[Fact],
) -> Result<(), StoreError> {
    let masks = |facts: &[Fact]| {
        let mut masks: BTreeMap<Vec<u8>, u64> = BTreeMap::new();
        for fact in facts {
            if let SumOf::Officer(officer) = &fact.of {
                *masks.entry(key::fact(fact.day, officer, id)).or_default() |= bit(fact.measure);
            }
        }
        masks
    };
    let (before, after) = (masks(before), masks(after));
    for gone in before.keys().filter(|at| !after.contains_key(*at)) {
        put(tables, cache, gone.clone(), Vec::new())?;
    }
    for (at, mask) in after {
        if before.get(&at) != Some(&mask) {
            put(tables, cache, at, mask.to_be_bytes().to_vec())?;
        }
    }
    Ok(())
}

/// Writes a row; one that holds nothing goes, whether it waits, stands in the table, or both.
fn put(
    tables: &mut [Writable<'_>],
    cache: &mut TxnCache,
    at: Vec<u8>,
    row: Vec<u8>,
) -> Result<(), StoreError> {
    if row.is_empty() {
        cache.remove(tables, T::Office, &at)?;
        tables[T::Office as usize].remove(&at[..])?;
    } else {
        cache.insert(T::Office, at, row);
    }
    Ok(())
}

/// A period in buckets: the days before its first whole month, its whole months, the days after.
fn segments(period: Period) -> Vec<(Cut, NaiveDate, NaiveDate)> {
    let is_first = |day: NaiveDate| day.day() == 1;
    let is_last = |day: NaiveDate| day.succ_opt().is_none_or(is_first);
    let first = period.from.iter_days().take_while(|day| *day <= period.to).find(|day| is_first(*day));
    let last = |from: NaiveDate| {
        let mut days = period.to.iter_days().rev().take_while(|day| *day >= from);
        days.find(|day| is_last(*day))
    };
    match first.and_then(|first| Some((first, last(first)?))) {
        None => vec![(Cut::Day, period.from, period.to)],
        Some((first, last)) => {
            let mut all = Vec::new();
            if let Some(before) = first.pred_opt().filter(|before| *before >= period.from) {
                all.push((Cut::Day, period.from, before));
            }
            all.push((Cut::Month, first, last));
            if let Some(after) = last.succ_opt().filter(|after| *after <= period.to) {
                all.push((Cut::Day, after, period.to));
            }
            all
        }
    }
}

impl Snapshot<'_> {
    /// What the measures come to in a period, by whose they are.
    pub fn sums(&self, period: Period) -> Result<BTreeMap<SumOf, MeasureTotals>, StoreError> {
        let mut sums: BTreeMap<Vec<u8>, MeasureTotals> = BTreeMap::new();
        for (cut, from, to) in segments(period) {
            let from = key::sums_from(cut.byte(), cut.bucket(from));
            let to = key::sums_from(cut.byte(), cut.bucket(to) + 1);
            self.visit(T::Office, &from, &to, &mut |at, row| {
                let of = at.get(from.len()..).unwrap_or_default();
                match sums.get_mut(of) {
                    Some(sum) => read_tally(row, sum),
                    None => read_tally(row, sums.entry(of.to_vec()).or_default()),
                }
                true
            })?;
        }
        Ok(sums.into_iter().filter_map(|(of, sum)| Some((read_of(&of)?, sum))).collect())
    }

    /// The day's counts of a period.
    pub fn at_desk(&self, period: Period) -> Result<DeskTotals, StoreError> {
        let mut desk = DeskTotals::default();
        for day in period.from.iter_days().take_while(|day| *day <= period.to) {
            for (kind, into) in
                [(VISITED, &mut desk.received), (TALLIED, &mut desk.tallied), (LEFT, &mut desk.left)]
            {
                *into += self.row(T::Days, &key::day_count(day, kind))?.map_or(0, |row| key::number(&row));
            }
        }
        Ok(desk)
    }

    /// The cases that stand under any of these measures, newest day first, each once, from `offset`, at most `limit`. What waits
    /// counts on days before `today`.
    pub fn counted_cases(
        &self,
        measures: &[Measure],
        (period, today): (Period, NaiveDate),
        officer: Option<&StaffCode>,
        (offset, limit): (usize, usize),
    ) -> Result<Vec<CaseId>, StoreError> {
        let wanted = |day: NaiveDate| {
            let counts = |measure: &&Measure| !measure.waits() || day < today;
            measures.iter().filter(counts).fold(0, |mask, measure| mask | bit(*measure))
        };
        let enough = offset.saturating_add(limit);
        let mut found: Vec<CaseId> = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        for day in period.to.iter_days().rev().take_while(|day| *day >= period.from) {
            let mask = wanted(day);
            if mask == 0 || !self.has_any(day, mask, officer)? {
                continue;
            }
            let prefix = key::facts_of(day, officer);
            self.visit_prefix(T::Office, &prefix, &mut |at, row| {
                let id = CaseId::from_key(key::number(at));
                if key::number(row) & mask != 0 && seen.insert(id) {
                    found.push(id);
                }
                found.len() < enough
            })?;
            if found.len() >= enough {
                break;
            }
        }
        Ok(found.into_iter().skip(offset).collect())
    }

    /// Some measure of the mask is not nothing on this day.
    fn has_any(&self, day: NaiveDate, mask: u64, officer: Option<&StaffCode>) -> Result<bool, StoreError> {
        let bucket = Cut::Day.bucket(day);
        let prefix = match officer {
            Some(code) => key::sum(Cut::Day.byte(), bucket, &SumOf::Officer(code.clone())),
            None => key::sums_from(Cut::Day.byte(), bucket),
        };
        let mut any = false;
        self.visit_prefix(T::Office, &prefix, &mut |_, row| {
            let mut tally = MeasureTotals::default();
            read_tally(row, &mut tally);
            any = tally.entries().any(|(measure, _)| bit(measure) & mask != 0);
            !any
        })?;
        Ok(any)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tally_is_read_back_as_it_was_written() {
        let mut tally = MeasureTotals::default();
        for (at, measure) in Measure::ALL.iter().enumerate().step_by(3) {
            tally.add(*measure, i64::try_from(at).unwrap() * 7 - 20);
        }
        let mut back = MeasureTotals::default();
        read_tally(&write_tally(&tally), &mut back);
        assert_eq!(back, tally);
        assert!(write_tally(&MeasureTotals::default()).is_empty());
        const { assert!(Measure::COUNT <= 64, "a case's measures stand in one word") };
    }

    #[test]
    fn a_period_falls_into_days_and_whole_months_without_gap_or_overlap() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        for (from, to, buckets) in [
            ("2026-01-01", "2026-12-31", 1),
            ("2026-01-02", "2026-12-31", 2),
            ("2026-01-15", "2026-03-14", 3),
            ("2026-01-15", "2026-02-14", 1),
            ("2026-01-31", "2026-02-28", 2),
            ("2026-02-01", "2026-02-27", 1),
            ("2026-11-25", "2026-11-25", 1),
        ] {
            let period = Period::days(day(from), day(to)).unwrap();
            let parts = segments(period);
            assert_eq!(parts.len(), buckets, "{from} {to}: {parts:?}");
            assert_eq!((parts[0].1, parts[parts.len() - 1].2), (period.from, period.to));
            assert!(parts.windows(2).all(|pair| pair[0].2.succ_opt() == Some(pair[1].1)), "{parts:?}");
        }
    }
}
