//! What is typed at one desk and left there: no other desk's line has a byte of it, and beside the store it stands in the text of its
//! draft alone, which is kept as it was typed and which only the store's own account may read.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use xieban_support::canary::{NAME, PHONE, found, registrations};

use crate::practice::Practice;
use crate::seen::came;
use crate::terminal::Terminal;
use crate::unseen::act;

/// Every file under a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// Name, telephone and papers, as they stand in bytes among which a single character may stand by chance.
fn holds(bytes: &[u8]) -> bool {
    let papers = registrations()[0]["visitor"]["id_no"].as_str().unwrap().to_owned();
    let has = |what: &str| bytes.windows(what.len()).any(|part| part == what.as_bytes());
    has(NAME) || has(PHONE) || has(&papers)
}

fn goes_round(desk: &mut Terminal) {
    for keys in ["F2", "F3", "→ Enter", "F5", "Ctrl-p"] {
        desk.keys(keys).settle();
    }
    desk.keys("Esc Esc").settle();
}

#[test]
fn what_is_typed_and_left_is_seen_at_its_own_desk_alone() {
    let office = Practice::new();
    let store = office.store();
    let papers = registrations()[0]["visitor"]["id_no"].as_str().unwrap().to_owned();
    // The same officer at another desk, a leader, and an administrator.
    let mut others: Vec<Terminal> = [("2号台", "S01"), ("3号台", "L01"), ("4号台", "A01")]
        .map(|(name, who)| {
            let mut desk = office.desk(name);
            desk.sign_in(who).settle();
            desk
        })
        .into();
    let mut desk = office.desk("1号台");
    let person =
        format!("F2 Enter 1 Enter \"{NAME}\" Enter Enter \"{papers}\" Enter \"{PHONE}\" Enter \"玄冥路\"");
    desk.sign_in("S01").keys(&person).shows("玄冥路").keys("Esc");
    let draft = office.draft_with("玄冥路");
    assert!(draft.contains(NAME) && draft.contains(PHONE) && draft.contains(&papers), "{draft}");
    let mut drafts = 0;
    for path in files(store.parent().unwrap()) {
        assert_eq!(found(path.to_str().unwrap().as_bytes()), None, "{}", path.display());
        let is_draft = path.starts_with(store.with_extension("drafts"));
        let holds = holds(&fs::read(&path).unwrap());
        assert!(is_draft || !holds, "{}", path.display());
        if holds {
            drafts += 1;
            let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700), "{}", path.display());
        }
    }
    assert_eq!(drafts, 1, "the draft is found by the same search");

    // He has been here before: his telephone, typed where the name goes, fills the form at this desk and no other.
    act(&store, [registrations().remove(0)]);
    let mut third = office.desk("5号台");
    third
        .sign_in("S01")
        .keys(&format!("F2 Enter 1 Enter \"{PHONE}\" Enter"))
        .shows("认出玄**")
        .keys("Esc Esc");
    others.iter_mut().for_each(goes_round);
    for other in &others {
        assert_eq!(came(other, 0), Vec::<String>::new(), "{}", other.text());
    }
    // The control: at the desks at which it was typed and filled in the same search finds it.
    for own in [&desk, &third] {
        assert!(!came(own, 0).is_empty());
    }
}
