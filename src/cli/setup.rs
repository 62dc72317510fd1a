//! From arguments and settings to the parts of a run.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::backend::{self, Backend};
use crate::config::{self, BUILTIN_GLOSSARY, Loaded, MemoryOptions};
use crate::lexicon::Lexicon;
use crate::memory::Memory;
use crate::model::Clock;
use crate::normalize::Normalizer;
use crate::pipeline::{Fuzzy, Options, Pipeline, Redo};
use crate::qa::Checker;
use crate::segment;
use crate::termbase::{TermBase, TermBaseError, Waivers};

use super::args::{Common, Translate};
use super::error::CommandError;
use super::{terminal, trust};

/// The wall clock.
#[derive(Debug)]
pub(super) struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where the clock is read")]
    fn now(&self) -> i64 {
        SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(0))
    }
}

/// A glossary file with its text.
#[derive(Debug, Clone)]
pub(super) struct GlossaryFile {
    pub(super) name: String,
    pub(super) text: String,
}

pub(super) fn settings(common: &Common) -> Result<Loaded, CommandError> {
    Ok(config::load(common.config.as_deref())?)
}

pub(super) fn normalizer(loaded: &Loaded) -> Normalizer {
    Normalizer::new(Lexicon::builtin(), loaded.config.normalize.clone())
}

/// Reads the glossary files of a run; none if it is to have none.
pub(super) fn glossaries_of(loaded: &Loaded, args: &Translate) -> Result<Vec<GlossaryFile>, CommandError> {
    if args.no_glossary { Ok(Vec::new()) } else { glossaries(loaded, &args.glossary) }
}

/// Returns how to segment, with the rules of the SRX file that is named, else of the one that is configured, else the built-in ones.
pub(super) fn segmentation(loaded: &Loaded, named: Option<&Path>) -> Result<segment::Options, CommandError> {
    let options = loaded.config.segment.clone();
    let configured = options.rules.as_deref().map(|path| loaded.resolve(path));
    let Some(path) = named.map(Path::to_owned).or(configured) else { return Ok(options) };
    let file = utf8_file(&path, "SRX files must be UTF-8 here (`iconv -t UTF-8`)")?;
    let rules = segment::Rules::read(&file.name, &file.text)?;
    Ok(segment::Options { srx: Some(rules), ..options })
}

/// Reads the glossary files: those named, else those configured, else the built-in one.
pub(super) fn glossaries(loaded: &Loaded, named: &[PathBuf]) -> Result<Vec<GlossaryFile>, CommandError> {
    match glossary_paths(loaded, named)? {
        Some(paths) => paths.iter().map(|path| glossary(path)).collect(),
        None => Ok(vec![builtin_glossary()]),
    }
}

/// Returns the paths of the glossary files; `None` if the built-in one is meant.
pub(super) fn glossary_paths(loaded: &Loaded, named: &[PathBuf]) -> Result<Option<Vec<PathBuf>>, CommandError> {
    if !named.is_empty() {
        return Ok(Some(named.to_vec()));
    }
    let hint = "mend `glossaries` in the settings, or name one with -g";
    let patterns = loaded.config.translate.glossaries.as_deref();
    patterns.map(|patterns| matching(loaded, patterns, "glossary", hint)).transpose()
}

pub(super) fn builtin_glossary() -> GlossaryFile {
    let (name, text) = BUILTIN_GLOSSARY;
    GlossaryFile { name: name.to_owned(), text: text.to_owned() }
}

/// Reads the files of waivers: those named, else those configured.
pub(super) fn waivers(loaded: &Loaded, named: &[PathBuf]) -> Result<Vec<GlossaryFile>, CommandError> {
    if !named.is_empty() {
        return named.iter().map(|path| glossary(path)).collect();
    }
    let hint = "mend `waivers` in the settings, or name a file with --waivers";
    matching(loaded, &loaded.config.qa.waivers, "waivers", hint)?.iter().map(|path| glossary(path)).collect()
}

