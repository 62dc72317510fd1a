//! Finds entries in a text: leftmost-longest, with true word boundaries and a bounded grammar of endings.
//!
//! In: a text. Out: matches in order, not overlapping. From the beginning of each word the trie of all forms is walked; where the head of a
//! multi-word term ends, the endings that the text has there are read and the walk goes on behind them («شهرهای هوشمند»). What stands
//! between the letters is compared afterwards (`fit`), and what follows the last one is judged (`judge`).

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use crate::lexicon::Lexicon;
use crate::model::{Definiteness, GrammaticalNumber, Possessor, TermEntry, TermStatus};
use crate::persian::suffix::{gan_ending, noun_ending};

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
    /// Heads of multi-word terms by the node at which their base ends; the second node is where the walk goes on.
    heads: HashMap<Node, Vec<(Head, Node)>>,
}

impl Finder {
    /// Compiles the patterns of `entries`, deprecated ones left out.
    pub(super) fn new(entries: &[Arc<TermEntry>], lexicon: &Lexicon) -> Self {
        let mut by_key: BTreeMap<Vec<char>, Vec<Pattern>> = BTreeMap::new();
        for entry in entries.iter().filter(|entry| entry.status != TermStatus::Deprecated) {
            for (key, pattern) in patterns(entry, lexicon) {
                by_key.entry(key).or_default().push(pattern);
            }
        }
        for group in by_key.values_mut() {
            group.sort_by_key(|pattern| (pattern.shortened, std::cmp::Reverse(pattern.entry.priority)));
        }
        let (keys, patterns): (Vec<_>, Vec<_>) = by_key.into_iter().unzip();
        let trie = Trie::new(&keys);
        let heads = heads(&trie, &keys, &patterns);
        Self { trie, patterns, heads }
    }

    /// Returns the matches in `text`, leftmost-longest.
    pub(super) fn find(&self, text: &str, lexicon: &Lexicon) -> Vec<Match> {
        let folded = Folded::new(text);
        let fit = Fit { text, folded: &folded, words: Words { lexicon } };
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
            for (head, resume) in self.heads.get(&node).into_iter().flatten() {
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
fn heads(trie: &Trie, keys: &[Vec<char>], patterns: &[Vec<Pattern>]) -> HashMap<Node, Vec<(Head, Node)>> {
    let mut heads: HashMap<Node, Vec<(Head, Node)>> = HashMap::new();
    for (key, group) in keys.iter().zip(patterns) {
        for head in group.iter().filter_map(|pattern| pattern.head.as_ref()) {
            for head in [Some(head.clone()), head.shortened()].into_iter().flatten() {
                let nodes = trie.walk(&key[..head.base_len]).zip(trie.walk(&key[..head.len]));
                let Some((base, resume)) = nodes else { continue };
                let noted = heads.entry(base).or_default();
                if !noted.contains(&(head.clone(), resume)) {
                    noted.push((head, resume));
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
    let ending = if head.drops_heh { gan_ending(&rest) } else { noun_ending(&head.base, &rest) }?;
    let plural = ending.number == GrammaticalNumber::Plural && !ending.closed;
    let marked = plural || ending.definiteness == Definiteness::Indefinite || ending.ezafe;
    // «خانه سینما» is the spelling of «خانه‌ی سینما» without its mark; «شورا امنیت» is none of «شورای امنیت».
    let unmarked = rest.is_empty() && head.base_len < head.len && head.base.ends_with('ه');
    let open = ending.possessor.is_none() && !ending.copula && (marked || unmarked);
    open.then_some(HeadEnding { head, ending, end })
}
