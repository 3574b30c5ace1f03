//! 本所人员: who works here, in which post, and what the post allows (R11, R14, R45).

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use xieban_words::canonical;
use xieban_words::pinyin::{Fit, Spelled};

use super::moment::Moment;

mod grant;
mod keep;
mod photograph;

pub use grant::{AppointingPaper, GrantFacts, RoleConsent, SETTLED, consent_to_pin, takes_consent};
pub(super) use keep::{keep, kept};
pub use photograph::KeepPhotograph;
pub(super) use photograph::keep as keep_photograph;

/// The code by which a member of staff signs in and stands on every page, e.g. `S01`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct StaffCode(pub String);

impl std::fmt::Display for StaffCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for StaffCode {
    fn from(code: &str) -> Self {
        Self(code.to_owned())
    }
}

/// What a person may be here. One person may hold several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 协办员.
    #[serde(alias = "协办员")]
    Officer,
    /// 值班领导.
    #[serde(alias = "值班领导")]
    DutyLeader,
    /// 所主要负责人, the 第一责任人.
    #[serde(alias = "所主要负责人")]
    Head,
    /// 所作风办.
    #[serde(alias = "所作风办")]
    ConductOffice,
    /// 所行风办.
    #[serde(alias = "所行风办")]
    DisciplineOffice,
    /// 系统管理员.
    #[serde(alias = "系统管理员")]
    Administrator,
}

impl Role {
    /// Every role, in the order of menus.
    pub const ALL: [Self; 6] = [
        Self::Officer,
        Self::DutyLeader,
        Self::Head,
        Self::ConductOffice,
        Self::DisciplineOffice,
        Self::Administrator,
    ];

    /// Judges others, or reads what is kept from most: whoever holds it is not made by one hand.
    pub const fn judges(self) -> bool {
        match self {
            Self::Officer | Self::Administrator => false,
            Self::DutyLeader | Self::Head | Self::ConductOffice | Self::DisciplineOffice => true,
        }
    }

    /// The role's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Officer => "协办员",
            Self::DutyLeader => "值班领导",
            Self::Head => "所主要负责人",
            Self::ConductOffice => "所作风办",
            Self::DisciplineOffice => "所行风办",
            Self::Administrator => "系统管理员",
        }
    }

    /// The names of several, with this between them.
    pub fn names<'a>(roles: impl IntoIterator<Item = &'a Self>, between: &str) -> String {
        roles.into_iter().map(|role| role.name()).collect::<Vec<_>>().join(between)
    }
}

/// The rank that eligibility for duty looks at (R11, R14).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Rank {
    /// 班子成员.
    #[serde(alias = "班子成员")]
    Leadership,
    /// 中层干部.
    #[serde(alias = "中层")]
    Middle,
    /// 一般人员.
    #[serde(alias = "一般")]
    Ordinary,
}

impl Rank {
    /// The rank's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Leadership => "班子成员",
            Self::Middle => "中层",
            Self::Ordinary => "一般",
        }
    }
}

/// A name that somebody had before it was corrected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameBefore {
    pub name: String,
    /// When it was corrected.
    pub until: Moment,
}

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Staff {
    /// 人员代码.
    pub code: StaffCode,
    /// 姓名.
    pub name: String,
    /// 职务.
    pub post: String,
    /// 班子成员, 中层 or 一般.
    pub rank: Rank,
    /// 在编.
    pub established: bool,
    /// Roles held.
    #[serde(default)]
    pub roles: BTreeSet<Role>,
    /// 排序 by rank; never by pinyin.
    #[serde(default)]
    pub order: u16,
    /// 工作证号.
    #[serde(default)]
    pub badge: String,
    /// 科室.
    #[serde(default)]
    pub department: String,
    /// 办公地点.
    #[serde(default)]
    pub place: String,
    /// 办公电话.
    #[serde(default)]
    pub phone: String,
    /// 手机.
    #[serde(default)]
    pub mobile: String,
    /// Still works here.
    #[serde(default = "yes")]
    pub active: bool,
    /// 局管: managed by the bureau, which alone may deal with the person's conduct.
    #[serde(default, skip_serializing_if = "super::is_false")]
    pub bureau: bool,
    /// 照片: the hash of a picture in the store, set by [`KeepPhotograph`]; in an entry of an older program the name of a file in the
    /// folder `photos` beside the store. Empty where there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub photo: String,
    /// 更名原因: why this name takes the place of another one. It stands on its page, not in the directory.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// 任命文件: the paper by which a role of judgement is given or taken. It stands on its page, not in the directory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appointed: Option<AppointingPaper>,
    /// The names before this one, the oldest first; made of the pages that corrected them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(skip)]
    pub before: Vec<NameBefore>,
}

