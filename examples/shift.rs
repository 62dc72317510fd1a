//! Measures the shift detector: `cargo run --release --example shift -- SOURCE TARGET` (line by line translations of each other).
//!
//! Takes the lines in requests of ten. Right answers must raise no suspicion; two neighbours swapped, all shifted by one, two merged, one
//! repeated must. Prints shares.

use std::io::{self, Write};

use dilmaj::lexicon::Lexicon;
use dilmaj::model::{AnnotatedSegment, Segment, Span};
use dilmaj::normalize::{Normalizer, Options};
use dilmaj::persian::match_key;
use dilmaj::qa::{Anchors, Placement, Said, Suspicion};

/// Segments of one request.
const BATCH: usize = 10;

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [source, target] = arguments.as_slice() else { return Err(io::Error::other("usage: shift SOURCE TARGET")) };
    let (source, target) = (std::fs::read_to_string(source)?, std::fs::read_to_string(target)?);
    let normalizer = Normalizer::new(Lexicon::builtin(), Options::default());
    let sources: Vec<Anchors> = source.lines().map(|line| Anchors::of(&segment(&normalizer, line))).collect();
    let targets: Vec<&str> = target.lines().collect();
    let mut out = io::stdout().lock();
    let pairs: Vec<(&[Anchors], &[&str])> =
        sources.chunks(BATCH).zip(targets.chunks(BATCH)).filter(|(one, _)| one.len() == BATCH).collect();
    let mut right = Count::default();
    for (sources, targets) in &pairs {
        right.all(&judged(sources, &targets.iter().map(|one| Some(*one)).collect::<Vec<_>>()), |_| true);
    }
    writeln!(out, "right answers suspected: {right}")?;
    distribution(&sources, &targets, &mut out)?;
    let mut swapped = Count::default();
    let mut merged = Count::default();
    let mut repeated = Count::default();
    for (sources, targets) in &pairs {
        for at in 0..BATCH - 1 {
            let mut wrong: Vec<Option<&str>> = targets.iter().map(|one| Some(*one)).collect();
            wrong.swap(at, at + 1);
            swapped.all(&judged(sources, &wrong), |one| one == at || one == at + 1);
            let both = format!("{} {}", targets[at], targets[at + 1]);
            wrong.swap(at, at + 1);
            let first = wrong[at];
            (wrong[at], wrong[at + 1]) = (Some(both.as_str()), None);
            merged.all(&judged(sources, &wrong), |one| one == at);
            (wrong[at], wrong[at + 1]) = (first, first);
            repeated.all(&judged(sources, &wrong), |one| one == at + 1);
        }
    }
    writeln!(out, "swapped neighbours found: {swapped}")?;
    writeln!(out, "merged (the second missing) found: {merged}")?;
    writeln!(out, "repeated found: {repeated}")?;
    let mut shifted = Count::default();
    for (sources, targets) in pairs.iter() {
        for from in [0, 5] {
            // From here on each answer is that of the next segment, the last one is left as it is.
            let wrong: Vec<Option<&str>> =
                (0..BATCH).map(|at| Some(targets[if at < from || at + 1 == BATCH { at } else { at + 1 }])).collect();
            shifted.all(&judged(sources, &wrong), |one| one >= from && one + 1 < BATCH);
        }
    }
    writeln!(out, "shifted found: {shifted}")?;
    Ok(())
}

/// Prints how the evidence of right answers, and of answers to far away sources, is distributed.
fn distribution(sources: &[Anchors], targets: &[&str], out: &mut impl Write) -> io::Result<()> {
    let mut own: Vec<f64> =
        sources.iter().zip(targets).map(|(source, target)| source.evidence(&Said::new(target))).collect();
    let far = targets.len() / 2;
    let mut other: Vec<f64> = sources
        .iter()
        .zip(targets.iter().cycle().skip(far))
        .map(|(source, target)| source.evidence(&Said::new(target)))
        .collect();
    own.sort_by(f64::total_cmp);
    other.sort_by(f64::total_cmp);
    let at = |list: &[f64], share: f64| list[(list.len() as f64 * share) as usize];
    writeln!(
        out,
        "evidence of right answers: 0.1 % below {:.1}, 0.25 % {:.1}, 0.5 % {:.1}, 5 % {:.1}, half {:.1}; of others: 5 % {:.1}, half {:.1}, 95 % {:.1}",
        at(&own, 0.001),
        at(&own, 0.0025),
        at(&own, 0.005),
        at(&own, 0.05),
        at(&own, 0.5),
        at(&other, 0.05),
        at(&other, 0.5),
        at(&other, 0.95)
    )
}

fn judged(sources: &[Anchors], targets: &[Option<&str>]) -> Vec<Option<Suspicion>> {
    Placement { sources, context: &[], targets }.suspicions()
}

#[derive(Default)]
struct Count {
    all: usize,
    found: usize,
}

impl Count {
    fn all(&mut self, found: &[Option<Suspicion>], counts: impl Fn(usize) -> bool) {
        let own = || found.iter().enumerate().filter(|(at, _)| counts(*at));
        self.all += own().count();
        self.found += own().filter(|(_, one)| one.is_some()).count();
    }
}

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} of {} ({:.2} %)", self.found, self.all, 100.0 * self.found as f64 / self.all.max(1) as f64)
    }
}

fn segment(normalizer: &Normalizer, line: &str) -> AnnotatedSegment {
    let normalized = normalizer.normalize_line(line);
    let (span, key) = (Span::new(0, line.len()), match_key(line));
    let segment = Segment { seg: 1, para: 1, span, source: line.to_owned(), normalized, key };
    AnnotatedSegment { segment, hits: Vec::new() }
}
