//! Compounds that no list holds: a known word and a productive second part («اطلاع‌رسانی»), or a prefix and a known word («هم‌افزایی»).
//!
//! In: a word. Out: its reading. The parts are listed in `compounds.tsv`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::reading::{Reading, count, joins, read as read_word};
use super::speller::{Class, Speller};

/// What a part of a compound is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Second part that is also a word.
    Last,
    /// Second part that is no word of its own.
    Bound,
    /// Second part that a space may part from the first: «حذف شده».
    Loose,
}

struct Parts {
    last: HashMap<&'static str, Part>,
    /// Prefixes, and whether they never stand apart: «بی‌ثبات», but «هم از».
    first: HashMap<&'static str, bool>,
    /// Words in ه before whose «ای» the plural of the shorter word steps back: خانه (خان), هفته (هفت).
    indefinite: HashSet<&'static str>,
}

static PARTS: LazyLock<Parts> = LazyLock::new(|| {
    let mut parts = Parts { last: HashMap::new(), first: HashMap::new(), indefinite: HashSet::new() };
    let rows = include_str!("compounds.tsv").lines().filter(|line| !line.starts_with('#'));
    for (part, kind) in rows.filter_map(|line| line.split_once('\t')) {
        match kind {
            "last" => drop(parts.last.insert(part, Part::Last)),
            "bound" => drop(parts.last.insert(part, Part::Bound)),
            "loose" => drop(parts.last.insert(part, Part::Loose)),
            "first" => drop(parts.first.insert(part, false)),
            "prefix" => drop(parts.first.insert(part, true)),
            _ => drop(parts.indefinite.insert(part)),
        }
    }
    parts
});

/// Reads `word` as a compound.
pub(super) fn read(speller: &Speller, word: &str, depth: u8) -> Option<Reading> {
    let cuts = word.char_indices().map(|(at, _)| at).skip(2);
    let found = cuts.clone().find_map(|at| {
        let (first, last) = word.split_at(at);
        let part = PARTS.last.get(last)?;
        if !joins(first) || (count(first) < 3 && *part != Part::Bound) {
            return None;
        }
        let stem = speller.get(first).filter(|stem| !stem.class.is(Class::FUNCTION))?;
        let joints = if stem.plain { Default::default() } else { stem.joints };
        Some(Reading { joints: joints.with(count(first)), class: Class::NOUN.or(Class::ADJECTIVE), sure: true })
    });
    found.or_else(|| {
        cuts.take(3).find_map(|at| {
            let (first, last) = word.split_at(at);
            if !PARTS.first.contains_key(first) || count(last) < 3 {
                return None;
            }
            // «بی‌اعتنایی», but not «بی‌هاری»: a short rest with an ending is no evidence.
            let depth = if count(last) > 3 && is_prefix(first) { depth.min(1) } else { 0 };
            let stem = read_word(speller, last, depth).filter(|stem| stem.sure && stem.class.is_nominal())?;
            if !is_prefix(first) && (count(last) < 4 || !stem.class.is(Class::NOUN)) {
                return None;
            }
            let moved = stem
                .joints
                .iter()
                .fold(super::joints::Joints::default().with(count(first)), |joints, at| joints.with(at + count(first)));
            Some(Reading { joints: moved, class: stem.class, sure: true })
        })
    })
}

/// Returns whether `word` is a second part that is no word of its own, so that a space before it is a mistake: «پذیر», «گذاری».
pub(super) fn is_bound(word: &str) -> bool {
    PARTS.last.get(word) == Some(&Part::Bound)
}

/// Returns whether `word` is a second part that may stand apart: «شده» in «حذف شده».
pub(super) fn is_loose(word: &str) -> bool {
    PARTS.last.get(word) == Some(&Part::Loose)
}

/// Returns whether `word` is a prefix that never stands apart: «بی», «نیمه».
pub(super) fn is_prefix(word: &str) -> bool {
    PARTS.first.get(word).copied().unwrap_or(false)
}

/// Returns whether the parts of a listed compound are of a kind that is written as one word: «پیش‌بینی», «حجت‌الاسلام»; «سال‌نو» is not.
pub(super) fn is_close(first: &str, last: &str) -> bool {
    PARTS.first.contains_key(first)
        || last.starts_with("ال")
        || PARTS.last.get(last).is_some_and(|part| *part != Part::Loose)
}

/// Returns whether «ای» after this word in ه is the ending, and not part of «های» after the shorter word.
pub(super) fn takes_indefinite_first(word: &str) -> bool {
    PARTS.indefinite.contains(word)
}
