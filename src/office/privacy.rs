//! What of a person leaves the office: every record of a visitor or a complainant goes through here, masked unless a page says that
//! this reader looked, or that what was written down last is his own doing.

use xieban_domain::case::Case;
use xieban_domain::case::undo::LastAction;
use xieban_domain::complaint::{Complainant, Complaint};
use xieban_domain::conduct::{ConductComplaint, File, Informed};
use xieban_domain::moment::Moment;
use xieban_domain::number::CaseId;
use xieban_domain::opinion::Opinion;
use xieban_domain::redaction::{Free, Redaction};
use xieban_domain::reveal::{Extent, LookEntry, SHOWN_FOR, Whose, handles, reads_words};
use xieban_domain::shift::ShiftLeft;
use xieban_domain::staff::{Role, Staff};
use xieban_domain::waiting::WaitingList;
use xieban_store::{Record, Snapshot, StoreError, TimelineEntry, Touched};

use super::{CaseView, Lookout, Session};

/// A case as its reader may see it. Nothing else makes one, so that no record leaves the office as the store has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub case: Case,
    /// Its last change.
    pub touched: Touched,
    extent: Extent,
    changed: bool,
}

impl Shown {
    /// How much of the visitor is seen.
    pub const fn extent(&self) -> Extent {
        self.extent
    }

    /// Words of the case are not as they were written: what is made of them must not be stored in their place.
    pub const fn has_masked_words(&self) -> bool {
        self.changed
    }

    /// As a list shows it: the visitor masked, no free words.
    pub(super) fn listed(record: Record) -> Self {
        Self::under(&mut Redaction::new(Extent::Masked, Free::Covered), record)
    }

    fn under(redaction: &mut Redaction, record: Record) -> Self {
        let Record { mut case, touched } = record;
        let extent = redaction.extent();
        cover_case(redaction, &mut case);
        Self { case, touched, extent, changed: redaction.has_changed() }
    }
}

impl CaseView {
    /// The same view with everything masked again, for when it goes out of sight.
    #[must_use]
    pub fn covered(mut self) -> Self {
        let mut redaction = Redaction::new(Extent::Masked, Free::Covered);
        let Shown { case, touched, .. } = self.row.record;
        self.row.record = Shown::under(&mut redaction, Record { case, touched });
        self.timeline.iter_mut().for_each(|entry| redaction.cover(&mut entry.event));
        self.on_slip.iter_mut().for_each(|case| cover_case(&mut redaction, case));
        self.outside.last = None;
        self
    }
}

/// Covers a case. Its visitor is a known type, and most lists have nothing else.
fn cover_case(redaction: &mut Redaction, case: &mut Case) {
    let visitor = case.visitor.clone().seen(redaction.extent());
    case.visitor = case.visitor.clone().shut();
    redaction.cover(case);
    case.visitor = visitor;
}

/// Cases that stand on a list or a sheet of the office's own.
pub(super) fn listed_cases(snapshot: &Snapshot<'_>, cases: &mut [Case]) -> Result<(), StoreError> {
    for case in cases {
        let mut redaction = Redaction::new(Extent::Masked, Free::Masked);
        learn_case(&mut redaction, snapshot, case)?;
        cover_case(&mut redaction, case);
    }
    Ok(())
}

/// A redaction learns of a case's visitor, and of whoever stood there before a correction, however long ago that was.
fn learn_case(redaction: &mut Redaction, snapshot: &Snapshot<'_>, case: &mut Case) -> Result<(), StoreError> {
    redaction.learn(case);
    if case.corrections.is_none() {
        return Ok(());
    }
    learn_history(redaction, snapshot, case.id())
}

/// A redaction learns of everybody who ever stood on a case.
fn learn_history(redaction: &mut Redaction, snapshot: &Snapshot<'_>, id: CaseId) -> Result<(), StoreError> {
    for mut entry in snapshot.timeline(id, usize::MAX)? {
        redaction.learn(&mut entry.event);
    }
    Ok(())
}

/// The waiting line: who waits is known by what he looks like, not by a number of his; by an administrator not at all.
pub(super) fn line(mut line: WaitingList, reader: &CaseReader) -> WaitingList {
    let free = if reader.serves().is_some() { Free::Masked } else { Free::Covered };
    let mut redaction = Redaction::new(Extent::Masked, free);
    line.open.iter_mut().for_each(|waiting| redaction.cover(waiting));
    line
}

