//! Evaluation of translations, today of their terms.
//!
//! In: annotated sources and what a system made of them. Out: figures. Deterministic: what is drawn by chance depends on a seed alone.

mod control;
mod random;
mod terms;

pub use control::{Control, control};
pub use terms::{EntryReport, TermReport, terms};
