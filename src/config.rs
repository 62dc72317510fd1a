//! Settings: where they are looked for, how they are read, and what is said about a wrong key.
//!
//! In: a TOML file, or the compiled-in `config.toml`. Out: typed settings with absolute or working-folder-relative paths. Besides `cli` this is the
//! only module that looks at the environment.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::model::Style;
use crate::{backend, memory, normalize, qa, segment};

/// The shipped settings.
pub const BUILTIN: &str = include_str!("../config.toml");

/// The glossary that is used where no configuration names one.
pub const BUILTIN_GLOSSARY: (&str, &str) = ("glossary/ict.tsv", include_str!("../glossary/ict.tsv"));

/// Names of the file in the working folder, in the order in which they are tried.
const NAMES: [&str; 2] = ["dilmaj.toml", "config.toml"];

/// Why there are no settings.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read `{}`: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The file is not as it should be.
    #[error("{name}:{line}:{column}: {problem}")]
    Syntax {
        /// The file.
        name: String,
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What is wrong.
        problem: String,
        /// What may have been meant.
        hint: String,
    },
}

/// All settings.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// `[translate]`
    pub translate: Translate,
    /// `[memory]`
    pub memory: MemoryOptions,
    /// `[segment]`
    pub segment: segment::Options,
    /// `[normalize]`
    pub normalize: normalize::Options,
    /// `[qa]`
    pub qa: qa::Options,
    /// `[style]`
    pub style: Style,
    /// `[backend.NAME]`
    pub backend: BTreeMap<String, backend::Options>,
}

/// What `translate` does if the command line does not say otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Translate {
    /// Name of the backend.
    pub backend: String,
    /// Glossary files, as paths or globs, stacked in order; `None`: the built-in one.
    pub glossaries: Option<Vec<String>>,
    /// Neighbouring segments sent as context.
    pub context: usize,
    /// Backends that are asked in turn for segments that the first one gives no answer for.
    pub fallback: Vec<String>,
}

impl Default for Translate {
    fn default() -> Self {
        Self { backend: "transfer".to_owned(), glossaries: None, context: 2, fallback: Vec::new() }
    }
}

/// Where the memory is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MemoryOptions {
    /// The file.
    pub path: PathBuf,
    /// What a power cut may take away.
    pub durability: memory::Durability,
    /// Most translations of like segments that a model is shown (0–10).
    pub examples: usize,
    /// The lowest score of such an example (1–100).
    pub examples_from: u8,
    /// The lowest score with which the translation of a like segment is the answer (1–101; 101: never).
    pub answer_from: u8,
}

impl Default for MemoryOptions {
    fn default() -> Self {
        Self {
            path: PathBuf::from(".dilmaj/memory.db"),
            durability: memory::Durability::Full,
            examples: 3,
            examples_from: 70,
            answer_from: 99,
        }
    }
}

/// Settings and where they came from.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    /// The settings.
    pub config: Config,
    /// The file; `None` for the compiled-in ones.
    pub path: Option<PathBuf>,
    /// Whether the file was found rather than named: then it does not decide about keys and programs on its own.
    pub found: bool,
    /// Hash of the file, empty for the compiled-in ones.
    pub fingerprint: String,
}

impl Loaded {
    /// Returns `path` relative to the folder of the settings file.
    #[must_use]
    pub fn resolve(&self, path: &Path) -> PathBuf {
        match self.path.as_deref().and_then(Path::parent) {
            Some(folder) => folder.join(path),
            None => path.to_owned(),
        }
    }
}

/// Loads the settings: `named`, else the first that is found (`./dilmaj.toml`, a `./config.toml` with `[translate]`, the user's
/// configuration folder), else the compiled-in ones.
///
/// # Errors
/// Fails if a file cannot be read or has an unknown key or a wrong value; the message names the place.
pub fn load(named: Option<&Path>) -> Result<Loaded, ConfigError> {
    if let Some(path) = named {
        return read(path, false);
    }
    for path in NAMES.iter().map(PathBuf::from).chain(user_folder().map(|folder| folder.join("config.toml"))) {
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            // A `config.toml` may be another program's; a `dilmaj.toml` that cannot be read must not be passed over.
            Err(_) if path.file_name().is_some_and(|name| name == "config.toml") => continue,
            Err(source) => return Err(ConfigError::Io { path, source }),
        };
        let is_ours = path.file_name().is_none_or(|name| name != "config.toml") || has_translate(&text);
        if is_ours {
            return read(&path, true);
        }
    }
    Ok(builtin())
}

/// Returns the compiled-in settings. They use the built-in glossary, for there is no folder beside them.
#[must_use]
pub fn builtin() -> Loaded {
    let mut config = parse("config.toml", BUILTIN).unwrap_or_default();
    config.translate.glossaries = None;
    Loaded { config, path: None, found: false, fingerprint: String::new() }
}

