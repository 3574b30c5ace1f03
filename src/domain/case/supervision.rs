//! 督办 and 批注 by the two supervising offices (R66). They stand on the case and change nothing else of it; nobody does it to a case of his own.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::dispose::needed;
use super::event::CaseEvent;
use super::flow::Flow;
use super::state::Case;
use crate::codes::list;
use crate::conduct::is_of_the_offices;
use crate::context::Context;
use crate::moment::Moment;
use crate::refusal::{Reason, Refusal, RefusedField, Sentence, plan};
use crate::sealed::{Words, seals};
use crate::staff::StaffCode;

list! {
    /// 督办, by its weight. Never a bare 黄牌: 黄 already means near due.
    Urge { Yellow = "黄牌督办", Red = "红牌督办" }
}

/// 督办 of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Urged {
    pub level: Urge,
    /// Who of the two offices.
    pub by: StaffCode,
    pub at: Moment,
    /// What is to be done.
    pub words: Words,
    /// What the officer answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<UrgeAnswer>,
}

/// The officer's answer to every 督办 that stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UrgeAnswer {
    /// Who answered: the officer, or who acts for him.
    pub by: StaffCode,
    pub at: Moment,
    /// In which words.
    pub words: Words,
}

/// 批注 by one of the two offices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Annotated {
    pub by: StaffCode,
    pub at: Moment,
    pub words: Words,
}

seals!(Urged { words, answer });

impl Case {
    /// The weightiest 督办 that nobody has answered; of two alike the newest.
    pub fn urged(&self) -> Option<&Urged> {
        self.urges.iter().filter(|urged| urged.answer.is_none()).max_by_key(|urged| urged.level)
    }

    /// The officer answered: nothing stands unanswered any more.
    pub(super) fn answer_urges(&mut self, answer: &UrgeAnswer) {
        for urged in self.urges.iter_mut().filter(|urged| urged.answer.is_none()) {
            urged.answer = Some(answer.clone());
        }
    }
}

/// Somebody of the two offices, who is neither its officer, nor acts for him, nor leads it.
pub(super) fn supervises(case: &Case, cx: &Context<'_>) -> Result<(), Refusal> {
    let me = cx.actor.code();
    let own = me == &case.opening.officer
        || case.acting_on(cx.today()) == Some(me)
        || case.leader.as_ref() == Some(me);
    match (is_of_the_offices(&cx.actor.staff), own) {
        (false, _) => Err(Reason::NotAuthorised { role: "所作风办或所行风办".to_owned() }.whole()),
        (true, true) => Err(Supervising::OwnCase.whole()),
        (true, false) => Ok(()),
    }
}

impl Flow {
    pub(super) fn urge(&mut self, level: Urge, words: &str, cx: &Context<'_>) -> Result<(), Refusal> {
        let words = needed(words, Reason::WordsNeeded, RefusedField::Reason)?;
        let by = cx.actor.code().clone();
        self.push(CaseEvent::Urged(Urged { level, by, at: cx.now, words, answer: None }));
        Ok(())
    }

    pub(super) fn annotate(&mut self, words: &str, cx: &Context<'_>) -> Result<(), Refusal> {
        let words = needed(words, Reason::WordsNeeded, RefusedField::Remark)?;
        self.push(CaseEvent::Annotated(Annotated { by: cx.actor.code().clone(), at: cx.now, words }));
        Ok(())
    }

    pub(super) fn answer_urge(&mut self, words: &str, cx: &Context<'_>) -> Result<(), Refusal> {
        if self.case.urged().is_none() {
            return Err(Supervising::NothingUrged.whole());
        }
        let words = needed(words, Reason::WordsNeeded, RefusedField::Reply)?;
        self.push(CaseEvent::UrgeAnswered(UrgeAnswer { by: cx.actor.code().clone(), at: cx.now, words }));
        Ok(())
    }
}

/// Why 督办 or 批注 of a case, or the answer to one, is refused (R66).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Supervising {
    OwnCase,
    NothingUrged,
}

impl Supervising {
    /// This reason, on the field it belongs to.
    pub const fn on(self, field: RefusedField) -> Refusal {
        Reason::Supervising(self).on(field)
    }

    /// This reason, of the command as a whole.
    pub const fn whole(self) -> Refusal {
        self.on(RefusedField::Whole)
    }

    pub(crate) fn told(&self) -> Sentence {
        let say = |code, text: &str| Sentence(code, plan(66), text.to_owned());
        match self {
            Self::OwnCase => say(
                "supervises_own_case",
                "本件由您经办、代办或分管，不能自己督办、批注，请换所作风办或所行风办另一位办理。",
            ),
            Self::NothingUrged => say("nothing_urged", "本件没有等待答复的督办，请刷新后再看。"),
        }
    }
}
