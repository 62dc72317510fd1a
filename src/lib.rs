//! Persian→English machine-assisted translation: documents in, aligned and checked English out.
pub mod english;
pub mod lexicon;
pub mod model;
pub mod normalize;
pub mod persian;
pub mod segment;
pub mod transfer;
