//! Everything that can be asked of the program. Closed and serialisable: the desk, scripts and imports all speak it.
//!
//! On the wire a command is one flat object: `do` names it; one about a case also has `case`, and `version` if it is to be
//! refused when somebody else has changed the case meanwhile.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use super::absence::KeepAbsence;
use super::acting::{ActFor, AnswerActing};
use super::appointment::{AboutAppointment, ProposeAppointment};
use super::assessment::KeepScheme;
use super::case::{CaseCommand, Register};
use super::complaint::{AboutComplaint, TakeComplaint};
use super::conduct::{AboutFile, TakeIn};
use super::duty::DutyDay;
use super::host_clock::ConfirmClock;
use super::notice::EnterNotice;
use super::number::{CaseId, Form};
use super::opinion::{AnswerOpinion, EnterOpinion, PublishOpinion};
use super::premises::{
    CheckFacility, KeepGroup, KeepMilestone, KeepPublicity, KeepRule, KeepTraining, LeaveSeat, PostRule,
    RecordPublication, TakeSeat,
};
use super::report::SignReport;
use super::reveal::Reveal;
use super::review::HoldReview;
use super::roster::{
    AmendRoster, AnswerSwap, ApproveRoster, DraftRoster, KeepRoster, PostRoster, ProposeSwap, Replace,
    ReportRoster,
};
use super::settings::SettingsChange;
use super::shift::LeaveShift;
use super::staff::{KeepPhotograph, Staff};
use super::units::KeepUnit;
use super::waiting::{ArrivalId, Arrive};

/// Something asked of the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// 登记.
    Register(Box<Register>),
    /// Something asked of a case.
    Case {
        id: CaseId,
        /// The version it was made for; `None` does not mind changes.
        version: Option<u32>,
        command: CaseCommand,
    },
    /// Something asked of the office.
    Office(OfficeCommand),
}

/// Something asked of the office itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum OfficeCommand {
    /// Change settings.
    ChangeSettings(Box<SettingsChange>),
    /// Enter somebody in the staff directory, or change his entry.
    KeepStaff(Box<Staff>),
    /// Set somebody's photograph, or take it away.
    KeepPhotograph(KeepPhotograph),
    /// Keep or confirm what is known of another unit.
    KeepUnit(KeepUnit),
    /// 离岗: enter, correct or cancel an absence.
    KeepAbsence(KeepAbsence),
    /// 代办 for several cases, proposed to the leader.
    ProposeActing(ActFor),
    /// The leader's answer to a proposal of 代办.
    AnswerActing(AnswerActing),
    /// 代办决定 by the leader, for several cases: all or none.
    AppointActingFor(ActFor),
    /// Enter the duty of a day.
    EnterDuty(DutyDay),
    /// A new version of one of the office's working rules.
    KeepRule(KeepRule),
    /// 上墙 of one of them.
    PostRule(PostRule),
    /// A training, planned or held.
    KeepTraining(KeepTraining),
    /// 宣传.
    KeepPublicity(KeepPublicity),
    /// 更新公示: today's people have been made known.
    RecordPublication(RecordPublication),
    /// A milestone of the launch is done.
    KeepMilestone(KeepMilestone),
    /// 作风建设领导小组.
    KeepGroup(KeepGroup),
    /// 开门检查 of a facility.
    CheckFacility(CheckFacility),
    /// 离座.
    LeaveSeat(LeaveSeat),
    /// 回座.
    TakeSeat(TakeSeat),
    /// 安排表: draft a quarter.
    DraftRoster(DraftRoster),
    /// 安排表: keep an edited draft.
    KeepRoster(KeepRoster),
    /// 安排表: 批准.
    ApproveRoster(ApproveRoster),
    /// 安排表: 公示.
    PostRoster(PostRoster),
    /// 安排表: 报送.
    ReportRoster(ReportRoster),
    /// 安排表: 更正, a further version.
    AmendRoster(AmendRoster),
    /// 换班, proposed.
    ProposeSwap(ProposeSwap),
    /// 换班, answered.
    AnswerSwap(AnswerSwap),
    /// 替班 by the leader.
    ReplaceOnDuty(Replace),
    /// 临时顶岗, today.
    StandIn(StandIn),
    /// 到所: somebody came and waits.
    Arrive(Arrive),
    /// 咨询即答 +1.
    Tally(Tally),
    /// 来访人离开.
    VisitorLeft(VisitorLeft),
    /// 签退说明: why something is left undone at the last slot.
    LeaveShift(LeaveShift),
    /// 来电查询: a case is looked at for somebody who rings up.
    LookUp(LookUp),
    /// 查看身份: who it is, is shown to somebody who says what for.
    Reveal(Reveal),
    /// Take the store as it is, though it is not what was witnessed: after a restore, after a loss.
    AcceptStore(AcceptStore),
    /// 核定: the date that the host's clock shows is today's, though the clock is not believed.
    ConfirmClock(ConfirmClock),
    /// 投诉登记.
    TakeComplaint(Box<TakeComplaint>),
    /// Something about a complaint that was taken in.
    Complaint(Box<AboutComplaint>),
    /// 作风投诉登记.
    TakeConduct(Box<TakeIn>),
    /// Something about a file behind the wall.
    Conduct(Box<AboutFile>),
    /// 意见本: a page is entered.
    EnterOpinion(EnterOpinion),
    /// 意见本: a page is answered.
    AnswerOpinion(AnswerOpinion),
    /// 意见本: a page is published, or no more.
    PublishOpinion(PublishOpinion),
    /// 评议 that was held.
    HoldReview(Box<HoldReview>),
    /// 任免, proposed.
    ProposeAppointment(Box<ProposeAppointment>),
    /// Something about a 任免 that was proposed.
    Appointment(Box<AboutAppointment>),
    /// 报表签发.
    SignReport(SignReport),
    /// 考核规则: a further version.
    KeepScheme(Box<KeepScheme>),
    /// 放假安排: a year's notice, its amendment, or an order of the city.
    EnterNotice(EnterNotice),
    /// Erase the private texts of those whose cases have all been closed longer than the office keeps them.
    EraseIdentities(EraseIdentities),
}

