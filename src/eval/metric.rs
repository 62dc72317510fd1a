//! The quality metrics by sacreBLEU's definitions: statistics of a segment, which add up, and the score of a sum.
//!
//! In: a hypothesis and a reference a segment. Out: scores as sacreBLEU 2 prints them, with its signatures. One reference a segment; what the metrics are is in
//! `bleu.rs`, `chrf.rs` and `ter.rs`.

use serde::Serialize;

use super::{bleu, chrf, ter};

/// A metric with sacreBLEU's default settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Metric {
    /// BLEU (Papineni et al. 2002), tokens of mteval-v13a, exponential smoothing.
    Bleu,
    /// chrF2 (Popović 2015): character n-grams up to 6.
    Chrf2,
    /// chrF2++ (Popović 2017): with word n-grams up to 2.
    #[serde(rename = "chrf2++")]
    Chrf2pp,
    /// Translation edit rate (Snover et al. 2006), as Tercom counts it. Lower is better.
    Ter,
}

/// What a metric counts; the statistics of a text are the sums over its segments.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Statistics(pub(super) Vec<u64>);

impl Statistics {
    /// Adds those of another segment.
    pub fn add(&mut self, other: &Self) {
        if self.0.is_empty() {
            self.0.clone_from(&other.0);
            return;
        }
        self.0.iter_mut().zip(&other.0).for_each(|(sum, more)| *sum += more);
    }
}

impl Metric {
    /// All metrics, in the order in which they are printed.
    pub const ALL: [Self; 4] = [Self::Bleu, Self::Chrf2, Self::Chrf2pp, Self::Ter];

    /// Returns the name in lower case (`bleu`, `chrf2`, `chrf2++`, `ter`).
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Bleu => "bleu",
            Self::Chrf2 => "chrf2",
            Self::Chrf2pp => "chrf2++",
            Self::Ter => "ter",
        }
    }

    /// Returns the name as papers write it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Bleu => "BLEU",
            Self::Chrf2 => "chrF2",
            Self::Chrf2pp => "chrF2++",
            Self::Ter => "TER",
        }
    }

    /// Returns sacreBLEU's signature of the settings; the version says who computed it.
    #[must_use]
    pub fn signature(self) -> String {
        let settings = match self {
            Self::Bleu => "case:mixed|eff:no|tok:13a|smooth:exp",
            Self::Chrf2 => "case:mixed|eff:yes|nc:6|nw:0|space:no",
            Self::Chrf2pp => "case:mixed|eff:yes|nc:6|nw:2|space:no",
            Self::Ter => "case:lc|tok:tercom|norm:no|punct:yes|asian:no",
        };
        format!("nrefs:1|{settings}|version:dilmaj-{}", env!("CARGO_PKG_VERSION"))
    }

    /// Returns whether a higher score is better.
    #[must_use]
    pub fn is_gain(self) -> bool {
        self != Self::Ter
    }

    /// Returns the statistics of one segment.
    #[must_use]
    pub fn statistics(self, hypothesis: &str, reference: &str) -> Statistics {
        Statistics(match self {
            Self::Bleu => bleu::statistics(hypothesis, reference),
            Self::Chrf2 => chrf::statistics(hypothesis, reference, 0),
            Self::Chrf2pp => chrf::statistics(hypothesis, reference, 2),
            Self::Ter => ter::statistics(hypothesis, reference),
        })
    }

    /// Returns the score of summed statistics: 0–100, for TER from 0 up.
    #[must_use]
    pub fn score(self, sum: &Statistics) -> f64 {
        match self {
            Self::Bleu => bleu::score(&sum.0),
            Self::Chrf2 | Self::Chrf2pp => chrf::score(&sum.0),
            Self::Ter => ter::score(&sum.0),
        }
    }

    /// Returns the score of a text, segment by segment.
    #[must_use]
    pub fn corpus(self, hypotheses: &[&str], references: &[&str]) -> f64 {
        let mut sum = Statistics::default();
        for (hypothesis, reference) in hypotheses.iter().zip(references) {
            sum.add(&self.statistics(hypothesis, reference));
        }
        self.score(&sum)
    }
}

/// A count as a number to divide.
#[allow(clippy::cast_precision_loss, reason = "counts of a text are far below 2^52")]
pub(super) fn float(count: u64) -> f64 {
    count as f64
}

/// A length as a count.
pub(super) fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
