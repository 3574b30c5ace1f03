//! The house rules that the compiler does not hold: who may know whom, how long a file may be, which words never show.

use std::fs;
use std::path::{Path, PathBuf};

/// Each room with the rooms it may know. `cli` knows all but the store, which only `office` opens.
const ROOMS: &[(&str, &[&str])] = &[
    ("words", &[]),
    ("text", &["words"]),
    ("term", &["text", "words"]),
    ("domain", &["words"]),
    ("export", &["domain", "text", "words"]),
    ("forms", &["export", "domain", "text", "words"]),
    ("journal", &["domain"]),
    ("store", &["journal", "domain", "words"]),
    ("office", &["store", "export", "journal", "domain", "words"]),
    ("ui", &["office", "forms", "export", "domain", "term", "text", "words"]),
    ("board", &["office", "forms", "domain", "term", "text", "words"]),
    ("site", &["office", "domain", "words"]),
    (
        "cli",
        &["board", "site", "ui", "office", "forms", "export", "journal", "domain", "term", "text", "words"],
    ),
];
/// Lines of a source file.
const LONGEST: usize = 500;

/// A source file split into what runs and what is said.
struct Source {
    /// The code, without comments and without what stands in strings.
    code: String,
    /// What stands in strings, outside tests.
    said: Vec<String>,
}

/// Splits a source text. Knows comments, strings, raw strings and quoted characters, which is all that is needed here.
fn split(text: &str) -> Source {
    let chars: Vec<char> = text.chars().collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let (mut code, mut said) = (String::new(), Vec::new());
    let mut i = 0;
    while i < chars.len() {
        match (at(i), at(i + 1)) {
            ('/', '/') => {
                while i < chars.len() && at(i) != '\n' {
                    i += 1;
                }
            }
            ('r', '"' | '#')
                if !at(i.wrapping_sub(1)).is_alphanumeric() && raw_hashes(&chars, i).is_some() =>
            {
                let hashes = raw_hashes(&chars, i).unwrap_or(0);
                let end: String = std::iter::once('"').chain("#".repeat(hashes).chars()).collect();
                let rest: String = chars.iter().skip(i + hashes + 2).collect();
                let inner = rest.split(&end).next().unwrap_or_default().to_owned();
                i += hashes + 2 + inner.chars().count() + end.len();
                said.push(inner);
            }
            ('"', _) => {
                let from = i + 1;
                i = from;
                while i < chars.len() && at(i) != '"' {
                    i += if at(i) == '\\' { 2 } else { 1 };
                }
                if !code.contains("\nmod tests {") {
                    said.push(chars.iter().take(i).skip(from).collect());
                }
                code.push('"');
                i += 1;
            }
            ('\'', '\\') => i += if at(i + 3) == '\'' { 4 } else { 2 },
            ('\'', _) if at(i + 2) == '\'' => i += 3,
            (other, _) => {
                code.push(other);
                i += 1;
            }
        }
    }
    Source { code, said }
}

/// The hashes of a raw string that begins here.
fn raw_hashes(chars: &[char], at: usize) -> Option<usize> {
    let hashes = chars.iter().skip(at + 1).take_while(|c| **c == '#').count();
    (chars.get(at + 1 + hashes) == Some(&'"')).then_some(hashes)
}

/// The module path of a file below `src`: `store/project/cases.rs` is `store`, `project`, `cases`.
fn module(file: &str) -> Vec<String> {
    let mut path: Vec<String> = file.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if ["mod", "lib", "main"].contains(&path.last().map_or("", String::as_str)) {
        path.pop();
    }
    path
}

