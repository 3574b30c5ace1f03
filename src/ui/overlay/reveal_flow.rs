//! 查看身份 on the way to something: the page that says who looks comes first, then the record in clear, then what it was wanted for.

use xieban_domain::complaint::ComplaintId;
use xieban_domain::number::CaseId;
use xieban_domain::reveal::{Extent, Purpose, Whose};
use xieban_office::{Answer, CaseView, ComplaintRow, Query};
use xieban_term::{Canvas, Code, Key, Tone};

use crate::event::Ticket;
use crate::layer::{Action, KeyHint, Layer, Message, News};
use crate::widget::identity::{failed, look};
use crate::world::World;

type With<T> = Box<dyn Fn(&T, &World) -> Vec<Action>>;

/// What the record is wanted for.
enum Then {
    Case(With<CaseView>),
    Complaint(With<ComplaintRow>),
}

enum RevealStage {
    Begun,
    Noting(Ticket),
    Fetching(Ticket),
    /// It went out of sight meanwhile.
    Gone,
}

/// The way.
pub(crate) struct RevealFlow {
    of: Whose,
    /// What stands on the page.
    purpose: Purpose,
    /// The page of what was just done may be page enough.
    own: bool,
    then: Then,
    stage: RevealStage,
}

impl RevealFlow {
    /// At a case, for this.
    pub(crate) fn new(
        case: CaseId,
        purpose: Purpose,
        then: impl Fn(&CaseView, &World) -> Vec<Action> + 'static,
    ) -> Self {
        let then = Then::Case(Box::new(then));
        Self { of: Whose::Case(case), purpose, own: false, then, stage: RevealStage::Begun }
    }

    /// At a case that its officer has just changed, for a paper of it: the page of that is page enough, for a while.
    pub(crate) fn after_own(case: CaseId, then: impl Fn(&CaseView, &World) -> Vec<Action> + 'static) -> Self {
        Self { own: true, ..Self::new(case, Purpose::Paper, then) }
    }

    /// At a complaint, for a paper of it.
    pub(crate) fn at_complaint(
        complaint: ComplaintId,
        then: impl Fn(&ComplaintRow, &World) -> Vec<Action> + 'static,
    ) -> Self {
        let then = Then::Complaint(Box::new(then));
        let (of, purpose) = (Whose::Complaint(complaint), Purpose::Paper);
        Self { of, purpose, own: false, then, stage: RevealStage::Begun }
    }

    fn note(&mut self, world: &World) -> Vec<Action> {
        self.own = false;
        let (ticket, effect) = world.act(look(self.of, self.purpose));
        self.stage = RevealStage::Noting(ticket);
        vec![Action::Do(effect)]
    }

    fn fetch(&mut self, world: &World) -> Vec<Action> {
        let (ticket, effect) = world.ask(match self.of {
            Whose::Case(id) => Query::CaseInClear(id),
            Whose::Complaint(id) => Query::Complaint(id),
        });
        self.stage = RevealStage::Fetching(ticket);
        vec![Action::Do(effect)]
    }

    /// It has come; in clear, or else there must be a page yet.
    fn take(&mut self, answer: &Result<Answer, String>, world: &World) -> Vec<Action> {
        let actions = match (answer, &self.then) {
            (Ok(Answer::Case(Some(view))), Then::Case(then)) => match view.row.record.extent() {
                Extent::Whole => Some(then(view, world)),
                Extent::Masked | Extent::Contact if self.own => return self.note(world),
                Extent::Masked | Extent::Contact => None,
            },
            (Ok(Answer::Complaint(Some(row))), Then::Complaint(then)) => Some(then(row, world)),
            _ => None,
        };
        let sorry = || vec![Action::Say(Message::bad("没有取到资料，请再试一次。"))];
        [Action::Close].into_iter().chain(actions.unwrap_or_else(sorry)).collect()
    }
}

impl Layer for RevealFlow {
    fn opened(&mut self, world: &World) -> Vec<Action> {
        if self.own { self.fetch(world) } else { self.note(world) }
    }

    fn key(&mut self, key: Key, _: &World) -> Option<Vec<Action>> {
        Some(if key.code == Code::Esc { vec![Action::Close] } else { Vec::new() })
    }

    fn hear(&mut self, news: &News<'_>, world: &World) -> Vec<Action> {
        match (news, &self.stage) {
            (News::Acted(ticket, outcome), RevealStage::Noting(waiting)) if ticket == waiting => {
                match outcome {
                    Ok(_) => self.fetch(world),
                    Err(why) => vec![Action::Close, Action::Say(failed(why))],
                }
            }
            (News::Answer(ticket, answer), RevealStage::Fetching(waiting)) if ticket == waiting => {
                self.take(answer, world)
            }
            _ => Vec::new(),
        }
    }

    fn left(&mut self) {
        self.stage = RevealStage::Gone;
    }

    fn draw(&self, canvas: &mut Canvas<'_>, _: &World) {
        let (width, height) = canvas.size();
        let cells = width.saturating_sub(4).min(40);
        let (x, y) = ((width.saturating_sub(cells)) / 2, height.saturating_sub(3) / 2);
        canvas.frame(x, y, cells, 3, "查看身份");
        canvas.put_in(x + 2, y + 1, cells.saturating_sub(4), "正在取……   Esc 返回", Tone::Dim);
        canvas.cursor(x + 2, y + 1);
    }

    fn hints(&self, _: &World) -> Vec<KeyHint> {
        Vec::new()
    }

    fn name(&self) -> &'static str {
        "查看身份"
    }

    fn floats(&self) -> bool {
        true
    }
}
