//! Translations: the candidate a backend or the memory gives, and the unit that leaves the house.

use std::fmt;
use std::sync::Arc;

use super::{AnnotatedSegment, Issue};

/// Where a target came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A reviewed or imported unit with the same source.
    Exact,
    /// A reviewed or imported unit with a similar source; the score is 0–100.
    Fuzzy(u8),
    /// A backend, by its name.
    Machine(String),
    /// A person.
    Human,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact => f.write_str("exact"),
            Self::Fuzzy(score) => write!(f, "fuzzy:{score}"),
            Self::Machine(backend) => write!(f, "machine:{backend}"),
            Self::Human => f.write_str("human"),
        }
    }
}

/// A target text and its origin, before any check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The target text.
    pub target: String,
    /// Where it came from.
    pub origin: Origin,
    /// What the backend itself reported about it (unknown words, for example).
    pub issues: Vec<Issue>,
}

/// Life of a unit, in the words of XLIFF 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum State {
    /// Without a target.
    #[default]
    Initial,
    /// With a target that no one has looked at.
    Translated,
    /// Looked at by a person.
    Reviewed,
    /// Released.
    Final,
}

impl State {
    /// Returns the name used in files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Initial => "initial",
            Self::Translated => "translated",
            Self::Reviewed => "reviewed",
            Self::Final => "final",
        }
    }
}

/// What became of a term hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TermState {
    /// The target has it as the glossary says.
    Satisfied,
    /// It does not, and a curator said that it need not.
    Waived,
    /// It does not, and an issue says so.
    Open,
}

impl TermState {
    /// Returns the name used in files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Satisfied => "satisfied",
            Self::Waived => "waived",
            Self::Open => "open",
        }
    }
}

/// Source and target of one segment, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TranslationUnit {
    /// The source with its term hits.
    pub source: Arc<AnnotatedSegment>,
    /// The target; empty exactly if the state is `Initial`.
    pub target: String,
    /// Where the target came from; `None` if there is none.
    pub origin: Option<Origin>,
    /// How far the unit is.
    pub state: State,
    /// What became of each term hit, in their order; empty if terms are not checked.
    pub terms: Vec<TermState>,
    /// What the checks found and could not mend.
    pub issues: Vec<Issue>,
}
