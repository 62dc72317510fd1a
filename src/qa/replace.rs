//! Mends terminology by rule, where that is safe: a known wrong rendering becomes the required term.
//!
//! In: a source with its hits and a target. Out: the mended target and a note for each change. Replaced is what the glossary forbids, wherever it stands; and
//! for hits that nothing answers, what is known to be meant for them (`known`). Neither is touched if another word of the source accounts for it
//! (`elsewhere`), or if there are more places than missing hits: which of them is the term cannot be told then.

use std::ops::Range;
use std::sync::Arc;

use crate::model::{AnnotatedSegment, Issue, IssueKind, Severity, TermEntry};

use super::elsewhere::Elsewhere;
use super::forms::Forms;
use super::known::{Known, known};
use super::renderings::{Inflected, Words};
use super::terms::{allowed_ranges, counted, doubled, is_waived, unsatisfied};
use super::wording::{replaced, without};

/// Most replacements of one form in one target: a bound, not a limit that is met.
const MOST: usize = 50;

/// Returns the mended target and a note for each replacement, or `None` if nothing can be replaced.
pub(super) fn mend(source: &AnnotatedSegment, target: &str, forms: &Forms) -> Option<(String, Vec<Issue>)> {
    let mut mending = Mending { source, forms, text: target.to_owned(), notes: Vec::new() };
    for (entry, _) in counted(source).into_iter().filter(|(entry, _)| !is_waived(source, entry)) {
        mending.forbidden(entry);
        mending.known(entry);
    }
    mending.doubled();
    (!mending.notes.is_empty()).then_some((mending.text, mending.notes))
}

/// A target under repair.
struct Mending<'m> {
    source: &'m AnnotatedSegment,
    forms: &'m Forms,
    text: String,
    notes: Vec<Issue>,
}

impl Mending<'_> {
    fn forbidden(&mut self, entry: &Arc<TermEntry>) {
        let own = self.forms.of(entry).into_owned();
        if own.forbidden.is_empty() {
            return;
        }
        let elsewhere = Elsewhere::new(self.source, entry);
        for (_, form) in own.forbidden.iter().filter(|(text, _)| !elsewhere.explains(text)) {
            for _ in 0..MOST {
                let words = Words::new(&self.text);
                let taken = allowed_ranges(self.source, &words, self.forms);
                let Some((range, how)) = words.seen(form, &taken).into_iter().next() else { break };
                let bytes = words.bytes(&range);
                self.replace(bytes, how, entry);
            }
        }
    }

    fn known(&mut self, entry: &Arc<TermEntry>) {
        let mut missing = self.missing(entry);
        if missing == 0 {
            return;
        }
        let elsewhere = Elsewhere::new(self.source, entry);
        for wrong in known(entry).iter().filter(|wrong| wrong.text.is_empty() || !elsewhere.explains(&wrong.text)) {
            let places = self.places(wrong);
            if places.is_empty() || places.len() > missing {
                continue;
            }
            missing -= places.len();
            // From behind, so that the places before stay where they are.
            for (bytes, how) in places.into_iter().rev() {
                self.replace(bytes, how, entry);
            }
        }
    }

    /// How many hits of the entry nothing in the text answers.
    fn missing(&self, entry: &Arc<TermEntry>) -> usize {
        let left = unsatisfied(self.source, &Words::new(&self.text), self.forms);
        left.into_iter().find(|(own, _)| Arc::ptr_eq(own, entry)).map_or(0, |(_, count)| count)
    }

    /// Where a wrong rendering stands, outside of what is right; nothing if one of the places may be another part of speech.
    fn places(&self, wrong: &Known) -> Vec<(Range<usize>, Inflected)> {
        let words = Words::new(&self.text);
        let taken = allowed_ranges(self.source, &words, self.forms);
        let found = words.seen(&wrong.form, &taken);
        if wrong.is_verb_too && !found.iter().all(|(range, _)| words.is_noun(range.start)) {
            return Vec::new();
        }
        found.into_iter().map(|(range, how)| (words.bytes(&range), how)).collect()
    }

    fn replace(&mut self, bytes: Range<usize>, how: Inflected, entry: &TermEntry) {
        let old = self.text[bytes.clone()].to_owned();
        let (text, with) = replaced(&self.text, bytes, how, entry);
        self.text = text;
        self.note(format!("replaced `{old}` by `{with}`"));
    }

    /// One of two equal terms in a row goes.
    fn doubled(&mut self) {
        for (_, bytes) in doubled(self.source, &self.text, self.forms).into_iter().rev() {
            let old = self.text[bytes.clone()].trim().to_owned();
            self.text = without(&self.text, bytes);
            self.note(format!("removed `{old}`, which stood twice in a row"));
        }
    }

    fn note(&mut self, message: String) {
        self.notes.push(Issue::new(IssueKind::Replaced, Severity::Note, message));
    }
}
