//! Lint by trial: each form of each entry is looked for in a text that holds nothing else. A form that is not found as its own entry never
//! counts as it: another entry goes first, or the grammar of endings reads the form as something else.

use std::sync::Arc;

use crate::lexicon::Lexicon;
use crate::model::TermEntry;
use crate::persian::match_key;

use super::super::finding::Finding;
use super::super::{Match, TermBase};
use super::{Columns, forms};

pub(super) fn findings(entries: &[&TermEntry], columns: &Columns, lexicon: &'static Lexicon) -> Vec<Finding> {
    let base = TermBase::of_entries(entries.iter().map(|entry| (*entry).clone()).collect(), lexicon);
    let mut findings = Vec::new();
    for entry in base.entries() {
        for (column, form) in forms(entry) {
            let text = trial(entry, form);
            let found = base.find(&text);
            let own = found.iter().any(|one| Arc::ptr_eq(&one.entry, entry) && one.range == (0..form.len()));
            let message = if own { None } else { message(entry, form, &found) };
            findings.extend(message.map(|message| columns.warning(&entry.place, column, message)));
        }
    }
    findings
}

/// The form, and behind a mark a word that lets the entry's condition hold.
fn trial(entry: &TermEntry, form: &str) -> String {
    entry.near.first().map_or_else(|| form.to_owned(), |word| format!("{form}؛ {word}"))
}

fn message(entry: &TermEntry, form: &str, found: &[Match]) -> Option<String> {
    let Some(first) = found.iter().find(|one| one.range.start < form.len()) else {
        return Some(format!("`{form}` is not found even where it stands alone"));
    };
    let other = &first.entry;
    let place = format!("{}:{}", other.place.file, other.place.line);
    if first.range != (0..form.len()) {
        return Some(format!("`{form}` is not found as a whole: `{}` of {place} is found in it", other.source));
    }
    let same_form = forms(other).any(|(_, own)| match_key(own) == match_key(form));
    let conditions = !entry.near.is_empty() || !entry.not_near.is_empty();
    let overridden = entry.priority != other.priority && entry.place.file != other.place.file;
    // Rows for one form with equal priority are a conflict or a duplicate, which is said elsewhere; a priority in another file is meant.
    let said = same_form && (entry.priority == other.priority && !conditions || overridden);
    (!said).then(|| format!("`{form}` never counts as this entry: {place} (`{}`) goes first", other.target))
}
