//! Documents from files: walking folders, decoding text.
//!
//! In: paths and bytes. Out: documents in a stable order, decoded to UTF-8 without byte-order mark; what was noticed on the way is an issue of the
//! document. Formats other than plain text are not read here yet.

mod decode;
mod walk;

use std::path::{Path, PathBuf};

pub use decode::{DecodeError, decode};
pub use walk::{Input, WalkError, walk};

use crate::model::{Document, Issue};

/// Largest document that is read, in bytes (256 MB).
pub const LARGEST: u64 = 256 * 1024 * 1024;

/// Why a document cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file cannot be opened or read.
    #[error("cannot read `{}`: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The bytes are no text.
    #[error("`{name}` {problem}")]
    Decode {
        /// The document.
        name: String,
        /// What is wrong.
        problem: DecodeError,
    },
    /// The file is over [`LARGEST`].
    #[error("`{name}` has {bytes} bytes; documents over {LARGEST} bytes are not read")]
    TooLarge {
        /// The document.
        name: String,
        /// Its size.
        bytes: u64,
    },
}

impl ReadError {
    /// Returns what a person can do about it.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Io { .. } => "",
            Self::Decode { .. } => "convert the file to UTF-8 (`iconv -t UTF-8`), or leave it out",
            Self::TooLarge { .. } => "split the file, for example with `split -C 100M`",
        }
    }
}

/// Reads the document at `path` under the id `id`.
///
/// # Errors
/// Fails if the file cannot be read, is too large, or is no text.
pub fn read(path: &Path, id: &str) -> Result<Document, ReadError> {
    let io = |source| ReadError::Io { path: path.to_owned(), source };
    let bytes = std::fs::metadata(path).map_err(io)?.len();
    if bytes > LARGEST {
        return Err(ReadError::TooLarge { name: path.display().to_string(), bytes });
    }
    from_bytes(std::fs::read(path).map_err(io)?, id, &path.display().to_string())
}

/// Decodes a document that is already in memory; `name` is what errors call it.
///
/// # Errors
/// Fails if the bytes are too many or no text.
pub fn from_bytes(bytes: Vec<u8>, id: &str, name: &str) -> Result<Document, ReadError> {
    let (text, issues) = limited(&bytes, name).and_then(|()| named(decode(bytes), name))?;
    Ok(Document { id: id.to_owned(), text, issues })
}

/// One letter in so many must be Persian in a glossary: the rest is English, and perhaps other languages and markup.
const GLOSSARY_SHARE: usize = 16;

/// Makes text of the bytes of a glossary, and says what was noticed on the way.
///
/// # Errors
/// Fails if the bytes are no text.
pub fn glossary_from_bytes(bytes: Vec<u8>, name: &str) -> Result<(String, Vec<Issue>), ReadError> {
    limited(&bytes, name)?;
    named(decode::decode_mixed(bytes, GLOSSARY_SHARE), name)
}

fn limited(bytes: &[u8], name: &str) -> Result<(), ReadError> {
    let bytes = bytes.len() as u64;
    if bytes > LARGEST { Err(ReadError::TooLarge { name: name.to_owned(), bytes }) } else { Ok(()) }
}

fn named<T>(decoded: Result<T, DecodeError>, name: &str) -> Result<T, ReadError> {
    decoded.map_err(|problem| ReadError::Decode { name: name.to_owned(), problem })
}
