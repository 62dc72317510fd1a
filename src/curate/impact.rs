//! What a change of the glossary does to a corpus: which segments it touches, what they were, what may be kept, what must be asked again.
//!
//! In: one pipeline with the old glossary and one with the new, and the parts of the corpus. Out: the touched segments. A segment is touched if its memory key
//! changes, that is, if other pairs of source and preferred target are found in it. It is checked anew if its key stays, but the new
//! entries judge its stored answer otherwise. What stands in the memory is read; only `keep` writes.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use crate::memory::{Key, MemoryError, Stored};
use crate::model::{AnnotatedSegment, Candidate, IssueKind, Item, Origin, Request, State, TermEntry, TranslationUnit};
use crate::pipeline::{Part, Pipeline};

use super::bitext::Row;

/// What happens to a segment when the new glossary is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Fate {
    /// The backend is asked.
    Ask,
    /// Like `Ask`, but an equal segment of the corpus is asked already; one answer serves both.
    Same,
    /// The stored answer for the old entries satisfies the new ones too; `keep` stores it for them.
    Keepable,
    /// An answer for the new entries is stored already.
    Stored,
    /// The key stays; the stored answer is judged otherwise.
    Rechecked,
}

impl Fate {
    /// Returns the name used in reports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ask => "ask",
            Self::Same => "same",
            Self::Keepable => "keepable",
            Self::Stored => "stored",
            Self::Rechecked => "rechecked",
        }
    }
}

/// A pair of source term and preferred target, as it stands in a memory key.
pub type Pair = (String, String);

/// A segment that the change touches.
#[derive(Debug)]
pub struct Touched {
    /// The document.
    pub doc: String,
    /// The segment with the hits of the new glossary.
    pub source: Arc<AnnotatedSegment>,
    /// Pairs that are no longer found in it.
    pub lost: Vec<Pair>,
    /// Pairs that were not found in it before.
    pub gained: Vec<Pair>,
    /// What happens to it.
    pub fate: Fate,
    /// The target as the old glossary gives it, if it was translated.
    pub before: Option<String>,
    /// The target as the new glossary gives it, as far as it is known without paying.
    pub after: Option<String>,
    /// The target that is there already satisfies the new entries.
    pub satisfied: bool,
    key: Key,
    candidate: Option<Candidate>,
}

/// Targets that are known from tables rather than from the memory, by document and segment.
#[derive(Debug, Default)]
pub struct Known(HashMap<(String, usize), Row>);

impl Known {
    /// Takes up the rows of a table.
    pub fn add(&mut self, rows: Vec<Row>) {
        let with_target = rows.into_iter().filter(|row| !row.target.is_empty());
        self.0.extend(with_target.map(|row| ((row.doc.clone(), row.seg), row)));
    }

    /// The target of a row whose source is that of the segment.
    fn target(&self, doc: &str, source: &AnnotatedSegment) -> Option<&str> {
        let row = self.0.get(&(doc.to_owned(), source.segment.seg))?;
        (row.source == source.segment.source).then_some(row.target.as_str())
    }
}

/// Compares two glossaries over a corpus, part by part.
#[derive(Debug)]
pub struct Impact<'p> {
    old: &'p Pipeline,
    new: &'p Pipeline,
    known: &'p Known,
    asked: HashSet<Key>,
    /// Segments looked at.
    pub segments: usize,
    /// The touched ones so far.
    pub touched: Vec<Touched>,
}

impl<'p> Impact<'p> {
    /// Begins a comparison.
    #[must_use]
    pub fn new(old: &'p Pipeline, new: &'p Pipeline, known: &'p Known) -> Self {
        Self { old, new, known, asked: HashSet::new(), segments: 0, touched: Vec::new() }
    }

