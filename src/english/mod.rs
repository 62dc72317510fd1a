//! English word forms and the small rules of writing: plurals, verb forms, a/an, capitals, tokens.
//!
//! In: lemmas, also of several words ("memorandum of understanding", "point out"). Out: the inflected phrase. Pure and total.

mod adjective;
mod irregular;
pub mod noun;
mod spelling;
pub mod verb;
pub mod writing;

pub use adjective::{comparative, ordinal, superlative};
pub use noun::{plural, possessive};
pub use spelling::respelled;
pub use writing::{capitalize, indefinite_article};
