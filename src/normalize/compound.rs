//! Compounds that no list holds: a known word and a productive second part («اطلاع‌رسانی»), or a prefix and a known word («هم‌افزایی»).
//!
//! In: a word. Out: its reading. The parts are listed in `compounds.tsv`.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::joints::Joints;
use super::reading::{Reading, count, joins, read as read_word};
use super::speller::{Class, Part, Speller};

/// Rows as `part<TAB>kind`.
const PARTS: &str = include_str!("compounds.tsv");

/// Words in ه before whose «ای» the plural of the shorter word steps back: خانه (خان), هفته (هفت).
static INDEFINITE: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| rows().filter(|(_, kind)| *kind == "indefinite").map(|(word, _)| word).collect());

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

/// Returns whether «ای» after this word in ه is the ending, and not part of «های» after the shorter word.
pub(super) fn takes_indefinite_first(word: &str) -> bool {
    INDEFINITE.contains(word)
}
