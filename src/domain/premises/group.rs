//! 作风建设领导小组: one or two heads whose post is 党政主要领导, members, its office (R9).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::context::Context;
use crate::refusal::{Premises, Reason, Refusal, RefusedField};
use crate::staff::{Rank, Staff, StaffCode};
use crate::visitor::line;

/// The group as it is entered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct KeepGroup {
    /// 组长, one or two.
    pub heads: Vec<StaffCode>,
    /// 成员.
    pub members: Vec<StaffCode>,
    /// 办公室: where it has its office.
    pub office: String,
}

/// The group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// 组长.
    pub heads: Vec<StaffCode>,
    /// 成员.
    pub members: Vec<StaffCode>,
    /// 办公室.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub office: String,
}

/// 党政主要领导: the first man of the office or of its party organisation, nobody's deputy.
pub fn is_principal(staff: &Staff) -> bool {
    let post = staff.post.trim();
    let first = ["所长", "书记", "主任"].iter().any(|title| post.contains(title));
    let deputy = ["副", "助理", "纪检"].iter().any(|word| post.contains(word));
    staff.active && staff.rank == Rank::Leadership && first && !deputy
}

pub(super) fn keep(keep: &KeepGroup, cx: &Context<'_>) -> Result<Group, Refusal> {
    if keep.heads.is_empty() || keep.heads.len() > 2 {
        return Err(Premises::OneOrTwoHeads.on(RefusedField::Head));
    }
    for code in &keep.heads {
        let head = cx.colleague(code)?;
        if !is_principal(head) {
            return Err(Premises::NotPrincipal { name: head.name.clone() }.on(RefusedField::Head));
        }
    }
    for code in &keep.members {
        cx.colleague(code)?;
    }
    let group = Group {
        heads: keep.heads.clone(),
        members: keep.members.clone(),
        office: line(&keep.office, RefusedField::Department)?,
    };
    match cx.facts.books.records.group.as_ref() == Some(&group) {
        true => Err(Reason::NothingChanged.whole()),
        false => Ok(group),
    }
}
