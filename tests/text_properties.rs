//! Properties of the first stage: segments and gaps are the text, normalising twice is normalising once, the offset map is exact.

use dilmaj::lexicon::Lexicon;
use dilmaj::model::Document;
use dilmaj::normalize::{Normalizer, Options, issues};
use dilmaj::segment::{self, HardWrap};
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop, prop_assert, prop_assert_eq, prop_oneof, proptest};

/// Words, marks and dirt of which odd Persian text is made, parted by `|`.
const PIECES: &str = concat!(
    "می|نمی|شرکت|ها|های|هایی|خانه|ای|کرده|اند|ام|تر|ترین|بزرگ|کنیم|رفت|و|آمد|گفت|تفاهم|",
    "نامه|پیش|بینی|بی|هم|شده|پذیر|است|این|آن|به|که|ق|م|ه|ش|ر|ک|الف|ص|دکتر|تهران|ایرنا|",
    "ي|ك|ى|ة|ئ|ء|آ|ـ|ً|ٔ| | | |  |\u{200C}|\u{200C}|\u{200D}|\u{200F}|\u{202B}|",
    "\u{00AD}|\u{A0}|\n|\r\n|\u{2028}|\t|.|.|...|…|؟|!|،|:|«|»|\"|(|)|[۱]|12|۳٫۵",
);

fn persian_like() -> impl Strategy<Value = String> {
    let pieces: Vec<&str> = PIECES.split('|').collect();
    let piece = prop_oneof![
        20 => (0..pieces.len()).prop_map(move |at| pieces[at].to_owned()),
        1 => Just("www.irna.ir".to_owned()),
        1 => Just("ICT".to_owned()),
        1 => Just("a@b.ir".to_owned()),
        1 => any::<char>().prop_map(|c| c.to_string()),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![3 => persian_like(), 1 => any::<String>()]
}

fn normalizer() -> Normalizer {
    Normalizer::new(Lexicon::builtin(), Options::default())
}

fn is_gap(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c == '\u{200C}' || dilmaj::persian::letters::is_invisible(c))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn segments_and_gaps_are_the_text(text in text(), longest in 16_usize..200, wrap in 0_usize..3) {
        let hard_wrap = [HardWrap::Auto, HardWrap::Line, HardWrap::BlankLine][wrap];
        let options = segment::Options { hard_wrap, longest, ..segment::Options::default() };
        let mut at = 0;
        let mut para = 0;
        for (number, span) in segment::spans(&text, &options) {
            prop_assert!(is_gap(&text[at..span.start]), "{:?}", &text[at..span.start]);
            prop_assert!(!span.slice(&text).is_empty());
            prop_assert!(span.slice(&text).chars().count() <= longest);
            prop_assert!(number == para || number == para + 1);
            para = number;
            at = span.end;
        }
        prop_assert!(is_gap(&text[at..]));
    }

    #[test]
    fn normalising_twice_is_normalising_once(text in text()) {
        let normalizer = normalizer();
        let once = normalizer.normalize(&text);
        let twice = normalizer.normalize(once.text());
        prop_assert_eq!(once.text(), twice.text());
        let line = normalizer.normalize_line(&text);
        let again = normalizer.normalize_line(line.text());
        prop_assert_eq!(line.text(), again.text());
    }

    #[test]
    fn lines_stay(text in text()) {
        let breaks = |text: &str| text.chars().filter(|c| matches!(c, '\n' | '\r' | '\u{2028}')).collect::<String>();
        prop_assert_eq!(breaks(&text), breaks(normalizer().normalize(&text).text()));
        let _ = issues(&text);
    }

    #[test]
    fn every_offset_leads_back(text in text()) {
        let done = normalizer().normalize(&text);
        let mut last = 0;
        for (at, c) in done.text().char_indices() {
            let raw = done.to_raw(at..at + c.len_utf8());
            prop_assert!(raw.start >= last && raw.end <= text.len());
            prop_assert!(text.get(raw.clone()).is_some());
            last = raw.start;
        }
        prop_assert!(done.to_raw(0..done.text().len()).end <= text.len());
    }

    #[test]
    fn segments_are_sound(text in text()) {
        let document = Document { id: "d".to_owned(), text, issues: Vec::new() };
        for (at, segment) in segment::segment(&document, &segment::Options::default(), &normalizer()).iter().enumerate() {
            prop_assert_eq!(segment.seg, at + 1);
            prop_assert!(!segment.source.contains(['\n', '\t', '\r']));
            prop_assert!(!segment.normalized.text().contains(['\n', '\t', '\r']));
        }
    }
}
