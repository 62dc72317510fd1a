//! A row of the lexicon as it stands in its file, and what can be told of it without reading it in full.
//!
//! In: a line. Out: lemma, part of speech and listed forms at once, the entry when it is first asked for.

use std::sync::OnceLock;

use super::entry::{Entry, Pos};
use super::read;

/// One row.
#[derive(Debug)]
pub struct Row {
    lemma: &'static str,
    pos: Pos,
    line: &'static str,
    entry: OnceLock<Option<Box<Entry>>>,
}

impl Row {
    /// Returns the row on this line, if it has a lemma and a part of speech.
    pub(super) fn new(line: &'static str) -> Option<Self> {
        let (lemma, rest) = line.split_once('\t')?;
        let pos = Pos::parse(rest.split_once('\t')?.0)?;
        Some(Self { lemma, pos, line, entry: OnceLock::new() })
    }

    /// Returns the Persian, in standard orthography.
    #[must_use]
    pub fn lemma(&self) -> &'static str {
        self.lemma
    }

    /// Returns the part of speech.
    #[must_use]
    pub fn pos(&self) -> Pos {
        self.pos
    }

    /// Returns the broken plurals, if this is a noun.
    pub fn plurals(&self) -> impl Iterator<Item = &'static str> + use<> {
        let is_noun = self.pos == Pos::Noun && !self.line.ends_with('\t');
        let forms = self.line.rsplit('\t').next().filter(|_| is_noun);
        forms.into_iter().flat_map(|forms| forms.split('|')).filter(|form| !form.is_empty())
    }

    /// Returns the row in full; `None` if something is wrong with it.
    pub fn entry(&self) -> Option<&Entry> {
        self.entry.get_or_init(|| read::row(self.line).ok().map(Box::new)).as_deref()
    }
}
