//! `dilmaj translate`: documents to parallel TSV.

use std::collections::HashSet;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use futures_util::stream::{self, StreamExt};
use tokio::sync::oneshot;

use crate::config::{self, Loaded};
use crate::export::Manifest;
use crate::memory::Key;
use crate::model::{Clock, Document};
use crate::pipeline::{Event, Overnight, Pipeline, Redo, Reporter, Stop, Summary};
use crate::read::{self, Input, ReadError};
use crate::termbase::conflicts;

use super::Outcome;
use super::args::{Common, Translate};
use super::error::CommandError;
use super::output::{Folder, Target};
use super::setup::{self, SystemClock};
use super::{overnight, signals, terminal};

/// What is translated: files, or standard input.
pub(super) enum Source {
    File(Input),
    Stdin,
}

impl Source {
    fn id(&self) -> &str {
        match self {
            Self::File(input) => &input.id,
            Self::Stdin => "stdin",
        }
    }

    pub(super) fn read(&self) -> Result<Document, ReadError> {
        match self {
            Self::File(input) => read::read(&input.path, &input.id),
            Self::Stdin => stdin(),
        }
    }

    /// Like `read`, but ends with `None` when the run is to stop: nobody may ever type the rest of standard input.
    async fn read_until(&self, stop: &Stop) -> Option<Result<Document, ReadError>> {
        let Self::Stdin = self else { return Some(self.read()) };
        let (send, receive) = oneshot::channel();
        std::thread::spawn(move || send.send(stdin()));
        tokio::select! {
            read = receive => read.ok(),
            () = signals::stopped(stop) => None,
        }
    }
}

fn stdin() -> Result<Document, ReadError> {
    let mut bytes = Vec::new();
    let limit = read::LARGEST + 1;
    let count = std::io::stdin().lock().take(limit).read_to_end(&mut bytes);
    count.map_err(|source| ReadError::Io { path: PathBuf::from("-"), source })?;
    read::from_bytes(bytes, "stdin", "standard input")
}

/// Returns the sources that the paths name; without a path it is standard input.
pub(super) fn sources(paths: &[PathBuf], output: Option<&Path>) -> Result<Vec<Source>, CommandError> {
    if paths.is_empty() || paths == [PathBuf::from("-")] {
        return Ok(vec![Source::Stdin]);
    }
    let stdin = paths.iter().any(|path| path == Path::new("-"));
    let files: Vec<PathBuf> = paths.iter().filter(|path| *path != Path::new("-")).cloned().collect();
    let mut sources: Vec<Source> = read::walk(&files, output)?.into_iter().map(Source::File).collect();
    if stdin {
        sources.push(Source::Stdin);
    }
    Ok(sources)
}

pub(super) fn run(common: &Common, args: &Translate) -> Result<Outcome, CommandError> {
    let loaded = setup::settings(common)?;
    let sources = sources(&args.paths, args.output.as_deref())?;
    let files = setup::glossaries_of(&loaded, args)?;
    let waivers = setup::waivers(&loaded, &args.waivers)?;
    let pipeline = setup::pipeline(&loaded, common, args, &files, &waivers)?;
    known(&pipeline.options.redo, &sources)?;
    if args.dry_run {
        return dry_run(&pipeline, &sources, args);
    }
    if args.explain {
        return explain(&pipeline, &sources);
    }
    let mut target = target(args, &sources)?;
    let posted = if args.batch { overnight::run(&pipeline, &sources, args)? } else { Overnight::default() };
    let pipeline = if args.batch { overnight::asking_nothing(pipeline) } else { pipeline };
    let reporter = terminal::reporter(args.json, sources.len());
    warn_of_conflicts(&pipeline, reporter.as_ref());
    overnight::warn_of_waiting(&pipeline, args, reporter.as_ref())?;
    let unread = AtomicUsize::new(0);
    let summary = runtime()?.block_on(async {
        let stop = Stop::default();
        signals::watch(&stop);
        let documents = stream::iter(&sources)
            .filter_map(|source| document(source, reporter.as_ref(), &unread, &stop))
            .flat_map(|document| stream::iter(pipeline.parts(document)));
        pipeline.run(documents, &mut |bitext, reach| target.accept(bitext, reach), reporter.as_ref(), &stop).await
    })?;
    let mut summary = summary;
    summary.add_posted(&posted);
    let unread = unread.into_inner();
    if unread == sources.len() {
        return Err(CommandError::new("nothing could be read"));
    }
    let manifest = Manifest {
        glossary_fingerprint: setup::fingerprint(&files),
        waivers_fingerprint: setup::fingerprint(&waivers),
        ..manifest(&pipeline, &loaded, &summary)
    };
    target.finish(manifest)?;
    Ok(outcome(&summary, args, unread))
}

