//! Pairs of terms, and what a service takes of them.
//!
//! In: pairs, one after the other. Out: whether each may stand in the file, or what the service would refuse in it.

use std::collections::HashMap;

use crate::model::{PartOfSpeech, TermEntry};

use super::super::read::class_of;

/// What a file is measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Bytes,
    Characters,
}

/// What a service takes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// Of the whole file.
    pub(super) file: (usize, Unit),
    /// Of one term.
    pub(super) term_bytes: Option<usize>,
    /// No control characters, line ends or outer white space in a term.
    pub(super) strict_text: bool,
    /// A source stands once.
    pub(super) one_target: bool,
    /// A target stands once.
    pub(super) one_source: bool,
}

/// One row.
pub(super) struct Pair {
    pub(super) file: String,
    pub(super) line: usize,
    pub(super) source: String,
    pub(super) target: String,
    pub(super) pos: PartOfSpeech,
    pub(super) note: String,
}

impl Pair {
    pub(super) fn into_entry(self) -> TermEntry {
        let Self { source, target, pos, note, .. } = self;
        TermEntry { source, target, pos, inflect: class_of(pos), note, ..TermEntry::default() }
    }
}

/// A pair of which no more is known.
pub(super) fn pair(file: &str, line: usize, source: String, target: String) -> Pair {
    Pair { file: file.to_owned(), line, source, target, pos: PartOfSpeech::Noun, note: String::new() }
}

/// The pairs of an entry: its source first, then its aliases.
pub(super) fn pairs(entry: &TermEntry) -> impl Iterator<Item = Pair> {
    let forms = std::iter::once(&entry.source).chain(&entry.aliases);
    forms.map(|form| Pair {
        pos: entry.pos,
        note: entry.note.clone(),
        ..pair(&entry.place.file, entry.place.line, form.clone(), entry.target.clone())
    })
}

/// Checks pairs one after the other.
pub(super) struct Gate {
    name: &'static str,
    limits: Limits,
    sources: HashMap<String, (usize, String)>,
    targets: HashMap<String, (usize, String)>,
}

impl Gate {
    pub(super) fn new(name: &'static str, limits: Limits) -> Self {
        Self { name, limits, sources: HashMap::new(), targets: HashMap::new() }
    }

    /// Returns what the service would refuse in `pair`; `Ok(false)` if the very same pair was there before.
    pub(super) fn admit(&mut self, pair: &Pair) -> Result<bool, String> {
        let Limits { term_bytes, strict_text, one_target, one_source, .. } = self.limits;
        for text in [&pair.source, &pair.target] {
            if let Some(limit) = term_bytes.filter(|limit| text.len() > *limit) {
                let name = self.name;
                return Err(format!("`{}` has {} bytes, and {name} takes at most {limit}", short(text), text.len()));
            }
            if strict_text && (text.chars().any(is_refused) || text.trim() != text) {
                return Err(format!("`{}` has a control character, a line end or outer white space", short(text)));
            }
        }
        if let Some((line, target)) = self.sources.get(&pair.source) {
            if *target == pair.target {
                return Ok(false);
            }
            if one_target {
                return Err(format!("`{}` is `{target}` in line {line} already", pair.source));
            }
        }
        if let Some((line, source)) = self.targets.get(&pair.target).filter(|_| one_source) {
            return Err(format!("`{}` stands for `{source}` in line {line} already", pair.target));
        }
        self.sources.insert(pair.source.clone(), (pair.line, pair.target.clone()));
        self.targets.insert(pair.target.clone(), (pair.line, pair.source.clone()));
        Ok(true)
    }
}

fn is_refused(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

fn short(text: &str) -> String {
    if text.chars().count() > 40 {
        format!("{}…", text.chars().take(40).collect::<String>())
    } else {
        text.to_owned()
    }
}
