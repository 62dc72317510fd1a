//! Lint of one entry: the spelling of its Persian forms and of its English ones, and forms that are no terms.

use crate::lexicon::{Lexicon, Pos};
use crate::model::TermEntry;
use crate::persian::letters::{ZWNJ, is_arabic_script};
use crate::persian::match_key;

use super::super::finding::Finding;
use super::{Columns, forms};

/// Terms of more words than this are sentences rather than terms.
const LONGEST_TERM: usize = 10;

pub(super) fn findings(entry: &TermEntry, columns: &Columns) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (column, form) in forms(entry) {
        let messages = persian(form).into_iter();
        findings.extend(messages.map(|message| columns.warning(&entry.place, column, message)));
    }
    if !has_persian(&entry.source) && has_persian(&entry.target) {
        let message = format!("`{}` has no Persian letter, and its target `{}` has", entry.source, entry.target);
        let finding = columns.warning(&entry.place, "source", message);
        findings.push(finding.with_hint("do the two columns stand the wrong way round?"));
    } else {
        for (column, form) in english(entry).filter(|(_, form)| has_persian(form)) {
            let message = format!("the target `{form}` has Persian letters");
            findings.push(columns.warning(&entry.place, column, message));
        }
    }
    findings.extend(repeated(entry, columns));
    if entry.dnt && !has_persian(&entry.source) && entry.source != entry.target {
        let message = format!("`{}` is not translated, but its target is `{}`", entry.source, entry.target);
        findings.push(columns.warning(&entry.place, "target", message));
    }
    findings
}

fn persian(form: &str) -> Vec<String> {
    let mut messages = Vec::new();
    if form.contains(['ي', 'ك', 'ى']) {
        messages.push(format!("`{form}` has Arabic ي or ك; write ی and ک"));
    }
    if form.starts_with(ZWNJ) || form.ends_with(ZWNJ) || form.contains("\u{200C} ") || form.contains(" \u{200C}") {
        messages.push(format!("`{form}` has a ZWNJ at its edge"));
    }
    if form.contains("  ") {
        messages.push(format!("`{form}` has two spaces in a row"));
    }
    if form.split_whitespace().count() > LONGEST_TERM {
        messages.push(format!("`{form}` is longer than {LONGEST_TERM} words"));
    }
    if match_key(form).chars().count() < 2 {
        messages.push(format!("`{form}` is a single letter and will hit too much"));
    } else if is_function_word(form) {
        messages.push(format!("`{form}` is a function word and will hit everywhere"));
    }
    messages
}

/// Whether every word of the form is a preposition, conjunction, pronoun, … and nothing else.
fn is_function_word(form: &str) -> bool {
    let is_empty = |word: &str| {
        let key = match_key(word);
        let mut senses = Lexicon::builtin().get(&key).peekable();
        let function = [Pos::Preposition, Pos::Conjunction, Pos::Pronoun, Pos::Determiner, Pos::Interjection];
        matches!(key.as_str(), "است" | "هست" | "بود" | "شد" | "را")
            || senses.peek().is_some() && senses.all(|sense| function.contains(&sense.pos))
    };
    form.split_whitespace().all(is_empty)
}

fn english(entry: &TermEntry) -> impl Iterator<Item = (&'static str, &String)> {
    let admitted = entry.admitted.iter().map(|form| ("admitted", form));
    let forbidden = entry.forbidden.iter().map(|form| ("forbidden", form));
    std::iter::once(("target", &entry.target)).chain(admitted).chain(forbidden)
}

/// Forms that are listed twice as allowed, or twice as forbidden.
fn repeated(entry: &TermEntry, columns: &Columns) -> Vec<Finding> {
    let mut seen: Vec<(bool, &String)> = Vec::new();
    let mut findings = Vec::new();
    for (column, form) in english(entry) {
        let own = (column == "forbidden", form);
        if seen.contains(&own) {
            let message = format!("`{form}` stands twice among the English forms");
            findings.push(columns.warning(&entry.place, column, message));
        }
        seen.push(own);
    }
    findings
}

fn has_persian(text: &str) -> bool {
    text.chars().any(is_arabic_script)
}
