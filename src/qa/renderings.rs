//! Finds an English term in an English text as an editor would: by whole words, plural, possessive, verb form, hyphen or space.
//!
//! In: a term and a text. Out: the token ranges where it stands. Case counts only where the entry says so.

use std::ops::Range;

use crate::english::{noun, verb, writing};
use crate::model::{CaseRule, PartOfSpeech};

/// A text cut to comparable words.
#[derive(Debug)]
pub(super) struct Words<'t> {
    words: Vec<Word<'t>>,
}

#[derive(Debug)]
struct Word<'t> {
    lower: String,
    /// As it stands, without the possessive mark.
    exact: &'t str,
    bytes: Range<usize>,
    /// Begins a sentence or a quotation, so that its capital says nothing.
    opens: bool,
}

impl<'t> Words<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let mut words = Vec::new();
        for (start, token) in writing::tokens(text) {
            let mut at = start;
            for part in token.split(['-', '\u{2011}']) {
                let bare = without_possessive(part);
                if !bare.is_empty() {
                    let opens = writing::opens_sentence(&text[..at]);
                    words.push(Word { lower: bare.to_lowercase(), exact: bare, bytes: at..at + part.len(), opens });
                }
                at += part.len() + token[at - start + part.len()..].chars().next().map_or(0, char::len_utf8);
            }
        }
        Self { words }
    }

    /// Returns the byte range of the words `range`.
    pub(super) fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.words.get(range.start).map_or(0, |word| word.bytes.start);
        let end = self.words.get(range.end.wrapping_sub(1)).map_or(start, |word| word.bytes.end);
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
        !shape.is_empty()
            && window.iter().zip(shape).all(|(word, want)| match case {
                CaseRule::Any => word.lower == *want,
                CaseRule::Exact => word.exact == want || (word.opens && word.exact == writing::capitalize(want)),
            })
    }
}

/// A term with all the shapes in which it counts as itself.
#[derive(Debug, Clone)]
pub(super) struct Form {
    /// In lower case unless case counts.
    shapes: Vec<Vec<String>>,
    case: CaseRule,
}

impl Form {
    /// Returns the shapes of the English term `text`.
    pub(super) fn new(text: &str, pos: PartOfSpeech, case: CaseRule) -> Self {
        let mut texts = vec![text.to_owned()];
        match pos {
            PartOfSpeech::Noun | PartOfSpeech::Name => {
                texts.push(noun::plural(text));
                texts.extend(latin_plural(text));
                // A term that is itself a plural ("communications") is also met in the singular.
                texts.extend(noun::singular(text).filter(|_| pos == PartOfSpeech::Noun));
            }
            PartOfSpeech::Adjective => {}
            // The formula "added" may turn up as "adds", "adding", "has added".
            PartOfSpeech::Verb | PartOfSpeech::None => {
                let mut bases = verb::bases(text);
                bases.push(text.to_owned());
                for base in bases {
                    texts.extend([verb::third_person(&base), verb::past(&base), verb::participle(&base)]);
                    texts.extend([verb::gerund(&base), base]);
                }
            }
        }
        // "cease-fire" is also written "ceasefire"; a space instead of the hyphen needs no shape of its own.
        texts.extend(
            texts.iter().filter(|text| text.contains('-')).map(|text| text.replace('-', "")).collect::<Vec<_>>(),
        );
        let cased = |word: String| if case == CaseRule::Any { word.to_lowercase() } else { word };
        let mut shapes: Vec<Vec<String>> =
            texts.iter().map(|text| words_of(text).into_iter().map(cased).collect()).collect();
        shapes.sort();
        shapes.dedup();
        Self { shapes, case }
    }

    /// Returns the number of words of the longest shape.
    pub(super) fn len(&self) -> usize {
        self.shapes.iter().map(Vec::len).max().unwrap_or(0)
    }
}

/// "memoranda of understanding", "fora": the learned plural beside the English one.
fn latin_plural(text: &str) -> Option<String> {
    let (head, rest) = text.split_once(" of ").map_or((text, None), |(head, rest)| (head, Some(rest)));
    let stem = head.strip_suffix("um").filter(|stem| stem.chars().count() > 2)?;
    Some(rest.map_or_else(|| format!("{stem}a"), |rest| format!("{stem}a of {rest}")))
}

fn words_of(text: &str) -> Vec<String> {
    Words::new(text).words.into_iter().map(|word| word.exact.to_owned()).collect()
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
            ("memorandum of understanding", "memoranda of understanding", 1),
            ("child", "the children's books and a childish child", 2),
            ("member of parliament", "Members of Parliament", 1),
            ("regulations", "this regulation", 1),
            ("cease-fire", "the ceasefire, a cease fire", 2),
            ("minister", "ministerial, administer", 0),
        ] {
            assert_eq!(counts(term, text), count, "{term} in {text}");
        }
    }

    #[test]
    fn case_counts_where_the_entry_says_so() {
        let form = Form::new("IT", PartOfSpeech::Noun, CaseRule::Exact);
        assert_eq!(Words::new("it is about IT").find(&form, &[]).len(), 1);
        let form = Form::new("big data", PartOfSpeech::Noun, CaseRule::Exact);
        assert_eq!(Words::new("He left. “Big data grows,” and Big Data too").find(&form, &[]).len(), 1);
    }

    #[test]
    fn verbs_and_formulas_are_found_in_every_form() {
        let counts = |term, text, pos| Words::new(text).find(&Form::new(term, pos, CaseRule::Any), &[]).len();
        for (term, text, count) in [
            ("said", "he says so; she said; saying this", 3),
            ("added", "The minister adds that he has added it", 2),
            ("stated", "stating that the states agree", 2),
            ("said", "the saddle", 0),
            ("according to", "According to Mehr, accordingly", 1),
        ] {
            assert_eq!(counts(term, text, PartOfSpeech::Verb), count, "{term} in {text}");
        }
        assert_eq!(counts("our country", "Our country's envoy", PartOfSpeech::None), 1);
    }

    #[test]
    fn ranges_lead_back_to_the_text() {
        let text = "the e-government plan";
        let words = Words::new(text);
        let found = words.find(&Form::new("e-government", PartOfSpeech::Noun, CaseRule::Any), &[]);
        assert_eq!(&text[words.bytes(&found[0])], "e-government");
    }
}
