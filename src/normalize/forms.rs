//! Presentation forms of old encodings and the letters they stand for: ﺳ → س, ﻻ → لا.
//!
//! In: one form. Out: its letters. ﷲ, ﷺ and ﷼ are no forms of letters but signs of their own, and are not listed.

use std::sync::LazyLock;

static FORMS: LazyLock<Vec<(char, &str)>> = LazyLock::new(|| {
    let rows = include_str!("presentation_forms.tsv").lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|line| line.split_once('\t'))
        .filter_map(|(form, letters)| Some((form.chars().next()?, letters)))
        .collect()
});

/// Returns the letters that `form` stands for.
pub(super) fn base_letters(form: char) -> Option<&'static str> {
    let at = FORMS.binary_search_by_key(&form, |(own, _)| *own).ok()?;
    FORMS.get(at).map(|(_, letters)| *letters)
}
