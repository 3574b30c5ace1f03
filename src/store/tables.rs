//! The tables, each with its class, key, value and writer. Keys are packed here and nowhere else.
//!
//! Every table maps bytes to bytes; numbers in keys are big-endian, so that keys sort as what they mean.

use chrono::{Datelike, NaiveDate};
use redb::{ReadOnlyTable, ReadableTable, TableDefinition};
use xieban_domain::appointment::AppointmentNumber;
use xieban_domain::case::state::Position;
use xieban_domain::catalogue::UnitId;
use xieban_domain::complaint::ComplaintId;
use xieban_domain::conduct::FileNumber;
use xieban_domain::number::{CaseId, Form, Number};
use xieban_domain::opinion::OpinionPage;
use xieban_domain::reveal::Whose;
use xieban_domain::roster::Quarter;
use xieban_domain::staff::StaffCode;

use super::error::StoreError;
use super::query::Attention;

pub(super) use super::writable::Writable;

/// Rows of bytes.
pub(super) type Bytes = TableDefinition<'static, &'static [u8], &'static [u8]>;

/// A table of the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
pub(super) enum T {
    /// **meta** `schema` → u32, `store` → 16 random bytes, `derived` → what the derived tables were built with,
    /// `head` → number and hash of the last page, `blank` → the page up to which a backup without a key had no private texts,
    /// `erased` and case → the page that says so; `witnessed` → nothing, once it was; `unwitnessed` → the first page that was not, until
    /// a page says so, which is `unwitnessed-said`.
    /// Written at creation, migration, rebuild, restore; `head` and what is about the witness by `act`.
    Meta,
    /// **journal** page number → bytes of the page. Written by `act`, never changed.
    Journal,
    /// **side** seal → salt and text. Written by `act`; rows go when somebody is erased.
    Sealed,
    /// **side** account → argon2id hash. Written when a PIN is set.
    Credentials,
    /// **side** account, 0, request id → digest of the body, first and last page. Old rows go.
    Requests,
    /// **side** `clock` → offset and rate of a practice store's clock.
    Practice,
    /// **side** `salt` → 32 random bytes; hash of a name, and of a name and a terminal → failures and waits as JSON. Written when a
    /// PIN is tried; old rows go. Not in a backup; a store that never saw a PIN tried may lack it.
    Throttle,
    /// **derived** case → its record as JSON. From every case event.
    Cases,
    /// **derived** case, page → nothing. From every case event.
    CasePages,
    /// **derived** officer, 0, day, class, case → nothing; open cases by urgency. From case events.
    OpenOf,
    /// **derived** day, class, case → nothing; the same for the whole office.
    OpenAll,
    /// **derived** acting officer, 0, case → last day. From `acting_appointed`, until the case is over.
    ActingOf,
    /// **derived** kind of clue, clue, 0, newest case first → nothing; returning visitors. From `registered`, `visitor_corrected`.
    People,
    /// **derived** 册/页/行 → case. From `signed`.
    Positions,
    /// **derived** case → nothing; registered without a leader. From `registered`, `leader_stamped`.
    Unstamped,
    /// **derived** year, form → last number; `paper`, year, 手工单号 → case, unless it is void; year, form, number, case → nothing:
    /// whose it is, and who stands on a 导引单. From every event that takes a number, and `guided`.
    Numbers,
    /// **derived** `settings`, `staff`, `waiting`, `rules`, `records`, `desk/` and day, `unit/` and unit, `away/`, officer, 0, number → JSON; `roster/` and quarter → JSON; `duty-was/`, day, since when, page → JSON; `complaint/`, `file/` and number → JSON, `last-complaint/` and year → number; `opinion/`, volume, page → JSON; `appointment/` and number → JSON; `review/`, `signed/` and page → JSON; `scheme/` and version → JSON; `changed/`, `granted/` and page, newest first → JSON; `came/` and account → the pages of its last sign-ins; `missing/`, page, place → numbers that were given out before a restore; `pin/` and account → since when, and whether somebody else set it; `look/` and newest page → nothing, `looked/`, whose, newest page → who, when, what for; `took/`, matter, newest case first → working days; `sum/`, cut, bucket, whose → measures and amounts; `fact/`, day, officer, case → measures; `mark/`, mark, case → nothing: open cases that somebody
    /// has to look at. From office events; from case events, until the case is over.
    Office,
    /// **derived** day → duty as JSON. From `duty_entered`, `stood_in`, `roster`.
    Duty,
    /// **derived** day, kind → count: received, tallied, left; the day's last page; day, kind, page → case: what stands in the
    /// day's log, nothing for a visitor who left. From `registered`, the events of closing, desk events, every page.
    Days,
    /// **side** hash → somebody's photograph, until it is taken away or replaced; a store in which none was set may lack it.
    Pictures,
}

