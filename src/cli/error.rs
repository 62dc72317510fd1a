//! What the user is told when a command fails: the error, and what can be done about it.

use std::fmt::Display;
use std::io;

use crate::backend::BackendError;
use crate::config::ConfigError;
use crate::memory::MemoryError;
use crate::pipeline::PipelineError;
use crate::read::{ReadError, WalkError};
use crate::segment::RulesError;
use crate::termbase::TermBaseError;
use crate::termbase::edit::EditError;
use crate::termbase::exchange::ExchangeError;

use super::terminal::say;

/// A failed command.
#[derive(Debug)]
pub(super) struct CommandError {
    message: String,
    hint: String,
    broken_pipe: bool,
}

impl CommandError {
    pub(super) fn new(message: impl Display) -> Self {
        Self { message: message.to_string(), hint: String::new(), broken_pipe: false }
    }

    pub(super) fn with_hint(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }

    /// Returns whether the reader of standard output has gone away, which is no failure.
    pub(super) fn is_broken_pipe(&self) -> bool {
        self.broken_pipe
    }

    /// Returns the error with its hint, on one line.
    pub(super) fn to_line(&self) -> String {
        if self.hint.is_empty() { self.message.clone() } else { format!("{}; {}", self.message, self.hint) }
    }

    /// Prints the error to standard error.
    pub(super) fn print(&self) {
        say(&format!("error: {}", self.message));
        if !self.hint.is_empty() {
            say(&format!("hint: {}", self.hint));
        }
    }
}

impl From<io::Error> for CommandError {
    fn from(error: io::Error) -> Self {
        let broken_pipe = error.kind() == io::ErrorKind::BrokenPipe;
        Self { broken_pipe, ..Self::new(format!("reading or writing failed: {error}")) }
    }
}

impl From<ConfigError> for CommandError {
    fn from(error: ConfigError) -> Self {
        let hint = if let ConfigError::Syntax { hint, .. } = &error { hint.clone() } else { String::new() };
        Self::new(error).with_hint(hint)
    }
}

impl From<TermBaseError> for CommandError {
    fn from(error: TermBaseError) -> Self {
        let hint = match &error {
            TermBaseError::Rows(findings) => {
                findings.iter().find(|one| !one.hint.is_empty()).map(|one| one.hint.clone())
            }
        };
        Self::new(error).with_hint(hint.unwrap_or_else(|| "`dilmaj glossary lint` shows all findings".to_owned()))
    }
}

impl From<EditError> for CommandError {
    fn from(error: EditError) -> Self {
        let hint = error.hint();
        Self::new(error).with_hint(hint)
    }
}

impl From<ExchangeError> for CommandError {
    fn from(error: ExchangeError) -> Self {
        let hint = error.hint();
        Self::new(error).with_hint(hint)
    }
}

impl From<RulesError> for CommandError {
    fn from(error: RulesError) -> Self {
        let hint = error.hint();
        Self::new(error).with_hint(hint)
    }
}

impl From<WalkError> for CommandError {
    fn from(error: WalkError) -> Self {
        Self::new(error)
    }
}

impl From<ReadError> for CommandError {
    fn from(error: ReadError) -> Self {
        let hint = error.hint();
        Self::new(error).with_hint(hint)
    }
}

impl From<MemoryError> for CommandError {
    fn from(error: MemoryError) -> Self {
        let hint = error.hint();
        Self::new(error).with_hint(hint)
    }
}

impl From<BackendError> for CommandError {
    fn from(error: BackendError) -> Self {
        let hint = error.hint();
        Self::new(error).with_hint(hint)
    }
}

impl From<PipelineError> for CommandError {
    fn from(error: PipelineError) -> Self {
        match error {
            PipelineError::Backend(error) => error.into(),
            PipelineError::Memory(error) => error.into(),
            PipelineError::Sink(error) => error.into(),
            PipelineError::Silent { .. } => Self::new(error)
                .with_hint("what is translated so far is stored: run the same command again; `[translate] fallback` names a backend to ask instead"),
            PipelineError::Task(_) => Self::new(error).with_hint("this is a bug; please report it with the input"),
        }
    }
}
