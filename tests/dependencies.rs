//! What we build on: each dependency has its reason in Cargo.toml, each crate a licence that lets ours be given away, and none
//! comes from a folder or a repository that may change under us.

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

#[test]
fn every_crate_may_be_given_away_and_comes_from_the_registry() {
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
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let ours = metadata["resolve"]["root"].as_str().unwrap();
    let wrong: Vec<String> = metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|package| package["id"] != ours)
        .filter(|package| {
            let source = package["source"].as_str().unwrap_or_default();
            !package["license"].as_str().is_some_and(fits) || !source.starts_with("registry+")
        })
        .map(|package| format!("{} {} {}", package["name"], package["license"], package["source"]))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_dependency_has_its_reason() {
    let manifest = include_str!("../Cargo.toml");
    let bare: Vec<&str> = manifest
        .split("\n[")
        .filter(|section| section.starts_with("dependencies]") || section.starts_with("dev-dependencies]"))
        .flat_map(|section| section.lines().skip(1))
        .filter(|line| line.contains(" = ") && !line.contains(" # "))
        .collect();
    assert!(bare.is_empty(), "{bare:#?}");
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
