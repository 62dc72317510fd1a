//! Runs documents through the stages: a stream of batches, some at once, answered in order.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use futures_util::stream::{self, Stream, StreamExt};

use crate::backend::BackendError;
use crate::memory::{Memory, MemoryError, Stored};
use crate::model::{Bitext, IssueKind, Severity, TranslationUnit};

use super::ask::{Outcome, Question, ask};
use super::event::{Event, Reporter, Summary};
use super::plan::{Plan, Task};
use super::{Pipeline, Prepared, Stop, finish};

/// Why a run ended early.
#[derive(Debug, thiserror::Error)]
pub enum PipelineError {
    /// The backend will not answer any further request.
    #[error(transparent)]
    Backend(#[from] BackendError),
    /// The memory failed.
    #[error(transparent)]
    Memory(#[from] MemoryError),
    /// The sink could not take a bitext.
    #[error("cannot write the result: {0}")]
    Sink(#[from] std::io::Error),
    /// A stage panicked; this is a bug.
    #[error("a task failed: {0}")]
    Task(String),
}

/// A document under way.
struct Job {
    document: Arc<Prepared>,
    plan: Plan,
}

/// One request: some of the questions of a job. Its last batch completes a document.
struct Batch {
    job: Arc<Job>,
    questions: Vec<Question>,
    is_last: bool,
}

/// A batch with the answers to its questions.
struct Answered {
    job: Arc<Job>,
    outcomes: BTreeMap<usize, Outcome>,
    is_last: bool,
}

/// Takes complete bitexts, in the order of the documents; the flag says whether every segment was reached.
pub type Sink<'s> = dyn FnMut(&Bitext, bool) -> std::io::Result<()> + 's;

impl Pipeline {
    /// Translates documents, in order. What is finished is stored, whatever happens afterwards.
    ///
    /// # Errors
    /// Fails if the memory or the sink fails, or if the backend will not answer any more; documents that were complete are with the sink.
    pub async fn run<S>(
        &self,
        documents: S,
        sink: &mut Sink<'_>,
        reporter: &dyn Reporter,
        stop: &Stop,
    ) -> Result<Summary, PipelineError>
    where
        S: Stream<Item = Prepared>,
    {
        let mut planner = Planner { pipeline: self, reporter, asked: HashSet::new(), left: self.options.limit };
        let width = self.options.jobs.unwrap_or_else(|| self.backend.capabilities().concurrency).max(1);
        let batches = documents
            .take_while(|_| std::future::ready(!stop.is_requested()))
            .flat_map(|document| stream::iter(planner.batches(document)));
        let answers = batches.map(|batch| self.answer(batch, stop)).buffered(width);
        let mut answers = std::pin::pin!(answers);
        let mut state = Collector { pipeline: self, reporter, summary: Summary::default(), outcomes: BTreeMap::new() };
        while let Some(answered) = answers.next().await {
            state.take(answered?, sink)?;
        }
        let mut summary = state.summary;
        summary.interrupted = stop.is_requested();
        reporter.report(&Event::Finished(summary.clone()));
        Ok(summary)
    }

    /// Asks for one batch on a thread of its own and stores what came back.
    async fn answer(&self, batch: Result<Batch, MemoryError>, stop: &Stop) -> Result<Answered, PipelineError> {
        let Batch { job, questions, is_last } = batch?;
        if questions.is_empty() || stop.is_requested() {
            return Ok(Answered { job, outcomes: BTreeMap::new(), is_last });
        }
        let (pipeline, own) = (self.clone(), Arc::clone(&job));
        let task = tokio::spawn(async move {
            let outcomes = ask(pipeline.backend.as_ref(), questions, &pipeline.options.qa).await?;
            store(&pipeline.memory, &own, &outcomes, pipeline.clock.now())?;
            Ok::<_, PipelineError>(outcomes)
        });
        let outcomes = task.await.map_err(|error| PipelineError::Task(error.to_string()))??;
        Ok(Answered { job, outcomes, is_last })
    }
}

fn store(memory: &Memory, job: &Job, outcomes: &BTreeMap<usize, Outcome>, now: i64) -> Result<(), MemoryError> {
    let rows: Vec<(usize, Stored)> = outcomes
        .iter()
        .map(|(at, outcome)| {
            let stored = match outcome {
                Ok(candidate) => Stored::Candidate(candidate.clone()),
                Err(message) => Stored::Failure { message: message.clone(), count: 1 },
            };
            (*at, stored)
        })
        .collect();
    let source = |at: &usize| job.document.segments[*at].segment.source.as_str();
    memory.store(rows.iter().map(|(at, stored)| (&job.plan.keys[*at], source(at), stored)), now)
}

/// Turns documents into batches.
struct Planner<'p> {
    pipeline: &'p Pipeline,
    reporter: &'p dyn Reporter,
    asked: HashSet<crate::memory::Key>,
    /// Segments that may still be asked under `--limit`.
    left: Option<usize>,
}

impl Planner<'_> {
    fn batches(&mut self, document: Prepared) -> Vec<Result<Batch, MemoryError>> {
        let document = Arc::new(document);
        let plan = match self.pipeline.plan(&document, &mut self.asked) {
            Ok(plan) => plan,
            Err(error) => return vec![Err(error)],
        };
        let mut asked = plan.asked();
        let (doc, segments) = (document.id.clone(), document.segments.len());
        self.reporter.report(&Event::DocumentStarted { doc, segments, recalled: segments - asked.len() });
        if let Some(left) = &mut self.left {
            asked.truncate(*left);
            *left -= asked.len();
        }
        let questions: Vec<Question> = asked
            .into_iter()
            .map(|at| {
                let context = self.pipeline.context(&document, at);
                Question::new(at, Arc::clone(&document.segments[at]), context)
            })
            .collect();
        let job = Arc::new(Job { document, plan });
        let size = self.pipeline.backend.capabilities().batch.max(1);
        let chunks: Vec<&[Question]> = if questions.is_empty() { vec![&[]] } else { questions.chunks(size).collect() };
        let count = chunks.len();
        chunks
            .into_iter()
            .enumerate()
            .map(|(at, chunk)| Ok(Batch { job: Arc::clone(&job), questions: chunk.to_vec(), is_last: at + 1 == count }))
            .collect()
    }
}

/// Gathers answers to bitexts.
struct Collector<'p> {
    pipeline: &'p Pipeline,
    reporter: &'p dyn Reporter,
    summary: Summary,
    outcomes: BTreeMap<usize, Outcome>,
}

