//! The office's website: a handful of static pages without a script (R21, R22).
//!
//! Pure but for [`folder`], which alone writes: what the office's public part tells goes in, files come out, the same for the same
//! store and moment. Every text passes `html`'s one gate. Both supervision numbers stand on every page (R26).

mod flow;
pub mod folder;
mod frame;
mod html;
mod prose;
mod roster;
mod today;

use sm3::{Digest as _, Sm3};

use frame::SitePage;
use xieban_domain::documents::{Document, Shelf};
use xieban_domain::moment::Moment;
use xieban_public::Web;

/// A file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteFile {
    /// Its path within the site: at most one folder deep, ASCII only.
    pub path: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl SiteFile {
    fn new(path: impl Into<String>, text: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), bytes: text.into() }
    }
}

/// The style sheet, the one file besides the pictures that pages ask for.
const STYLE: &str = include_str!("style.css");

/// Every file of the site. What others refer to comes before what refers to it.
pub fn files(web: &Web) -> Vec<SiteFile> {
    let mut files = vec![SiteFile::new("style.css", STYLE), SiteFile::new("icon.svg", frame::icon())];
    files.extend(web.photos.values().map(|bytes| SiteFile::new(photo_path(bytes), bytes.clone())));
    let documents = |names: &[&str]| -> Vec<&Document> {
        names.iter().filter_map(|name| web.documents.iter().find(|document| document.name == *name)).collect()
    };
    let rules: Vec<&Document> = web
        .documents
        .iter()
        .filter(|document| document.shelf == Shelf::Rules && document.name != "flow")
        .collect();
    let pages = [
        (SitePage::Flow, flow::page(web, &documents(&["flow"]))),
        (SitePage::Guide, prose::page(web, SitePage::Guide, &documents(&["guide"]))),
        (SitePage::Measures, prose::measures(web)),
        (SitePage::Purpose, prose::page(web, SitePage::Purpose, &documents(&["purpose"]))),
        (SitePage::Rules, prose::page(web, SitePage::Rules, &rules)),
        (SitePage::Roster, roster::page(web)),
        (SitePage::Today, today::page(web)),
    ];
    files.extend(pages.into_iter().map(|(place, page)| SiteFile::new(place.path(), page)));
    files
}

/// What the site says, whenever it was made: the SM3 hash of its files as of midnight. Two sites of a day that say the same have
/// the same one.
pub fn check(web: &Web) -> [u8; 32] {
    let midnight = Web { now: Moment::at(web.now.date(), chrono::NaiveTime::MIN), ..web.clone() };
    let mut hash = Sm3::new();
    for file in files(&midnight) {
        hash.update(file.path.as_bytes());
        hash.update([0]);
        hash.update(u64::try_from(file.bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(&file.bytes);
    }
    hash.finalize().into()
}

/// Where a photograph lies: named after what is in it, so that no name of a file or a person is told.
fn photo_path(bytes: &[u8]) -> String {
    let mark = Sm3::digest(bytes).iter().take(8).fold(0_u64, |mark, byte| mark << 8 | u64::from(*byte));
    format!("photos/{mark:016x}.jpg")
}
