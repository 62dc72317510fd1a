//! The backends of a run in their order: the chosen one, then the fallbacks for segments that it gives no answer for.
//!
//! In: questions. Out: outcomes, stored under the key of the backend that answered. A backend that does not answer a number of requests in a
//! row is asked no further in this run. Errors that no request can survive (key, quota, settings) end the run; they never fall back.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::backend::Backend;
use crate::memory::{Key, MemoryError, Parts, Provenance, Row, Stored};
use crate::model::{Candidate, Issue, IssueKind, Severity};

use super::ask::{Effort, Failure, Outcome, Question, ask};
use super::run::PipelineError;
use super::spend::Spending;
use super::{Determined, Part, Pipeline, Stop};

/// Requests in a row without any answer, each tried as often as its backend is, after which no more are sent.
const MOST_SILENT: usize = 5;

/// Counts the requests in a row that each backend left without any answer.
#[derive(Debug, Default)]
pub(super) struct Silence(Vec<AtomicUsize>);

impl Silence {
    pub(super) fn new(backends: usize) -> Self {
        Self((0..backends).map(|_| AtomicUsize::new(0)).collect())
    }

    fn is_final(&self, backend: usize) -> bool {
        self.0[backend].load(Ordering::Relaxed) >= MOST_SILENT
    }

    /// Counts a request; returns whether it was the one after which no more are sent.
    fn count(&self, backend: usize, silent: bool) -> bool {
        if !silent {
            self.0[backend].store(0, Ordering::Relaxed);
            return false;
        }
        self.0[backend].fetch_add(1, Ordering::Relaxed) + 1 == MOST_SILENT
    }
}

/// What asking needs besides the questions.
#[derive(Clone)]
pub(super) struct Asking {
    pub(super) silence: Arc<Silence>,
    pub(super) spending: Arc<Spending>,
    pub(super) stop: Stop,
}

impl Asking {
    /// Nothing new is to be sent: the run was asked to end, or its money is spent.
    pub(super) fn is_over(&self) -> bool {
        self.stop.is_requested() || self.spending.spent().exhausted
    }
}

/// What came of asking.
#[derive(Debug, Default)]
pub(super) struct Asked {
    pub(super) outcomes: BTreeMap<usize, Outcome>,
    /// What a person should know.
    pub(super) warnings: Vec<String>,
}

impl Pipeline {
    /// The backends in the order in which they are asked.
    pub(super) fn chain(&self) -> impl Iterator<Item = &Arc<dyn Backend>> {
        std::iter::once(&self.backend).chain(&self.fallbacks)
    }

    /// Asks the backends in turn and stores what came back.
    pub(super) async fn ask_chain(
        &self,
        part: &Part,
        questions: Vec<Question>,
        asking: &Asking,
    ) -> Result<Asked, PipelineError> {
        let mut asked = Asked::default();
        let mut waiting = questions;
        for (index, backend) in self.chain().enumerate() {
            let (now, later): (Vec<Question>, Vec<Question>) = waiting.into_iter().partition(|one| one.first <= index);
            waiting = later;
            if now.is_empty() {
                continue;
            }
            if asking.silence.is_final(index) {
                let silent = silent(backend.as_ref());
                asked.outcomes.extend(now.iter().map(|question| (question.at, Err(silent.clone()))));
                waiting.extend(self.handed_on(now, index, asking));
                continue;
            }
            let (answered, effort) = ask(backend.as_ref(), now.clone(), &self.checker, asking).await?;
            self.store(part, index, &answered, &effort)?;
            asked.warnings.extend(self.watch(index, backend.as_ref(), &answered, asking)?);
            for (at, outcome) in answered {
                asked.outcomes.insert(at, outcome.map(|candidate| self.marked(candidate, index)));
            }
            let unanswered = |question: &Question| !matches!(asked.outcomes.get(&question.at), Some(Ok(_)));
            waiting.extend(self.handed_on(now.into_iter().filter(unanswered).collect(), index, asking));
        }
        Ok(asked)
    }

    /// The questions for the next backend of the chain, if there is one.
    fn handed_on(&self, questions: Vec<Question>, index: usize, asking: &Asking) -> Vec<Question> {
        if index >= self.fallbacks.len() || asking.is_over() {
            return Vec::new();
        }
        questions.into_iter().map(|question| question.for_backend(index + 1)).collect()
    }

