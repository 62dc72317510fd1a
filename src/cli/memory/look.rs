//! `dilmaj memory search|stats|history`: what is stored, shown.

use std::io::{self, Write};

use serde_json::json;

use crate::config::Loaded;
use crate::memory::{Past, Side};
use crate::persian::match_key;

use super::super::Outcome;
use super::super::error::CommandError;
use super::super::setup;
use super::super::terminal::{dollars, isolated, out_is_terminal};
use super::args::{History, Search};

pub(super) fn search(loaded: &Loaded, args: &Search) -> Result<Outcome, CommandError> {
    let memory = super::present(loaded)?;
    let side = match (args.source, args.target) {
        (true, _) => Side::Source,
        (_, true) => Side::Target,
        _ => Side::Both,
    };
    let found = memory.search(&args.text, side, args.limit)?;
    let mut out = io::stdout().lock();
    if args.json {
        let all: Vec<_> = found.iter().map(|one| json!({ "doc": one.document, "seg": one.seg, "source": one.source, "target": one.target, "state": one.state, "origin": one.origin })).collect();
        writeln!(out, "{}", serde_json::Value::Array(all))?;
        return Ok(Outcome::Done);
    }
    for one in &found {
        let place = place(one.document.as_deref(), one.seg.as_deref());
        writeln!(out, "{place}{} ({})", one.origin, one.state)?;
        writeln!(out, "  {}", isolated(&one.source, out_is_terminal()))?;
        writeln!(out, "  {}", isolated(&one.target, out_is_terminal()))?;
    }
    Ok(Outcome::Done)
}

pub(super) fn stats(loaded: &Loaded, as_json: bool) -> Result<Outcome, CommandError> {
    let stats = super::present(loaded)?.stats()?;
    let mut out = io::stdout().lock();
    let group = |all: &[(String, i64)]| -> serde_json::Map<String, serde_json::Value> {
        all.iter().map(|(name, count)| (name.clone(), json!(count))).collect()
    };
    if as_json {
        let all = json!({ "candidates": group(&stats.candidates), "units": group(&stats.units), "failures": stats.failures, "superseded": stats.superseded, "history": stats.history, "cost_micro_usd": stats.micro_usd, "bytes": stats.bytes });
        writeln!(out, "{all}")?;
        return Ok(Outcome::Done);
    }
    for (what, groups) in [("answers", &stats.candidates), ("units", &stats.units)] {
        let total: i64 = groups.iter().map(|(_, count)| count).sum();
        writeln!(out, "{what}: {total}")?;
        for (name, count) in groups {
            writeln!(out, "  {name}: {count}")?;
        }
    }
    writeln!(out, "failures: {}", stats.failures)?;
    writeln!(out, "superseded: {} units, {} answers", stats.superseded, stats.history)?;
    writeln!(out, "known cost: {}", dollars(u64::try_from(stats.micro_usd).unwrap_or(0)))?;
    writeln!(out, "size: {} KB", stats.bytes.div_euclid(1024))?;
    Ok(Outcome::Done)
}

pub(super) fn history(loaded: &Loaded, args: &History) -> Result<Outcome, CommandError> {
    let memory = super::present(loaded)?;
    let past = match (&args.source, &args.doc, &args.seg) {
        (Some(source), _, _) => {
            memory.history_of(&match_key(setup::normalizer(loaded).normalize_line(source).text()))?
        }
        (None, Some(doc), Some(seg)) => memory.history_at(doc, seg)?,
        _ => Vec::new(),
    };
    let mut out = io::stdout().lock();
    if args.json {
        let all = past.iter().map(as_json).collect();
        writeln!(out, "{}", serde_json::Value::Array(all))?;
        return Ok(Outcome::Done);
    }
    if past.is_empty() {
        let hint = "an answer lies under the place that asked for it first; --source TEXT looks for the text itself";
        return Err(CommandError::new("nothing is stored for it").with_hint(hint));
    }
    for one in &past {
        let ended = one.superseded.map(|when| format!(", until {}", date(when))).unwrap_or_default();
        let why = one.why.as_ref().map(|why| format!(" ({why})")).unwrap_or_default();
        let place = place(one.document.as_deref(), one.seg.as_deref());
        writeln!(out, "{}{ended}{why}: {place}{} ({})", date(one.stored), one.origin, one.state)?;
        writeln!(out, "  {}", isolated(&one.source, out_is_terminal()))?;
        writeln!(out, "  {}", isolated(&one.target, out_is_terminal()))?;
    }
    Ok(Outcome::Done)
}

fn as_json(one: &Past) -> serde_json::Value {
    json!({
        "doc": one.document, "seg": one.seg, "source": one.source, "target": one.target, "origin": one.origin, "state": one.state,
        "stored": one.stored, "superseded": one.superseded, "why": one.why, "milliseconds": one.milliseconds,
        "cost_micro_usd": one.micro_usd,
    })
}

fn place(document: Option<&str>, seg: Option<&str>) -> String {
    match (document, seg) {
        (Some(document), Some(seg)) => format!("{document}:{seg}: "),
        (Some(document), None) => format!("{document}: "),
        _ => String::new(),
    }
}

/// Seconds since 1970 as `2026-11-25 12:00` in UTC (civil calendar from days, after H. Hinnant's rule).
fn date(seconds: i64) -> String {
    let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let z = days + 719_468;
    let (era, of_era) = (z.div_euclid(146_097), z.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02} {:02}:{:02}", rest / 3600, rest % 3600 / 60)
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn dates_are_civil() {
        assert_eq!(date(0), "1970-01-01 00:00");
        assert_eq!(date(951_782_400), "2000-02-29 00:00");
        assert_eq!(date(1_795_608_660), "2026-11-25 12:11");
    }
}
