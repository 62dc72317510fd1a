//! The program as a user runs it: exit codes, files, bad input.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod common;

use common::{Folder, fails};

const ARTICLE: &str = "به گزارش خبرگزاری مهر، نشست کارگروه مشترک برگزار شد.\nوی افزود: همکاری دو کشور ادامه دارد.\n";

#[test]
fn an_article_becomes_a_table_and_a_manifest() {
    let folder = Folder::new();
    folder.write("in/news/a.txt", ARTICLE);
    let done = folder.run(&["translate", "in", "-o", "out"], "");
    assert_eq!(done.code, 0, "{}", done.err);
    let table = folder.read("out/news/a.tsv");
    let rows: Vec<Vec<&str>> = table.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(rows[0], ["doc", "seg", "source", "target", "origin", "state", "terms", "issues"]);
    assert_eq!(rows.len(), 3);
    assert!(rows[1][3].contains("working group"), "{}", rows[1][3]);
    assert_eq!((rows[2][0], rows[2][1], rows[2][4], rows[2][5]), ("news/a.txt", "2", "machine:transfer", "translated"));
    let manifest: serde_json::Value = serde_json::from_str(&folder.read("out/manifest.json")).unwrap();
    assert_eq!(manifest["summary"]["segments"], 2);
    assert_eq!(manifest["outputs"][0]["file"], "news/a.tsv");
}

#[test]
fn a_second_run_asks_nothing_and_writes_the_same_bytes() {
    let folder = Folder::new();
    folder.write("in/a.txt", ARTICLE);
    folder.run(&["translate", "in", "-o", "one"], "");
    let again = folder.run(&["translate", "in", "-o", "two"], "");
    assert!(again.err.contains("0 translated now, 2 from the memory"), "{}", again.err);
    assert_eq!(folder.read("one/a.tsv"), folder.read("two/a.tsv"));
    let dry = folder.run(&["translate", "in", "-o", "three", "--dry-run"], "");
    assert!(dry.out.contains("total: 2 segments, 0 would be asked"), "{}", dry.out);
    assert!(!folder.path("three").exists());
    let redone = folder.run(&["translate", "in", "-o", "one", "--redo", "a.txt:2"], "");
    assert!(redone.err.contains("1 translated now, 1 from the memory"), "{}", redone.err);
}

#[test]
fn standard_input_without_a_folder_gives_a_table_on_standard_output() {
    let done = Folder::new().run(&["translate", "-"], ARTICLE);
    assert_eq!(done.code, 0, "{}", done.err);
    assert_eq!(done.out.lines().count(), 3);
    assert!(done.out.lines().nth(1).unwrap().starts_with("stdin\t1\t"));
}

#[test]
fn lines_stay_lines() {
    let done = Folder::new().run(&["translate", "--lines"], "سلام. خوبی؟\r\n\n  \nکارگروه آمد\n");
    assert_eq!(done.code, 0, "{}", done.err);
    let lines: Vec<&str> = done.out.split('\n').collect();
    assert_eq!(lines.len(), 5);
    assert!(!lines[0].is_empty() && !lines[0].contains('\r'));
    assert_eq!((lines[1], lines[2], lines[4]), ("", "", ""));
    assert!(lines[3].contains("working group"), "{}", lines[3]);
}

#[test]
fn a_limit_stops_and_the_next_run_goes_on() {
    let folder = Folder::new();
    folder.write("in/a.txt", ARTICLE);
    let limited = folder.run(&["translate", "in", "-o", "out", "--limit", "1"], "");
    assert_eq!(limited.code, 1, "{}", limited.err);
    assert!(!folder.path("out/a.tsv").exists());
    let partial = folder.run(&["translate", "in", "-o", "out", "--limit", "0", "--partial"], "");
    assert_eq!(partial.code, 1);
    let rows = folder.read("out/a.tsv");
    assert!(rows.lines().nth(2).unwrap().contains("\t\t\tinitial\t"), "{rows}");
    assert!(partial.err.contains("1 segment not reached"), "{}", partial.err);
    folder.write("in/b.txt", "این جمله هنوز ترجمه نشده است.\n");
    folder.run(&["translate", "in", "-o", "out", "--limit", "0", "--partial"], "");
    assert!(!folder.path("out/b.tsv").exists(), "nothing of it was reached");
    std::fs::remove_file(folder.path("in/b.txt")).unwrap();
    let rest = folder.run(&["translate", "in", "-o", "out"], "");
    assert!(rest.err.contains("1 translated now, 1 from the memory"), "{}", rest.err);
}

