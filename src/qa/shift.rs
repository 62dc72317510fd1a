//! Finds answers that belong to another segment than the one they are given for, though their keys are right.
//!
//! In: the sources of one request, the neighbours sent with it, the answers. Out: for each answer whether it is suspicious, and why. An answer
//! may say what another source says (swapped, shifted), what two sources say (merged), or what another answer says (repeated).

use super::anchors::{Anchors, Said};

/// How much better an answer and the one in whose place it belongs must fit elsewhere (log-likelihood ratios of both, summed).
const TOGETHER: f64 = 3.0;

/// How much better one answer alone must fit elsewhere.
const ALONE: f64 = 7.0;

/// How well the words of an answer must fit the source of a missing neighbour too: a missing neighbour is reason enough to doubt much.
const MERGED: f64 = -4.0;

/// Evidence below which an answer is doubted whatever stands beside it.
const UNRELATED: f64 = -6.0;

/// Words of a repeated answer from which on it cannot be a set phrase.
const LONG: usize = 24;

/// What is suspicious about an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Suspicion {
    /// It says what another source says.
    Elsewhere,
    /// It says what its neighbour should say, which is missing or far too short.
    Merged,
    /// Another segment has the same answer.
    Repeated,
    /// It has nothing of what its source says: an instruction in the text was obeyed, or a question answered.
    Unrelated,
}

impl Suspicion {
    /// Returns it in words.
    #[must_use]
    pub fn message(self) -> &'static str {
        match self {
            Self::Elsewhere => "the target may belong to a neighbouring segment",
            Self::Merged => "the target may hold a neighbouring segment too",
            Self::Unrelated => "the target has little of what the source says",
            Self::Repeated => "a segment with another source has the same target",
        }
    }
}

/// The answers to one request beside its sources.
pub struct Placement<'p> {
    /// The sources, in order.
    pub sources: &'p [Anchors],
    /// Neighbours that were sent with them and not to be translated.
    pub context: &'p [Anchors],
    /// The answers, where there are some.
    pub targets: &'p [Option<&'p str>],
}

impl Placement<'_> {
    /// Returns what is suspicious about each answer.
    #[must_use]
    pub fn suspicions(&self) -> Vec<Option<Suspicion>> {
        let said: Vec<Said> = self.targets.iter().map(|target| Said::new(target.unwrap_or(""))).collect();
        let fits: Vec<Vec<f64>> =
            said.iter().map(|said| self.sources.iter().map(|source| source.evidence(said)).collect()).collect();
        let one = |at: usize| {
            let target = self.targets[at].filter(|target| !target.trim().is_empty())?;
            if self.is_repeated(at, target) {
                return Some(Suspicion::Repeated);
            }
            if self.elsewhere(at, &fits) > TOGETHER || self.in_context(&said[at], fits[at][at]) > ALONE {
                return Some(Suspicion::Elsewhere);
            }
            if fits[at][at] < UNRELATED || self.sources[at].is_absent(&said[at]) {
                return Some(Suspicion::Unrelated);
            }
            self.is_merged(at, &fits).then_some(Suspicion::Merged)
        };
        (0..self.targets.len()).map(one).collect()
    }

    /// By how much the answer fits another source better, the answer given for that one being judged with it.
    fn elsewhere(&self, at: usize, fits: &[Vec<f64>]) -> f64 {
        let is_there = |other: usize| self.targets[other].is_some_and(|target| !target.trim().is_empty());
        let gain = |at: usize, other: usize| fits[at][other] - fits[at][at];
        let others = |at: usize| (0..fits.len()).filter(move |other| *other != at);
        let both = others(at).map(|other| {
            if !is_there(other) {
                return gain(at, other) + TOGETHER - ALONE;
            }
            gain(at, other) + others(other).map(|third| gain(other, third)).fold(f64::MIN, f64::max)
        });
        both.fold(f64::MIN, f64::max)
    }

    /// Returns whether the answer to the only source still fits another text better, or nothing at all: it was asked alone because it had been
    /// suspicious. If it `is_same` as before, less is enough to doubt it.
    #[must_use]
    pub fn is_still_doubtful(&self, is_same: bool) -> bool {
        let [source] = self.sources else { return false };
        let said = Said::new(self.targets.first().copied().flatten().unwrap_or(""));
        let own = source.evidence(&said);
        own < UNRELATED
            || source.is_absent(&said)
            || self.in_context(&said, own) > if is_same { TOGETHER } else { ALONE }
    }

    fn in_context(&self, said: &Said, own: f64) -> f64 {
        self.context.iter().map(|source| source.evidence(said) - own).fold(f64::MIN, f64::max)
    }

    /// The answer fits a neighbour as well that is missing, or so short that it can say nothing.
    fn is_merged(&self, at: usize, fits: &[Vec<f64>]) -> bool {
        let neighbours = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
        neighbours.filter(|other| *other < fits.len()).any(|other| {
            let is_short = self.sources[other].is_cut(self.targets[other].unwrap_or(""));
            is_short && self.sources[other].evidence_of_words(&Said::new(self.targets[at].unwrap_or(""))) > MERGED
        })
    }

    fn is_repeated(&self, at: usize, target: &str) -> bool {
        let same = |other: usize| other != at && self.targets[other] == Some(target);
        target.len() > LONG
            && (0..self.targets.len()).any(|other| same(other) && !self.sources[at].is_like(&self.sources[other]))
    }
}
