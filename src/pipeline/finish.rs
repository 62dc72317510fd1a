//! Makes a unit of a segment and its candidate: checks and repairs, which are made anew in every run.

use std::sync::Arc;

use crate::model::{AnnotatedSegment, Candidate, Issue, IssueKind, Severity, State, TranslationUnit};
use crate::qa::{self, Checker, Verdict};

use super::ask::Outcome;

/// Returns the unit of a segment that was asked or recalled.
pub(super) fn unit(source: &Arc<AnnotatedSegment>, outcome: Outcome, checker: &Checker) -> TranslationUnit {
    match outcome {
        Ok(candidate) => checked(source, candidate, checker),
        Err(failure) => failed(source, failure.message, checker),
    }
}

/// Returns the unit of a blank line, or of a segment that was not reached.
pub(super) fn blank(source: &Arc<AnnotatedSegment>, checker: &Checker) -> TranslationUnit {
    TranslationUnit {
        terms: checker.states(source, "", &[]),
        source: Arc::clone(source),
        target: String::new(),
        origin: None,
        state: State::Initial,
        issues: Vec::new(),
    }
}

fn checked(source: &Arc<AnnotatedSegment>, candidate: Candidate, checker: &Checker) -> TranslationUnit {
    let (target, found) = match checker.check(source, &candidate) {
        Verdict::Accept => (candidate.target, Vec::new()),
        Verdict::Replace(target, mut notes) => {
            notes.extend(checker.findings(source, &target));
            (target, notes)
        }
        Verdict::Reask(issues) | Verdict::Open(issues) => (candidate.target, issues),
    };
    if let Some(hard) = found.iter().find(|issue| qa::is_hard(issue)) {
        return failed(source, hard.message.clone(), checker);
    }
    let terms = checker.states(source, &target, &found);
    let issues = candidate.issues.into_iter().chain(found).collect();
    let origin = Some(candidate.origin);
    TranslationUnit { source: Arc::clone(source), target, origin, state: State::Translated, terms, issues }
}

fn failed(source: &Arc<AnnotatedSegment>, message: String, checker: &Checker) -> TranslationUnit {
    TranslationUnit { issues: vec![Issue::new(IssueKind::Failed, Severity::Major, message)], ..blank(source, checker) }
}