impl Collector<'_> {
    fn take(&mut self, answered: Answered, sink: &mut Sink<'_>) -> Result<(), PipelineError> {
        if !answered.outcomes.is_empty() {
            self.reporter.report(&Event::Answered { segments: answered.outcomes.len() });
        }
        self.outcomes.extend(answered.outcomes);
        if !answered.is_last {
            return Ok(());
        }
        let outcomes = std::mem::take(&mut self.outcomes);
        let asked = outcomes.len();
        let (bitext, missing) = self.bitext(&answered.job, outcomes)?;
        sink(&bitext, missing == 0)?;
        self.count(&bitext, asked, missing);
        Ok(())
    }

    /// Returns the bitext and the number of segments that were not reached.
    fn bitext(&self, job: &Job, mut outcomes: BTreeMap<usize, Outcome>) -> Result<(Bitext, usize), PipelineError> {
        let mut missing = 0;
        let mut units = Vec::with_capacity(job.document.segments.len());
        for (at, segment) in job.document.segments.iter().enumerate() {
            let outcome = match &job.plan.tasks[at] {
                Task::Blank => None,
                Task::Recall(stored) => Some(recalled(stored.clone())),
                Task::Ask => outcomes.remove(&at),
                Task::Same => self.pipeline.memory.recall(&job.plan.keys[at])?.map(recalled),
            };
            if outcome.is_none() && job.plan.tasks[at] != Task::Blank {
                missing += 1;
            }
            units.push(match outcome {
                Some(outcome) => finish::unit(segment, outcome, &self.pipeline.options.qa),
                None => finish::blank(segment),
            });
        }
        let document = job.document.id.clone();
        Ok((Bitext { document, units, issues: job.document.issues.clone() }, missing))
    }

    fn count(&mut self, bitext: &Bitext, asked: usize, missing: usize) {
        let failed = bitext.units.iter().filter(|unit| has(unit, IssueKind::Failed)).count();
        let open = bitext.units.iter().filter(|unit| is_open(unit)).count();
        let summary = &mut self.summary;
        summary.segments += bitext.units.len() - missing;
        summary.asked += asked;
        summary.recalled += bitext.units.len() - missing - asked;
        summary.failed += failed;
        summary.open += open;
        for unit in &bitext.units {
            summary.term_hits += if unit.target.is_empty() { 0 } else { unit.source.hits.len() };
            summary.term_errors += of_kind(unit, IssueKind::Terminology);
            summary.unknown_words += of_kind(unit, IssueKind::UnknownWord);
            summary.replaced += usize::from(has(unit, IssueKind::Replaced));
        }
        if missing > 0 {
            summary.incomplete += 1;
            summary.limited |= self.pipeline.options.limit.is_some();
            return;
        }
        summary.documents += 1;
        let (doc, segments) = (bitext.document.clone(), bitext.units.len());
        self.reporter.report(&Event::DocumentFinished { doc, segments, failed, open });
    }
}

fn recalled(stored: Stored) -> Outcome {
    match stored {
        Stored::Candidate(candidate) => Ok(candidate),
        Stored::Failure { message, .. } => Err(format!("{message} (in a former run; --retry-failed asks again)")),
    }
}

fn is_open(unit: &TranslationUnit) -> bool {
    unit.issues.iter().any(|issue| issue.severity > Severity::Note)
}

fn has(unit: &TranslationUnit, kind: IssueKind) -> bool {
    of_kind(unit, kind) > 0
}

fn of_kind(unit: &TranslationUnit, kind: IssueKind) -> usize {
    unit.issues.iter().filter(|issue| issue.kind == kind).count()
}
