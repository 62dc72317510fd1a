//! Terms that are the nominal part of a compound verb: «قرنطینه شدند» is "were quarantined" and no other term.
//!
//! In: a source and an entry. Out: whether a verb that makes a verb of the noun follows one of its hits. A small table of forms, for nothing more is needed.

use std::sync::Arc;

use crate::model::{AnnotatedSegment, PartOfSpeech, TermEntry};
use crate::persian::match_key;

/// Past stems of the verbs that carry a noun.
const PAST: [&str; 7] = ["کرد", "شد", "داد", "یافت", "گرفت", "نمود", "گشت"];

/// Their present stems.
const PRESENT: [&str; 7] = ["کن", "شو", "ده", "یاب", "گیر", "نما", "گرد"];

/// Personal endings, participle and infinitive.
const PAST_ENDINGS: [&str; 8] = ["", "م", "ی", "یم", "ید", "ند", "ن", "ه"];
const PRESENT_ENDINGS: [&str; 6] = ["م", "ی", "د", "یم", "ید", "ند"];

/// Auxiliary of the future: «قرنطینه خواهد شد».
const WILL: [&str; 6] = ["خواهم", "خواهی", "خواهد", "خواهیم", "خواهید", "خواهند"];

/// Returns whether the entry is a noun of one English word that stands in a compound verb somewhere in the source.
pub(super) fn is_verbal(source: &AnnotatedSegment, entry: &Arc<TermEntry>) -> bool {
    let text = source.segment.normalized.text();
    let behind = |end: usize| text.get(end..).and_then(|rest| rest.split_whitespace().next()).unwrap_or("");
    entry.pos == PartOfSpeech::Noun
        && !entry.target.contains([' ', '-'])
        && source.hits.iter().any(|hit| {
            Arc::ptr_eq(&hit.entry, entry)
                && text[hit.range.end..].starts_with(' ')
                && is_carrier(behind(hit.range.end))
        })
}

fn is_carrier(word: &str) -> bool {
    let key = match_key(word.trim_end_matches(|c: char| !c.is_alphabetic()));
    let bare = ["نمی", "می", "ن", "ب"].iter().find_map(|prefix| key.strip_prefix(prefix));
    std::iter::once(key.as_str()).chain(bare).any(|form| {
        let of = |stems: &[&str], endings: &[&str]| {
            stems.iter().any(|stem| form.strip_prefix(stem).is_some_and(|ending| endings.contains(&ending)))
        };
        of(&PAST, &PAST_ENDINGS) || of(&PRESENT, &PRESENT_ENDINGS) || WILL.contains(&form)
    })
}

#[cfg(test)]
mod tests {
    use super::is_carrier;

    #[test]
    fn forms_of_the_carrying_verbs_are_known() {
        for word in ["شدند", "کردن", "نکردن", "می‌شود", "نمی‌کنند", "شده", "خواهد", "کند.", "بشوید"]
        {
            assert!(is_carrier(word), "{word}");
        }
        for word in ["شورا", "کنار", "است", "دهه", "و", ""] {
            assert!(!is_carrier(word), "{word}");
        }
    }
}
