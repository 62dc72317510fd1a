//! `dilmaj memory …`: what is stored, in and out, looked at and looked after.

pub(super) mod args;
mod care;
mod export;
mod import;
mod look;

use super::Outcome;
use super::args::Common;
use super::error::CommandError;
use super::setup;
use crate::config::Loaded;
use crate::memory::Memory;

pub(super) fn run(common: &Common, command: &args::Command) -> Result<Outcome, CommandError> {
    let loaded = setup::settings(common)?;
    match command {
        args::Command::Import(own) => import::run(&loaded, own),
        args::Command::Export(own) => export::run(&loaded, own),
        args::Command::Search(own) => look::search(&loaded, own),
        args::Command::Stats(own) => look::stats(&loaded, own.json),
        args::Command::History(own) => look::history(&loaded, own),
        args::Command::Check(own) => care::check(&loaded, own),
        args::Command::Merge(own) => care::merge(&loaded, own),
        args::Command::Prune(own) => care::prune(&loaded, own),
    }
}

/// Opens the configured memory for reading; here it must be there.
fn present(loaded: &Loaded) -> Result<Memory, CommandError> {
    let path = setup::memory_path(loaded);
    if !path.exists() {
        return Err(CommandError::new(format!("there is no memory `{}`", path.display()))
            .with_hint("[memory] path of the settings says where it is; `translate` and `memory import` make one"));
    }
    Ok(Memory::open_for_reading(&path)?)
}

/// The format of a file: as it is said, else as its name ends.
fn format(named: Option<args::Format>, path: &std::path::Path, option: &str) -> Result<args::Format, CommandError> {
    if let Some(format) = named {
        return Ok(format);
    }
    match path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).as_deref() {
        Some("tmx") => Ok(args::Format::Tmx),
        Some("tsv" | "tab" | "txt") => Ok(args::Format::Tsv),
        Some("jsonl" | "ndjson") => Ok(args::Format::Jsonl),
        _ => Err(CommandError::new(format!("`{}`: its name does not say which format it is", path.display()))
            .with_hint(format!("say --{option} tmx, tsv or jsonl"))),
    }
}
