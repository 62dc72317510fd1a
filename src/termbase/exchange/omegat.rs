//! OmegaT: source, target and comment. Several rows of one source are its translations, the first of them the preferred one.

use std::collections::HashMap;

use crate::formats::omegat;
use crate::model::{Place, TermEntry, TermStatus};

use super::super::finding::Finding;
use super::intake::Intake;
use super::note::{self, Note};
use super::{Export, Import, Options};

/// What the format holds.
const HELD: [&str; 5] = ["source", "target", "aliases", "admitted", "note"];

pub(super) fn import(file: &str, text: &str, options: &Options) -> Import {
    let mut intake = Intake::new(file, options);
    let mut found: Vec<(usize, TermEntry)> = Vec::new();
    let mut by_source: HashMap<String, usize> = HashMap::new();
    for row in omegat::read(text) {
        let mut cells = row.cells.iter().map(|cell| cell.trim().to_owned());
        let (source, target) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
        let (source, target) = if options.swap { (target, source) } else { (source, target) };
        let note = cells.next().unwrap_or_default();
        if row.cells.len() > 3 {
            intake.unread("cells behind the comment");
        }
        match by_source.get(&source).and_then(|at| found.get_mut(*at)).filter(|_| !target.is_empty()) {
            Some((_, entry)) => {
                entry.admitted.push(target);
                let comments = [entry.note.as_str(), note.as_str()];
                entry.note = comments.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; ");
            }
            None => {
                by_source.insert(source.clone(), found.len());
                found.push((row.line, TermEntry { source, target, note, ..TermEntry::default() }));
            }
        }
    }
    for (line, entry) in found {
        intake.take(line, entry);
    }
    intake.finish()
}

pub(super) fn export(entries: &[TermEntry]) -> Export {
    let mut export = Export::default();
    let mut held: Vec<&TermEntry> = Vec::new();
    let mut sources: HashMap<&str, &TermEntry> = HashMap::new();
    for entry in entries {
        if let Some(finding) = left_out(entry) {
            export.findings.push(finding);
            continue;
        }
        if let Some(first) = sources.get(entry.source.as_str()) {
            let message =
                format!("`{}` is also in line {}: in OmegaT they are one entry", entry.source, first.place.line);
            export.findings.push(Finding::warning(&entry.place.file, entry.place.line, 0, message));
        }
        sources.entry(&entry.source).or_insert(entry);
        export.text.push_str(&omegat::line(&entry.source, &entry.target, &entry.note));
        for admitted in &entry.admitted {
            export.text.push_str(&omegat::line(&entry.source, admitted, ""));
        }
        for alias in &entry.aliases {
            export.text.push_str(&omegat::line(alias, &entry.target, ""));
        }
        held.push(entry);
    }
    let with_aliases = held.iter().filter(|entry| !entry.aliases.is_empty()).count();
    export.notes = note::dropped(&held, &HELD);
    export.notes.extend(Note::about("aliases", with_aliases, "written as rows of their own"));
    export
}

fn left_out(entry: &TermEntry) -> Option<Finding> {
    let Place { file, line } = &entry.place;
    if entry.status == TermStatus::Deprecated {
        return Some(Finding::warning(file, *line, 0, format!("`{}` is deprecated and was left out", entry.source)));
    }
    let forms = [&entry.source].into_iter().chain(&entry.aliases);
    let lost = forms.into_iter().find(|form| !omegat::holds(form))?;
    Some(Finding::error(file, *line, 0, format!("`{lost}` begins with #, which begins a comment in OmegaT")))
}
