//! A match key as tokens that are compared: words, figures, marks.
//!
//! In: a match key and the terms found in it. Out: tokens with their weights. Words are what stands between spaces and marks; a ZWNJ is no border, since the
//! match key has none.

/// What a token is to a translator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    /// A number in figures: it can be exchanged without a new translation.
    Value,
    Mark,
}

/// A piece of a match key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'k> {
    pub(super) kind: Kind,
    pub(super) text: &'k str,
    /// What it costs to leave it out, in quarters of a word.
    pub(super) weight: u32,
}

/// A word that is part of a term weighs half as much again: another term is another subject.
const TERM: u32 = 6;
const WORD: u32 = 4;
const MARK: u32 = 1;

/// Cuts a match key into tokens. `terms` are match keys of glossary terms.
pub(super) fn tokens<'k>(key: &'k str, terms: &[String]) -> Vec<Token<'k>> {
    let mut found = Vec::with_capacity(key.len() / 8);
    let mut rest = key;
    while let Some(first) = rest.chars().next() {
        let length = if first.is_alphanumeric() { word_length(rest) } else { first.len_utf8() };
        let (text, behind) = rest.split_at(length);
        rest = behind;
        if !first.is_whitespace() {
            found.push(token(text, first, terms));
        }
    }
    found
}

fn token<'k>(text: &'k str, first: char, terms: &[String]) -> Token<'k> {
    let (kind, weight) = if !first.is_alphanumeric() {
        (Kind::Mark, MARK)
    } else if first.is_ascii_digit() {
        (Kind::Value, WORD)
    } else if terms.iter().any(|term| term.split(' ').any(|word| word == text)) {
        (Kind::Word, TERM)
    } else {
        (Kind::Word, WORD)
    };
    Token { kind, text, weight }
}

/// A number goes on over its decimal and thousands signs («12.5», «1,250»).
fn word_length(text: &str) -> usize {
    let is_number = text.starts_with(|c: char| c.is_ascii_digit());
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let goes_on = is_number
            && matches!(c, '.' | ',' | '/' | '٫' | '٬')
            && chars.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        let is_inside = if is_number { c.is_ascii_digit() } else { c.is_alphanumeric() };
        if !is_inside && !goes_on {
            return at;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::{Kind, tokens};

    #[test]
    fn words_figures_and_marks() {
        let terms = ["کارگروه ملی".to_owned()];
        let found = tokens("کارگروه 12.5 درصد، رشد.", &terms);
        let texts: Vec<_> = found.iter().map(|token| (token.text, token.kind, token.weight)).collect();
        assert_eq!(
            texts,
            [
                ("کارگروه", Kind::Word, 6),
                ("12.5", Kind::Value, 4),
                ("درصد", Kind::Word, 4),
                ("،", Kind::Mark, 1),
                ("رشد", Kind::Word, 4),
                (".", Kind::Mark, 1),
            ]
        );
    }
}
