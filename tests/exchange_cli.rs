//! `glossary import` and `glossary export` as a user runs them: files, encodings, reports, exit codes.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod common;

use common::{Folder, fails};
use serde_json::Value;

const GLOSSARY: &str = "source\taliases\ttarget\tnear\nکارگروه\tکار گروه\tworking group\t\nسند\t\tdocument\tملک\n";

#[test]
fn a_glossary_goes_out_and_comes_back() {
    let folder = Folder::new();
    folder.write("g.tsv", GLOSSARY);
    for name in ["x.tbx", "x.tmx", "x.csv"] {
        let format = name.rsplit('.').next().unwrap();
        let out = folder.run(&["glossary", "export", "g.tsv", "--to", format, "-o", name], "");
        assert_eq!((out.code, out.err.contains("note:")), (0, false), "{}", out.err);
        let back = folder.run(&["glossary", "import", name, "-o", "back.tsv"], "");
        assert_eq!(back.code, 0, "{}", back.err);
        let rows = folder.read("back.tsv");
        assert!(rows.contains("\nکارگروه\tکار گروه\tworking group\t"), "{name}: {rows}");
        assert!(
            rows.lines().any(|row| row.starts_with("سند\t\tdocument\t") && row.contains("\tملک\t")),
            "{name}: {rows}"
        );
    }
}

#[test]
fn what_a_format_does_not_hold_is_reported() {
    let folder = Folder::new();
    folder.write("g.tsv", GLOSSARY);
    let out = folder.run(&["glossary", "export", "g.tsv", "--to", "deepl", "-o", "-"], "");
    assert_eq!(out.out, "کارگروه\tworking group\nکار گروه\tworking group\nسند\tdocument\n");
    assert!(out.err.contains("note: deepl: near: dropped (1 entry)"), "{}", out.err);
    assert!(out.err.contains("note: deepl: aliases: written as rows of their own (1 entry)"), "{}", out.err);
    let json = folder.run(&["glossary", "export", "g.tsv", "--to", "amazon", "-o", "a.csv", "--json"], "");
    let report: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!((&report["format"], &report["notes"][0]["column"]), (&"amazon".into(), &"near".into()));
    assert_eq!(folder.read("a.csv").lines().next(), Some("fa,en"));
    let tmx = folder.run(&["glossary", "export", "g.tsv", "--to", "amazon", "-o", "a.tmx"], "");
    assert!(folder.read("a.tmx").contains("<tuv xml:lang=\"fa\"><seg>کار گروه</seg></tuv>"), "{}", tmx.err);
}

#[test]
fn rows_that_cannot_be_used_give_exit_code_1_and_the_rest_is_written() {
    let folder = Folder::new();
    folder.write("g.csv", "source,target\nسند,document\nالف,\nب,b,c\n");
    let done = folder.run(&["glossary", "import", "g.csv", "-o", "g.tsv"], "");
    fails(&done, 1, "g.csv:3:2: empty target term");
    fails(&done, 1, "g.csv:4: 3 cells, but there are 2 columns");
    assert_eq!(folder.read("g.tsv").lines().count(), 2);
    folder.write("none.csv", "source,target\nالف,\n");
    fails(&folder.run(&["glossary", "import", "none.csv", "-o", "n.tsv"], ""), 2, "no entry could be read");
    assert!(!folder.path("n.tsv").exists());
}

