//! Replaces the few spellings that are simply wrong: «علاقمند» → «علاقه‌مند», «سپاسگذار» → «سپاسگزار».
//!
//! In: one word. Out: how much of it is to be replaced by what. The list is `respellings.tsv`; ordinary typing errors are not looked for.

use std::sync::LazyLock;

static ROWS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let rows = include_str!("respellings.tsv").lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|line| line.split_once('\t')).collect()
});

/// Endings that may follow.
const ENDINGS: [&str; 12] = ["", "ی", "ان", "انی", "م", "ند", "یم", "ید", "ش", "انش", "ها", "های"];

/// Returns the wrong beginning of `word` and its replacement.
pub(super) fn find(word: &str) -> Option<(&'static str, &'static str)> {
    ROWS.iter().copied().find(|(wrong, _)| word.strip_prefix(wrong).is_some_and(|rest| ENDINGS.contains(&rest)))
}

/// Returns the wrong beginnings, which are no words even where a lexicon lists one.
pub(super) fn wrong() -> impl Iterator<Item = &'static str> {
    ROWS.iter().map(|(wrong, _)| *wrong)
}
