//! All units of one document.

use super::{Issue, TranslationUnit};

/// The units of one document, in order, one bead (1-1) each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bitext {
    /// The document's id.
    pub document: String,
    /// The units, in the order of their segments.
    pub units: Vec<TranslationUnit>,
    /// What was found about the document as a whole.
    pub issues: Vec<Issue>,
}
