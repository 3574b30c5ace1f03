//! What the office's website shows (R21, R22): today's people of both half-days, the week, the quarter's table, what anybody may
//! read. A type here holds a mobile only where somebody of today stands, so that no other can get onto a page.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use xieban_domain::documents::Document;
use xieban_domain::moment::Moment;
use xieban_domain::settings::Hours;

use crate::wall::DutyCard;

/// Everything on the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Web {
    /// When it was made.
    pub now: Moment,
    /// 单位名称.
    pub office: String,
    /// 演练: nothing of it is real.
    pub practice: bool,
    /// Whose both numbers are.
    pub hotline_of: String,
    /// 作风投诉 by telephone (R26).
    pub hotline: String,
    /// 作风投诉 by text message (R26).
    pub sms: String,
    /// Opening hours of the morning and the afternoon.
    pub hours: [Hours; 2],
    pub today: Today,
    /// The open days of this week, or of the next one once this one is over.
    pub week: Vec<WebDay>,
    /// 2026年第4季度, with its version where a roster holds.
    pub quarter: String,
    /// 暂定: the notice of its year's holidays is not published.
    pub provisional: bool,
    /// The table's sections, each with its title.
    pub sections: Vec<Section>,
    /// 便民服务措施 (R29).
    pub measures: Vec<String>,
    /// 设施: 群众休息处, 饮水 (R27).
    pub facilities: Vec<String>,
    /// What anybody may read, in the order of the list.
    pub documents: Vec<Document>,
    /// Photographs by the name that a card has, as they are published.
    pub photos: BTreeMap<String, Vec<u8>>,
}

/// Today's duty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Today {
    pub date: NaiveDate,
    /// Why the office is closed; none on an open day.
    pub closed: Option<String>,
    /// 值班领导; none while nobody is named.
    pub leader: Option<DutyCard>,
    /// 协办员 of the morning and of the afternoon.
    pub halves: [Vec<DutyCard>; 2],
    /// 临时顶岗.
    pub standing_in: Vec<DutyCard>,
}

/// A day of the week: names only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebDay {
    pub date: NaiveDate,
    /// 协办员 of the morning and of the afternoon.
    pub halves: [Vec<String>; 2],
    /// 值班领导.
    pub leader: Option<String>,
}

/// A section of the quarter's table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// 一、协办员.
    pub title: String,
    /// Its people, by rank.
    pub people: Vec<PublicPerson>,
}

/// A person of the quarter's table: what the sheet has, but no mobile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicPerson {
    /// 姓名.
    pub name: String,
    /// 职务.
    pub post: String,
    /// 办公地点.
    pub place: String,
    /// 办公电话.
    pub phone: String,
    /// 值班时间, in words.
    pub served: String,
}

impl Web {
    /// The photographs that today's cards name.
    pub fn wanted(&self) -> Vec<&str> {
        let today = &self.today;
        let cards = today.halves.iter().flatten().chain(&today.leader).chain(&today.standing_in);
        let mut names: Vec<&str> =
            cards.map(|card| card.photo.as_str()).filter(|name| !name.is_empty()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}