/// A page of 意见本: who wrote it is masked, in his words and in the answer, too.
pub(super) fn opinion(mut page: Opinion) -> Opinion {
    let mut redaction = Redaction::new(Extent::Masked, Free::Masked);
    if let Some(author) = page.author.as_ref().and_then(|author| author.get()) {
        redaction.hide_name(author);
    }
    redaction.cover(&mut page);
    page
}

/// A redaction over what is said of one of us: whoever complained of him is seen by a page of the file alone.
fn over(complainant: Option<&Complainant>) -> Redaction {
    let mut redaction = Redaction::new(Extent::Masked, Free::Masked);
    if let Some(complainant) = complainant {
        redaction.hide_complainant(complainant);
    }
    redaction
}

/// What was said of one of us, and what came of it, without the name and the numbers of whoever said it.
pub(super) fn file(mut file: File, complainant: Option<&Complainant>) -> File {
    let redaction = over(complainant);
    let ConductComplaint { described, content, demand, evidence, .. } = &mut file.taken;
    let spots = file.on_the_spot.iter_mut();
    let said = [described, content, demand, evidence]
        .into_iter()
        .chain(spots.flat_map(|(_, spot)| [&mut spot.place, &mut spot.facts, &mut spot.statement]))
        .chain(&mut file.told)
        .chain(file.answers.iter_mut().map(|(_, _, words)| words))
        .chain(file.investigation.iter_mut().map(|done| &mut done.findings))
        .chain(file.bureau.iter_mut().map(|(_, words)| words))
        .chain(file.outcome.iter_mut().map(|outcome| &mut outcome.basis))
        .chain(file.replied.iter_mut().map(|(_, words)| words));
    said.for_each(|words| *words = redaction.text(words));
    file
}

/// What one of us is told of a complaint: under the same cover. In his own answers a name that is masked would tell him that he guessed it.
pub(super) fn told(mut told: Informed, complainant: Option<&Complainant>) -> Informed {
    told.facts = over(complainant).text(&told.facts);
    let nobody = over(None);
    for (_, said) in &mut told.answers {
        *said = nobody.text(said);
    }
    told
}

/// Why somebody left something undone: whose cases they are is known, and masked in his words.
pub(super) fn shift_left(snapshot: &Snapshot<'_>, mut left: ShiftLeft) -> Result<ShiftLeft, StoreError> {
    let mut redaction = Redaction::new(Extent::Masked, Free::Masked);
    for case in &left.cases {
        learn(&mut redaction, snapshot, Whose::Case(*case))?;
    }
    left.reason = left.reason.map(|words| redaction.text(&words));
    Ok(left)
}

/// Somebody who reads.
pub(super) struct CaseReader {
    staff: Option<Staff>,
    now: Moment,
}

impl CaseReader {
    pub(super) fn of(snapshot: &Snapshot<'_>, session: &Session, now: Moment) -> Result<Self, StoreError> {
        let staff = snapshot.staff()?.get(session.account()).filter(|staff| staff.active).cloned();
        Ok(Self { staff, now })
    }

    /// He, if he has to do with citizens: an administrator who is nothing else has not.
    fn serves(&self) -> Option<&Staff> {
        self.staff.as_ref().filter(|me| me.roles.iter().any(|role| *role != Role::Administrator))
    }

    /// As much of a case as he may see in clear now: what his looks of the last minutes were for, all of it where the last change
    /// is his own and he handles the case. An administrator who is nothing else sees nothing.
    fn extent(&self, snapshot: &Snapshot<'_>, record: &Record) -> Result<Extent, StoreError> {
        let Some(me) = self.serves() else { return Ok(Extent::Masked) };
        let since = Moment(self.now.0 - SHOWN_FOR);
        let own = record.touched.by == me.code && record.touched.at >= since;
        if own && handles(&record.case, &me.code, self.now) {
            return Ok(Extent::Whole);
        }
        snapshot.looked_since(&me.code, Whose::Case(record.case.id()), since)
    }

