//! The English forms of glossary entries, each compiled once, when it is first met.
//!
//! In: entries. Out: for each, the forms that satisfy it and those that must not be used; when something is to be mended, those that are known to be
//! wrong. An entry that is not known here is compiled when it is met.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use crate::model::{CaseRule, TermEntry};
use crate::persian::table::Quick;

use super::known::{Known, known};
use super::renderings::Form;

/// The forms of one entry.
#[derive(Debug, Clone)]
pub(super) struct EntryForms {
    /// Forms that satisfy a hit: the preferred one and the admitted ones.
    pub(super) allowed: Vec<Form>,
    /// Forms that must not be used, as the glossary writes them.
    pub(super) forbidden: Vec<(String, Form)>,
    /// Compiled when the entry is missing somewhere for the first time.
    known: OnceLock<Vec<Known>>,
}

impl EntryForms {
    fn new(entry: &TermEntry) -> Self {
        // What is not translated stands letter by letter as the glossary gives it.
        let case = if entry.dnt { CaseRule::Exact } else { entry.case };
        let form = |text: &str| Form::new(text, entry.pos, case);
        let allowed = std::iter::once(entry.target.as_str()).chain(entry.admitted.iter().map(String::as_str));
        let forbidden = entry.forbidden.iter().map(|text| (text.clone(), form(text)));
        Self { allowed: allowed.map(form).collect(), forbidden: forbidden.collect(), known: OnceLock::new() }
    }

    /// Returns the known wrong renderings of `entry`, whose forms these are; the surest first.
    pub(super) fn known(&self, entry: &TermEntry) -> &[Known] {
        self.known.get_or_init(|| known(entry))
    }
}

/// All entries of a run with their forms.
#[derive(Debug, Default)]
pub(super) struct Forms {
    /// By the address of the entry; the entry is kept, so that no other one can come to lie there.
    by_entry: HashMap<usize, (Arc<TermEntry>, OnceLock<EntryForms>), Quick>,
}

impl Forms {
    pub(super) fn new(entries: &[Arc<TermEntry>]) -> Self {
        let known = |entry: &Arc<TermEntry>| (address(entry), (Arc::clone(entry), OnceLock::new()));
        Self { by_entry: entries.iter().map(known).collect() }
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = &TermEntry> {
        self.by_entry.values().map(|(entry, _)| entry.as_ref())
    }

    pub(super) fn of(&self, entry: &Arc<TermEntry>) -> Cow<'_, EntryForms> {
        match self.by_entry.get(&address(entry)) {
            Some((_, forms)) => Cow::Borrowed(forms.get_or_init(|| EntryForms::new(entry))),
            None => Cow::Owned(EntryForms::new(entry)),
        }
    }
}

fn address(entry: &Arc<TermEntry>) -> usize {
    Arc::as_ptr(entry) as usize
}
