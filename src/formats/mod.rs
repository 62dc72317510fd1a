//! File formats as syntax, each written and read in one place. What the columns and elements mean is decided by those who use them.

pub mod srx;
pub mod tsv;
pub mod xml;
