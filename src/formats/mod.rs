//! File formats as syntax, each written and read in one place. What the columns and elements mean is decided by those who use them.

pub mod csv;
pub mod input;
pub mod omegat;
pub mod srx;
pub mod tbx;
pub mod tmx;
pub mod tsv;
pub mod utx;
pub mod xml;
pub mod xml_stream;