    /// A case with what belongs to it; `clear`: as far as a page lets him see it, masked otherwise.
    pub(super) fn case(
        &self,
        snapshot: &Snapshot<'_>,
        record: Record,
        (timeline, on_slip): (&mut [TimelineEntry], &mut [Case]),
        last: &mut Option<LastAction>,
        clear: bool,
    ) -> Result<Shown, StoreError> {
        let extent = if clear { self.extent(snapshot, &record)? } else { Extent::Masked };
        let reads = self.staff.as_ref().is_some_and(|me| reads_words(&record.case, me, self.now));
        let free = match (extent, reads) {
            (Extent::Whole, _) => Free::Clear,
            (Extent::Masked | Extent::Contact, true) => Free::Masked,
            (Extent::Masked | Extent::Contact, false) => Free::Covered,
        };
        let mut redaction = Redaction::new(extent, free);
        let mut record = record;
        learn_case(&mut redaction, snapshot, &mut record.case)?;
        for entry in &mut *timeline {
            redaction.learn(&mut entry.event);
        }
        for case in &mut *on_slip {
            learn_case(&mut redaction, snapshot, case)?;
        }
        let shown = Shown::under(&mut redaction, record);
        for entry in timeline {
            redaction.cover(&mut entry.event);
        }
        for case in on_slip {
            cover_case(&mut redaction, case);
        }
        if let Some(last) = last {
            last.events.iter_mut().for_each(|event| redaction.cover(event));
            last.before.iter_mut().for_each(|case| cover_case(&mut redaction, case));
        }
        Ok(shown)
    }

    /// A complaint; `clear`: with the complainant as far as a page lets him see him.
    pub(super) fn complaint(
        &self,
        snapshot: &Snapshot<'_>,
        mut complaint: Complaint,
        clear: bool,
    ) -> Result<Complaint, StoreError> {
        let (since, of) = (Moment(self.now.0 - SHOWN_FOR), Whose::Complaint(complaint.id));
        let extent = match &self.staff {
            Some(me) if clear => snapshot.looked_since(&me.code, of, since)?,
            Some(_) | None => Extent::Masked,
        };
        let free = if extent == Extent::Whole { Free::Clear } else { Free::Masked };
        let mut redaction = Redaction::new(extent, free);
        let said = complaint.taken.complainant.take();
        if let Some(complainant) = said.as_ref().and_then(|said| said.get()) {
            redaction.hide_complainant(complainant);
        }
        redaction.cover(&mut complaint);
        complaint.taken.complainant = said.map(|said| said.map(|who| who.seen(extent)));
        Ok(complaint)
    }
}

/// A page of the list of who looked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookList {
    /// Its lines, the newest first.
    pub looks: Vec<LookEntry>,
    /// Place of the first line in the whole list.
    pub offset: usize,
    /// Lines of the whole list.
    pub total: usize,
}

/// Who looked, from this place on; what in a reason would give away at whom is masked.
pub(super) fn looks(snapshot: &Snapshot<'_>, offset: usize, limit: usize) -> Result<LookList, StoreError> {
    let (mut looks, total) = snapshot.looks(offset, limit)?;
    for LookEntry { what, .. } in &mut looks {
        if let Some(reason) = what.reason.take() {
            let mut redaction = Redaction::new(Extent::Masked, Free::Masked);
            learn(&mut redaction, snapshot, what.of)?;
            what.reason = Some(reason.map(|words| redaction.text(&words)));
        }
    }
    Ok(LookList { looks, offset, total })
}

/// A redaction learns of this one, whatever he was called before a correction.
fn learn(redaction: &mut Redaction, snapshot: &Snapshot<'_>, of: Whose) -> Result<(), StoreError> {
    match of {
        Whose::Case(id) => {
            if let Some(mut record) = snapshot.case(id)? {
                redaction.learn(&mut record.case);
            }
            learn_history(redaction, snapshot, id)?;
        }
        Whose::Complaint(id) => {
            let said = snapshot.complaint(id)?.and_then(|complaint| complaint.taken.complainant);
            if let Some(complainant) = said.as_ref().and_then(|said| said.get()) {
                redaction.hide_complainant(complainant);
            }
        }
    }
    Ok(())
}

impl Lookout {
    /// Who looked, from this place on, the newest first: whether whoever reads it may is judged before.
    pub fn looks(&mut self, offset: usize, limit: usize) -> Result<LookList, StoreError> {
        self.reader.read(|snapshot| looks(snapshot, offset, limit))
    }
}
