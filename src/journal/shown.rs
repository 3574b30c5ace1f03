//! What a reader is shown of a page. One that he may not read is shown by its number and its hash: the chain can be followed all
//! the same, and nobody can tell a complaint about conduct from a sign-in.

use xieban_domain::event::{Event, OfficeEvent};

use super::page::Page;

/// How far a reader may read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Anybody: what happens to cases and at the desks.
    Anybody,
    /// Whoever may read what is changed of the office's values, too: leaders.
    Values,
    /// An administrator: what happens at the door and to the values, too. What is behind the wall is not his either.
    Administrator,
}

/// Whether this reader may read what happened.
const fn may_read(event: &Event, reach: Reach) -> bool {
    match event {
        Event::Conduct(_) | Event::Personnel(_) => false,
        Event::Access(_) => matches!(reach, Reach::Administrator),
        Event::Office(OfficeEvent::SettingsChanged { .. }) => !matches!(reach, Reach::Anybody),
        Event::Office(_) | Event::Case { .. } | Event::Complaint { .. } | Event::Desk(_) => true,
    }
}

/// The text of a page as this reader is shown it. What is no page is shown as it stands: it is for the audit to say so.
pub fn shown(bytes: &[u8], reach: Reach) -> String {
    match Page::read(bytes) {
        Ok(page) if !may_read(&page.event, reach) => {
            format!("{{\"page\":{},\"hash\":\"{}\",\"withheld\":\"非公开\"}}", page.page, Page::hash(bytes))
        }
        Ok(_) | Err(_) => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// Whether a page's private texts may be opened for this reader.
pub fn may_open(page: &Page, reach: Reach) -> bool {
    may_read(&page.event, reach)
}