/// Every table, in the order of `T`.
pub(super) const ALL: [(T, Bytes); 20] = [
    (T::Meta, Bytes::new("meta")),
    (T::Journal, Bytes::new("journal")),
    (T::Sealed, Bytes::new("sealed")),
    (T::Credentials, Bytes::new("credentials")),
    (T::Requests, Bytes::new("requests")),
    (T::Practice, Bytes::new("practice")),
    (T::Throttle, Bytes::new("throttle")),
    (T::Cases, Bytes::new("cases")),
    (T::CasePages, Bytes::new("case_pages")),
    (T::OpenOf, Bytes::new("open_of")),
    (T::OpenAll, Bytes::new("open_all")),
    (T::ActingOf, Bytes::new("acting_of")),
    (T::People, Bytes::new("people")),
    (T::Positions, Bytes::new("positions")),
    (T::Unstamped, Bytes::new("unstamped")),
    (T::Numbers, Bytes::new("numbers")),
    (T::Office, Bytes::new("office")),
    (T::Duty, Bytes::new("duty")),
    (T::Days, Bytes::new("days")),
    (T::Pictures, Bytes::new("pictures")),
];

/// The derived tables: thrown away and rebuilt at will.
pub(super) const DERIVED: [T; 12] = [
    T::Cases,
    T::CasePages,
    T::OpenOf,
    T::OpenAll,
    T::ActingOf,
    T::People,
    T::Positions,
    T::Unstamped,
    T::Numbers,
    T::Office,
    T::Duty,
    T::Days,
];

/// A table open for reading.
pub(super) type Readable = ReadOnlyTable<&'static [u8], &'static [u8]>;

/// Key and value of a row.
pub(super) type KeyValue = (Vec<u8>, Vec<u8>);

/// What a visit of rows does next.
pub(super) type Walk<'v> = dyn FnMut(&[u8], &[u8]) -> bool + 'v;

/// Rows, whoever opened them.
pub(super) trait Rows {
    /// The value of a key.
    fn value(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError>;
    /// Visits the rows from `from` up to and without `to`, in order, until `visit` says `false`.
    fn visit(&self, from: &[u8], to: &[u8], visit: &mut Walk<'_>) -> Result<(), StoreError>;
    /// The last row.
    fn newest(&self) -> Result<Option<KeyValue>, StoreError>;
}

impl<R: ReadableTable<&'static [u8], &'static [u8]>> Rows for R {
    fn value(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.get(key)?.map(|value| value.value().to_vec()))
    }

    fn visit(&self, from: &[u8], to: &[u8], visit: &mut Walk<'_>) -> Result<(), StoreError> {
        for row in self.range::<&[u8]>(from..to)? {
            let (key, value) = row?;
            if !visit(key.value(), value.value()) {
                break;
            }
        }
        Ok(())
    }

    fn newest(&self) -> Result<Option<KeyValue>, StoreError> {
        Ok(self.last()?.map(|(key, value)| (key.value().to_vec(), value.value().to_vec())))
    }
}

/// Packed keys.
pub(super) mod key {
    use super::{
        AppointmentNumber, Attention, CaseId, ComplaintId, Datelike as _, FileNumber, Form, NaiveDate,
        Number, OpinionPage, Position, Quarter, StaffCode, UnitId, Whose,
    };

    /// Sorts after every day: no clock runs.
    pub(crate) const NEVER: u32 = u32::MAX;

    pub(crate) fn page(number: u64) -> [u8; 8] {
        number.to_be_bytes()
    }

    /// In meta: the page by which a case was erased.
    pub(crate) fn erased(id: CaseId) -> Vec<u8> {
        [&b"erased"[..], &case(id)].concat()
    }

    /// In meta: what a page with a notice of days off is known by.
    pub(crate) const NOTICE: &[u8] = b"notice";

