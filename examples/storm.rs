//! Sends segments through `chat` to a server that fails in every way: `cargo run --release --example storm -- [SEGMENTS] [PER_MILLE] [SEED]`.
//!
//! Prints what became of the rows, in all and for each fault, and every wrong answer that was accepted in silence.
#![allow(clippy::unwrap_used, reason = "an example that cannot go on says where")]
#![allow(dead_code, reason = "the tests use the rest")]

use std::io::{self, Write};
use std::time::Instant;

#[path = "../tests/common/faults.rs"]
mod faults;
#[path = "../tests/common/storm.rs"]
mod storm;
#[path = "../tests/common/wrong.rs"]
mod wrong;

fn main() -> io::Result<()> {
    let argument =
        |at: usize, usual: usize| std::env::args().nth(at).and_then(|text| text.parse().ok()).unwrap_or(usual);
    let (segments, per_mille, seed) = (argument(1, 5_000), argument(2, 250), argument(3, 1));
    let start = Instant::now();
    let (figures, summary) = storm::run(segments, seed as u64, per_mille, &faults::FAULTS, 16);
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "| fault | requests | segments that met it | right in the end | open | failed | accepted in silence |"
    )?;
    writeln!(out, "| --- | ---: | ---: | ---: | ---: | ---: | ---: |")?;
    for (fault, row) in &figures.faults {
        let cells = row.map(|count| count.to_string()).join(" | ");
        writeln!(out, "| {fault:?} | {cells} |")?;
    }
    writeln!(
        out,
        "{} rows of {segments}: {} right ({} of them with an open issue), {} open, {} failed, {} accepted in silence",
        figures.rows,
        figures.right,
        figures.right_but_open,
        figures.open,
        figures.failed,
        figures.accepted.len()
    )?;
    writeln!(
        out,
        "{} lost, {} duplicated; {} not the right answer although it had come, {} right answers asked again; {} requests; {:.1} s",
        figures.lost,
        figures.duplicated,
        figures.rejected,
        figures.asked_again,
        figures.requests,
        start.elapsed().as_secs_f64()
    )?;
    writeln!(out, "summary: {} failed, {} open", summary.failed, summary.open)?;
    for (message, count) in &figures.said_of_right {
        writeln!(out, "said of right answers: {count} × {message}")?;
    }
    for (source, target, fault) in &figures.accepted {
        writeln!(out, "accepted: {fault:?}: {source} | {target}")?;
    }
    Ok(())
}
