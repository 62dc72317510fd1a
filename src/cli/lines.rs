//! `dilmaj translate --lines`: one source line in, one target line out, as soon as it is known.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use futures_util::stream::{self, Stream, StreamExt};
use tokio::sync::mpsc;

use crate::model::{Bitext, IssueKind};
use crate::pipeline::{Part, Pipeline, Redo, Stop};

use super::Outcome;
use super::args::{Common, Translate};
use super::error::CommandError;
use super::{setup, signals, terminal, translate};

/// Most lines that travel together.
const CHUNK: usize = 64;

/// Chunks that may wait between the reader and the pipeline.
const WAITING: usize = 64;

/// Some lines and the number of the first.
struct Chunk {
    lines: Vec<String>,
    first: usize,
    before: Vec<String>,
}

pub(super) fn run(common: &Common, args: &Translate) -> Result<Outcome, CommandError> {
    let loaded = setup::settings(common)?;
    let files = setup::glossaries_of(&loaded, args)?;
    let waivers = setup::waivers(&loaded, &args.waivers)?;
    let pipeline = setup::pipeline(&loaded, common, args, &files, &waivers)?;
    if matches!(pipeline.options.redo, Redo::Document(..)) {
        return Err(
            CommandError::new("--lines has no documents to ask again").with_hint("say --redo failed or --redo issues")
        );
    }
    let input = input(&args.paths)?;
    let reporter = terminal::quiet(args.json);
    translate::warn_of_conflicts(&pipeline, reporter.as_ref());
    let summary = translate::runtime()?.block_on(async {
        let stop = Stop::default();
        signals::watch(&stop);
        let (send, receive) = mpsc::channel(WAITING);
        let context = pipeline.options.context;
        // A thread, not a task: reading a terminal or a pipe blocks, and finished lines must not wait for it.
        std::thread::spawn(move || read(input, context, &send));
        let lines = prepared(&pipeline, receive).take_until(Box::pin(signals::stopped(&stop)));
        pipeline.run(lines, &mut |bitext, _| write(bitext), reporter.as_ref(), &stop).await
    })?;
    Ok(if summary.interrupted {
        Outcome::Interrupted
    } else if summary.failed > 0 || summary.fallbacks > 0 || (args.strict && summary.term_errors > 0) {
        Outcome::OpenIssues
    } else {
        Outcome::Done
    })
}

/// What the lines are read from.
type Input = BufReader<Box<dyn Read + Send>>;

fn input(paths: &[PathBuf]) -> Result<Input, CommandError> {
    match paths {
        [] => Ok(BufReader::new(Box::new(io::stdin()))),
        [path] if path == Path::new("-") => Ok(BufReader::new(Box::new(io::stdin()))),
        [path] => {
            let file = std::fs::File::open(path)
                .map_err(|error| CommandError::new(format!("cannot read `{}`: {error}", path.display())))?;
            Ok(BufReader::new(Box::new(file)))
        }
        _ => Err(CommandError::new("--lines reads one file, or standard input")),
    }
}

/// Sends lines on as they come: a chunk holds what is there, so that a program that waits for each answer gets it.
fn read(mut input: Input, context: usize, send: &mpsc::Sender<Chunk>) {
    let mut first = 1;
    let mut before: Vec<String> = Vec::new();
    loop {
        let mut lines = Vec::new();
        while lines.len() < CHUNK {
            let Some(line) = line(&mut input) else { break };
            lines.push(line);
            if !input.buffer().contains(&b'\n') {
                break;
            }
        }
        if lines.is_empty() {
            return;
        }
        let next_first = first + lines.len();
        let mut next_before: Vec<String> = before.iter().chain(&lines).cloned().collect();
        next_before.drain(..next_before.len().saturating_sub(context));
        if send.blocking_send(Chunk { lines, first, before }).is_err() {
            return;
        }
        (first, before) = (next_first, next_before);
    }
}

/// Reads one line without its LF and CR. Bytes that are not UTF-8 become U+FFFD; the line stays one line.
fn line(input: &mut impl BufRead) -> Option<String> {
    let mut bytes = Vec::new();
    let count = input.read_until(b'\n', &mut bytes).ok()?;
    if count == 0 {
        return None;
    }
    let bytes = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
    let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
    Some(String::from_utf8_lossy(bytes).into_owned())
}

fn prepared(pipeline: &Pipeline, receive: mpsc::Receiver<Chunk>) -> impl Stream<Item = Part> {
    stream::unfold(receive, move |mut receive| async move {
        let chunk = receive.recv().await?;
        Some((pipeline.lines(&chunk.lines, chunk.first, &chunk.before), receive))
    })
}

fn write(bitext: &Bitext) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for unit in &bitext.units {
        writeln!(out, "{}", crate::formats::tsv::cell(&unit.target))?;
        if let Some(failure) = unit.issues.iter().find(|issue| issue.kind == IssueKind::Failed) {
            terminal::warn(&format!("line {}: {}", unit.source.segment.seg, failure.message));
        }
    }
    out.flush()
}