#[test]
fn encodings_are_recognised_and_bad_files_refused_with_a_remedy() {
    let folder = Folder::new();
    let mut bytes = vec![0xFF, 0xFE];
    bytes.extend("source,target\r\nسند,document\r\n".encode_utf16().flat_map(u16::to_le_bytes));
    folder.write_bytes("wide.csv", &bytes);
    let done = folder.run(&["glossary", "import", "wide.csv", "-o", "g.tsv"], "");
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(done.err.contains("wide.csv: converted from UTF-16LE"), "{}", done.err);
    assert!(folder.read("g.tsv").contains("سند\t\tdocument"));
    let xml = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><tmx><body><tu><tuv xml:lang=\"fa\"><seg>سند</seg></tuv><tuv xml:lang=\"en\"><seg>paper</seg></tuv></tu></body></tmx>";
    let mut bytes = vec![0xFE, 0xFF];
    bytes.extend(xml.encode_utf16().flat_map(u16::to_be_bytes));
    folder.write_bytes("wide.tmx", &bytes);
    assert_eq!(folder.run(&["glossary", "import", "wide.tmx", "-o", "g.tsv"], "").code, 0);
    assert!(folder.read("g.tsv").contains("سند\t\tpaper"));
    folder.write("empty.csv", "");
    fails(&folder.run(&["glossary", "import", "empty.csv", "-o", "n.tsv"], ""), 2, "empty.csv: the file is empty");
    folder.write("x.tbx", "<!DOCTYPE tbx [<!ENTITY a \"b\">]><tbx>&a;</tbx>");
    let doctype = folder.run(&["glossary", "import", "x.tbx", "-o", "n.tsv"], "");
    fails(&doctype, 2, "x.tbx:1: a document type declaration");
    assert!(doctype.err.contains("hint: "), "{}", doctype.err);
    folder.write("x.doc", "سند\n");
    fails(&folder.run(&["glossary", "import", "x.doc", "-o", "n.tsv"], ""), 2, "the format is not known");
    fails(
        &folder.run(&["glossary", "import", "x.doc", "--from", "odt", "-o", "n.tsv"], ""),
        2,
        "possible values: tsv, csv",
    );
    fails(&folder.run(&["glossary", "import", "gone.csv", "-o", "n.tsv"], ""), 2, "gone.csv");
    assert!(!folder.path("n.tsv").exists());
}

#[test]
fn an_input_is_never_written_over() {
    let folder = Folder::new();
    let text = "source\ttarget\nسند\tdocument\n\tlost\n";
    folder.write("g.tsv", text);
    folder.write("sub/other.txt", "");
    for name in ["g.tsv", "./g.tsv", "sub/../g.tsv"] {
        for args in [["import", "g.tsv", "-o", name].as_slice(), &["export", "g.tsv", "--to", "tsv", "-o", name]] {
            let done = folder.run(&[&["glossary"], args].concat(), "");
            fails(&done, 2, &format!("`{name}` is the input `g.tsv` itself"));
            assert_eq!(folder.read("g.tsv"), text);
        }
    }
}

#[test]
fn swapped_columns_are_named_with_line_and_remedy() {
    let folder = Folder::new();
    folder.write("g.csv", "document,سند\nworking group,کارگروه\n");
    let done = folder.run(&["glossary", "import", "g.csv", "-o", "n.tsv"], "");
    fails(&done, 2, "no entry could be read");
    assert!(done.err.contains("g.csv:1: `document` is no Persian term") && done.err.contains("--swap"), "{}", done.err);
    let done = folder.run(&["glossary", "import", "g.csv", "--swap", "-o", "n.tsv"], "");
    assert_eq!((done.code, folder.read("n.tsv").lines().count()), (0, 3), "{}", done.err);
    folder.write("t.tsv", "source\ttarget\nسند\tdocument\ngroup\tگروه\n");
    let done = folder.run(&["glossary", "import", "t.tsv", "-o", "n.tsv"], "");
    fails(&done, 1, "t.tsv:3: `group` is no Persian term");
    assert_eq!(folder.read("n.tsv").lines().count(), 2);
}

#[test]
fn a_tsv_leaves_as_it_came() {
    let folder = Folder::new();
    let columns = dilmaj::termbase::COLUMNS.join("\t");
    let text = format!("{columns}\nسند\t\tdocument\t\t\tnoun\tnoun\tany\tno\t\t\t\t0\tapproved\t\t\n");
    folder.write("g.tsv", &text);
    let done = folder.run(&["glossary", "export", "g.tsv", "--to", "tsv", "-o", "-"], "");
    assert_eq!((done.code, done.out), (0, text));
}
