//! Finds entries in a text: leftmost-longest, with true word boundaries and a bounded grammar of endings.
//!
//! In: a text. Out: matches in order, not overlapping. From the beginning of each word the trie of all forms is walked; where the head of a
//! multi-word term ends, the endings that the text has there are read and the walk goes on behind them («شهرهای هوشمند»). What stands
//! between the letters is compared afterwards (`fit`), and what follows the last one is judged (`judge`).

use std::cell::OnceCell;
use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;

use crate::lexicon::Lexicon;
use crate::model::{Definiteness, GrammaticalNumber, Possessor, TermEntry, TermStatus};
use crate::persian::suffix::{heh_plural, may_begin, noun_ending};

use super::fit::{Candidate, Fit, HeadEnding};
use super::folded::{Boundary, Folded};
use super::opening::{Opening, Openings};
use super::pattern::{Form, Head, Pattern, patterns};
use super::spaced::SUFFIXES;
use super::trie::{Node, Trie};
use super::words::Words;

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
    trie: Trie,
    openings: Openings,
    /// What ends at the nodes of the trie that have a value.
    stops: Vec<Stop>,
    /// Sorted by key; those of one key side by side, best first.
    patterns: Vec<Pattern>,
    /// Heads of multi-word terms, each with the node where the walk goes on; those of one base side by side.
    heads: Vec<(Head, Node)>,
}

/// What ends at a node.
#[derive(Debug, Default)]
struct Stop {
    /// The patterns whose key this is.
    patterns: Range<u32>,
    /// The heads of multi-word terms whose base this is.
    heads: Range<u32>,
}

/// Forms that have their letters in the text.
#[derive(Debug)]
struct Place<'f> {
    stop: &'f Stop,
    /// The ending read on the head on the way.
    head: Option<HeadEnding<'f>>,
    /// The cell behind the letters.
    end: usize,
}

impl Finder {
    /// Compiles the patterns of `entries`, deprecated ones left out.
    pub(super) fn new(entries: &[Arc<TermEntry>], lexicon: &Lexicon) -> Self {
        let live = entries.iter().filter(|entry| entry.status != TermStatus::Deprecated);
        let mut forms: Vec<Form> = live.flat_map(|entry| patterns(entry, lexicon)).collect();
        // Stable, so that of equal keys and priorities the first entry wins.
        forms.sort_by(|form, other| {
            let rank = |form: &Form| (form.pattern.shortened, Reverse(form.pattern.priority));
            form.key.cmp(&other.key).then_with(|| rank(form).cmp(&rank(other)))
        });
        let mut keys: Vec<Vec<char>> = Vec::with_capacity(forms.len());
        let mut stops: Vec<Stop> = Vec::with_capacity(forms.len());
        let (mut patterns, mut heads) = (Vec::with_capacity(forms.len()), Vec::new());
        for Form { key, head, pattern } in forms {
            if keys.last() != Some(&key) {
                stops.push(Stop { patterns: range(patterns.len(), 0), ..Stop::default() });
                keys.push(key);
            }
            heads.extend(head.map(|head| (keys.len() - 1, head)));
            patterns.push(pattern);
            stops.iter_mut().last().into_iter().for_each(|stop| stop.patterns.end += 1);
        }
        let mut trie = Trie::new(&keys);
        let bases = heads.iter().flat_map(|(key, head)| bases(&trie, &keys[*key], head)).collect();
        let heads = note_heads(&mut trie, &mut stops, bases);
        Self { openings: Openings::new(&trie), trie, stops, patterns, heads }
    }

    /// Returns the matches in `text`, leftmost-longest.
    pub(super) fn find(&self, text: &str, lexicon: &Lexicon) -> Vec<Match> {
        let folded = Folded::new(text);
        let fit = Fit { text, folded: &folded, words: Words { lexicon }, key: OnceCell::new() };
        let (mut matches, mut places) = (Vec::new(), Vec::new());
        let mut at = 0;
        while at < folded.len() {
            let begins = folded.boundary(at) >= Boundary::Change;
            let found = if begins { self.longest(&fit, at, &mut places) } else { None };
            match found {
                Some(candidate) => {
                    at = candidate.end;
                    matches.push(candidate.to_match(&folded));
                }
                None => at += 1,
            }
        }
        matches
    }

