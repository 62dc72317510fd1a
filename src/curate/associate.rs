//! Which English stands for a Persian term: n-grams of the targets, and how strongly they go with a set of rows.
//!
//! In: the targets of a bitext, and the numbers of the rows that hold a term. Out: renderings with the rows that have them. Association is Dice's
//! coefficient, 2·together ÷ (rows of the term + rows of the n-gram); a longer n-gram that is nearly as frequent as the best one takes its place.

use std::collections::HashMap;

use crate::english::{noun, writing};

/// Longest n-gram, in words: "Ministry of Information and Communications Technology" has six.
const LONGEST: usize = 6;

/// A longer n-gram takes the place of the best one if it has this share of its rows.
const NEARLY: f64 = 0.65;

/// Words that neither begin nor end a term, and verbs of every sentence.
const FUNCTION: [&str; 96] = [
    "a", "an", "the", "of", "in", "on", "at", "to", "for", "from", "by", "with", "and", "or", "but", "nor", "as",
    "than", "that", "this", "these", "those", "which", "who", "whom", "whose", "what", "where", "when", "while", "if",
    "because", "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "do", "does", "did", "will",
    "would", "can", "could", "may", "might", "must", "shall", "should", "not", "no", "it", "its", "he", "him", "his",
    "she", "her", "they", "them", "their", "we", "our", "us", "you", "your", "i", "my", "there", "here", "also",
    "such", "into", "about", "after", "before", "between", "during", "through", "over", "under", "more", "most",
    "some", "any", "all", "each", "other", "so", "said", "up",
];

/// The n-grams of all targets.
#[derive(Debug, Default)]
pub struct Targets {
    ids: HashMap<String, usize>,
    grams: Vec<Gram>,
    /// The n-grams of each row.
    rows: Vec<Vec<usize>>,
}

/// One n-gram, plurals folded.
#[derive(Debug, Default)]
struct Gram {
    /// In lower case, each word in the singular.
    key: String,
    /// How it was written, and how often.
    written: Vec<(String, usize)>,
    words: usize,
    rows: usize,
}

/// Where a term stands.
#[derive(Debug, Clone, Copy)]
pub struct Occurrences<'r> {
    /// The rows that hold it, in order.
    pub rows: &'r [usize],
    /// Those of them in which it is not only a part of a longer term.
    pub alone: &'r [usize],
    /// Its length in words.
    pub words: usize,
}

/// Which renderings are reported.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// So many at most.
    pub most: usize,
    /// None of a weaker association, 0 to 1.
    pub weakest: f64,
}

/// A rendering of a term.
#[derive(Debug, Clone, PartialEq)]
pub struct Rendering {
    /// The English, as it is written most often.
    pub text: String,
    /// The same in the singular, if it was met so.
    pub lemma: String,
    /// Rows of the term that have it.
    pub rows: Vec<usize>,
    /// Strength, 0 to 1.
    pub score: f64,
    /// All these rows go on with the same words, so that the rendering may be cut off.
    pub is_cut: bool,
}

impl Targets {
    /// Adds the next row.
    pub fn add(&mut self, target: &str) {
        let mut row = Vec::new();
        for run in runs(target) {
            for start in 0..run.len() {
                for len in 1..=LONGEST.min(run.len() - start) {
                    let words = &run[start..start + len];
                    if is_term(words) {
                        row.push(self.gram(words));
                    }
                }
            }
        }
        row.sort_unstable();
        row.dedup();
        for id in &row {
            self.grams[*id].rows += 1;
        }
        self.rows.push(row);
    }

    /// Returns the number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Returns whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Returns the renderings of a term; each of its rows counts for one of them. Most frequent first.
    #[must_use]
    pub fn renderings(&self, term: &Occurrences<'_>, limits: Limits) -> Vec<Rendering> {
        let mut left: Vec<usize> = term.rows.to_vec();
        let mut found: Vec<Rendering> = Vec::new();
        while found.len() < limits.most && left.len() > 1 {
            let alone: Vec<usize> = left.iter().copied().filter(|row| term.alone.contains(row)).collect();
            let best = self.best(&left, &alone, term.words).filter(|(_, score)| *score >= limits.weakest);
            let Some((id, score)) = best else { break };
            let (with, without): (Vec<usize>, Vec<usize>) = left.iter().partition(|row| self.has(**row, id));
            let is_cut = self.is_cut(id, &with);
            found.push(Rendering { text: self.text(id), lemma: self.lemma(id), rows: with, score, is_cut });
            left = without;
        }
        found.sort_by_key(|rendering| std::cmp::Reverse(rendering.rows.len()));
        found
    }

