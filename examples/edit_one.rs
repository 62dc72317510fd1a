//! What one changed entry costs: 500 entries, 20,000 stored segments, one target changed.
//!
//! `cargo run --release --example edit_one`: writes the corpus from templates, translates it with the embedded engine, changes one entry, asks `curate::impact`
//! what that touches, translates again, and compares. It fails if anything but the touched rows differs, or if another number of segments was asked.

use std::error::Error;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use futures_util::stream;

use dilmaj::backend::{self, Backend};
use dilmaj::config::BUILTIN_GLOSSARY;
use dilmaj::curate::impact::{Fate, Impact, Known};
use dilmaj::lexicon::{Lexicon, Pos};
use dilmaj::memory::Memory;
use dilmaj::model::{Clock, Document, TermEntry};
use dilmaj::normalize::Normalizer;
use dilmaj::pipeline::{Event, Options, Pipeline, Reporter, Stop, Summary};
use dilmaj::qa::{self, Checker};
use dilmaj::termbase::{TermBase, Waivers, read};
use dilmaj::{export, segment};

/// The sizes.
const ENTRIES: usize = 500;
const DOCUMENTS: usize = 20;
const SEGMENTS: usize = 1000;

/// Sentences of ours; each gets two terms and a number, so that no two segments are equal.
const TEMPLATES: [&str; 5] = [
    "در گزارش شماره {n} درباره {a} و {b} سخن گفته شد.",
    "کارشناسان در جلسه {n} موضوع {a} را بررسی کردند و به {b} رسیدند.",
    "بند {n} این متن به {a} و به {b} می‌پردازد.",
    "در صفحه {n} آمده است که {a} با {b} پیوند دارد.",
    "پرسش {n} درباره {a} بود و پاسخ آن درباره {b}.",
];

/// The time does not matter here.
#[derive(Debug)]
struct Stopped;

impl Clock for Stopped {
    fn now(&self) -> i64 {
        0
    }
}

struct Silent;

impl Reporter for Silent {
    fn report(&self, _: &Event) {}
}

fn main() -> Result<(), Box<dyn Error>> {
    let entries = entries();
    let documents = documents(&entries);
    let folder = tempfile::tempdir()?;
    let old = pipeline(&folder.path().join("memory.db"), entries.clone())?;
    let (before, first, first_time) = translate(&old, &documents)?;

    let changed = changed(&entries);
    let new = old.with_terms(TermBase::of_entries(changed, Lexicon::builtin()));
    let start = Instant::now();
    let known = Known::default();
    let mut impact = Impact::new(&old, &new, &known);
    for document in &documents {
        for part in old.parts(document.clone()) {
            impact.add(&part)?;
        }
    }
    let diff_time = start.elapsed().as_secs_f64();
    let asked = impact.touched.iter().filter(|one| one.fate == Fate::Ask).count();

    let (after, second, second_time) = translate(&new, &documents)?;
    let rows = || before.iter().zip(&after);
    let touched = |row: &str| {
        let mut cells = row.split('\t');
        let (doc, seg) = (cells.next().unwrap_or(""), cells.next().unwrap_or(""));
        impact.touched.iter().any(|one| one.doc == doc && one.item.segment.segment.seg.to_string() == seg)
    };
    let strays = rows().filter(|(old, new)| old != new).filter(|(old, _)| !touched(old)).count();
    let differing = rows().filter(|(old, new)| old != new).count();

    let mut out = io::stdout().lock();
    writeln!(
        out,
        "{} entries, {} segments, {} asked at first in {first_time:.1} s",
        entries.len(),
        before.len(),
        first.asked
    )?;
    writeln!(out, "one target changed: {} segments touched, found in {diff_time:.1} s", impact.touched.len())?;
    writeln!(out, "second run: {} asked, {} recalled in {second_time:.1} s", second.asked, second.recalled)?;
    writeln!(
        out,
        "{differing} rows differ, {strays} of them untouched; {} rows byte for byte as before",
        before.len() - differing
    )?;
    let exact =
        strays == 0 && second.asked == asked && differing == impact.touched.len() && before.len() == after.len();
    if exact { Ok(()) } else { Err("not exactly the touched segments were translated anew".into()) }
}

