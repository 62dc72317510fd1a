//! Persian→English machine-assisted translation: documents in, aligned and checked English out.
//!
//! ```text
//! Document            raw text, never altered
//!   │  segment (with normalize)     total, lossless
//! Segment             id, raw span, source text, normalised text, match key
//!   │  TermBase::annotate           total
//! AnnotatedSegment    segment + the term hits in it
//!   │  Memory::recall | Backend::translate
//! Candidate           target text + origin
//!   │  qa::Checker::check           accept, replace, ask again, leave open
//! TranslationUnit     source, target, origin, state, issues
//!   │  in order, one document complete at a time
//! Bitext              the units of one document
//!   │  export
//! TSV
//! ```
//!
//! `pipeline` is where the stages meet; `cli` is the command line over it. ARCHITECTURE.md tells who may import whom.

pub mod backend;
pub mod cli;
pub mod config;
pub mod curate;
pub mod english;
pub mod eval;
pub mod export;
pub mod formats;
pub mod lexicon;
pub mod memory;
pub mod model;
pub mod normalize;
pub mod persian;
pub mod pipeline;
pub mod qa;
pub mod read;
pub mod segment;
pub mod termbase;
pub mod transfer;
