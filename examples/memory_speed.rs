//! Measures the memory with many units: `cargo run --release --example memory_speed [UNITS]`. The figures are in `docs/PERFORMANCE.md`.
//!
//! The file is made in a temporary folder (`TMPDIR` says where) and is gone afterwards.

use std::io::{self, Write};
use std::time::Instant;

use dilmaj::memory::{Durability, Key, KeyParts, Memory, NewUnit, Parts, Place, Provenance, Row, Stored, key_hash};
use dilmaj::model::{Candidate, Origin, State};

/// Words that sources are made of; nine of them at random give a sentence of usual length.
const WORDS: [&str; 16] = [
    "گزارش",
    "دولت",
    "بازار",
    "کتاب",
    "دانشگاه",
    "شهر",
    "مردم",
    "سال",
    "برنامه",
    "تازه",
    "بزرگ",
    "درباره",
    "امروز",
    "آب",
    "زمین",
    "جهان",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let count: usize = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(1_000_000);
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("memory.db");
    let memory = Memory::open(&path, Durability::Full)?;
    let mut out = io::stdout().lock();
    let mut before = processor();
    let mut say = |what: &str, number: usize, begun: Instant| -> io::Result<()> {
        let seconds = begun.elapsed().as_secs_f64();
        let (own, now) = (processor() - before, processor());
        before = now;
        let (by_clock, by_processor) = (number as f64 / seconds, number as f64 / own.max(0.01));
        writeln!(
            out,
            "{what}: {number} in {seconds:.2} s = {by_clock:.0} a second, {by_processor:.0} a second of processor time"
        )?;
        writeln!(out, "  memory {} MB", resident())
    };

    let begun = Instant::now();
    for first in (0..count).step_by(20_000) {
        memory.add_from(1, |add| (first..count.min(first + 20_000)).try_for_each(|at| add(&unit(at))))?;
    }
    say("units added, 20,000 in a transaction", count, begun)?;
    let size = std::fs::metadata(&path)?.len();
    writeln!(io::stderr(), "file: {} MB, {} bytes a unit", size >> 20, size / count as u64)?;

    let begun = Instant::now();
    let mut found = 0;
    let order: Vec<usize> = (0..count).map(|nth| nth.wrapping_mul(7_368_787) % count).collect();
    // As in a run: the segments of a part of a document at once.
    for part in order.chunks(1024) {
        let texts: Vec<[String; 3]> = part.iter().map(|at| [document(*at), seg(*at), source(*at)]).collect();
        let mut wanted = Vec::with_capacity(texts.len());
        for [document, seg, key] in &texts {
            wanted.push((key.as_str(), Place { document, seg, before: None, after: None }));
        }
        found += memory.exact_all(&wanted)?.iter().filter(|one| one.answer.is_some()).count();
    }
    say("units recalled by source and place, in random order", found, begun)?;

    let candidates = count.min(200_000);
    let begun = Instant::now();
    for first in (0..candidates).step_by(100) {
        let keys: Vec<(Key, String, Stored)> = (first..first + 100).map(candidate).collect();
        let rows = keys.iter().map(|(key, source, stored)| {
            let parts = Some(Parts { source, context: &[], terms: &[], backend: "chat m 1" });
            let provenance = Provenance { place: Some(("doc", 1)), parts, milliseconds: Some(9), micro_usd: Some(20) };
            Row { key, source, stored, provenance }
        });
        memory.store(rows, 1)?;
    }
    say("answers stored, 100 in a transaction, FULL", candidates, begun)?;
    let begun = Instant::now();
    let mut found = 0;
    let order: Vec<usize> = (0..candidates).map(|nth| nth.wrapping_mul(7_368_787) % candidates).collect();
    for part in order.chunks(1024) {
        let keys: Vec<Key> = part.iter().map(|at| candidate(*at).0).collect();
        found += memory.recall_all(&keys)?.iter().flatten().count();
    }
    say("answers recalled, in random order", found, begun)?;
    Ok(())
}

fn source(at: usize) -> String {
    let mut bits = at.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut words = Vec::new();
    for _ in 0..9 {
        words.push(WORDS[bits & 15]);
        bits >>= 4;
    }
    format!("{} {at}", words.join(" "))
}

fn document(at: usize) -> String {
    format!("2026/{:05}.txt", at / 100)
}

fn seg(at: usize) -> String {
    (at % 100 + 1).to_string()
}

fn unit(at: usize) -> NewUnit {
    let key = source(at);
    NewUnit {
        document: Some(document(at)),
        seg: Some(seg(at)),
        source: key.clone(),
        before_hash: at.checked_sub(1).map(|before| key_hash(&source(before))),
        after_hash: Some(key_hash(&source(at + 1))),
        key,
        target: format!("Number {at} of the reports that were published in the city today about the great market."),
        state: State::Reviewed,
        origin: "imported".to_owned(),
        ..NewUnit::default()
    }
}

fn candidate(at: usize) -> (Key, String, Stored) {
    let source = source(at);
    let key = Key::new(&KeyParts { source: &source, backend: "chat m 1", ..KeyParts::default() });
    let target = format!("Number {at} of the reports that were published in the city today about the great market.");
    let origin = Origin::Machine("m".to_owned());
    (key, source, Stored::Candidate(Candidate { target, origin, issues: Vec::new() }))
}

/// Memory of this process in MB, where the system tells.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or("");
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) / 1024
}

/// Seconds of processor time of this process, where the system tells in hundredths.
fn processor() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or("").split_whitespace();
    fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}
