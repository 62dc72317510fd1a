//! Language tags: which of a file's languages are meant.

/// Tags that are one language for a glossary.
const EQUAL: [&[&str]; 2] = [&["fa", "fas", "per", "pes", "prs"], &["en", "eng"]];

/// Returns whether the tag `found` is the language `wanted`, or a variant of it: `fa-IR`, `fa_IR`, `prs` for `fa`.
pub(super) fn is_variant(found: &str, wanted: &str) -> bool {
    let (found, wanted) = (primary(found), primary(wanted));
    !found.is_empty()
        && (found == wanted || EQUAL.iter().any(|group| group.contains(&&*found) && group.contains(&&*wanted)))
}

/// Returns whether the tags are equal but for case and `_` for `-`.
pub(super) fn is_exact(found: &str, wanted: &str) -> bool {
    found.replace('_', "-").eq_ignore_ascii_case(&wanted.replace('_', "-"))
}

/// Returns whether `text` looks like a language tag: two or three letters, perhaps a region.
pub(super) fn is_tag(text: &str) -> bool {
    let mut parts = text.trim().split(['-', '_']);
    let letters = |part: &str, lengths: [usize; 2]| {
        lengths.contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphabetic())
    };
    parts.next().is_some_and(|first| letters(first, [2, 3])) && parts.all(|part| letters(part, [2, 4]))
}

fn primary(tag: &str) -> String {
    tag.trim().split(['-', '_']).next().unwrap_or("").to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{is_exact, is_tag, is_variant};

    #[test]
    fn variants_are_one_language() {
        for tag in ["fa", "FA", "fa-IR", "fa_IR", "fas", "per", "prs", "prs-AF"] {
            assert!(is_variant(tag, "fa"), "{tag}");
        }
        assert!(is_variant("en-US", "en-GB") && !is_variant("ar", "fa") && !is_variant("", "fa"));
        assert!(is_exact("fa_ir", "fa-IR") && !is_exact("fa", "fa-IR"));
        assert!(is_tag("fa_IR") && is_tag("zh-Hant") && !is_tag("source") && !is_tag("سند"));
    }
}
