//! The nouns of the house: what goes from stage to stage, and the ports through which time enters.
//!
//! A document becomes segments, an annotated segment gains term hits, a candidate is a target with its
//! origin, a translation unit is source and target with state and issues, a bitext is all units of a document.
//! Nothing here reads a file, a clock or the terminal, and nothing here knows Persian.

mod bitext;
mod issue;
mod offsets;
mod ports;
mod request;
mod source;
mod style;
mod term;
mod unit;

pub use bitext::Bitext;
pub use issue::{Issue, IssueKind, Severity};
pub use offsets::{Edit, Normalized};
pub use ports::Clock;
pub use request::{Item, Reply, Request, Translation, Usage};
pub use source::{Document, Segment, Span};
pub use style::{DateStyle, Pronoun, Romanisation, Spelling, Style};
pub use term::{
    AnnotatedSegment, CaseRule, Definiteness, GrammaticalNumber, Inflection, PartOfSpeech, Place, Possessor, TermEntry,
    TermHit, TermStatus, Waiver,
};
pub use unit::{Candidate, Origin, State, TermState, TranslationUnit};
