//! Exchange: glossaries of other programs and services in, ours out, and the other way round.
//!
//! In: a file's text and format. Out: entries; or entries in, and the text of a file out. Either way with a report: `findings` name each row that
//! cannot be used or held, with file and line, and `notes` say which columns a format could not hold, and in how many entries. What an element
//! or a column *means* is decided here, one format a file; how it is written is `formats`' part. Nothing is read from or written to disk.

mod amazon;
mod deepl;
mod error;
mod gate;
mod google;
mod intake;
mod languages;
mod note;
mod omegat;
mod service;
mod table;
mod tbx;
mod tmx;
mod utx;
mod words;

pub use error::ExchangeError;
pub use note::Note;

use crate::formats::csv::{Delimiter, Dialect};
use crate::model::TermEntry;
use crate::persian::letters::is_arabic_script;

use super::finding::Finding;
use super::read;
use super::write::write;

/// A format of glossaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Our own.
    Tsv,
    /// The same columns with another delimiter, or the columns of others.
    Csv,
    /// TBX 2 and 3 in, 3 out.
    Tbx,
    /// UTX 1.11.
    Utx,
    /// OmegaT's tab-separated glossary.
    OmegaT,
    /// A translation memory, taken for a glossary.
    Tmx,
    /// DeepL: two columns.
    DeepL,
    /// Google, unidirectional: two columns.
    Google,
    /// Google, equivalent term sets: a column per language.
    GoogleSet,
    /// Amazon, unidirectional.
    Amazon,
    /// Amazon, both directions.
    AmazonMulti,
}

impl Format {
    /// All formats by name.
    pub const NAMES: [(&'static str, Self); 11] = [
        ("tsv", Self::Tsv),
        ("csv", Self::Csv),
        ("tbx", Self::Tbx),
        ("utx", Self::Utx),
        ("omegat", Self::OmegaT),
        ("tmx", Self::Tmx),
        ("deepl", Self::DeepL),
        ("google", Self::Google),
        ("google-set", Self::GoogleSet),
        ("amazon", Self::Amazon),
        ("amazon-multi", Self::AmazonMulti),
    ];

    /// Returns the format of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(own, _)| *own == name).map(|(_, format)| *format)
    }

    /// Returns its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, format)| *format == self).map_or("", |(name, _)| *name)
    }

    /// Finds out the format of `text` in a file called `file`. Files of services look like any other two columns: they must be named.
    #[must_use]
    pub fn detect(file: &str, text: &str) -> Option<Self> {
        let text = text.trim_start_matches('\u{FEFF}').trim_start();
        let ending = file.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
        let first = text.lines().next().unwrap_or("");
        let has = |name: &str| first.split('\t').any(|cell| cell.trim() == name);
        if text.starts_with('<') {
            let is_tmx = text.contains("<tmx");
            return if is_tmx { Some(Self::Tmx) } else { Some(Self::Tbx) };
        }
        match ending.as_str() {
            _ if first.starts_with("#UTX") => Some(Self::Utx),
            _ if has("source") && has("target") => Some(Self::Tsv),
            "tbx" | "xml" => Some(Self::Tbx),
            "tmx" => Some(Self::Tmx),
            "utx" => Some(Self::Utx),
            "csv" | "tsv" => Some(Self::Csv),
            "txt" | "utf8" | "tab" if text.contains('\t') => Some(Self::OmegaT),
            _ => None,
        }
    }
}

/// What is to be known besides the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The language of our sources, as a tag; variants of it count too.
    pub source: String,
    /// The language of our targets.
    pub target: String,
    /// The file has its two columns the other way round.
    pub swap: bool,
    /// What stands between two cells; found out if not given.
    pub delimiter: Option<Delimiter>,
    /// Whether `"` encloses a cell; found out if not given.
    pub quoting: Option<bool>,
    /// Files of a service are written as TMX where it takes that.
    pub as_tmx: bool,
    /// Seconds since 1970, for formats that name a date.
    pub now: i64,
}

impl Default for Options {
    fn default() -> Self {
        let (source, target) = ("fa".to_owned(), "en".to_owned());
        Self { source, target, swap: false, delimiter: None, quoting: None, as_tmx: false, now: 0 }
    }
}

