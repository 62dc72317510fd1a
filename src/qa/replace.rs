//! Mends terminology by rule: a forbidden rendering becomes the required term, with number, capital and article adjusted.
//!
//! Only a form that the glossary itself calls wrong is replaced, as whole words, so that correct text cannot be damaged.

use std::ops::Range;

use crate::english::writing::opens_sentence;
use crate::english::{capitalize, indefinite_article, plural};
use crate::model::{AnnotatedSegment, Issue, IssueKind, Severity};

use super::forms::Forms;
use super::renderings::{Form, Words};
use super::terms::allowed_ranges;

/// Returns the mended target and a note for each replacement, or `None` if nothing can be replaced.
pub(super) fn forbidden(source: &AnnotatedSegment, target: &str, forms: &Forms) -> Option<(String, Vec<Issue>)> {
    let mut text = target.to_owned();
    let mut notes = Vec::new();
    for hit in source.hits.iter().filter(|hit| hit.waiver.is_none()) {
        for (_, form) in &forms.of(&hit.entry).forbidden {
            while let Some(range) = find(source, &text, form, forms) {
                let (mended, with) = replaced(&text, range.clone(), &hit.entry.target);
                let message = format!("replaced `{}` by `{with}`", &text[range]);
                notes.push(Issue::new(IssueKind::Replaced, Severity::Note, message));
                if mended == text {
                    break;
                }
                text = mended;
            }
        }
    }
    (!notes.is_empty()).then_some((text, notes))
}

fn find(source: &AnnotatedSegment, text: &str, form: &Form, forms: &Forms) -> Option<Range<usize>> {
    let words = Words::new(text);
    let found = words.find(form, &allowed_ranges(source, &words, forms));
    found.first().map(|range| words.bytes(range))
}

fn replaced(text: &str, range: Range<usize>, target: &str) -> (String, String) {
    let old = &text[range.clone()];
    let was_plural = old.ends_with('s') && !old.ends_with("'s") && !old.ends_with("ss");
    let possessive = if old.ends_with("'s") || old.ends_with("’s") { "'s" } else { "" };
    let mut with = if was_plural { plural(target) } else { target.to_owned() };
    if old.starts_with(char::is_uppercase) && opens_sentence(&text[..range.start]) {
        with = capitalize(&with);
    }
    with.push_str(possessive);
    let before = with_article(&text[..range.start], &with);
    (format!("{before}{with}{}", &text[range.end..]), with)
}

/// "an agreement" → "a memorandum": the article before the word follows its sound.
fn with_article(before: &str, next: &str) -> String {
    for article in ["a ", "an ", "A ", "An "] {
        let Some(rest) = before.strip_suffix(article) else { continue };
        if rest.ends_with(char::is_alphanumeric) {
            continue;
        }
        let right = indefinite_article(next);
        let right = if article.starts_with('A') { capitalize(right) } else { right.to_owned() };
        return format!("{rest}{right} ");
    }
    before.to_owned()
}

#[cfg(test)]
mod tests {
    use super::replaced;

    #[test]
    fn number_capital_and_article_follow() {
        for (text, old, new, target) in [
            ("an accord was signed", "accord", "a memorandum was signed", "memorandum"),
            ("Task forces met", "Task forces", "Working groups met", "working group"),
            ("the taskforce's report", "taskforce's", "the working group's report", "working group"),
        ] {
            let at = text.find(old).unwrap();
            assert_eq!(replaced(text, at..at + old.len(), target).0, new);
        }
    }
}
