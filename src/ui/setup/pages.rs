//! The pages of the set-up and their fields, filled in beforehand as far as anybody can know.

use serde::{Deserialize, Serialize};
use xieban_domain::catalogue::Era;
use xieban_domain::founding::Given;
use xieban_domain::number::Form as Numbered;
use xieban_domain::pin;
use xieban_domain::settings::{Hours, Settings};
use xieban_domain::visitor::LONGEST_LINE;

use crate::form::Form;

/// A page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum SetupPage {
    Purpose,
    Office,
    Departments,
    Officer,
    Leader,
    Numbers,
    Pins,
    Review,
}

/// One of the first two people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Who {
    Officer,
    Leader,
}

/// What is asked of him.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum PersonFact {
    Name,
    Code,
    Post,
    /// The rank that his duty asks for (R11, R14).
    Fits,
    /// 所主要负责人.
    Head,
    Place,
    Phone,
    Mobile,
    Badge,
}

/// A field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum SetupField {
    Purpose,
    Office,
    Prefix,
    Morning,
    Afternoon,
    Hotline,
    Sms,
    HotlineOf,
    Bureau,
    BureauOffice,
    ReviewBody,
    Court,
    Department(usize),
    Person(Who, PersonFact),
    Used(Numbered),
    Founder,
    FounderName,
    FounderCode,
    Pin,
    PinAgain,
    PinOf(Who),
    Sure,
}

impl SetupField {
    /// Never kept in a file.
    pub(super) const fn is_pin(self) -> bool {
        matches!(self, Self::Pin | Self::PinAgain | Self::PinOf(_))
    }
}

/// How many 科室 there is room for.
pub(super) const DEPARTMENTS: usize = 10;

impl SetupPage {
    /// Every page, in order.
    pub(super) const ALL: [Self; 8] = [
        Self::Purpose,
        Self::Office,
        Self::Departments,
        Self::Officer,
        Self::Leader,
        Self::Numbers,
        Self::Pins,
        Self::Review,
    ];

    fn place(self) -> usize {
        Self::ALL.iter().position(|page| *page == self).unwrap_or(0)
    }

    pub(super) fn before(self) -> Option<Self> {
        self.place().checked_sub(1).and_then(|at| Self::ALL.get(at)).copied()
    }

    pub(super) fn after(self) -> Self {
        Self::ALL.get(self.place() + 1).copied().unwrap_or(self)
    }

    /// `第2步，共7步`; nothing before the first.
    pub(super) fn step(self) -> String {
        match self.place() {
            0 => String::new(),
            step => format!("第{step}步，共{}步", Self::ALL.len() - 1),
        }
    }

    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Purpose => "怎么用",
            Self::Office => "本所",
            Self::Departments => "科室",
            Self::Officer => "协办员",
            Self::Leader => "值班领导",
            Self::Numbers => "今年用过的编号",
            Self::Pins => "系统管理员和密码",
            Self::Review => "核对",
        }
    }

    /// What stands above the fields.
    pub(super) const fn says(self) -> &'static str {
        match self {
            Self::Purpose => {
                "这里还没有台账。正式使用要填七页，大约五分钟，已填好的照原样按 F8；也可以先在装满样例的练习库里试，以后再正式使用。"
            }
            Self::Office => {
                "核对本所的名称、时间和两个作风投诉号码。编号写成“字头+协〔年〕号”。投诉号码只能改，不能空着。"
            }
            Self::Departments => "件在哪些科室里流转，一栏一个；没有的清空，少的补上。以后可以再加。",
            Self::Officer => "先登记一名协办员：须是在编的中层干部。其他人以后在“系统设置”里加。",
            Self::Leader => "再登记一名值班领导：须是班子成员，和协办员不是同一人。",
            Self::Numbers => "今年在纸上已经编到几号，电脑就从下一号接着编。没有用过的写0。",
            Self::Pins => {
                "系统管理员管人员和设置，可以由前两人兼任。初始密码告诉本人，首次签到后由本人更换。"
            }
            Self::Review => "核对以下内容。建立以后都还能改，每次改动记一页。",
        }
    }
}

/// `08:30-12:00`.
pub(crate) fn written(hours: Hours) -> String {
    format!("{}-{}", hours.from, hours.to)
}

