//! Writers of results: the parallel TSV and the manifest, each file complete or not there at all.

mod atomic;
mod manifest;
mod parallel;

pub use atomic::{AtomicFile, write_atomically};
pub use manifest::{Manifest, Output};
pub use parallel::{COLUMNS, header, rows};
