//! What ties an English text to the Persian one that it translates: numbers, Latin words, glossary terms, dictionary words, marks, length.
//!
//! In: a source and a target. Out: a log-likelihood ratio: how much more likely the target is if it translates the source than if it
//! translates another text. Words are compared by their first letters, which is enough for telling neighbours apart and for nothing else.

use std::hash::{Hash, Hasher};
use std::sync::LazyLock;

use crate::lexicon::{Entry, Lexicon, Pos};
use crate::model::AnnotatedSegment;
use crate::persian::digits::is_digit;
use crate::persian::match_key;
use crate::persian::table::{QuickHasher, WordTable};
use crate::persian::values::values;

use super::numbers;

/// Letters by which English words are compared: "announced" and "announcement" have the first five in common.
const STEM: usize = 5;

/// English words that say nothing of a text.
const COMMON: [&str; 60] = [
    "the", "a", "an", "of", "and", "to", "in", "on", "at", "for", "with", "by", "from", "as", "is", "are", "was",
    "were", "be", "been", "being", "it", "its", "this", "that", "these", "those", "or", "but", "not", "no", "has",
    "have", "had", "do", "does", "did", "will", "would", "can", "could", "may", "one", "he", "she", "they", "his",
    "her", "their", "which", "who", "also", "about", "into", "more", "out", "up", "so", "all", "there",
];

/// Endings of Persian words, the longest first: the word before them may be the lemma.
const ENDINGS: [&str; 18] = [
    "هایشان",
    "هایی",
    "های",
    "ترین",
    "شان",
    "مان",
    "ها",
    "تر",
    "ات",
    "ان",
    "ای",
    "اش",
    "ند",
    "ید",
    "یم",
    "ی",
    "م",
    "ش",
];

/// Ties of which none is seen in a translation only if it is none.
const FEW: usize = 4;

/// How likely a tie is seen in a true translation, and in the translation of another text.
#[derive(Debug, Clone, Copy)]
struct Odds {
    seen: f64,
    missing: f64,
}

impl Odds {
    fn new(right: f64, chance: f64) -> Self {
        Self { seen: (right / chance).ln(), missing: ((1.0 - right) / (1.0 - chance)).ln() }
    }
}

/// One tie: it is seen if any of its stems is.
#[derive(Debug, Clone)]
struct Tie {
    stems: Vec<u64>,
    odds: Odds,
}

impl Tie {
    fn is_seen(&self, said: &Said) -> bool {
        self.stems.iter().any(|stem| said.stems.binary_search(stem).is_ok())
    }
}

/// What a translation of a source may be known by.
#[derive(Debug, Clone, Default)]
pub struct Anchors {
    ties: Vec<Tie>,
    characters: f64,
}

/// What is said in a target.
#[derive(Debug, Clone, Default)]
pub struct Said {
    stems: Vec<u64>,
    characters: f64,
}

/// Stems of the English of each Persian word, and how many words have each stem.
#[derive(Debug, Default)]
struct Table {
    english: WordTable<Vec<u64>>,
    common: std::collections::HashMap<u64, f64>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| Table::new(Lexicon::builtin()));

impl Table {
    fn new(lexicon: &Lexicon) -> Self {
        let mut table = Self::default();
        for entry in lexicon.entries().filter(|entry| is_content(entry)) {
            let stems: Vec<u64> = entry.english.iter().take(4).flat_map(|text| stems(text)).collect();
            for form in std::iter::once(&entry.lemma).chain(&entry.forms) {
                let key = match_key(form);
                // «اعلام کردن»: the noun carries the meaning. Of an infinitive only the stem is met in texts.
                let word = key.split(' ').next().unwrap_or("");
                let is_simple = entry.pos == Pos::Verb && !key.contains(' ');
                let word = if is_simple { word.strip_suffix('ن').unwrap_or(word) } else { word };
                if word.chars().count() > 1 {
                    let own = table.english.entry(word);
                    own.extend(&stems);
                    own.sort_unstable();
                    own.dedup();
                }
            }
            for stem in stems {
                *table.common.entry(stem).or_default() += 1.0;
            }
        }
        table
    }

    /// The stems of a word as it stands in a text; its endings are taken off until a lemma is met.
    fn get(&self, word: &str) -> Option<&Vec<u64>> {
        let known = |word: &str| self.english.get(word).filter(|stems| !stems.is_empty());
        let bare = ["نمی", "می"].iter().find_map(|prefix| word.strip_prefix(prefix));
        [Some(word), bare].into_iter().flatten().find_map(|word| {
            known(word).or_else(|| {
                let shorter = ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending));
                shorter.filter(|lemma| lemma.chars().count() > 1).find_map(known)
            })
        })
    }

    fn chance(&self, stems: &[u64]) -> f64 {
        let of = |stem: &u64| 0.006 + 0.0008 * self.common.get(stem).copied().unwrap_or(0.0);
        stems.iter().map(of).sum::<f64>().clamp(0.01, 0.4)
    }
}

fn is_content(entry: &Entry) -> bool {
    matches!(entry.pos, Pos::Noun | Pos::Name | Pos::Adjective | Pos::Verb | Pos::Number)
        || entry.pos == Pos::Adverb && entry.lemma.chars().count() > 3
}

