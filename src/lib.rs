//! Persian→English machine-assisted translation: documents in, aligned and checked English out.
pub mod backend;
pub mod english;
pub mod formats;
pub mod lexicon;
pub mod memory;
pub mod model;
pub mod persian;
pub mod qa;
pub mod termbase;
pub mod transfer;