#[test]
fn what_is_asked_again_must_be_there() {
    let folder = Folder::new();
    folder.write("in/a.txt", ARTICLE);
    let unknown = folder.run(&["translate", "in", "-o", "out", "--redo", "a.tx:2"], "");
    fails(&unknown, 2, "no document `a.tx` to ask again");
    assert!(unknown.err.contains("did you mean `a.txt`?"), "{}", unknown.err);
    let beyond = folder.run(&["translate", "in", "-o", "out", "--redo", "a.txt:9"], "");
    assert!(beyond.err.contains("`a.txt` has 2 segments; there is no segment 9"), "{}", beyond.err);
    fails(&folder.run(&["translate", "--lines", "--redo", "a.txt"], ""), 2, "--lines has no documents");
}

/// Whoever started `translate -` by mistake gets out of it with one Ctrl-C.
#[cfg(target_os = "linux")]
#[test]
fn an_interrupt_ends_the_wait_for_standard_input() {
    let folder = Folder::new();
    let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_dilmaj"));
    let program = program.current_dir(folder.path(".")).args(["translate", "-", "-o", "out"]);
    let mut child = program.stdin(std::process::Stdio::piped()).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let is_watching = || {
        let text = std::fs::read_to_string(&status).unwrap();
        let caught = text.lines().find_map(|line| line.strip_prefix("SigCgt:")).unwrap().trim().to_owned();
        u64::from_str_radix(&caught, 16).unwrap() & 0b10 != 0
    };
    while !is_watching() {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
}

#[test]
fn events_are_json_lines() {
    let folder = Folder::new();
    folder.write("in/a.txt", ARTICLE);
    let done = folder.run(&["translate", "in", "-o", "out", "--json"], "");
    let events: Vec<serde_json::Value> = done.err.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let names: Vec<&str> = events.iter().map(|event| event["event"].as_str().unwrap()).collect();
    assert_eq!(names, ["document-started", "answered", "document-finished", "finished"]);
}

#[test]
fn paths_that_give_nothing_are_errors() {
    let folder = Folder::new();
    folder.write("empty/notes.pdf", "x");
    fails(&folder.run(&["translate", "empty", "-o", "out"], ""), 2, "there is no article in `empty`");
    fails(&folder.run(&["translate", "nowhere", "-o", "out"], ""), 2, "`nowhere` does not exist");
    folder.write("a.txt", ARTICLE);
    fails(&folder.run(&["translate", "a.txt"], ""), 2, "no output folder");
    folder.write("file", "x");
    fails(&folder.run(&["translate", "a.txt", "-o", "file/out"], ""), 2, "cannot write to the output folder");
    fails(&folder.run(&["translate", "--nonsense"], ""), 2, "--nonsense");
}

#[test]
fn encodings_are_recognised_or_refused_by_name() {
    let folder = Folder::new();
    let (legacy, _, _) = encoding_rs::WINDOWS_1256.encode("نشست كارگروه مشترك دو كشور در تهران برگزار شد.");
    folder.write_bytes("in/legacy.txt", &legacy);
    folder.write_bytes("in/garbage.txt", &[0x00, 0xFF, 0xFE, 0x9C, 0x01]);
    folder.write("in/bom.txt", &format!("\u{FEFF}{}", ARTICLE.replace('\n', "\r\n")));
    folder.write("in/empty.txt", "");
    let done = folder.run(&["translate", "in", "-o", "out"], "");
    assert_eq!(done.code, 1, "{}", done.err);
    assert!(done.err.contains("garbage.txt` is no text"), "{}", done.err);
    assert!(done.err.contains("`empty.txt` has no text"), "{}", done.err);
    let legacy = folder.read("out/legacy.tsv");
    assert!(legacy.contains("converted from windows-1256") && legacy.contains("working group"), "{legacy}");
    let table = folder.read("out/bom.tsv");
    assert!(!table.contains(['\u{FEFF}', '\r']), "{table:?}");
    assert_eq!(table.lines().count(), 3);
    assert_eq!(folder.read("out/empty.tsv").lines().count(), 1);
    assert!(!folder.path("out/garbage.tsv").exists());
}

#[test]
fn settings_and_glossaries_name_the_place_of_a_mistake() {
    let folder = Folder::new();
    folder.write("a.txt", ARTICLE);
    folder.write("dilmaj.toml", "[translate]\nbackend = \"transfer\"\nglosaries = []\n");
    let done = folder.run(&["translate", "a.txt", "-o", "out"], "");
    fails(&done, 2, "dilmaj.toml:3:1: unknown field `glosaries`");
    assert!(done.err.contains("did you mean `glossaries`?"), "{}", done.err);
    folder.write("dilmaj.toml", "");
    folder.write("g.tsv", "source\ttarget\nکارگروه\tworking group\nسند\n");
    fails(&folder.run(&["translate", "a.txt", "-o", "out", "-g", "g.tsv"], ""), 2, "g.tsv:3:2: empty target term");
    let unknown = folder.run(&["translate", "a.txt", "-o", "out", "-b", "fast"], "");
    fails(&unknown, 2, "unknown backend `fast`");
    assert!(!folder.path("out/a.tsv").exists());
}

#[test]
fn a_found_file_does_not_send_a_key_away_on_its_own() {
    let folder = Folder::new();
    let settings = "[backend.far]\nkind = \"chat\"\nmodel = \"m\"\nbase_url = \"https://far.example/v1\"\napi_key_env = \"DILMAJ_TEST_KEY\"\n";
    folder.write("dilmaj.toml", settings);
    folder.write("a.txt", ARTICLE);
    fails(&folder.run(&["translate", "a.txt", "-o", "out", "-b", "far"], ""), 2, "was found, not named");
    let named = folder.run(&["--config", "dilmaj.toml", "translate", "a.txt", "-o", "out", "-b", "far"], "");
    fails(&named, 2, "the environment variable DILMAJ_TEST_KEY (api_key_env) is not set");
    fails(
        &folder.run(&["--trust-config", "translate", "a.txt", "-o", "out", "-b", "far", "--offline"], ""),
        2,
        "DILMAJ_TEST_KEY",
    );
}

#[test]
fn a_long_single_line_is_translated_and_one_without_a_stop_is_cut() {
    let folder = Folder::new();
    folder.write("long.txt", &ARTICLE.replace('\n', " ").repeat(2000));
    let done = folder.run(&["translate", "long.txt", "-o", "out"], "");
    assert_eq!(done.code, 0, "{}", done.err);
    assert_eq!(folder.read("out/long.tsv").lines().count(), 4001);
    folder.write("endless.txt", &"همکاری دو کشور در زمینه فناوری ".repeat(3000));
    let done = folder.run(&["segment", "endless.txt"], "");
    assert!(done.out.lines().all(|line| line.chars().count() <= 5000));
    assert!(done.out.lines().count() > 10);
}

#[test]
fn glossary_commands_show_findings_and_hits() {
    let folder = Folder::new();
    folder.write("g.tsv", "source\ttarget\nکارگروه\tworking group\nكارگروه\ttask force\n");
    let lint = folder.run(&["glossary", "lint", "g.tsv"], "");
    assert_eq!(lint.code, 0);
    assert!(lint.out.contains("g.tsv:3:1: `كارگروه` has Arabic ي or ك"), "{}", lint.out);
    assert!(lint.out.contains("2 entries, 0 errors, 2 warnings"), "{}", lint.out);
    assert_eq!(folder.run(&["glossary", "lint", "--strict", "g.tsv"], "").code, 1);
    folder.write("bad.tsv", "source\ttarget\n\tworking group\n");
    assert_eq!(folder.run(&["glossary", "lint", "bad.tsv"], "").code, 1);
    let line = "  دو کارگروه های مشترک";
    let hits = folder.run(&["glossary", "match", "--json", "-g", "g.tsv"], &format!("{line}\n\n"));
    let lines: Vec<serde_json::Value> = hits.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    let hit = &lines[0]["hits"][0];
    let offset = |name: &str| usize::try_from(hit[name].as_u64().unwrap()).unwrap();
    let surface = &line[offset("start")..offset("end")];
    assert_eq!((surface, hit["surface"].as_str().unwrap()), ("کارگروه های", "کارگروه های"));
    assert_eq!(hit["target"], "working group");
}

/// The example of `docs/CLI.md` is what the program prints.
#[test]
fn the_documented_match_is_the_real_one() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/CLI.md")).unwrap();
    let example = page.lines().find(|line| line.starts_with("{\"source\":")).unwrap();
    let example: serde_json::Value = serde_json::from_str(example).unwrap();
    let source = example["source"].as_str().unwrap();
    let found = Folder::new().run(&["glossary", "match", "--json"], source);
    assert_eq!(serde_json::from_str::<serde_json::Value>(&found.out).unwrap(), example);
}

