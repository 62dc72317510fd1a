//! The match key: the form under which two spellings of the same text are equal, with its way back.
//!
//! In: any text. Out: folded text without ZWNJ, marks and doubled spaces. It is used for comparing only; it is never shown as text.

use super::letters::{fold, plain_words_end};

/// A folded text that remembers where each of its bytes came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The folded text.
    pub text: String,
    /// For every byte of `text`, and for its end, the byte offset in the original.
    origin: Vec<usize>,
}

impl Key {
    /// Folds `original`: white space runs become one space, outer white space goes.
    #[must_use]
    pub fn new(original: &str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut origin = Vec::with_capacity(original.len() + 1);
        let mut chars = original.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let folded =
                if c.is_whitespace() { space_after(&text) } else { fold_in_context(c, chars.peek().map(|p| p.1)) };
            if let Some(folded) = folded {
                text.push(folded);
                origin.resize(text.len(), at);
            }
        }
        if text.ends_with(' ') {
            text.pop();
            origin.pop();
        }
        origin.push(original.len());
        Self { text, origin }
    }

    /// Returns the offset in the original of the character that stands at byte `at` of the key.
    #[must_use]
    pub fn original(&self, at: usize) -> usize {
        self.origin.get(at).or(self.origin.last()).copied().unwrap_or(0)
    }
}

/// Returns whether `text` names `name` in whatever spelling, as words of their own.
#[must_use]
pub fn mentions(text: &str, name: &str) -> bool {
    let (text, name) = (match_key(text), match_key(name));
    let is_outside = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    !name.is_empty()
        && text.match_indices(&name).any(|(at, _)| {
            let (before, behind) = (&text[..at], &text[at + name.len()..]);
            is_outside(before.chars().next_back()) && is_outside(behind.chars().next())
        })
}

/// Returns the match key of `text`.
#[must_use]
pub fn match_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    match_key_into(text, &mut key);
    key
}

/// Puts the match key of `text` in the place of what `key` holds.
pub fn match_key_into(text: &str, key: &mut String) {
    key.clear();
    let mut at = 0;
    while at < text.len() {
        let end = plain_words_end(text, at);
        key.push_str(&text[at..end]);
        let mut rest = text[end..].chars();
        let Some(c) = rest.next() else { break };
        let folded = if c.is_whitespace() { space_after(key) } else { fold_in_context(c, rest.next()) };
        if let Some(folded) = folded {
            key.push(folded);
        }
        at = end + c.len_utf8();
    }
    if key.ends_with(' ') {
        key.pop();
    }
}

fn space_after(text: &str) -> Option<char> {
    (!text.is_empty() && !text.ends_with(' ')).then_some(' ')
}

/// «مسؤول» and «مسئول», «شؤون» and «شئون» are the same word: ؤ before و is the seat ئ.
fn fold_in_context(c: char, next: Option<char>) -> Option<char> {
    if c == 'ؤ' && next == Some('و') { Some('ی') } else { fold(c) }
}

#[cfg(test)]
mod tests {
    use super::{Key, match_key};

    #[test]
    fn spellings_of_one_word_have_one_key() {
        for (a, b) in [
            ("تفاهم‌نامه", "تفاهمنامه"),
            ("مسؤول", "مسئول"),
            ("رئیس", "رییس"),
            ("كارگروه\u{200F}", "کارگروه"),
            ("خانۀ", "خانهٔ"),
            ("کووید ۱۹", "كوويد  19"),
            ("ICT", "ict"),
        ] {
            assert_eq!(match_key(a), match_key(b), "{a} {b}");
        }
        assert_ne!(match_key("آن"), match_key("ان"));
        assert_eq!(match_key(" می‌رود  خانهٔ ما "), Key::new(" می‌رود  خانهٔ ما ").text);
    }

    #[test]
    fn offsets_lead_back_to_the_original() {
        let original = " می‌رود  خانهٔ ما";
        let key = Key::new(original);
        let at = key.text.find("خانه").unwrap_or(0);
        assert!(original[key.original(at)..].starts_with("خانهٔ"));
        assert_eq!(key.original(key.text.len()), original.len());
    }
}
