//! Fuzzy recall in a run: what a like segment is used for, and what it is never used for.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod common;
#[path = "common/server.rs"]
mod server;

use common::Folder;
use dilmaj::memory::{Durability, Memory, NewUnit};
use dilmaj::model::State;
use dilmaj::persian::match_key;
use serde_json::json;
use server::{content, serve};

/// A folder with a text and a memory that holds these reviewed units.
fn folder(text: &str, units: &[(&str, &str)]) -> Folder {
    let folder = Folder::new();
    folder.write("g.tsv", "source\ttarget\nکارگروه\tworking group\n");
    folder.write("a.txt", text);
    std::fs::create_dir_all(folder.path(".dilmaj")).unwrap();
    let memory = Memory::open(&folder.path(".dilmaj/memory.db"), Durability::Full).unwrap();
    let unit = |(source, target): &(&str, &str)| NewUnit {
        source: (*source).to_owned(),
        key: match_key(source),
        target: (*target).to_owned(),
        state: State::Reviewed,
        origin: "test".to_owned(),
        ..NewUnit::default()
    };
    memory.add_units(&units.iter().map(unit).collect::<Vec<_>>(), 1).unwrap();
    folder
}

/// Target, origin and issues of the first row.
fn row(folder: &Folder) -> [String; 3] {
    let table = folder.read("out/a.tsv");
    let cells: Vec<&str> = table.lines().nth(1).unwrap().split('\t').collect();
    [cells[3].to_owned(), cells[4].to_owned(), cells[7].to_owned()]
}

const RUN: [&str; 6] = ["translate", "a.txt", "-o", "out", "-g", "g.tsv"];
const REVIEWED: (&str, &str) =
    ("کارگروه در سال ۱۴۰۱ از ۱۲ شهر دیدن کرد.", "In 1401 the working group paid visits to 12 cities.");

#[test]
fn a_sentence_with_other_figures_takes_the_reviewed_words() {
    let folder = folder("کارگروه در سال ۱۴۰۲ از ۲۵ شهر دیدن کرد.\n", &[REVIEWED]);
    let done = folder.run(&RUN, "");
    assert_eq!(done.code, 0, "{}", done.err);
    let [target, origin, issues] = row(&folder);
    assert_eq!((target.as_str(), origin.as_str()), ("In 1402 the working group paid visits to 25 cities.", "fuzzy:99"));
    assert!(issues.contains("figures exchanged in the translation of"), "{issues}");
}

#[test]
fn a_like_sentence_is_no_answer_unless_the_settings_say_so() {
    let text = "کارگروه در سال ۱۴۰۱ از ۱۲ روستا دیدن کرد.\n";
    let folder = folder(text, &[REVIEWED]);
    folder.run(&RUN, "");
    assert_eq!(row(&folder)[1], "machine:transfer");
    std::fs::remove_dir_all(folder.path("out")).unwrap();
    folder.write("dilmaj.toml", "[memory]\npath = \".dilmaj/other.db\"\nanswer_from = 70\n");
    std::fs::copy(folder.path(".dilmaj/memory.db"), folder.path(".dilmaj/other.db")).unwrap();
    let again = folder.run(&["translate", "a.txt", "-o", "out", "-g", "g.tsv", "--redo", "a.txt"], "");
    assert_eq!(row(&folder)[1], "machine:transfer", "what is asked for by name is translated: {}", again.err);
    folder.write("a.txt", "کارگروه در سال ۱۴۰۱ از ۱۲ کشور دیدن کرد.\n");
    folder.run(&RUN, "");
    let [target, origin, issues] = row(&folder);
    assert_eq!(target, REVIEWED.1);
    assert!(origin.starts_with("fuzzy:") && issues.contains("\"kind\":\"fuzzy\""), "{origin} {issues}");
}

#[test]
fn a_model_is_shown_like_sentences_as_examples() {
    let (address, requests) = serve(vec![content(&json!({ "s01": "In 1401 the working group visited 12 villages." }))]);
    let folder = folder("کارگروه در سال ۱۴۰۱ از ۱۲ روستا دیدن کرد.\n", &[REVIEWED, ("هوا سرد است.", "It is cold.")]);
    let backend = format!("[backend.mock]\nkind = \"chat\"\nmodel = \"tiny\"\nbase_url = \"{address}\"\n");
    folder.write("dilmaj.toml", &backend);
    let done = folder.run(&["translate", "a.txt", "-o", "out", "-g", "g.tsv", "-b", "mock"], "");
    assert_eq!(done.code, 0, "{}", done.err);
    let (_, body) = requests.recv().unwrap();
    let user = body["messages"][1]["content"].as_str().unwrap();
    assert!(user.contains(REVIEWED.1) && !user.contains("It is cold"), "{user}");
}
