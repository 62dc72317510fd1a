//! Tries the embedded engine with the lexicon as it lies on disk, so that a row can be tried without compiling.
//!
//! `engine LEXICON_DIR|builtin [explain]`: stdin holds one Persian segment a line; stdout gets its English (or every step), without glossary.
//! `engine LEXICON_DIR speed`: stderr gets the time to load and the source words per second of the engine alone, and with normaliser.
//! `engine LEXICON_DIR gloss|morphology|reordering`: as the first, with the layers above this one switched off.

use std::io::{self, BufRead, Write};
use std::time::Instant;

use dilmaj::lexicon::{FILES, Lexicon, parse};
use dilmaj::model::{AnnotatedSegment, Segment, Span};
use dilmaj::normalize::{Normalizer, Options};
use dilmaj::persian::match_key;
use dilmaj::transfer::{Engine, Layer};

fn main() -> io::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "lexicon".to_owned());
    let mode = std::env::args().nth(2).unwrap_or_default();
    let start = Instant::now();
    let lexicon = if folder == "builtin" { Lexicon::builtin() } else { load(&folder)? };
    let read = start.elapsed();
    let engine = Engine::new(lexicon).up_to(layer(&mode));
    let loaded = start.elapsed();
    let normalizer = Normalizer::new(lexicon, Options::default());
    let lines: Vec<String> = io::stdin().lock().lines().collect::<io::Result<_>>()?;
    let words: usize = lines.iter().map(|line| line.split_whitespace().count()).sum();
    let start = Instant::now();
    let segments: Vec<AnnotatedSegment> = lines.iter().map(|line| segment(&normalizer, line)).collect();
    let normalized = start.elapsed();
    let mut out = io::BufWriter::new(io::stdout().lock());
    let start = Instant::now();
    for source in &segments {
        let text = if mode == "explain" { engine.explain(source) } else { engine.translate(source).target };
        writeln!(out, "{text}")?;
    }
    out.flush()?;
    let translated = start.elapsed();
    if mode == "speed" {
        let per_second = |time: std::time::Duration| words as f64 / time.as_secs_f64();
        let (alone, both) = (per_second(translated), per_second(translated + normalized));
        writeln!(
            io::stderr(),
            "lexicon read in {read:?}, engine ready in {loaded:?}; {words} words; engine {alone:.0} words/s; with normaliser {both:.0} words/s"
        )?;
    }
    Ok(())
}

fn layer(mode: &str) -> Layer {
    match mode {
        "gloss" => Layer::Gloss,
        "morphology" => Layer::Morphology,
        "reordering" => Layer::Reordering,
        _ => Layer::Expressions,
    }
}

fn load(folder: &str) -> io::Result<&'static Lexicon> {
    let mut texts: Vec<&'static str> = Vec::new();
    for (name, _) in FILES {
        let path = std::path::Path::new(folder).join(name.trim_start_matches("lexicon/"));
        let text = std::fs::read_to_string(&path)?.leak();
        parse(name, text).map_err(io::Error::other)?;
        texts.push(text);
    }
    Ok(Box::leak(Box::new(Lexicon::new(texts))))
}

fn segment(normalizer: &Normalizer, line: &str) -> AnnotatedSegment {
    let normalized = normalizer.normalize_line(line);
    let (span, key) = (Span::new(0, line.len()), match_key(line));
    let segment = Segment { seg: 1, para: 1, span, source: line.to_owned(), normalized, key };
    AnnotatedSegment { segment, hits: Vec::new() }
}
