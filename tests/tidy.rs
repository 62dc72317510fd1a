//! The rules of the house: who may import whom, who owns what, file heads, file lengths, and data files that are well formed.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Longest file, in lines.
const LONGEST: usize = 500;

/// What each module may import besides itself and `model`; `cli` may import all.
const IMPORTS: [(&str, &[&str]); 19] = [
    ("model", &[]),
    ("persian", &[]),
    ("english", &[]),
    ("formats", &[]),
    ("lexicon", &["persian", "english"]),
    ("normalize", &["persian", "lexicon"]),
    ("segment", &["persian", "normalize", "formats"]),
    ("termbase", &["persian", "lexicon", "normalize", "formats"]),
    ("qa", &["persian", "english", "lexicon"]),
    ("transfer", &["persian", "english", "lexicon"]),
    ("eval", &["persian", "english", "lexicon", "termbase", "qa"]),
    ("memory", &["persian", "formats"]),
    ("read", &["persian", "formats"]),
    ("export", &["persian", "formats"]),
    ("backend", &["transfer", "lexicon"]),
    ("config", &["backend", "memory", "normalize", "qa", "segment"]),
    (
        "pipeline",
        &[
            "persian",
            "english",
            "formats",
            "lexicon",
            "normalize",
            "segment",
            "termbase",
            "memory",
            "transfer",
            "backend",
            "qa",
        ],
    ),
    (
        "curate",
        &[
            "persian",
            "english",
            "formats",
            "lexicon",
            "normalize",
            "segment",
            "termbase",
            "memory",
            "transfer",
            "backend",
            "qa",
            "pipeline",
        ],
    ),
    ("lib", &[]),
];

/// Crates and calls that only one module may use.
const OWNERS: [(&str, &[&str]); 8] = [
    ("reqwest::", &["backend"]),
    ("rusqlite::", &["memory"]),
    ("clap::", &["cli"]),
    ("indicatif::", &["cli"]),
    ("quick_xml::", &["formats"]),
    ("println!", &["cli"]),
    ("stdout()", &["cli"]),
    ("env::var", &["cli", "config"]),
];

fn rust_files(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    found.sort();
    found
}

/// The module a file under `src` belongs to: its first folder, or its own name.
fn module(path: &Path) -> String {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let relative = path.strip_prefix(src).unwrap();
    let first = relative.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// The part of a file before its unit tests.
fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or(text)
}

/// The modules named after `crate::` on a line, in groups too: `use crate::{backend, qa};`.
fn imported(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for after in text.split("crate::").skip(1) {
        let list = after.strip_prefix('{').map_or(after, |group| group.split('}').next().unwrap_or(""));
        let parts: Vec<&str> = if after.starts_with('{') { list.split(',').collect() } else { vec![list] };
        for part in parts {
            let name: String = part.trim().chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
            if !name.is_empty() {
                names.push(name);
            }
        }
    }
    names
}

#[test]
fn modules_import_only_what_they_may() {
    let table: BTreeMap<&str, &[&str]> = IMPORTS.into_iter().collect();
    let mut wrong = Vec::new();
    for (path, text) in rust_files("src") {
        let own = module(&path);
        if matches!(own.as_str(), "cli" | "main") {
            continue;
        }
        let may = table.get(own.as_str()).unwrap_or_else(|| panic!("{own} is not in the table of imports"));
        for name in imported(without_tests(&text)) {
            if name != own && name != "model" && !may.contains(&name.as_str()) {
                wrong.push(format!("{}: {own} may not import {name}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_outside_world_has_one_owner_each() {
    let mut wrong = Vec::new();
    for (path, text) in rust_files("src") {
        let own = module(&path);
        for (what, owners) in OWNERS {
            if without_tests(&text).contains(what) && !owners.contains(&own.as_str()) {
                wrong.push(format!("{}: `{what}` belongs to {}", path.display(), owners.join(", ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_have_a_head_and_are_not_too_long() {
    let mut wrong = Vec::new();
    for folder in ["src", "tests", "benches", "examples"] {
        for (path, text) in rust_files(folder) {
            if !text.starts_with("//! ") {
                wrong.push(format!("{}: the first line must say what the file is for (`//! …`)", path.display()));
            }
            if text.lines().count() > LONGEST {
                wrong.push(format!("{}: more than {LONGEST} lines", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_stubs_and_no_muted_tests_are_left() {
    let mut wrong = Vec::new();
    for folder in ["src", "tests", "benches"] {
        for (path, text) in rust_files(folder).iter().filter(|(path, _)| !path.ends_with("tidy.rs")) {
            for word in ["todo!(", "unimplemented!(", "#[ignore", "dbg!("] {
                if text.contains(word) {
                    wrong.push(format!("{}: `{word}`", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn lexicon_files_are_typed_sorted_and_without_duplicates() {
    for (name, text) in dilmaj::lexicon::FILES {
        let entries = dilmaj::lexicon::parse(name, text).unwrap_or_else(|error| panic!("{error}"));
        assert!(!entries.is_empty(), "{name}");
        let rows: Vec<&str> = text.lines().skip(1).collect();
        let unsorted = rows.windows(2).find(|pair| pair[0].as_bytes() >= pair[1].as_bytes());
        assert_eq!(unsorted, None, "{name} is not sorted by code point");
    }
}

#[test]
fn the_glossary_is_clean_and_sorted() {
    let (name, text) = dilmaj::config::BUILTIN_GLOSSARY;
    let (entries, mut findings) = dilmaj::termbase::lint_file(name, text);
    findings.extend(dilmaj::termbase::lint_stack(&entries));
    assert!(findings.is_empty(), "{}", findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
    assert!(entries.len() >= 150, "{} concepts", entries.len());
    let unsorted = entries.windows(2).find(|pair| pair[0].source.as_bytes() > pair[1].source.as_bytes());
    assert!(unsorted.is_none(), "{} is not sorted at {:?}", name, unsorted.map(|pair| &pair[1].source));
}

#[test]
fn the_map_of_the_house_is_short() {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md")).unwrap();
    assert!(text.lines().count() <= 150);
    for (module, _) in IMPORTS.iter().filter(|(module, _)| *module != "lib") {
        assert!(text.contains(&format!("`{module}`")), "ARCHITECTURE.md does not mention `{module}`");
    }
}

/// The texts that a reader of the project meets, besides the code.
fn documents() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in ["", "docs", "lexicon", "glossary"] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "md") {
                found.push((path.clone(), std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn links_between_the_documents_lead_somewhere() {
    let mut wrong = Vec::new();
    for (path, text) in documents() {
        let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for target in targets.filter(|target| !target.contains("://") && !target.starts_with('#')) {
            let file = target.split('#').next().unwrap_or(target);
            if !path.parent().unwrap().join(file).exists() {
                wrong.push(format!("{}: there is no `{target}`", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_file_names_a_place_outside_of_the_project() {
    let mut files = documents();
    for folder in ["src", "tests", "benches", "examples"] {
        files.extend(rust_files(folder).into_iter().filter(|(path, _)| !path.ends_with("tidy.rs")));
    }
    let mut wrong = Vec::new();
    for (path, text) in files {
        for place in ["/work/", "../shared", "/home/", "/root/", "/tmp/"] {
            if text.contains(place) {
                wrong.push(format!("{}: `{place}` is on nobody else's disk", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
