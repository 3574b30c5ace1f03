//! Nothing is committed that cannot be read again: every row that an action wrote, its key included, is read as the queries read it,
//! inside the transaction that wrote it. What a row is, is said once more here, table by table; a family of keys that is not in the
//! list is refused, so that a new one cannot be forgotten.

use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use xieban_domain::absence::Absence;
use xieban_domain::assessment::Scheme;
use xieban_domain::complaint::Complaint;
use xieban_domain::duty::DutyDay;
use xieban_domain::number::{CaseId, Form};
use xieban_domain::opinion::Opinion;
use xieban_domain::personnel::PersonnelStep;
use xieban_domain::pin::PinFact;
use xieban_domain::premises::{DeskDay, Records};
use xieban_domain::regulation::Regulations;
use xieban_domain::report::SignedReport;
use xieban_domain::roster::Roster;
use xieban_domain::sealed::{Seal, Sealed};
use xieban_domain::settings::Settings;
use xieban_domain::staff::Directory;
use xieban_domain::units::UnitFacts;
use xieban_domain::waiting::WaitingList;
use xieban_journal::{self as journal, Page, SealedRow};

use super::act::Remembered;
use super::changes::Change;
use super::complaints::Folder;
use super::error::StoreError;
use super::grants::{Came, Grant};
use super::looks::LookRow;
use super::missing::MissingRow;
use super::personnel::ReviewRow;
use super::pictures::Picture;
use super::query::Record;
use super::tables::{ALL, T, Writable, key};

/// What could not be read, in few words.
type Unread = String;

