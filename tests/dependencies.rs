//! What we build on, and who of our own crates may know whom: each dependency has its reason in Cargo.toml, each crate a licence that
//! lets ours be given away, none comes from a folder or a repository that may change under us, and the edges between our own are
//! those that ARCHITECTURE.md says.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![expect(clippy::string_slice, reason = "what is sliced was found at that very place")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// Licences that go with MIT OR Apache-2.0.
const FITTING: [&str; 9] = [
    "MIT",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Whether a licence expression lets us choose one of ours in each of its parts.
fn fits(expression: &str) -> bool {
    expression.split(" AND ").all(|part| {
        let part = part.trim_matches(['(', ')']).replace('/', " OR ");
        part.split(" OR ").any(|licence| FITTING.contains(&licence))
    })
}

/// What cargo knows of the packages and of how they were resolved.
fn metadata() -> Value {
    // Crates of other systems were never fetched here, and are no part of what is built.
    let rustc = Command::new("rustc").arg("-vV").output().unwrap();
    let host = String::from_utf8(rustc.stdout).unwrap();
    let host = host.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", host])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The packages of the workspace.
fn members(metadata: &Value) -> Vec<&Value> {
    let ours: Vec<&str> = strings(&metadata["workspace_members"]);
    let packages = metadata["packages"].as_array().unwrap().iter();
    packages.filter(|package| ours.contains(&package["id"].as_str().unwrap())).collect()
}

fn strings(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().filter_map(Value::as_str).collect()
}

/// What a package names in its manifest: all of it, or what is not for its tests alone.
fn named(package: &Value, tests: bool) -> BTreeSet<String> {
    let listed = package["dependencies"].as_array().unwrap().iter();
    let listed = listed.filter(|dependency| tests || dependency["kind"].is_null());
    listed.map(|dependency| dependency["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_crate_may_be_given_away_and_comes_from_the_registry() {
    let metadata = metadata();
    let ours = strings(&metadata["workspace_members"]);
    let wrong: Vec<String> = metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|package| !ours.contains(&package["id"].as_str().unwrap()))
        .filter(|package| {
            let source = package["source"].as_str().unwrap_or_default();
            !package["license"].as_str().is_some_and(fits) || !source.starts_with("registry+")
        })
        .map(|package| format!("{} {} {}", package["name"], package["license"], package["source"]))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The crates that the table of ARCHITECTURE.md has, each with those that it may know.
fn table(architecture: &str) -> BTreeMap<String, BTreeSet<String>> {
    let rows = architecture.lines().skip_while(|line| !line.starts_with("| crate |")).skip(2);
    let rows = rows.take_while(|line| line.starts_with('|'));
    let words = |cell: &str| -> Vec<String> {
        let names = cell.split(',').map(|name| name.trim().trim_matches('`'));
        names.filter(|name| !["", "—"].contains(name)).map(|name| format!("xieban-{name}")).collect()
    };
    rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split('|').collect();
        (words(cells[0]).remove(0), words(cells[2]).into_iter().collect())
    })
    .collect()
}

#[test]
fn the_crates_know_each_other_as_the_table_of_the_architecture_says() {
    let metadata = metadata();
    let edges: BTreeMap<String, BTreeSet<String>> = members(&metadata)
        .into_iter()
        .map(|package| (package["name"].as_str().unwrap().to_owned(), named(package, false)))
        .filter(|(name, _)| !["xieban", "xieban-support"].contains(&name.as_str()))
        .map(|(name, named)| (name, named.into_iter().filter(|name| name.starts_with("xieban-")).collect()))
        .collect();
    let said = table(include_str!("../ARCHITECTURE.md"));
    assert_eq!(edges, said);
    for outside in ["xieban-board", "xieban-site"] {
        let (mut reached, mut new) = (BTreeSet::new(), vec![outside.to_owned()]);
        while let Some(name) = new.pop() {
            new.extend(edges[&name].iter().filter(|name| !reached.contains(*name)).cloned());
            reached.insert(name);
        }
        assert!(
            !reached.contains("xieban-office") && !reached.contains("xieban-store"),
            "{outside}: {reached:?}"
        );
    }
    let without = table("| crate | owns | may know |\n|---|---|---|\n| `ui` | x | `term`, `store` |\n");
    assert_ne!(without["xieban-ui"], edges["xieban-ui"], "the control: another edge is another table");
}

/// The code of a package: its own folder, or the tests and examples of the root.
fn code(package: &Value) -> String {
    let manifest = Path::new(package["manifest_path"].as_str().unwrap());
    let folder = manifest.parent().unwrap();
    let folders = match package["name"] == "xieban" {
        true => ["src/main.rs", "tests", "examples"].map(|name| folder.join(name)).to_vec(),
        false => vec![folder.to_owned()],
    };
    let mut text = String::new();
    let mut left = folders;
    while let Some(path) = left.pop() {
        if path.is_dir() && !path.ends_with("tests/support") || path == folder {
            left.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            text += &fs::read_to_string(&path).unwrap();
        }
    }
    text
}

#[test]
fn no_crate_names_another_that_it_does_not_use() {
    let metadata = metadata();
    let mut idle = Vec::new();
    for package in members(&metadata) {
        let code = code(package);
        let used = |name: &str| {
            let name = name.replace('-', "_");
            let edge = |c: Option<char>| !c.is_some_and(|c| c.is_alphanumeric() || c == '_');
            code.match_indices(&name).any(|(at, _)| {
                edge(code[..at].chars().next_back()) && edge(code[at + name.len()..].chars().next())
            })
        };
        let unused = named(package, true).into_iter().filter(|name| !used(name));
        idle.extend(unused.map(|name| format!("{} names {name}", package["name"])));
    }
    assert!(idle.is_empty(), "{idle:#?}");
}

/// The lines of `[workspace.dependencies]` that are not our own crates.
fn listed(manifest: &str) -> Vec<&str> {
    let section =
        manifest.split("\n[").find(|section| section.starts_with("workspace.dependencies]")).unwrap();
    section.lines().skip(1).filter(|line| line.contains(" = ") && !line.starts_with("xieban-")).collect()
}

/// The lines that give no reason.
fn bare<'l>(listed: &[&'l str]) -> Vec<&'l str> {
    listed
        .iter()
        .copied()
        .filter(|line| line.split_once(" # ").is_none_or(|(_, why)| why.len() < 8))
        .collect()
}