const fn yes() -> bool {
    true
}

impl Staff {
    /// Somebody of whom nothing is known but his code and his name: 一般, without a role, here.
    pub fn new(code: &str, name: &str) -> Self {
        Self {
            code: StaffCode::from(code),
            name: name.to_owned(),
            post: String::new(),
            rank: Rank::Ordinary,
            established: false,
            roles: BTreeSet::new(),
            order: 0,
            badge: String::new(),
            department: String::new(),
            place: String::new(),
            phone: String::new(),
            mobile: String::new(),
            active: true,
            bureau: false,
            photo: String::new(),
            reason: String::new(),
            appointed: None,
            before: Vec::new(),
        }
    }

    /// The name at a moment: what was issued then bears it for ever.
    fn name_at(&self, at: Moment) -> &str {
        let before = self.before.iter().find(|before| at <= before.until);
        before.map_or(&self.name, |before| &before.name)
    }

    /// May be rostered as 协办员 (R11): 在编, 中层, still here.
    pub const fn may_be_officer(&self) -> bool {
        self.active && self.established && matches!(self.rank, Rank::Middle)
    }

    /// May be rostered as 值班领导 (R14): of the leadership, still here.
    pub const fn may_lead(&self) -> bool {
        self.active && matches!(self.rank, Rank::Leadership)
    }

    /// Holds a role of judgement now.
    pub fn judges(&self) -> bool {
        self.active && self.roles.iter().any(|role| role.judges())
    }

    /// Holds this role now.
    pub fn is(&self, role: Role) -> bool {
        self.active && self.roles.contains(&role)
    }
}

/// Everybody who works or worked here, by code.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Directory(pub BTreeMap<StaffCode, Staff>);

impl Directory {
    /// A member of staff by code.
    pub fn get(&self, code: &StaffCode) -> Option<&Staff> {
        self.0.get(code)
    }

    /// A person's name, or the code where nobody has it.
    pub fn name<'a>(&'a self, code: &'a StaffCode) -> &'a str {
        self.get(code).map_or(code.0.as_str(), |staff| &staff.name)
    }

    /// Takes in an entry that was kept at a moment. A code is one person for ever: another name is a correction of his.
    pub fn keep(&mut self, entry: &Staff, at: Moment) {
        let mut entry = Staff { reason: String::new(), appointed: None, before: Vec::new(), ..entry.clone() };
        if let Some(was) = self.0.remove(&entry.code) {
            entry.before = was.before;
            if was.name != entry.name {
                entry.before.push(NameBefore { name: was.name, until: at });
            }
        }
        self.0.insert(entry.code.clone(), entry);
    }

    /// The same people as they were called at a moment.
    pub fn as_at(&self, at: Moment) -> Cow<'_, Self> {
        if self.0.values().all(|staff| staff.name_at(at) == staff.name) {
            return Cow::Borrowed(self);
        }
        let mut then = self.clone();
        for staff in then.0.values_mut() {
            staff.name = staff.name_at(at).to_owned();
        }
        Cow::Owned(then)
    }

    /// Whoever has this code but for its case: codes are of one case.
    pub fn alike(&self, code: &StaffCode) -> Option<&Staff> {
        self.get(code).or_else(|| self.0.values().find(|staff| staff.code.0.eq_ignore_ascii_case(&code.0)))
    }

    /// Who is meant by a code, a name, its pinyin or its initials: somebody's code first of all, and nobody who has left.
    pub fn meant(&self, typed: &str) -> Vec<&Staff> {
        let code = StaffCode(canonical::number(typed).to_uppercase());
        if let Some(staff) = self.get(&code).filter(|staff| staff.active) {
            return vec![staff];
        }
        let query = canonical::query(typed);
        let sounds = |staff: &&Staff| Spelled::new(&staff.name).fit(&query) == Some(Fit::Whole);
        self.active().into_iter().filter(sounds).collect()
    }

    /// Everybody still here, in order of rank (排序), then by code.
    pub fn active(&self) -> Vec<&Staff> {
        let mut list: Vec<_> = self.0.values().filter(|staff| staff.active).collect();
        list.sort_by_key(|staff| (staff.order, &staff.code));
        list
    }
}