/// Erase what is kept no longer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EraseIdentities {}

/// The store is taken as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptStore {
    /// Why.
    pub reason: String,
    /// The highest number of this year on any paper that was given out, by form: where no witness has kept them. None was given out: 0.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub highest: BTreeMap<Form, u32>,
}

/// 来电查询.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LookUp {
    /// The case.
    pub number: CaseId,
}

/// 临时顶岗.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StandIn {
    /// Why.
    pub reason: String,
}

/// 咨询即答.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Tally {
    /// The arrival it ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arrival: Option<ArrivalId>,
}

/// 来访人离开.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VisitorLeft {
    /// Why.
    pub reason: String,
    /// The arrival it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrival: Option<ArrivalId>,
}

impl Command {
    /// The command's name on the wire.
    pub fn name(&self) -> String {
        let value = serde_json::to_value(self).unwrap_or_default();
        value.get("do").and_then(Value::as_str).unwrap_or_default().to_owned()
    }
}

impl Serialize for Command {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::Error as _;
        let object = |value: Result<Value, serde_json::Error>| match value {
            Ok(Value::Object(map)) => Ok(map),
            Ok(_) => Err(S::Error::custom("a command is an object")),
            Err(error) => Err(S::Error::custom(error)),
        };
        let map = match self {
            Self::Register(register) => {
                let mut map = object(serde_json::to_value(register))?;
                map.insert("do".to_owned(), Value::from("register"));
                map
            }
            Self::Case { id, version, command } => {
                let mut map = object(serde_json::to_value(command))?;
                map.insert("case".to_owned(), Value::from(id.to_string()));
                map.extend(version.map(|version| ("version".to_owned(), Value::from(version))));
                map
            }
            Self::Office(command) => object(serde_json::to_value(command))?,
        };
        map.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Command {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error as _;
        let mut map = Map::deserialize(deserializer)?;
        let id = map.remove("case");
        // Of a case the version is the envelope's; everything else that has one has it as a field.
        let version = id.as_ref().and_then(|_| map.remove("version"));
        let wrong = |error: serde_json::Error| D::Error::custom(error);
        match (id, map.get("do").and_then(Value::as_str)) {
            (Some(id), _) => Ok(Self::Case {
                id: serde_json::from_value(id).map_err(wrong)?,
                version: version.map(serde_json::from_value).transpose().map_err(wrong)?,
                command: serde_json::from_value(Value::Object(map)).map_err(wrong)?,
            }),
            (None, Some("register")) => {
                map.remove("do");
                serde_json::from_value(Value::Object(map))
                    .map(|register| Self::Register(Box::new(register)))
                    .map_err(wrong)
            }
            (None, _) => serde_json::from_value(Value::Object(map)).map(Self::Office).map_err(wrong),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_one_flat_object() {
        let line = r#"{"do":"register","visitor":{"name":"张三","id_type":"居民身份证","phone":"13800138000"},"matter":"GW01","materials":[{"name":"卫生许可证申请表","state":"收"}]}"#;
        let command: Command = serde_json::from_str(line).unwrap();
        assert!(matches!(&command, Command::Register(register) if register.visitor.name == "张三"));
        let back: Command = serde_json::from_str(&serde_json::to_string(&command).unwrap()).unwrap();
        assert_eq!(back, command);
        let on_case: Command =
            serde_json::from_str(r#"{"do":"finish","case":"2026-1","version":3,"summary":"已办"}"#).unwrap();
        assert!(matches!(on_case, Command::Case { version: Some(3), .. }));
        assert_eq!(on_case.name(), "finish");
        for wrong in [r#"{"do":"fly"}"#, r#"{"do":"finish","case":"x"}"#, r#"{"do":"tally","x":1}"#, "{}"] {
            assert!(serde_json::from_str::<Command>(wrong).is_err(), "{wrong}");
        }
    }
}
