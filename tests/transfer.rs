//! The embedded engine, phenomenon by phenomenon: every file in `tests/cases/transfer` holds sentences and the English they must give.
//!
//! A case is a title behind `#`, a Persian line, `---`, an English line, `===`. Normaliser and engine run without a glossary.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use dilmaj::lexicon::Lexicon;
use dilmaj::model::{AnnotatedSegment, Segment, Span};
use dilmaj::normalize::{Normalizer, Options};
use dilmaj::persian::letters::is_arabic_script;
use dilmaj::persian::match_key;
use dilmaj::transfer::Engine;
use proptest::prelude::*;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(Lexicon::builtin()));
static NORMALIZER: LazyLock<Normalizer> = LazyLock::new(|| Normalizer::new(Lexicon::builtin(), Options::default()));

fn translate(line: &str) -> String {
    let normalized = NORMALIZER.normalize_line(line);
    let (span, key) = (Span::new(0, line.len()), match_key(line));
    let segment = Segment { seg: 1, para: 1, span, source: line.to_owned(), normalized, key };
    ENGINE.translate(&AnnotatedSegment { segment, hits: Vec::new() }).target
}

struct Case {
    title: String,
    persian: String,
    english: String,
}

fn case(block: &str) -> Option<Case> {
    let lines: Vec<&str> = block.lines().filter(|line| !line.is_empty()).collect();
    let [title, persian, "---", english] = lines[..] else { return None };
    Some(Case { title: title.strip_prefix("# ")?.to_owned(), persian: persian.to_owned(), english: english.to_owned() })
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/transfer");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    files.sort();
    files
}

#[test]
fn every_case_gives_its_english() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for file in files() {
        let text = std::fs::read_to_string(&file).unwrap();
        for block in text.split("\n===\n").filter(|block| !block.trim().is_empty()) {
            let case = case(block).unwrap_or_else(|| panic!("{}: not a case:\n{block}", file.display()));
            count += 1;
            let english = translate(&case.persian);
            if english != case.english {
                wrong.push(format!("{}: {}\n  want {}\n  got  {english}", file.display(), case.title, case.english));
            }
        }
    }
    assert!(count >= 120, "{count} cases");
    assert!(wrong.is_empty(), "{} of {count} differ\n{}", wrong.len(), wrong.join("\n"));
}

/// Words that steer the grammar: conjunctions, prepositions, marks, verbs, numbers.
const WORDS: [&str; 40] = [
    "که",
    "و",
    "را",
    "از",
    "به",
    "در",
    "این",
    "آن",
    "یک",
    "اگر",
    "تا",
    "هم",
    "نه تنها",
    "بلکه",
    "هیچ",
    "خود",
    "است",
    "شد",
    "کرد",
    "می‌شود",
    "گفت",
    "باید",
    "ممکن است",
    "قرار است",
    "شده",
    "بهترین",
    "یکی",
    "۱۲",
    "هزار",
    "نفر",
    "کتاب",
    "ایران",
    "وزیر",
    "،",
    "«",
    "»",
    "(",
    ")",
    ":",
    "؟",
];

fn persian_like() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => prop::sample::select(WORDS.to_vec()).prop_map(str::to_owned),
        1 => "[آ-ی‌]{1,9}",
        1 => "[\u{600}-\u{6ff}]{1,6}",
    ];
    prop::collection::vec(word, 0..60).prop_map(|words| words.join(" "))
}

fn check(text: &str) {
    let target = translate(text);
    assert!(!target.chars().any(is_arabic_script), "{text}\n{target}");
    let has_letter = text.chars().any(dilmaj::persian::letters::is_letter);
    assert!(!has_letter || !target.trim().is_empty(), "empty for {text}");
    assert_eq!(target, translate(text), "not deterministic");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn persian_like_text_is_translated(text in persian_like()) {
        check(&text);
    }

    #[test]
    fn any_text_is_translated(text in "\\PC{0,80}") {
        check(&text);
    }
}

#[test]
fn deep_nesting_is_read_flat() {
    for unit in [
        "مردی که ",
        "اگر ",
        "(",
        "«",
        "گفت که ",
        "از ",
        "به اینکه ",
        "این ",
        "رئیس ",
        "کتاب که در آن ",
        "علی، وزیر ",
        "هم کتاب و ",
        "بهترین ",
    ] {
        check(&format!("{} کتاب است.", unit.repeat(400)));
    }
}

#[test]
fn long_segments_take_time_in_proportion() {
    let sentence =
        "وزیر امور خارجه ایران با اشاره به اهمیت همکاری‌های دو کشور در زمینه انرژی، تجارت و فناوری گفت که این نشست ";
    let time = |text: &str| {
        let start = Instant::now();
        check(text);
        start.elapsed().max(Duration::from_millis(20))
    };
    for unit in [sentence, "کتاب، ", "کتاب و ", "رئیس ", "۱۲ ", "که ", "علی، مدیر شرکت، ", "کرد و "]
    {
        let letters = unit.chars().count();
        let once = time(&unit.repeat(5_000 / letters));
        let eightfold = time(&unit.repeat(40_000 / letters));
        assert!(eightfold < once * 40, "`{unit}` {once:?} {eightfold:?}");
        assert!(once < Duration::from_secs(5), "`{unit}` {once:?}");
    }
}
