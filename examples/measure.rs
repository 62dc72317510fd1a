//! Feeds scorers: segments or normalises what comes on stdin.
//!
//! `measure segment`: stdin holds one JSON object a line with a `text`; stdout gets one segment a line and an empty line after each object.
//! `measure unknown`: stdin holds one word a line; stdout gets those that the speller does not know.
//! `measure normalize`: stdin holds one text a line; stdout gets it normalised. See `docs/QUALITY.md` for the commands.

use std::io::{self, BufRead, Write};

use dilmaj::lexicon::Lexicon;
use dilmaj::{normalize, segment};

fn main() -> io::Result<()> {
    let segments = std::env::args().nth(1).as_deref() == Some("segment");
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
        for (_, span) in segment::spans(text, &segment::Options::default()) {
            let words: Vec<&str> = span.slice(text).split_whitespace().collect();
            writeln!(out, "{}", words.join(" "))?;
        }
        writeln!(out)?;
    }
    out.flush()
}