    /// Looks at a part that the old pipeline made.
    ///
    /// # Errors
    /// Fails if the memory cannot be read.
    pub fn add(&mut self, part: &Part) -> Result<(), MemoryError> {
        let new_part = self.new.reannotated(part);
        let keys = self.old.keys(part).into_iter().zip(self.new.keys(&new_part));
        for (at, (old_key, new_key)) in keys.enumerate() {
            let (old, new) = (&part.segments[at], &new_part.segments[at]);
            if old.segment.normalized.text().trim().is_empty() {
                continue;
            }
            self.segments += 1;
            let seen = Seen { doc: &part.id, old, new };
            let touched = if old_key == new_key {
                self.rechecked(&seen, new_key)?
            } else {
                Some(self.touch(&seen, &old_key, new_key)?)
            };
            self.touched.extend(touched);
        }
        Ok(())
    }

    fn touch(&mut self, seen: &Seen<'_>, old_key: &Key, new_key: Key) -> Result<Touched, MemoryError> {
        let candidate = self.recall(old_key)?;
        let before = candidate.clone().map(|candidate| self.old.unit(seen.old, candidate)).and_then(target);
        let before = before.or_else(|| self.known.target(seen.doc, seen.old).map(str::to_owned));
        let kept = candidate.clone().or_else(|| before.clone().map(foreign)).map(|one| self.new.unit(seen.new, one));
        let satisfied = kept.as_ref().is_some_and(is_satisfied);
        let stored = self.recall(&new_key)?;
        let is_stored = stored.is_some();
        let fate = match stored {
            _ if self.asked.contains(&new_key) => Fate::Same,
            Some(_) => Fate::Stored,
            None if satisfied && candidate.is_some() => Fate::Keepable,
            None => Fate::Ask,
        };
        if fate == Fate::Ask {
            self.asked.insert(new_key.clone());
        }
        let after = stored.map(|candidate| self.new.unit(seen.new, candidate)).and_then(target);
        let after =
            after.or_else(|| kept.filter(|_| satisfied && !is_stored && fate == Fate::Keepable).and_then(target));
        Ok(Touched { fate, before, after, satisfied, candidate, ..seen.touched(new_key) })
    }

    /// The key stays, so nothing is asked; but forms that were admitted or forbidden may be judged otherwise now.
    fn rechecked(&self, seen: &Seen<'_>, key: Key) -> Result<Option<Touched>, MemoryError> {
        if seen.old.hits.len() == seen.new.hits.len()
            && seen.old.hits.iter().zip(&seen.new.hits).all(|(a, b)| judges_alike(&a.entry, &b.entry))
        {
            return Ok(None);
        }
        let Some(candidate) = self.recall(&key)? else { return Ok(None) };
        let before = self.old.unit(seen.old, candidate.clone());
        let after = self.new.unit(seen.new, candidate);
        if (&before.target, &before.issues) == (&after.target, &after.issues) {
            return Ok(None);
        }
        let satisfied = is_satisfied(&after);
        let (before, after) = (target(before), target(after));
        Ok(Some(Touched { fate: Fate::Rechecked, before, after, satisfied, ..seen.touched(key) }))
    }

    fn recall(&self, key: &Key) -> Result<Option<Candidate>, MemoryError> {
        Ok(match self.old.memory.recall(key)? {
            Some(Stored::Candidate(candidate)) => Some(candidate),
            _ => None,
        })
    }

    /// Asks for the segments that must be asked, without storing anything; only sensible for a backend that costs nothing.
    pub async fn preview(&mut self) {
        let can = self.new.backend.capabilities();
        let waiting = |one: &Touched| one.fate == Fate::Ask;
        let at: Vec<usize> = (0..self.touched.len()).filter(|at| waiting(&self.touched[*at])).collect();
        for batch in at.chunks(can.batch.max(1)) {
            let item = |at: &usize| Item {
                segment: Arc::clone(&self.touched[*at].source),
                context: Vec::new(),
                feedback: None,
            };
            let Ok(reply) = self.new.backend.translate(&Request { items: batch.iter().map(item).collect() }).await
            else {
                continue;
            };
            for (nth, answer) in reply.answers {
                let Some(touched) = batch.get(nth).and_then(|at| self.touched.get_mut(*at)) else { continue };
                let origin = Origin::Machine(self.new.backend.name().to_owned());
                let candidate = Candidate { target: answer.target, origin, issues: answer.issues };
                touched.after = target(self.new.unit(&touched.source, candidate));
            }
        }
        let known = |one: &Touched| Some((one.key.clone(), one.after.clone().filter(|_| one.fate == Fate::Ask)?));
        let answers: HashMap<Key, String> = self.touched.iter().filter_map(known).collect();
        for same in self.touched.iter_mut().filter(|one| one.fate == Fate::Same) {
            same.after = answers.get(&same.key).cloned();
        }
    }