    /// In meta: a page with a notice of days off.
    pub(crate) fn notice(page: u64) -> Vec<u8> {
        [NOTICE, &page.to_be_bytes()[..]].concat()
    }

    pub(crate) fn case(id: CaseId) -> [u8; 8] {
        id.key().to_be_bytes()
    }

    pub(crate) fn number(bytes: &[u8]) -> u64 {
        bytes.iter().rev().take(8).rev().fold(0, |sum, byte| (sum << 8) | u64::from(*byte))
    }

    pub(crate) fn day(date: NaiveDate) -> u32 {
        u32::try_from(date.num_days_from_ce()).unwrap_or(0)
    }

    pub(crate) fn of(code: &StaffCode) -> Vec<u8> {
        [code.0.as_bytes(), &[0]].concat()
    }

    pub(crate) fn urgency(day: u32, class: u8, id: CaseId) -> Vec<u8> {
        [&day.to_be_bytes()[..], &[class], &case(id)].concat()
    }

    /// Day, class and case of an urgency key (whatever stands before it).
    pub(crate) fn read_urgency(bytes: &[u8]) -> Option<(u32, u8, CaseId)> {
        let tail = bytes.len().checked_sub(13).and_then(|from| bytes.get(from..))?;
        let day = u32::try_from(number(tail.get(..4)?)).ok()?;
        Some((day, *tail.get(4)?, CaseId::from_key(number(tail.get(5..)?))))
    }

    pub(crate) fn case_page(id: CaseId, page: u64) -> Vec<u8> {
        [case(id), page.to_be_bytes()].concat()
    }

    pub(crate) fn clue(kind: u8, clue: &str) -> Vec<u8> {
        [&[kind], clue.as_bytes(), &[0]].concat()
    }

    /// Newest first.
    pub(crate) fn clue_case(kind: u8, text: &str, id: CaseId) -> Vec<u8> {
        [clue(kind, text), (!id.key()).to_be_bytes().to_vec()].concat()
    }

    pub(crate) fn read_clue_case(bytes: &[u8]) -> CaseId {
        CaseId::from_key(!number(bytes))
    }

    pub(crate) fn position(at: Position) -> Vec<u8> {
        [at.volume, at.page, at.line].iter().flat_map(|n| n.to_be_bytes()).collect()
    }

    /// An open case that somebody has to look at.
    pub(crate) fn mark(mark: Attention, id: CaseId) -> Vec<u8> {
        [&marked(mark)[..], &case(id)].concat()
    }

    /// Everything under one mark.
    pub(crate) fn marked(mark: Attention) -> [u8; 6] {
        [b'm', b'a', b'r', b'k', b'/', mark as u8]
    }

    /// A number with the case that has it, after the row of its form's last number; a slip has one row a stop.
    pub(crate) fn on_slip(slip: Number, id: CaseId) -> Vec<u8> {
        [slip_prefix(slip), case(id).to_vec()].concat()
    }

    pub(crate) fn slip_prefix(slip: Number) -> Vec<u8> {
        [&sequence(slip.year, slip.form)[..], &slip.seq.to_be_bytes()].concat()
    }

    /// Absences of an officer, by number.
    pub(crate) fn absences_of(officer: &StaffCode) -> Vec<u8> {
        [ABSENCES, &of(officer)].concat()
    }

    pub(crate) const ABSENCES: &[u8] = b"away/";

    pub(crate) fn absence(officer: &StaffCode, number: u32) -> Vec<u8> {
        [&absences_of(officer)[..], &number.to_be_bytes()].concat()
    }

    /// Rosters, by quarter.
    pub(crate) const ROSTERS: &[u8] = b"roster/";

    pub(crate) fn roster(quarter: Quarter) -> Vec<u8> {
        [ROSTERS, &quarter.year.to_be_bytes(), &[quarter.of]].concat()
    }

    /// What a day's duty has been, by when it was entered.
    pub(crate) fn duty_was(date: NaiveDate) -> Vec<u8> {
        [&b"duty-was/"[..], &day(date).to_be_bytes()].concat()
    }

    pub(crate) fn duty_since(date: NaiveDate, at: i64, page: u64) -> Vec<u8> {
        [&duty_was(date)[..], &at.cast_unsigned().to_be_bytes(), &page.to_be_bytes()].concat()
    }

