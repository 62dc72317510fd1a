//! The command line: arguments in, exit code out. The only module that prints.

mod args;
mod backends;
mod error;
mod eval;
mod glossary;
mod lines;
mod memory;
mod output;
mod overnight;
mod setup;
mod signals;
mod terminal;
mod text;
mod translate;
mod trust;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};
use error::CommandError;

/// How a command ended, short of failing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// All is done.
    Done,
    /// Done, but something needs a person's eye.
    OpenIssues,
    /// Asked to stop; running the same command again goes on.
    Interrupted,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Done => 0,
            Outcome::OpenIssues => 1,
            Outcome::Interrupted => 130,
        })
    }
}

/// Runs the program with the arguments of the process.
#[must_use]
pub fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            let is_failure = error.use_stderr();
            let _ = error.print();
            return ExitCode::from(if is_failure { 2 } else { 0 });
        }
    };
    match run(&args) {
        Ok(outcome) => outcome.into(),
        Err(error) if error.is_broken_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            error.print();
            ExitCode::from(2)
        }
    }
}

fn run(args: &Args) -> Result<Outcome, CommandError> {
    match &args.command {
        Command::Translate(own) if own.lines => lines::run(&args.common, own),
        Command::Translate(own) => translate::run(&args.common, own),
        Command::Segment(own) => text::segment(&args.common, own),
        Command::Normalize(own) => text::normalize(&args.common, own),
        Command::Glossary(own) => glossary::run(&args.common, own),
        Command::Memory(own) => memory::run(&args.common, own),
        Command::Eval(own) => eval::run(&args.common, own),
        Command::Backends(own) => backends::run(&args.common, own),
    }
}
