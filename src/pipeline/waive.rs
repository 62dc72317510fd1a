//! Watches which waivers of a run were of use, and says at its end which were not, and why.

use std::sync::Arc;

use crate::model::{Segment, TermState, TranslationUnit, Waiver};
use crate::termbase::Waivers;
use crate::termbase::waivers::{names, reads_as};

/// What was seen of a waiver so far, in rising order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Seen {
    /// Nothing.
    Nothing,
    /// Its document, but not its segment.
    Document,
    /// Its segment, which reads otherwise now.
    Changed,
    /// The segment it was written for, but no such term in it.
    NoTerm,
    /// The term, rendered as the glossary says.
    Unneeded,
    /// It waived something.
    Used,
}

/// The waivers of a run with what was seen of each.
#[derive(Debug)]
pub(super) struct Watch<'w> {
    waivers: &'w Waivers,
    seen: Vec<Seen>,
}

impl<'w> Watch<'w> {
    pub(super) fn new(waivers: &'w Waivers) -> Self {
        Self { waivers, seen: vec![Seen::Nothing; waivers.list().len()] }
    }

    /// Takes a finished unit of document `doc`.
    pub(super) fn unit(&mut self, doc: &str, unit: &TranslationUnit) {
        for (waiver, seen) in self.waivers.list().iter().zip(&mut self.seen) {
            *seen = (*seen).max(of(waiver, doc, unit));
        }
    }

    /// Returns a warning for each waiver that was of no use in documents of this run, and one for all that are for others.
    pub(super) fn warnings(&self) -> Vec<String> {
        let pairs = || self.waivers.list().iter().zip(&self.seen);
        let mut warnings: Vec<String> = pairs().filter_map(|(waiver, seen)| warning(waiver, *seen)).collect();
        let elsewhere = pairs().filter(|(waiver, seen)| **seen == Seen::Nothing && waiver.doc != "*").count();
        if elsewhere > 0 {
            warnings.push(format!("waivers: {elsewhere} for documents that are not in this run"));
        }
        warnings
    }
}

fn of(waiver: &Arc<Waiver>, doc: &str, unit: &TranslationUnit) -> Seen {
    if waiver.doc != "*" && waiver.doc != doc {
        return Seen::Nothing;
    }
    let segment: &Segment = &unit.source.segment;
    if !names(waiver, doc, segment.seg) {
        return Seen::Document;
    }
    let states: Vec<TermState> = unit
        .source
        .hits
        .iter()
        .enumerate()
        .filter(|(_, hit)| hit.waiver.as_ref().is_some_and(|own| Arc::ptr_eq(own, waiver)))
        .map(|(at, _)| unit.terms.get(at).copied().unwrap_or(TermState::Waived))
        .collect();
    match states.as_slice() {
        [] if reads_as(waiver, segment) => Seen::NoTerm,
        // A waiver for any segment is not concerned by those that read otherwise.
        [] if waiver.seg.is_none() => Seen::Document,
        [] => Seen::Changed,
        states if states.iter().all(|state| *state == TermState::Satisfied) => Seen::Unneeded,
        _ => Seen::Used,
    }
}

fn warning(waiver: &Waiver, seen: Seen) -> Option<String> {
    let Waiver { doc, term, place, .. } = waiver;
    let seg = waiver.seg.map_or_else(|| "*".to_owned(), |seg| seg.to_string());
    let why = match seen {
        Seen::Used => return None,
        Seen::Nothing if doc != "*" => return None,
        Seen::Nothing | Seen::Document if waiver.seg.is_none() || doc == "*" => {
            "no segment reads as its source".to_owned()
        }
        Seen::Nothing | Seen::Document => format!("there is no segment {seg} in {doc}"),
        Seen::Changed => format!("segment {seg} of {doc} reads otherwise now"),
        Seen::NoTerm => format!("the term is not found in segment {seg} of {doc}"),
        Seen::Unneeded => format!("segment {seg} of {doc} renders the term as the glossary says"),
    };
    Some(format!("{}:{}: the waiver for `{term}` was not used: {why}", place.file, place.line))
}
