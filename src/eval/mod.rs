//! Evaluation of translations: their likeness to a reference, and their terms.
//!
//! In: annotated sources, references, and what a system made of them. Out: figures. Deterministic: what is drawn by chance depends on a seed alone.

mod bleu;
mod bootstrap;
mod chrf;
mod control;
mod edits;
mod metric;
mod random;
mod ter;
mod terms;

pub use bootstrap::{Paired, paired_bootstrap};
pub use control::{Control, control};
pub use metric::{Metric, Statistics};
pub use terms::{EntryReport, TermReport, terms};
