//! `dilmaj memory …` and what it means for a translation: reviews win, nothing is lost on the way out and in, one writer at a time.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod common;

use common::{Done, Folder, fails};

fn ok(done: &Done) {
    assert_eq!(done.code, 0, "{}", done.err);
}

fn translated() -> Folder {
    let folder = Folder::new();
    folder.write("a.txt", "او رفت.\nکتاب خوب است.\nاو آمد.\n");
    ok(&folder.run(&["translate", "a.txt", "-o", "out"], ""));
    folder
}

/// The row of `out/a.tsv` with this number, as cells.
fn row(folder: &Folder, seg: usize) -> Vec<String> {
    folder.read("out/a.tsv").lines().nth(seg).unwrap().split('\t').map(str::to_owned).collect()
}

#[test]
fn an_edited_table_comes_back_and_wins() {
    let folder = translated();
    let old = row(&folder, 2);
    let table = folder.read("out/a.tsv").replace(&old[3], "That book is a good one.");
    folder.write("edited.tsv", &table);
    let done = folder.run(&["memory", "import", "edited.tsv", "--reviewed", "--reviewer", "Mina"], "");
    ok(&done);
    assert!(done.err.contains("3 units added"), "{}", done.err);
    ok(&folder.run(&["translate", "a.txt", "-o", "out"], ""));
    let new = row(&folder, 2);
    assert_eq!((new[3].as_str(), new[4].as_str(), new[5].as_str()), ("That book is a good one.", "exact", "reviewed"));
    // The whole document again is never overwritten, and importing again changes nothing.
    ok(&folder.run(&["translate", "a.txt", "-o", "out", "--redo", "a.txt"], ""));
    assert_eq!(row(&folder, 2), new);
    let again = folder.run(&["memory", "import", "edited.tsv", "--reviewed"], "");
    assert!(again.err.contains("0 units added, 3 known already"), "{}", again.err);
    let history = folder.run(&["memory", "history", "a.txt", "2"], "");
    assert!(history.out.contains(&old[3]) && history.out.contains("That book is a good one."), "{}", history.out);
}

#[test]
fn a_review_that_a_new_glossary_contradicts_is_flagged_and_kept() {
    let folder = translated();
    folder.write("r.tsv", "source\ttarget\nکتاب خوب است.\tThe volume is good.\n");
    ok(&folder.run(&["memory", "import", "r.tsv", "--reviewed"], ""));
    folder.write("g.tsv", "source\ttarget\nکتاب\tbook\n");
    folder.run(&["translate", "a.txt", "-o", "out", "-g", "g.tsv"], "");
    let row = row(&folder, 2);
    assert_eq!((row[3].as_str(), row[5].as_str()), ("The volume is good.", "reviewed"));
    assert!(row[7].contains("terminology") && row[7].contains("book"), "{}", row[7]);
}

#[test]
fn every_format_brings_back_what_it_took() {
    let folder = translated();
    ok(&folder.run(&["memory", "import", "out/a.tsv", "--reviewed"], ""));
    ok(&folder.run(&["memory", "export", "-o", "first.jsonl"], ""));
    let first = without_time(&folder.read("first.jsonl"));
    assert_eq!(first.len(), 3);
    for format in ["tmx", "tsv", "jsonl"] {
        let file = format!("units.{format}");
        ok(&folder.run(&["memory", "export", "-o", &file], ""));
        let other = Folder::new();
        other.write(&file, &folder.read(&file));
        ok(&other.run(&["memory", "import", &file], ""));
        ok(&other.run(&["memory", "export", "-o", "second.jsonl"], ""));
        assert_eq!(without_time(&other.read("second.jsonl")), first, "{format}");
    }
    assert!(folder.read("units.tmx").contains("<tuv xml:lang=\"fa\"><seg>او رفت.</seg></tuv>"));
}

fn without_time(text: &str) -> Vec<String> {
    text.lines().map(|line| line.split(",\"added\"").next().unwrap().to_owned()).collect()
}

