//! The normaliser's cases: `tests/cases/normalize/*.txt`, each a title, the input, `---`, the expected text, `===`.

#[path = "common/cases.rs"]
mod cases;

use dilmaj::lexicon::Lexicon;
use dilmaj::normalize::{Digits, Normalizer, Options, issues};

#[test]
fn cases_come_out_as_written() {
    let normalizer = Normalizer::new(Lexicon::builtin(), Options::default());
    let mut wrong = Vec::new();
    for case in cases::read("normalize") {
        let got = normalizer.normalize(&case.input);
        if got.text() != case.expected {
            wrong.push(format!("{}: {} → {}, not {}", case.title, case.input, got.text(), case.expected));
        }
        let again = normalizer.normalize(got.text());
        if again.text() != got.text() {
            wrong.push(format!("{}: not stable: {} → {}", case.title, got.text(), again.text()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_must_stay_is_covered_well() {
    const KINDS: [&str; 17] = [
        "web address",
        "handle",
        "file name",
        "e-mail",
        "Latin token",
        "version",
        "decimal",
        "thousands",
        "date",
        "time",
        "score",
        "era mark",
        "reference",
        "initials",
        "honorific",
        "abbreviation",
        "percent",
    ];
    let kept =
        |case: &&cases::Case| case.input == case.expected && KINDS.iter().any(|kind| case.title.starts_with(kind));
    let kept = cases::read("normalize").iter().filter(kept).count();
    assert!(kept >= 200, "{kept} cases of addresses, Latin tokens, numbers, dates and abbreviations that must stay");
}

#[test]
fn every_class_can_be_switched_off() {
    let off = Options {
        letters: false,
        digits: Digits::Keep,
        spacing: false,
        spelling: false,
        zwnj: false,
        punctuation: false,
        marks: false,
        invisible: false,
    };
    let normalizer = Normalizer::new(Lexicon::builtin(), off);
    let raw = "می كنیم ,علاقمند  کتاب\u{200F}ها 19در كِتاب\u{200C} ٥ [ﻻ] مراجعة ( شهر ) نامهی ما، نا امید .رفت";
    assert_eq!(normalizer.normalize(raw).text(), raw);
}

#[test]
fn digits_and_marks_on_demand() {
    let with = |digits, marks| Normalizer::new(Lexicon::builtin(), Options { digits, marks, ..Options::default() });
    assert_eq!(
        with(Digits::Persian, false).normalize("سال 96 و ٩٧ با H1N1 در a2.ir").text(),
        "سال ۹۶ و ۹۷ با H1N1 در a2.ir"
    );
    assert_eq!(with(Digits::Ascii, false).normalize("سال ۹۶ و ٩٧").text(), "سال 96 و 97");
    assert_eq!(with(Digits::Keep, true).normalize("کِتابِ حتماً").text(), "کتاب حتماً");
}

#[test]
fn trojan_source_and_dirt_are_told() {
    let found = issues("متن\u{202E}وارونه\u{202C}\nبا\u{200B}فاصله");
    let told: Vec<&str> = found.iter().map(|issue| issue.message.as_str()).collect();
    assert_eq!(
        told,
        [
            "bidi control U+202E in line 1, column 4",
            "bidi control U+202C in line 1, column 11",
            "character without width U+200B in line 2, column 3"
        ]
    );
    assert!(issues("می‌رود به خانه‌ای.").is_empty());
}

#[test]
fn offsets_lead_back_to_the_raw_text() {
    let normalizer = Normalizer::new(Lexicon::builtin(), Options::default());
    let raw = "شركتهای  فناور می توانند";
    let done = normalizer.normalize(raw);
    assert_eq!(done.text(), "شرکت‌های فناور می‌توانند");
    let at = done.text().find("فناور").unwrap();
    assert_eq!(&raw[done.to_raw(at..at + "فناور".len())], "فناور");
    let at = done.text().find("می‌توانند").unwrap();
    assert_eq!(&raw[done.to_raw(at..done.text().len())], "می توانند");
}

#[test]
fn the_list_of_forms_is_sorted_and_sound() {
    let rows: Vec<&str> = include_str!("../lexicon/forms.tsv").lines().collect();
    assert_eq!(rows[0], "form\tclass\tspacing");
    assert!(rows.len() > 8000, "{} rows", rows.len());
    for pair in rows[1..].windows(2) {
        assert!(pair[0] < pair[1], "not sorted or doubled: {} {}", pair[0], pair[1]);
    }
    for row in &rows[1..] {
        let cells: Vec<&str> = row.split('\t').collect();
        let [form, class, spacing] = cells[..] else { panic!("{row}: not three cells") };
        assert!(["noun", "name", "adj", "adv", "func"].contains(&class) && ["", "apart"].contains(&spacing), "{row}");
        assert!(!form.starts_with('\u{200C}') && !form.ends_with('\u{200C}') && form.chars().count() > 1, "{row}");
    }
}
