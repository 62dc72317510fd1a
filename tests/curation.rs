//! The commands of a curator as they are typed: lint, stats, add, edit, diff.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod common;

use common::{Folder, fails};
use serde_json::Value;

const OLD: &str =
    "source\ttarget\tforbidden\nسند\tdocument\t\nشهر هوشمند\tsmart city\t\nکارگروه\tworking group\ttask force\n";

/// Nine segments; «کارگروه» is in two of them, which are equal, «شهر هوشمند» in one.
const ARTICLE: &str = "نشست کارگروه برگزار شد.\nاو رفت.\nاین سند امضا شد.\nنشست کارگروه برگزار شد.\nهوا خوب است.\nشهر هوشمند بزرگ است.\nکتاب خوب است.\nآب سرد است.\nباران آمد.\n";

fn translated() -> Folder {
    let folder = Folder::new();
    folder.write("in/a.txt", ARTICLE);
    folder.write("old.tsv", OLD);
    assert_eq!(folder.run(&["translate", "in", "-o", "out", "-g", "old.tsv"], "").code, 0);
    folder
}

fn json(folder: &Folder, args: &[&str]) -> Value {
    let done = folder.run(args, "");
    assert_eq!(done.code, 0, "{}", done.err);
    serde_json::from_str(&done.out).unwrap()
}

#[test]
fn lint_names_every_fault_with_its_place() {
    let folder = Folder::new();
    folder.write("a.tsv", "source\ttarget\tpos\nكارگروه\tworking group\tnuon\nاز\tfrom\t\n\t\t\n");
    folder.write("b.tsv", "target\tsource\nof\tاز\n");
    let done = folder.run(&["glossary", "lint", "a.tsv", "b.tsv"], "");
    assert_eq!(done.code, 1);
    for expected in [
        "error: a.tsv:2:3: unknown pos `nuon`",
        "warning: a.tsv:3:1: `از` is a function word and will hit everywhere",
        "warning: a.tsv:4: the row has no content",
        "warning: b.tsv:2:2: `از` is `of` here and `from` in a.tsv:3",
    ] {
        assert!(done.out.contains(expected), "{expected} in {}", done.out);
    }
    let found: Value = serde_json::from_str(&folder.run(&["glossary", "lint", "b.tsv", "--json"], "").out).unwrap();
    assert_eq!((&found[0]["line"], &found[0]["column"]), (&2.into(), &2.into()));
}

#[test]
fn lint_recognises_foreign_tables_and_encodings() {
    let folder = Folder::new();
    folder.write("semicolons.csv", "source;target\nسند;document\n");
    let (legacy, _, _) =
        encoding_rs::WINDOWS_1256.encode("source\ttarget\nكارگروه مشترك\tworking group\nسند\tdocument\n");
    folder.write_bytes("legacy.tsv", &legacy);
    let done = folder.run(&["glossary", "lint", "semicolons.csv", "legacy.tsv"], "");
    assert_eq!(done.code, 1);
    assert!(
        done.out.contains("semicolons.csv:1:1: the cells are separated by semicolons, not by tabs"),
        "{}",
        done.out
    );
    assert!(done.out.contains("error: legacy.tsv:2:1: not UTF-8, but windows-1256"), "{}", done.out);
    assert!(done.out.contains("legacy.tsv:2:1: `كارگروه مشترك` has Arabic ي or ك"), "the rest is linted: {}", done.out);
}

#[test]
fn stats_count_entries_and_their_use() {
    let folder = Folder::new();
    folder.write("g.tsv", OLD);
    folder.write("in/a.txt", ARTICLE);
    let found = json(&folder, &["glossary", "stats", "g.tsv", "--on", "in", "--json"]);
    assert_eq!((&found["entries"], &found["forbidden"], &found["segments"]), (&3.into(), &1.into(), &9.into()));
    assert_eq!((&found["found"][0]["target"], &found["found"][0]["hits"]), (&"working group".into(), &2.into()));
    folder.write("in/a.txt", "او رفت.\n");
    let text = folder.run(&["glossary", "stats", "g.tsv", "--on", "in"], "").out;
    assert!(text.contains("3 entries never found:") && text.contains("(g.tsv:3)"), "{text}");
}

#[test]
fn add_and_edit_change_one_row() {
    let folder = Folder::new();
    folder.write("g.tsv", OLD);
    let done =
        folder.run(&["glossary", "add", "g.tsv", "--source", "وزیر", "--target", "minister", "--aliases", "وزرا"], "");
    assert_eq!((done.code, done.out.as_str()), (0, "g.tsv:4: وزیر → minister\n"), "{}", done.err);
    let expected =
        OLD.replace("forbidden\n", "forbidden\taliases\n").replace("\nکارگروه", "\nوزیر\tminister\t\tوزرا\nکارگروه");
    assert_eq!(folder.read("g.tsv"), expected);
    let done = folder.run(&["glossary", "edit", "g.tsv", "وزیر", "--target", "cabinet minister"], "");
    assert_eq!(done.code, 0, "{}", done.err);
    assert_eq!(folder.read("g.tsv"), expected.replace("minister", "cabinet minister"));
    let refused = folder.run(&["glossary", "add", "g.tsv", "--source", "وزرا", "--target", "ministers"], "");
    fails(&refused, 2, "g.tsv:4: `وزرا` is already there as `cabinet minister`");
    assert!(refused.err.contains("hint: change that row with `glossary edit`"), "{}", refused.err);
    fails(&folder.run(&["glossary", "edit", "g.tsv", "وزرا", "--target", "x"], ""), 2, "there is no entry `وزرا`");
    fails(&folder.run(&["glossary", "edit", "g.tsv", "وزیر"], ""), 2, "nothing to change");
    assert_eq!(
        folder.read("g.tsv"),
        expected.replace("minister", "cabinet minister"),
        "a refused change writes nothing"
    );
}

