//! Exchange of glossaries: what goes out comes back, except for the columns that the report names; what cannot be used is named.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where")]

use std::collections::BTreeSet;

use dilmaj::config::BUILTIN_GLOSSARY;
use dilmaj::model::{CaseRule, Inflection, PartOfSpeech, Place, TermEntry, TermStatus};
use dilmaj::termbase::exchange::{Export, Format, Import, Options, export, import};
use dilmaj::termbase::read;
use proptest::prelude::{Just, Strategy, any, prop_assert_eq, prop_oneof, proptest};

/// The entry without what the report names.
fn reduced(entry: &TermEntry, named: &BTreeSet<String>) -> TermEntry {
    let mut entry = TermEntry { place: Place::default(), ..entry.clone() };
    for column in named {
        match column.as_str() {
            "aliases" => entry.aliases.clear(),
            "admitted" => entry.admitted.clear(),
            "forbidden" => entry.forbidden.clear(),
            "pos" => entry.pos = PartOfSpeech::default(),
            "inflect" => entry.inflect = Inflection::default(),
            "case" => entry.case = CaseRule::default(),
            "dnt" => entry.dnt = false,
            "domain" => entry.domain.clear(),
            "near" => entry.near.clear(),
            "not_near" => entry.not_near.clear(),
            "priority" => entry.priority = 0,
            "status" => entry.status = TermStatus::default(),
            "note" => entry.note.clear(),
            "example" => entry.example.clear(),
            other => panic!("the report names `{other}`"),
        }
    }
    entry
}

/// Sends entries out and back; returns the report and the entries on both sides, without what the report names.
fn there_and_back(format: Format, entries: &[TermEntry]) -> (Export, Vec<TermEntry>, Vec<TermEntry>) {
    let options = Options::default();
    let out = export(format, entries, &options).unwrap();
    let back = import(format, "back", &out.text, &options).unwrap();
    assert_eq!(back.findings, [], "{}", format.name());
    let named: BTreeSet<String> = out.notes.iter().map(|note| note.column.clone()).collect();
    let left_out: Vec<usize> = out.findings.iter().map(|finding| finding.line).collect();
    let sent = entries.iter().filter(|entry| !left_out.contains(&entry.place.line));
    let sent: Vec<TermEntry> = sent.map(|entry| reduced(entry, &named)).collect();
    let is_sent =
        |entry: &&TermEntry| sent.iter().any(|one| (&one.source, &one.target) == (&entry.source, &entry.target));
    // Where aliases are rows of their own, these come back as entries.
    let came = back.entries.iter().filter(|entry| !named.contains("aliases") || is_sent(entry));
    (out.clone(), sent.clone(), came.map(|entry| reduced(entry, &named)).collect())
}

#[test]
fn the_shipped_glossary_comes_back_from_every_format() {
    let (name, text) = BUILTIN_GLOSSARY;
    let (entries, _) = read(name, text);
    for (name, format) in Format::NAMES {
        let (report, sent, back) = there_and_back(format, &entries);
        let expected = if name == "amazon-multi" { 430 } else { entries.len() };
        assert!(sent.len() >= expected, "{name}: {} of {}", sent.len(), entries.len());
        assert_eq!(back, sent, "{name}");
        let lossless = matches!(format, Format::Tsv | Format::Csv | Format::Tbx | Format::Tmx);
        assert_eq!(report.notes.is_empty(), lossless, "{name}: {:?}", report.notes);
    }
}

fn words(pattern: &'static str) -> impl Strategy<Value = String> {
    proptest::string::string_regex(pattern).unwrap()
}

fn list(pattern: &'static str) -> impl Strategy<Value = Vec<String>> {
    proptest::collection::btree_set(words(pattern), 0..3).prop_map(|set| set.into_iter().collect())
}

const PERSIAN: &str = "[آ-ی]{2,5}(‌[ا-ی]{2,3})?( [آ-ی]{2,5})?";
const ENGLISH: &str = "[A-Za-z&<>\"';,]{1,6}( [a-z&<>\"';,]{1,5})?";

fn pos() -> impl Strategy<Value = (PartOfSpeech, Inflection)> {
    prop_oneof![
        Just((PartOfSpeech::Noun, Inflection::Noun)),
        Just((PartOfSpeech::Name, Inflection::Name)),
        Just((PartOfSpeech::Adjective, Inflection::Noun)),
        Just((PartOfSpeech::Verb, Inflection::Verb)),
        Just((PartOfSpeech::None, Inflection::None)),
    ]
}