impl Anchors {
    /// Returns what a translation of this segment is known by.
    #[must_use]
    pub fn of(source: &AnnotatedSegment) -> Self {
        let mut anchors = Self::new(source.segment.normalized.text(), &source.segment.key);
        for hit in &source.hits {
            // A forbidden rendering is wrong, but it says what the source says.
            let entry = &hit.entry;
            let texts = std::iter::once(&entry.target).chain(&entry.admitted).chain(&entry.forbidden);
            anchors.tie(texts.flat_map(|text| stems(text)).collect(), Odds::new(0.8, 0.05));
        }
        anchors
    }

    /// Returns the same for a plain text, such as a neighbour that is sent for context.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        Self::new(text, &match_key(text))
    }

    fn new(text: &str, key: &str) -> Self {
        let mut anchors = Self { ties: Vec::new(), characters: text.chars().count() as f64 };
        for word in key.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            if word.is_ascii() {
                if word.len() > 1 && !word.bytes().any(|byte| byte.is_ascii_digit()) {
                    anchors.tie(stems(word).collect(), Odds::new(0.9, 0.02));
                }
            } else if let Some(english) = TABLE.get(word) {
                anchors.tie(english.clone(), Odds::new(0.55, TABLE.chance(english)));
            }
        }
        if text.chars().any(is_digit) {
            let found = values(text).into_iter().filter(|found| found.in_digits);
            for number in found.flat_map(|found| numbers::parts(&found.value)) {
                anchors.tie(vec![hash(number.as_str())], Odds::new(0.9, 0.03));
            }
        }
        anchors.marks(text);
        anchors
    }

    /// A question mark, and quotation marks.
    fn marks(&mut self, text: &str) {
        let has_question = text.contains(['؟', '?']);
        let has_quote = text.contains(['«', '"', '“']);
        let pairs = [("?", has_question, Odds::new(0.9, 0.04)), ("\"", has_quote, Odds::new(0.75, 0.1))];
        for (mark, _, odds) in pairs.into_iter().filter(|(_, has, _)| *has) {
            self.tie(vec![hash(mark)], odds);
        }
    }

    fn tie(&mut self, mut stems: Vec<u64>, odds: Odds) {
        stems.sort_unstable();
        let is_known = self.ties.iter().any(|tie| tie.stems == stems);
        if !stems.is_empty() && !is_known {
            self.ties.push(Tie { stems, odds });
        }
    }

    /// Returns how much more likely `said` is as a translation of this source than as one of some other text (log-likelihood ratio).
    #[must_use]
    pub fn evidence(&self, said: &Said) -> f64 {
        let of = |tie: &Tie| {
            if tie.is_seen(said) { tie.odds.seen } else { tie.odds.missing }
        };
        self.ties.iter().map(of).sum::<f64>() + self.length(said.characters)
    }

    /// The same without regard to length.
    pub(super) fn evidence_of_words(&self, said: &Said) -> f64 {
        self.evidence(said) - self.length(said.characters)
    }

    /// Returns whether `target` is so short that it cannot say this.
    pub(super) fn is_cut(&self, target: &str) -> bool {
        (target.trim().chars().count() as f64) < self.characters * SHORTEST
    }

    /// Returns whether nothing at all of a source is said that could be known by several ties.
    pub(super) fn is_absent(&self, said: &Said) -> bool {
        self.ties.len() >= FEW && !self.ties.iter().any(|tie| tie.is_seen(said))
    }

    /// Returns whether both are known by the same ties.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let stems = |anchors: &Self| anchors.ties.iter().map(|tie| tie.stems.clone()).collect::<Vec<_>>();
        stems(self) == stems(other)
    }

    /// How well a length fits, against that of a text of any length.
    fn length(&self, characters: f64) -> f64 {
        let deviation = ((characters + 4.0) / (self.characters + 4.0) / RATIO).ln() / SPREAD;
        (1.0 - deviation * deviation / 2.0).max(-6.0)
    }
}

/// English characters for one of Persian, and how far the logarithm of that spreads (3,071 human translations).
const RATIO: f64 = 1.08;
const SPREAD: f64 = 0.2;

/// Characters of English for one of Persian below which something is missing.
const SHORTEST: f64 = 0.4;

impl Said {
    /// Returns what is said in `target`.
    #[must_use]
    pub fn new(target: &str) -> Self {
        let mut all: Vec<u64> = stems(target).collect();
        if target.bytes().any(|byte| byte.is_ascii_digit()) {
            all.extend(numbers::in_english(target).iter().map(|number| hash(number.as_str())));
        }
        all.extend(
            [('?', "?"), ('"', "\""), ('“', "\""), ('\'', "\""), ('‘', "\"")]
                .iter()
                .filter(|(c, _)| target.contains(*c))
                .map(|(_, mark)| hash(mark)),
        );
        all.sort_unstable();
        all.dedup();
        Self { stems: all, characters: target.chars().count() as f64 }
    }
}

/// The stems of the words of an English text that say something.
fn stems(text: &str) -> impl Iterator<Item = u64> {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 1);
    words.filter_map(|word| {
        let mut letters = [0; 24];
        let mut len = 0;
        for c in word.chars().take(STEM).flat_map(char::to_lowercase) {
            len += c.encode_utf8(letters.get_mut(len..)?).len();
        }
        let stem = std::str::from_utf8(&letters[..len]).ok()?;
        (word.chars().count() > STEM || !COMMON.contains(&stem)).then(|| hash(stem))
    })
}

fn hash(text: &str) -> u64 {
    let mut hasher = QuickHasher::default();
    text.hash(&mut hasher);
    hasher.finish()
}