/// Returns the files that `patterns` of the settings name; a pattern without a file is an error.
fn matching(loaded: &Loaded, patterns: &[String], what: &str, hint: &str) -> Result<Vec<PathBuf>, CommandError> {
    let mut files = Vec::new();
    for pattern in patterns {
        let full = loaded.resolve(Path::new(pattern));
        let paths = glob::glob(&full.to_string_lossy())
            .map_err(|error| CommandError::new(format!("{what}: `{pattern}` is no pattern: {error}")))?;
        let before = files.len();
        files.extend(paths.flatten());
        if files.len() == before {
            let message = format!("no {what} file matches `{}`", full.display());
            return Err(CommandError::new(message).with_hint(hint));
        }
    }
    Ok(files)
}

pub(super) fn glossary(path: &Path) -> Result<GlossaryFile, CommandError> {
    utf8_file(path, "glossary files are UTF-8 (`iconv -t UTF-8`)")
}

fn utf8_file(path: &Path, hint: &str) -> Result<GlossaryFile, CommandError> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| CommandError::new(format!("cannot read `{name}`: {error}")))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let line = error.as_bytes()[..error.utf8_error().valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
        CommandError::new(format!("{name}:{line}: not UTF-8")).with_hint(hint)
    })?;
    Ok(GlossaryFile { name, text })
}

pub(super) fn term_base(files: &[GlossaryFile]) -> Result<TermBase, CommandError> {
    let files = files.iter().map(|file| (file.name.as_str(), file.text.as_str()));
    Ok(TermBase::new(files, Lexicon::builtin())?)
}

fn read_waivers(files: &[GlossaryFile]) -> Result<Waivers, CommandError> {
    let files = files.iter().map(|file| (file.name.as_str(), file.text.as_str()));
    Waivers::read(files).map_err(|findings| TermBaseError::Rows(findings).into())
}

/// Returns a hash of all files; nothing if there are none.
pub(super) fn fingerprint(files: &[GlossaryFile]) -> String {
    if files.is_empty() {
        return String::new();
    }
    let mut hasher = blake3::Hasher::new();
    for file in files {
        hasher.update(&(file.text.len() as u64).to_le_bytes());
        hasher.update(file.text.as_bytes());
    }
    hasher.finalize().to_hex()[..16].to_owned()
}

/// Makes the backend of this name.
fn backend(loaded: &Loaded, common: &Common, args: &Translate, name: &str) -> Result<Arc<dyn Backend>, CommandError> {
    let options = options(loaded, name)?;
    trust::check(loaded, common, name, options)?;
    let backend = backend::build(name, options, &loaded.config.style, &config::environment)?;
    if args.offline && backend.capabilities().network {
        return Err(CommandError::new(format!("backend `{name}` needs the network, and --offline forbids it")));
    }
    Ok(Arc::from(backend))
}

/// Returns the settings of the backend of this name.
fn options<'l>(loaded: &'l Loaded, name: &str) -> Result<&'l backend::Options, CommandError> {
    loaded.config.backend.get(name).ok_or_else(|| {
        let known: Vec<&str> = loaded.config.backend.keys().map(String::as_str).collect();
        let hint =
            format!("configured are: {}; add a [backend.{name}] table, or see `dilmaj backends`", known.join(", "));
        CommandError::new(format!("unknown backend `{name}`")).with_hint(hint)
    })
}

/// Puts all parts together.
pub(super) fn pipeline(
    loaded: &Loaded,
    common: &Common,
    args: &Translate,
    files: &[GlossaryFile],
    waivers: &[GlossaryFile],
) -> Result<Pipeline, CommandError> {
    let memory = if args.no_memory || args.explain {
        Memory::in_memory()?
    } else if args.dry_run {
        memory_for_reading(loaded)?
    } else {
        memory(loaded)?
    };
    let default_context = if args.lines { 0 } else { loaded.config.translate.context };
    let terms = term_base(files)?;
    let checker = Checker::new(loaded.config.qa.clone(), terms.entries()).with_style(loaded.config.style.clone());
    let chosen = args.backend.as_deref().unwrap_or(&loaded.config.translate.backend);
    let fallbacks = loaded.config.translate.fallback.iter().filter(|name| *name != chosen);
    let chosen = backend(loaded, common, args, chosen)?;
    if args.max_cost.is_some() && chosen.capabilities().network && chosen.price().is_free() {
        let message = format!("--max-cost is of no use: backend `{}` has no price", chosen.name());
        return Err(CommandError::new(message)
            .with_hint("add `price = { input = …, output = … }` to it, in dollars per million tokens"));
    }
    Ok(Pipeline {
        normalizer: Arc::new(normalizer(loaded)),
        segment: segmentation(loaded, None)?,
        terms: Arc::new(terms),
        waivers: Arc::new(read_waivers(waivers)?),
        checker: Arc::new(checker),
        backend: chosen,
        fallbacks: fallbacks.map(|name| backend(loaded, common, args, name)).collect::<Result<_, _>>()?,
        memory: Arc::new(memory),
        clock: Arc::new(SystemClock),
        options: Options {
            context: args.context.map_or(default_context, usize::from),
            jobs: args.jobs.map(usize::from),
            limit: args.limit,
            most_cost: args.max_cost,
            redo: redo(args),
            fuzzy: fuzzy(loaded),
        },
    })
}

