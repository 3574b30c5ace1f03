//! Commands as they are said to people: whoever reads one types it as it stands, wherever he sits. So each names the store, and the folder
//! of its witness where it is not the usual one.

use std::path::{Path, PathBuf, absolute};

use super::place_of;

/// The commands that find a way out, and that need to know where the store lies.
const WAYS: [&str; 5] = ["restore", "recover", "audit", "backup", "doctor"];

/// Where a store and its witness lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StorePlace {
    store: PathBuf,
    witnesses: PathBuf,
}

impl StorePlace {
    /// Of the store at this path, which may not be there, with its witness in this folder.
    pub fn of(store: &Path, witnesses: &Path) -> Self {
        Self { store: place_of(&whole(store)), witnesses: whole(witnesses) }
    }

    /// A command as it is to be typed: `recover 人员代码`.
    pub fn command(&self, words: &str) -> String {
        self.named_in(&format!("xieban {words}"))
    }

    /// The sentence with every such command as it is to be typed.
    pub fn named_in(&self, sentence: &str) -> String {
        let usual = self.witnesses == self.store.with_extension("witness");
        let witness =
            if usual { String::new() } else { format!("XIEBAN_WITNESS={} ", typed(&self.witnesses)) };
        let mut named = sentence.to_owned();
        for way in WAYS {
            let command = format!("xieban {way}");
            named = named.replace(&command, &format!("{witness}{command} --store {}", typed(&self.store)));
        }
        named
    }
}

fn whole(path: &Path) -> PathBuf {
    absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// A path as a shell takes it.
fn typed(path: &Path) -> String {
    let path = path.display().to_string();
    let plain = path.chars().all(|c| c.is_alphanumeric() || "/._-+@:".contains(c));
    if plain { path } else { format!("'{}'", path.replace('\'', "'\\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_in_a_sentence_names_the_store_and_a_witness_elsewhere() {
        let (store, elsewhere) = (Path::new("/no such place/台账.redb"), Path::new("/mnt/w"));
        let beside = StorePlace::of(store, &store.with_extension("witness"));
        let said = beside.named_in("请运行 xieban restore 备份文件，或 xieban demo。");
        assert_eq!(
            said,
            "请运行 xieban restore --store '/no such place/台账.redb' 备份文件，或 xieban demo。"
        );
        let said = StorePlace::of(Path::new("/a/b.redb"), elsewhere).named_in("请运行 xieban doctor。");
        assert_eq!(said, "请运行 XIEBAN_WITNESS=/mnt/w xieban doctor --store /a/b.redb。");
    }
}