/// Returns the value of an environment variable, for keys of backends.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the one place where the environment is read for keys")]
pub fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

fn read(path: &Path, found: bool) -> Result<Loaded, ConfigError> {
    let text = std::fs::read_to_string(path).map_err(|source| ConfigError::Io { path: path.to_owned(), source })?;
    let mut config = parse(&path.display().to_string(), &text)?;
    if let Some(folder) = path.parent() {
        config.backend.values_mut().for_each(|options| options.resolve(folder));
    }
    for (name, options) in builtin().config.backend {
        config.backend.entry(name).or_insert(options);
    }
    let fingerprint = blake3::hash(text.as_bytes()).to_hex()[..16].to_owned();
    Ok(Loaded { config, path: Some(path.to_owned()), found, fingerprint })
}

fn has_translate(text: &str) -> bool {
    text.lines().any(|line| line.trim_start().starts_with("[translate]"))
}

/// Returns the user's own folder for settings: `dilmaj` in `$XDG_CONFIG_HOME`, or in `~/.config`.
pub(crate) fn user_folder() -> Option<PathBuf> {
    let folder = environment("XDG_CONFIG_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(PathBuf::from(environment("HOME")?).join(".config")))?;
    Some(folder.join("dilmaj"))
}

/// Reads settings from `text`, which errors call `name`.
///
/// # Errors
/// Fails at the first unknown key or wrong value.
pub fn parse(name: &str, text: &str) -> Result<Config, ConfigError> {
    let config = typed(name, text)?;
    let ranges = [
        ("context", config.translate.context <= 20, "0–20"),
        ("longest", config.segment.longest >= 16, "16 or more"),
        ("reasks", config.qa.reasks <= 5, "0–5"),
        ("length_ratio", config.qa.length_ratio > 1.0, "more than 1"),
    ];
    match ranges.into_iter().find(|(_, fits, _)| !fits) {
        None => Ok(config),
        Some((key, _, range)) => {
            let line = text.lines().position(|line| line.trim_start().starts_with(key)).map_or(1, |at| at + 1);
            let (problem, hint) = (format!("`{key}` is out of range"), format!("it must be {range}"));
            Err(ConfigError::Syntax { name: name.to_owned(), line, column: 1, problem, hint })
        }
    }
}

fn typed(name: &str, text: &str) -> Result<Config, ConfigError> {
    toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start.min(text.len()));
        let before = text.get(..at).unwrap_or("");
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        let problem = error.message().to_owned();
        ConfigError::Syntax { name: name.to_owned(), line, column, hint: nearest_key(&problem), problem }
    })
}

/// serde says "unknown field `modle`, expected one of `kind`, `model`": the nearest of these is the likely one.
fn nearest_key(problem: &str) -> String {
    let mut quoted = problem.split('`').skip(1).step_by(2);
    let Some(unknown) = quoted.next().filter(|_| problem.starts_with("unknown")) else { return String::new() };
    nearest(unknown, quoted).map_or_else(String::new, |known| format!("did you mean `{known}`?"))
}

/// Returns the one of `known` that `typed` most likely was meant to be.
pub(crate) fn nearest<'k>(typed: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    known.min_by_key(|known| strsim::damerau_levenshtein(typed, known))
}

#[cfg(test)]
mod tests {
    use super::{BUILTIN, Config, ConfigError, parse};

    #[test]
    fn the_shipped_file_shows_the_defaults_of_the_code() {
        let mut shipped = parse("config.toml", BUILTIN).unwrap();
        assert!(shipped.translate.glossaries.is_some());
        shipped.translate.glossaries = None;
        shipped.backend.clear();
        assert_eq!(shipped, Config::default());
    }

    #[test]
    fn an_unknown_key_is_named_with_its_place_and_the_nearest_known_one() {
        let error = parse("dilmaj.toml", "[translate]\nbackend = \"transfer\"\nglosaries = []\n").unwrap_err();
        let ConfigError::Syntax { hint, .. } = &error else { panic!("{error}") };
        assert_eq!(hint, "did you mean `glossaries`?");
        assert!(error.to_string().starts_with("dilmaj.toml:3:1: unknown field `glosaries`"), "{error}");
    }

    #[test]
    fn backends_are_told_apart_by_kind() {
        let text = "[backend.fast]\nkind = \"chat\"\nmodel = \"m\"\ntimeout = \"5s\"\n";
        let config = parse("c", text).unwrap();
        assert_eq!(config.backend["fast"].kind(), "chat");
        assert!(parse("c", "[backend.fast]\nkind = \"telepathy\"\n").is_err());
        assert!(parse("c", "[backend.fast]\nkind = \"chat\"\nmodle = \"m\"\n").is_err());
    }
}
