//! Finds entries in a text: leftmost-longest over the compact key, with true word boundaries and a bounded grammar of endings.
//!
//! In: a text. Out: matches in order, not overlapping. The policy: ZWNJ = joined everywhere; a space inside a compound counts only where it cannot be
//! two words; a rest behind the stem must be an ending of the entry's class; and stem + ending that is another word is that word («آبان» is a
//! month), for which the lexicon is asked.

use std::ops::Range;
use std::sync::Arc;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::lexicon::{Lexicon, Pos};
use crate::model::{Definiteness, GrammaticalNumber, Inflection, PartOfSpeech, Possessor, TermEntry, TermStatus};
use crate::persian::suffix::{Ending, adjective_ending, name_ending, noun_ending};

use super::folded::{Boundary, Folded};
use super::pattern::{Pattern, patterns};

/// Suffixes that are sometimes written as a word of their own («همکاری های»).
const SPACED: [&str; 14] =
    ["ها", "های", "هایی", "هایم", "هایت", "هایش", "هایمان", "هایتان", "هایشان", "ای", "اش", "ام", "تر", "ترین"];

/// Shortest closed compound that may be found with a space inside, in letters: shorter ones meet by chance.
const SHORTEST_SPACED: usize = 5;

/// One place where an entry was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// The entry.
    pub entry: Arc<TermEntry>,
    /// Byte range in the text: the orthographic word with its endings.
    pub range: Range<usize>,
    /// Singular or plural.
    pub number: GrammaticalNumber,
    /// The possessive clitic.
    pub possessor: Option<Possessor>,
    /// With indefinite ی or not.
    pub definiteness: Definiteness,
}

/// The compiled patterns of all entries.
#[derive(Debug)]
pub(super) struct Finder {
    automaton: AhoCorasick,
    /// Patterns of one key, best first.
    patterns: Vec<Vec<Pattern>>,
}

/// A pattern that fits at one place.
struct Candidate<'p> {
    pattern: &'p Pattern,
    start: usize,
    /// End of the form in the compact text, without endings.
    stem_end: usize,
    end: usize,
    ending: Ending,
}

impl Finder {
    /// Compiles the patterns of `entries`, deprecated ones left out.
    pub(super) fn new(entries: &[Arc<TermEntry>], lexicon: &Lexicon) -> Result<Self, aho_corasick::BuildError> {
        let mut keys: Vec<String> = Vec::new();
        let mut by_key: std::collections::HashMap<String, usize> = std::collections::HashMap::new();
        let mut grouped: Vec<Vec<Pattern>> = Vec::new();
        for entry in entries.iter().filter(|entry| entry.status != TermStatus::Deprecated) {
            for (key, pattern) in patterns(entry, lexicon) {
                let at = *by_key.entry(key.clone()).or_insert_with(|| {
                    keys.push(key);
                    grouped.push(Vec::new());
                    grouped.len() - 1
                });
                grouped[at].push(pattern);
            }
        }
        for group in &mut grouped {
            group.sort_by_key(|pattern| (!pattern.as_listed, std::cmp::Reverse(pattern.entry.priority)));
        }
        let automaton = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&keys)?;
        Ok(Self { automaton, patterns: grouped })
    }

    /// Returns the matches in `text`, leftmost-longest.
    pub(super) fn find(&self, text: &str, lexicon: &Lexicon) -> Vec<Match> {
        let folded = Folded::new(text);
        let context = Context { folded: &folded, lexicon, key: crate::persian::match_key(text) };
        let mut candidates: Vec<Candidate<'_>> = self
            .automaton
            .find_overlapping_iter(&folded.text)
            .filter_map(|found| {
                let group = self.patterns.get(found.pattern().as_usize())?;
                group.iter().find_map(|pattern| context.candidate(pattern, found.start(), found.end()))
            })
            .collect();
        candidates.sort_by_key(|c| {
            (c.start, std::cmp::Reverse(c.stem_end), c.end - c.stem_end, std::cmp::Reverse(c.pattern.entry.priority))
        });
        let mut free = 0;
        let mut matches = Vec::new();
        for candidate in candidates {
            if candidate.start >= free {
                free = candidate.end;
                matches.push(candidate.to_match(&folded));
            }
        }
        matches
    }
}

