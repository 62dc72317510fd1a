//! What a run tells while it runs.

use serde::Serialize;

use crate::model::Usage;
use crate::qa::TermFigures;

use super::Overnight;

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Event {
    /// A document was cut.
    DocumentStarted {
        /// The document.
        doc: String,
        /// Its segments.
        segments: usize,
    },
    /// So many more segments need not be asked: they are stored, or equal to others.
    Recalled {
        /// How many.
        segments: usize,
    },
    /// So many more segments have been answered (or have failed).
    Answered {
        /// How many.
        segments: usize,
        /// What the run has cost so far, in millionths of a dollar.
        cost_micro_usd: u64,
    },
    /// A document is complete and was handed to the sink.
    DocumentFinished {
        /// The document.
        doc: String,
        /// Its segments.
        segments: usize,
        /// Segments without a translation.
        failed: usize,
        /// Segments with an open issue.
        open: usize,
        /// Why the first of the failed ones has no translation.
        #[serde(skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// Something that a person should know.
    Warning {
        /// What.
        message: String,
    },
    /// The run is over.
    Finished(Summary),
}

/// The figures of a run.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Summary {
    /// Complete documents.
    pub documents: usize,
    /// Documents that were begun but are not complete.
    pub incomplete: usize,
    /// Segments that were reached.
    pub segments: usize,
    /// Segments of begun documents that were not reached: the run ended before their turn.
    pub unreached: usize,
    /// Of these, answered in this run.
    pub asked: usize,
    /// Of these, recalled from the memory or equal to one that was asked.
    pub recalled: usize,
    /// Segments without a translation.
    pub failed: usize,
    /// Segments with an open issue (minor or major).
    pub open: usize,
    /// Term hits.
    pub term_hits: usize,
    /// Term hits that stay open: no admitted form answers them, or a forbidden one stands in the target.
    pub term_errors: usize,
    /// Term hits that no admitted form answers and that a waiver excuses.
    pub waived: usize,
    /// Term success: hits answered to the letter or in some form, forbidden forms, and terms beyond what the source asks for.
    pub terms: TermFigures,
    /// Targets that a fallback made.
    pub fallbacks: usize,
    /// Targets mended by rule.
    pub replaced: usize,
    /// Words that the embedded engine had to romanise.
    pub unknown_words: usize,
    /// The run was asked to end before all was done.
    pub interrupted: bool,
    /// What was spent, in millionths of a dollar: 0 where no price is known.
    pub cost_micro_usd: u64,
    /// What the backends say they used.
    #[serde(flatten)]
    pub usage: Usage,
    /// Of the tokens received, those of answers that a check rejected.
    pub wasted_tokens: u64,
    /// The run ended because more could have cost more than `--max-cost`.
    pub cost_reached: bool,
    /// The run ended because so many segments had been asked (`--limit`).
    pub limited: bool,
    /// Segments that were handed in (`--batch`) and have no answer yet.
    pub waiting: usize,
}

impl Summary {
    /// Adds what came of segments that were handed in to be answered later.
    pub fn add_posted(&mut self, posted: &Overnight) {
        self.cost_micro_usd += posted.cost_micro_usd;
        self.usage += posted.usage;
        self.wasted_tokens += posted.wasted_tokens;
        self.cost_reached |= posted.cost_reached;
        self.waiting = posted.waiting;
    }

    /// Enters what the run used.
    pub(super) fn spend(&mut self, cost: u64, usage: Usage, wasted: u64) {
        (self.cost_micro_usd, self.usage, self.wasted_tokens) = (cost, usage, wasted);
    }
}

/// Takes events; the library itself prints nothing.
pub trait Reporter: Send + Sync {
    /// Takes one event.
    fn report(&self, event: &Event);
}
