//! The loaded lexicon: lemmas with part of speech, English, frames and irregular forms.
//!
//! In: the TSV files of `lexicon/`, compiled into the program. Out: look-up by match key. Inflected forms are not listed; the stages that need
//! them read endings with `persian::suffix` or `transfer`'s verb tables.

mod entry;
mod read;

use std::sync::LazyLock;

pub use entry::{Entry, Pos};
pub use read::{LexiconError, parse};

use crate::persian::match_key;
use crate::persian::table::WordTable;

/// The files of `lexicon/`, in the order in which equal keys are preferred.
pub const FILES: [(&str, &str); 6] = [
    ("lexicon/function.tsv", include_str!("../../lexicon/function.tsv")),
    ("lexicon/expressions.tsv", include_str!("../../lexicon/expressions.tsv")),
    ("lexicon/verbs.tsv", include_str!("../../lexicon/verbs.tsv")),
    ("lexicon/nouns.tsv", include_str!("../../lexicon/nouns.tsv")),
    ("lexicon/adjectives.tsv", include_str!("../../lexicon/adjectives.tsv")),
    ("lexicon/names.tsv", include_str!("../../lexicon/names.tsv")),
];

static BUILTIN: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(all_entries()));

/// Reads the files side by side, for a program that starts waits for this.
fn all_entries() -> Vec<Entry> {
    std::thread::scope(|scope| {
        let readers: Vec<_> =
            FILES.iter().map(|(name, text)| scope.spawn(move || parse(name, text).unwrap_or_default())).collect();
        readers.into_iter().flat_map(|reader| reader.join().unwrap_or_default()).collect()
    })
}

/// All entries, found by the match key of a lemma or of a listed form.
#[derive(Debug, Default)]
pub struct Lexicon {
    entries: Vec<Entry>,
    by_key: WordTable<Vec<usize>>,
    /// Match key of a broken plural → its singular's entry.
    by_plural: WordTable<Option<usize>>,
    longest: usize,
}

impl Lexicon {
    /// Returns the lexicon that is compiled in. It is read once, at first use.
    #[must_use]
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// Returns a lexicon of these entries.
    #[must_use]
    pub fn new(entries: Vec<Entry>) -> Self {
        let mut lexicon = Self::default();
        for (at, entry) in entries.iter().enumerate() {
            let key = match_key(&entry.lemma);
            lexicon.longest = lexicon.longest.max(key.split(' ').count());
            lexicon.by_key.entry(&key).push(at);
            if entry.pos == Pos::Noun {
                for form in &entry.forms {
                    lexicon.by_plural.entry(&match_key(form)).get_or_insert(at);
                }
            }
        }
        lexicon.entries = entries;
        lexicon
    }

    /// Returns the entries whose lemma has this match key («تفاهمنامه» finds تفاهم‌نامه).
    pub fn get(&self, key: &str) -> impl Iterator<Item = &Entry> {
        self.by_key.get(key).into_iter().flatten().filter_map(|at| self.entries.get(*at))
    }

    /// Returns the noun of which this match key is a broken plural («مسایل» finds مسئله).
    #[must_use]
    pub fn singular_of(&self, key: &str) -> Option<&Entry> {
        self.by_plural.get(key).copied().flatten().and_then(|at| self.entries.get(at))
    }

    /// Returns whether this match key is a lemma or a broken plural.
    #[must_use]
    pub fn is_word(&self, key: &str) -> bool {
        self.by_key.get(key).is_some() || self.by_plural.get(key).is_some()
    }

    /// Returns the standard spelling of a lemma or broken plural with this match key, ZWNJ included.
    #[must_use]
    pub fn spelling(&self, key: &str) -> Option<&str> {
        if let Some(entry) = self.get(key).next() {
            return Some(&entry.lemma);
        }
        self.singular_of(key)?.forms.iter().map(String::as_str).find(|form| match_key(form) == key)
    }

    /// Returns the number of words of the longest lemma.
    #[must_use]
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// Returns all entries, in the order of the files.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }
}