    /// The moment in such a key, UTC milliseconds.
    pub(crate) fn moment_of(bytes: &[u8]) -> i64 {
        let end = bytes.len().saturating_sub(8);
        number(bytes.get(..end).unwrap_or_default()).cast_signed()
    }

    /// Complaints, by number.
    pub(crate) const COMPLAINTS: &[u8] = b"complaint/";
    /// Files behind the wall, by number.
    pub(crate) const FILES: &[u8] = b"file/";

    pub(crate) fn complaint(id: ComplaintId) -> Vec<u8> {
        [COMPLAINTS, &id.year.to_be_bytes(), &id.seq.to_be_bytes()].concat()
    }

    /// Last numbers of complaints, by year.
    pub(crate) const LAST_COMPLAINTS: &[u8] = b"last-complaint/";

    /// A year's last number of a complaint.
    pub(crate) fn last_complaint(year: u16) -> Vec<u8> {
        [LAST_COMPLAINTS, &year.to_be_bytes()].concat()
    }

    pub(crate) fn file(number: FileNumber) -> Vec<u8> {
        [FILES, &number.year.to_be_bytes(), &number.seq.to_be_bytes()].concat()
    }

    /// 意见本, by volume and page.
    pub(crate) const OPINIONS: &[u8] = b"opinion/";

    pub(crate) fn volume(volume: u16) -> Vec<u8> {
        [OPINIONS, &volume.to_be_bytes()].concat()
    }

    pub(crate) fn opinion(place: OpinionPage) -> Vec<u8> {
        [&volume(place.volume)[..], &place.page.to_be_bytes()].concat()
    }

    pub(crate) fn read_opinion(bytes: &[u8]) -> Option<OpinionPage> {
        let place = bytes.strip_prefix(OPINIONS)?;
        let part = |at: usize| u16::try_from(number(place.get(at..at + 2)?)).ok();
        Some(OpinionPage { volume: part(0)?, page: part(2)? })
    }

    /// 任免, by number.
    pub(crate) const APPOINTMENTS: &[u8] = b"appointment/";
    /// 评议, by the page it stands on.
    pub(crate) const REVIEWS: &[u8] = b"review/";
    /// 考核规则, by version.
    pub(crate) const SCHEMES: &[u8] = b"scheme/";
    /// Who looked at an identity, newest first, by the page it stands on.
    pub(crate) const LOOKS: &[u8] = b"look/";
    /// Signatures under reports, by the page they stand on.
    pub(crate) const SIGNED: &[u8] = b"signed/";

    pub(crate) fn look(at: u64) -> Vec<u8> {
        [LOOKS, &page(!at)].concat()
    }

    /// The page in such a key, or in one of [`look_at`].
    pub(crate) fn read_look(bytes: &[u8]) -> u64 {
        !number(bytes)
    }

    /// Who looked at this one.
    pub(crate) fn looks_at(whose: Whose) -> Vec<u8> {
        match whose {
            Whose::Case(id) => [&b"looked/c"[..], &case(id)].concat(),
            Whose::Complaint(id) => [&b"looked/d"[..], &complaint(id)].concat(),
        }
    }

    pub(crate) fn look_at(whose: Whose, at: u64) -> Vec<u8> {
        [looks_at(whose), page(!at).to_vec()].concat()
    }

    /// Changes of the office's values and people, newest first.
    pub(crate) const CHANGED: &[u8] = b"changed/";
    pub(crate) const MISSING: &[u8] = b"missing/";

    pub(crate) fn missing(at: u64, nth: u16) -> Vec<u8> {
        [MISSING, &page(at), &nth.to_be_bytes()].concat()
    }

    pub(crate) const GRANTED: &[u8] = b"granted/";
    pub(crate) const CAME: &[u8] = b"came/";

    pub(crate) fn granted(at: u64) -> Vec<u8> {
        [GRANTED, &page(!at)].concat()
    }

    pub(crate) fn came(account: &StaffCode) -> Vec<u8> {
        [CAME, account.0.as_bytes()].concat()
    }

    pub(crate) fn changed(at: u64) -> Vec<u8> {
        [CHANGED, &page(!at)].concat()
    }

    pub(crate) fn appointment(number: AppointmentNumber) -> Vec<u8> {
        [APPOINTMENTS, &number.year.to_be_bytes(), &number.seq.to_be_bytes()].concat()
    }

    pub(crate) fn review(at: u64) -> Vec<u8> {
        [REVIEWS, &page(at)].concat()
    }

