//! Quality checks: what a target must hold and must not hold, given its source and the terms hit in it.
//!
//! In: a source with its hits and a candidate. Out: a verdict. Checks are stateless and independent; only terminology can be mended here, by replacing a
//! known wrong rendering. Asking again is the pipeline's part.

mod anchors;
mod elsewhere;
mod forms;
mod hygiene;
mod known;
mod measure;
mod numbers;
mod place;
mod renderings;
mod replace;
mod seen;
mod shift;
mod style;
mod talk;
mod terms;
mod verbal;
mod wording;

use std::sync::{Arc, OnceLock};

use serde::Deserialize;

use crate::model::{AnnotatedSegment, Candidate, Issue, IssueKind, Severity, Style, TermEntry, TermState};

pub use anchors::{Anchors, Said};
use forms::Forms;
use measure::Preferred;
pub use measure::TermFigures;
pub use seen::Seen;
pub use shift::{Placement, Suspicion};

/// Settings of the checks.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// Check glossary terms.
    pub terms: bool,
    /// Check numbers by value.
    pub numbers: bool,
    /// Files of waivers, as paths or patterns.
    pub waivers: Vec<String>,
    /// Check the house style.
    pub style: bool,
    /// Replace forbidden renderings by the required term where that is safe: for hits that nothing answers, and nowhere else.
    pub replace: bool,
    /// How often a segment is asked again for a violated check (0–5).
    pub reasks: u32,
    /// Targets of more than this many times the source's length (in characters) are suspicious; so are those of less than its inverse.
    pub length_ratio: f64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            terms: true,
            numbers: true,
            waivers: Vec::new(),
            style: true,
            replace: true,
            reasks: 1,
            length_ratio: 6.0,
        }
    }
}

/// What a check looks at.
struct Unit<'u> {
    source: &'u AnnotatedSegment,
    target: &'u str,
    options: &'u Options,
    forms: &'u Forms,
    style: Option<&'u Style>,
}

/// A check looks at one unit and reports what it finds.
trait Check: Sync {
    /// Returns the findings; none if all is well.
    fn check(&self, unit: &Unit<'_>) -> Vec<Issue>;
}

/// The checks, in the order in which their findings are listed.
const CHECKS: [&dyn Check; 4] = [&hygiene::Hygiene, &terms::Terms, &numbers::Numbers, &style::StyleCheck];

/// What is to be done with a candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing was found.
    Accept,
    /// The target can be mended by rule: the new target, and a note per replacement.
    Replace(String, Vec<Issue>),
    /// Not fit for use, or short of a term, and not to be mended.
    Reask(Vec<Issue>),
    /// Findings that stay open.
    Open(Vec<Issue>),
}

/// The checks with their settings and the forms of the glossary.
#[derive(Debug, Default)]
pub struct Checker {
    options: Options,
    forms: Forms,
    /// The style that targets are held to; `None`: any.
    style: Option<Style>,
    /// Compiled when something is measured for the first time.
    preferred: OnceLock<Preferred>,
}

impl Checker {
    /// Returns a checker; `entries` are those whose hits will be met.
    #[must_use]
    pub fn new(options: Options, entries: &[Arc<TermEntry>]) -> Self {
        Self { options, forms: Forms::new(entries), style: None, preferred: OnceLock::new() }
    }

    /// Returns the same checker, which holds targets to a house style too.
    #[must_use]
    pub fn with_style(self, style: Style) -> Self {
        Self { style: Some(style), ..self }
    }

    /// Returns the house style that targets are held to.
    #[must_use]
    pub fn style(&self) -> Option<&Style> {
        self.style.as_ref()
    }

    /// Returns the settings.
    #[must_use]
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Judges a candidate. Total.
    #[must_use]
    pub fn check(&self, source: &AnnotatedSegment, candidate: &Candidate) -> Verdict {
        let issues = self.findings(source, &candidate.target);
        if issues.is_empty() {
            return Verdict::Accept;
        }
        if let Some((mended, notes, _)) = self.mended(source, &candidate.target, &issues) {
            return Verdict::Replace(mended, notes);
        }
        if is_rejected(&issues) { Verdict::Reask(issues) } else { Verdict::Open(issues) }
    }

