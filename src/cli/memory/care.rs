//! `dilmaj memory check|merge|prune`: the file as a whole.

use std::io::{self, Write};

use serde_json::json;

use crate::config::Loaded;
use crate::memory::{self, Memory, MemoryError};
use crate::model::Clock;

use super::super::Outcome;
use super::super::error::CommandError;
use super::super::setup::{self, SystemClock};
use super::super::terminal::say;
use super::args::{Check, Merge, Prune};

pub(super) fn check(loaded: &Loaded, args: &Check) -> Result<Outcome, CommandError> {
    let path = args.file.clone().unwrap_or_else(|| setup::memory_path(loaded));
    if !path.exists() {
        return Err(CommandError::new(format!("there is no memory `{}`", path.display())));
    }
    let checked = Memory::open_for_reading(&path).and_then(|memory| Ok((memory.check()?, memory.stats()?)));
    let is_broken = match &checked {
        Ok((health, _)) => !health.problems.is_empty(),
        Err(MemoryError::Foreign { .. } | MemoryError::Damaged { .. } | MemoryError::Corrupt(_)) => true,
        Err(_) => false,
    };
    if args.move_aside && is_broken {
        if let Err(error) = &checked {
            say(&error.to_string());
        }
        let aside = memory::move_aside(&path, SystemClock.now())?;
        say(&format!("`{}` is `{}` now; nothing was deleted", path.display(), aside.display()));
        return Ok(Outcome::Done);
    }
    let (health, stats) = checked?;
    let mut out = io::stdout().lock();
    let answers: i64 = stats.candidates.iter().map(|(_, count)| count).sum();
    let units: i64 = stats.units.iter().map(|(_, count)| count).sum();
    if args.json {
        let all = json!({ "problems": health.problems, "version": health.version, "sqlite": health.sqlite, "journal": health.journal, "answers": answers, "units": units, "failures": stats.failures });
        writeln!(out, "{all}")?;
    } else {
        writeln!(
            out,
            "`{}`: version {} of {}, SQLite {}, journal `{}`",
            path.display(),
            health.version,
            memory::version(),
            health.sqlite,
            health.journal
        )?;
        writeln!(out, "{answers} answers, {units} units, {} failures", stats.failures)?;
        health.problems.iter().try_for_each(|problem| writeln!(out, "damaged: {problem}"))?;
        writeln!(
            out,
            "{}",
            if is_broken { "it is damaged; --move-aside gives it another name" } else { "it is sound" }
        )?;
    }
    Ok(if is_broken { Outcome::OpenIssues } else { Outcome::Done })
}

pub(super) fn merge(loaded: &Loaded, args: &Merge) -> Result<Outcome, CommandError> {
    let path = args.into.clone().unwrap_or_else(|| setup::memory_path(loaded));
    let memory = Memory::open(&path, loaded.config.memory.durability)?;
    for file in &args.files {
        if !file.exists() {
            return Err(CommandError::new(format!("there is no memory `{}`", file.display())));
        }
        let merged = memory.merge(file, SystemClock.now())?;
        let memory::Merged { candidates, units, past } = merged;
        say(&format!(
            "{}: {candidates} answers and {} units taken, {} units known already, {} superseded, {past} of the past",
            file.display(),
            units.added,
            units.known,
            units.superseded
        ));
    }
    Ok(Outcome::Done)
}

pub(super) fn prune(loaded: &Loaded, args: &Prune) -> Result<Outcome, CommandError> {
    let before = args.older_than.map(|age| SystemClock.now().saturating_sub(age));
    let what = memory::Prune { before, origin: args.origin.clone() };
    super::present(loaded)?;
    let gone = setup::memory(loaded)?.prune(&what, args.dry_run)?;
    say(&format!("{gone} answers {}; units stay", if args.dry_run { "would go" } else { "gone" }));
    Ok(Outcome::Done)
}
