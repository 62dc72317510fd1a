//! Kills a job at random moments and counts what that does: `cargo run --release --example kill_storm [KILLS] [SEGMENTS] [SEED] [SMALL_FOLDER]`.
//!
//! The program `dilmaj` must be built beside it. With a folder on a small file system (a tmpfs of 8 MB, say), the job is run there on a full disk too.
//! The figures are in `docs/RELIABILITY.md`; `tests/kills.rs` holds them with fewer kills.

#[path = "../tests/common/kills.rs"]
mod kills;

use std::io::{self, Write};
use std::path::Path;

use kills::{End, Random, full_disk, storm};

fn main() -> io::Result<()> {
    let number = |at: usize, usual: usize| std::env::args().nth(at).and_then(|text| text.parse().ok()).unwrap_or(usual);
    let (kills, segments, seed) = (number(1, 200), number(2, 3000), number(3, 1));
    let own = std::env::current_exe()?;
    let program = own.parent().and_then(Path::parent).map(|folder| folder.join("dilmaj")).unwrap_or_default();
    let mut out = io::stdout().lock();
    for (name, kinds) in [("SIGKILL", &[End::Kill][..]), ("SIGTERM", &[End::Terminate]), ("Ctrl-C", &[End::Interrupt])]
    {
        let kills = if kinds == [End::Kill] { kills } else { kills.div_ceil(5) };
        writeln!(out, "{name}: {:?}", storm(&program, segments, kills, kinds, &mut Random(seed as u64)))?;
        out.flush()?;
    }
    if let Some(small) = std::env::args().nth(4) {
        writeln!(out, "full disk: {} times full, then done", full_disk(&program, segments, Path::new(&small)))?;
    }
    Ok(())
}
