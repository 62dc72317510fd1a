//! Writes a verb group in English: tense, person, negation, passive, modal.
//!
//! In: the group and the agreement of its English subject. Out: the auxiliary and the rest, so that an adverb can go between.

use crate::english::verb::{participle, past, third_person};

use super::group::{Tense, VerbGroup};
use super::tree::Modal;
use super::verb::Agreement;

/// A verb phrase in two pieces: "has" + "been held", "" + "said".
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct VerbText {
    pub(super) auxiliary: String,
    pub(super) rest: String,
}

impl VerbText {
    fn new(auxiliary: impl Into<String>, rest: impl Into<String>) -> Self {
        Self { auxiliary: auxiliary.into(), rest: rest.into() }
    }

    /// Returns what goes before and behind the subject of a question: "has" … "been held", "did" … "say".
    pub(super) fn inverted(&self, base: String, subject: Agreement) -> (String, String) {
        if !self.auxiliary.is_empty() {
            return (self.auxiliary.clone(), self.rest.clone());
        }
        let is_past = self.rest == past(&base);
        let auxiliary = match (is_past, is_third_singular(subject)) {
            (true, _) => "did",
            (false, true) => "does",
            (false, false) => "do",
        };
        (auxiliary.to_owned(), base)
    }

    /// Returns the phrase with `adverbs` where English puts them: "has also been held", "also said".
    pub(super) fn with(&self, adverbs: &[String]) -> String {
        // "has still not come", "still does not come".
        let lasting = |adverb: &String| matches!(adverb.as_str(), "still" | "also");
        if let Some(auxiliary) = self.auxiliary.strip_suffix(" not").filter(|_| adverbs.iter().all(lasting))
            && !adverbs.is_empty()
        {
            let adverbs = adverbs.join(" ");
            return match auxiliary {
                "do" | "does" | "did" => format!("{adverbs} {} {}", self.auxiliary, self.rest),
                _ => format!("{auxiliary} {adverbs} not {}", self.rest),
            };
        }
        let words = std::iter::once(self.auxiliary.as_str())
            .chain(adverbs.iter().map(String::as_str))
            .chain([self.rest.as_str()]);
        words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

/// Returns the verb phrase of a clause.
pub(super) fn verb_text(group: &VerbGroup<'_>, modal: Option<&Modal<'_>>, subject: Agreement) -> VerbText {
    let base = base(group);
    match modal {
        Some(Modal::Fixed(modal)) => after_modal(modal, group, &base),
        Some(Modal::Verb(modal)) => after_modal_verb(modal, group, &base, subject),
        None => plain(group.tense, &base, group.negative, subject),
    }
}

/// Returns the base form, with "be" and the participle in the passive.
pub(super) fn base(group: &VerbGroup<'_>) -> String {
    let is_be = group.english == "be" || group.english.starts_with("be ");
    if group.passive && !is_be { format!("be {}", participle(&group.english)) } else { group.english.clone() }
}

fn after_modal(modal: &str, group: &VerbGroup<'_>, base: &str) -> VerbText {
    let not = if group.negative && !modal.ends_with("not") { " not" } else { "" };
    let rest = match group.tense {
        Tense::PerfectSubjunctive | Tense::Perfect | Tense::PastPerfect => format!("have {}", participle(base)),
        _ => base.to_owned(),
    };
    VerbText::new(format!("{modal}{not}"), rest)
}

/// توانستن is "can" in the present and "be able to" elsewhere; خواستن and the like take "to".
fn after_modal_verb(modal: &VerbGroup<'_>, group: &VerbGroup<'_>, base: &str, subject: Agreement) -> VerbText {
    if modal.english == "may" {
        let past = matches!(modal.tense, Tense::Past | Tense::Imperfect);
        return after_modal(
            if past {
                "might"
            } else if modal.negative {
                "may not"
            } else {
                "may"
            },
            group,
            base,
        );
    }
    let can = modal.lemma() == "توانستن";
    let present = matches!(modal.tense, Tense::Present | Tense::Subjunctive);
    let rest = if group.negative { format!("not {base}") } else { base.to_owned() };
    if can && present {
        return VerbText::new(if modal.negative { "cannot" } else { "can" }, rest);
    }
    if can && matches!(modal.tense, Tense::Past | Tense::Imperfect) && modal.negative {
        return VerbText::new("could not", rest);
    }
    let english = if can { "be able" } else { modal.english.as_str() };
    let inflected = plain(modal.tense, english, modal.negative, subject);
    VerbText::new(inflected.auxiliary, format!("{} to {rest}", inflected.rest))
}

fn plain(tense: Tense, base: &str, negative: bool, subject: Agreement) -> VerbText {
    let not = if negative { " not" } else { "" };
    match tense {
        Tense::Present | Tense::Subjunctive => present(base, negative, subject),
        Tense::Past | Tense::Imperfect => simple_past(base, negative, subject),
        Tense::Perfect | Tense::PerfectSubjunctive => {
            let have = if is_third_singular(subject) { "has" } else { "have" };
            VerbText::new(format!("{have}{not}"), participle(base))
        }
        Tense::PastPerfect => VerbText::new(format!("had{not}"), participle(base)),
        Tense::Future => VerbText::new(format!("will{not}"), base),
    }
}

fn present(base: &str, negative: bool, subject: Agreement) -> VerbText {
    if let Some(rest) = after_be(base) {
        let be = match (subject.person, subject.plural) {
            (1, false) => "am",
            (3, false) => "is",
            _ => "are",
        };
        return VerbText::new(if negative { format!("{be} not") } else { be.to_owned() }, rest);
    }
    let third = is_third_singular(subject);
    match (negative, third) {
        (true, true) => VerbText::new("does not", base),
        (true, false) => VerbText::new("do not", base),
        (false, true) => VerbText::new("", third_person(base)),
        (false, false) => VerbText::new("", base),
    }
}

fn simple_past(base: &str, negative: bool, subject: Agreement) -> VerbText {
    if let Some(rest) = after_be(base) {
        let be = if subject.plural || subject.person == 2 { "were" } else { "was" };
        return VerbText::new(if negative { format!("{be} not") } else { be.to_owned() }, rest);
    }
    if negative { VerbText::new("did not", base) } else { VerbText::new("", past(base)) }
}

fn after_be(base: &str) -> Option<&str> {
    if base == "be" { Some("") } else { base.strip_prefix("be ") }
}

fn is_third_singular(subject: Agreement) -> bool {
    subject.person == 3 && !subject.plural
}
