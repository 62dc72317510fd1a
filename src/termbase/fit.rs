//! Fits a form to a place in the text: compares what stands between the letters, looks past both ends, and reads the ending.
//!
//! In: a pattern whose letters stand at a place. Out: a candidate with its extent and what its ending says, or nothing.

use std::cell::OnceCell;
use std::ops::Range;
use std::sync::Arc;

use crate::lexicon::Pos;
use crate::model::{Definiteness, GrammaticalNumber, Inflection, TermEntry};
use crate::persian::match_key;
use crate::persian::suffix::{Ending, adjective_ending, heh_plural, may_begin, name_ending, noun_ending};

use super::find::Match;
use super::folded::{Boundary, Folded};
use super::judge::Place;
use super::pattern::{Head, Pattern};
use super::spaced::{Pair, SUFFIXES};
use super::words::{Own, Words};

/// Letters of the longest ending that is written apart, «هایشان».
const LONGEST_SUFFIX: usize = 7;

/// The ending found on the head of a multi-word term.
#[derive(Debug, Clone, Copy)]
pub(super) struct HeadEnding<'h> {
    pub(super) head: &'h Head,
    pub(super) ending: Ending,
    /// First cell after the ending.
    pub(super) end: usize,
}

/// A pattern that fits at one place.
#[derive(Debug)]
pub(super) struct Candidate<'p> {
    pattern: &'p Pattern,
    head: Ending,
    start: usize,
    /// First cell after the form, without its ending.
    pub(super) stem_end: usize,
    pub(super) end: usize,
    ending: Ending,
}

impl Candidate<'_> {
    /// Returns what the candidates of one place are ordered by; the best is the greatest.
    pub(super) fn rank(&self) -> (usize, std::cmp::Reverse<usize>, i32) {
        (self.stem_end, std::cmp::Reverse(self.end), self.pattern.priority)
    }

    pub(super) fn to_match(&self, folded: &Folded) -> Match {
        let numbers = [self.pattern.number, self.head.number, self.ending.number];
        let plural = numbers.contains(&GrammaticalNumber::Plural);
        let indefinite = [self.head.definiteness, self.ending.definiteness].contains(&Definiteness::Indefinite);
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
pub(super) struct Fit<'t> {
    pub(super) text: &'t str,
    pub(super) folded: &'t Folded,
    pub(super) words: Words<'t>,
    /// Match key of the text, made when the first sense condition asks for it.
    pub(super) key: OnceCell<String>,
}