#[test]
fn segments_and_spelling_can_be_looked_at() {
    let folder = Folder::new();
    let segments = folder.run(&["segment", "--format", "jsonl"], "یک. دو شرکتهای بزرگ.\n\nسه.\n");
    let lines: Vec<serde_json::Value> = segments.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.iter().map(|line| &line["para"]).collect::<Vec<_>>(), [1, 1, 2]);
    assert_eq!(lines[1]["normalized"], "دو شرکت‌های بزرگ.");
    assert_eq!(folder.run(&["segment"], "یک. دو.\n\nسه.\n").out, "یک.\nدو.\n\nسه.\n");
    let normal = folder.run(&["normalize"], "شرکتهای بزرگ\n\nمی توانیم\n");
    assert_eq!(normal.out, "شرکت‌های بزرگ\n\nمی‌توانیم\n");
    let diff = folder.run(&["normalize", "--diff"], "خوب\nمی توانیم\n");
    assert_eq!(diff.out, "-می توانیم\n+می‌توانیم\n");
}

#[test]
fn hidden_characters_are_told_and_shown() {
    let folder = Folder::new();
    let text = "متن\u{202E}وارونه. دوم.\nمی توانیم\u{200B}\n";
    let warnings = "warning: stdin:1:4: bidi control U+202E\nwarning: stdin:2:10: character without width U+200B\n";
    for command in [&["normalize"][..], &["segment"], &["segment", "--format", "jsonl"]] {
        assert_eq!(folder.run(command, text).err, warnings, "{command:?}");
    }
    let diff = folder.run(&["normalize", "--diff"], text);
    assert_eq!(diff.out, "-متن⟨U+202E⟩وارونه. دوم.\n+متنوارونه. دوم.\n-می توانیم⟨U+200B⟩\n+می‌توانیم\n");
    let segments = folder.run(&["segment", "--format", "jsonl"], text);
    let lines: Vec<serde_json::Value> = segments.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[0]["issues"][0]["message"], "bidi control U+202E in line 1, column 4");
    assert!(lines[1].get("issues").is_none());
    let many = "الف\u{202E}".repeat(25);
    let told = folder.run(&["normalize"], &many).err;
    assert!(told.ends_with("warning: stdin: and 5 more characters of the kind\n"), "{told}");
}

