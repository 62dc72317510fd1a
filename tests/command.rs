//! A program as a backend: its answers, its faults, and how it is started anew.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod common;

use common::{Folder, fails};

/// Reads the id of a request; the rest of the line is not looked at.
const ID: &str = r#"id=$(printf '%s' "$line" | sed 's/.*"id":\([0-9]*\),"source".*/\1/')"#;

const ANSWER: &str = r#"printf '{"id":%s,"translations":{"s01":"The working group met.","s02":"He left."}}\n' "$id""#;

const RUN: [&str; 10] = ["--config", "own.toml", "translate", "a.txt", "-o", "out", "-b", "own", "-g", "g.tsv"];

fn folder(script: &str, more: &str) -> Folder {
    let folder = Folder::new();
    folder.write("own.sh", script);
    folder.write("own.toml", &format!("[backend.own]\nkind = \"command\"\ncommand = [\"sh\", \"own.sh\"]\n{more}\n"));
    folder.write("g.tsv", "source\ttarget\nکارگروه\tworking group\n");
    folder.write("a.txt", "نشست کارگروه برگزار شد.\nاو رفت.\n");
    folder
}

#[test]
fn a_program_answers_line_by_line() {
    let folder = folder(&format!("while read -r line; do\n echo \"$line\" >> asked\n {ID}\n {ANSWER}\ndone\n"), "");
    let done = folder.run(&RUN, "");
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(folder.read("out/a.tsv").contains("\tHe left.\tmachine:own\ttranslated\t"));
    let asked: serde_json::Value = serde_json::from_str(folder.read("asked").lines().next().unwrap()).unwrap();
    assert_eq!(asked["segments"][0]["terms"][0]["target"], "working group");
    assert_eq!(asked["segments"][1]["text"], "او رفت.");
    let probe = folder.run(&["--config", "own.toml", "backends", "--probe"], "");
    assert!(probe.out.contains("answers: The working group met."), "{}", probe.out);
}

#[test]
fn a_program_that_dies_is_started_anew() {
    let script =
        format!("touch started-$$\nread -r line\n[ $(ls started-* | wc -l) -gt 1 ] || exit 3\n{ID}\n{ANSWER}\n");
    let folder = folder(&script, "");
    let done = folder.run(&RUN, "");
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(folder.read("out/a.tsv").contains("He left."));
}

#[test]
fn what_is_wrong_with_a_program_is_said() {
    let dead = folder("echo 'no model here' >&2\nexit 3\n", "");
    let done = dead.run(&RUN, "");
    assert_eq!(done.code, 1, "{}", done.err);
    assert!(done.err.contains("the program ended (exit status: 3): no model here"), "{}", done.err);
    let chatty = folder("while read -r line; do echo 'loading'; done\n", "").run(&RUN, "");
    assert!(chatty.err.contains("`loading` is no JSON; messages belong on standard error"), "{}", chatty.err);
    let slow = folder("read -r line\nsleep 60\n", "timeout = \"200ms\"").run(&RUN, "");
    assert!(slow.err.contains("did not answer within"), "{}", slow.err);
    let missing = folder("", "");
    missing.write("own.toml", "[backend.own]\nkind = \"command\"\ncommand = [\"no-such-program\"]\n");
    fails(&missing.run(&RUN, ""), 2, "`no-such-program` cannot be started");
}

#[test]
fn a_found_settings_file_does_not_run_a_program_on_its_own() {
    let folder = folder("touch was-run\n", "");
    std::fs::rename(folder.path("own.toml"), folder.path("dilmaj.toml")).unwrap();
    let done = folder.run(&RUN[2..], "");
    fails(&done, 2, "dilmaj.toml runs the program `sh own.sh`, and the file was found, not named");
    assert!(!folder.path("was-run").exists());
}
