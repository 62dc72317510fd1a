//! `dilmaj glossary …`: the commands of a curator.

pub(super) mod args;
mod consistency;
mod corpus;
mod diff;
mod edit;
mod exchange;
mod lint;
mod matching;
mod mining;
mod stats;

use super::Outcome;
use super::args::{Common, GlossaryCommand};
use super::error::CommandError;

pub(super) fn run(common: &Common, command: &GlossaryCommand) -> Result<Outcome, CommandError> {
    match command {
        GlossaryCommand::Lint(own) => lint::run(common, own),
        GlossaryCommand::Match(own) => matching::run(common, own),
        GlossaryCommand::Stats(own) => stats::run(common, own),
        GlossaryCommand::Add(own) => edit::add(own),
        GlossaryCommand::Edit(own) => edit::change(own),
        GlossaryCommand::Diff(own) => diff::run(common, own),
        GlossaryCommand::Mine(own) => mining::run(common, own),
        GlossaryCommand::Consistency(own) => consistency::run(common, own),
        GlossaryCommand::Import(own) => exchange::import(own),
        GlossaryCommand::Export(own) => exchange::export(common, own),
    }
}
