//! Hygiene: what no translation may be — empty, an echo, still Persian, another language, broken off, or talk of a machine (`talk.rs`).

use crate::model::{Issue, IssueKind, Severity};
use crate::persian::letters::{is_arabic_script, is_letter, is_plain};
use crate::persian::match_key;

use super::{Check, Unit, talk};

/// Sources shorter than this say nothing about how long a translation should be, in characters.
const SHORT: usize = 12;

/// Characters of English for one of Persian below which a target without a final mark is broken off (one in a thousand human translations is
/// shorter, and these have their mark).
const CUT: f64 = 0.6;

/// The check.
pub(super) struct Hygiene;

impl Check for Hygiene {
    fn check(&self, unit: &Unit<'_>) -> Vec<Issue> {
        let Unit { source, target, options, .. } = *unit;
        let text = source.segment.normalized.text();
        if text.trim().is_empty() {
            return Vec::new();
        }
        let hard = |kind, message: &str| vec![Issue::new(kind, Severity::Major, message)];
        if target.trim().is_empty() {
            return hard(IssueKind::Hygiene, "the target is empty");
        }
        if !target.contains(char::is_alphanumeric) && text.contains(char::is_alphanumeric) {
            return hard(IssueKind::Hygiene, "the target has no words");
        }
        let left = target.chars().find(|c| is_arabic_script(*c));
        // Without any such letter a target has the key of no Persian word.
        let may_echo = left.is_some() || !text.chars().any(is_plain);
        if may_echo && text.chars().any(is_letter) && match_key(text) == match_key(target) {
            return hard(IssueKind::Untranslated, "the target is the source");
        }
        if let Some(c) = left {
            return hard(IssueKind::Untranslated, &format!("`{c}` is left untranslated"));
        }
        if let Some(c) = target.chars().find(|c| is_foreign(*c) && !text.contains(*c)) {
            return hard(IssueKind::Untranslated, &format!("`{c}` is no letter of English"));
        }
        let talk = talk::find(text, target);
        if let Some(talk) = talk.as_ref().filter(|talk| !talk.is_justified) {
            return hard(IssueKind::Hygiene, &talk.message);
        }
        let end = end(text, target);
        if let Some(broken_off) = end.as_ref().filter(|issue| issue.severity == Severity::Major) {
            return vec![broken_off.clone()];
        }
        let doubt = talk.map(|talk| Issue::new(IssueKind::Hygiene, Severity::Minor, talk.message));
        doubt.into_iter().chain(end).chain(length(text, target, options.length_ratio)).collect()
    }
}

/// Letters of other scripts than Latin, and than Greek, which science writes.
fn is_foreign(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52F}' | '\u{590}'..='\u{5FF}' | '\u{900}'..='\u{E7F}' | '\u{1100}'..='\u{11FF}' | '\u{3040}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}')
}

/// What is wrong with the end of a target whose source ends a sentence: it stops in the middle, or only the final mark is missing.
fn end(source: &str, target: &str) -> Option<Issue> {
    const OPEN: [&str; 22] = [
        "the", "a", "an", "of", "and", "or", "to", "in", "with", "for", "from", "by", "that", "which", "is", "are",
        "was", "were", "has", "have", "their", "its",
    ];
    let target = target.trim_end();
    let ends = source.trim_end().trim_end_matches(['»', '"', '”', ')']).ends_with(['.', '!', '?', '؟', '…']);
    if !ends || target.ends_with(['.', '!', '?', '…', '"', '”', ')', ']', '\'', '’', ':', ';']) {
        return None;
    }
    let last = target.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("").to_lowercase();
    let is_open = target.ends_with([',', '-', '–', '—', '(', '“']) || OPEN.contains(&last.as_str());
    let (from, to) = (source.chars().count() as f64, target.chars().count() as f64);
    if is_open || from > SHORT as f64 && to < from * CUT {
        return Some(Issue::new(IssueKind::Hygiene, Severity::Major, "the target breaks off"));
    }
    Some(Issue::new(
        IssueKind::Punctuation,
        Severity::Minor,
        "the source ends a sentence, and the target has no final mark",
    ))
}

fn length(source: &str, target: &str, ratio: f64) -> Option<Issue> {
    let (from, to) = (source.chars().count(), target.chars().count());
    if from < SHORT {
        return None;
    }
    let message = if to as f64 > from as f64 * ratio {
        "the target is far longer than the source"
    } else if (to as f64) * ratio < from as f64 {
        "the target is far shorter than the source"
    } else {
        return None;
    };
    let kind = if to > from { IssueKind::Addition } else { IssueKind::Omission };
    Some(Issue::new(kind, Severity::Minor, message))
}

#[cfg(test)]
mod tests {
    use super::{Severity, end, is_foreign};

    #[test]
    fn a_target_that_stops_in_the_middle_is_told_from_one_without_a_final_mark() {
        let source = "وزیر ارتباطات دیروز از پروژه تازه سخن گفت.";
        for target in ["The minister spoke yesterday of the", "The minister of communications spoke,", "The minister"] {
            assert_eq!(end(source, target).map(|issue| issue.severity), Some(Severity::Major), "{target}");
        }
        let bare = "The minister of communications spoke of a new project yesterday";
        assert_eq!(end(source, bare).map(|issue| issue.severity), Some(Severity::Minor));
        assert_eq!(end(source, "The minister spoke."), None);
        assert_eq!(end("سخنان وزیر ارتباطات درباره پروژه", "The minister"), None, "a heading has no mark");
    }

    #[test]
    fn other_scripts_are_told_from_latin_letters_and_signs_of_science() {
        assert!("Это 中文 ฉัน".chars().filter(|c| !c.is_whitespace()).all(is_foreign));
        assert!(!"naïve Šešelj α-helix 25 °C – €".chars().any(is_foreign));
    }
}
