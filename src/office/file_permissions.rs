//! Who else may come to a store: owner, modes and file system of the file and of what lies beside it. A desk where strangers pass by
//! does not open what others may read; `xieban doctor` says the same of any.

use std::fs::{self, Metadata};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use xieban_store::place_of;

use super::draft::Drafts;

/// File systems over a network, whose locks cannot be trusted, by the number that `statfs` gives: NFS, SMB (three), 9P, AFS, Ceph.
const REMOTE: [(u64, &str); 7] = [
    (0x6969, "NFS"),
    (0x517b, "SMB"),
    (0xff53_4d42, "CIFS"),
    (0xfe53_4d42, "SMB2"),
    (0x0102_1997, "9P"),
    (0x5346_414f, "AFS"),
    (0x00c3_6400, "Ceph"),
];

/// Something that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PermissionFlaw {
    /// Strangers may not be near it before it is mended.
    pub grave: bool,
    /// What, and what to do, in one sentence.
    pub sentence: String,
}

impl PermissionFlaw {
    const fn new(grave: bool, sentence: String) -> Self {
        Self { grave, sentence }
    }
}

/// What is wrong with the places of a store, the gravest first. Nothing of a place that is not there yet: it is made rightly.
pub fn flaws(store: &Path, witnesses: &Path, out: &Path) -> Vec<PermissionFlaw> {
    let store = &place_of(store);
    let folder = store.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let drafts = Drafts::folder_beside(store);
    let mut flaws: Vec<PermissionFlaw> = [
        ("台账", store.as_path(), true),
        ("台账目录", folder, true),
        ("草稿目录", drafts.as_path(), true),
        ("见证目录", witnesses, true),
        ("出单目录", out, false),
    ]
    .into_iter()
    .flat_map(|(name, place, grave)| theirs(name, place, grave))
    .collect();
    flaws.extend(remote(folder));
    flaws.extend(movable(folder));
    flaws.sort_by_key(|flaw| !flaw.grave);
    flaws
}

/// Is this place its owner's alone, and are we the owner?
fn theirs(name: &str, place: &Path, grave: bool) -> Vec<PermissionFlaw> {
    let Ok(found) = fs::metadata(place) else { return Vec::new() };
    let mode = found.permissions().mode() & 0o7777;
    let right = if found.is_dir() { "700" } else { "600" };
    let shown = place.display();
    let open = (mode & 0o077 != 0)
        .then(|| format!("{name}别的账户也进得去（权限{mode:o}），请执行 chmod {right} {shown}。"));
    let strange = (found.uid() != rustix::process::geteuid().as_raw())
        .then(|| format!("{name}不属于现在的账户，请用台账所属的账户运行，或执行 chown 改过来：{shown}。"));
    open.into_iter().chain(strange).map(|sentence| PermissionFlaw::new(grave, sentence)).collect()
}

/// The file system's name, where it is one over a network.
fn remote(folder: &Path) -> Option<PermissionFlaw> {
    let kind = rustix::fs::statfs(folder).ok()?.f_type;
    // The number is 32 bits wide; where its field is wider its sign may stand before it.
    let kind = u64::try_from(i128::from(kind) & 0xffff_ffff).unwrap_or_default();
    let (_, name) = REMOTE.iter().find(|(number, _)| *number == kind)?;
    Some(PermissionFlaw::new(true, format!("台账放在网络文件系统（{name}）上，锁靠不住，请移到本机磁盘。")))
}

/// Whoever may rename a folder on the way may put another store in its place.
fn movable(folder: &Path) -> Option<PermissionFlaw> {
    let whole = fs::canonicalize(folder).ok()?;
    let loose = |found: &Metadata| {
        let mode = found.permissions().mode();
        mode & 0o022 != 0 && mode & 0o1000 == 0
    };
    let above: Option<PathBuf> = whole
        .ancestors()
        .skip(1)
        .find(|above| fs::metadata(above).is_ok_and(|found| loose(&found)))
        .map(Path::to_owned);
    let above = above?;
    Some(PermissionFlaw::new(
        false,
        format!("上级目录 {} 别的账户可以改名换掉，请执行 chmod go-w。", above.display()),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places() -> (tempfile::TempDir, PathBuf, PathBuf, PathBuf) {
        let home = tempfile::tempdir().unwrap();
        let store = home.path().join("台账.redb");
        fs::write(&store, "").unwrap();
        let (witnesses, out) = (store.with_extension("witness"), store.with_extension("out"));
        for folder in [&witnesses, &out, &Drafts::folder_beside(&store)] {
            fs::create_dir(folder).unwrap();
        }
        (home, store, witnesses, out)
    }

    fn set(place: &Path, mode: u32) {
        fs::set_permissions(place, fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn whatever_others_may_enter_is_named_with_what_to_do() {
        let (home, store, witnesses, out) = places();
        let drafts = Drafts::folder_beside(&store);
        for (place, right) in
            [(home.path(), 0o700), (&store, 0o600), (&drafts, 0o700), (&witnesses, 0o700), (&out, 0o700)]
        {
            set(place, right);
        }
        assert_eq!(flaws(&store, &witnesses, &out), []);
        for (place, right, grave) in [
            (&store, 0o600, true),
            (&home.path().to_owned(), 0o700, true),
            (&drafts, 0o700, true),
            (&witnesses, 0o700, true),
            (&out, 0o700, false),
        ] {
            for more in [0o004, 0o010, 0o020, 0o007] {
                set(place, right | more);
                let found = flaws(&store, &witnesses, &out);
                let [flaw] = &found[..] else { panic!("{found:?}") };
                assert_eq!(flaw.grave, grave);
                let advice = format!("chmod {right:o} {}", place.display());
                assert!(flaw.sentence.contains(&advice), "{}", flaw.sentence);
            }
            set(place, right);
        }
    }

    #[test]
    fn a_place_that_is_not_there_yet_is_no_flaw_and_a_loose_folder_above_is() {
        let (home, store, ..) = places();
        let deep = home.path().join("甲/乙");
        fs::create_dir_all(&deep).unwrap();
        set(&deep, 0o700);
        let none = deep.join("台账.redb");
        assert_eq!(flaws(&none, &none.with_extension("witness"), &none.with_extension("out")), []);
        set(&home.path().join("甲"), 0o777);
        let found = flaws(&none, &none.with_extension("witness"), &none.with_extension("out"));
        assert!(matches!(&found[..], [flaw] if !flaw.grave && flaw.sentence.contains("甲")), "{found:?}");
        set(&home.path().join("甲"), 0o1777);
        assert_eq!(flaws(&none, &none.with_extension("witness"), &none.with_extension("out")), []);
        assert!(store.exists());
    }
}