fn ident(text: &str) -> String {
    text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// The first names of what follows `crate::` or the last `super::`: one, or those of a group.
fn names(rest: &str) -> Vec<String> {
    let Some(group) = rest.trim_start().strip_prefix('{') else { return vec![ident(rest)] };
    let (mut depth, mut names, mut fresh) = (1, Vec::new(), true);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => fresh = true,
            c if fresh && depth == 1 && (c.is_alphabetic() || c == '_') => {
                names.push(ident(group.get(at..).unwrap_or_default()));
                fresh = false;
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    names
}

/// Every room that a file names by a path beginning with `crate::` or `super::`.
fn rooms_named(file: &str, code: &str) -> Vec<String> {
    let mut named = Vec::new();
    let starts = |word: &str| code.match_indices(word).map(|(at, _)| at).collect::<Vec<_>>();
    let whole =
        |at: usize| !code.get(..at).unwrap_or_default().ends_with(|c: char| c.is_alphanumeric() || c == '_');
    for at in starts("crate::").into_iter().filter(|at| whole(*at)) {
        named.extend(names(code.get(at + 7..).unwrap_or_default()));
    }
    for at in starts("super::").into_iter().filter(|at| whole(*at)) {
        if code.get(..at).unwrap_or_default().ends_with("super::") {
            continue;
        }
        let mut here = module(file);
        if code.get(..at).unwrap_or_default().contains("\nmod tests {") {
            here.push("tests".to_owned());
        }
        let mut rest = code.get(at..).unwrap_or_default();
        while let Some(after) = rest.strip_prefix("super::") {
            here.pop();
            rest = after;
        }
        named.extend(match here.first() {
            Some(room) => vec![room.clone()],
            None => names(rest),
        });
    }
    named
}

/// Everything that is wrong with a source file of this name below `src`.
fn complaints(file: &str, text: &str) -> Vec<String> {
    let source = split(text);
    let mut wrong = Vec::new();
    if !text.starts_with("//!") {
        wrong.push("does not say at its top what it owns".to_owned());
    }
    if text.lines().count() > LONGEST {
        wrong.push(format!("is longer than {LONGEST} lines"));
    }
    let room = module(file).first().cloned().unwrap_or_default();
    let known = |name: &str| ROOMS.iter().find(|(room, _)| *room == name);
    match known(&room) {
        Some((_, may)) => {
            for other in rooms_named(file, &source.code) {
                if other != room && known(&other).is_some() && !may.contains(&other.as_str()) {
                    wrong.push(format!("{room} may not know {other}"));
                }
            }
        }
        None if room.is_empty() => {}
        None => wrong.push(format!("{room} is no room of this house")),
    }
    if room == "board" || room == "site" {
        wrong.extend(beyond_the_window(&room, &source.code));
    }
    for text in &source.said {
        wrong.extend(unspeakable(text));
        if file != "domain/basis.rs" && numbered_rule(text) {
            wrong.push(format!("cites a rule by its number: {text}"));
        }
    }
    wrong
}

/// What board or site names of the office besides its public part.
fn beyond_the_window(room: &str, code: &str) -> Vec<String> {
    let code: String = code.split_whitespace().collect();
    let mut wrong: Vec<String> = code
        .match_indices("office::")
        .filter_map(|(at, _)| code.get(at + 8..))
        .filter(|rest| ident(rest) != "public")
        .map(|rest| format!("{room} may not know office::{}", ident(rest)))
        .collect();
    let whole = |at: usize| !code.get(at..).unwrap_or_default().starts_with("office::");
    let named = ["crate::", "crate::{", "super::"].iter().any(|before| {
        code.match_indices(&format!("{before}office")).any(|(at, found)| whole(at + found.len() - 6))
    });
    if named || code.contains("office}") || code.contains("office,") && code.contains("usecrate::{") {
        wrong.push(format!("{room} may not know the whole office"));
    }
    wrong
}

/// What a field on the wall may be made of, besides the types that stand beside it.
const ON_THE_WALL: &[&str] = &[
    "String",
    "Option",
    "Vec",
    "Box",
    "Moment",
    "NaiveDate",
    "Hours",
    "usize",
    "bool",
    "Wall",
    "WallDay",
    "Card",
    "Progress",
    "Text",
    "Turn",
    "Hands",
    "a",
];

/// The types in the fields of every public struct and enum of a file that the wall may not be made of.
fn not_for_the_wall(text: &str) -> Vec<String> {
    let code = split(text).code;
    let (mut inside, mut wrong) = (false, Vec::new());
    for line in code.lines() {
        let public = ["pub struct ", "pub enum "].iter().any(|start| line.starts_with(start));
        inside = (inside || public) && !(inside && line.starts_with('}'));
        let tuple = public && line.ends_with(");");
        let fields = match line.split_once(": ") {
            Some((_, types)) if inside && !public => types,
            _ if inside => line.split_once('(').map_or("", |(_, types)| types),
            _ => "",
        };
        inside &= !tuple;
        let types = fields.split(|c: char| !(c.is_alphanumeric() || c == '_'));
        let strange = types.filter(|name| !name.is_empty() && name.parse::<u8>().is_err());
        wrong.extend(strange.filter(|name| !ON_THE_WALL.contains(name)).map(str::to_owned));
    }
    wrong
}

/// Words that no screen and no sheet shows.
fn unspeakable(text: &str) -> Vec<String> {
    let bare =
        |card: &str| text.match_indices(card).count() > text.match_indices(&format!("{card}督办")).count();
    let mut wrong = Vec::new();
    for word in ["踢皮球", "跑腿数"] {
        if text.contains(word) {
            wrong.push(format!("says {word}"));
        }
    }
    for card in ["黄牌", "红牌"] {
        if bare(card) {
            wrong.push(format!("says a bare {card}"));
        }
    }
    wrong
}

/// `R48` as a word of its own.
fn numbered_rule(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    chars.windows(2).enumerate().any(|(at, pair)| {
        let before = at.checked_sub(1).and_then(|at| chars.get(at));
        pair[0] == 'R'
            && pair[1].is_ascii_digit()
            && !before.is_some_and(|c| c.is_ascii_alphanumeric() || *c == '{')
    })
}

/// A path of somebody's machine.
fn machine_path(text: &str) -> Option<&'static str> {
    [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/"), concat!("/Us", "ers/")]
        .into_iter()
        .find(|path| text.contains(path))
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        match path.is_dir() {
            true => files(&path, found),
            false => found.push(path),
        }
    }
}

#[test]
fn the_house_is_tidy() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    files(&top.join("src"), &mut sources);
    let mut wrong = Vec::new();
    let mut seen = 0;
    for path in &sources {
        let name = path.strip_prefix(top.join("src")).unwrap().to_str().unwrap();
        let text = fs::read_to_string(path).unwrap();
        let found = match path.extension().is_some_and(|ending| ending == "rs") {
            true => complaints(name, &text),
            false => unspeakable(&text),
        };
        seen += 1;
        wrong.extend(found.into_iter().map(|what| format!("src/{name} {what}")));
    }
    assert!(seen > 60, "{seen} files looked at");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Invariant: what the board is given has no citizen in it, because no field of it can hold one.
#[test]
fn no_field_of_the_wall_can_hold_a_visitor() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/office");
    let wall = fs::read_to_string(src.join("public.rs")).unwrap();
    assert_eq!(not_for_the_wall(&wall), Vec::<String>::new());
    let fields = wall.lines().filter(|line| line.starts_with("    pub ") && line.ends_with(',')).count();
    assert!(fields > 25, "{fields} fields looked at");
    let window = fs::read_to_string(src.join("window.rs")).unwrap();
    // A path and a clock have nothing of a case.
    let shown = not_for_the_wall(&window)
        .into_iter()
        .filter(|name| !["Clock", "PathBuf", "Desks"].contains(&&**name));
    assert_eq!(shown.collect::<Vec<_>>(), Vec::<String>::new());
    for smuggled in [
        "pub visitor: Option<Visitor>,",
        "pub case: Box<Case>,",
        "row: Vec<Record>,",
        "pub who: Sealed<String>,",
    ] {
        let text = wall.replace("pub struct Progress {", &format!("pub struct Progress {{\n    {smuggled}"));
        assert_eq!(not_for_the_wall(&text).len(), 1, "{smuggled}");
    }
    let text = format!(
        "{wall}\n/// X.\npub enum Told {{\n    Of(Visitor),\n}}\n/// Y.\npub struct Bare(pub Case);\n"
    );
    assert_eq!(not_for_the_wall(&text), ["Visitor", "pub", "Case"]);
}

