//! Everything that can stand on a page of the journal.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::absence::Absence;
use super::assessment::Scheme;
use super::case::CaseEvent;
use super::complaint::{ComplaintEvent, ComplaintId};
use super::conduct::ConductPage;
use super::duty::DutyDay;
use super::host_clock::ClockDoubt;
use super::number::{CaseId, MissingNumbers};
use super::opinion::{OpinionEvent, OpinionPage};
use super::personnel::PersonnelPage;
use super::report::SignedReport;
use super::reveal::{Revealed, Whose};
use super::review::Reviewed;
use super::roster::{Quarter, RosterEvent};
use super::sealed::{Seal, Words, seals};
use super::settings::SettingsChange;
use super::staff::{RoleConsent, Staff, StaffCode};
use super::units::UnitFacts;
use super::waiting::{ArrivalId, Waiting};

/// What happened, in the office or to a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// To a case.
    Case { id: CaseId, event: CaseEvent },
    /// To the office itself.
    Office(OfficeEvent),
    /// To a complaint.
    Complaint { id: ComplaintId, event: ComplaintEvent },
    /// Behind the wall of recusal.
    Conduct(Box<ConductPage>),
    /// 任免, or 评议 of a person: behind the same wall.
    Personnel(Box<PersonnelPage>),
    /// At a desk.
    Desk(DeskEvent),
    /// At the door.
    Access(AccessEvent),
}

impl Event {
    /// The case it happened to, if it was a case.
    pub const fn case(&self) -> Option<CaseId> {
        match self {
            Self::Case { id, .. } => Some(*id),
            Self::Office(_)
            | Self::Complaint { .. }
            | Self::Conduct(_)
            | Self::Personnel(_)
            | Self::Desk(_)
            | Self::Access(_) => None,
        }
    }

    /// The case whose private texts it seals: they are erased with it.
    pub const fn texts_of(&self) -> Option<CaseId> {
        match self {
            Self::Access(AccessEvent::Revealed(Revealed { of: Whose::Case(id), .. })) => Some(*id),
            Self::Case { .. }
            | Self::Office(_)
            | Self::Complaint { .. }
            | Self::Conduct(_)
            | Self::Personnel(_)
            | Self::Desk(_)
            | Self::Access(_) => self.case(),
        }
    }
}

/// What happened to the office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum OfficeEvent {
    /// Some settings were changed.
    SettingsChanged { change: Box<SettingsChange> },
    /// Somebody was entered in the staff directory, or his entry changed.
    StaffKept {
        /// The whole entry.
        staff: Box<Staff>,
        /// By whose consent, where it took one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        consent: Option<Box<RoleConsent>>,
    },
    /// Somebody's photograph was set, or taken away.
    PhotographKept {
        staff: StaffCode,
        /// The hash of the picture, which lies in the store; none where it was taken away.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        picture: Option<Seal>,
    },
    /// What is known of another unit was entered or confirmed.
    UnitKept {
        /// The whole entry.
        facts: Box<UnitFacts>,
    },
    /// An absence was entered, corrected or cancelled.
    AbsenceKept {
        /// The whole entry.
        absence: Box<Absence>,
    },
    /// Something was entered in the office's books: rules, training, publicity.
    BooksKept(super::premises::Entered),
    /// The duty of a day was entered, or changed.
    DutyEntered {
        /// The whole day.
        day: DutyDay,
    },
    /// Something happened to a quarter's roster.
    Roster { quarter: Quarter, event: Box<RosterEvent> },
    /// Something happened to a page of 意见本.
    Opinion { place: OpinionPage, event: Box<OpinionEvent> },
    /// 评议 of the office or of a 科室.
    Reviewed(Box<Reviewed>),
    /// 报表签发.
    ReportSigned(Box<SignedReport>),
    /// A version of 考核规则 was kept.
    SchemeKept(Box<Scheme>),
    /// 放假安排 were entered, as the file says them.
    NoticeEntered { text: String },
    /// The store was taken as it is, though it was not what had been witnessed.
    StoreAccepted {
        reason: Words,
        /// Numbers that were given out and are not in it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        missing: Vec<MissingNumbers>,
    },
    /// 核定: the host's clock was right, though it was not believed; the page's time is what it showed.
    ClockConfirmed {
        /// Why it was not.
        doubt: ClockDoubt,
        /// Who gave his PIN beside whoever confirmed it, where it took two.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        second: Option<StaffCode>,
    },
    /// The private texts of these cases were erased.
    IdentitiesErased { cases: Vec<CaseId> },
    /// 临时顶岗.
    StoodIn {
        officer: StaffCode,
        /// On which day.
        date: NaiveDate,
        reason: Words,
    },
}

