//! Findings about a text or a translation, in the vocabulary of MQM where it has a word. Their names in files are in kebab case.

use serde::{Deserialize, Serialize};

/// What kind of finding it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IssueKind {
    /// A required term is missing, or a forbidden one is used.
    Terminology,
    /// Something of the source is missing in the target.
    Omission,
    /// The target says something that the source does not.
    Addition,
    /// The target may belong to another segment.
    Alignment,
    /// Source text was left as it was.
    Untranslated,
    /// A number differs.
    Number,
    /// Punctuation differs.
    Punctuation,
    /// A word that the engine does not know was romanised.
    UnknownWord,
    /// The translation of a like sentence was taken.
    Fuzzy,
    /// Another backend than the chosen one made it.
    Fallback,
    /// The translation failed; there is no target.
    Failed,
    /// Something that a translator must not write: a refusal, chatter, an echo of the source.
    Hygiene,
    /// The house writes it otherwise: dates, spelling, names, pronouns.
    Style,
    /// A known wrong rendering was replaced by rule.
    Replaced,
    /// The document was not in UTF-8 and was converted.
    Encoding,
    /// Invisible or misleading characters in the source.
    Characters,
}

/// How much it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing; does not count as an open issue.
    Note,
    /// Should be looked at.
    Minor,
    /// Must be looked at: the row is not to be trusted as it stands.
    Major,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// What kind.
    pub kind: IssueKind,
    /// How much it matters.
    pub severity: Severity,
    /// What was found, in one lower-case phrase.
    pub message: String,
}

impl Issue {
    /// Returns a finding.
    pub fn new(kind: IssueKind, severity: Severity, message: impl Into<String>) -> Self {
        Self { kind, severity, message: message.into() }
    }
}