#[test]
fn a_diff_shows_exactly_the_touched_segments() {
    let folder = translated();
    folder.write("new.tsv", &OLD.replace("working group", "task group").replace("task force", "workgroup"));
    let found = json(&folder, &["glossary", "diff", "old.tsv", "new.tsv", "--on", "in", "--json"]);
    assert_eq!((&found["segments"], &found["touched"]), (&9.into(), &2.into()));
    assert_eq!((&found["fates"]["ask"], &found["fates"]["same"]), (&1.into(), &1.into()));
    assert_eq!((&found["ask"]["words"], &found["free"]), (&4.into(), &true.into()));
    let columns: Vec<&str> =
        found["changes"][0]["columns"].as_array().unwrap().iter().map(|one| one["column"].as_str().unwrap()).collect();
    assert_eq!(columns, ["target", "forbidden"]);
    let first = &found["list"][0];
    assert_eq!((&first["doc"], &first["seg"]), (&"a.txt".into(), &1.into()));
    assert!(first["before"].as_str().unwrap().contains("working group"), "{first}");
    assert!(first["after"].as_str().unwrap().contains("task group"), "{first}");

    // The same from the tables alone, without the memory.
    std::fs::remove_dir_all(folder.path(".dilmaj")).unwrap();
    let tables = json(&folder, &["glossary", "diff", "old.tsv", "new.tsv", "--on", "in", "--in", "out", "--json"]);
    assert_eq!(tables["list"][0]["before"], first["before"]);
    let tables = json(&folder, &["glossary", "diff", "old.tsv", "new.tsv", "--on", "out/a.tsv", "--json"]);
    assert_eq!((&tables["touched"], &tables["list"][0]["before"]), (&2.into(), &first["before"]));
    assert!(!folder.path(".dilmaj").exists(), "looking makes no memory");
}

#[test]
fn what_the_diff_says_is_what_the_next_run_asks() {
    let folder = translated();
    folder.write("new.tsv", &OLD.replace("working group", "task group"));
    let before = folder.read("out/a.tsv");
    let again = folder.run(&["translate", "in", "-o", "out", "-g", "new.tsv"], "");
    assert!(again.err.contains("1 translated now, 8 from the memory"), "{}", again.err);
    let after = folder.read("out/a.tsv");
    let changed: Vec<usize> =
        before.lines().zip(after.lines()).enumerate().filter(|(_, (old, new))| old != new).map(|(at, _)| at).collect();
    assert_eq!(changed, [1, 4], "rows 1 and 4 hold the term, all others are byte for byte as they were");
}

#[test]
fn an_answer_that_satisfies_the_new_entries_is_kept_only_on_demand() {
    let folder = translated();
    folder.write("new.tsv", &OLD.replace("شهر هوشمند\tsmart city\t\n", ""));
    let diff = ["glossary", "diff", "old.tsv", "new.tsv", "--on", "in"];
    let shown = folder.run(&diff, "");
    assert!(shown.out.contains("1 keepable: satisfied by the stored answer"), "{}", shown.out);
    let dry = |folder: &Folder| folder.run(&["translate", "in", "-o", "x", "-g", "new.tsv", "--dry-run"], "").out;
    assert!(dry(&folder).contains("total: 9 segments, 1 would be asked"), "{}", dry(&folder));
    let kept = folder.run(&[&diff[..], &["--keep"]].concat(), "");
    assert!(kept.out.contains("1 kept"), "{}", kept.out);
    assert!(dry(&folder).contains("total: 9 segments, 0 would be asked"), "{}", dry(&folder));
    assert!(folder.run(&diff, "").out.contains("1 stored: already stored under the new entries"));
}

#[test]
fn forms_that_are_judged_otherwise_are_told_apart_from_those_asked_again() {
    let folder = Folder::new();
    folder.write("in/a.txt", "نشست کارگروه برگزار شد.\n");
    folder.write("old.tsv", "source\ttarget\tadmitted\nنشست\tmeeting\tsession\n");
    folder.write("new.tsv", "source\ttarget\tadmitted\nنشست\tmeeting\t\n");
    folder.write("own.toml", "[backend.own]\nkind = \"command\"\ncommand = [\"sh\", \"own.sh\"]\n");
    folder.write(
        "own.sh",
        "while read -r line; do\nid=$(printf '%s' \"$line\" | sed 's/.*\"id\":\\([0-9]*\\),\"source\".*/\\1/')\nprintf '{\"id\":%s,\"translations\":{\"s01\":\"The session was held.\"}}\\n' \"$id\"\ndone\n",
    );
    let own = ["--config", "own.toml"];
    let run = [&own[..], &["translate", "in", "-o", "out", "-b", "own", "-g", "old.tsv"]].concat();
    assert_eq!(folder.run(&run, "").code, 0);
    let diff = [&own[..], &["glossary", "diff", "old.tsv", "new.tsv", "--on", "in", "-b", "own", "--json"]].concat();
    let found = json(&folder, &diff);
    assert_eq!(
        (&found["touched"], &found["fates"]["rechecked"], &found["ask"]["segments"]),
        (&0.into(), &1.into(), &0.into())
    );
    assert_eq!((&found["list"][0]["satisfied"], &found["changes"][0]["segments"]), (&false.into(), &1.into()));
}
