//! Shows what becomes of term hits behind a backend that disobeys: `cargo run --release --example enforcement [SEGMENTS] [PERCENT] [SEED]`.
//!
//! The figures are in `docs/QUALITY.md`; `tests/enforcement.rs` holds them with fewer segments.

#[path = "../tests/common/disobey.rs"]
mod disobey;

use std::io::{self, Write};

fn main() -> io::Result<()> {
    let argument =
        |at: usize, usual: usize| std::env::args().nth(at).and_then(|text| text.parse().ok()).unwrap_or(usual);
    let (segments, percent, seed) = (argument(1, 4000), argument(2, 30), argument(3, 1));
    let lines = disobey::sentences(segments);
    let mut out = io::stdout().lock();
    for reasks in 0..=2 {
        let figures = disobey::run(&lines, seed as u64, percent, reasks);
        let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
        writeln!(out, "asked again {reasks} times: {} segments, {} hits", figures.segments, figures.hits)?;
        writeln!(out, "  satisfied {} ({:.2} %)", figures.satisfied, share(figures.satisfied, figures.hits))?;
        writeln!(out, "  open {}, silent {}", figures.open, figures.silent)?;
        writeln!(out, "  obedient answers {}, changed {}", figures.obeyed, figures.damaged)?;
        writeln!(
            out,
            "  mended {}, as the right answer to the letter {}",
            figures.mended, figures.mended_to_the_letter
        )?;
        for (way, (all, good)) in &figures.ways {
            writeln!(out, "  {way:?}: {all} segments, {good} end with all hits satisfied")?;
        }
        if std::env::args().nth(4).is_some() {
            for (right, mended) in &figures.differing {
                writeln!(out, "    right:  {right}\n    mended: {mended}")?;
            }
        }
    }
    Ok(())
}
