//! Cuts a normalised segment into words, numbers and marks, and finds the tokens of each term hit.
//!
//! In: the annotated segment. Out: tokens in order, each with its match key. White space is dropped. A hit begins and ends with a token.
//! What is written in another script is one token as far as it goes (`foreign`).

use std::ops::Range;

use crate::model::AnnotatedSegment;
use crate::persian::digits::is_digit;
use crate::persian::letters::{ZWNJ, is_diacritic, is_invisible, is_letter};
use crate::persian::match_key;

use super::foreign;

/// The mark that lengthens a letter; standing alone it is a dash.
const TATWEEL: char = 'ـ';

/// Pronouns that are written in one word with را or است.
const FUSED: [(&str, [&str; 2]); 17] = [
    ("مرا", ["من", "را"]),
    ("ترا", ["تو", "را"]),
    ("تورا", ["تو", "را"]),
    ("آنرا", ["آن", "را"]),
    ("اینرا", ["این", "را"]),
    ("اورا", ["او", "را"]),
    ("اوست", ["او", "است"]),
    ("آنست", ["آن", "است"]),
    ("اینست", ["این", "است"]),
    ("کجاست", ["کجا", "است"]),
    ("کجایند", ["کجا", "هستند"]),
    ("آنجاست", ["آنجا", "است"]),
    ("اینجاست", ["اینجا", "است"]),
    ("همینجاست", ["همین‌جا", "است"]),
    ("همانجاست", ["همان‌جا", "است"]),
    ("اینهاست", ["این‌ها", "است"]),
    ("آنهاست", ["آن‌ها", "است"]),
];

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Persian letters.
    Word,
    /// Digits, with the signs inside them.
    Number,
    /// A run of words in another script, a URL, an e-mail address.
    Foreign,
    /// A punctuation mark.
    Mark(char),
}

/// One token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) text: String,
    pub(super) key: String,
    pub(super) kind: Kind,
}

impl Token {
    /// Returns a token of this text.
    pub(super) fn new(text: &str, kind: Kind) -> Self {
        Self { text: text.to_owned(), key: match_key(text), kind }
    }
}

/// The tokens of a segment and where its term hits lie in them.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    pub(super) list: Vec<Token>,
    /// Token range of each hit of the segment; empty if the hit could not be placed.
    pub(super) hits: Vec<Range<usize>>,
}

/// Returns the tokens of `source`.
pub(super) fn tokenize(source: &AnnotatedSegment) -> Tokens {
    let text = source.segment.normalized.text();
    let kept = foreign::runs(text);
    let mut tokens = Tokens::default();
    let mut at = 0;
    for hit in &source.hits {
        let start = tokens.list.len();
        let inside = kept.iter().any(|run| run.start < hit.range.end && hit.range.start < run.end && *run != hit.range);
        let Some(words) = text.get(hit.range.clone()).filter(|_| hit.range.start >= at && !inside) else {
            tokens.hits.push(start..start);
            continue;
        };
        plain(&text[at..hit.range.start], &mut tokens.list);
        let start = tokens.list.len();
        // «تهران ـ ایرنا»: the dash is no part of the name.
        let words = words.trim_end_matches([TATWEEL, ' ']);
        plain(words, &mut tokens.list);
        tokens.hits.push(start..tokens.list.len());
        at = hit.range.start + words.len();
    }
    plain(&text[at..], &mut tokens.list);
    pair_quotes(&mut tokens.list);
    tokens
}

/// "…" reads like «…» if the marks come in pairs.
fn pair_quotes(tokens: &mut [Token]) {
    let marks: Vec<usize> =
        (0..tokens.len()).filter(|at| matches!(tokens[*at].kind, Kind::Mark('"' | '“' | '”'))).collect();
    if marks.len().is_multiple_of(2) {
        for (nth, at) in marks.into_iter().enumerate() {
            tokens[at].kind = Kind::Mark(if nth % 2 == 0 { '«' } else { '»' });
        }
    }
}

fn plain(text: &str, tokens: &mut Vec<Token>) {
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        // «کووید-۱۹»: the hyphen between a word and its number says nothing.
        let at = text.len() - rest.len();
        let hyphen = matches!(first, '-' | '–' | '\u{2011}') && text[..at].ends_with(is_letter);
        if let Some(number) = rest.strip_prefix(first).filter(|number| hyphen && number.starts_with(is_digit)) {
            rest = number;
            continue;
        }
        let (len, kind) = extent(rest, first);
        let word = Token::new(&rest[..len], kind);
        match FUSED.iter().find(|(fused, _)| *fused == word.key) {
            Some((_, parts)) => tokens.extend(parts.iter().map(|part| Token::new(part, kind))),
            None => tokens.push(word),
        }
        rest = rest[len..].trim_start();
    }
}

fn extent(rest: &str, first: char) -> (usize, Kind) {
    if first == TATWEEL {
        return (run(rest, |c| c == TATWEEL), Kind::Mark('–'));
    }
    if is_letter(first) && !is_blessing(first) {
        let inside = |c| is_letter(c) || c == ZWNJ || is_diacritic(c) || is_invisible(c) || c == TATWEEL;
        return (run(rest, |c| inside(c) && !is_blessing(c)), Kind::Word);
    }
    if is_digit(first) {
        return (number_len(rest), Kind::Number);
    }
    if first.is_alphanumeric() && !is_letter(first) {
        return (foreign::len(rest), Kind::Foreign);
    }
    (first.len_utf8(), Kind::Mark(first))
}

/// Signs that are a whole phrase: ﷺ, ﷻ.
fn is_blessing(c: char) -> bool {
    matches!(c, '\u{FDFA}' | '\u{FDFB}')
}

/// A number keeps signs that stand between digits: 3.14, ۱۴۰۳/۰۲/۰۵, 12:30, ۲٬۵۰۰, 5G is foreign from its letter on.
fn number_len(rest: &str) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = matches!(c, '.' | ',' | '/' | ':' | '٫' | '٬' | '-' | '–')
            && chars.peek().is_some_and(|(_, next)| is_digit(*next));
        if !is_digit(c) && !joins && !c.is_ascii_alphabetic() && !matches!(c, '%' | '٪') {
            break;
        }
        end = at + c.len_utf8();
    }
    end.max(1)
}

fn run(text: &str, inside: impl Fn(char) -> bool) -> usize {
    text.find(|c| !inside(c)).unwrap_or(text.len())
}