/// Puts the parts together for looking at a run instead of running it; a memory that is not there is not made.
pub(super) fn curator(
    loaded: &Loaded,
    named: Option<&str>,
    context: Option<u8>,
    writes: bool,
) -> Result<Pipeline, CommandError> {
    // Nothing is sent, so no key is needed, and nobody need be asked whether it may be.
    let backend = |name: &str| -> Result<Arc<dyn Backend>, CommandError> {
        Ok(Arc::from(backend::build(name, options(loaded, name)?, &loaded.config.style, &|_| {
            Some("unused".to_owned())
        })?))
    };
    let chosen = named.unwrap_or(&loaded.config.translate.backend);
    let fallbacks = loaded.config.translate.fallback.iter().filter(|name| *name != chosen);
    let memory = if writes { memory(loaded)? } else { memory_for_reading(loaded)? };
    Ok(Pipeline {
        normalizer: Arc::new(normalizer(loaded)),
        segment: segmentation(loaded, None)?,
        terms: Arc::new(TermBase::of_entries(Vec::new(), Lexicon::builtin())),
        waivers: Arc::new(read_waivers(&waivers(loaded, &[])?)?),
        checker: Arc::new(Checker::new(loaded.config.qa.clone(), &[]).with_style(loaded.config.style.clone())),
        backend: backend(chosen)?,
        fallbacks: fallbacks.map(|name| backend(name)).collect::<Result<_, _>>()?,
        memory: Arc::new(memory),
        clock: Arc::new(SystemClock),
        options: Options {
            context: context.map_or(loaded.config.translate.context, usize::from),
            jobs: None,
            limit: None,
            most_cost: None,
            redo: Redo::Nothing,
            fuzzy: fuzzy(loaded),
        },
    })
}

/// Opens the configured memory for writing, and says what is to be known about it.
pub(super) fn memory(loaded: &Loaded) -> Result<Memory, CommandError> {
    let memory = Memory::open(&memory_path(loaded), loaded.config.memory.durability)?;
    memory.warnings().iter().for_each(|warning| terminal::warn(warning));
    memory.index_units()?;
    Ok(memory)
}

fn fuzzy(loaded: &Loaded) -> Fuzzy {
    let MemoryOptions { examples, examples_from, answer_from, .. } = loaded.config.memory;
    Fuzzy { examples, examples_from, answer_from }
}

/// Opens the configured memory for reading; one that is not there is not made.
pub(super) fn memory_for_reading(loaded: &Loaded) -> Result<Memory, CommandError> {
    let path = memory_path(loaded);
    Ok(if path.exists() { Memory::open_for_reading(&path)? } else { Memory::in_memory()? })
}

pub(super) fn memory_path(loaded: &Loaded) -> PathBuf {
    loaded.resolve(&loaded.config.memory.path)
}

fn redo(args: &Translate) -> Redo {
    match args.redo.as_deref() {
        None if args.retry_failed => Redo::Failed,
        None => Redo::Nothing,
        Some("failed") => Redo::Failed,
        Some("issues") => Redo::Issues,
        Some(text) => match text.rsplit_once(':').and_then(|(doc, seg)| Some((doc, seg.parse().ok()?))) {
            Some((doc, seg)) => Redo::Document(doc.to_owned(), Some(seg)),
            None => Redo::Document(text.to_owned(), None),
        },
    }
}