    fn best(&self, rows: &[usize], alone: &[usize], words: usize) -> Option<(usize, f64)> {
        let mut together: HashMap<usize, usize> = HashMap::new();
        for row in rows {
            for id in self.rows.get(*row).into_iter().flatten() {
                *together.entry(*id).or_default() += 1;
            }
        }
        let mut scored: Vec<(usize, usize, f64)> = together
            .into_iter()
            .filter(|(id, count)| *count > 1 && self.grams[*id].words <= words + 2)
            .map(|(id, count)| (id, count, 2.0 * count as f64 / (rows.len() + self.grams[id].rows) as f64))
            .collect();
        scored.sort_by(|a, b| {
            b.2.total_cmp(&a.2).then(self.grams[b.0].words.cmp(&self.grams[a.0].words)).then(a.0.cmp(&b.0))
        });
        let (best, count, score) = *scored.first()?;
        let longer = scored.iter().filter(|(id, own, own_score)| {
            let length = self.grams[*id].words;
            length > self.grams[best].words
                && length <= words + 1
                && *own as f64 >= NEARLY * count as f64
                && *own_score >= NEARLY * score
                && self.contains(*id, best)
        });
        let longer = longer.max_by_key(|(id, own, _)| (self.grams[*id].words, *own));
        let chosen = longer.or_else(|| self.split(&scored, alone, words)).unwrap_or(&scored[0]);
        Some((chosen.0, chosen.2))
    }

    /// Several renderings may share their last word: "reconnaissance drone" and "surveillance drone" go before "drone". Rows in which the term is only
    /// a part of a longer one do not count here, or «قفسه سینه» would be "chest pain" for «درد قفسه سینه».
    fn split<'s>(
        &self,
        scored: &'s [(usize, usize, f64)],
        alone: &[usize],
        words: usize,
    ) -> Option<&'s (usize, usize, f64)> {
        let (best, _, _) = *scored.first()?;
        let with_best: Vec<usize> = alone.iter().copied().filter(|row| self.has(*row, best)).collect();
        let fits = |id: usize| (self.grams[best].words + 1..=words).contains(&self.grams[id].words);
        let longer = scored.iter().filter(|(id, _, _)| fits(*id) && self.contains(*id, best));
        let counted = longer.map(|one| (one, with_best.iter().filter(|row| self.has(**row, one.0)).count()));
        let often: Vec<_> = counted.filter(|(_, count)| *count > 1).collect();
        let covered = with_best.iter().filter(|row| often.iter().any(|(one, _)| self.has(**row, one.0))).count();
        let most = often.into_iter().max_by_key(|(one, count)| (*count, std::cmp::Reverse(one.0)));
        most.filter(|_| covered as f64 >= NEARLY * with_best.len() as f64).map(|(one, _)| one)
    }

    /// Returns whether all `rows` have the n-gram only as a part of one longer n-gram.
    fn is_cut(&self, id: usize, rows: &[usize]) -> bool {
        let Some((first, others)) = rows.split_first() else { return false };
        let longer = self.rows.get(*first).into_iter().flatten();
        let longer = longer.filter(|own| self.grams[**own].words > self.grams[id].words && self.contains(**own, id));
        longer.into_iter().any(|own| others.iter().all(|row| self.has(*row, *own)))
    }

    fn has(&self, row: usize, id: usize) -> bool {
        self.rows.get(row).is_some_and(|row| row.binary_search(&id).is_ok())
    }

    fn contains(&self, longer: usize, shorter: usize) -> bool {
        format!(" {} ", self.grams[longer].key).contains(&format!(" {} ", self.grams[shorter].key))
    }

    fn text(&self, id: usize) -> String {
        let written = self.grams[id].written.iter();
        written.max_by_key(|(_, count)| *count).map(|(text, _)| text.clone()).unwrap_or_default()
    }

    fn lemma(&self, id: usize) -> String {
        let gram = &self.grams[id];
        let singular = gram.written.iter().filter(|(text, _)| text.to_lowercase() == gram.key);
        singular.max_by_key(|(_, count)| *count).map_or_else(|| self.text(id), |(text, _)| text.clone())
    }

    fn gram(&mut self, words: &[Word<'_>]) -> usize {
        let key = words.iter().map(|word| word.key.as_str()).collect::<Vec<_>>().join(" ");
        let next = self.grams.len();
        let id = *self.ids.entry(key.clone()).or_insert(next);
        if id == next {
            self.grams.push(Gram { key, words: words.len(), ..Gram::default() });
        }
        // At the beginning of a sentence a capital says nothing.
        let written = words.iter().map(|word| if word.opens { word.lower() } else { word.text.to_owned() });
        let written = written.collect::<Vec<_>>().join(" ");
        let forms = &mut self.grams[id].written;
        match forms.iter_mut().find(|(text, _)| *text == written) {
            Some((_, count)) => *count += 1,
            None => forms.push((written, 1)),
        }
        id
    }
}

