//! Why a file as a whole cannot be exchanged. Single rows are findings instead.

use crate::formats::csv::Unclosed;
use crate::formats::utx::UtxError;
use crate::formats::xml::XmlError;

/// Why there is no result at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExchangeError {
    /// Nothing is in it.
    #[error("{file}: the file is empty")]
    Empty {
        /// The file.
        file: String,
    },
    /// It is no XML that is read.
    #[error("{file}:{}: {error}", error.line)]
    Xml {
        /// The file.
        file: String,
        /// What is wrong.
        error: XmlError,
    },
    /// It is no UTX.
    #[error("{file}:1: {error}")]
    Utx {
        /// The file.
        file: String,
        /// What is wrong.
        error: UtxError,
    },
    /// A quotation swallows the rest of it.
    #[error("{file}:{}: {error}", error.line)]
    Csv {
        /// The file.
        file: String,
        /// What is wrong.
        error: Unclosed,
    },
    /// Nothing says which column is what.
    #[error("{file}:{line}: no column `source` and `target`, and none of the languages {languages}")]
    Header {
        /// The file.
        file: String,
        /// The line of the header.
        line: usize,
        /// The languages that are looked for.
        languages: String,
    },
    /// No entry has a term in this language.
    #[error("{file}: no term in the language `{wanted}`; there is {found}")]
    NoLanguage {
        /// The file.
        file: String,
        /// What was looked for.
        wanted: String,
        /// What is there.
        found: String,
    },
    /// The service does not take so much.
    #[error("{file}: {size} {unit}, and {service} takes at most {limit}")]
    TooLarge {
        /// The file that is read, or the service's name for one that would be written.
        file: String,
        /// The service.
        service: &'static str,
        /// Bytes or characters.
        unit: &'static str,
        /// How many there are.
        size: usize,
        /// How many there may be.
        limit: usize,
    },
}

impl ExchangeError {
    /// Returns what can be done about it.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::Empty { .. } => "is it the right file?".to_owned(),
            Self::Xml { error, .. } => error.hint().to_owned(),
            Self::Utx { .. } => "if it is no UTX, name its format with --from".to_owned(),
            Self::Csv { .. } => {
                "close it, or say --quoting no if `\"` is an ordinary character in this file".to_owned()
            }
            Self::Header { .. } => {
                "give the first line the names `source` and `target`, or language codes; or name the format with --from"
                    .to_owned()
            }
            Self::NoLanguage { .. } => "say which languages are meant with --source and --target".to_owned(),
            Self::TooLarge { .. } => "use fewer entries; to read a larger file, say --from csv or tsv".to_owned(),
        }
    }
}
