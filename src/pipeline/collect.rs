//! Gathers answers to bitexts, in order, and counts.

use std::collections::{BTreeMap, HashMap};

use crate::memory::{Key, MemoryError, Stored};
use crate::model::{Bitext, IssueKind, Severity, TermState, TranslationUnit};

use super::ask::{Failure, Outcome};
use super::event::{Event, Reporter, Summary};
use super::plan::Task;
use super::run::{Answered, Job, PipelineError, Reach, Sink};
use super::waive::Watch;
use super::{Pipeline, exact, finish};

/// The document under way: figures of the parts that have come so far.
#[derive(Debug, Default)]
struct Tally {
    segments: usize,
    failed: usize,
    open: usize,
    missing: usize,
    /// Why the first failed segment has no translation.
    reason: Option<String>,
}

/// Takes answers and hands bitexts on.
pub(super) struct Collector<'p> {
    pipeline: &'p Pipeline,
    reporter: &'p dyn Reporter,
    summary: Summary,
    outcomes: BTreeMap<usize, Outcome>,
    /// Failures of this run that are not stored.
    passing: HashMap<Key, Failure>,
    watch: Watch<'p>,
    /// `None` between two documents.
    tally: Option<Tally>,
}

impl<'p> Collector<'p> {
    pub(super) fn new(pipeline: &'p Pipeline, reporter: &'p dyn Reporter) -> Self {
        let summary = Summary::default();
        let watch = Watch::new(&pipeline.waivers);
        Self { pipeline, reporter, watch, summary, outcomes: BTreeMap::new(), passing: HashMap::new(), tally: None }
    }

    /// Returns the figures; a document whose last part never came is incomplete.
    pub(super) fn finish(mut self) -> Summary {
        if self.tally.is_some() {
            self.summary.incomplete += 1;
        }
        self.summary
    }

    /// Says which waivers were of no use. After half a run nothing can be said about that.
    pub(super) fn warn_of_waivers(&self) {
        for message in self.watch.warnings() {
            self.reporter.report(&Event::Warning { message });
        }
    }

    pub(super) fn take(&mut self, answered: Answered, sink: &mut Sink<'_>) -> Result<(), PipelineError> {
        if !answered.outcomes.is_empty() {
            self.reporter.report(&Event::Answered { segments: answered.outcomes.len(), cost_micro_usd: answered.cost });
        }
        self.outcomes.extend(answered.outcomes);
        if !answered.is_last {
            return Ok(());
        }
        let outcomes = std::mem::take(&mut self.outcomes);
        for (at, outcome) in &outcomes {
            if let Err(failure) = outcome
                && failure.may_pass
            {
                self.passing.insert(answered.job.plan.keys[*at].clone(), failure.clone());
            }
        }
        let asked = outcomes.values().filter(|outcome| outcome.is_ok()).count();
        let (bitext, missing) = self.bitext(&answered.job, outcomes)?;
        let is_last = answered.job.part.is_last;
        self.count(&bitext, asked, missing);
        let tally = self.tally.get_or_insert_default();
        let reach = Reach { is_last, is_complete: tally.missing == 0, is_begun: tally.missing < tally.segments };
        sink(&bitext, reach)?;
        if is_last {
            self.close(bitext.document);
        }
        Ok(())
    }

    /// Returns the bitext and the number of segments that were not reached.
    fn bitext(&self, job: &Job, mut outcomes: BTreeMap<usize, Outcome>) -> Result<(Bitext, usize), MemoryError> {
        let mut missing = 0;
        let mut units = Vec::with_capacity(job.part.segments.len());
        for (at, segment) in job.part.segments.iter().enumerate() {
            if let Task::Unit(reviewed) = &job.plan.tasks[at] {
                units.push(exact::unit(segment, reviewed.clone(), &self.pipeline.checker));
                continue;
            }
            let outcome = match &job.plan.tasks[at] {
                Task::Blank | Task::Unit(_) => None,
                Task::Recall(stored) => Some(recalled(stored.clone())),
                Task::Ask(_) => outcomes.remove(&at),
                Task::Same => self.same(job, at)?,
            };
            if outcome.is_none() && job.plan.tasks[at] != Task::Blank {
                missing += 1;
            }
            units.push(match outcome {
                Some(outcome) => finish::unit(segment, outcome, &self.pipeline.checker),
                None => finish::blank(segment, &self.pipeline.checker),
            });
        }
        let document = job.part.id.clone();
        Ok((Bitext { document, units, issues: job.part.issues.clone() }, missing))
    }

