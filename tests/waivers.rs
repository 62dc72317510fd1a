//! Waivers: a term that need not be rendered as the glossary says, in one segment, for a reason; and what is said of those that are of no use.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod common;
#[path = "common/server.rs"]
mod server;

use common::{Done, Folder, fails};
use serde_json::{Value, json};
use server::{content, serve};

const HEAD: &str = "doc\tseg\tterm\treason\tsource\n";
const FIRST: &str = "نشست کارگروه برگزار شد.";

/// A folder with an article whose first segment the server renders against the glossary.
fn folder() -> Folder {
    let answer = content(&json!({ "s01": "The task force met.", "s02": "The working group left." }));
    let (address, _) = serve(vec![answer]);
    let folder = Folder::new();
    folder.write(
        "dilmaj.toml",
        &format!("[qa]\nreasks = 0\n[backend.mock]\nkind = \"chat\"\nmodel = \"tiny\"\nbase_url = \"{address}\"\n"),
    );
    folder.write("g.tsv", "source\ttarget\tforbidden\nکارگروه\tworking group\ttask force\n");
    folder.write("a.txt", &format!("{FIRST}\nکارگروه رفت.\n"));
    folder
}

fn run(folder: &Folder, more: &[&str]) -> Done {
    let args = ["translate", "a.txt", "-o", "out", "-b", "mock", "-g", "g.tsv", "--strict"];
    folder.run(&[&args, more].concat(), "")
}

/// The target, the terms and the issues of a row of the table.
fn row(folder: &Folder, at: usize) -> (String, Value, Value) {
    let table = folder.read("out/a.tsv");
    let cells: Vec<&str> = table.lines().nth(at).unwrap().split('\t').collect();
    (cells[3].to_owned(), serde_json::from_str(cells[6]).unwrap(), serde_json::from_str(cells[7]).unwrap())
}

#[test]
fn a_waived_hit_is_no_issue_and_stays_visible() {
    let folder = folder();
    folder.write("w.tsv", &format!("{HEAD}a.txt\t1\tکارگروه\tname of the body\t{FIRST}\n"));
    let done = run(&folder, &["--waivers", "w.tsv"]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert_eq!(done.out, "");
    assert!(done.err.contains("terms: 1 of 2 as in the glossary, 1 waived"), "{}", done.err);
    let (target, terms, issues) = row(&folder, 1);
    assert_eq!((target.as_str(), issues), ("The task force met.", json!([])), "a waived rendering is not replaced");
    assert_eq!((&terms[0]["state"], &terms[0]["reason"]), (&json!("waived"), &json!("name of the body")));
    assert_eq!(row(&folder, 2).1[0]["state"], "satisfied");
    let manifest: Value = serde_json::from_str(&folder.read("out/manifest.json")).unwrap();
    assert_eq!((&manifest["summary"]["waived"], &manifest["summary"]["term_errors"]), (&json!(1), &json!(0)));
    assert!(!manifest["waivers_fingerprint"].as_str().unwrap().is_empty());
}

#[test]
fn waivers_are_no_part_of_what_is_stored() {
    let folder = folder();
    folder.write("w.tsv", &format!("{HEAD}*\t*\tكارگروه\tname of the body\tنشست كار‌گروه…\n"));
    let settings = folder.read("dilmaj.toml").replace("[qa]", "[qa]\nreplace = false\nwaivers = [\"w.tsv\"]");
    folder.write("dilmaj.toml", &settings);
    assert_eq!(run(&folder, &[]).code, 0);
    folder.write("dilmaj.toml", &settings.replace("[\"w.tsv\"]", "[]"));
    let without = run(&folder, &[]);
    assert_eq!(without.code, 1, "{}", without.err);
    assert!(without.err.contains("0 translated now, 2 from the memory"), "{}", without.err);
    let (_, terms, issues) = row(&folder, 1);
    assert_eq!((&terms[0]["state"], &issues[0]["kind"]), (&json!("open"), &json!("terminology")));
}

#[test]
fn a_waiver_that_was_of_no_use_is_said_with_the_reason() {
    let folder = folder();
    let rows = [
        "a.txt\t1\tکارگروه\tx\tنشست دیگری برگزار شد.",
        "a.txt\t2\tکارگروه\tx\tکارگروه رفت.",
        "a.txt\t2\tسند\tx\tکارگروه رفت.",
        "a.txt\t9\tکارگروه\tx\tکارگروه رفت.",
        "b.txt\t1\tکارگروه\tx\tکارگروه رفت.",
        "*\t*\tکارگروه\tx\tکارگروه آمد.",
    ];
    folder.write("w.tsv", &format!("{HEAD}{}\n", rows.join("\n")));
    let done = run(&folder, &["--waivers", "w.tsv", "--json"]);
    let events = done.err.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let warnings: Vec<String> = events
        .filter(|event| event["event"] == "warning")
        .map(|event| event["message"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        warnings,
        [
            "w.tsv:2: the waiver for `کارگروه` was not used: segment 1 of a.txt reads otherwise now",
            "w.tsv:3: the waiver for `کارگروه` was not used: segment 2 of a.txt renders the term as the glossary says",
            "w.tsv:4: the waiver for `سند` was not used: the term is not found in segment 2 of a.txt",
            "w.tsv:5: the waiver for `کارگروه` was not used: there is no segment 9 in a.txt",
            "w.tsv:7: the waiver for `کارگروه` was not used: no segment reads as its source",
            "waivers: 1 for documents that are not in this run",
        ]
    );
    assert_eq!(row(&folder, 1).0, "The working group met.", "what is not waived is mended");
}

#[test]
fn a_broken_row_ends_the_run_before_anything_is_asked() {
    let folder = folder();
    folder.write("w.tsv", &format!("{HEAD}a.txt\tone\tکارگروه\tx\tکارگروه رفت.\n"));
    let done = run(&folder, &["--waivers", "w.tsv"]);
    fails(&done, 2, "w.tsv:2:2: `one` is no segment number");
    assert!(done.err.contains("hint: a whole number from 1, or *"), "{}", done.err);
    fails(&run(&folder, &["--waivers", "none.tsv"]), 2, "cannot read `none.tsv`");
    assert!(!folder.path("out").exists());
}
