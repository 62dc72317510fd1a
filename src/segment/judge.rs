//! Decides whether a sentence-final mark ends its sentence.
//!
//! In: the text, where the segment began and where the mark stands. Out: the end of the segment, or where to go on looking.
//! The rules look left and right over at most a few hundred characters, so that the whole takes linear time.

use super::abbreviation::{self, Dot};
use super::chars::{
    after, before, is_blank, is_closer, is_inner_punctuation, is_opener, is_persian, is_stop, is_unseen, is_word, near,
    skip, skip_back, word_at, word_before,
};
use super::words::{self, Cue};
use super::{clause, names, notes, quotation};
use crate::normalize::is_finite_verb;

/// The answer about one mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The segment ends here.
    Ends(usize),
    /// It goes on; the next candidate is to be sought from here.
    GoesOn(usize),
}

/// A run of marks with all that belongs to it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stop<'a> {
    /// The whole text.
    pub text: &'a str,
    /// Where the segment begins.
    pub floor: usize,
    /// First byte of the run.
    pub start: usize,
    /// One past the run of marks: «؟!», «...».
    pub run_end: usize,
    /// One past closing quotes, note marks and further stops.
    pub end: usize,
    /// Offset of the last closing quote or bracket, if one follows the run.
    pub closer: Option<usize>,
    /// A stop stands after the closer: «».».
    pub stop_after_closer: bool,
    /// First byte after the white space that follows.
    pub next: usize,
}

impl Stop<'_> {
    fn run(&self) -> &str {
        &self.text[self.start..self.run_end]
    }

    /// A single full stop: it may belong to an abbreviation or a number.
    pub(super) fn is_dot(&self) -> bool {
        self.run() == "." || matches!(self.run().trim_matches(is_unseen), "." | "．")
    }

    fn is_ellipsis(&self) -> bool {
        self.run().chars().all(|c| matches!(c, '.' | '…' | ' ') || is_unseen(c)) && !self.is_dot()
    }

    fn is_glued(&self) -> bool {
        self.next == self.end
    }
}

/// Judges the mark at `at` in the segment that began at `floor`.
pub(super) fn judge(text: &str, floor: usize, at: usize) -> Verdict {
    let stop = gather(text, floor, at);
    if ends(&stop) { Verdict::Ends(stop.end) } else { Verdict::GoesOn(stop.run_end) }
}

fn gather(text: &str, floor: usize, at: usize) -> Stop<'_> {
    let run_end = run_end(text, at);
    let (end, closer, stop_after_closer) = absorb(text, floor, run_end);
    let next = skip(text, end, is_blank);
    Stop { text, floor, start: at, run_end, end, closer, stop_after_closer, next }
}

/// The run goes over marks, unseen characters between them, and the dots of a spaced ellipsis «. . .».
fn run_end(text: &str, at: usize) -> usize {
    let text = near(text, at);
    let mut end = at;
    loop {
        end = skip(text, end, is_stop);
        let unseen = skip(text, end, is_unseen);
        if unseen > end && after(text, unseen).is_some_and(is_stop) {
            end = unseen;
        } else if text[end..].starts_with(" . .") || (text[..end].ends_with(". .") && text[end..].starts_with(" .")) {
            end += 2;
        } else {
            return end;
        }
    }
}

/// Takes in closing quotes and brackets, note marks, unseen characters, and stops after them.
fn absorb(text: &str, floor: usize, from: usize) -> (usize, Option<usize>, bool) {
    let text = near(text, from);
    let (mut end, mut closer, mut stop_after) = (from, None, false);
    loop {
        let at = skip(text, end, is_unseen);
        let Some(c) = after(text, at) else { return (at, closer, stop_after) };
        if let Some(note_end) = notes::note_end(text, at).or_else(|| notes::spaced_note_end(text, floor, at)) {
            end = note_end;
        } else if quotation::closes(text, floor, at) {
            closer = Some(at);
            end = at + c.len_utf8();
        } else if is_stop(c) && closer.is_some() && at == end {
            stop_after = true;
            end = run_end(text, at);
        } else if let Some(inner) = spaced_closer(text, floor, at) {
            closer = Some(inner);
            end = inner + after(text, inner).map_or(0, char::len_utf8);
        } else {
            return (unseen_end(text, end, at), closer, stop_after);
        }
    }
}