    pub(crate) fn scheme(version: u32) -> Vec<u8> {
        [SCHEMES, &version.to_be_bytes()].concat()
    }

    pub(crate) fn signed(at: u64) -> Vec<u8> {
        [SIGNED, &page(at)].concat()
    }

    /// What is known of an account's PIN.
    pub(crate) fn pin(account: &StaffCode) -> Vec<u8> {
        [&b"pin/"[..], account.0.as_bytes()].concat()
    }

    /// 制度登记; the rest of the office's books.
    pub(crate) const RULES: &[u8] = b"rules";
    pub(crate) const RECORDS: &[u8] = b"records";

    /// A day at the desk.
    pub(crate) fn desk_day(date: NaiveDate) -> Vec<u8> {
        [b"desk/", &day(date).to_be_bytes()[..]].concat()
    }

    /// What is known of the other units.
    pub(crate) const UNITS: &[u8] = b"unit/";

    pub(crate) fn unit(unit: &UnitId) -> Vec<u8> {
        [UNITS, unit.as_str().as_bytes()].concat()
    }

    /// How long a matter's promises took, newest case first.
    pub(crate) fn took_prefix(matter: &xieban_domain::catalogue::MatterCode) -> Vec<u8> {
        [b"took/", matter.as_str().as_bytes(), &[0]].concat()
    }

    pub(crate) fn took(matter: &xieban_domain::catalogue::MatterCode, id: CaseId) -> Vec<u8> {
        [&took_prefix(matter)[..], &(!id.key()).to_be_bytes()].concat()
    }

    /// Sums of facts: cut, bucket, whose.
    pub(crate) fn sums_from(cut: u8, bucket: u32) -> Vec<u8> {
        [&b"sum/"[..], &[cut], &bucket.to_be_bytes()].concat()
    }

    pub(crate) fn sum(cut: u8, bucket: u32, of: &xieban_domain::figures::SumOf) -> Vec<u8> {
        [sums_from(cut, bucket), super::super::figures::of_bytes(of)].concat()
    }

    /// Facts of cases: day, officer, case.
    pub(crate) fn facts_of(date: NaiveDate, officer: Option<&StaffCode>) -> Vec<u8> {
        [&b"fact/"[..], &day(date).to_be_bytes(), &officer.map(of).unwrap_or_default()].concat()
    }

    pub(crate) fn fact(date: NaiveDate, officer: &StaffCode, id: CaseId) -> Vec<u8> {
        [facts_of(date, Some(officer)), case(id).to_vec()].concat()
    }

    pub(crate) fn sequence(year: u16, form: Form) -> Vec<u8> {
        [&year.to_be_bytes()[..], form.name().as_bytes()].concat()
    }

    /// 手工单号: behind every year that a number can be of.
    pub(crate) const PAPERS: &[u8] = b"paper";

    pub(crate) fn on_paper(date: NaiveDate, number: &str) -> Vec<u8> {
        let number = xieban_domain::case::late::canonical_number(number);
        [PAPERS, &date.year().to_be_bytes()[..], number.as_bytes()].concat()
    }

    pub(crate) fn day_count(date: NaiveDate, kind: u8) -> Vec<u8> {
        [&day(date).to_be_bytes()[..], &[kind]].concat()
    }

    /// In a day's log.
    pub(crate) fn logged(date: NaiveDate, kind: u8, page: u64) -> Vec<u8> {
        [&day_count(date, kind)[..], &page.to_be_bytes()].concat()
    }

    pub(crate) fn read_position(bytes: &[u8]) -> Option<Position> {
        let part = |at: usize| u16::try_from(number(bytes.get(at..at + 2)?)).ok();
        Some(Position { volume: part(0)?, page: part(2)?, line: part(4)? })
    }

    pub(crate) fn request(by: &StaffCode, request: &str) -> Vec<u8> {
        [&of(by), request.as_bytes()].concat()
    }

    /// The first key after everything that begins with `prefix`.
    pub(crate) fn after(prefix: &[u8]) -> Vec<u8> {
        let mut end = prefix.to_vec();
        while let Some(last) = end.pop() {
            if last < u8::MAX {
                end.push(last + 1);
                return end;
            }
        }
        // Nothing but 0xff, or nothing at all: no key of ours is as long as this.
        vec![u8::MAX; 64]
    }
}
