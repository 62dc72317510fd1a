//! The segmenter's cases: `tests/cases/segment/*.txt`, each a title, the input, `---`, one segment a line, `===`.
//!
//! In the input, `\n`, `\r`, `\t` and `\u{…}` stand for characters that could not be seen.

#[path = "common/cases.rs"]
mod cases;

use dilmaj::lexicon::Lexicon;
use dilmaj::model::Document;
use dilmaj::normalize::{Normalizer, Options};
use dilmaj::segment::{self, HardWrap};

fn sources(text: &str, options: &segment::Options) -> Vec<String> {
    let fold = |raw: &str| raw.split_whitespace().collect::<Vec<_>>().join(" ");
    segment::spans(text, options).map(|(_, span)| fold(span.slice(text))).collect()
}

#[test]
fn cases_are_cut_as_written() {
    let mut wrong = Vec::new();
    for case in cases::read("segment") {
        let text = cases::unescape(&case.input);
        let expected = cases::unescape(&case.expected);
        let expected: Vec<&str> = expected.lines().collect();
        let got = sources(&text, &segment::Options::default());
        if got != expected {
            wrong.push(format!("{}\n  got      {}\n  expected {}", case.title, got.join(" ║ "), expected.join(" ║ ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_seeds_are_one_sentence_a_line() {
    for (name, count) in [("000_59be2ec987d65773", 13), ("004_63b620aae1b61d95", 15)] {
        let text = std::fs::read_to_string(format!("seeds/{name}.txt")).unwrap();
        let spans: Vec<_> = segment::spans(&text, &segment::Options::default()).collect();
        assert_eq!(spans.len(), count, "{name}");
        assert_eq!(spans.last().unwrap().0, count, "{name}: paragraphs");
    }
}

#[test]
fn policies_for_line_breaks() {
    let text = "خط یکم بی‌پایان\nخط دوم.\n\nبند دوم";
    let cut = |hard_wrap| sources(text, &segment::Options { hard_wrap, ..segment::Options::default() });
    assert_eq!(cut(HardWrap::Line), ["خط یکم بی‌پایان", "خط دوم.", "بند دوم"]);
    assert_eq!(cut(HardWrap::BlankLine), ["خط یکم بی‌پایان خط دوم.", "بند دوم"]);
}

/// Fifty megabytes on one line, with and without a stop: nothing is lost, and no segment is longer than allowed.
#[test]
fn a_line_of_fifty_megabytes_is_cut_without_loss() {
    for sentence in ["وی افزود: همکاری دو کشور ادامه دارد. ", "همکاری دو کشور در زمینه فناوری "]
    {
        let text = sentence.repeat(50_000_000 / sentence.len());
        let options = segment::Options::default();
        let (mut end, mut count) = (0, 0);
        for (_, span) in segment::spans(&text, &options) {
            assert!(text[end..span.start].trim().is_empty(), "text between segments at {end}");
            assert!(span.slice(&text).chars().count() <= options.longest);
            (end, count) = (span.end, count + 1);
        }
        assert!(text[end..].trim().is_empty() && count > 5_000, "{count} segments");
    }
}

#[test]
fn a_long_segment_is_cut_at_a_clause_mark() {
    let text = format!("{}، {}", "کلمه ".repeat(30).trim_end(), "واژه ".repeat(30).trim_end());
    let options = segment::Options { longest: 200, ..segment::Options::default() };
    let got = sources(&text, &options);
    assert_eq!(got.len(), 2);
    assert!(got[0].ends_with('،'), "{}", got[0]);
}

#[test]
fn a_segment_has_source_normalised_text_and_key() {
    let text = "شركتهای\n  فناور می توانند. او رفت.".to_owned();
    let document = Document { id: "d".to_owned(), text, issues: Vec::new() };
    let normalizer = Normalizer::new(Lexicon::builtin(), Options::default());
    let options = segment::Options { hard_wrap: HardWrap::BlankLine, ..segment::Options::default() };
    let got = segment::segment(&document, &options, &normalizer);
    assert_eq!(got.len(), 2);
    assert_eq!(got[0].source, "شركتهای فناور می توانند.");
    assert_eq!(got[0].normalized.text(), "شرکت‌های فناور می‌توانند.");
    assert_eq!(got[0].key, "شرکتهای فناور میتوانند.");
    assert_eq!((got[1].seg, got[1].para), (2, 1));
    let raw = got[0].span.slice(&document.text);
    let at = got[0].normalized.text().find("می").unwrap();
    assert!(raw[got[0].normalized.to_raw(at..at + 4)].starts_with("می"));
}
