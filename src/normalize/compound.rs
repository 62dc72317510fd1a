//! Compounds that no list holds: a known word and a productive second part («اطلاع‌رسانی»), or a prefix and a known word («هم‌افزایی»).
//!
//! In: a word. Out: its reading. The parts are listed in `compounds.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::joints::Joints;
use super::reading::{Reading, count, joins, read as read_word};
use super::speller::{Class, Part, Speller};
use crate::persian::table::Quick;

/// Rows as `part<TAB>kind`.
const PARTS: &str = include_str!("compounds.tsv");

/// Words in ه before whose «ای» the plural of the shorter word steps back: خانه (خان), هفته (هفت); or at least does not go first: شانه (شان).
static COMMONER: LazyLock<HashMap<&'static str, Commoner>> = LazyLock::new(|| {
    let kind = |kind: &str| match kind {
        "indefinite" => Some(Commoner::Indefinite),
        "either" => Some(Commoner::Neither),
        _ => None,
    };
    rows().filter_map(|(word, name)| Some((word, kind(name)?))).collect()
});

/// What «Xهای» commonly is where X and Xه are both words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Commoner {
    /// «دست‌های»
    Plural,
    /// «خانه‌ای»
    Indefinite,
    /// «نشان‌های» or «نشانه‌ای»
    Neither,
}

/// Second parts by first parts: «هم چنین», «گفت و گو».
static ONE_WORD: LazyLock<HashMap<&'static str, Vec<&'static str>, Quick>> = LazyLock::new(|| {
    let mut found: HashMap<_, Vec<_>, Quick> = HashMap::default();
    for (words, _) in rows().filter(|(_, kind)| matches!(*kind, "whole" | "pair")) {
        if let Some((first, last)) = words.split_once(' ') {
            found.entry(first).or_default().push(last.strip_prefix("و ").unwrap_or(last));
        }
    }
    found
});

/// Returns the first parts of what is one word although its parts look like words.
pub(super) fn first_parts() -> impl Iterator<Item = &'static str> {
    rows().filter(|(_, kind)| matches!(*kind, "whole" | "pair")).filter_map(|(words, _)| Some(words.split_once(' ')?.0))
}

/// Returns whether `first` and `last`, which may have endings, are never two words, or never three with «و» between them. Endings of one
/// letter make other words: «گفت و گوش داد».
pub(super) fn is_one_word(first: &str, last: &str) -> bool {
    let is_ending = |rest: &str| rest.is_empty() || rest.starts_with(['ی', 'ه', 'ا']);
    let fits = |own: &&str| last.strip_prefix(own).is_some_and(is_ending);
    ONE_WORD.get(first).is_some_and(|lasts| lasts.iter().any(fits))
}

/// The same without endings.
pub(super) fn is_one_word_exactly(first: &str, last: &str) -> bool {
    ONE_WORD.get(first).is_some_and(|lasts| lasts.contains(&last))
}

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    PARTS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

/// Returns the parts of compounds and what they are.
pub(super) fn parts() -> impl Iterator<Item = (&'static str, Part)> {
    rows().filter_map(|(part, kind)| {
        let kind = match kind {
            "last" => Part::Last,
            "bound" => Part::Bound,
            "loose" => Part::Loose,
            "first" => Part::First,
            "prefix" => Part::Prefix,
            "open" => Part::Open,
            _ => return None,
        };
        Some((part, kind))
    })
}

/// Reads `word` as a compound.
pub(super) fn read(speller: &Speller, word: &str, depth: u8) -> Option<Reading> {
    let cuts = word.char_indices().map(|(at, _)| at).skip(2);
    let found = cuts.clone().find_map(|at| {
        let (first, last) = word.split_at(at);
        let part = speller.part(last);
        let is_last = matches!(part, Part::Last | Part::Bound | Part::Loose);
        if !is_last || !joins(first) || (count(first) < 3 && part != Part::Bound) {
            return None;
        }
        let stem = speller.get(first).filter(|stem| !stem.class.is(Class::FUNCTION) && stem.class != Class::VERB)?;
        let joints = if stem.plain { Default::default() } else { stem.joints };
        Some(Reading { joints: joints.with(count(first)), class: Class::NOUN.or(Class::ADJECTIVE), sure: true })
    });
    found.or_else(|| {
        cuts.take(3).find_map(|at| {
            let (first, last) = word.split_at(at);
            let part = speller.part(first);
            if !matches!(part, Part::First | Part::Prefix) || count(last) < 3 {
                return None;
            }
            // «بی‌اعتنایی», but not «بی‌هاری»: a short rest with an ending is no evidence.
            let depth = if count(last) > 3 && (part == Part::Prefix) { depth.min(1) } else { 0 };
            let stem = read_word(speller, last, depth).filter(|stem| stem.sure && stem.class.is_nominal())?;
            if part != Part::Prefix && (count(last) < 4 || !stem.class.is(Class::NOUN)) {
                return None;
            }
            let moved = stem
                .joints
                .iter()
                .fold(Joints::default().with(count(first)), |joints, at| joints.with(at + count(first)));
            Some(Reading { joints: moved, class: stem.class, sure: true })
        })
    })
}

/// Returns what a word in ه with «ای» commonly is.
pub(super) fn commoner(word: &str) -> Commoner {
    COMMONER.get(word).copied().unwrap_or(Commoner::Plural)
}