#[test]
fn backends_are_listed() {
    let done = Folder::new().run(&["backends", "--json"], "");
    assert_eq!(done.code, 0);
    let rows: serde_json::Value = serde_json::from_str(&done.out).unwrap();
    let transfer = rows.as_array().unwrap().iter().find(|row| row["name"] == "transfer").unwrap();
    assert_eq!((&transfer["default"], &transfer["network"]), (&true.into(), &false.into()));
}

#[test]
fn the_readme_shows_what_a_run_gives() {
    let project = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = Folder::new();
    for entry in std::fs::read_dir(project.join("seeds")).unwrap() {
        let path = entry.unwrap().path();
        folder.write_bytes(&format!("seeds/{}", path.file_name().unwrap().display()), &std::fs::read(&path).unwrap());
    }
    folder.run(&["translate", "seeds", "-o", "out"], "");
    let tables = folder.read("out/000_59be2ec987d65773.tsv") + &folder.read("out/004_63b620aae1b61d95.tsv");
    let readme = std::fs::read_to_string(project.join("README.md")).unwrap();
    let excerpt = readme.split("excerpt: begin").nth(1).unwrap().split("excerpt: end").next().unwrap();
    let rows: Vec<&str> = excerpt.lines().filter(|line| line.starts_with("| 0")).collect();
    assert!(rows.len() > 3, "{rows:?}");
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let shown = format!("\t{}\t{}\t", cells[1], cells[2]);
        assert!(tables.contains(&shown), "the README shows another translation than a run gives: {shown}");
    }
}
