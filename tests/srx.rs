//! SRX files on the command line: the built-in rules written, a file in the place of the built-in rules, and what is said of a file that cannot be used.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod common;

use common::{Folder, fails};

const RULES: &str = "<srx version=\"2.0\"><header segmentsubflows=\"yes\" cascade=\"no\"/><body><languagerules>
<languagerule languagerulename=\"Persian\">
<rule break=\"no\"><beforebreak>\\bص\\.</beforebreak><afterbreak>\\s</afterbreak></rule>
<rule break=\"yes\"><beforebreak>[.؛]</beforebreak><afterbreak>\\s</afterbreak></rule>
</languagerule></languagerules><maprules>
<languagemap languagepattern=\"fa.*\" languagerulename=\"Persian\"/>
</maprules></body></srx>";

const TEXT: &str = "ص. ۱۲ را خواند؛ خسته شد. رفت؟ آمد.\nسطر دوم";

#[test]
fn the_built_in_rules_are_written_and_can_be_loaded() {
    let folder = Folder::new();
    let written = folder.run(&["segment", "--export-srx"], "");
    assert_eq!(written.code, 0, "{}", written.err);
    folder.write("own.srx", &written.out);
    let text = "به گزارش ایرنا، آقای ج. ک. رولینگ در ۳۳۰ ق.م. نبود.[۱] او گفت: «می‌آیم.» وی رفت.\nر.ک. ص. ۱۲.\n";
    let own = folder.run(&["segment"], text);
    let loaded = folder.run(&["segment", "--srx", "own.srx"], text);
    assert_eq!((loaded.code, &loaded.out), (0, &own.out), "{}", loaded.err);
}

#[test]
fn a_file_that_is_named_or_configured_takes_the_place_of_the_built_in_rules() {
    let folder = Folder::new();
    folder.write("conf/rules.srx", RULES);
    folder.write("conf/dilmaj.toml", "[segment]\nrules = \"rules.srx\"\n");
    let expected = "ص. ۱۲ را خواند؛\nخسته شد.\nرفت؟ آمد.\n\nسطر دوم\n";
    let named = folder.run(&["segment", "--srx", "conf/rules.srx"], TEXT);
    assert_eq!((named.code, named.out.as_str()), (0, expected), "{}", named.err);
    let configured = folder.run(&["segment", "--config", "conf/dilmaj.toml"], TEXT);
    assert_eq!((configured.code, configured.out.as_str()), (0, expected), "{}", configured.err);
    let table = folder.run(&["translate", "-", "--config", "conf/dilmaj.toml"], TEXT);
    assert_eq!((table.code, table.out.lines().count()), (0, 5), "{}", table.err);
}

#[test]
fn the_manifest_tells_which_rules_cut_the_text() {
    let folder = Folder::new();
    folder.write("conf.toml", "[segment]\nrules = \"rules.srx\"\n");
    folder.write("a.txt", TEXT);
    let fingerprint = |rules: &str, config: &[&str]| {
        folder.write("rules.srx", rules);
        let done = folder.run(&[&["translate", "a.txt", "-o", "out"], config].concat(), "");
        assert_eq!(done.code, 0, "{}", done.err);
        let manifest: serde_json::Value = serde_json::from_str(&folder.read("out/manifest.json")).unwrap();
        (manifest["srx_fingerprint"].as_str().unwrap().to_owned(), manifest["config_fingerprint"].clone())
    };
    let config = ["--config", "conf.toml"];
    let (one, other) = (fingerprint(RULES, &config), fingerprint(&RULES.replace("؛", "؟"), &config));
    assert!(one.0.len() == 16 && one.0 != other.0 && one.1 == other.1, "{one:?} {other:?}");
    assert_eq!(one, fingerprint(RULES, &config));
    assert_eq!(fingerprint(RULES, &[]).0, "");
}

#[test]
fn offsets_are_those_of_the_document() {
    let folder = Folder::new();
    folder.write("rules.srx", RULES);
    let done = folder.run(&["segment", "--srx", "rules.srx", "--format", "jsonl"], TEXT);
    for line in done.out.lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let (start, end) = (row["start"].as_u64().unwrap(), row["end"].as_u64().unwrap());
        let slice = &TEXT[usize::try_from(start).unwrap()..usize::try_from(end).unwrap()];
        assert_eq!(slice, row["text"].as_str().unwrap());
    }
    assert_eq!(done.out.lines().count(), 4);
}

#[test]
fn a_file_that_cannot_be_used_is_told_with_line_and_remedy() {
    let folder = Folder::new();
    for (from, to, message) in [
        (RULES, "rules", "bad.srx:1: not well-formed XML"),
        ("<srx ", "<!DOCTYPE srx [<!ENTITY a \"b\">]><srx ", "bad.srx:1: a document type declaration"),
        ("srx", "tmx", "bad.srx:1: not SRX: the root is `<tmx>`"),
        ("2.0", "1.0", "bad.srx:1: SRX version `1.0`, and only 2.0 is read"),
        ("[.؛]", "[.؛", "bad.srx:4: <beforebreak> of rule 2 of `Persian`: unclosed character class: `[.؛`"),
        ("\\bص", "(?&lt;=ص)", "bad.srx:3: <beforebreak> of rule 1 of `Persian`: look-behind is not supported"),
        ("\"fa.*\"", "\"en.*\"", "bad.srx:6: no language map fits `fa`; there are `en.*`"),
        ("rulename=\"Persian\"/", "rulename=\"Farsi\"/", "bad.srx:6: no language rule is called `Farsi`"),
    ] {
        folder.write("bad.srx", &RULES.replace(from, to));
        let failed = folder.run(&["segment", "--srx", "bad.srx"], TEXT);
        fails(&failed, 2, message);
        fails(&failed, 2, "\nhint: ");
    }
    fails(&folder.run(&["segment", "--srx", "none.srx"], TEXT), 2, "cannot read `none.srx`");
}

#[test]
fn bidi_controls_are_told_in_the_table() {
    let table = Folder::new().run(&["translate", "-"], "متن وارونه است.\nمتن\u{202E}وارونه\n");
    let rows: Vec<&str> = table.out.lines().collect();
    assert!(rows[1].contains("bidi control U+202E in line 2"), "{}", rows[1]);
}
