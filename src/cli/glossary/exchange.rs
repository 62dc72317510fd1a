//! `dilmaj glossary import` and `dilmaj glossary export`.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::export::write_atomically;
use crate::formats::csv;
use crate::model::{Clock, TermEntry};
use crate::read::{self, ReadError};
use crate::termbase::exchange::{self, Format, Note, Options};
use crate::termbase::{Finding, copy, lint_stack, write};

use super::super::args::{self, Common, Exchange};
use super::super::error::CommandError;
use super::super::terminal::{isolated, say, warn};
use super::super::{Outcome, setup};
use super::lint::{as_json, gravity};

/// What is told about an exchange.
struct Report {
    format: &'static str,
    /// What was done, in a few words.
    done: String,
    entries: usize,
    notes: Vec<(String, Note)>,
    findings: Vec<Finding>,
}

pub(super) fn import(args: &args::Import) -> Result<Outcome, CommandError> {
    json_needs_a_file(&args.output, args.exchange.json)?;
    not_over_itself(&args.output, &args.files)?;
    let options = Options { swap: args.swap, ..options(&args.exchange, None) };
    let mut entries: Vec<TermEntry> = Vec::new();
    let (mut notes, mut findings) = (Vec::new(), Vec::new());
    for path in &args.files {
        let name = path.display().to_string();
        let text = text(path, &name)?;
        let format = match &args.from {
            Some(from) => Format::named(from),
            None => Format::detect(&name, &text),
        };
        let format = format.ok_or_else(|| unknown(&name))?;
        let found = exchange::import(format, &name, &text, &options)?;
        entries.extend(found.entries);
        notes.extend(found.notes.into_iter().map(|note| (name.clone(), note)));
        findings.extend(found.findings);
    }
    let written = !entries.is_empty();
    if written {
        findings.extend(lint_stack(&entries));
        deliver(&args.output, &write(&entries))?;
    }
    let done = format!("{} entries read, `{}` written", entries.len(), args.output.display());
    let report = Report { format: "tsv", done, entries: entries.len(), notes, findings };
    report.print(args.exchange.json)?;
    if written { Ok(report.outcome()) } else { Err(CommandError::new("no entry could be read; nothing was written")) }
}

pub(super) fn export(common: &Common, args: &args::Export) -> Result<Outcome, CommandError> {
    json_needs_a_file(&args.output, args.exchange.json)?;
    let loaded = setup::settings(common)?;
    not_over_itself(&args.output, &setup::glossary_paths(&loaded, &args.files)?.unwrap_or_default())?;
    let mut entries = Vec::new();
    let mut findings = Vec::new();
    let files = setup::glossaries(&loaded, &args.files)?;
    for file in &files {
        let (read, found) = crate::termbase::read(&file.name, &file.text);
        entries.extend(read);
        findings.extend(found);
    }
    let format = Format::named(&args.to).ok_or_else(|| unknown(&args.to))?;
    if entries.is_empty() {
        return Err(CommandError::new("no entry could be read; nothing was written")
            .with_hint("`dilmaj glossary lint` shows all findings"));
    }
    let mut written = exchange::export(format, &entries, &options(&args.exchange, Some(&args.output)))?;
    if format == Format::Tsv {
        written.text = copy(files.iter().map(|file| (file.name.as_str(), file.text.as_str())));
    }
    deliver(&args.output, &written.text)?;
    findings.extend(written.findings);
    let name = format.name();
    let notes = written.notes.into_iter().map(|note| (name.to_owned(), note)).collect();
    let done = format!("{} entries read, `{}` written as {name}", entries.len(), args.output.display());
    let report = Report { format: name, done, entries: entries.len(), notes, findings };
    report.print(args.exchange.json)?;
    Ok(report.outcome())
}

/// A file that is read must not be written, however its path is spelt: rows that were left out would be lost.
fn not_over_itself(output: &Path, inputs: &[PathBuf]) -> Result<(), CommandError> {
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    let Some(own) = real(output) else { return Ok(()) };
    match inputs.iter().find(|input| real(input).as_ref() == Some(&own)) {
        Some(input) => {
            let message =
                format!("`{}` is the input `{}` itself; nothing was written", output.display(), input.display());
            Err(CommandError::new(message).with_hint("name another file with -o"))
        }
        None => Ok(()),
    }
}

