//! Finds an English term in an English text as an editor would: by whole words, plural, possessive, verb form, hyphen or space.
//!
//! In: a term and a text. Out: the token ranges where it stands. Case counts only where the entry says so.

use std::ops::Range;

use crate::english::{noun, verb, writing};
use crate::model::{CaseRule, PartOfSpeech};

/// A text cut to comparable words.
#[derive(Debug)]
pub(super) struct Words<'t> {
    /// Lower-case word without possessive mark, the word as it stands, and its byte range.
    words: Vec<(String, &'t str, Range<usize>)>,
}

impl<'t> Words<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let mut words = Vec::new();
        for (start, token) in writing::tokens(text) {
            let mut at = start;
            for part in token.split(['-', '\u{2011}']) {
                let bare = without_possessive(part);
                if !bare.is_empty() {
                    words.push((bare.to_lowercase(), bare, at..at + part.len()));
                }
                at += part.len() + token[at - start + part.len()..].chars().next().map_or(0, char::len_utf8);
            }
        }
        Self { words }
    }

    /// Returns the byte range of the words `range`.
    pub(super) fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.words.get(range.start).map_or(0, |word| word.2.start);
        let end = self.words.get(range.end.wrapping_sub(1)).map_or(start, |word| word.2.end);
        start..end
    }

    /// Returns the word ranges at which `form` stands, outside of `taken`.
    pub(super) fn find(&self, form: &Form, taken: &[Range<usize>]) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        for start in 0..self.words.len() {
            let fits = form.shapes.iter().filter(|shape| self.matches(start, shape, form.case)).map(Vec::len).max();
            let Some(len) = fits else { continue };
            let range = start..start + len;
            let free = !taken.iter().chain(&found).any(|other| range.start < other.end && other.start < range.end);
            if free {
                found.push(range);
            }
        }
        found
    }

    fn matches(&self, start: usize, shape: &[String], case: CaseRule) -> bool {
        let Some(window) = self.words.get(start..start + shape.len()) else { return false };
        let opens = start == 0;
        !shape.is_empty()
            && window.iter().zip(shape).enumerate().all(|(at, ((lower, exact, _), want))| match case {
                CaseRule::Any => *lower == want.to_lowercase(),
                CaseRule::Exact => exact == want || (opens && at == 0 && *exact == writing::capitalize(want)),
            })
    }
}

/// A term with all the shapes in which it counts as itself.
#[derive(Debug)]
pub(super) struct Form {
    shapes: Vec<Vec<String>>,
    case: CaseRule,
}

impl Form {
    /// Returns the shapes of the English term `text`.
    pub(super) fn new(text: &str, pos: PartOfSpeech, case: CaseRule) -> Self {
        let mut texts = vec![text.to_owned()];
        match pos {
            PartOfSpeech::Noun | PartOfSpeech::Name => texts.push(noun::plural(text)),
            PartOfSpeech::Adjective => {}
            // The formula "he added" may turn up as "adding", "has added".
            PartOfSpeech::Verb | PartOfSpeech::None => {
                texts.extend([verb::third_person(text), verb::past(text), verb::participle(text), verb::gerund(text)]);
            }
        }
        let mut shapes: Vec<Vec<String>> = texts.iter().map(|text| words_of(text)).collect();
        shapes.extend(singular_of_plural(text, pos));
        shapes.dedup();
        Self { shapes, case }
    }
}

/// A term that is itself a plural ("communications") is also met in the singular.
fn singular_of_plural(text: &str, pos: PartOfSpeech) -> Option<Vec<String>> {
    let singular =
        text.strip_suffix('s').filter(|stem| pos == PartOfSpeech::Noun && !stem.ends_with(['s', 'i', 'u']))?;
    Some(words_of(singular))
}

fn words_of(text: &str) -> Vec<String> {
    Words::new(text).words.into_iter().map(|(_, exact, _)| exact.to_owned()).collect()
}

fn without_possessive(word: &str) -> &str {
    let bare = ["'s", "’s"].iter().find_map(|mark| word.strip_suffix(mark)).unwrap_or(word);
    bare.trim_matches(['\'', '’'])
}

#[cfg(test)]
mod tests {
    use super::{Form, Words};
    use crate::model::{CaseRule, PartOfSpeech};

    fn counts(term: &str, text: &str) -> usize {
        Words::new(text).find(&Form::new(term, PartOfSpeech::Noun, CaseRule::Any), &[]).len()
    }

    #[test]
    fn terms_are_found_by_whole_words_in_every_inflection() {
        for (term, text, count) in [
            ("working group", "The Working Groups met; the working group's report", 2),
            ("memorandum of understanding", "two memorandums of understanding", 1),
            ("e-government", "E-Government and e government", 2),
            ("COVID-19", "COVID-19 and Covid 19", 2),
            ("space", "a spaceship", 0),
            ("company", "companies’ profits", 1),
        ] {
            assert_eq!(counts(term, text), count, "{term} in {text}");
        }
    }

    #[test]
    fn case_counts_where_the_entry_says_so() {
        let form = Form::new("IT", PartOfSpeech::Noun, CaseRule::Exact);
        assert_eq!(Words::new("it is about IT").find(&form, &[]).len(), 1);
    }

    #[test]
    fn ranges_lead_back_to_the_text() {
        let text = "the e-government plan";
        let words = Words::new(text);
        let found = words.find(&Form::new("e-government", PartOfSpeech::Noun, CaseRule::Any), &[]);
        assert_eq!(&text[words.bytes(&found[0])], "e-government");
    }
}
