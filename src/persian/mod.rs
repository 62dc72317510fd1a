//! Facts about written Persian: letters and marks, digits, the match key, endings, number words, dates, romanisation.
//!
//! Everything here is pure and total. What a text *should* look like is decided in `normalize`.

pub mod calendar;
pub mod digits;
pub mod key;
pub mod letters;
pub mod numbers;
pub mod romanize;
pub mod suffix;
pub mod table;
pub mod values;

pub use key::{Key, match_key, mentions};