    /// Measures term success of a unit, whatever is switched on.
    #[must_use]
    pub fn figures(&self, source: &AnnotatedSegment, target: &str) -> TermFigures {
        let preferred = self.preferred.get_or_init(|| Preferred::new(self.forms.entries()));
        measure::figures(source, target, &self.forms, preferred)
    }

    /// Measures the hits of each entry of a unit, in the order of their first hits; forbidden forms and over-use are not looked for.
    #[must_use]
    pub fn figures_by_entry<'s>(
        &self,
        source: &'s AnnotatedSegment,
        target: &str,
    ) -> Vec<(&'s Arc<TermEntry>, TermFigures)> {
        measure::by_entry(source, target, &self.forms)
    }

    /// Returns what would stay open of these findings about `target` after repair by rule, and how many repairs that takes: the less the better.
    #[must_use]
    pub fn burden(&self, source: &AnnotatedSegment, target: &str, issues: &[Issue]) -> (usize, usize) {
        match self.mended(source, target, issues) {
            Some((_, notes, left)) => (left, notes.len()),
            None => (issues.len(), 0),
        }
    }

    /// Mends `target` by rule: the new target, a note per repair, and the number of findings that stay. Only if fewer stay than there were.
    fn mended(&self, source: &AnnotatedSegment, target: &str, issues: &[Issue]) -> Option<(String, Vec<Issue>, usize)> {
        let mendable = |issue: &Issue| matches!(issue.kind, IssueKind::Terminology | IssueKind::Addition);
        if !self.options.replace || !issues.iter().any(mendable) {
            return None;
        }
        let (mended, notes) = replace::mend(source, target, &self.forms)?;
        let left = self.findings(source, &mended).len();
        (left < issues.len()).then_some((mended, notes, left))
    }

    /// Returns all findings about `target`.
    #[must_use]
    pub fn findings(&self, source: &AnnotatedSegment, target: &str) -> Vec<Issue> {
        let unit = Unit { source, target, options: &self.options, forms: &self.forms, style: self.style.as_ref() };
        CHECKS.iter().flat_map(|check| check.check(&unit)).collect()
    }
}

impl Checker {
    /// Returns which forms of the terms hit stand in `target`.
    #[must_use]
    pub fn seen(&self, source: &AnnotatedSegment, target: &str) -> Vec<Seen> {
        seen::seen(source, target, &self.forms)
    }

    /// Returns what became of each term hit of a unit with this target and these findings; nothing if terms are not checked.
    #[must_use]
    pub fn states(&self, source: &AnnotatedSegment, target: &str, issues: &[Issue]) -> Vec<TermState> {
        if !self.options.terms {
            return Vec::new();
        }
        let is_plain = !target.is_empty()
            && source.hits.iter().all(|hit| hit.waiver.is_none())
            && issues.iter().all(|issue| issue.kind != IssueKind::Terminology);
        if is_plain {
            return vec![TermState::Satisfied; source.hits.len()];
        }
        terms::states(source, target, &self.forms)
    }
}

/// Returns whether findings are reason to ask again, if another answer can be had.
#[must_use]
pub fn is_rejected(issues: &[Issue]) -> bool {
    issues.iter().any(|issue| issue.severity == Severity::Major)
}

/// Returns whether findings are reason to ask once again, though the answer may well be right: a number by other means, a length, a way of speaking.
#[must_use]
pub fn is_doubtful(issues: &[Issue]) -> bool {
    use IssueKind::{Addition, Hygiene, Number, Omission, Punctuation};
    let soft = |issue: &Issue| matches!(issue.kind, Number | Omission | Addition | Hygiene | Punctuation);
    issues.iter().any(|issue| issue.severity == Severity::Minor && soft(issue))
}

/// Returns whether a finding means that the target must not be used at all (empty, refusal, Persian letters, an echo).
#[must_use]
pub fn is_hard(issue: &Issue) -> bool {
    issue.severity == Severity::Major && matches!(issue.kind, IssueKind::Hygiene | IssueKind::Untranslated)
}