/// What happened at a desk besides cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum DeskEvent {
    /// 到所: somebody came and waits (R36).
    Arrived(Waiting),
    /// 咨询即答.
    Tallied {
        date: NaiveDate,
        /// The arrival it ended.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        arrival: Option<ArrivalId>,
    },
    /// A facility was looked at, a seat left or taken.
    AtDesk(super::premises::AtDesk),
    /// 签退说明 (R44).
    ShiftLeft(super::shift::ShiftLeft),
    /// 来访人离开, with the reason (R36).
    VisitorLeft {
        date: NaiveDate,
        reason: Words,
        /// The arrival it ended.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        arrival: Option<ArrivalId>,
    },
}

/// What happened at the door.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum AccessEvent {
    /// Signed in; `badge` confirms 亮证挂牌 (R24).
    SignedIn {
        /// 亮证挂牌 confirmed.
        badge: bool,
        /// Wrong PINs under this name since it last signed in.
        #[serde(default, skip_serializing_if = "super::is_zero")]
        missed: u32,
    },
    SignedOut,
    /// A PIN was set.
    PinSet {
        staff: StaffCode,
        /// By whose consent, where it took one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        consent: Option<Box<RoleConsent>>,
    },
    /// Wrong PINs in a row under one name or at one terminal: a page a burst.
    WrongPins {
        /// Under whose name; nobody's where it was none that somebody has.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        staff: Option<StaffCode>,
        tries: u32,
    },
    /// 系统管理员恢复码 was made, in the place of the one before.
    RecoveryCodeMade,
    /// It made somebody an administrator, and is void.
    RecoveryCodeUsed {
        staff: StaffCode,
    },
    /// Look-ups of visitors that found nobody, or did not fit, in a row: a page a burst.
    Missed {
        tries: u32,
    },
    /// The pages from this one on were exported with their private texts.
    Exported {
        from: u64,
    },
    /// A case was looked at for somebody who rang up. Who rang is not on the page.
    LookedUp {
        case: CaseId,
    },
    /// Somebody was shown an identity.
    Revealed(Revealed),
    /// A forbidden thing was tried; it is kept because the rule says so (R45).
    Tried {
        /// What, as the command is named.
        command: String,
        /// On which case.
        case: CaseId,
    },
}

seals!(Event:
    Self::Case { event, .. } => [event],
    Self::Complaint { event, .. } => [event],
    Self::Conduct(page) => [page],
    Self::Personnel(page) => [page],
    Self::Office(OfficeEvent::Reviewed(reviewed)) => [reviewed],
    Self::Office(OfficeEvent::AbsenceKept { absence }) => [absence],
    Self::Office(OfficeEvent::Opinion { event, .. }) => [event],
    Self::Desk(DeskEvent::Arrived(waiting)) => [waiting],
    Self::Access(AccessEvent::Revealed(revealed)) => [&mut revealed.reason],
    Self::Office(OfficeEvent::StoodIn { reason, .. } | OfficeEvent::StoreAccepted { reason, .. })
    | Self::Desk(
        DeskEvent::VisitorLeft { reason, .. }
        | DeskEvent::ShiftLeft(super::shift::ShiftLeft { reason, .. }),
    ) => [reason],
    Self::Office(
        OfficeEvent::SettingsChanged { .. }
        | OfficeEvent::StaffKept { .. }
        | OfficeEvent::PhotographKept { .. }
        | OfficeEvent::UnitKept { .. }
        | OfficeEvent::BooksKept(_)
        | OfficeEvent::DutyEntered { .. }
        | OfficeEvent::Roster { .. }
        | OfficeEvent::ReportSigned(_)
        | OfficeEvent::SchemeKept(_)
        | OfficeEvent::NoticeEntered { .. }
        | OfficeEvent::ClockConfirmed { .. }
        | OfficeEvent::IdentitiesErased { .. },
    )
    | Self::Desk(DeskEvent::Tallied { .. } | DeskEvent::AtDesk(_))
    | Self::Access(
        AccessEvent::SignedIn { .. }
        | AccessEvent::SignedOut
        | AccessEvent::PinSet { .. }
        | AccessEvent::WrongPins { .. }
        | AccessEvent::Missed { .. }
        | AccessEvent::RecoveryCodeMade
        | AccessEvent::RecoveryCodeUsed { .. }
        | AccessEvent::Exported { .. }
        | AccessEvent::LookedUp { .. }
        | AccessEvent::Tried { .. },
    ) => [],
);