impl Candidate<'_> {
    fn to_match(&self, folded: &Folded) -> Match {
        let plural =
            self.pattern.number == GrammaticalNumber::Plural || self.ending.number == GrammaticalNumber::Plural;
        let indefinite = [self.pattern.definiteness, self.ending.definiteness].contains(&Definiteness::Indefinite);
        Match {
            entry: Arc::clone(&self.pattern.entry),
            range: folded.original(self.start, self.end),
            number: if plural { GrammaticalNumber::Plural } else { GrammaticalNumber::Singular },
            possessor: self.ending.possessor,
            definiteness: if indefinite { Definiteness::Indefinite } else { Definiteness::Unmarked },
        }
    }
}

/// The text under search and what is known about words.
struct Context<'t> {
    folded: &'t Folded,
    lexicon: &'t Lexicon,
    key: String,
}

impl Context<'_> {
    /// Returns the candidate if boundaries, endings and sense conditions allow it.
    fn candidate<'p>(&self, pattern: &'p Pattern, start: usize, end: usize) -> Option<Candidate<'p>> {
        let starts_word = self.folded.boundary(start) >= Boundary::Change;
        if !starts_word || !self.number_ends(end) || !self.sense(&pattern.entry) {
            return None;
        }
        let spaced = self.joints(pattern, start, end)?;
        if self.folded.boundary(end) == Boundary::Change {
            return Some(self.after_ascii(pattern, start, end));
        }
        let word_end = self.folded.word_end(end);
        let rest = self.folded.slice(end, word_end);
        if rest.is_empty() {
            return Some(self.with_spaced_suffix(pattern, start, end, spaced));
        }
        let ending = self.ending(pattern, start, end, rest)?;
        if spaced && ending.number != GrammaticalNumber::Plural {
            // «کار گروهی» is teamwork, not a working group.
            return None;
        }
        Some(Candidate { pattern, start, stem_end: end, end: word_end, ending })
    }

    /// Compares the joints of the text with those of the form. Returns whether a closed compound was found with a space inside.
    fn joints(&self, pattern: &Pattern, start: usize, end: usize) -> Option<bool> {
        let mut spaced = false;
        for at in start + 1..end {
            let here = self.folded.boundary(at);
            let own = pattern.joints.get(&(at - start)).copied().unwrap_or(Boundary::Inside);
            let beside_ascii = self.is_ascii_beside(at);
            let fits = match (own, here) {
                (Boundary::Inside | Boundary::Zwnj, Boundary::Inside | Boundary::Zwnj) => true,
                (Boundary::Space | Boundary::Hyphen | Boundary::Change, Boundary::Space) => true,
                (Boundary::Space, Boundary::Zwnj) => true,
                (_, Boundary::Change) => true,
                (_, Boundary::Hyphen) => beside_ascii || own == Boundary::Hyphen,
                (Boundary::Space | Boundary::Hyphen, Boundary::Inside) => beside_ascii,
                (Boundary::Inside | Boundary::Zwnj, Boundary::Space) => {
                    spaced |= own == Boundary::Inside;
                    self.may_be_spaced(start, at, end)
                }
                _ => false,
            };
            if !fits {
                return None;
            }
        }
        Some(spaced)
    }

    fn is_ascii_beside(&self, at: usize) -> bool {
        let bytes = self.folded.text.as_bytes();
        bytes.get(at).is_some_and(u8::is_ascii) || bytes.get(at - 1).is_some_and(u8::is_ascii)
    }

    /// «کار گروه» may be کارگروه; «قرار داد» is a noun and a verb.
    fn may_be_spaced(&self, start: usize, at: usize, end: usize) -> bool {
        let (before, after) = (self.folded.slice(start, at), self.folded.slice(at, end));
        let letters = before.chars().count() + after.chars().count();
        let long_enough = letters >= SHORTEST_SPACED && before.chars().count() > 1 && after.chars().count() > 1;
        let past = self.lexicon.get(&format!("{after}ن")).any(|entry| entry.pos == Pos::Verb);
        long_enough && !past
    }

    /// A number goes on as long as digits follow: «کووید ۱۹۰» and «۱۹٫۵» are other numbers.
    fn number_ends(&self, end: usize) -> bool {
        let digit = |at: usize| self.folded.text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
        let last_is_digit = end > 0 && digit(end - 1);
        !(last_is_digit && digit(end) && self.folded.boundary(end) == Boundary::Inside)
    }

    fn sense(&self, entry: &TermEntry) -> bool {
        let has = |word: &String| {
            let word = crate::persian::match_key(word);
            self.key.starts_with(&word) || self.key.contains(&format!(" {word}"))
        };
        (entry.near.is_empty() || entry.near.iter().any(has)) && !entry.not_near.iter().any(has)
    }

    fn ending(&self, pattern: &Pattern, start: usize, end: usize, rest: &str) -> Option<Ending> {
        let stem = &pattern.last_word;
        let ending = match pattern.entry.inflect {
            Inflection::Noun => noun_ending(stem, rest),
            Inflection::Adjective => adjective_ending(stem, rest),
            Inflection::Name => name_ending(stem, rest),
            Inflection::Verb | Inflection::None => None,
        }?;
        let word_start = (start..end).rev().find(|at| self.folded.boundary(*at) >= Boundary::Change).unwrap_or(start);
        (!self.is_other_word(self.folded.slice(word_start, end), rest, &pattern.entry)).then_some(ending)
    }

    /// Whether stem + rest is a word of its own: «ایرانی» is no form of ایران.
    fn is_other_word(&self, stem: &str, rest: &str, entry: &TermEntry) -> bool {
        let whole = format!("{stem}{rest}");
        let own = |lemma: &str| crate::persian::match_key(lemma) == stem;
        let listed = self.lexicon.get(&whole).any(|word| {
            // A verb's infinitive or an adjective in ی beside a name is another word; the noun itself is not.
            !(own(&word.lemma) || (entry.pos == PartOfSpeech::Adjective && word.pos == Pos::Noun))
        });
        listed || self.lexicon.singular_of(&whole).is_some_and(|word| !own(&word.lemma))
    }

    /// Takes a suffix that was written as a word of its own into the hit.
    fn with_spaced_suffix<'p>(&self, pattern: &'p Pattern, start: usize, end: usize, spaced: bool) -> Candidate<'p> {
        let plain = Candidate { pattern, start, stem_end: end, end, ending: Ending::default() };
        if self.folded.boundary(end) != Boundary::Space {
            return plain;
        }
        let suffix_end = self.folded.word_end(end + first_len(&self.folded.text[end..]));
        let suffix = self.folded.slice(end, suffix_end);
        if !SPACED.contains(&suffix) {
            return plain;
        }
        let after_heh = pattern.last_word.ends_with('ه');
        let is_clitic = matches!(suffix, "ای" | "اش" | "ام");
        let ending = self.ending(pattern, start, end, suffix).filter(|_| !is_clitic || (after_heh && !spaced));
        match ending {
            Some(ending) => Candidate { end: suffix_end, ending, ..plain },
            None => plain,
        }
    }

    /// «ICTها» carries an ending; in «19در» the number ends where the next word begins.
    fn after_ascii<'p>(&self, pattern: &'p Pattern, start: usize, end: usize) -> Candidate<'p> {
        let word_end = self.folded.word_end(end + first_len(&self.folded.text[end..]));
        let after_digit = self.folded.slice(start, end).ends_with(|c: char| c.is_ascii_digit());
        let ending = self.ending(pattern, start, end, self.folded.slice(end, word_end)).filter(|_| !after_digit);
        match ending {
            Some(ending) => Candidate { pattern, start, stem_end: end, end: word_end, ending },
            None => Candidate { pattern, start, stem_end: end, end, ending: Ending::default() },
        }
    }
}

fn first_len(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}
