//! Compounds that no list holds: a known word and a productive second part («اطلاع‌رسانی»), or a prefix and a known word («هم‌افزایی»).
//!
//! In: a word. Out: its reading. The parts are listed in `compounds.tsv`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::reading::{Reading, count, joins, read as read_word};
use super::speller::{Class, Speller};

struct Parts {
    /// Second parts, and whether they are never words of their own.
    last: HashMap<&'static str, bool>,
    first: HashSet<&'static str>,
    /// Words in ه before whose «ای» the plural of the shorter word steps back: خانه (خان), هفته (هفت).
    indefinite: HashSet<&'static str>,
}

static PARTS: LazyLock<Parts> = LazyLock::new(|| {
    let mut parts = Parts { last: HashMap::new(), first: HashSet::new(), indefinite: HashSet::new() };
    let rows = include_str!("compounds.tsv").lines().filter(|line| !line.starts_with('#'));
    for (part, kind) in rows.filter_map(|line| line.split_once('\t')) {
        match kind {
            "last" => drop(parts.last.insert(part, false)),
            "bound" => drop(parts.last.insert(part, true)),
            "first" => drop(parts.first.insert(part)),
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
        if !joins(first) || !PARTS.last.contains_key(last) {
            return None;
        }
        let stem = speller.get(first).filter(|stem| !stem.class.is(Class::FUNCTION))?;
        let joints = if stem.plain { Default::default() } else { stem.joints };
        Some(Reading { joints: joints.with(count(first)), class: Class::NOUN.or(Class::ADJECTIVE), sure: true })
    });
    found.or_else(|| {
        cuts.take(3).find_map(|at| {
            let (first, last) = word.split_at(at);
            if !PARTS.first.contains(first) || count(last) < 3 {
                return None;
            }
            let stem = read_word(speller, last, depth.min(1)).filter(|stem| stem.class.is_nominal())?;
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
    PARTS.last.get(word).copied().unwrap_or(false)
}

/// Returns whether «ای» after this word in ه is the ending, and not part of «های» after the shorter word.
pub(super) fn takes_indefinite_first(word: &str) -> bool {
    PARTS.indefinite.contains(word)
}
