//! How words are put on paper: articles, capitals, tokens.

/// Returns "a" or "an" for what follows.
#[must_use]
pub fn indefinite_article(next: &str) -> &'static str {
    let first_word = next.split([' ', '-']).next().unwrap_or("");
    let lower = first_word.to_lowercase();
    let spelled_out = first_word.len() > 1 && first_word.chars().all(|c| c.is_ascii_uppercase());
    let vowel_sound = if spelled_out {
        // Letter names: an MP, an FBI agent, a UN body.
        "AEFHILMNORSX".contains(&first_word[..1])
    } else if ["hour", "honest", "honor", "honour", "heir"].iter().any(|silent| lower.starts_with(silent)) {
        true
    } else if ["uni", "use", "usu", "eu", "one", "once", "ub", "uti", "ur"].iter().any(|glide| lower.starts_with(glide))
    {
        lower.starts_with("uni") && ["unin", "unim"].iter().any(|open| lower.starts_with(open))
            || lower.starts_with("urg")
            || lower.starts_with("urb")
    } else if lower.starts_with(|c: char| c.is_ascii_digit()) {
        lower.starts_with('8') || lower == "11" || lower == "18"
    } else {
        lower.starts_with(['a', 'e', 'i', 'o', 'u'])
    };
    if vowel_sound { "an" } else { "a" }
}

/// Returns `text` with its first letter upper case; marks before it are skipped.
#[must_use]
pub fn capitalize(text: &str) -> String {
    let Some((at, first)) = text.char_indices().find(|(_, c)| c.is_alphanumeric()) else {
        return text.to_owned();
    };
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..at]);
    out.extend(first.to_uppercase());
    out.push_str(&text[at + first.len_utf8()..]);
    out
}

/// Returns `form` with a capital first letter if `model` has one.
#[must_use]
pub(crate) fn with_case_of(form: &str, model: &str) -> String {
    if model.starts_with(char::is_uppercase) { capitalize(form) } else { form.to_owned() }
}

/// Returns whether what follows `before` begins a sentence or a direct speech.
#[must_use]
pub fn opens_sentence(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '\n', '“', '"', '‘', '(', '[', '—', '–']);
    before.is_empty() || before.ends_with(['.', '!', '?', ':', '…', '”'])
}

/// Returns the words of an English text with their byte offsets; hyphens and apostrophes stay inside a word.
pub fn tokens(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’' | '\u{2011}');
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text[rest..].find(inside)?;
        let end = text[start..].find(|c| !inside(c)).map_or(text.len(), |len| start + len);
        rest = end;
        Some((start, &text[start..end]))
    })
}

#[cfg(test)]
mod tests {
    use super::{capitalize, indefinite_article, tokens};

    #[test]
    fn articles_follow_the_sound() {
        for (next, article) in [
            ("agreement", "an"),
            ("university", "a"),
            ("hour", "an"),
            ("MP", "an"),
            ("UN body", "a"),
            ("one-day visit", "a"),
            ("unimportant thing", "an"),
            ("European state", "a"),
            ("8-year term", "an"),
        ] {
            assert_eq!(indefinite_article(next), article, "{next}");
        }
    }

    #[test]
    fn capitals_and_tokens() {
        assert_eq!(capitalize("“he said"), "“He said");
        assert_eq!(tokens("e-government, Iran's").map(|t| t.1).collect::<Vec<_>>(), ["e-government", "Iran's"]);
    }
}
