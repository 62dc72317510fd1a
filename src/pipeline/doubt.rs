//! Doubts about answers: right keys do not prove that each answer stands with its own segment.
//!
//! In: the questions of a request and their answers. Out: a doubt per suspicious answer, which is then asked for alone, and the issue that stays
//! if the answer to that is no better.

use std::sync::Arc;

use crate::model::{AnnotatedSegment, Issue, IssueKind, Severity};
use crate::qa::{Anchors, Placement, Suspicion};

use super::ask::Question;

/// Why an answer was not believed.
#[derive(Debug)]
pub(super) struct Doubt {
    suspicion: Suspicion,
    /// The answer.
    former: String,
    /// What the answer might translate instead.
    rivals: Arc<Vec<Anchors>>,
}

/// Returns a doubt for each suspicious answer of a request.
pub(super) fn doubts(batch: &[Question], targets: &[Option<String>]) -> Vec<Option<Arc<Doubt>>> {
    let sources: Vec<Anchors> = batch.iter().map(|question| Anchors::of(&question.segment)).collect();
    let context = batch.first().map(|first| first.context.iter().map(|text| Anchors::of_text(text)).collect());
    let context: Vec<Anchors> = context.unwrap_or_default();
    let answers: Vec<Option<&str>> = targets.iter().map(Option::as_deref).collect();
    let suspicions = Placement { sources: &sources, context: &context, targets: &answers }.suspicions();
    if suspicions.iter().all(Option::is_none) {
        return vec![None; batch.len()];
    }
    let others = |at: usize| {
        let mates = sources.iter().enumerate().filter(move |(other, _)| *other != at).map(|(_, source)| source);
        Arc::new(mates.chain(&context).cloned().collect::<Vec<_>>())
    };
    let doubt = |(at, suspicion): (usize, Option<Suspicion>)| {
        let former = targets[at].clone().unwrap_or_default();
        suspicion.map(|suspicion| Arc::new(Doubt { suspicion, former, rivals: others(at) }))
    };
    suspicions.into_iter().enumerate().map(doubt).collect()
}

impl Doubt {
    /// Returns what stays open of the doubt when the segment, asked alone, is answered so.
    pub(super) fn issue(&self, source: &AnnotatedSegment, target: &str) -> Option<Issue> {
        let own = [Anchors::of(source)];
        let placement = Placement { sources: &own, context: &self.rivals, targets: &[Some(target)] };
        let is_same = self.former == target;
        // Alone nothing could be mixed up: the same answer again speaks for itself, unless it says too much or what another one says.
        let says_more = matches!(self.suspicion, Suspicion::Merged | Suspicion::Repeated);
        let stays = is_same && says_more || placement.is_still_doubtful(is_same);
        stays.then(|| Issue::new(IssueKind::Alignment, Severity::Minor, self.suspicion.message()))
    }
}