fn unknown(name: &str) -> CommandError {
    let hint = format!("name it with --from: {}", args::FORMATS.join(", "));
    CommandError::new(format!("{name}: the format is not known")).with_hint(hint)
}

fn json_needs_a_file(output: &Path, json: bool) -> Result<(), CommandError> {
    if json && output == Path::new("-") {
        return Err(CommandError::new("--json and the result cannot both go to standard output")
            .with_hint("name a file with -o"));
    }
    Ok(())
}

/// `output` decides by its ending how a table is cut, if the arguments do not.
fn options(args: &Exchange, output: Option<&Path>) -> Options {
    let ending = output.and_then(Path::extension).map(|ending| ending.to_string_lossy().to_lowercase());
    let by_name = match ending.as_deref() {
        Some("csv") => Some(csv::Delimiter::Comma),
        Some("tsv" | "tab" | "txt") => Some(csv::Delimiter::Tab),
        _ => None,
    };
    let named = args.delimiter.map(|delimiter| match delimiter {
        args::Delimiter::Comma => csv::Delimiter::Comma,
        args::Delimiter::Semicolon => csv::Delimiter::Semicolon,
        args::Delimiter::Tab => csv::Delimiter::Tab,
        args::Delimiter::Bar => csv::Delimiter::Bar,
    });
    Options {
        source: args.source.clone(),
        target: args.target.clone(),
        swap: false,
        delimiter: named.or(by_name),
        quoting: args.quoting.map(|quoting| quoting == args::YesNo::Yes),
        as_tmx: ending.as_deref() == Some("tmx"),
        now: setup::SystemClock.now(),
    }
}

/// The text of a file in whatever encoding Persian is met in; a conversion is said.
fn text(path: &Path, name: &str) -> Result<String, CommandError> {
    let bytes = std::fs::read(path).map_err(|source| ReadError::Io { path: path.to_owned(), source })?;
    let (text, issues) = read::glossary_from_bytes(bytes, name)?;
    for issue in &issues {
        warn(&format!("{name}: {}", issue.message));
    }
    Ok(text)
}

fn deliver(output: &Path, text: &str) -> Result<(), CommandError> {
    if output == Path::new("-") {
        io::stdout().lock().write_all(text.as_bytes())?;
        return Ok(());
    }
    write_atomically(output, text.as_bytes())
        .map_err(|error| CommandError::new(format!("cannot write `{}`: {error}", output.display())))
}

impl Report {
    fn print(&self, json: bool) -> io::Result<()> {
        if json {
            return writeln!(io::stdout().lock(), "{}", self.json());
        }
        let to_terminal = io::stderr().is_terminal();
        for finding in &self.findings {
            say(&format!("{}: {}", gravity(finding), isolated(&finding.to_string(), to_terminal)));
            if !finding.hint.is_empty() {
                say(&format!("  hint: {}", finding.hint));
            }
        }
        for (name, note) in &self.notes {
            say(&format!("note: {name}: {note}"));
        }
        let errors = self.errors();
        let rest = if errors > 0 { format!("; {errors} errors: these rows were left out") } else { String::new() };
        say(&format!("{}{rest}", self.done));
        Ok(())
    }

    fn json(&self) -> Value {
        let findings = self.findings.iter().map(as_json);
        let notes = self.notes.iter().map(
            |(name, note)| json!({ "in": name, "column": note.column, "entries": note.entries, "fate": note.fate }),
        );
        json!({
            "format": self.format,
            "entries": self.entries,
            "notes": notes.collect::<Vec<_>>(),
            "findings": findings.collect::<Vec<_>>(),
        })
    }

    fn errors(&self) -> usize {
        self.findings.iter().filter(|finding| finding.is_error()).count()
    }

    fn outcome(&self) -> Outcome {
        if self.errors() > 0 { Outcome::OpenIssues } else { Outcome::Done }
    }
}

#[cfg(test)]
mod tests {
    use crate::termbase::exchange::Format;

    #[test]
    fn the_formats_are_those_of_the_library() {
        assert_eq!(super::args::FORMATS.to_vec(), Format::NAMES.map(|(name, _)| name).to_vec());
    }
}
