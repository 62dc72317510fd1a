//! Runs documents through the stages: a stream of batches, some at once, answered in order.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use futures_util::stream::{self, Stream, StreamExt};

use crate::backend::BackendError;
use crate::memory::MemoryError;
use crate::model::Bitext;

use super::ask::{Outcome, Question};
use super::chain::{Asking, Silence};
use super::collect::Collector;
use super::event::{Event, Reporter, Summary};
use super::plan::{Plan, Redo};
use super::spend::Spending;
use super::{Part, Pipeline, Stop};

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
    /// The backend left too many requests in a row without an answer, and there is no other to ask.
    #[error("{backend} did not answer {requests} requests in a row: {last}")]
    Silent {
        /// The backend's name.
        backend: String,
        /// How many requests.
        requests: usize,
        /// What the last one met.
        last: String,
    },
    /// A stage panicked; this is a bug.
    #[error("a task failed: {0}")]
    Task(String),
}

/// A part of a document under way.
pub(super) struct Job {
    pub(super) part: Arc<Part>,
    pub(super) plan: Plan,
}

/// One request: some of the questions of a job. Its last batch completes the part.
struct Batch {
    job: Arc<Job>,
    questions: Vec<Question>,
    is_last: bool,
}

/// A batch with the answers to its questions.
pub(super) struct Answered {
    pub(super) job: Arc<Job>,
    pub(super) outcomes: BTreeMap<usize, Outcome>,
    /// What the run has cost so far, in millionths of a dollar.
    pub(super) cost: u64,
    pub(super) is_last: bool,
}

/// How much of its document a bitext brings to an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// It is the last part of its document.
    pub is_last: bool,
    /// Every segment of the document so far was reached.
    pub is_complete: bool,
    /// Some segment of the document so far was reached.
    pub is_begun: bool,
}

/// Takes bitexts, in the order of the documents; a long document comes in several.
pub type Sink<'s> = dyn FnMut(&Bitext, Reach) -> std::io::Result<()> + 's;

impl Pipeline {
    /// Translates documents, in order. What is finished is stored, whatever happens afterwards.
    ///
    /// # Errors
    /// Fails if the memory or the sink fails, or if the backend will not answer any more. Then `stop` is requested, what is under way is
    /// finished and stored, and documents that were complete are with the sink.
    pub async fn run<S>(
        &self,
        parts: S,
        sink: &mut Sink<'_>,
        reporter: &dyn Reporter,
        stop: &Stop,
    ) -> Result<Summary, PipelineError>
    where
        S: Stream<Item = Part>,
    {
        let mut planner = Planner { pipeline: self, reporter, asked: HashSet::new(), left: self.options.limit };
        let width = self.options.jobs.unwrap_or_else(|| self.backend.capabilities().concurrency).max(1);
        let batches = parts
            .take_while(|_| std::future::ready(!stop.is_requested()))
            .flat_map(|part| stream::iter(planner.batches(part)));
        let silence = Arc::new(Silence::new(self.chain().count()));
        let spending = Arc::new(Spending::new(self.options.most_cost));
        let asking = Asking { silence, spending: Arc::clone(&spending), stop: stop.clone() };
        let answers = batches.map(|batch| self.answer(batch, &asking, reporter)).buffered(width);
        let mut answers = std::pin::pin!(answers);
        let mut state = Collector::new(self, reporter);
        let mut failure = None;
        while let Some(answered) = answers.next().await {
            if failure.is_some() {
                continue;
            }
            if let Err(error) = answered.and_then(|answered| state.take(answered, sink)) {
                // What is under way may be paid for: nothing new is begun, but it is finished and stored.
                stop.request();
                failure = Some(error);
            }
        }
        if let Some(error) = failure {
            return Err(error);
        }
        if !stop.is_requested() {
            state.warn_of_waivers();
        }
        let mut summary = state.finish();
        let spent = spending.spent();
        summary.spend(spent.cost, spent.usage, spent.wasted);
        summary.limited |= spent.exhausted;
        summary.cost_reached = spent.exhausted;
        summary.interrupted = stop.is_requested();
        reporter.report(&Event::Finished(summary.clone()));
        Ok(summary)
    }

    /// Asks for one batch on a thread of its own and stores what came back.
    async fn answer(
        &self,
        batch: Result<Batch, MemoryError>,
        asking: &Asking,
        reporter: &dyn Reporter,
    ) -> Result<Answered, PipelineError> {
        let Batch { job, questions, is_last } = batch?;
        if questions.is_empty() || asking.is_over() {
            return Ok(Answered { job, outcomes: BTreeMap::new(), cost: 0, is_last });
        }
        let spending = Arc::clone(&asking.spending);
        let (pipeline, own, asking) = (self.clone(), Arc::clone(&job), asking.clone());
        let task = tokio::spawn(async move { pipeline.ask_chain(&own.part, questions, &asking).await });
        let asked = task.await.map_err(|error| PipelineError::Task(error.to_string()))??;
        let cost = spending.spent().cost;
        for message in asked.warnings {
            reporter.report(&Event::Warning { message });
        }
        Ok(Answered { job, outcomes: asked.outcomes, cost, is_last })
    }
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
    fn begin(&self, part: &Part) {
        if let Redo::Document(id, Some(seg)) = &self.pipeline.options.redo
            && *id == part.id
            && !(1..=part.total).contains(seg)
        {
            let message = format!("`{id}` has {} segments; there is no segment {seg} to ask again", part.total);
            self.reporter.report(&Event::Warning { message });
        }
        self.reporter.report(&Event::DocumentStarted { doc: part.id.clone(), segments: part.total });
    }

    fn batches(&mut self, part: Part) -> Vec<Result<Batch, MemoryError>> {
        let part = Arc::new(part);
        let plan = match self.pipeline.plan(&part, &mut self.asked) {
            Ok(plan) => plan,
            Err(error) => return vec![Err(error)],
        };
        let mut asked = plan.asked();
        if part.total > 0 || part.segments.is_empty() {
            self.begin(&part);
        }
        let recalled = part.segments.len() - asked.len();
        if recalled > 0 {
            self.reporter.report(&Event::Recalled { segments: recalled });
        }
        if let Some(left) = &mut self.left {
            asked.truncate(*left);
            *left -= asked.len();
        }
        let questions = self.pipeline.questions(&part, &plan, &asked);
        let job = Arc::new(Job { part, plan });
        let chunks = self.pipeline.requests(&questions);
        let count = chunks.len();
        chunks
            .into_iter()
            .enumerate()
            .map(|(at, chunk)| Ok(Batch { job: Arc::clone(&job), questions: chunk.to_vec(), is_last: at + 1 == count }))
            .collect()
    }
}
