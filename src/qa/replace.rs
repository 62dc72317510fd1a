//! Mends terminology by rule, where that is safe: a known wrong rendering becomes the required term.
//!
//! In: a source with its hits and a target. Out: the mended target and a note for each change. Replaced is, for hits that nothing answers, what the
//! glossary forbids, what is known to be meant for them (`known`), or the gap they left. Neither is touched if another word of the source accounts for it
//! (`elsewhere`), if it is part of a name or expression (`place`), or if there are more places than missing hits: which of them is the term cannot be told then.

use std::cell::LazyCell;
use std::ops::Range;
use std::sync::Arc;

use crate::english::capitalize;
use crate::model::{AnnotatedSegment, GrammaticalNumber, Issue, IssueKind, PartOfSpeech, Severity, TermEntry};

use super::elsewhere::Elsewhere;
use super::forms::Forms;
use super::known::{is_adjective, is_verb_too};
use super::place::Company;
use super::renderings::{Form, Inflected, Words};
use super::terms::{Counted, allowed_ranges, counted, doubled, is_waived, unsatisfied};
use super::wording::{filled, replaced, without};

/// Returns the mended target and a note for each replacement, or `None` if nothing can be replaced.
pub(super) fn mend(source: &AnnotatedSegment, target: &str, forms: &Forms) -> Option<(String, Vec<Issue>)> {
    let words = Words::new(target.to_owned());
    let mut mending = Mending { source, forms, words, left: None, notes: Vec::new() };
    for (entry, _) in counted(source).into_iter().filter(|(entry, _)| !is_waived(source, entry)) {
        mending.forbidden(entry);
        mending.known(entry);
    }
    mending.gap();
    mending.doubled();
    (!mending.notes.is_empty()).then(|| (mending.words.text().to_owned(), mending.notes))
}

/// A target under repair.
struct Mending<'m> {
    source: &'m AnnotatedSegment,
    forms: &'m Forms,
    /// The text as it is by now.
    words: Words<'static>,
    /// The hits that nothing in it answers; `None`: not counted yet.
    left: Option<Vec<Counted<'m>>>,
    notes: Vec<Issue>,
}

impl<'m> Mending<'m> {
    fn forbidden(&mut self, entry: &'m Arc<TermEntry>) {
        let own = self.forms.of(entry);
        let elsewhere = self.elsewhere(entry);
        let is_noun = matches!(entry.pos, PartOfSpeech::Noun | PartOfSpeech::Name);
        for (text, form) in &own.forbidden {
            let places = self.places(form, is_noun && is_verb_too(text), &elsewhere);
            // «سفیر و مسافر» with "the ambassador and another traveller": where every hit is answered, the word is somebody else's.
            if places.is_empty() || places.len() > self.missing(entry) || elsewhere.explains(text) {
                continue;
            }
            // From behind, so that the places before stay where they are.
            for (bytes, how) in places.into_iter().rev() {
                self.replace(bytes, how, entry);
            }
        }
    }

    fn known(&mut self, entry: &'m Arc<TermEntry>) {
        let mut missing = self.missing(entry);
        if missing == 0 {
            return;
        }
        let own = self.forms.of(entry);
        let elsewhere = self.elsewhere(entry);
        for wrong in own.known(entry) {
            let places = self.places(&wrong.form, wrong.is_verb_too, &elsewhere);
            if places.is_empty() || places.len() > missing {
                continue;
            }
            if !wrong.text.is_empty() && elsewhere.explains(&wrong.text) {
                continue;
            }
            missing -= places.len();
            // From behind, so that the places before stay where they are.
            for (bytes, how) in places.into_iter().rev() {
                let how = if wrong.text.is_empty() { self.number(&bytes, how, entry) } else { how };
                self.replace(bytes, how, entry);
            }
        }
        if missing > 0 {
            self.interrupted(entry);
        }
    }

