//! Which English forms of the terms hit in a source stand in a target: what a curator counts.
//!
//! In: an annotated source and a target. Out: for each hit entry the forms seen, preferred, admitted and forbidden ones alike, and the hits for
//! which none was seen. Forms are taken longest first and without overlap, as the check takes them.

use std::ops::Range;
use std::sync::Arc;

use crate::model::{AnnotatedSegment, TermEntry};

use super::forms::Forms;
use super::renderings::{Form, Words};
use super::terms::counted;

/// What was seen of one entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The entry.
    pub entry: Arc<TermEntry>,
    /// The forms as the glossary lists them, with the number of times each was seen, no more than there are hits.
    pub forms: Vec<(String, usize)>,
    /// Hits without any of them.
    pub missing: usize,
}

pub(super) fn seen(source: &AnnotatedSegment, target: &str, forms: &Forms) -> Vec<Seen> {
    let words = Words::new(target);
    let mut left: Vec<(&Arc<TermEntry>, usize)> = counted(source);
    let compiled: Vec<_> = left.iter().map(|(entry, _)| forms.of(entry)).collect();
    let mut wanted: Vec<(usize, &str, &Form)> = Vec::new();
    for (at, (own, (entry, _))) in compiled.iter().zip(&left).enumerate() {
        let texts = std::iter::once(&entry.target).chain(&entry.admitted).map(String::as_str);
        wanted.extend(texts.zip(&own.allowed).map(|(text, form)| (at, text, form)));
        wanted.extend(own.forbidden.iter().map(|(text, form)| (at, text.as_str(), form)));
    }
    wanted.sort_by_key(|(_, _, form)| std::cmp::Reverse(form.len()));
    let mut taken: Vec<Range<usize>> = Vec::new();
    let mut found: Vec<Vec<(String, usize)>> = vec![Vec::new(); left.len()];
    for (at, text, form) in wanted {
        let places = words.find(form, &taken);
        let used = places.len().min(left[at].1);
        if used > 0 {
            taken.extend(places.into_iter().take(used));
            left[at].1 -= used;
            found[at].push((text.to_owned(), used));
        }
    }
    let seen = left.into_iter().zip(found);
    seen.map(|((entry, missing), forms)| Seen { entry: Arc::clone(entry), forms, missing }).collect()
}
