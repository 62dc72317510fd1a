//! Feeds scorers: segments or normalises what comes on stdin.
//!
//! `measure segment`: stdin holds one JSON object a line with a `text`; stdout gets one segment a line and an empty line after each object.
//! With `SRX=FILE` the rules of that SRX file are used.
//! `measure speed FILE`: megabytes per second of processor time (elsewhere than on Linux: of time) of each stage, the best of five rounds.
//! `measure unknown`: stdin holds one word a line; stdout gets those that the speller does not know.
//! `measure normalize`: stdin holds one text a line; stdout gets it normalised. See `docs/QUALITY.md` for the commands.

use std::io::{self, BufRead, Write};
use std::time::Instant;

use dilmaj::lexicon::Lexicon;
use dilmaj::model::Document;
use dilmaj::{normalize, segment};

fn main() -> io::Result<()> {
    if let Some(file) = std::env::args().nth(2) {
        return speed(&std::fs::read_to_string(file)?);
    }
    let segments = std::env::args().nth(1).as_deref() == Some("segment");
    let options = segment::Options { srx: rules()?, ..segment::Options::default() };
    let normalizer = normalize::Normalizer::new(Lexicon::builtin(), normalize::Options::default());
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let line = line?;
        if std::env::args().nth(1).as_deref() == Some("unknown") {
            if !normalizer.knows(&line) {
                writeln!(out, "{line}")?;
            }
            continue;
        }
        if !segments {
            writeln!(out, "{}", normalizer.normalize(&line).text())?;
            continue;
        }
        let object: serde_json::Value = serde_json::from_str(&line)?;
        let text = object["text"].as_str().unwrap_or_default();
        for (_, span) in segment::spans(text, &options) {
            let words: Vec<&str> = span.slice(text).split_whitespace().collect();
            writeln!(out, "{}", words.join(" "))?;
        }
        writeln!(out)?;
    }
    out.flush()
}

/// Rules of the SRX file that the variable `SRX` names.
#[expect(clippy::disallowed_methods, reason = "an example reads its own settings")]
fn rules() -> io::Result<Option<segment::Rules>> {
    let Ok(file) = std::env::var("SRX") else { return Ok(None) };
    let text = std::fs::read_to_string(&file)?;
    segment::Rules::read(&file, &text).map(Some).map_err(io::Error::other)
}

fn speed(text: &str) -> io::Result<()> {
    let options = segment::Options { srx: rules()?, ..segment::Options::default() };
    let document = Document { id: "d".to_owned(), text: text.to_owned(), issues: Vec::new() };
    let normalizer = |zwnj| {
        let options = normalize::Options { zwnj, spelling: zwnj, ..normalize::Options::default() };
        normalize::Normalizer::new(Lexicon::builtin(), options)
    };
    let (without, with) = (normalizer(false), normalizer(true));
    report("segment", text, || segment::spans(text, &options).count())?;
    report("segment + normalise, without ZWNJ", text, || segment::segment(&document, &options, &without).len())?;
    report("segment + normalise, with ZWNJ", text, || segment::segment(&document, &options, &with).len())?;
    report("normalise whole, with ZWNJ", text, || with.normalize(text).text().len())
}

fn report(what: &str, text: &str, run: impl Fn() -> usize) -> io::Result<()> {
    let mut result = run();
    let begin = Instant::now();
    let rounds = (0..5).map(|_| {
        let (start, mut runs) = (spent(begin), 0_u32);
        // The clock of the system goes by ticks of some milliseconds.
        while spent(begin) - start < 0.2 {
            result = run();
            runs += 1;
        }
        (spent(begin) - start) / f64::from(runs)
    });
    let rate = text.len() as f64 / 1e6 / rounds.fold(f64::MAX, f64::min);
    writeln!(io::stdout(), "{rate:8.1} MB/s  {what} ({result})")
}

/// Seconds that this thread has run, so that other programs on the machine weigh less; else those since `begin`.
fn spent(begin: Instant) -> f64 {
    let run = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = run.and_then(|line| line.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| begin.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}