fn entry() -> impl Strategy<Value = TermEntry> {
    let status = prop_oneof![Just(TermStatus::Approved), Just(TermStatus::Proposed), Just(TermStatus::Deprecated)];
    let terms = (words(PERSIAN), list(PERSIAN), words(ENGLISH), list(ENGLISH), list(ENGLISH), pos());
    let rules = (any::<bool>(), any::<bool>(), list(PERSIAN), list(PERSIAN), -3..4i32, status);
    let texts = (words("([a-z]{3,6})?"), words(ENGLISH), words("([آ-ی]{2,5} [a-z&<]{1,5})?"));
    (terms, rules, texts).prop_map(|(terms, rules, (domain, note, example))| {
        let (source, aliases, target, admitted, forbidden, (pos, inflect)) = terms;
        let (exact, dnt, near, not_near, priority, status) = rules;
        let case = if exact { CaseRule::Exact } else { CaseRule::Any };
        let place = Place::default();
        let terms = TermEntry { source, aliases, target, admitted, forbidden, pos, inflect, ..TermEntry::default() };
        TermEntry { case, dnt, domain, near, not_near, priority, status, note, example, place, ..terms }
    })
}

/// Entries of one glossary: no form twice, so that nothing is a conflict for anyone.
fn glossary() -> impl Strategy<Value = Vec<TermEntry>> {
    proptest::collection::vec(entry(), 1..6).prop_map(|mut entries| {
        let mut seen = BTreeSet::new();
        for (at, entry) in entries.iter_mut().enumerate() {
            entry.place = Place { file: "g.tsv".to_owned(), line: at + 2 };
            let own = |text: &str, side: &str| format!("{text} {side}{at}");
            entry.source = own(&entry.source, "س");
            entry.target = own(&entry.target, "t");
            entry.aliases.retain(|alias| seen.insert(alias.clone()));
            let target = entry.target.clone();
            entry.admitted.retain(|text| *text != target);
            let taken: Vec<String> = entry.admitted.iter().cloned().chain([target]).collect();
            entry.forbidden.retain(|text| !taken.contains(text));
        }
        entries
    })
}

proptest! {
    #[test]
    fn any_entry_comes_back_from_every_format(entries in glossary()) {
        for (name, format) in Format::NAMES {
            if entries.iter().all(|entry| entry.status == TermStatus::Deprecated) {
                continue;
            }
            let (_, sent, back) = there_and_back(format, &entries);
            prop_assert_eq!(back, sent, "{}", name);
        }
    }

    #[test]
    fn no_text_makes_the_import_fail_badly(text in ".{0,200}", xml in "(<[a-z!\\[&;/ \"=]{0,8}>?[آ-یa-z&;]{0,5}){0,9}") {
        for (_, format) in Format::NAMES {
            for text in [&text, &xml, &format!("<tbx>{xml}</tbx>"), &format!("#UTX 1.11; fa/en;\n#src\ttgt\n{text}")] {
                let _: Option<Import> = import(format, "f", text, &Options::default()).ok();
            }
        }
    }
}

fn lines(found: &Import) -> Vec<String> {
    found.findings.iter().map(ToString::to_string).collect()
}

#[test]
fn tbx_statuses_and_languages_have_their_meaning() {
    let status = |name: &str| format!("<termNote type=\"administrativeStatus\">{name}</termNote>");
    let text = format!(
        "<martif type=\"TBX\"><text><body><termEntry><langSet xml:lang=\"en-US\"><tig><term>group</term>{}</tig><tig><term>team</term>{}</tig><tig><term>working group</term>{}</tig><tig><term>task force</term>{}</tig></langSet><langSet xml:lang=\"ar\"><tig><term>فريق</term></tig></langSet><langSet xml:lang=\"fa-IR\"><tig><term>کار گروه</term>{}</tig><tig><term>کارگروه</term><termNote type=\"partOfSpeech\">noun</termNote></tig><descrip type=\"definition\">a group</descrip></langSet></termEntry>\n<termEntry><langSet xml:lang=\"en\"><tig><term>x</term></tig></langSet></termEntry>\n<termEntry><langSet xml:lang=\"fa\"><tig><term>سند</term></tig></langSet><langSet xml:lang=\"en\"><tig><term>x</term>{}</tig></langSet></termEntry></body></text></martif>",
        status("admittedTerm-admn-sts"),
        status("supersededTerm-admn-sts"),
        status("preferredTerm-admn-sts"),
        status("deprecatedTerm"),
        status("deprecatedTerm-admn-sts"),
        status("deprecatedTerm-admn-sts"),
    );
    let found = import(Format::Tbx, "t.tbx", &text, &Options::default()).unwrap();
    let entry = &found.entries[0];
    assert_eq!((entry.source.as_str(), entry.aliases.as_slice()), ("کارگروه", &["کار گروه".to_owned()][..]));
    assert_eq!((entry.target.as_str(), entry.admitted.as_slice()), ("working group", &["group".to_owned()][..]));
    assert_eq!((entry.forbidden.len(), entry.note.as_str()), (2, "a group"));
    let said = ["t.tbx:2: no term in the language `fa`", "t.tbx:3: `سند` has no `en` term that is not deprecated"];
    assert_eq!(lines(&found), said);
}