/// Most conflicts that are said one by one.
const MOST_CONFLICTS: usize = 20;

/// Says which forms two rows of the glossaries claim, where nothing but the order of the files decides.
pub(super) fn warn_of_conflicts(pipeline: &Pipeline, reporter: &dyn Reporter) {
    let conflicts = conflicts(pipeline.terms.entries());
    for conflict in conflicts.iter().take(MOST_CONFLICTS) {
        reporter.report(&Event::Warning { message: format!("{conflict}; {}", conflict.hint) });
    }
    if let Some(more) = conflicts.len().checked_sub(MOST_CONFLICTS + 1) {
        let message = format!("{} more conflicts in the glossaries; `dilmaj glossary lint` shows all", more + 1);
        reporter.report(&Event::Warning { message });
    }
}

/// A document that is asked again must be among those that are given.
fn known(redo: &Redo, sources: &[Source]) -> Result<(), CommandError> {
    let Redo::Document(id, _) = redo else { return Ok(()) };
    if sources.iter().any(|source| source.id() == id) {
        return Ok(());
    }
    let near = config::nearest(id, sources.iter().map(Source::id));
    let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    let hint = format!("--redo takes failed, issues, or the `doc` of a table, with or without `:SEG`{near}");
    Err(CommandError::new(format!("no document `{id}` to ask again")).with_hint(hint))
}

pub(super) fn runtime() -> Result<tokio::runtime::Runtime, CommandError> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}

async fn document(source: &Source, reporter: &dyn Reporter, unread: &AtomicUsize, stop: &Stop) -> Option<Document> {
    match source.read_until(stop).await? {
        Ok(document) => {
            if document.text.trim().is_empty() {
                reporter.report(&Event::Warning { message: format!("`{}` has no text", source.id()) });
            }
            Some(document)
        }
        Err(error) => {
            unread.fetch_add(1, Ordering::Relaxed);
            let hint = error.hint();
            let message = if hint.is_empty() { error.to_string() } else { format!("{error}; {hint}") };
            reporter.report(&Event::Warning { message });
            None
        }
    }
}

fn target(args: &Translate, sources: &[Source]) -> Result<Target, CommandError> {
    match (&args.output, sources) {
        (Some(path), _) => Folder::new(path, args.partial, sources.iter().map(Source::id))
            .map(|folder| Target::Folder(Box::new(folder)))
            .map_err(|error| {
                let message = format!("cannot write to the output folder `{}`: {error}", path.display());
                CommandError::new(message).with_hint("name another folder with -o")
            }),
        (None, [Source::Stdin]) => Ok(Target::Stdout { begun: false }),
        (None, _) => Err(CommandError::new("no output folder").with_hint("name one with -o DIR")),
    }
}

/// The manifest without the fingerprints of the files that a curator keeps.
fn manifest(pipeline: &Pipeline, loaded: &Loaded, summary: &Summary) -> Manifest<Summary> {
    Manifest {
        version: env!("CARGO_PKG_VERSION"),
        backend: pipeline.backend.name().to_owned(),
        backend_fingerprint: pipeline.backend.fingerprint(),
        glossary_fingerprint: String::new(),
        waivers_fingerprint: String::new(),
        srx_fingerprint: pipeline.segment.srx.as_ref().map_or_else(String::new, |rules| rules.fingerprint().to_owned()),
        config_fingerprint: loaded.fingerprint.clone(),
        finished: SystemClock.now(),
        summary: summary.clone(),
        outputs: Vec::new(),
    }
}