    /// The answer for an equal segment, which came before.
    fn same(&self, job: &Job, at: usize) -> Result<Option<Outcome>, MemoryError> {
        let key = &job.plan.keys[at];
        if let Some(failure) = self.passing.get(key) {
            return Ok(Some(Err(failure.clone())));
        }
        let stored = self.pipeline.memory.recall(key)?;
        if let Some(Stored::Candidate(candidate)) = stored {
            return Ok(Some(Ok(candidate)));
        }
        let fallback = self.pipeline.fallback_answer(&job.part, at)?;
        Ok(fallback.map(Ok).or_else(|| stored.map(recalled)))
    }

    fn count(&mut self, bitext: &Bitext, asked: usize, missing: usize) {
        let failed = bitext.units.iter().filter(|unit| has(unit, IssueKind::Failed)).count();
        let open = bitext.units.iter().filter(|unit| is_open(unit)).count();
        let tally = self.tally.get_or_insert_default();
        tally.segments += bitext.units.len();
        tally.failed += failed;
        tally.open += open;
        tally.missing += missing;
        tally.reason = tally.reason.take().or_else(|| bitext.units.iter().find_map(reason));
        let summary = &mut self.summary;
        summary.segments += bitext.units.len() - missing;
        summary.unreached += missing;
        summary.asked += asked;
        summary.recalled += (bitext.units.len() - missing - asked).saturating_sub(failed);
        summary.failed += failed;
        summary.open += open;
        for unit in &bitext.units {
            self.watch.unit(&bitext.document, unit);
            if !unit.target.is_empty() {
                let count = |wanted: TermState| unit.terms.iter().filter(|state| **state == wanted).count();
                summary.waived += count(TermState::Waived);
                // Not by issues: a hit can have two, that it is missing and that a forbidden form stands there.
                summary.term_errors += count(TermState::Open);
                summary.term_hits += unit.source.hits.len();
            }
            summary.unknown_words += of_kind(unit, IssueKind::UnknownWord);
            if !unit.target.is_empty() {
                summary.terms += self.pipeline.checker.figures(&unit.source, &unit.target);
            }
            summary.fallbacks += usize::from(has(unit, IssueKind::Fallback));
            summary.replaced += usize::from(has(unit, IssueKind::Replaced));
        }
    }

    fn close(&mut self, doc: String) {
        let tally = self.tally.take().unwrap_or_default();
        if tally.missing > 0 {
            self.summary.incomplete += 1;
            self.summary.limited |= self.pipeline.options.limit.is_some();
            return;
        }
        self.summary.documents += 1;
        let Tally { segments, failed, open, reason, .. } = tally;
        self.reporter.report(&Event::DocumentFinished { doc, segments, failed, open, reason });
    }
}

fn recalled(stored: Stored) -> Outcome {
    match stored {
        Stored::Candidate(candidate) => Ok(candidate),
        Stored::Failure { message, .. } => {
            let message = format!("{message} (in a former run; --retry-failed asks again)");
            Err(Failure { message, may_pass: false })
        }
    }
}

/// `segment 4: HTTP 500 …` of a failed unit.
fn reason(unit: &TranslationUnit) -> Option<String> {
    let issue = unit.issues.iter().find(|issue| issue.kind == IssueKind::Failed)?;
    Some(format!("segment {}: {}", unit.source.segment.seg, issue.message))
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