    /// Stores the answers that satisfy the new entries under their new keys; returns how many.
    ///
    /// # Errors
    /// Fails if the memory cannot be written.
    pub fn keep(&self) -> Result<usize, MemoryError> {
        let kept: Vec<(&Touched, Stored)> = self
            .touched
            .iter()
            .filter(|one| one.fate == Fate::Keepable)
            .filter_map(|one| Some((one, Stored::Candidate(one.candidate.clone()?))))
            .collect();
        let rows = kept.iter().map(|(one, stored)| (&one.key, one.source.segment.source.as_str(), stored));
        self.new.memory.store(rows, self.new.clock.now())?;
        Ok(kept.len())
    }
}

/// Whether two entries accept and refuse the same English.
fn judges_alike(a: &TermEntry, b: &TermEntry) -> bool {
    let judged = |entry: &TermEntry| (entry.pos, entry.case, entry.dnt);
    a.source == b.source
        && a.target == b.target
        && a.admitted == b.admitted
        && a.forbidden == b.forbidden
        && judged(a) == judged(b)
}

/// A segment under both glossaries.
struct Seen<'s> {
    doc: &'s str,
    old: &'s Arc<AnnotatedSegment>,
    new: &'s Arc<AnnotatedSegment>,
}

impl Seen<'_> {
    /// What is touched, before its fate is known.
    fn touched(&self, key: Key) -> Touched {
        let (old, new) = (pairs(self.old), pairs(self.new));
        Touched {
            doc: self.doc.to_owned(),
            source: Arc::clone(self.new),
            lost: old.difference(&new).cloned().collect(),
            gained: new.difference(&old).cloned().collect(),
            fate: Fate::Ask,
            before: None,
            after: None,
            satisfied: false,
            key,
            candidate: None,
        }
    }
}

fn pairs(segment: &AnnotatedSegment) -> BTreeSet<Pair> {
    segment.hits.iter().map(|hit| (hit.entry.source.clone(), hit.entry.target.clone())).collect()
}

fn target(unit: TranslationUnit) -> Option<String> {
    (unit.state != State::Initial).then_some(unit.target)
}

/// A target of unknown origin, to be judged.
fn foreign(target: String) -> Candidate {
    Candidate { target, origin: Origin::Human, issues: Vec::new() }
}

/// Usable, and every term hit is rendered as the glossary says.
fn is_satisfied(unit: &TranslationUnit) -> bool {
    unit.state != State::Initial && unit.issues.iter().all(|issue| issue.kind != IssueKind::Terminology)
}

/// What asking would take.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cost {
    /// Segments.
    pub segments: usize,
    /// Characters of their sources.
    pub characters: usize,
    /// Words of their sources.
    pub words: usize,
    /// Tokens of their sources, estimated at one for two characters: on the high side for the models of today.
    pub tokens: usize,
}

/// Returns what it takes to ask for the touched segments of this fate.
#[must_use]
pub fn cost(touched: &[Touched], fate: Fate) -> Cost {
    let mut cost = Cost::default();
    for one in touched.iter().filter(|one| one.fate == fate) {
        let text = one.source.segment.normalized.text();
        let characters = text.chars().count();
        cost.segments += 1;
        cost.characters += characters;
        cost.words += text.split_whitespace().count();
        cost.tokens += characters.div_ceil(2);
    }
    cost
}