fn outcome(summary: &Summary, args: &Translate, unread: usize) -> Outcome {
    let incomplete = summary.incomplete > 0 && summary.limited;
    if summary.interrupted {
        Outcome::Interrupted
    } else if summary.failed > 0
        || summary.fallbacks > 0
        || unread > 0
        || incomplete
        || (args.strict && summary.term_errors > 0)
    {
        Outcome::OpenIssues
    } else {
        Outcome::Done
    }
}

/// Says for each document what is stored and what would be asked.
fn dry_run(pipeline: &Pipeline, sources: &[Source], args: &Translate) -> Result<Outcome, CommandError> {
    let json = args.json;
    let mut asked_keys = if args.batch { pipeline.waiting_keys()? } else { HashSet::new() };
    let mut total = Expected::default();
    let mut unread = 0;
    for source in sources {
        let document = match source.read() {
            Ok(document) => document,
            Err(error) => {
                unread += 1;
                terminal::warn(&error.to_string());
                continue;
            }
        };
        let own = expected(pipeline, document, &mut asked_keys)?;
        let own = if args.batch { own.halved() } else { own };
        total.add(&own);
        terminal::dry_run(json, source.id(), &own)?;
    }
    terminal::dry_run(json, "total", &total)?;
    Ok(if unread > 0 { Outcome::OpenIssues } else { Outcome::Done })
}

/// What a run over some text would do.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Expected {
    pub(super) segments: usize,
    pub(super) asked: usize,
    /// Of these, segments whose source has an answer under another key.
    pub(super) stale: usize,
    /// Why these do not count: another glossary, another backend, other neighbours; one may count for several.
    pub(super) reasons: [usize; 3],
    /// Words of the segments that would be asked.
    pub(super) words: usize,
    /// At least and at most, in millionths of a dollar.
    pub(super) cost: (u64, u64),
}

impl Expected {
    /// At the price of what is handed in together.
    fn halved(self) -> Self {
        Self { cost: (self.cost.0.div_ceil(2), self.cost.1.div_ceil(2)), ..self }
    }

    fn add(&mut self, other: &Self) {
        self.segments += other.segments;
        self.asked += other.asked;
        self.stale += other.stale;
        self.reasons.iter_mut().zip(other.reasons).for_each(|(own, other)| *own += other);
        self.words += other.words;
        self.cost = (self.cost.0 + other.cost.0, self.cost.1 + other.cost.1);
    }
}

fn expected(pipeline: &Pipeline, document: Document, asked_keys: &mut HashSet<Key>) -> Result<Expected, CommandError> {
    let mut total = Expected::default();
    for part in pipeline.parts(document) {
        let plan = pipeline.plan(&part, asked_keys)?;
        let asked = plan.asked();
        let words = |at: &usize| part.segments[*at].segment.normalized.text().split_whitespace().count();
        let (mut stale, mut reasons) = (0, [0; 3]);
        for at in &asked {
            let Some(why) = pipeline.stale(&part, *at)? else { continue };
            stale += 1;
            reasons.iter_mut().zip([why.terms, why.backend, why.context]).for_each(|(sum, is)| *sum += usize::from(is));
        }
        total.add(&Expected {
            segments: part.segments.len(),
            asked: asked.len(),
            stale,
            reasons,
            words: asked.iter().map(words).sum(),
            cost: pipeline.estimated_cost(&part, &plan),
        });
    }
    Ok(total)
}

/// Prints how each segment is translated.
fn explain(pipeline: &Pipeline, sources: &[Source]) -> Result<Outcome, CommandError> {
    let mut out = std::io::stdout().lock();
    for source in sources {
        for segment in pipeline.parts(source.read()?).flat_map(|part| part.segments) {
            let Some(text) = pipeline.backend.explain(&segment) else {
                return Err(CommandError::new(format!("backend `{}` cannot explain itself", pipeline.backend.name())));
            };
            writeln!(out, "{text}")?;
        }
    }
    Ok(Outcome::Done)
}