#[test]
fn two_columns_are_enough_and_a_hostile_file_leaves_nothing() {
    let folder = Folder::new();
    folder.write("two.tsv", "سلام دنیا\tHello, world\nدرود\tHail\n");
    let done = folder.run(&["memory", "import", "two.tsv", "--json"], "");
    assert_eq!(done.out.trim(), r#"{"added":2,"known":0,"superseded":0,"left_out":0}"#);
    folder.write("bad.tmx", "<tmx><body><tu><tuv xml:lang=\"fa\"><seg>a</seg></tuv><tuv xml:lang=\"en\"><seg>b</seg></tuv></tu>\n<tu>&lol;</tu></body></tmx>");
    fails(&folder.run(&["memory", "import", "bad.tmx"], ""), 2, "bad.tmx:2:5: the entity `&lol;` is not expanded");
    folder.write_bytes("bad.tsv", b"source\ttarget\na\t\xff\n");
    fails(&folder.run(&["memory", "import", "bad.tsv"], ""), 2, "bad.tsv:2:3: not UTF-8");
    let stats = folder.run(&["memory", "stats", "--json"], "");
    assert!(stats.out.contains(r#""units":{"translated":2}"#), "{}", stats.out);
    let found = folder.run(&["memory", "search", "سلام  دنيا"], "");
    assert!(found.out.contains("Hello, world"), "another spelling: {}", found.out);
    assert!(folder.run(&["memory", "search", "hail", "--target"], "").out.contains("درود"));
    assert_eq!(folder.run(&["memory", "search", "hail", "--source", "--json"], "").out, "[]\n");
}

#[test]
fn a_dry_run_tells_what_is_stale_and_why() {
    let folder = translated();
    let none = folder.run(&["translate", "a.txt", "-o", "out", "--dry-run"], "");
    assert!(none.out.contains("3 segments, 0 would be asked"), "{}", none.out);
    folder.write("g.tsv", "source\ttarget\nکتاب\tvolume\n");
    folder.write("a.txt", "او رفت.\nکتاب خوب است.\nاو نشست.\n");
    let some = folder.run(&["translate", "a.txt", "-o", "out", "-g", "g.tsv", "--dry-run", "--json"], "");
    let total: serde_json::Value = serde_json::from_str(some.out.lines().last().unwrap()).unwrap();
    assert_eq!((&total["stored"], &total["missing"]), (&1.into(), &1.into()), "{total}");
    assert_eq!((&total["stale"]["segments"], &total["stale"]["glossary"]), (&1.into(), &1.into()), "{total}");
}

#[test]
fn what_is_damaged_is_moved_aside_only_on_request() {
    let folder = translated();
    let whole = std::fs::read(folder.path(".dilmaj/memory.db")).unwrap();
    for (bytes, message) in [
        (&whole[..whole.len() / 2], "is damaged"),
        (&b"a letter, and no database at all, which is long enough to be looked at"[..], "no SQLite database"),
    ] {
        folder.write_bytes(".dilmaj/memory.db", bytes);
        fails(&folder.run(&["translate", "a.txt", "-o", "out"], ""), 2, message);
        assert_eq!(std::fs::read(folder.path(".dilmaj/memory.db")).unwrap(), bytes);
        let done = folder.run(&["memory", "check", "--move-aside"], "");
        ok(&done);
        assert!(!folder.path(".dilmaj/memory.db").exists(), "{}", done.err);
        ok(&folder.run(&["translate", "a.txt", "-o", "out"], ""));
    }
    let aside = std::fs::read_dir(folder.path(".dilmaj")).unwrap();
    let names = aside.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    let aside =
        names.filter(|name| name.contains(".aside-") && !name.ends_with("-wal") && !name.ends_with("-shm")).count();
    assert_eq!(aside, 2);
    let sound = folder.run(&["memory", "check", "--move-aside"], "");
    assert!(sound.out.contains("it is sound"), "{}", sound.out);
}

#[test]
fn a_second_writer_is_told_who_is_first_and_readers_are_let_in() {
    let folder = translated();
    let lock = std::fs::OpenOptions::new().write(true).open(folder.path(".dilmaj/memory.db.lock")).unwrap();
    lock.lock().unwrap();
    let second = folder.run(&["translate", "a.txt", "-o", "out2"], "");
    fails(&second, 2, "is writing to the memory");
    assert!(second.err.contains("process "), "{}", second.err);
    for reader in [
        &["translate", "a.txt", "-o", "out2", "--dry-run"][..],
        &["memory", "stats"],
        &["memory", "check"],
        &["memory", "search", "او"],
        &["memory", "export", "-o", "-", "--to", "tsv"],
        &["memory", "history", "a.txt", "1"],
        &["translate", "a.txt", "-o", "out3", "--no-memory"],
    ] {
        ok(&folder.run(reader, ""));
    }
    lock.unlock().unwrap();
    ok(&folder.run(&["translate", "a.txt", "-o", "out2"], ""));
}

#[test]
fn memories_are_merged_and_pruned_without_losing_a_review() {
    let (one, two) = (translated(), Folder::new());
    two.write("b.txt", "هوا سرد است.\nاو رفت.\n");
    ok(&two.run(&["translate", "b.txt", "-o", "out"], ""));
    two.write("r.tsv", "source\ttarget\nهوا سرد است.\tIt is cold.\n");
    ok(&two.run(&["memory", "import", "r.tsv", "--reviewed"], ""));
    let other = two.path(".dilmaj/memory.db");
    let other = other.to_str().unwrap();
    let done = one.run(&["memory", "merge", other], "");
    ok(&done);
    assert!(done.err.contains("1 answers and 1 units taken"), "{}", done.err);
    let again = one.run(&["memory", "merge", other], "");
    assert!(again.err.contains("0 answers and 0 units taken, 1 units known already"), "{}", again.err);
    assert_eq!(one.run(&["memory", "prune", "--older-than", "0d", "--dry-run"], "").code, 0);
    ok(&one.run(&["memory", "prune", "--origin", "machine:transfer"], ""));
    let stats = one.run(&["memory", "stats", "--json"], "");
    assert!(stats.out.contains(r#""candidates":{},"units":{"reviewed":1}"#), "{}", stats.out);
    fails(&one.run(&["memory", "prune"], ""), 2, "--older-than");
}