    /// Few texts hold a wrong rendering at all, so that what else could explain it is looked up only then.
    fn elsewhere(&self, entry: &'m Arc<TermEntry>) -> LazyCell<Elsewhere, impl FnOnce() -> Elsewhere + use<'m>> {
        let source = self.source;
        LazyCell::new(move || Elsewhere::new(source, entry))
    }

    /// A false plural says little about the number that is meant: it is the one of the source, or of the verb behind it.
    fn number(&self, bytes: &Range<usize>, how: Inflected, entry: &Arc<TermEntry>) -> Inflected {
        let mut hits = self.source.hits.iter().filter(|hit| Arc::ptr_eq(&hit.entry, entry));
        let is_plural = hits.any(|hit| hit.number == GrammaticalNumber::Plural)
            || Words::new(&self.words.text()[bytes.end..]).has_plural_verb(0);
        if how == Inflected::Plural && !is_plural { Inflected::AsListed } else { how }
    }

    /// "working joint group": an adjective inside of the term goes before it.
    fn interrupted(&mut self, entry: &Arc<TermEntry>) {
        let own = self.forms.of(entry);
        let words = &self.words;
        let found = own.allowed.iter().find_map(|form| words.interrupted(form, is_adjective));
        let Some((range, inner, how)) = found else { return };
        let (bytes, inner) = (words.bytes(&range), inner.to_owned());
        let first = words.bytes(&(range.start..range.start + 1));
        let opens = words.text()[first.clone()].starts_with(char::is_uppercase) && first.start == 0;
        let entry = TermEntry { target: format!("{inner} {}", entry.target), ..entry.as_ref().clone() };
        let entry = if opens { TermEntry { target: capitalize(&entry.target), ..entry } } else { entry };
        self.replace(bytes, how, &entry);
    }

    /// How many hits of the entry nothing in the text answers.
    fn missing(&mut self, entry: &Arc<TermEntry>) -> usize {
        let mut left = self.left().iter();
        left.find(|(own, _)| Arc::ptr_eq(own, entry)).map_or(0, |(_, count)| *count)
    }

    fn left(&mut self) -> &[Counted<'m>] {
        self.left.get_or_insert_with(|| unsatisfied(self.source, &self.words, self.forms))
    }

    /// Where a wrong rendering stands for itself, outside of what is right; nothing if one of the places may be another part of speech.
    fn places(&self, form: &Form, is_verb_too: bool, elsewhere: &Elsewhere) -> Vec<(Range<usize>, Inflected)> {
        let words = &self.words;
        if words.seen(form, &[]).is_empty() {
            return Vec::new();
        }
        let allowed = allowed_ranges(self.source, words, self.forms);
        let source = self.source.segment.normalized.text();
        let company = Company { words, text: words.text(), source, allowed: &allowed, elsewhere };
        let found = words.seen(form, &allowed).into_iter().filter(|(range, _)| company.is_own(range));
        let found: Vec<_> = found.collect();
        if is_verb_too && !found.iter().all(|(range, _)| words.is_noun(range.start)) {
            return Vec::new();
        }
        found.into_iter().map(|(range, how)| (words.bytes(&range), how)).collect()
    }

    fn replace(&mut self, bytes: Range<usize>, how: Inflected, entry: &TermEntry) {
        let old = self.words.text()[bytes.clone()].to_owned();
        let (text, with) = replaced(self.words.text(), bytes, how, entry);
        self.set(text, format!("replaced `{old}` by `{with}`"));
    }

    /// "The role of the is not clear": the one term that is missing goes where the one noun is missing.
    fn gap(&mut self) {
        let source = self.source;
        let left = self.left().iter().filter(|(entry, count)| *count > 0 && !is_waived(source, entry));
        let left: Vec<Counted<'_>> = left.copied().collect();
        let gaps = self.words.gaps();
        let ([(entry, 1)], [at]) = (left.as_slice(), gaps.as_slice()) else { return };
        if !matches!(entry.pos, PartOfSpeech::Noun | PartOfSpeech::Name) {
            return;
        }
        let is_plural =
            source.hits.iter().any(|hit| Arc::ptr_eq(&hit.entry, entry) && hit.number == GrammaticalNumber::Plural);
        let how = if is_plural { Inflected::Plural } else { Inflected::AsListed };
        let (text, with) = filled(self.words.text(), *at, how, entry);
        self.set(text, format!("put `{with}` where nothing stood behind the article"));
    }

    /// One of two equal terms in a row goes.
    fn doubled(&mut self) {
        for (_, bytes) in doubled(self.source, &self.words, self.forms).into_iter().rev() {
            let old = self.words.text()[bytes.clone()].trim().to_owned();
            let text = without(self.words.text(), bytes);
            self.set(text, format!("removed `{old}`, which stood twice in a row"));
        }
    }

    /// Goes on with another text; `message` says what was done.
    fn set(&mut self, text: String, message: String) {
        self.words = Words::new(text);
        self.left = None;
        self.notes.push(Issue::new(IssueKind::Replaced, Severity::Note, message));
    }
}