impl Options {
    /// How `text` is cut.
    fn dialect(&self, text: &str) -> Dialect {
        let sniffed = crate::formats::csv::sniff(text);
        let delimiter = self.delimiter.unwrap_or(sniffed.delimiter);
        let quoting = self.quoting.unwrap_or(sniffed.quoting || delimiter != Delimiter::Tab);
        Dialect { delimiter, quoting }
    }

    /// How a file is cut that is written.
    fn own_dialect(&self) -> Dialect {
        let delimiter = self.delimiter.unwrap_or(Delimiter::Comma);
        Dialect { delimiter, quoting: self.quoting.unwrap_or(true) }
    }
}

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Import {
    /// The entries.
    pub entries: Vec<TermEntry>,
    /// What was not read, by column.
    pub notes: Vec<Note>,
    /// Rows that are not used (errors) or odd (warnings).
    pub findings: Vec<Finding>,
}

/// What is to be written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Export {
    /// The file.
    pub text: String,
    /// What the format does not hold, by column.
    pub notes: Vec<Note>,
    /// Entries that are not in it.
    pub findings: Vec<Finding>,
}

/// Reads the glossary `text`, which is called `file` in findings.
///
/// # Errors
/// Fails if the file as a whole cannot be used.
pub fn import(format: Format, file: &str, text: &str, options: &Options) -> Result<Import, ExchangeError> {
    if text.trim_start_matches('\u{FEFF}').trim().is_empty() {
        return Err(ExchangeError::Empty { file: file.to_owned() });
    }
    let found = match format {
        Format::Tsv => {
            let (entries, findings) = read(file, text);
            Ok(Import { entries, findings, notes: Vec::new() })
        }
        Format::Csv => table::import(file, text, options),
        Format::Tbx => tbx::import(file, text, options),
        Format::Utx => utx::import(file, text, options),
        Format::OmegaT => Ok(omegat::import(file, text, options)),
        Format::Tmx => tmx::import(file, text, options),
        Format::DeepL => service::import(&deepl::SERVICE, file, text, options),
        Format::Google => service::import(&google::SERVICE, file, text, options),
        Format::GoogleSet => service::import(&google::SET, file, text, options),
        Format::Amazon => service::import(&amazon::SERVICE, file, text, options),
        Format::AmazonMulti => service::import(&amazon::MULTI, file, text, options),
    }?;
    Ok(upright(format, found))
}

/// Takes out the rows whose terms stand the wrong way round, each with an error: as entries they would never be found.
fn upright(format: Format, mut found: Import) -> Import {
    let is_persian = |text: &str| text.chars().any(is_arabic_script);
    let (swapped, entries): (Vec<TermEntry>, Vec<TermEntry>) =
        found.entries.into_iter().partition(|entry| is_persian(&entry.target) && !is_persian(&entry.source));
    let hint = match format {
        Format::Tsv => "exchange the names `source` and `target` in the header",
        _ => "`--swap` reads the two columns the other way round",
    };
    found.findings.extend(swapped.iter().map(|TermEntry { source, target, place, .. }| {
        let message =
            format!("`{source}` is no Persian term, and its target `{target}` is: the two stand the wrong way round");
        Finding::error(&place.file, place.line, 0, message).with_hint(hint)
    }));
    found.findings.sort_by_key(|finding| finding.line);
    Import { entries, ..found }
}

/// Writes `entries` for another program.
///
/// # Errors
/// Fails if the file would be larger than the service takes.
pub fn export(format: Format, entries: &[TermEntry], options: &Options) -> Result<Export, ExchangeError> {
    match format {
        Format::Tsv => Ok(Export { text: write(entries), ..Export::default() }),
        Format::Csv => Ok(table::export(entries, options)),
        Format::Tbx => Ok(tbx::export(entries, options)),
        Format::Utx => Ok(utx::export(entries, options)),
        Format::OmegaT => Ok(omegat::export(entries)),
        Format::Tmx => Ok(tmx::export(entries, options)),
        Format::DeepL => service::export(&deepl::SERVICE, entries, options),
        Format::Google => service::export(&google::SERVICE, entries, options),
        Format::GoogleSet => service::export(&google::SET, entries, options),
        Format::Amazon => service::export(&amazon::SERVICE, entries, options),
        Format::AmazonMulti => service::export(&amazon::MULTI, entries, options),
    }
}
