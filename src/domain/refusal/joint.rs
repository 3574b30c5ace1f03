//! Why something cannot be done with a 联办件, or with a matter that may be one (R40, R57–R59, R65).

use super::{Reason, Refusal, RefusedField, Sentence, plan};

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JointGate {
    SingleOrJoint { chains: usize },
    WhichChain { chains: String },
    ChainIsJoint,
    NotJoint,
    ForeignStage { stages: usize },
    OwnStage,
    StageDone,
    WhatWasShown,
    WhoSaidIt,
    NotOurTurn { unit: String },
    OwnStageFirst { title: String },
    LastStage,
    GoesOn { unit: String },
    OursOpen { title: String },
    FirstUnitFirst { unit: String },
    AllDone,
}

impl JointGate {
    /// This reason, on the field it belongs to.
    pub const fn on(self, field: RefusedField) -> Refusal {
        Reason::Joint(self).on(field)
    }

    /// This reason, of the command as a whole.
    pub const fn whole(self) -> Refusal {
        self.on(RefusedField::Whole)
    }

    pub(super) fn told(&self) -> Sentence {
        let say = |code, basis, text: &str| Sentence(code, basis, text.to_owned());
        match self {
            Self::SingleOrJoint { chains } => Sentence(
                "single_or_joint",
                plan(40),
                format!("本事项也在{chains}套联办流程里：只办本项选单办，整套办选联办。"),
            ),
            Self::WhichChain { chains } => {
                Sentence("which_chain", plan(40), format!("本事项在几套联办流程里，请选一套：{chains}。"))
            }
            Self::ChainIsJoint => {
                say("chain_is_joint", plan(40), "整套流程按联办件登记；只办其中一项的，请改选那一项。")
            }
            Self::NotJoint => say("not_joint", plan(40), "本件不是联办件，没有联办环节。"),
            Self::ForeignStage { stages } => {
                Sentence("foreign_stage", plan(58), format!("本件的联办流程只有{stages}个环节，请从中选择。"))
            }
            Self::OwnStage => {
                say("own_stage", plan(58), "这是本所的环节，由本所办理，不用服务对象出示证明。")
            }
            Self::StageDone => say("stage_done", plan(58), "这个环节已经登记办完，不用再登记。"),
            Self::WhatWasShown => say("what_was_shown", plan(58), "请写明出示了什么证照或对方说了什么。"),
            Self::WhoSaidIt => say("who_said_it", plan(58), "电话确认须写明对方姓名和电话。"),
            Self::NotOurTurn { unit } => Sentence(
                "not_our_turn",
                plan(59),
                format!("现在轮到{unit}的环节，请先导引到那里；办完后出示证明再办本所的环节。"),
            ),
            Self::OwnStageFirst { title } => Sentence(
                "own_stage_first",
                plan(57),
                format!("本所的环节“{title}”还没有办完，办完后再导引到下一单位。"),
            ),
            Self::LastStage => say("last_stage", plan(57), "本所已是最后一个环节，直接办结即可。"),
            Self::GoesOn { unit } => Sentence(
                "goes_on",
                plan(57),
                format!("后面还有{unit}的环节：先作“本环节办完”，再导引到那里。"),
            ),
            Self::OursOpen { title } => Sentence(
                "ours_open",
                plan(65),
                format!("本所的环节“{title}”还没有办完，也没有移交给当前单位，不能办结。"),
            ),
            Self::FirstUnitFirst { unit } => {
                Sentence("first_unit_first", plan(59), format!("联办件先到{unit}，请导引到那里。"))
            }
            Self::AllDone => say("all_done", plan(57), "联办流程各环节都已办完，不用再导引。"),
        }
    }
}
