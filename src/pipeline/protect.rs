//! Placeholders for what a backend must not touch: codes (addresses, e-mails, names of files and variables) and terms that are not translated.
//!
//! In: a segment. Out: the text that is sent, and the way back. Only for backends that do not know terms themselves. A placeholder that does not come
//! back exactly once is a reason to ask again without any.

use std::ops::Range;

use crate::model::AnnotatedSegment;
use crate::persian::letters::{is_arabic_script, is_letter};

/// What stands for the first thing, the second thing, …
fn placeholder(at: usize) -> String {
    format!("⟦{}⟧", at + 1)
}

/// A text with placeholders.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Protected {
    /// What is sent.
    pub(super) text: String,
    /// What belongs in the place of each placeholder.
    originals: Vec<String>,
}

impl Protected {
    /// Returns the text with placeholders; `None` if nothing is to be protected.
    pub(super) fn new(source: &AnnotatedSegment) -> Option<Self> {
        let text = source.segment.normalized.text();
        if text.contains(['⟦', '⟧']) {
            return None;
        }
        let kept = source.hits.iter().filter(|hit| hit.entry.dnt);
        let kept = kept.map(|hit| (hit.range.clone(), hit.entry.target.clone()));
        let codes = codes(text).into_iter().map(|range| (range.clone(), text[range].to_owned()));
        let mut places: Vec<(Range<usize>, String)> = kept.chain(codes).collect();
        places.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
        places.dedup_by(|later, former| later.0.start < former.0.end);
        let mut out = Self::default();
        let mut done = 0;
        for (range, original) in places {
            out.text.push_str(&text[done..range.start]);
            out.text.push_str(&placeholder(out.originals.len()));
            out.originals.push(original);
            done = range.end;
        }
        out.text.push_str(&text[done..]);
        (!out.originals.is_empty()).then_some(out)
    }

    /// Returns `target` with everything back in its place; `None` if a placeholder is not there, or more than once.
    pub(super) fn restored(&self, target: &str) -> Option<String> {
        let mut out = target.to_owned();
        for (at, original) in self.originals.iter().enumerate() {
            let own = placeholder(at);
            if out.matches(&own).count() != 1 {
                return None;
            }
            out = out.replace(&own, original);
        }
        (!out.contains(['⟦', '⟧'])).then_some(out)
    }
}

/// Words that are codes: with the signs of an address, a file name, a variable, and without Persian letters.
fn codes(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    for word in text.split(char::is_whitespace) {
        let outer = |c: char| !c.is_alphanumeric() && !matches!(c, '/' | '_' | '@' | '#');
        let core = word.trim_matches(outer);
        let start = at + (word.len() - word.trim_start_matches(outer).len());
        if is_code(core) {
            found.push(start..start + core.len());
        }
        at += word.len() + text[at + word.len()..].chars().next().map_or(0, char::len_utf8);
    }
    found
}

fn is_code(word: &str) -> bool {
    let is_latin =
        word.chars().any(|c| c.is_ascii_alphabetic()) && !word.chars().any(|c| is_letter(c) || is_arabic_script(c));
    let mail = word.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.'));
    is_latin && (word.contains("://") || word.starts_with("www.") || mail || word.contains(['_', '\\', '=']))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Protected, codes};
    use crate::model::{AnnotatedSegment, Normalized, Segment, Span, TermEntry, TermHit};

    fn segment(text: &str) -> AnnotatedSegment {
        let normalized = Normalized::identity(text);
        let span = Span::new(0, text.len());
        let segment = Segment { seg: 1, para: 1, span, source: text.to_owned(), normalized, key: String::new() };
        AnnotatedSegment { segment, hits: Vec::new() }
    }

    #[test]
    fn codes_are_told_from_words() {
        let text = "به (https://a.ir/x?y=1)، info@b.com یا max_size بروید؛ COVID-19 و ICT، «پارس_جنوبی» نه.";
        let found: Vec<&str> = codes(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["https://a.ir/x?y=1", "info@b.com", "max_size"]);
    }

    #[test]
    fn what_is_protected_comes_back() {
        let mut source = segment("پارس به info@b.com نوشت.");
        let entry =
            TermEntry { source: "پارس".to_owned(), target: "PARS".to_owned(), dnt: true, ..TermEntry::default() };
        source.hits.push(TermHit {
            entry: Arc::new(entry),
            span: Span::new(0, 8),
            range: 0..8,
            number: Default::default(),
            possessor: None,
            definiteness: Default::default(),
            waiver: None,
        });
        let protected = Protected::new(&source).unwrap();
        assert_eq!(protected.text, "⟦1⟧ به ⟦2⟧ نوشت.");
        assert_eq!(protected.restored("⟦1⟧ wrote to ⟦2⟧.").as_deref(), Some("PARS wrote to info@b.com."));
        for wrong in ["⟦1⟧ wrote.", "⟦1⟧ wrote to ⟦2⟧ and ⟦2⟧.", "⟦1⟧ ⟦2⟧ ⟦3⟧"] {
            assert_eq!(protected.restored(wrong), None, "{wrong}");
        }
        assert_eq!(Protected::new(&segment("سلام")), None);
    }
}
