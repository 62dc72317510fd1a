//! What is wrong, or odd, in a glossary file, and where.

use std::fmt;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gravity {
    /// The row works, but probably not as meant.
    Warning,
    /// The row cannot be used; a run with this glossary is refused.
    Error,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The glossary file.
    pub file: String,
    /// Its line, from 1.
    pub line: usize,
    /// Its column (cell), from 1; 0 if the whole line is meant.
    pub column: usize,
    /// How bad it is.
    pub gravity: Gravity,
    /// What it is, in one lower-case phrase.
    pub message: String,
    /// What to do about it; may be empty.
    pub hint: String,
}

impl Finding {
    /// Returns an error at this place.
    pub fn error(file: &str, line: usize, column: usize, message: impl Into<String>) -> Self {
        Self::new(Gravity::Error, file, (line, column), message)
    }

    /// Returns a warning at this place.
    pub fn warning(file: &str, line: usize, column: usize, message: impl Into<String>) -> Self {
        Self::new(Gravity::Warning, file, (line, column), message)
    }

    /// Returns the finding with a remedy.
    #[must_use]
    pub fn with_hint(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }

    /// Returns whether a run must be refused.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.gravity == Gravity::Error
    }

    fn new(gravity: Gravity, file: &str, (line, column): (usize, usize), message: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, column, gravity, message: message.into(), hint: String::new() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)?;
        if self.column > 0 {
            write!(f, ":{}", self.column)?;
        }
        write!(f, ": {}", self.message)
    }
}
