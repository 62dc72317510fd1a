//! Hygiene: what no translation may be — empty, an echo, still Persian, a refusal, chatter, a loop.

use crate::model::{Issue, IssueKind, Severity};
use crate::persian::letters::{is_arabic_script, is_letter, is_plain};
use crate::persian::match_key;

use super::{Check, Unit};

/// Sources shorter than this say nothing about how long a translation should be, in characters.
const SHORT: usize = 12;

/// How often in a row a word or phrase may stand before it is a loop.
const LOOP: usize = 5;

/// Openings by which models talk about the task instead of doing it.
const CHATTER: [&str; 9] = [
    "sure, here",
    "sure! here",
    "here is the translation",
    "here's the translation",
    "certainly! here",
    "as an ai",
    "i'm sorry, but i",
    "i cannot assist",
    "i can't assist",
];

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
        let left = target.chars().find(|c| is_arabic_script(*c));
        // Without any such letter a target has the key of no Persian word.
        let may_echo = left.is_some() || !text.chars().any(is_plain);
        if may_echo && text.chars().any(is_letter) && match_key(text) == match_key(target) {
            return hard(IssueKind::Untranslated, "the target is the source");
        }
        if let Some(c) = left {
            return hard(IssueKind::Untranslated, &format!("`{c}` is left untranslated"));
        }
        if let Some(message) = machine_talk(target) {
            return hard(IssueKind::Hygiene, &message);
        }
        length(text, target, options.length_ratio).into_iter().collect()
    }
}

fn machine_talk(target: &str) -> Option<String> {
    let lower = target.trim_start().to_lowercase();
    if let Some(opening) = CHATTER.iter().find(|opening| lower.starts_with(**opening)) {
        return Some(format!("the target opens with `{opening}`"));
    }
    if lower.as_bytes().windows(3).any(|three| three == b"```") {
        return Some("the target holds a code fence".to_owned());
    }
    repeats(&lower).then(|| format!("the target repeats itself {LOOP} times"))
}

/// Whether one word, or one phrase of up to four words, stands `LOOP` times in a row.
fn repeats(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (1..=4).any(|len| {
        words.len() >= len * LOOP
            && words.windows(len * LOOP).any(|window| {
                let (first, rest) = window.split_at(len);
                rest.chunks(len).all(|chunk| chunk == first)
                    && first.iter().any(|word| word.chars().any(char::is_alphabetic))
            })
    })
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
    use super::{machine_talk, repeats};

    #[test]
    fn machine_talk_is_caught_and_plain_text_is_not() {
        assert!(machine_talk("Sure, here is the translation: Hello").is_some());
        assert!(machine_talk("```json\n{}\n```").is_some());
        assert!(machine_talk("He said sure, here we are.").is_none());
    }

    #[test]
    fn loops_are_caught() {
        assert!(repeats("the fire the fire the fire the fire the fire"));
        assert!(!repeats("no no no, he said"));
    }
}