/// The shipped glossary, filled up with nouns of the lexicon.
fn entries() -> Vec<TermEntry> {
    let (name, text) = BUILTIN_GLOSSARY;
    let (mut entries, _) = read(name, text);
    let nouns = Lexicon::builtin().entries().filter(|entry| entry.pos == Pos::Noun && !entry.lemma.contains(' '));
    let base = TermBase::of_entries(entries.clone(), Lexicon::builtin());
    let new = nouns.filter(|noun| base.find(&noun.lemma).is_empty() && noun.lemma.chars().count() > 5).step_by(37);
    let more = new.map(|noun| TermEntry {
        source: noun.lemma.clone(),
        target: noun.gloss().to_owned(),
        ..TermEntry::default()
    });
    entries.extend(more.take(ENTRIES.saturating_sub(entries.len())));
    entries.truncate(ENTRIES);
    entries
}

/// One entry in the middle gets another target.
fn changed(entries: &[TermEntry]) -> Vec<TermEntry> {
    let mut entries = entries.to_vec();
    let middle = entries.len() / 2;
    if let Some(entry) = entries.get_mut(middle) {
        entry.target = format!("{} proper", entry.target);
    }
    entries
}

fn documents(entries: &[TermEntry]) -> Vec<Document> {
    let term = |at: usize| entries[at % entries.len()].source.as_str();
    let line = |at: usize| {
        let template = TEMPLATES[at % TEMPLATES.len()];
        template.replace("{n}", &at.to_string()).replace("{a}", term(at)).replace("{b}", term(at * 7 + 3))
    };
    let document = |nth: usize| {
        let lines: Vec<String> = (nth * SEGMENTS..(nth + 1) * SEGMENTS).map(line).collect();
        Document { id: format!("{nth:02}.txt"), text: lines.join("\n"), issues: Vec::new() }
    };
    (0..DOCUMENTS).map(document).collect()
}

fn pipeline(memory: &Path, entries: Vec<TermEntry>) -> Result<Pipeline, Box<dyn Error>> {
    let terms = TermBase::of_entries(entries, Lexicon::builtin());
    let options = backend::Options::Transfer(backend::TransferOptions::default());
    let backend: Arc<dyn Backend> =
        Arc::from(backend::build("transfer", &options, &dilmaj::model::Style::default(), &|_| None)?);
    Ok(Pipeline {
        normalizer: Arc::new(Normalizer::new(Lexicon::builtin(), dilmaj::normalize::Options::default())),
        segment: segment::Options::default(),
        waivers: Arc::new(Waivers::default()),
        checker: Arc::new(Checker::new(qa::Options::default(), terms.entries())),
        terms: Arc::new(terms),
        backend,
        fallbacks: Vec::new(),
        memory: Arc::new(Memory::open(memory, dilmaj::memory::Durability::Full)?),
        clock: Arc::new(Stopped),
        options: Options { context: 2, ..Options::default() },
    })
}

/// Returns the rows of the tables, the figures of the run, and the seconds it took.
fn translate(pipeline: &Pipeline, documents: &[Document]) -> Result<(Vec<String>, Summary, f64), Box<dyn Error>> {
    let start = Instant::now();
    let mut rows: Vec<String> = Vec::new();
    let parts = documents.iter().flat_map(|document| pipeline.parts(document.clone()));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let summary = runtime.block_on(pipeline.run(
        stream::iter(parts),
        &mut |bitext, _| {
            rows.extend(export::rows(bitext).lines().map(str::to_owned));
            Ok(())
        },
        &Silent,
        &Stop::default(),
    ))?;
    Ok((rows, summary, start.elapsed().as_secs_f64()))
}