    /// Returns the best candidate that begins at cell `start`: the longest form, then the shortest ending.
    fn longest<'f>(&'f self, fit: &Fit<'_>, start: usize, places: &mut Vec<Place<'f>>) -> Option<Candidate<'f>> {
        places.clear();
        self.spell_word(fit.folded, start, &mut |stop, end| {
            places.push(Place { stop, head: None, end });
            for (head, resume) in slice(&self.heads, &stop.heads) {
                if let Some(found) = head_ending(fit.folded, head, end) {
                    let mut note = |stop, end| places.push(Place { stop, head: Some(found), end });
                    self.spell(fit.folded, (*resume, found.end), &mut note);
                }
            }
        });
        // The longest form first, so that most of the shorter ones need not be tried.
        places.sort_by_key(|place| Reverse(place.end));
        let mut best: Option<Candidate<'_>> = None;
        for place in places.iter() {
            if best.as_ref().is_some_and(|best| best.stem_end > place.end) {
                break;
            }
            let fitting = |pattern| fit.candidate(pattern, place.head.as_ref(), start..place.end);
            if let Some(found) = slice(&self.patterns, &place.stop.patterns).iter().find_map(fitting)
                && best.as_ref().is_none_or(|best| found.rank() > best.rank())
            {
                best = Some(found);
            }
        }
        best
    }

    /// Visits all that ends where the text leads from the beginning of a word at cell `start` on.
    fn spell_word<'f>(&'f self, folded: &Folded, start: usize, visit: &mut impl FnMut(&'f Stop, usize)) {
        match self.openings.of(folded.get(start), folded.get(start + 1)) {
            Opening::Closed => {}
            Opening::Walk => self.spell(folded, (Trie::ROOT, start), visit),
            Opening::Node(node) => {
                self.visit(folded, node, start + 2, visit);
                self.spell(folded, (node, start + 2), visit);
            }
        }
    }

    /// Visits all that ends behind `node`, which the text has reached before cell `at`.
    fn spell<'f>(&'f self, folded: &Folded, from: (Node, usize), visit: &mut impl FnMut(&'f Stop, usize)) {
        let (mut node, mut at) = from;
        while let Some(next) = folded.get(at).and_then(|c| self.trie.step(node, c)) {
            (node, at) = (next, at + 1);
            self.visit(folded, node, at, visit);
        }
    }

    fn visit<'f>(&'f self, folded: &Folded, node: Node, at: usize, visit: &mut impl FnMut(&'f Stop, usize)) {
        // In the middle of another word neither form nor head ends; asked first, since it decides most often.
        if !folded.is_inside_word(at)
            && let Some(stop) = self.trie.value(node).and_then(|value| self.stops.get(value))
        {
            visit(stop, at);
        }
    }
}

fn range(start: usize, len: usize) -> Range<u32> {
    let start = u32::try_from(start).unwrap_or(u32::MAX);
    start..start.saturating_add(u32::try_from(len).unwrap_or(0))
}

fn slice<'s, T>(all: &'s [T], range: &Range<u32>) -> &'s [T] {
    all.get(range.start as usize..range.end as usize).unwrap_or_default()
}

/// Returns where the base of `head` ends, and where the walk goes on. A head in silent ه ends before its ه too, for «نمایندگان ویژه».
fn bases(trie: &Trie, key: &[char], head: &Head) -> impl Iterator<Item = (Node, (Head, Node))> {
    [Some(head.clone()), head.shortened()].into_iter().flatten().filter_map(|head| {
        let (base, resume) = trie.walk(&key[..head.base_len]).zip(trie.walk(&key[..head.len]))?;
        Some((base, (head, resume)))
    })
}

/// Notes the heads at their bases. Returns them in order of their bases.
fn note_heads(trie: &mut Trie, stops: &mut Vec<Stop>, mut bases: Vec<(Node, (Head, Node))>) -> Vec<(Head, Node)> {
    // Stable, so that the heads of one base stay in the order of the keys.
    bases.sort_by_key(|(base, _)| *base);
    let mut heads: Vec<(Head, Node)> = Vec::new();
    for (base, head) in bases {
        let at = trie.value(base).unwrap_or_else(|| {
            stops.push(Stop::default());
            trie.set_value(base, stops.len() - 1);
            stops.len() - 1
        });
        let own = &mut stops[at].heads;
        if own.start == own.end {
            *own = range(heads.len(), 0);
        }
        if !slice(&heads, own).contains(&head) {
            own.end += 1;
            heads.push(head);
        }
    }
    heads
}

/// Reads the ending that the text has behind the base of a head, whose end is cell `at`.
fn head_ending<'h>(folded: &Folded, head: &'h Head, at: usize) -> Option<HeadEnding<'h>> {
    let mut end = folded.word_end(at);
    let may_have_ending = folded.get(at).is_some_and(may_begin);
    if may_have_ending && end == at && folded.boundary(at) == Boundary::Space {
        // «شهر های هوشمند»
        let suffix_end = folded.word_end(at + 1);
        end = if SUFFIXES.contains(&folded.slice(at, suffix_end)) { suffix_end } else { at };
    }
    // «خانه سینما» is the spelling of «خانه‌ی سینما» without its mark; «شورا امنیت» is none of «شورای امنیت».
    let unmarked = end == at && head.base_len < head.len && head.base.ends_with('ه');
    if !unmarked && (end == at || !may_have_ending) {
        return None;
    }
    let rest = folded.slice(at, end);
    let ending = if head.drops_heh { heh_plural(rest) } else { noun_ending(&head.base, rest) }?;
    let plural = ending.number == GrammaticalNumber::Plural && !ending.closed;
    let marked = plural || ending.definiteness == Definiteness::Indefinite || ending.ezafe;
    let open = ending.possessor.is_none() && !ending.copula && (marked || unmarked);
    open.then_some(HeadEnding { head, ending, end })
}