/// Reads back every row that was written and is still there.
pub(super) fn written(tables: &mut [Writable<'_>]) -> Result<(), StoreError> {
    for ((table, _), rows) in ALL.iter().zip(tables) {
        for at in rows.take_unread() {
            let mut read = Ok(());
            rows.look(&at, |value| read = row(*table, &at, value))?;
            read.map_err(|what| StoreError::Unreadable(format!("{table:?}：{what}")))?;
        }
    }
    Ok(())
}

/// Reads one row as the queries of its table do.
fn row(table: T, at: &[u8], value: &[u8]) -> Result<(), Unread> {
    match table {
        T::Meta => match at {
            b"head" => fits(value.len() == 40, "末页记录"),
            _ => at.strip_prefix(b"erased").map_or(Ok(()), |id| case(id).map(drop)),
        },
        T::Journal => page(at, value),
        T::Sealed => {
            let seal = <[u8; 32]>::try_from(at).map_err(|_| "封存码".to_owned())?;
            fits(journal::proves(&SealedRow { seal: Seal(seal), bytes: value.to_vec() }), "封存文本")
        }
        T::Credentials => text(at).and(text(value)),
        T::Requests => text(at).and_then(|()| json::<Remembered>(value)),
        T::Practice => json::<(i64, f64)>(value),
        // Guesses are no record of the office: a row of them that cannot be read counts as none.
        T::Throttle => Ok(()),
        T::Pictures => {
            let hash = <[u8; 32]>::try_from(at).map_err(|_| "照片".to_owned())?;
            fits(Picture::proved(Seal(hash), value.to_vec()).is_some(), "照片")
        }
        T::Cases => {
            let id = case(at)?;
            let record: Record = parsed(value)?;
            fits(record.case.id() == id, "件的编号")
        }
        T::CasePages => case(at.get(..8).unwrap_or_default()).map(drop),
        T::OpenOf | T::OpenAll => {
            let (on, _, id) = key::read_urgency(at).ok_or_else(|| "期限".to_owned())?;
            fits(on == 0 || on == key::NEVER || day(on).is_ok(), "期限").and_then(|()| whole(id))
        }
        T::ActingOf | T::Unstamped => case(tail(at)).map(drop),
        T::People => whole(key::read_clue_case(at)),
        T::Positions => fits(key::read_position(at).is_some(), "册页行").and_then(|()| case(value).map(drop)),
        T::Numbers => number(at, value),
        T::Office => office(at, value),
        T::Duty => {
            let duty: DutyDay = parsed(value)?;
            let on = <[u8; 4]>::try_from(at).map(u32::from_be_bytes).map_err(|_| "日期".to_owned())?;
            fits(day(on)? == duty.date, "值班日期")
        }
        T::Days => {
            let on = at.get(..4).and_then(|on| on.try_into().ok()).map(u32::from_be_bytes);
            day(on.ok_or_else(|| "日期".to_owned())?).map(drop)
        }
    }
}

/// A page is what its bytes say, and its bytes are what it says.
fn page(at: &[u8], value: &[u8]) -> Result<(), Unread> {
    let page = Page::read(value).map_err(|damage| damage.to_string())?;
    let again = page.bytes().map_err(|damage| damage.to_string())?;
    fits(page.page == key::number(at) && again == value, "页")
}

/// A sequence's last number, a paper's case, or a stop of a slip.
fn number(at: &[u8], value: &[u8]) -> Result<(), Unread> {
    if at.starts_with(b"paper") {
        return case(value).map(drop);
    }
    let rest = at.get(2..).unwrap_or_default();
    let form = Form::ALL.iter().find_map(|form| rest.strip_prefix(form.name().as_bytes()));
    match form.ok_or_else(|| "单据序列".to_owned())? {
        [] => fits((1..=u64::from(xieban_domain::number::LAST)).contains(&key::number(value)), "编号"),
        stop => case(stop.get(4..).unwrap_or_default()).map(drop),
    }
}

/// How a row of one family is read: what stands behind the family's name in the key, and the value.
type ReadRow = fn(&[u8], &[u8]) -> Result<(), Unread>;

/// The families of the office's table by the beginning of their keys. A longer beginning stands before a shorter one.
const FAMILIES: &[(&[u8], ReadRow)] = &[
    (b"settings", |_, value| json::<Settings>(value)),
    (b"staff", |_, value| json::<Directory>(value)),
    (b"waiting", |_, value| json::<WaitingList>(value)),
    (key::RULES, |_, value| json::<Regulations>(value)),
    (key::RECORDS, |_, value| json::<Records>(value)),
    (b"desk/", |_, value| json::<DeskDay>(value)),
    (key::UNITS, |_, value| json::<UnitFacts>(value)),
    (key::ABSENCES, |_, value| json::<Absence>(value)),
    (key::ROSTERS, |_, value| json::<Roster>(value)),
    (b"duty-was/", |_, value| json::<DutyDay>(value)),
    (key::COMPLAINTS, |_, value| {
        let complaint: Complaint = parsed(value)?;
        fits(complaint.id.to_string().parse() == Ok(complaint.id), "投诉编号")
    }),
    (b"last-complaint/", |_, value| json::<u32>(value)),
    (key::FILES, |_, value| json::<Folder>(value)),
    (key::OPINIONS, |_, value| json::<Opinion>(value)),
    (key::APPOINTMENTS, |_, value| json::<Vec<Sealed<PersonnelStep>>>(value)),
    (key::REVIEWS, |_, value| json::<ReviewRow>(value)),
    (key::SCHEMES, |_, value| json::<Scheme>(value)),
    (key::SIGNED, |_, value| json::<SignedReport>(value)),
    (key::CHANGED, |_, value| json::<Change>(value)),
    (key::MISSING, |_, value| json::<MissingRow>(value)),
    (key::GRANTED, |_, value| json::<Grant>(value)),
    (key::CAME, |account, value| text(account).and_then(|()| json::<Came>(value))),
    (b"pin/", |account, value| text(account).and_then(|()| json::<PinFact>(value))),
    (key::LOOKS, |_, _| Ok(())),
    (b"looked/", |_, value| json::<LookRow>(value)),
    (b"took/", |rest, value| {
        fits(value.len() == 8, "用时").and_then(|()| whole(CaseId::from_key(!key::number(rest))))
    }),
    (b"sum/", |_, value| fits(value.len().is_multiple_of(9), "合计")),
    (b"fact/", |rest, _| case(tail(rest)).map(drop)),
    (b"mark/", |rest, _| case(tail(rest)).map(drop)),
];

fn office(at: &[u8], value: &[u8]) -> Result<(), Unread> {
    let read = FAMILIES.iter().find_map(|(name, read)| Some((read, at.strip_prefix(*name)?)));
    let (read, rest) = read.ok_or_else(|| format!("没有这种行：{}", String::from_utf8_lossy(at)))?;
    read(rest, value)
}

fn parsed<V: DeserializeOwned>(value: &[u8]) -> Result<V, Unread> {
    serde_json::from_slice(value).map_err(|_| "内容".to_owned())
}

fn json<V: DeserializeOwned>(value: &[u8]) -> Result<(), Unread> {
    parsed::<V>(value).map(drop)
}

fn text(bytes: &[u8]) -> Result<(), Unread> {
    fits(std::str::from_utf8(bytes).is_ok(), "文字")
}

fn fits(right: bool, what: &str) -> Result<(), Unread> {
    if right { Ok(()) } else { Err(what.to_owned()) }
}

/// The last eight bytes of a key.
fn tail(at: &[u8]) -> &[u8] {
    at.len().checked_sub(8).and_then(|from| at.get(from..)).unwrap_or_default()
}

/// The case of eight bytes.
fn case(bytes: &[u8]) -> Result<CaseId, Unread> {
    fits(bytes.len() == 8, "件的编号")?;
    let id = CaseId::from_key(key::number(bytes));
    whole(id).map(|()| id)
}

/// A number of a case that reads as it is written.
fn whole(id: CaseId) -> Result<(), Unread> {
    fits(id.to_string().parse() == Ok(id), &format!("编号{id}"))
}

fn day(number: u32) -> Result<NaiveDate, Unread> {
    let days = i32::try_from(number).ok().filter(|days| *days > 0);
    days.and_then(NaiveDate::from_num_days_from_ce_opt).ok_or_else(|| "日期".to_owned())
}