/// The fields of a page.
pub(super) fn form(page: SetupPage, given: &Given) -> Form<SetupField> {
    match page {
        SetupPage::Purpose => {
            Form::new().choice(SetupField::Purpose, "用途", ["正式使用", "先练习"], Some(0))
        }
        SetupPage::Office => office(given),
        SetupPage::Departments => {
            let proposed: Vec<&str> =
                given.catalogue.departments.iter().map(|dept| dept.name.as_str()).collect();
            let mut form = Form::new();
            for at in 0..DEPARTMENTS {
                form = form.text_field(SetupField::Department(at), &format!("科室{}", at + 1), 30);
                form.set_text(SetupField::Department(at), proposed.get(at).copied().unwrap_or_default());
            }
            form
        }
        SetupPage::Officer => person(Who::Officer, "S01", "在编中层"),
        SetupPage::Leader => person(Who::Leader, "L01", "班子成员"),
        SetupPage::Numbers => {
            let mut form = Form::new();
            for numbered in Numbered::ALL {
                form = form.text_field(SetupField::Used(*numbered), numbered.name(), 9);
                form.set_text(SetupField::Used(*numbered), "0");
            }
            form
        }
        SetupPage::Pins => {
            let mut form = Form::new()
                .choice(SetupField::Founder, "管理员", ["另一人"], Some(0))
                .text_field(SetupField::FounderName, "姓名", 30)
                .text_field(SetupField::FounderCode, "代码", 12)
                .secret(SetupField::Pin, "管理员密码")
                .secret(SetupField::PinAgain, "再输一次")
                .text_field(SetupField::PinOf(Who::Officer), "初始密码", pin::LONGEST)
                .text_field(SetupField::PinOf(Who::Leader), "初始密码", pin::LONGEST);
            form.set_text(SetupField::FounderCode, "A01");
            form
        }
        SetupPage::Review => Form::new().choice(SetupField::Sure, "建立台账", ["否", "是"], Some(0)),
    }
}

fn office(given: &Given) -> Form<SetupField> {
    let defaults = Settings::default();
    let [morning, afternoon] = defaults.hours;
    // As they are called today; the plan's names hold where nothing was ever said.
    let today = |unit: &str, plan: &str| {
        let unit = given.catalogue.unit(&unit.into());
        unit.and_then(|unit| unit.name(Era::Now)).unwrap_or(plan).to_owned()
    };
    let rows: [(SetupField, &str, String, &str); 11] = [
        (SetupField::Office, "单位名称", defaults.office.clone(), ""),
        (SetupField::Prefix, "编号字头", defaults.prefix.clone(), ""),
        (SetupField::Morning, "上午", written(morning), "写作08:30-12:00"),
        (SetupField::Afternoon, "下午", written(afternoon), ""),
        (SetupField::Hotline, "投诉电话", defaults.hotline.clone(), ""),
        (SetupField::Sms, "投诉短信", defaults.sms.clone(), ""),
        (SetupField::HotlineOf, "受理单位", defaults.hotline_of.clone(), "两个投诉号码是谁的"),
        (SetupField::Bureau, "主管局", today("WSJ", &defaults.bureau), ""),
        (SetupField::BureauOffice, "安排表报送", today("JZFB", &defaults.bureau_office), ""),
        (SetupField::ReviewBody, "复议机关", defaults.review_body.clone(), "可先空着，出退回件前补"),
        (SetupField::Court, "法院", defaults.court.clone(), "可先空着，出退回件前补"),
    ];
    let mut form = Form::new();
    for (id, label, text, note) in rows {
        form = form.text_field(id, label, LONGEST_LINE);
        form.set_text(id, &text);
        form.note(id, note);
    }
    form
}

fn person(who: Who, code: &str, fits: &str) -> Form<SetupField> {
    let id = |fact| SetupField::Person(who, fact);
    let mut form = Form::new()
        .text_field(id(PersonFact::Name), "姓名", 30)
        .text_field(id(PersonFact::Code), "签到代码", 12)
        .text_field(id(PersonFact::Post), "职务", 30)
        .choice(id(PersonFact::Fits), fits, ["是", "否"], Some(0));
    if who == Who::Leader {
        form = form.choice(id(PersonFact::Head), "主要负责人", ["否", "是"], Some(0));
        form.note(id(PersonFact::Head), "所主要负责人是第一责任人");
    }
    let mut form = form
        .text_field(id(PersonFact::Place), "办公地点", 40)
        .text_field(id(PersonFact::Phone), "办公电话", 30)
        .text_field(id(PersonFact::Mobile), "手机", 20)
        .text_field(id(PersonFact::Badge), "工作证号", 20);
    form.set_text(id(PersonFact::Code), code);
    form.note(id(PersonFact::Code), "签到时输入，只用字母和数字");
    form.note(id(PersonFact::Phone), "如0516-83800001");
    form
}

/// Who can be the administrator, and whose first PIN is to be given.
pub(super) fn arrange_pins(form: &mut Form<SetupField>, (officer, leader): (String, String)) {
    let chosen = form.chosen(SetupField::Founder);
    let options = ["另一人".to_owned(), format!("协办员{officer}"), format!("值班领导{leader}")];
    form.options(SetupField::Founder, options.into());
    form.choose(SetupField::Founder, chosen.or(Some(0)));
    let another = chosen.unwrap_or(0) == 0;
    form.show(SetupField::FounderName, another);
    form.show(SetupField::FounderCode, another);
    for (at, who, name) in [(1, Who::Officer, officer), (2, Who::Leader, leader)] {
        form.show(SetupField::PinOf(who), chosen != Some(at));
        form.note(SetupField::PinOf(who), &format!("{name}的，请抄给本人"));
    }
}
