//! Finds an English term in an English text as an editor would: by whole words, plural, possessive, verb form, hyphen or space.
//!
//! In: a term and a text. Out: the token ranges where it stands. Case counts only where the entry says so.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use crate::english::{noun, verb, writing};
use crate::model::{CaseRule, PartOfSpeech};

/// Words behind which no verb stands.
pub(super) const BEFORE_NOUNS: [&str; 26] = [
    "the", "a", "an", "this", "that", "these", "those", "its", "his", "her", "their", "our", "your", "my", "of", "in",
    "by", "for", "with", "from", "on", "at", "every", "each", "between", "under",
];

/// Words that never follow an article.
const NO_NOUNS: [&str; 19] = [
    "and", "or", "of", "in", "on", "at", "for", "to", "with", "by", "from", "is", "are", "was", "were", "has", "have",
    "had", "which",
];

/// Words of the longest term that is looked for twice in a row.
const LONGEST_REPEATED: usize = 8;

/// A text cut to comparable words.
#[derive(Debug)]
pub(super) struct Words<'t> {
    text: Cow<'t, str>,
    words: Vec<Word>,
}

#[derive(Debug)]
struct Word {
    /// In lower case, if it stands otherwise.
    lower: Option<String>,
    /// Where it stands, without the possessive mark.
    exact: Range<usize>,
    bytes: Range<usize>,
    /// With which letters it may begin, as `initial` has them: most forms need no closer look.
    initials: u64,
}

impl<'t> Words<'t> {
    pub(super) fn new(text: impl Into<Cow<'t, str>>) -> Self {
        let text = text.into();
        let mut words = Vec::with_capacity(text.len() / 6);
        for (start, token) in writing::tokens(&text) {
            let mut at = start;
            for part in token.split(['-', '\u{2011}']) {
                let exact = without_possessive(part);
                if !exact.is_empty() {
                    let from = at + exact.start;
                    let bare = &part[exact];
                    let (lower, exact) = (lower_case(bare), from..from + bare.len());
                    let initials = initial(bare) | initial(lower.as_deref().unwrap_or(bare));
                    words.push(Word { lower, exact, bytes: at..at + part.len(), initials });
                }
                at += part.len() + token[at - start + part.len()..].chars().next().map_or(0, char::len_utf8);
            }
        }
        Self { text, words }
    }

