//! Puts a term in the place of another wording: number, verb form, capitals, possessive and article follow.
//!
//! In: a text, the bytes to be replaced and in which inflection they stand there. Out: the text with the term.

use std::ops::Range;

use crate::english::writing::opens_sentence;
use crate::english::{capitalize, indefinite_article, noun, possessive, verb};
use crate::lexicon::{Lexicon, Pos};
use crate::model::{CaseRule, PartOfSpeech, TermEntry};
use crate::persian::match_key;

use super::renderings::Inflected;

/// Words that stay small in a title.
const SMALL: [&str; 9] = ["of", "the", "and", "for", "in", "on", "to", "a", "an"];

/// Returns the text with the target of `entry` at `range`, and the wording that was put there.
pub(super) fn replaced(text: &str, range: Range<usize>, how: Inflected, entry: &TermEntry) -> (String, String) {
    let (head, old, tail) = without_marks(&text[range.clone()]);
    let before = format!("{}{head}", &text[..range.start]);
    let mut with = cased(&inflected(entry, how), old, opens_sentence(&before), entry.case);
    let tail = if tail.ends_with('s') { possessive(&with)[with.len()..].to_owned() } else { tail.to_owned() };
    with.push_str(&tail);
    let before = with_article(&before, &with, has_no_singular(entry));
    (format!("{before}{with}{}", &text[range.end..]), with)
}

/// Returns the text with the target of `entry` behind the article that ends at `at`, and the wording that was put there.
pub(super) fn filled(text: &str, at: usize, how: Inflected, entry: &TermEntry) -> (String, String) {
    let with = inflected(entry, how);
    let behind = text[at..].trim_start();
    let space = if behind.starts_with(char::is_alphanumeric) { " " } else { "" };
    (format!("{} {with}{space}{behind}", &text[..at]), with)
}

/// Returns the text without `range`; a mark that follows keeps its place.
pub(super) fn without(text: &str, range: Range<usize>) -> String {
    format!("{}{}", &text[..range.start], &text[range.end..])
}

/// A word with the quotation marks and the possessive around it cut off: (marks, word, marks or 's).
fn without_marks(text: &str) -> (&str, &str, &str) {
    let marks = ['\'', '’'];
    let bare = text.trim_start_matches(marks);
    let head = &text[..text.len() - bare.len()];
    let end =
        ["'s", "’s"].iter().find_map(|mark| bare.strip_suffix(mark)).unwrap_or_else(|| bare.trim_end_matches(marks));
    (head, end, &bare[end.len()..])
}

/// The target in the inflection in which the wrong wording stood.
fn inflected(entry: &TermEntry, how: Inflected) -> String {
    let target = entry.target.as_str();
    match entry.pos {
        PartOfSpeech::Noun | PartOfSpeech::Name if how == Inflected::Plural && has_plural(entry) => {
            noun::plural(target)
        }
        PartOfSpeech::Verb | PartOfSpeech::None => {
            let base = verb::bases(target).into_iter().next().unwrap_or_else(|| target.to_owned());
            match how {
                Inflected::Base => base,
                Inflected::ThirdPerson => verb::third_person(&base),
                Inflected::Past => verb::past(&base),
                Inflected::Participle => verb::participle(&base),
                Inflected::Gerund => verb::gerund(&base),
                Inflected::AsListed | Inflected::Singular | Inflected::Plural => target.to_owned(),
            }
        }
        PartOfSpeech::Noun | PartOfSpeech::Name | PartOfSpeech::Adjective => target.to_owned(),
    }
}

/// "communications" is a plural already, "information" has none.
fn has_plural(entry: &TermEntry) -> bool {
    let lexicon = Lexicon::builtin();
    let is_mass = |own: &crate::lexicon::Entry| own.pos == Pos::Noun && own.has("mass") && own.gloss() == entry.target;
    !has_no_singular(entry) && !lexicon.get(&match_key(&entry.source)).any(is_mass)
}

fn has_no_singular(entry: &TermEntry) -> bool {
    entry.pos == PartOfSpeech::Noun && noun::singular(&entry.target).is_some()
}

/// Capitals as in the wording before: all of them, those of a title, or the one that opens a sentence.
fn cased(with: &str, old: &str, opens: bool, case: CaseRule) -> String {
    let words: Vec<&str> = old.split([' ', '-']).filter(|word| !SMALL.contains(word)).collect();
    let is_capital = |word: &&str| word.starts_with(char::is_uppercase);
    let is_all = |word: &&str| word.len() > 1 && !word.chars().any(char::is_lowercase);
    let is_title = words.iter().all(is_capital) && (words.len() > 1 || !opens);
    match case {
        CaseRule::Any if words.len() > 1 && words.iter().all(is_all) => with.to_uppercase(),
        CaseRule::Any if is_title && !words.is_empty() => title(with),
        _ if opens && old.starts_with(char::is_uppercase) => capitalize(with),
        _ => with.to_owned(),
    }
}

fn title(text: &str) -> String {
    let word = |word: &str| if SMALL.contains(&word) { word.to_owned() } else { capitalize(word) };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// "an agreement" → "a memorandum": the article before the word follows its sound; a plural has none.
fn with_article(before: &str, next: &str, is_plural: bool) -> String {
    for article in ["a ", "an ", "A ", "An "] {
        let Some(rest) = before.strip_suffix(article) else { continue };
        if rest.ends_with(char::is_alphanumeric) {
            continue;
        }
        if is_plural {
            return rest.to_owned();
        }
        let right = indefinite_article(next);
        let right = if article.starts_with('A') { capitalize(right) } else { right.to_owned() };
        return format!("{rest}{right} ");
    }
    let article = if next.starts_with("the ") { "the " } else { "\0" };
    before.strip_suffix(article).unwrap_or(before).to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Inflected, PartOfSpeech, TermEntry, replaced};

    fn mended(text: &str, old: &str, how: Inflected, target: &str, pos: PartOfSpeech) -> String {
        let at = text.find(old).unwrap();
        let entry = TermEntry { target: target.to_owned(), pos, ..TermEntry::default() };
        replaced(text, at..at + old.len(), how, &entry).0
    }

    #[test]
    fn number_capital_article_and_possessive_follow() {
        let (one, many) = (Inflected::AsListed, Inflected::Plural);
        for (text, old, how, new, target) in [
            ("an accord was signed", "accord", one, "a memorandum was signed", "memorandum"),
            ("Task forces met", "Task forces", many, "Working groups met", "working group"),
            ("the taskforce's report", "taskforce's", one, "the working group's report", "working group"),
            ("a ‘task force’ met", "task force’", one, "a ‘working group’ met", "working group"),
            ("the National Task Force", "Task Force", one, "the National Working Group", "working group"),
            ("THE TASK FORCE MET", "TASK FORCE", one, "THE WORKING GROUP MET", "working group"),
            ("a link failed", "link", one, "communications failed", "communications"),
            ("the links’ users", "links’", many, "the communications’ users", "communications"),
        ] {
            assert_eq!(mended(text, old, how, target, PartOfSpeech::Noun), new);
        }
    }

    #[test]
    fn a_verb_keeps_its_form() {
        for (text, old, how, new) in [
            ("stating that", "stating", Inflected::Gerund, "saying that"),
            ("He states that", "states", Inflected::ThirdPerson, "He says that"),
            ("He stated that", "stated", Inflected::AsListed, "He said that"),
        ] {
            assert_eq!(mended(text, old, how, "said", PartOfSpeech::Verb), new);
        }
    }
}