#[test]
fn every_dependency_has_its_reason() {
    let manifest = include_str!("../Cargo.toml");
    let listed = listed(manifest);
    assert_eq!(bare(&listed), Vec::<&str>::new());
    let name = |line: &&str| line.split(' ').next().unwrap().to_owned();
    let first: Vec<String> = listed.iter().take(6).map(name).collect();
    assert_eq!(first, ["ratatui", "crossterm", "redb", "serde", "chrono", "unicode-width"]);
    // Every manifest takes its dependencies from there, and there is none that no manifest takes.
    let metadata = metadata();
    let mut taken = BTreeSet::new();
    for package in members(&metadata) {
        let path = package["manifest_path"].as_str().unwrap();
        let text = fs::read_to_string(path).unwrap();
        for section in text.split("\n[").filter(|section| {
            section.starts_with("dependencies]") || section.starts_with("dev-dependencies]")
        }) {
            let own: Vec<&str> = section
                .lines()
                .skip(1)
                .filter(|line| {
                    !line.is_empty() && !line.starts_with('#') && !line.ends_with(".workspace = true")
                })
                .collect();
            assert!(own.is_empty(), "{path} {own:?}");
        }
        taken.extend(named(package, true));
    }
    let idle: Vec<String> = listed.iter().map(name).filter(|name| !taken.contains(name)).collect();
    assert!(idle.is_empty(), "{idle:?}");
    assert_eq!(
        bare(&["redb = \"4\"", "serde = \"1\" # records are written"]),
        ["redb = \"4\""],
        "the control"
    );
}

/// The libraries that the tests were built with, by the name that code uses.
fn built() -> BTreeMap<String, String> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["test", "--no-run", "--locked", "--offline", "--message-format=json", "--quiet"]);
    if !cfg!(debug_assertions) {
        cargo.arg("--release");
    }
    let output = cargo.current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).unwrap();
    let artifacts = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    artifacts
        .filter(|line| line["reason"] == "compiler-artifact" && line["profile"]["test"] == false)
        .filter_map(|line| {
            let files = strings(&line["filenames"]).into_iter().map(str::to_owned);
            let library = files
                .into_iter()
                .find(|file| Path::new(file).extension().is_some_and(|end| end == "rlib"))?;
            Some((line["target"]["name"].as_str()?.to_owned(), library))
        })
        .collect()
}

/// What the compiler says of a file that stands in this crate and has this line in it.
fn compiled(package: &Value, built: &BTreeMap<String, String>, line: &str) -> Result<(), String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("named.rs");
    fs::write(&file, format!("//! A file of this crate.\n{line}\n")).unwrap();
    let mut rustc = Command::new("rustc");
    rustc.args(["--edition", "2024", "--crate-type", "lib", "--emit", "metadata", "--out-dir"]);
    rustc.arg(folder.path()).arg(&file);
    let deps = Path::new(built.values().next().unwrap()).parent().unwrap();
    rustc.arg("-L").arg(format!("dependency={}", deps.display()));
    for name in named(package, false) {
        let name = name.replace('-', "_");
        if let Some(library) = built.get(&name) {
            rustc.arg("--extern").arg(format!("{name}={library}"));
        }
    }
    let output = rustc.output().unwrap();
    match output.status.success() {
        true => Ok(()),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}

/// The compiler itself refuses a file that names a crate beyond its own; its twin, which names what it may, is compiled.
#[test]
fn a_file_that_names_what_its_crate_may_not_know_does_not_compile() {
    let (metadata, built) = (metadata(), built());
    let find = |name: &str| members(&metadata).into_iter().find(|package| package["name"] == name).unwrap();
    for (name, refused, twin) in [
        ("xieban-ui", "pub use xieban_store::Store;", "pub use xieban_office::Office;"),
        ("xieban-ui", "pub fn f(_: &xieban_journal::Page) {}", "pub fn f(_: &xieban_domain::case::Case) {}"),
        ("xieban-board", "pub use xieban_office::Office;", "pub use xieban_public::Wall;"),
        ("xieban-site", "pub fn f(_: xieban_office::Answer) {}", "pub fn f(_: xieban_public::Web) {}"),
        ("xieban-domain", "pub use xieban_store::Store;", "pub use xieban_words::sanitise;"),
    ] {
        let package = find(name);
        let said = compiled(package, &built, refused).unwrap_err();
        assert!(said.contains("E0432") || said.contains("E0433"), "{name}: {refused}: {said}");
        compiled(package, &built, twin).unwrap_or_else(|said| panic!("{name}: {twin}: {said}"));
    }
}

#[test]
fn a_licence_that_binds_ours_is_seen() {
    assert!(
        fits("MIT OR LGPL-2.1-or-later")
            && fits("MIT/Apache-2.0")
            && fits("(MIT OR Apache-2.0) AND Unicode-3.0")
    );
    assert!(
        !fits("GPL-3.0-only") && !fits("MIT AND GPL-3.0-only") && !fits("(GPL-3.0-only OR SSPL-1.0) AND MIT")
    );
}