impl Fit<'_> {
    /// Returns the candidate if joints, edges, ending and sense conditions allow it.
    pub(super) fn candidate<'p>(
        &self,
        pattern: &'p Pattern,
        head: Option<&HeadEnding<'_>>,
        cells: Range<usize>,
    ) -> Option<Candidate<'p>> {
        let Range { start, end } = cells;
        let spaces = self.spaces_in_compounds(pattern, head, start..end)?;
        if !self.token_ends(start, end) || self.follows_mi(start) || (pattern.has_sense && !self.sense(&pattern.entry))
        {
            return None;
        }
        let (word_end, ending) = self.ending(pattern, start, end, !spaces.is_empty())?;
        let meant = match spaces[..] {
            [] => true,
            [at] => self.pair(at, start, end, &ending).is_compound(self.words),
            [first, second] => self.is_linked_pair(start..first, second..end),
            _ => false,
        };
        if !meant {
            return None;
        }
        let head = head.map_or_else(Ending::default, |head| head.ending);
        let marked = head.number == GrammaticalNumber::Plural || head.definiteness == Definiteness::Indefinite;
        let is_name = pattern.inflect == Inflection::Name;
        if marked && is_name || head.definiteness == Definiteness::Indefinite && self.is_other_head(pattern, start) {
            return None;
        }
        Some(Candidate { pattern, head, start, stem_end: end, end: word_end, ending })
    }

    /// Compares the joints of the text with those of the form. Returns where a compound that the form closes has a space.
    fn spaces_in_compounds(
        &self,
        pattern: &Pattern,
        head: Option<&HeadEnding<'_>>,
        cells: Range<usize>,
    ) -> Option<Vec<usize>> {
        let mut spaces = Vec::new();
        for at in cells.start + 1..cells.end {
            let own = match head {
                Some(found) if at >= found.end => at - found.end + found.head.len,
                Some(found) if at >= cells.start + found.head.base_len => continue,
                _ => at - cells.start,
            };
            let fits = match (pattern.joint(own), self.folded.boundary(at)) {
                (Boundary::Inside | Boundary::Zwnj, Boundary::Inside | Boundary::Zwnj) => true,
                (Boundary::Space | Boundary::Hyphen | Boundary::Change, Boundary::Space | Boundary::Zwnj) => true,
                (Boundary::Zwnj, Boundary::Space) => true,
                (Boundary::Hard, Boundary::Hard) => true,
                (Boundary::Hard, _) | (_, Boundary::Hard) => false,
                (_, Boundary::Change) => true,
                (Boundary::Hyphen, Boundary::Hyphen) => true,
                (_, Boundary::Hyphen) => self.is_ascii_beside(at),
                (Boundary::Space, Boundary::Inside) if self.is_linked(pattern, own, at) => true,
                (Boundary::Space, Boundary::Inside) if self.is_closed(at, &cells) => true,
                (_, Boundary::Inside) => self.is_ascii_beside(at),
                (Boundary::Inside, Boundary::Space) => {
                    spaces.push(at);
                    true
                }
            };
            if !fits {
                return None;
            }
        }
        Some(spaces)
    }

    /// A linking و may be written together with what it links: «حمل‌ونقل» for «حمل و نقل». `own` is the joint of the form at cell `at`.
    fn is_linked(&self, pattern: &Pattern, own: usize, at: usize) -> bool {
        let vav = |at: usize| self.folded.get(at) == Some('و');
        (vav(at) && pattern.joint(own + 1) == Boundary::Space)
            || (vav(at - 1) && pattern.joint(own - 1) == Boundary::Space)
    }

    /// «مدیرعامل» for «مدیر عامل»: two whole words that are known as one. Short ones may be another word («سر باز», «سرباز»).
    fn is_closed(&self, at: usize, cells: &Range<usize>) -> bool {
        let start = self.folded.word_start(at - 1).max(cells.start);
        let end = self.folded.word_end(at + 1).min(cells.end);
        at - start >= 4 && end - at >= 4 && self.words.is(self.folded.slice(start, end), &[Pos::Noun, Pos::Name])
    }

    /// «ساز و کار» for «سازوکار»: two nouns with a و written apart between them.
    fn is_linked_pair(&self, first: Range<usize>, second: Range<usize>) -> bool {
        let is_noun = |part: &Range<usize>| self.words.is(self.folded.slice(part.start, part.end), &[Pos::Noun]);
        let vav = self.folded.slice(first.end, second.start) == "و";
        vav && first.len() + second.len() > 4 && is_noun(&first) && is_noun(&second)
    }

    /// «دادستانی کل» is the office, not "a prosecutor general".
    fn is_other_head(&self, pattern: &Pattern, start: usize) -> bool {
        let written = self.folded.slice(start, self.folded.word_end(start + 1));
        self.words.own(written, &pattern.head_key) == Some(Own::Word) && !written.ends_with("هایی")
    }

    fn is_ascii_beside(&self, at: usize) -> bool {
        [at - 1, at].iter().any(|at| self.folded.get(*at).is_some_and(|c| c.is_ascii()))
    }

    /// The two words around a space inside a compound.
    fn pair(&self, at: usize, start: usize, end: usize, ending: &Ending) -> Pair<'_> {
        let first = self.folded.word_start(at - 1).max(start);
        let second_end = self.folded.word_end(at + 1).min(end);
        let has_before = first > 0 && self.folded.boundary(first) == Boundary::Space;
        let previous = if has_before { self.folded.slice(self.folded.word_start(first - 1), first) } else { "" };
        let has_next = self.folded.boundary(second_end) == Boundary::Space;
        let next_end = if has_next { self.folded.word_end(second_end + 1) } else { second_end };
        Pair {
            previous,
            first: self.folded.slice(first, at),
            second: self.folded.slice(at, second_end),
            next: self.folded.slice(second_end, next_end),
            plural: ending.number == GrammaticalNumber::Plural,
        }
    }

    /// A number or a Latin token goes on behind a mark: «۱۹٫۵» is another number, `ict.ir` another name.
    fn token_ends(&self, start: usize, end: usize) -> bool {
        let ascii = |at: usize| self.folded.get(at).filter(char::is_ascii_alphanumeric);
        let joins = |mark: Option<char>, beside: char| match mark {
            Some('.' | '٫' | ',' | '٬' | '/') if beside.is_ascii_digit() => true,
            Some('.' | '_' | '@' | '&') => true,
            _ => false,
        };
        let goes_on = |inner: usize, mark: usize, outer: usize, touching: [usize; 2]| {
            let inside = ascii(inner).filter(|c| joins(self.folded.get(mark), *c));
            inside.is_some() && ascii(outer).is_some() && touching.iter().all(|at| self.folded.touches(*at))
        };
        let digits_go_on = self.folded.boundary(end) == Boundary::Inside
            && ascii(end - 1)
                .zip(ascii(end))
                .is_some_and(|(last, next)| last.is_ascii_digit() && next.is_ascii_digit());
        let before = start >= 2 && goes_on(start, start - 1, start - 2, [start, start - 1]);
        !digits_go_on && !before && !goes_on(end - 1, end, end + 1, [end, end + 1])
    }

    /// «می افزود», written apart, is a form of the verb.
    fn follows_mi(&self, start: usize) -> bool {
        let before = |back: usize| start.checked_sub(back).and_then(|at| self.folded.get(at));
        let begins = |back: usize| self.folded.boundary(start - back) >= Boundary::Change;
        self.folded.boundary(start) == Boundary::Space
            && before(1) == Some('ی')
            && before(2) == Some('م')
            && (begins(2) || (before(3) == Some('ن') && begins(3)))
    }

    fn sense(&self, entry: &TermEntry) -> bool {
        let key = self.key.get_or_init(|| match_key(self.text));
        let has = |word: &String| {
            let word = match_key(word);
            key.starts_with(&word) || key.contains(&format!(" {word}"))
        };
        (entry.near.is_empty() || entry.near.iter().any(has)) && !entry.not_near.iter().any(has)
    }

    /// Reads what follows the form in its word, or as a suffix written apart. Returns where it ends and what it says.
    fn ending(&self, pattern: &Pattern, start: usize, end: usize, spaced: bool) -> Option<(usize, Ending)> {
        let bare = (end, Ending::default());
        let script_changes = self.folded.boundary(end) == Boundary::Change;
        let word_end = self.folded.word_end(if script_changes { end + 1 } else { end });
        if script_changes {
            // «ICTها» carries an ending; in «19در» the number ends where the next word begins.
            let after_digit = self.folded.get(end - 1).is_some_and(|c| c.is_ascii_digit());
            let read = self.read(pattern, start, end, word_end).filter(|_| !after_digit);
            return Some(read.map_or(bare, |ending| (word_end, ending)));
        }
        if word_end > end {
            if self.is_cut_at_heh(start, end, word_end) {
                return None;
            }
            let ending = self.read(pattern, start, end, word_end)?;
            // «کار گروهی» is teamwork, not a working group.
            let fits =
                !spaced || ending.number == GrammaticalNumber::Plural || !self.words.is_word(self.tail(start, end));
            return fits.then_some((word_end, ending));
        }
        let place = Place { folded: self.folded, words: self.words, start, end, word_end };
        if pattern.shortened || (pattern.is_past && place.is_verb()) {
            return None;
        }
        Some(self.suffix_apart(pattern, start, end, spaced).unwrap_or(bare))
    }

    /// A ZWNJ shows to which side a ه belongs: «خان‌های» are khans, «خانه‌ای» is a house.
    fn is_cut_at_heh(&self, start: usize, end: usize, word_end: usize) -> bool {
        let zwnj = |at: usize| self.folded.boundary(at) == Boundary::Zwnj;
        let rest = self.folded.slice(end, word_end);
        let heh_goes_right = self.folded.get(end - 1) == Some('ه') && zwnj(end - 1) && rest.starts_with('ا');
        let word_in_heh = || self.words.is_word(&format!("{}ه", self.tail(start, end)));
        heh_goes_right || (rest.starts_with("ها") && zwnj(end + 1) && word_in_heh())
    }

    /// The last word of the match as the text has it.
    fn tail(&self, start: usize, end: usize) -> &str {
        self.folded.slice(self.folded.word_start(end - 1).max(start), end)
    }

    fn suffix_apart(&self, pattern: &Pattern, start: usize, end: usize, spaced: bool) -> Option<(usize, Ending)> {
        if self.folded.boundary(end) != Boundary::Space {
            return None;
        }
        if !self.folded.get(end).is_some_and(may_begin) {
            return None;
        }
        let suffix_end = self.folded.word_end(end + 1);
        if suffix_end - end > LONGEST_SUFFIX {
            return None;
        }
        let suffix = self.folded.slice(end, suffix_end);
        let clitic = !suffix.starts_with("ها") && !suffix.starts_with("تر");
        let fits = SUFFIXES.contains(&suffix) && (!clitic || (pattern.last_word.ends_with('ه') && !spaced));
        let ending = if fits { self.read(pattern, start, end, suffix_end) } else { None }?;
        Some((suffix_end, ending))
    }

    /// Reads the cells `end..word_end` as an ending of the form.
    fn read(&self, pattern: &Pattern, start: usize, end: usize, word_end: usize) -> Option<Ending> {
        let rest = self.folded.slice(end, word_end);
        let stem = &pattern.last_word;
        let ending = match pattern.inflect {
            Inflection::Noun if pattern.shortened => heh_plural(rest),
            Inflection::Noun => noun_ending(stem, rest),
            Inflection::Adjective => adjective_ending(stem, rest),
            Inflection::Name => name_ending(stem, rest),
            Inflection::Verb | Inflection::None => None,
        }?;
        // The plural of a phrase stands on its head: «معاون وزیران» is the deputy of ministers.
        let on_tail = pattern.has_words() && ending.number == GrammaticalNumber::Plural && !rest.starts_with("ها");
        let place = Place { folded: self.folded, words: self.words, start, end, word_end };
        (!on_tail && place.inflects(pattern, &ending)).then_some(ending)
    }
}