#[test]
fn no_file_names_somebodys_machine() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    for folder in ["src", "tests", "docs", "themes", "benches", ".ci"] {
        files(&top.join(folder), &mut all);
    }
    all.extend(["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "Cargo.toml"].map(|name| top.join(name)));
    for path in all {
        let text = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(machine_path(&text), None, "{}", path.display());
    }
}

#[test]
fn every_rule_of_a_cases_life_has_its_test() {
    let mut all = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules"), &mut all);
    let tests: String = all.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    let without: Vec<u8> = (1..=6)
        .chain(33..=65)
        .chain([71])
        .filter(|rule| !tests.contains(&format!("#[test]\nfn r{rule}_")))
        .collect();
    assert!(without.is_empty(), "no test bears the number of {without:?}");
}

/// The control: a text that breaks each rule is told so, and one that breaks none is not.
#[test]
fn what_is_untidy_is_found() {
    let told = |file: &str, text: &str| complaints(file, text).join("; ");
    for (file, text, complaint) in [
        ("domain/x.rs", "use crate::store::Store;", "does not say"),
        ("domain/x.rs", "//! x\nuse crate::store::Store;", "domain may not know store"),
        ("domain/x.rs", "//! x\nfn f() { crate::office::act(); }", "domain may not know office"),
        (
            "domain/case/x.rs",
            "//! x\nfn f() { super::super::super::store::x(); }",
            "domain may not know store",
        ),
        ("words/mod.rs", "//! x\nuse super::text::fit;", "words may not know text"),
        ("ui/x.rs", "//! x\nuse crate::{domain::Case, store::{Store, office}};", "ui may not know store"),
        ("ui/x.rs", "//! x\npub(crate) type S = Vec<crate::journal::Page>;", "ui may not know journal"),
        ("cli/act.rs", "//! x\nuse crate::store::Store;", "cli may not know store"),
        ("board/x.rs", "//! x\nuse crate::office::Office;", "may not know office::Office"),
        ("board/x.rs", "//! x\nuse crate::office;", "may not know the whole office"),
        ("board/x.rs", "//! x\nuse crate::{domain::x, office, term};", "may not know the whole office"),
        ("board/x.rs", "//! x\nfn f() { crate::office::act(); }", "may not know office::act"),
        ("board/x.rs", "//! x\nuse crate::office::{public::Wall, Session};", "may not know office::"),
        ("site/x.rs", "//! x\nuse crate::office::Answer;", "site may not know office::Answer"),
        ("attic/x.rs", "//! x", "attic is no room"),
        ("ui/x.rs", "//! x\nconst A: &str = \"依据R48\";", "cites a rule"),
        ("ui/x.rs", "//! x\nconst A: &str = r#\"依据 \"R48\" \"#;", "cites a rule"),
        ("ui/x.rs", "//! x\nconst A: &str = \"踢皮球预警\";", "says 踢皮球"),
        ("ui/x.rs", "//! x\nconst A: &str = \"跑腿数\";", "says 跑腿数"),
        ("ui/x.rs", "//! x\nconst A: &str = \"黄牌督办，不是黄牌\";", "says a bare 黄牌"),
        ("ui/x.rs", "//! x\nconst A: &str = \"发红牌\";", "says a bare 红牌"),
    ] {
        assert!(told(file, text).contains(complaint), "{text}: {}", told(file, text));
    }
    assert!(told("ui/x.rs", &format!("//! x\n{}", "\n".repeat(LONGEST))).contains("longer"));
    for (file, text) in [
        ("store/x.rs", "//! x (R48)\nuse crate::{domain::Case, journal};\nuse super::open::Store;"),
        ("domain/mod.rs", "//! x\n#[cfg(test)]\nmod tests {\n    use super::office::decide;\n}"),
        (
            "domain/x.rs",
            "//! x\n// crate::store is not for us\nconst A: &str = \"crate::store::x 黄牌督办\";",
        ),
        ("domain/x.rs", "//! x\nconst C: char = '\"'; fn f() -> &'static str { \"R\" }"),
        (
            "board/x.rs",
            "//! x\nuse crate::office::public::{Card, Wall};\nfn f(office: &str) { g(office, 1) }",
        ),
        ("lib.rs", "//! x\npub mod domain;"),
    ] {
        assert_eq!(told(file, text), "", "{text}");
    }
    assert!(
        machine_path(concat!("see /ho", "me/somebody/x")).is_some()
            && machine_path("see /usr/share").is_none()
    );
}
