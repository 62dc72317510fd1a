//! The loaded lexicon: lemmas with part of speech, English, frames and irregular forms.
//!
//! In: the TSV files of `lexicon/`, compiled into the program. Out: look-up by match key. A row is read in full when it is first asked for, for a run
//! needs hundreds of the tens of thousands. Inflected forms are not listed; the stages that need them read endings with `persian::suffix` or
//! `transfer`'s verb tables.

mod entry;
mod read;
mod row;

use std::sync::LazyLock;

pub use entry::{Entry, Pos};
pub use read::{LexiconError, parse};
pub use row::Row;

use crate::persian::key::match_key_into;
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

static BUILTIN: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(FILES.map(|(_, text)| text)));

/// All entries, found by the match key of a lemma or of a listed form.
#[derive(Debug, Default)]
pub struct Lexicon {
    rows: Vec<Row>,
    by_key: WordTable<Chain>,
    /// For each row, the next one with the same key.
    next: Vec<Option<u32>>,
    /// Match key of a broken plural → its singular's row.
    by_plural: WordTable<Option<u32>>,
    longest: usize,
}

/// The first and the last of the rows with one key; the others follow from `next`.
#[derive(Debug, Clone, Copy, Default)]
struct Chain(Option<(u32, u32)>);

impl Lexicon {
    /// Returns the lexicon that is compiled in. It is read once, at first use.
    #[must_use]
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// Returns the lexicon of these files, given by their text. Rows that `parse` would refuse are not there.
    #[must_use]
    pub fn new(texts: impl IntoIterator<Item = &'static str>) -> Self {
        let rows: Vec<Row> = texts.into_iter().flat_map(|text| text.lines().skip(1)).filter_map(Row::new).collect();
        let mut lexicon = Self { next: vec![None; rows.len()], ..Self::default() };
        lexicon.by_key.reserve(rows.len());
        let mut key = String::new();
        for (at, row) in (0..).zip(&rows) {
            match_key_into(row.lemma(), &mut key);
            lexicon.longest = lexicon.longest.max(key.split(' ').count());
            let chain = lexicon.by_key.entry(&key);
            if let Some((_, last)) = chain.0 {
                lexicon.next[last as usize] = Some(at);
            }
            chain.0 = Some((chain.0.map_or(at, |(first, _)| first), at));
            for form in row.plurals() {
                lexicon.by_plural.entry(&match_key(form)).get_or_insert(at);
            }
        }
        lexicon.rows = rows;
        lexicon
    }

    /// Returns the entries whose lemma has this match key («تفاهمنامه» finds تفاهم‌نامه).
    pub fn get(&self, key: &str) -> impl Iterator<Item = &Entry> {
        self.rows_of(key).filter_map(Row::entry)
    }

    fn rows_of(&self, key: &str) -> impl Iterator<Item = &Row> {
        let first = self.by_key.get(key).and_then(|chain| chain.0).map(|(first, _)| first);
        let places = std::iter::successors(first, |at| self.next.get(*at as usize).copied().flatten());
        places.filter_map(|at| self.rows.get(at as usize))
    }

    /// Returns the noun of which this match key is a broken plural («مسایل» finds مسئله).
    #[must_use]
    pub fn singular_of(&self, key: &str) -> Option<&Entry> {
        self.by_plural.get(key).copied().flatten().and_then(|at| self.rows.get(at as usize)?.entry())
    }

    /// Returns whether this match key is a lemma or a broken plural.
    #[must_use]
    pub fn is_word(&self, key: &str) -> bool {
        self.by_key.get(key).is_some() || self.by_plural.get(key).is_some()
    }

    /// Returns the standard spelling of a lemma or broken plural with this match key, ZWNJ included.
    #[must_use]
    pub fn spelling(&self, key: &str) -> Option<&str> {
        if let Some(row) = self.rows_of(key).next() {
            return Some(row.lemma());
        }
        self.singular_of(key)?.forms.iter().map(String::as_str).find(|form| match_key(form) == key)
    }

    /// Returns the number of words of the longest lemma.
    #[must_use]
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// Returns all rows, in the order of the files.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Returns all entries, in the order of the files.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.rows.iter().filter_map(Row::entry)
    }
}
