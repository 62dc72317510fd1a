//! Puts random Persian-like lines through normaliser, term finder and embedded engine, and stops at the first line that breaks a promise.
//!
//! `babble [LINES] [SEED]` (default 100,000 and 1). A line is up to 40 pieces: words of the whole lexicon with chance endings, terms of the built-in
//! glossary, marks, numbers, single characters of the Arabic blocks. Promised is: no panic, a target that is not empty, no letter of
//! the Arabic script in it, the same target from a second engine. Equal seeds give equal lines. See `docs/QUALITY.md`.

use std::io::{self, Write};
use std::time::Instant;

use dilmaj::config::BUILTIN_GLOSSARY;
use dilmaj::lexicon::Lexicon;
use dilmaj::model::{AnnotatedSegment, Segment, Span};
use dilmaj::normalize::{Normalizer, Options};
use dilmaj::persian::letters::{is_arabic_script, is_letter};
use dilmaj::persian::match_key;
use dilmaj::termbase::TermBase;
use dilmaj::transfer::Engine;

const ENDINGS: [&str; 14] =
    ["", "", "", "", "ی", "\u{200C}ها", "\u{200C}های", "ان", "ش", "\u{200C}ای", "م", "ند", "\u{200C}اند", "تر"];

/// What holds sentences together, drawn more often than a lexicon word would be.
const GLUE: [&str; 40] = [
    "و",
    "در",
    "به",
    "از",
    "که",
    "را",
    "این",
    "آن",
    "با",
    "برای",
    "تا",
    "هم",
    "یا",
    "باید",
    "می‌تواند",
    "است",
    "بود",
    "کرد",
    "می‌شود",
    "شده",
    "شد",
    "نیست",
    "اگر",
    "اینکه",
    "،",
    "،",
    ".",
    "؟",
    ":",
    "«",
    "»",
    "(",
    ")",
    "؛",
    "-",
    "۱۲",
    "۱۴۰۳",
    "٪",
    "سه",
    "هزار",
];

/// Pseudo-random numbers (splitmix64): the same on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound.max(1) as u64).unwrap_or(0)
    }

    fn of<'l>(&mut self, list: &[&'l str]) -> &'l str {
        list[self.below(list.len())]
    }

    fn piece(&mut self, words: &[&str], terms: &[&str]) -> String {
        match self.below(20) {
            0 => terms[self.below(terms.len())].to_owned(),
            1 => {
                let code = 0x600 + u32::try_from(self.below(0x100)).unwrap_or(0);
                char::from_u32(code).unwrap_or('\u{FFFD}').to_string()
            }
            2..=8 => self.of(&GLUE).to_owned(),
            _ => format!("{}{}", self.of(words), self.of(&ENDINGS)),
        }
    }

    fn line(&mut self, words: &[&str], terms: &[&str]) -> String {
        let pieces: Vec<String> = (0..=self.below(40)).map(|_| self.piece(words, terms)).collect();
        pieces.join(self.of(&[" ", " ", " ", " ", " ", " ", "", "\u{200C}"]))
    }
}

fn main() -> io::Result<()> {
    let mut numbers = std::env::args().skip(1).filter_map(|argument| argument.parse::<u64>().ok());
    let (lines, seed) = (numbers.next().unwrap_or(100_000), numbers.next().unwrap_or(1));
    let lexicon = Lexicon::builtin();
    let words: Vec<&str> = lexicon.entries().map(|entry| entry.lemma.as_str()).collect();
    let base = TermBase::new([BUILTIN_GLOSSARY], lexicon).map_err(io::Error::other)?;
    let terms: Vec<&str> = base.entries().iter().map(|entry| entry.source.as_str()).collect();
    let normalizer = Normalizer::new(lexicon, Options::default());
    let engines = [Engine::new(lexicon), Engine::new(lexicon)];
    let mut random = Random(seed);
    let (start, mut read) = (Instant::now(), 0);
    for at in 0..lines {
        let line = random.line(&words, &terms);
        read += line.split_whitespace().count();
        let normalized = normalizer.normalize_line(&line);
        let (span, key) = (Span::new(0, line.len()), match_key(&line));
        let segment = Segment { seg: 1, para: 1, span, source: line.clone(), normalized, key };
        let source: AnnotatedSegment = base.annotate(segment);
        let [target, again] = engines.each_ref().map(|engine| engine.translate(&source).target);
        let empty = target.trim().is_empty() && line.chars().any(is_letter);
        if empty || target.chars().any(is_arabic_script) || target != again {
            return Err(io::Error::other(format!("line {at}: {line:?} gives {target:?} and {again:?}")));
        }
    }
    writeln!(io::stdout(), "{lines} lines, {read} words, seed {seed}: all promises kept, {:.0?}", start.elapsed())
}
