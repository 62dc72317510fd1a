//! `dilmaj glossary lint`: reads the files as bytes, so that an encoding that is none of ours is a finding like any other.

use std::io::{self, Write};
use std::path::Path;

use serde_json::{Value, json};

use crate::read;
use crate::termbase::{Finding, lint};

use super::super::Outcome;
use super::super::args::{Common, Lint};
use super::super::error::CommandError;
use super::super::setup::{self, GlossaryFile};
use super::super::terminal::{isolated, out_is_terminal};

pub(super) fn run(common: &Common, args: &Lint) -> Result<Outcome, CommandError> {
    let loaded = setup::settings(common)?;
    let mut findings = Vec::new();
    let mut files = Vec::new();
    match setup::glossary_paths(&loaded, &args.files)? {
        Some(paths) => {
            for path in &paths {
                files.extend(decoded(path, &mut findings)?);
            }
        }
        None => files.push(setup::builtin_glossary()),
    }
    let found = lint(files.iter().map(|file| (file.name.as_str(), file.text.as_str())));
    findings.extend(found.findings);
    print(&findings, found.entries.len(), args.json)?;
    let failed = findings.iter().any(|finding| args.strict || finding.is_error());
    Ok(if failed { Outcome::OpenIssues } else { Outcome::Done })
}

/// Returns the text of the file; a file in another encoding is linted in what it seems to be, one that is no text not at all.
fn decoded(path: &Path, findings: &mut Vec<Finding>) -> Result<Option<GlossaryFile>, CommandError> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| CommandError::new(format!("cannot read `{name}`: {error}")))?;
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Ok(Some(GlossaryFile { name, text })),
        Err(error) => error.into_bytes(),
    };
    let (line, column) = first_bad(&bytes);
    match read::glossary_from_bytes(bytes, &name) {
        Ok((text, issues)) => {
            let encoding = issues.first().map(|issue| issue.message.replace("converted from ", "")).unwrap_or_default();
            let hint = format!("`iconv -f {encoding} -t UTF-8`; the rest is told as if that were done");
            findings.push(Finding::error(&name, line, column, format!("not UTF-8, but {encoding}")).with_hint(hint));
            Ok(Some(GlossaryFile { name, text }))
        }
        Err(problem) => {
            let hint = "glossary files are UTF-8 (`iconv -t UTF-8`)";
            findings.push(Finding::error(&name, line, column, problem.to_string()).with_hint(hint));
            Ok(None)
        }
    }
}

/// Line and cell of the first bytes that are not UTF-8.
fn first_bad(bytes: &[u8]) -> (usize, usize) {
    let good = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    let before = &bytes[..good];
    let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let count = |bytes: &[u8], wanted: u8| bytes.iter().filter(|byte| **byte == wanted).count();
    (count(before, b'\n') + 1, count(&before[line_start..], b'\t') + 1)
}

fn print(findings: &[Finding], entries: usize, json: bool) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if json {
        return writeln!(out, "{}", Value::Array(findings.iter().map(as_json).collect()));
    }
    let to_terminal = out_is_terminal();
    for finding in findings {
        writeln!(out, "{}: {}", gravity(finding), isolated(&finding.to_string(), to_terminal))?;
        if !finding.hint.is_empty() {
            writeln!(out, "  hint: {}", finding.hint)?;
        }
    }
    let errors = findings.iter().filter(|finding| finding.is_error()).count();
    writeln!(out, "{entries} entries, {errors} errors, {} warnings", findings.len() - errors)
}

pub(super) fn gravity(finding: &Finding) -> &'static str {
    if finding.is_error() { "error" } else { "warning" }
}

pub(super) fn as_json(finding: &Finding) -> Value {
    json!({
        "file": finding.file, "line": finding.line, "column": finding.column,
        "gravity": gravity(finding), "message": finding.message, "hint": finding.hint,
    })
}
