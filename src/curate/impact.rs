//! What a change of the glossary does to a corpus: which segments it touches, what they were, what may be kept, what must be asked again.
//!
//! In: one pipeline with the old glossary and one with the new, and the parts of the corpus. Out: the touched segments. A segment is touched if its memory key
//! changes, that is, if other pairs of source and preferred target are found in it. It is checked anew if its key stays, but the new
//! entries judge its stored answer otherwise. What stands in the memory is read; only `keep` writes.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use crate::backend::Estimate;
use crate::memory::{Key, MemoryError, Stored};
use crate::model::{
    AnnotatedSegment, Candidate, IssueKind, Item, Origin, Request, State, TermEntry, TranslationUnit, Usage,
};
use crate::pipeline::{Part, Pipeline};

use super::bitext::Row;

/// What happens to a segment when the new glossary is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Fate {
    /// The backend is asked.
    Ask,
    /// Like `Ask`, but an equal segment of the corpus is asked already; one answer serves both.
    Same,
    /// The stored answer for the old entries satisfies the new ones too as it stands; `keep` stores it for them.
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
    /// The segment with the hits of the new glossary, as it is sent.
    pub item: Item,
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
        for (at, (old_key, key)) in keys.enumerate() {
            if part.segments[at].segment.normalized.text().trim().is_empty() {
                continue;
            }
            self.segments += 1;
            let place = Place { part, new_part: &new_part, at };
            if old_key != key {
                let touched = self.touch(&place, key)?;
                self.touched.push(touched);
            } else if let Some(touched) = self.rechecked(&place, key)? {
                self.touched.push(touched);
            }
        }
        Ok(())
    }

    fn touch(&mut self, place: &Place<'_>, key: Key) -> Result<Touched, MemoryError> {
        let answer = self.old.recalled(place.part, place.at)?;
        let before = answer.as_ref().and_then(|(one, _)| target(self.old.unit(place.before(), one.clone())));
        let before = before.or_else(|| self.known.target(&place.part.id, place.before()).map(str::to_owned));
        let kept = answer.as_ref().map(|(one, _)| one.clone()).or_else(|| before.clone().map(foreign));
        let kept = kept.map(|one| self.new.unit(place.after(), one));
        // As it stands: what only a repair would make fit is better asked for.
        let kept = kept.filter(|unit| is_satisfied(unit) && before.as_ref() == Some(&unit.target));
        let stored = self.new.recalled(place.new_part, place.at)?.map(|(one, _)| one);
        let own = answer.filter(|(_, is_own)| *is_own).map(|(one, _)| one);
        let fate = match &stored {
            _ if self.asked.contains(&key) => Fate::Same,
            Some(_) => Fate::Stored,
            // The answer of a fallback lies under the fallback's key; it is not passed off as the chosen backend's.
            None if kept.is_some() && own.is_some() => Fate::Keepable,
            None => Fate::Ask,
        };
        if fate == Fate::Ask {
            self.asked.insert(key.clone());
        }
        let satisfied = kept.is_some();
        let after = match fate {
            Fate::Stored => stored.map(|one| self.new.unit(place.after(), one)).and_then(target),
            Fate::Keepable => kept.and_then(target),
            _ => None,
        };
        Ok(Touched { fate, before, after, satisfied, candidate: own, ..self.touched(place, key) })
    }

    /// The key stays, so nothing is asked; but forms that were admitted or forbidden may be judged otherwise now.
    fn rechecked(&self, place: &Place<'_>, key: Key) -> Result<Option<Touched>, MemoryError> {
        let hits = place.before().hits.iter().zip(&place.after().hits);
        if place.before().hits.len() == place.after().hits.len()
            && hits.into_iter().all(|(a, b)| judges_alike(&a.entry, &b.entry))
        {
            return Ok(None);
        }
        let Some((candidate, _)) = self.old.recalled(place.part, place.at)? else { return Ok(None) };
        let before = self.old.unit(place.before(), candidate.clone());
        let after = self.new.unit(place.after(), candidate);
        if (&before.target, &before.issues) == (&after.target, &after.issues) {
            return Ok(None);
        }
        let satisfied = is_satisfied(&after);
        let (before, after) = (target(before), target(after));
        Ok(Some(Touched { fate: Fate::Rechecked, before, after, satisfied, ..self.touched(place, key) }))
    }

    /// What is touched, before its fate is known.
    fn touched(&self, place: &Place<'_>, key: Key) -> Touched {
        let (old, new) = (pairs(place.before()), pairs(place.after()));
        Touched {
            doc: place.part.id.clone(),
            item: self.new.item(place.new_part, place.at),
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

    /// Asks for the segments that must be asked, without storing anything; only sensible for a backend that costs nothing.
    pub async fn preview(&mut self) {
        let at: Vec<usize> = (0..self.touched.len()).filter(|at| self.touched[*at].fate == Fate::Ask).collect();
        for batch in at.chunks(self.new.backend.capabilities().batch.max(1)) {
            let items = batch.iter().map(|at| self.touched[*at].item.clone()).collect();
            let Ok(reply) = self.new.backend.translate(&Request { items }).await else { continue };
            for (nth, answer) in reply.answers {
                let Some(touched) = batch.get(nth).and_then(|at| self.touched.get_mut(*at)) else { continue };
                let origin = Origin::Machine(self.new.backend.name().to_owned());
                let candidate = Candidate { target: answer.target, origin, issues: answer.issues };
                touched.after = target(self.new.unit(&touched.item.segment, candidate));
            }
        }
        let known = |one: &Touched| Some((one.key.clone(), one.after.clone().filter(|_| one.fate == Fate::Ask)?));
        let answers: HashMap<Key, String> = self.touched.iter().filter_map(known).collect();
        for same in self.touched.iter_mut().filter(|one| one.fate == Fate::Same) {
            same.after = answers.get(&same.key).cloned();
        }
    }

    /// Returns what it takes to ask for the touched segments of this fate.
    #[must_use]
    pub fn cost(&self, fate: Fate) -> Cost {
        let backend = &self.new.backend;
        let mut cost = Cost::default();
        let asked: Vec<&Item> = self.touched.iter().filter(|one| one.fate == fate).map(|one| &one.item).collect();
        for batch in asked.chunks(backend.capabilities().batch.max(1)) {
            for text in batch.iter().map(|item| item.segment.segment.normalized.text()) {
                cost.segments += 1;
                cost.characters += text.chars().count();
                cost.words += text.split_whitespace().count();
            }
            let Estimate { low, high } = backend.estimate(&Request { items: batch.iter().copied().cloned().collect() });
            let price = backend.price();
            cost.tokens = (cost.tokens.0 + tokens(&low), cost.tokens.1 + tokens(&high));
            cost.micro_usd = (cost.micro_usd.0 + price.cost(&low), cost.micro_usd.1 + price.cost(&high));
        }
        cost
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
        let rows = kept.iter().map(|(one, stored)| (&one.key, one.item.segment.segment.source.as_str(), stored));
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
struct Place<'s> {
    part: &'s Part,
    new_part: &'s Part,
    at: usize,
}

impl<'s> Place<'s> {
    fn before(&self) -> &'s Arc<AnnotatedSegment> {
        &self.part.segments[self.at]
    }

    fn after(&self) -> &'s Arc<AnnotatedSegment> {
        &self.new_part.segments[self.at]
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

/// What asking takes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cost {
    /// Segments.
    pub segments: usize,
    /// Characters of their sources.
    pub characters: usize,
    /// Words of their sources.
    pub words: usize,
    /// Tokens sent and received, at least and at most, where the backend counts them.
    pub tokens: (u64, u64),
    /// Millionths of a dollar, at least and at most; 0 where no price is set.
    pub micro_usd: (u64, u64),
}

fn tokens(usage: &Usage) -> u64 {
    usage.input_tokens + usage.output_tokens
}