    /// Returns the text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    fn exact(&self, word: &Word) -> &str {
        &self.text[word.exact.clone()]
    }

    fn lower<'w>(&'w self, word: &'w Word) -> &'w str {
        word.lower.as_deref().unwrap_or_else(|| self.exact(word))
    }

    /// Whether a word begins a sentence or a quotation, so that its capital says nothing.
    fn opens(&self, word: &Word) -> bool {
        writing::opens_sentence(&self.text[..word.bytes.start])
    }

    /// Returns the byte range of the words `range`.
    pub(super) fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.words.get(range.start).map_or(0, |word| word.bytes.start);
        let end = self.words.get(range.end.wrapping_sub(1)).map_or(start, |word| word.bytes.end);
        start..end
    }

    /// Returns the word ranges at which `form` stands, outside of `taken`.
    pub(super) fn find(&self, form: &Form, taken: &[Range<usize>]) -> Vec<Range<usize>> {
        self.seen(form, taken).into_iter().map(|(range, _)| range).collect()
    }

    /// Returns the word ranges at which `form` stands, outside of `taken`, and in which inflection it stands there.
    pub(super) fn seen(&self, form: &Form, taken: &[Range<usize>]) -> Vec<(Range<usize>, Inflected)> {
        let mut found: Vec<(Range<usize>, Inflected)> = Vec::new();
        for start in self.starts(form) {
            let fits = form.shapes.iter().filter(|shape| self.matches(start, &shape.words, form.case));
            let Some(shape) = fits.rev().max_by_key(|shape| shape.words.len()) else { continue };
            let range = start..start + shape.words.len();
            let others = taken.iter().chain(found.iter().map(|(range, _)| range));
            if !others.into_iter().any(|other| range.start < other.end && other.start < range.end) {
                found.push((range, shape.how));
            }
        }
        found
    }

    /// Where `form` may begin, at a quick look.
    fn starts(&self, form: &Form) -> impl Iterator<Item = usize> {
        let may_begin = |(_, word): &(usize, &Word)| word.initials & form.initials != 0;
        self.words.iter().enumerate().filter(may_begin).map(|(at, _)| at)
    }

    /// Returns where `form` stands with one word inside it that `may_interrupt`: the range, the word, and the inflection.
    pub(super) fn interrupted(
        &self,
        form: &Form,
        may_interrupt: impl Fn(&str) -> bool,
    ) -> Option<(Range<usize>, &str, Inflected)> {
        let starts = self.starts(form).flat_map(|start| form.shapes.iter().map(move |shape| (start, shape)));
        starts.filter(|(_, shape)| shape.words.len() > 1).find_map(|(start, shape)| {
            let parts = (1..shape.words.len()).map(|cut| (cut, shape.words.split_at(cut)));
            parts.into_iter().find_map(|(cut, (first, second))| {
                let inner = self.words.get(start + cut)?;
                let fits = self.matches(start, first, form.case) && self.matches(start + cut + 1, second, form.case);
                let range = start..start + shape.words.len() + 1;
                (fits && may_interrupt(self.lower(inner))).then(|| (range, self.exact(inner), shape.how))
            })
        })
    }

    /// Returns the word at `at` as it stands, without a possessive mark; empty behind the last one.
    pub(super) fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| self.exact(word))
    }

    /// Returns whether the word at `at` opens a sentence or a quotation.
    pub(super) fn opens_at(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| self.opens(word))
    }

    /// Returns the words in lower case.
    pub(super) fn lowered(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|word| self.lower(word))
    }

    /// Returns how many words `form` takes if it stands at `start`.
    pub(super) fn length_at(&self, form: &Form, start: usize) -> Option<usize> {
        let fits = form.shapes.iter().filter(|shape| self.matches(start, &shape.words, form.case));
        fits.map(|shape| shape.words.len()).max()
    }

    /// Returns where a noun is missing: the ends of each "the" behind which there is none.
    pub(super) fn gaps(&self) -> Vec<usize> {
        let articles = self.words.iter().enumerate().filter(|(_, word)| self.lower(word) == "the");
        let is_gap = |(at, word): &(usize, &Word)| {
            let behind = self.text[word.bytes.end..].trim_start();
            let next = self.words.get(at + 1).map_or("", |next| self.lower(next));
            behind.is_empty() || behind.starts_with(['.', ',', ';', ':', '!', '?', ')']) || NO_NOUNS.contains(&next)
        };
        articles.filter(is_gap).map(|(_, word)| word.bytes.end).collect()
    }

    /// Returns whether a verb in the plural follows the word at `at`.
    pub(super) fn has_plural_verb(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| matches!(self.lower(word), "are" | "were" | "have" | "do"))
    }

    /// Returns whether some words stand twice in a row, as a quick look before a thorough one.
    pub(super) fn repeats(&self) -> bool {
        let same = |a: &[Word], b: &[Word]| a.iter().zip(b).all(|(a, b)| self.lower(a) == self.lower(b));
        (1..=LONGEST_REPEATED).any(|len| self.words.windows(2 * len).any(|two| same(&two[..len], &two[len..])))
    }

    /// Returns whether the word at `at` stands where a noun stands: behind an article, a determiner or a preposition.
    pub(super) fn is_noun(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.words.get(before));
        before.is_some_and(|before| BEFORE_NOUNS.contains(&self.lower(before)))
    }

    fn matches(&self, start: usize, shape: &[String], case: CaseRule) -> bool {
        let Some(window) = self.words.get(start..start + shape.len()) else { return false };
        !shape.is_empty()
            && window.iter().zip(shape).all(|(word, want)| match case {
                CaseRule::Any => self.lower(word) == want,
                CaseRule::Exact => {
                    let exact = self.exact(word);
                    exact == want || (self.opens(word) && exact == writing::capitalize(want))
                }
            })
    }
}

/// In which inflection a term stands, seen from the form that is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Inflected {
    AsListed,
    Base,
    Singular,
    Plural,
    ThirdPerson,
    Past,
    Participle,
    Gerund,
}

/// One way to write a term.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Shape {
    /// In lower case unless case counts.
    words: Vec<String>,
    how: Inflected,
}

/// A term with all the shapes in which it counts as itself.
#[derive(Debug, Clone)]
pub(super) struct Form {
    shapes: Vec<Shape>,
    case: CaseRule,
    /// With which letters the shapes begin.
    initials: u64,
    /// Words of the longest shape.
    longest: usize,
}