/// Unseen characters before white space belong to the sentence («.» + RLM), before a word to what follows.
fn unseen_end(text: &str, end: usize, at: usize) -> usize {
    if after(text, at).is_some_and(char::is_whitespace) { at } else { end }
}

/// «؟ ».»: a closing mark that white space separates from the stop.
fn spaced_closer(text: &str, floor: usize, at: usize) -> Option<usize> {
    let next = skip(text, at, |c| c == ' ' || c == '\u{A0}');
    if next == at {
        return None;
    }
    let c = after(text, next)?;
    (matches!(c, '»' | '”' | ')' | '"') && quotation::closes_far(text, floor, next)).then_some(next)
}

fn ends(stop: &Stop<'_>) -> bool {
    let Some(next) = after(stop.text, stop.next) else { return true };
    if is_inner_punctuation(next) || stop.text[stop.next..].starts_with("را ") {
        return false;
    }
    if stop.stop_after_closer {
        return true;
    }
    if stop.is_glued() && !glued_break(stop, next) {
        return false;
    }
    if is_closer(next) && !is_opener(next) && stop.closer.is_none() {
        // A closing mark without an opening one: «علی) ع (»; it opens nothing, so the sentence may as well end before it.
        return stop.is_dot() && !stop.is_glued();
    }
    if let Some(closer) = stop.closer {
        return quotation::ends_sentence(stop, closer);
    }
    if stop.is_ellipsis() {
        return ellipsis_ends(stop);
    }
    if stop.is_dot() {
        return abbreviation::dot(stop) == Dot::Ends;
    }
    !names::is_named(stop) && !quotation::is_said_after_dash(stop)
}

/// `https://x.ir/خبر?id=12`: an address goes on to the next white space, with Persian letters too.
fn in_address(stop: &Stop<'_>) -> bool {
    let goes_on = |c: char| !c.is_whitespace() && !matches!(c, '«' | '»' | '(' | ')' | '"');
    let start = skip_back(stop.text, stop.floor, stop.start, goes_on);
    let word = &stop.text[start..stop.start];
    word.contains("://") || word.starts_with("www.")
}

/// Decides about a mark that no white space follows: «شد.نمایندگان» is a missing space, «irna.ir» is not.
fn glued_break(stop: &Stop<'_>, next: char) -> bool {
    if in_address(stop) {
        return false;
    }
    if is_opener(next) {
        return stop.closer.is_none()
            && (!next.is_ascii() || next == '(' || before(stop.text, stop.start).is_some_and(is_persian));
    }
    if matches!(next, '-' | '–' | '—' | '•') {
        return !stop.is_dot() || before(stop.text, stop.start).is_some_and(is_persian);
    }
    if !is_word(next) {
        return is_closer(next) || is_unseen(next);
    }
    if stop.closer.is_some() {
        return true;
    }
    if !stop.is_dot() {
        return stop.is_ellipsis() || is_persian(next) || before(stop.text, stop.start).is_some_and(is_persian);
    }
    abbreviation::missing_space(stop)
}

/// «و...» is et cetera; elsewhere an ellipsis ends the sentence where a verb stands before it or a sentence opens after it.
fn ellipsis_ends(stop: &Stop<'_>) -> bool {
    let text_end = text_before(stop);
    let left = word_before(stop.text, stop.floor, text_end);
    let right = word_at(stop.text, stop.next);
    let is_verb = is_finite_verb(left) || is_finite_verb(&with_mi(stop, text_end, left));
    if left == "و" {
        return words::has(right, Cue::Starter) && clause::is_complete_before_list(&stop.text[stop.floor..text_end]);
    }
    // «من... من نمی‌دانم»: who falters goes on.
    if left.is_empty() || left == right || right == "و" || words::has(left, Cue::Linker) && !is_verb {
        return false;
    }
    if is_verb {
        return !words::has(right, Cue::Linker) || stop.is_glued();
    }
    words::has(right, Cue::Starter)
}

/// «نمی دوزند»: the prefix that a space has cut off is put back.
fn with_mi(stop: &Stop<'_>, at: usize, word: &str) -> String {
    let start = at - word.len();
    match word_before(stop.text, stop.floor, skip_back(stop.text, stop.floor, start, is_blank)) {
        prefix @ ("می" | "نمی") => format!("{prefix}{word}"),
        _ => String::new(),
    }
}

/// Returns where the words before the mark end.
pub(super) fn text_before(stop: &Stop<'_>) -> usize {
    skip_back(stop.text, stop.floor, stop.start, is_blank)
}
