//! Stores that released versions have left behind: every later version opens them, brings them up to date, and loses nothing.
//!
//! One is kept of each release: `xieban demo --fill tests/golden/stores/VERSION.redb --cases 12 --seed 1 --now 2026-11-23T10:00`.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use xieban_domain::number::CaseId;
use xieban_journal::{Hash, Page};
use xieban_office::{Lookout, Office};

/// Each with its pages, the hash of the last, its cases, and who came with the first.
const STORES: [(&str, u64, &str, usize, &str); 1] = [(
    "0.1.0",
    114,
    "69665e300f418277fb605355a4dd074d55d76719ca336abfd060b6420bc78a92",
    12,
    "贾汪永康商场有限公司",
)];

#[test]
fn what_a_released_version_wrote_is_read_by_this_one() {
    for (version, pages, head, cases, first) in STORES {
        let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/stores/{version}.redb"));
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("office.redb");
        fs::copy(&kept, &path).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        let audit = Office::open(&path).unwrap().audit().unwrap();
        let head: Hash = head.parse().unwrap();
        assert_eq!((audit.finding, audit.pages, audit.head), (None, pages, head), "{version}");
        let mut lookout = Lookout::open(&path).unwrap();
        let rows = lookout.cases(CaseId { year: 2000, seq: 1 }, usize::MAX).unwrap();
        let visitor = rows[0].record.case.visitor.get().map(|visitor| visitor.name().to_owned());
        assert_eq!((rows.len(), visitor.as_deref()), (cases, Some(first)), "{version}");
        // Every page is written again as it stands: no version reads into it what it does not say.
        let mut again = |bytes: &[u8]| {
            assert_eq!(Page::read(bytes).unwrap().bytes().unwrap(), bytes, "{version}");
            true
        };
        lookout.pages(1, &mut again).unwrap();
        let session = Office::open(&path).unwrap();
        let me = session.practise("S01", "1号台").unwrap();
        let tally = xieban_support::say(&serde_json::json!({ "do": "tally" }));
        assert_eq!(session.act(&me, "golden", &tally).unwrap().first, pages + 1, "and it goes on from there");
    }
}