impl Form {
    /// Returns the shapes of the English term `text`.
    pub(super) fn new(text: &str, pos: PartOfSpeech, case: CaseRule) -> Self {
        let mut texts = vec![(text.to_owned(), Inflected::AsListed)];
        match pos {
            PartOfSpeech::Noun | PartOfSpeech::Name => {
                texts.push((noun::plural(text), Inflected::Plural));
                texts.extend(latin_plural(text).map(|plural| (plural, Inflected::Plural)));
                // A term that is itself a plural ("communications") is also met in the singular.
                let singular = noun::singular(text).filter(|_| pos == PartOfSpeech::Noun);
                texts.extend(singular.map(|singular| (singular, Inflected::Singular)));
            }
            PartOfSpeech::Adjective => {}
            // The formula "added" may turn up as "adds", "adding", "has added".
            PartOfSpeech::Verb | PartOfSpeech::None => {
                let mut bases = verb::bases(text);
                bases.push(text.to_owned());
                bases.iter().for_each(|base| texts.extend(verb_forms(base)));
            }
        }
        // "cease-fire" is also written "ceasefire"; a space instead of the hyphen needs no shape of its own.
        let joined =
            texts.iter().filter(|(text, _)| text.contains('-')).map(|(text, how)| (text.replace('-', ""), *how));
        texts.extend(joined.collect::<Vec<_>>());
        Self::of_texts(&texts, case)
    }

    /// Returns the form that stands only as it is listed.
    pub(super) fn listed(text: &str, case: CaseRule) -> Self {
        Self::of_texts(&[(text.to_owned(), Inflected::AsListed)], case)
    }

    /// Returns the words with which it can begin.
    pub(super) fn first_words(&self) -> BTreeSet<&str> {
        self.shapes.iter().filter_map(|shape| shape.words.first()).map(String::as_str).collect()
    }

    /// Returns a form that stands as one of these texts.
    pub(super) fn of_texts(texts: &[(String, Inflected)], case: CaseRule) -> Self {
        let cased = |word: String| if case == CaseRule::Any { word.to_lowercase() } else { word };
        let shape = |(text, how): &(String, Inflected)| Shape {
            words: words_of(text).into_iter().map(cased).collect(),
            how: *how,
        };
        let mut shapes: Vec<Shape> = texts.iter().map(shape).collect();
        shapes.sort();
        shapes.dedup_by(|a, b| a.words == b.words);
        let initials = shapes.iter().filter_map(|shape| shape.words.first()).fold(0, |all, word| all | initial(word));
        let longest = shapes.iter().map(|shape| shape.words.len()).max().unwrap_or(0);
        Self { shapes, case, initials, longest }
    }

    /// Returns the number of words of the longest shape.
    pub(super) fn len(&self) -> usize {
        self.longest
    }
}

/// The forms of a verb beside its base.
fn verb_forms(base: &str) -> [(String, Inflected); 5] {
    [
        (verb::third_person(base), Inflected::ThirdPerson),
        (verb::past(base), Inflected::Past),
        (verb::participle(base), Inflected::Participle),
        (verb::gerund(base), Inflected::Gerund),
        (base.to_owned(), Inflected::Base),
    ]
}

/// "memoranda of understanding", "fora": the learned plural beside the English one.
fn latin_plural(text: &str) -> Option<String> {
    let (head, rest) = text.split_once(" of ").map_or((text, None), |(head, rest)| (head, Some(rest)));
    let stem = head.strip_suffix("um").filter(|stem| stem.chars().count() > 2)?;
    Some(rest.map_or_else(|| format!("{stem}a"), |rest| format!("{stem}a of {rest}")))
}

pub(super) fn words_of(text: &str) -> Vec<String> {
    let words = Words::new(text);
    words.words.iter().map(|word| words.exact(word).to_owned()).collect()
}

/// Where in `word` the word without its possessive and quotation marks stands.
fn without_possessive(word: &str) -> Range<usize> {
    let marks = ['\'', '’'];
    let end = ["'s", "’s"].iter().find_map(|mark| word.strip_suffix(mark)).unwrap_or(word).trim_end_matches(marks);
    end.len() - end.trim_start_matches(marks).len()..end.len()
}

/// A bit for the letter with which `word` begins, the same for the capital; all bits for other than ASCII.
fn initial(word: &str) -> u64 {
    match word.as_bytes() {
        [first, ..] if first.is_ascii() => 1 << (first.to_ascii_lowercase() & 63),
        _ => u64::MAX,
    }
}

/// Returns `word` in lower case if it is not so already.
fn lower_case(word: &str) -> Option<String> {
    let is_lower = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
    (!word.bytes().all(is_lower)).then(|| word.to_lowercase())
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
