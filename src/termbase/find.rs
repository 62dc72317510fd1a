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
use crate::persian::suffix::{heh_plural, noun_ending};

use super::fit::{Candidate, Fit, HeadEnding};
use super::folded::{Boundary, Folded};
use super::pattern::{Head, Pattern, patterns};
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
    /// Patterns of one key, best first.
    patterns: Vec<Vec<Pattern>>,
    heads: Heads,
}

/// Heads of multi-word terms, by the node at which their base ends.
#[derive(Debug, Default)]
struct Heads {
    /// For each node the position of its list; 0 where no head ends.
    at: Vec<u32>,
    /// Heads, each with the node where the walk goes on; the first list is empty.
    lists: Vec<Vec<(Head, Node)>>,
}

impl Heads {
    fn new(trie: &Trie) -> Self {
        Self { at: vec![0; trie.len()], lists: vec![Vec::new()] }
    }

    fn of(&self, node: Node) -> &[(Head, Node)] {
        self.at.get(node.index()).and_then(|at| self.lists.get(*at as usize)).map_or(&[], Vec::as_slice)
    }

    fn note(&mut self, base: Node, head: Head, resume: Node) {
        let Some(at) = self.at.get_mut(base.index()) else { return };
        if *at == 0 {
            *at = u32::try_from(self.lists.len()).unwrap_or(0);
            self.lists.push(Vec::new());
        }
        if let Some(list) = self.lists.get_mut(*at as usize)
            && !list.contains(&(head.clone(), resume))
        {
            list.push((head, resume));
        }
    }
}

impl Finder {
    /// Compiles the patterns of `entries`, deprecated ones left out.
    pub(super) fn new(entries: &[Arc<TermEntry>], lexicon: &Lexicon) -> Self {
        let live = entries.iter().filter(|entry| entry.status != TermStatus::Deprecated);
        let mut forms: Vec<(Vec<char>, Pattern)> = live.flat_map(|entry| patterns(entry, lexicon)).collect();
        // Stable, so that of equal keys and priorities the first entry wins.
        forms.sort_by(|(key, pattern), (other_key, other)| {
            let rank = |pattern: &Pattern| (pattern.shortened, Reverse(pattern.entry.priority));
            key.cmp(other_key).then_with(|| rank(pattern).cmp(&rank(other)))
        });
        let mut keys: Vec<Vec<char>> = Vec::with_capacity(forms.len());
        let mut patterns: Vec<Vec<Pattern>> = Vec::with_capacity(forms.len());
        for (key, pattern) in forms {
            if keys.last() == Some(&key)
                && let Some(group) = patterns.last_mut()
            {
                group.push(pattern);
            } else {
                keys.push(key);
                patterns.push(vec![pattern]);
            }
        }
        let trie = Trie::new(&keys);
        let heads = heads(&trie, &keys, &patterns);
        Self { trie, patterns, heads }
    }

    /// Returns the matches in `text`, leftmost-longest.
    pub(super) fn find(&self, text: &str, lexicon: &Lexicon) -> Vec<Match> {
        let folded = Folded::new(text);
        let fit = Fit { text, folded: &folded, words: Words { lexicon }, key: OnceCell::new() };
        let mut matches = Vec::new();
        let mut at = 0;
        while at < folded.len() {
            let found = if folded.boundary(at) >= Boundary::Change { self.longest(&fit, at) } else { None };
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
    fn longest(&self, fit: &Fit<'_>, start: usize) -> Option<Candidate<'_>> {
        let mut best: Option<Candidate<'_>> = None;
        let mut offer = |node, head: Option<&HeadEnding<'_>>, end| {
            let group = self.trie.value(node).and_then(|value| self.patterns.get(value)).into_iter().flatten();
            for pattern in group {
                if let Some(found) = fit.candidate(pattern, head, start..end) {
                    if best.as_ref().is_none_or(|best| found.rank() > best.rank()) {
                        best = Some(found);
                    }
                    break;
                }
            }
        };
        self.spell(fit.folded, (Trie::ROOT, start), &mut |node, at| {
            offer(node, None, at);
            for (head, resume) in self.heads.of(node) {
                if let Some(found) = head_ending(fit.folded, head, at) {
                    self.spell(fit.folded, (*resume, found.end), &mut |node, at| offer(node, Some(&found), at));
                }
            }
        });
        best
    }

    /// Visits every node to which the text leads from cell `at` on, and the cell behind it.
    fn spell(&self, folded: &Folded, (mut node, mut at): (Node, usize), visit: &mut impl FnMut(Node, usize)) {
        while let Some(next) = folded.get(at).and_then(|c| self.trie.step(node, c)) {
            (node, at) = (next, at + 1);
            visit(node, at);
        }
    }
}

/// Notes at which nodes heads end. A head in silent ه is noted before its ه too, for «نمایندگان ویژه».
fn heads(trie: &Trie, keys: &[Vec<char>], patterns: &[Vec<Pattern>]) -> Heads {
    let mut heads = Heads::new(trie);
    for (key, group) in keys.iter().zip(patterns) {
        for head in group.iter().filter_map(|pattern| pattern.head.as_ref()) {
            for head in [Some(head.clone()), head.shortened()].into_iter().flatten() {
                let nodes = trie.walk(&key[..head.base_len]).zip(trie.walk(&key[..head.len]));
                if let Some((base, resume)) = nodes {
                    heads.note(base, head, resume);
                }
            }
        }
    }
    heads
}

/// Reads the ending that the text has behind the base of a head, whose end is cell `at`.
fn head_ending<'h>(folded: &Folded, head: &'h Head, at: usize) -> Option<HeadEnding<'h>> {
    let mut end = folded.word_end(at);
    if end == at && folded.boundary(at) == Boundary::Space {
        // «شهر های هوشمند»
        let suffix_end = folded.word_end(at + 1);
        end = if SUFFIXES.contains(&folded.slice(at, suffix_end).as_str()) { suffix_end } else { at };
    }
    let rest = folded.slice(at, end);
    let ending = if head.drops_heh { heh_plural(&rest) } else { noun_ending(&head.base, &rest) }?;
    let plural = ending.number == GrammaticalNumber::Plural && !ending.closed;
    let marked = plural || ending.definiteness == Definiteness::Indefinite || ending.ezafe;
    // «خانه سینما» is the spelling of «خانه‌ی سینما» without its mark; «شورا امنیت» is none of «شورای امنیت».
    let unmarked = rest.is_empty() && head.base_len < head.len && head.base.ends_with('ه');
    let open = ending.possessor.is_none() && !ending.copula && (marked || unmarked);
    open.then_some(HeadEnding { head, ending, end })
}
