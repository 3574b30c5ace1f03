//! 制度登记 as it is kept and read: new versions, 上墙, and the list with the office's three rules always on it (R30–R32, R67).

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Entered;
use crate::context::Context;
use crate::documents::{self, Document, Library, Shelf};
use crate::refusal::{Premises, Reason, Refusal, RefusedField};
use crate::regulation::{Posting, Regulation, RuleStanding, RuleVersion};
use crate::visitor::{line, words};

/// Paragraphs of a text.
const LONGEST: usize = 400;

/// A new version of a rule, or its first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct KeepRule {
    /// Its name in the register: small letters, digits, `_`; `system`, `accountability`, `flow` are the three of the plan.
    pub name: String,
    /// 标题; that of the version before where it is empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// 生效日期; absent while it is a draft.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub effective: Option<NaiveDate>,
    /// 活动.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// The text, a paragraph each; absent where it is the one the program brings, or hangs elsewhere.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub text: Vec<String>,
    /// 废止 from its 生效日期 on.
    #[serde(skip_serializing_if = "crate::is_false")]
    pub retired: bool,
}

/// 上墙 of the version in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PostRule {
    /// The rule.
    pub name: String,
    /// Since when.
    #[schemars(with = "String")]
    pub date: NaiveDate,
    /// Where.
    pub place: String,
    /// 统一样式、批次 that it follows.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub format: String,
}

/// A line of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterEntry {
    pub name: String,
    /// 标题.
    pub title: String,
    /// How it stands.
    pub standing: RuleStanding,
    /// The version that holds, else the newest; none where the office has said nothing of it yet.
    pub version: Option<RuleVersion>,
}

/// The register on a day: the three rules of the plan first, then the office's own.
pub fn register(library: &Library<'_>) -> Vec<RegisterEntry> {
    let ours = library.all().into_iter().filter(|document| document.shelf == Shelf::Rules);
    let (names, titles): (Vec<String>, Vec<String>) =
        ours.map(|Document { name, title, .. }| (name, title)).unzip();
    let all = &library.regulations.0;
    let more = all.keys().filter(|name| !names.contains(name));
    let of = |name: &String, title: Option<&String>| {
        let rule = all.get(name);
        let version = rule.and_then(|rule| rule.in_force(library.today).or_else(|| rule.newest()));
        let own = version.map(|version| version.title.clone()).filter(|title| !title.is_empty());
        RegisterEntry {
            name: name.clone(),
            title: own.or_else(|| title.cloned()).unwrap_or_else(|| name.clone()),
            standing: rule.map_or(RuleStanding::NotYet, |rule| rule.standing(library.today)),
            version: version.cloned(),
        }
    };
    let first = names.iter().zip(&titles).map(|(name, title)| of(name, Some(title)));
    first.chain(more.map(|name| of(name, None))).collect()
}

pub(super) fn keep(keep: &KeepRule, cx: &Context<'_>) -> Result<Entered, Refusal> {
    let name = keep.name.trim().to_owned();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if name.is_empty() || name.len() > 24 || !name.chars().all(plain) {
        return Err(Premises::RuleName.on(RefusedField::Name));
    }
    let before = cx.facts.books.records.regulations.0.get(&name).and_then(Regulation::newest);
    let mut title = line(&keep.title, RefusedField::Name)?;
    if title.is_empty() {
        title = before.map(|before| before.title.clone()).unwrap_or_default();
    }
    if title.is_empty() && !documents::is_ours(&name) {
        return Err(Premises::TitleNeeded.on(RefusedField::Name));
    }
    if keep.retired && (before.is_none() || keep.effective.is_none()) {
        return Err(Premises::RetireNeedsDate.on(RefusedField::Limit));
    }
    if keep.text.len() > LONGEST {
        return Err(Reason::TooLong { longest: LONGEST }.on(RefusedField::Summary));
    }
    let each =
        |texts: &[String], field| texts.iter().map(|text| words(text, field)).collect::<Result<Vec<_>, _>>();
    let mut tags = each(&keep.tags, RefusedField::Remark)?;
    tags.retain(|tag| !tag.is_empty());
    let mut text = each(&keep.text, RefusedField::Summary)?;
    if text.is_empty() {
        text = before.map(|before| before.text.clone()).unwrap_or_default();
    }
    let version = RuleVersion {
        number: before.map_or(1, |before| before.number.saturating_add(1)),
        title,
        effective: keep.effective,
        tags,
        text,
        retired: keep.retired,
        at: cx.now,
        by: cx.actor.code().clone(),
        posted: None,
    };
    let same = |before: &RuleVersion| {
        (&before.title, before.effective, &before.tags, &before.text, before.retired)
            == (&version.title, version.effective, &version.tags, &version.text, version.retired)
    };
    match before.is_some_and(same) {
        true => Err(Reason::NothingChanged.whole()),
        false => Ok(Entered::Rule { name, version: Box::new(version) }),
    }
}

pub(super) fn post(post: &PostRule, cx: &Context<'_>) -> Result<Entered, Refusal> {
    let name = post.name.trim().to_owned();
    let rule = cx.facts.books.records.regulations.0.get(&name);
    let holds = rule.and_then(|rule| rule.in_force(cx.today())).filter(|version| !version.retired);
    let version = holds.ok_or_else(|| Premises::RuleNotInForce.on(RefusedField::Name))?;
    if post.date > cx.today() {
        return Err(Premises::NotYetDone.on(RefusedField::Limit));
    }
    let (place, format) =
        (line(&post.place, RefusedField::Address)?, line(&post.format, RefusedField::Remark)?);
    if place.is_empty() {
        return Err(Premises::PlaceNeeded.on(RefusedField::Address));
    }
    let posting = Posting { date: post.date, place, format, by: cx.actor.code().clone() };
    Ok(Entered::Posted { name, number: version.number, posting })
}
