//! The house rules that the compiler does not hold: how long a file may be, what the wall is made of, which words never show.
//! Which crate may know which is held by the manifests (`tests/dependencies.rs`).

use std::fs;
use std::path::{Path, PathBuf};

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
    wrong.extend(undocumented(text).into_iter().map(|item| format!("says nothing of {item}")));
    for text in &source.said {
        wrong.extend(unspeakable(text));
        if file != "domain/basis.rs" && numbered_rule(text) {
            wrong.push(format!("cites a rule by its number: {text}"));
        }
    }
    wrong
}

/// The public types and functions without a sentence before them. Fields may go without: their names say what they are.
fn undocumented(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let named = |line: &str| -> Option<String> {
        let rest = line.strip_prefix("pub ")?;
        let rest = rest.strip_prefix("const ").unwrap_or(rest);
        let kinds = ["fn ", "struct ", "enum ", "trait ", "type "];
        kinds.iter().find_map(|kind| rest.strip_prefix(kind)).map(ident)
    };
    let all = lines.iter().enumerate().filter_map(|(at, line)| Some((at, named(line)?)));
    all.filter(|(at, name)| !name.is_empty() && !is_described(&lines[..*at])).map(|(_, name)| name).collect()
}

/// Whether a sentence stands above an item; attributes, over one line or several, may stand between the two.
fn is_described(above: &[&str]) -> bool {
    let mut inside = false;
    for line in above.iter().rev() {
        inside |= line.ends_with(")]") && !line.starts_with("#[");
        if line.starts_with("#[") {
            inside = false;
        } else if !inside {
            return line.starts_with("///");
        }
    }
    false
}

/// The name at the beginning of a text.
fn ident(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// What a field on the wall or the website may be made of. A clock and a document that hangs there have nothing of a case.
const ON_THE_WALL: &[&str] = &[
    "String",
    "Option",
    "Vec",
    "Box",
    "Moment",
    "NaiveDate",
    "Hours",
    "usize",
    "u16",
    "u8",
    "bool",
    "BTreeMap",
    "Clock",
    "Document",
    "Wall",
    "WallDay",
    "DutyCard",
    "CaseProgress",
    "Text",
    "DutyHalf",
    "Hands",
    "Desks",
    "Today",
    "WebDay",
    "Section",
    "PublicPerson",
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

/// Invariant: what board and site are given has no citizen in it, because no field of it can hold one.
#[test]
fn no_field_of_the_wall_can_hold_a_visitor() {
    let mut public = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/public"), &mut public);
    public.retain(|path| path.extension().is_some_and(|ending| ending == "rs"));
    let mut fields = 0;
    for path in &public {
        let text = fs::read_to_string(path).unwrap();
        assert_eq!(not_for_the_wall(&text), Vec::<String>::new(), "{}", path.display());
        fields += text.lines().filter(|line| line.starts_with("    pub ") && line.ends_with(',')).count();
    }
    assert!(fields > 50, "{fields} fields looked at in {} files", public.len());
    let wall = fs::read_to_string(public.iter().find(|path| path.ends_with("wall.rs")).unwrap()).unwrap();
    for smuggled in [
        "pub visitor: Option<Visitor>,",
        "pub case: Box<Case>,",
        "row: Vec<Record>,",
        "pub who: Sealed<String>,",
    ] {
        let text =
            wall.replace("pub struct CaseProgress {", &format!("pub struct CaseProgress {{\n    {smuggled}"));
        assert_eq!(not_for_the_wall(&text).len(), 1, "{smuggled}");
    }
    let text = format!(
        "{wall}\n/// X.\npub enum Told {{\n    Of(Visitor),\n}}\n/// Y.\npub struct Bare(pub Case);\n"
    );
    assert_eq!(not_for_the_wall(&text), ["Visitor", "pub", "Case"]);
}

/// A clock that a variable could set would be set by whoever starts the program. The date of the source is the compiler's to know.
#[test]
fn no_variable_of_the_environment_reaches_the_clock() {
    let asks = |text: &str| split(text).code.contains("env::");
    let mut clock = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/clock"), &mut clock);
    clock.retain(|path| path.extension().is_some_and(|ending| ending == "rs"));
    assert!(!clock.is_empty());
    for path in clock {
        assert!(!asks(&fs::read_to_string(&path).unwrap()), "{}", path.display());
    }
    assert!(asks("fn now() { std::env::var(\"NOW\") }"), "the control");
}

#[test]
fn no_file_names_somebodys_machine() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    for folder in ["src", "tests", "docs", "examples", "fonts", "themes", ".ci"] {
        files(&top.join(folder), &mut all);
    }
    all.extend(
        ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "Cargo.toml"]
            .map(|name| top.join(name)),
    );
    for path in all {
        let text = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(machine_path(&text), None, "{}", path.display());
    }
}

/// The tests of a package that its manifest leaves out: those in its code, where it has none to be built for, and those in its documents.
fn left_out(manifest: &str, code: &str) -> Vec<&'static str> {
    let says = |what: &str| manifest.lines().any(|line| line.trim() == what);
    let example =
        |line: &str| ["/// ```", "//! ```"].iter().any(|fence| line.trim_start().starts_with(fence));
    let mut left = Vec::new();
    if says("test = false") && code.contains("#[test]") {
        left.push("a test");
    }
    if says("doctest = false") && code.lines().any(|line| example(line) && !line.ends_with("```text")) {
        left.push("an example");
    }
    left
}

/// Building no tests where there are none saves minutes. One that is written there must not go unheard.
#[test]
fn no_test_is_left_out() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut manifests = Vec::new();
    files(&top.join("src"), &mut manifests);
    files(&top.join("tests/support"), &mut manifests);
    manifests.retain(|path| path.ends_with("Cargo.toml"));
    assert!(manifests.len() > 10, "{manifests:?}");
    for path in manifests {
        let mut code = Vec::new();
        files(path.parent().unwrap(), &mut code);
        code.retain(|path| path.extension().is_some_and(|ending| ending == "rs"));
        let code: String = code.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
        let left = left_out(&fs::read_to_string(&path).unwrap(), &code);
        assert!(left.is_empty(), "{} leaves out {left:?}", path.display());
    }
    assert_eq!(left_out("test = false", "#[test]\nfn a() {}"), ["a test"]);
    assert_eq!(left_out("doctest = false", "/// ```\n/// a();\n/// ```"), ["an example"]);
    assert_eq!(left_out("", "#[test]\nfn a() {}"), Vec::<&str>::new());
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
        ("domain/x.rs", "use std::fmt;", "does not say"),
        ("ui/x.rs", "//! x\n\n#[derive(Debug)]\npub struct Bare;", "says nothing of Bare"),
        ("ui/x.rs", "//! x\nimpl X {\n    pub const fn bare() {}\n}", "says nothing of bare"),
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
        ("store/x.rs", "//! x (R48)"),
        ("store/x.rs", "//! x\n\n/// A.\n#[derive(Debug)]\npub struct A {\n    pub field: u8,\n}"),
        ("domain/x.rs", "//! x\n// 黄牌\nconst A: &str = \"黄牌督办\";"),
        ("domain/x.rs", "//! x\nconst C: char = '\"'; fn f() -> &'static str { \"R\" }"),
        ("lib.rs", "//! x\npub mod domain;"),
    ] {
        assert_eq!(told(file, text), "", "{text}");
    }
    assert!(
        machine_path(concat!("see /ho", "me/somebody/x")).is_some()
            && machine_path("see /usr/share").is_none()
    );
}