#[test]
fn rows_of_csv_are_known_by_name_language_or_place() {
    let of = |text: &str, options: &Options| {
        let found = import(Format::Csv, "t.csv", text, options).unwrap();
        assert!(found.findings.iter().all(|finding| !finding.is_error()), "{:?}", found.findings);
        assert_eq!(found.entries.len(), 1, "{text}: {:?}", found.findings);
        (found.entries[0].source.clone(), found.entries[0].target.clone())
    };
    let expected = ("سند".to_owned(), "paper, document".to_owned());
    let plain = Options::default();
    let swapped = Options { swap: true, ..Options::default() };
    for (text, options) in [
        ("source,target\nسند,\"paper, document\"\n", &plain),
        ("\u{FEFF}en-GB;fa_IR\r\npaper, document;سند\r\n", &plain),
        ("سند\tpaper, document\n", &plain),
        ("paper, document\tسند\n", &swapped),
        ("sourceLang,targetLang,sourceString,targetString\nen,fa_IR,\"paper, document\",سند\n", &plain),
        ("سند,\"paper, document\",FA,EN\n", &plain),
        ("Source Term|Target Term|Description\nسند|paper, document|x\n", &plain),
    ] {
        assert_eq!(of(text, options), expected, "{text}");
    }
}

#[test]
fn rows_that_cannot_be_used_are_named() {
    let ragged = "source,target,note\nسند,document,x,y\nالف,a\nب,,z\nپ,p|q,\n";
    let found = import(Format::Csv, "t.csv", ragged, &Options::default()).unwrap();
    assert_eq!(found.entries.len(), 1);
    assert_eq!(
        lines(&found),
        [
            "t.csv:2: 4 cells, but there are 3 columns",
            "t.csv:3: 2 cells, but there are 3 columns: the rest is taken for empty",
            "t.csv:4:2: empty target term",
            "t.csv:5:2: the target `p|q` has a bar, which separates the terms of a list",
        ]
    );
    let omegat = import(Format::OmegaT, "t.txt", "# mine\nسند\nالف\ta\nالف\tb\tx\n", &Options::default()).unwrap();
    assert_eq!(lines(&omegat), ["t.txt:2: no term in the language `en`"]);
    assert_eq!(
        (omegat.entries[0].target.as_str(), omegat.entries[0].admitted.as_slice()),
        ("a", &["b".to_owned()][..])
    );
}

#[test]
fn files_that_cannot_be_used_say_why() {
    let laughs = "<!DOCTYPE tbx [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><tbx>&b;</tbx>";
    for (format, text, message) in [
        (Format::Tbx, "source\ttarget\n", "t:1: not well-formed XML"),
        (Format::Tbx, laughs, "t:1: a document type declaration"),
        (Format::Tbx, "<tbx>\n&nbsp;</tbx>", "t:2: the entity `&nbsp;`"),
        (
            Format::Tmx,
            "<!DOCTYPE tmx [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><tmx/>",
            "t:1: a document type declaration",
        ),
        (Format::Tmx, "<tbx/>", "t:1: the root is `<tbx>`, and it must be `<tmx>`"),
        (
            Format::Tmx,
            "<tmx><body><tu><tuv xml:lang=\"de\"><seg>x</seg></tuv></tu></body></tmx>",
            "t: no term in the language `fa`; there is de",
        ),
        (Format::Csv, "de,en\nx,y\n", "t: no term in the language `fa`; there is de, en"),
        (Format::Csv, "Begriff,Wort\nسند,document\n", "t:1: no column `source` and `target`"),
        (Format::Csv, "source,target\nسند,\"document\nالف,a\n", "t:2: a quotation"),
        (Format::GoogleSet, "fa,de\nx,y\n", "t: no term in the language `en`; there is fa, de"),
        (Format::Utx, "سند\tdocument\n", "t:1: not UTX"),
        (Format::Utx, "#UTX 1.11; fa/de;\n#src\ttgt\n", "t: no term in the language `en`"),
        (Format::Tsv, " \n", "t: the file is empty"),
        (Format::Tbx, "\u{FEFF}", "t: the file is empty"),
        (Format::Tbx, "<tbx><text><body/></text></tbx>", "t: the file is empty"),
    ] {
        let error = import(format, "t", text, &Options::default()).unwrap_err();
        assert!(error.to_string().starts_with(message), "{text}: {error}");
        assert!(!error.hint().is_empty());
    }
}

