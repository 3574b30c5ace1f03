//! A page of the book as it stands: the fold of its events. No rules here, and it cannot fail.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::moment::Moment;
use crate::sealed::{Words, seals};
use crate::staff::StaffCode;

/// Which page of which volume.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct OpinionPage {
    /// 册号, from 1.
    pub volume: u16,
    /// 页码, from 1.
    pub page: u16,
}

impl fmt::Display for OpinionPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "第{}册第{}页", self.volume, self.page)
    }
}

/// What happened to a page. What was written on it, by whom, and what was answered is sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "did", rename_all = "snake_case")]
pub enum OpinionEvent {
    /// It was entered.
    Entered {
        /// The date on it.
        date: NaiveDate,
        /// 意见内容; absent for 空白页, or where it is not taken over.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        content: Option<Words>,
        /// 留言人.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        author: Option<Words>,
    },
    /// 回复.
    Answered {
        /// In which words.
        words: Words,
        /// 公示.
        published: bool,
    },
    /// 公示, or no more.
    Published {
        /// Whether it is published now.
        published: bool,
    },
}

seals!(OpinionEvent:
    Self::Entered { content, author, .. } => [content, author],
    Self::Answered { words, .. } => [words],
    Self::Published { .. } => [],
);

/// 回复 to a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpinionAnswer {
    /// 处理人.
    pub by: StaffCode,
    /// 回复日期.
    pub at: Moment,
    /// 回复内容.
    pub words: Words,
}

/// A page of the book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opinion {
    pub place: OpinionPage,
    /// The date on it.
    pub date: NaiveDate,
    /// By whom it was entered here.
    pub entered_by: StaffCode,
    /// When it was entered here.
    pub entered_at: Moment,
    /// 意见内容; absent for 空白页, or where it is not taken over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<Words>,
    /// 留言人.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<Words>,
    /// 回复.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<OpinionAnswer>,
    /// 公示.
    #[serde(default, skip_serializing_if = "crate::is_false")]
    pub published: bool,
}

impl Opinion {
    /// The page after this; `None` where something happened to a page that was never entered.
    pub fn after(
        before: Option<Self>,
        place: OpinionPage,
        event: &OpinionEvent,
        (by, at): (&StaffCode, Moment),
    ) -> Option<Self> {
        match event {
            OpinionEvent::Entered { date, content, author } => Some(Self {
                place,
                date: *date,
                entered_by: by.clone(),
                entered_at: at,
                content: content.clone(),
                author: author.clone(),
                answer: None,
                published: false,
            }),
            OpinionEvent::Answered { words, published } => before.map(|page| Self {
                answer: Some(OpinionAnswer { by: by.clone(), at, words: words.clone() }),
                published: *published,
                ..page
            }),
            OpinionEvent::Published { published } => {
                before.map(|page| Self { published: *published, ..page })
            }
        }
    }

    /// The page without what was written on it, for who may know that it is there and no more.
    #[must_use]
    pub fn shut(self) -> Self {
        Self {
            content: self.content.map(Words::shut),
            author: self.author.map(Words::shut),
            answer: self.answer.map(|answer| OpinionAnswer { words: answer.words.shut(), ..answer }),
            ..self
        }
    }
}

seals!(OpinionAnswer { words });

seals!(Opinion { content, author, answer });

/// What is known of the volumes, for a command about a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Volumes {
    /// The newest volume; 0 where there is none yet.
    pub volumes: u16,
    /// The last page of the volume that is named; 0 where it has none.
    pub pages: u16,
    /// The page itself, if it was entered.
    pub page: Option<Opinion>,
}