struct Word<'t> {
    text: &'t str,
    /// Lower case, singular.
    key: String,
    opens: bool,
}

impl Word<'_> {
    /// An acronym keeps its capitals wherever it stands.
    fn lower(&self) -> String {
        let capitals = self.text.chars().filter(|c| c.is_uppercase()).count();
        if capitals > 1 { self.text.to_owned() } else { self.text.to_lowercase() }
    }
}

/// Words with nothing but single spaces between them.
fn runs(target: &str) -> Vec<Vec<Word<'_>>> {
    let mut runs: Vec<Vec<Word<'_>>> = Vec::new();
    let mut end = None;
    for (start, token) in writing::tokens(target) {
        let bare = ["'s", "’s"].iter().find_map(|mark| token.strip_suffix(mark)).unwrap_or(token);
        let bare = bare.trim_matches(['\'', '’', '-']);
        let joined = end.is_some_and(|end: usize| target.get(end..start) == Some(" "));
        end = Some(start + token.len()).filter(|_| bare.len() == token.len());
        if bare.is_empty() {
            continue;
        }
        let lower = bare.to_lowercase();
        let key = noun::singular(&lower).unwrap_or(lower);
        let word = Word { text: bare, key, opens: writing::opens_sentence(&target[..start]) };
        match runs.last_mut().filter(|_| joined) {
            Some(run) => run.push(word),
            None => runs.push(vec![word]),
        }
    }
    runs
}

/// Begins and ends with a word of content.
fn is_term(words: &[Word<'_>]) -> bool {
    let content = |word: Option<&Word<'_>>| {
        word.is_some_and(|word| !is_function_word(word.text) && word.text.chars().any(char::is_alphabetic))
    };
    content(words.first()) && content(words.last())
}

/// Returns whether an English word has no content of its own.
#[must_use]
pub fn is_function_word(word: &str) -> bool {
    FUNCTION.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::{Limits, Occurrences, Targets};

    #[test]
    fn renderings_are_told_apart() {
        let mut targets = Targets::default();
        let rows = [
            "The smart city plan was approved.",
            "Plans for smart cities were made.",
            "An intelligent city needs data.",
            "They want an intelligent city.",
            "The plan was approved in the ministry.",
            "Data on water were made public.",
        ];
        rows.iter().for_each(|row| targets.add(row));
        let limits = Limits { most: 3, weakest: 0.3 };
        let term = |rows: &'static [usize]| Occurrences { rows, alone: rows, words: 2 };
        let found = targets.renderings(&term(&[0, 1, 2, 3]), limits);
        let texts: Vec<(&str, usize)> = found.iter().map(|one| (one.lemma.as_str(), one.rows.len())).collect();
        assert_eq!(texts, [("smart city", 2), ("intelligent city", 2)]);
        assert!(targets.renderings(&term(&[4]), limits).is_empty(), "one row proves nothing");
    }
}