#[test]
fn a_doctype_that_names_a_file_is_passed_over_where_it_is_common() {
    let unit = "<tu><tuv xml:lang=\"fa\"><seg>سند</seg></tuv><tuv xml:lang=\"en\"><seg>document</seg></tuv></tu>";
    let text = format!("<!DOCTYPE tmx SYSTEM \"no-such-file.dtd\"><tmx><body>{unit}</body></tmx>");
    assert_eq!(import(Format::Tmx, "t", &text, &Options::default()).unwrap().entries.len(), 1);
}

#[test]
fn limits_of_services_hold_both_ways() {
    let long = "ب".repeat(513);
    let rows = format!("سند\tdocument\n{long}\tb\nسند\tpaper\nالف\t a\n");
    let found = import(Format::DeepL, "d.tsv", &rows, &Options::default()).unwrap();
    assert_eq!(found.entries.len(), 1);
    let said = lines(&found);
    assert!(
        said[0].starts_with("d.tsv:2: ") && said[0].contains("1026 bytes, and deepl takes at most 1024"),
        "{said:?}"
    );
    assert_eq!(said[1], "d.tsv:3: `سند` is `document` in line 1 already");
    assert!(said[2].starts_with("d.tsv:4: ` a` has a control character"), "{said:?}");
    let header = import(Format::Google, "g.csv", "fa,en\nسند,document\n", &Options::default()).unwrap();
    assert_eq!(lines(&header), ["g.csv:1: a header, which google would take for a term"]);
    let huge = format!("سند\t{}\n", "x".repeat(10 * 1024 * 1024));
    let error = import(Format::DeepL, "d.tsv", &huge, &Options::default()).unwrap_err();
    assert!(error.to_string().contains("bytes, and deepl takes at most 10485760"), "{error}");

    let entry = |line: usize, source: &str, target: &str| TermEntry {
        place: Place { file: "g.tsv".to_owned(), line },
        source: source.to_owned(),
        target: target.to_owned(),
        ..TermEntry::default()
    };
    let long = "ب".repeat(101);
    let entries =
        [entry(2, "سند", "document"), entry(3, &long, "b"), entry(4, "سند", "paper"), entry(5, "مدرک", "document")];
    let said = |format| {
        export(format, &entries, &Options::default()).unwrap().findings.iter().map(|one| one.line).collect::<Vec<_>>()
    };
    assert_eq!(said(Format::Amazon), [3, 4]);
    assert_eq!(said(Format::AmazonMulti), [3, 4, 5]);
    assert_eq!(said(Format::DeepL), [4]);
    let many: Vec<TermEntry> = (0..11_000).map(|at| entry(at, &format!("س{at}"), &"x".repeat(1000))).collect();
    assert!(export(Format::DeepL, &many, &Options::default()).unwrap_err().to_string().contains("deepl takes at most"));
}

#[test]
fn formats_are_told_by_name_and_content() {
    for (file, text, format) in [
        ("a.tbx", "<?xml version=\"1.0\"?><martif/>", Some(Format::Tbx)),
        ("a.xml", "<tmx version=\"1.4\"/>", Some(Format::Tmx)),
        ("a.txt", "\u{FEFF}#UTX 1.11; fa/en;", Some(Format::Utx)),
        ("a.tsv", "target\tsource\n", Some(Format::Tsv)),
        ("a.tsv", "سند\tdocument\n", Some(Format::Csv)),
        ("a.CSV", "سند,document\n", Some(Format::Csv)),
        ("a.txt", "سند\tdocument\n", Some(Format::OmegaT)),
        ("a.doc", "سند", None),
    ] {
        assert_eq!(Format::detect(file, text), format, "{file}");
    }
}