    /// Counts a request that was left without any answer; says so when it is the last one, and ends the run if nobody else can be asked.
    fn watch(
        &self,
        index: usize,
        backend: &dyn Backend,
        outcomes: &BTreeMap<usize, Outcome>,
        asking: &Asking,
    ) -> Result<Option<String>, PipelineError> {
        let is_silent = !outcomes.is_empty() && outcomes.values().all(is_silent);
        if !asking.silence.count(index, is_silent) {
            return Ok(None);
        }
        let last = outcomes.values().find_map(|outcome| outcome.as_ref().err());
        let last = last.map(|failure| failure.message.clone()).unwrap_or_default();
        let backend = backend.name().to_owned();
        if index >= self.fallbacks.len() {
            return Err(PipelineError::Silent { backend, requests: MOST_SILENT, last });
        }
        Ok(Some(format!(
            "{backend} did not answer {MOST_SILENT} requests in a row; it is asked no more in this run ({last})"
        )))
    }

    fn store(
        &self,
        part: &Part,
        index: usize,
        outcomes: &BTreeMap<usize, Outcome>,
        efforts: &BTreeMap<usize, Effort>,
    ) -> Result<(), MemoryError> {
        let rows: Vec<(usize, Determined, Stored)> = outcomes
            .iter()
            .filter_map(|(at, outcome)| {
                let stored = match outcome {
                    Ok(candidate) => Stored::Candidate(candidate.clone()),
                    Err(failure) if failure.may_pass => return None,
                    Err(failure) => Stored::Failure { message: failure.message.clone(), count: 1 },
                };
                Some((*at, self.determined(part, *at, index), stored))
            })
            .collect();
        let keys: Vec<Key> = rows.iter().map(|(at, determined, _)| self.key_of(part, *at, determined)).collect();
        let is_free = self.chain().nth(index).is_none_or(|backend| backend.price().is_free());
        let rows = rows.iter().zip(&keys).map(|((at, determined, stored), key)| {
            let segment = &part.segments[*at].segment;
            let Determined { context, terms, backend } = determined;
            let effort = efforts.get(at);
            let provenance = Provenance {
                place: Some((&part.id, segment.seg)),
                parts: Some(Parts { source: &segment.key, context, terms, backend }),
                milliseconds: effort.map(|effort| effort.milliseconds),
                micro_usd: effort.filter(|_| !is_free).map(|effort| effort.micro_usd),
            };
            Row { key, source: &segment.source, stored, provenance }
        });
        self.memory.store(rows, self.clock.now())
    }

    /// A fallback's answer that is stored for segment `at`.
    pub(super) fn fallback_answer(&self, part: &Part, at: usize) -> Result<Option<Candidate>, MemoryError> {
        for index in 1..=self.fallbacks.len() {
            if let Some(Stored::Candidate(candidate)) = self.memory.recall(&self.key(part, at, index))? {
                return Ok(Some(self.marked(candidate, index)));
            }
        }
        Ok(None)
    }

    /// The first backend from which there is neither an answer nor a failure stored for segment `at`, after the chosen one has failed.
    pub(super) fn next_unasked(&self, part: &Part, at: usize) -> Result<Option<usize>, MemoryError> {
        for index in 1..=self.fallbacks.len() {
            if self.memory.recall(&self.key(part, at, index))?.is_none() {
                return Ok(Some(index));
            }
        }
        Ok(None)
    }

    /// Whoever reads the row must see that another backend made it. Not stored: in another run it may be the chosen one.
    fn marked(&self, mut candidate: Candidate, index: usize) -> Candidate {
        if let Some(fallback) = index.checked_sub(1).and_then(|index| self.fallbacks.get(index)) {
            let message = format!("translated by {}, because {} gave no answer", fallback.name(), self.backend.name());
            candidate.issues.push(Issue::new(IssueKind::Fallback, Severity::Minor, message));
        }
        candidate
    }
}

fn silent(backend: &dyn Backend) -> Failure {
    let message = format!("not asked: {} did not answer {MOST_SILENT} requests in a row", backend.name());
    Failure { message, may_pass: true }
}

fn is_silent(outcome: &Outcome) -> bool {
    matches!(outcome, Err(failure) if failure.may_pass)
}
