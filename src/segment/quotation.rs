//! Quotations and brackets: which closing mark belongs to a sentence, and whether the sentence ends after it.
//!
//! In: a closing mark. Out: yes or no. Balance is judged within a few hundred characters, so that a quote that is never closed or
//! never opened cannot swallow what follows.

use super::abbreviation;
use super::chars::{after, is_blank, is_closer, is_stop, reach, word_at};
use super::clause;
use super::judge::Stop;
use super::words::{self, Cue};
use crate::normalize::is_finite_verb;

/// Returns whether the mark at `at`, which follows a stop directly, closes something and does not open the next sentence.
pub(super) fn closes(text: &str, floor: usize, at: usize) -> bool {
    let Some(c) = after(text, at) else { return false };
    let next = after(text, at + c.len_utf8());
    let is_apart = || next.is_none_or(|next| is_blank(next) || is_stop(next) || !next.is_alphanumeric());
    match c {
        '"' | '\'' | '’' => is_apart() || opening(text, floor, at, c).is_some(),
        '“' | '«' => is_apart() && opening(text, floor, at, c).is_some(),
        _ => is_closer(c),
    }
}

/// The same for a mark after white space, which needs its opening mark in sight.
pub(super) fn closes_far(text: &str, floor: usize, at: usize) -> bool {
    let Some(c) = after(text, at) else { return false };
    let next = after(text, at + c.len_utf8());
    opening(text, floor, at, c).is_some()
        && next.is_none_or(|next| is_blank(next) || is_stop(next) || !next.is_alphanumeric())
}

/// Returns whether a sentence ends after `closer`, which followed the stop.
pub(super) fn ends_sentence(stop: &Stop<'_>, closer: usize) -> bool {
    let Some(mark) = after(stop.text, closer) else { return true };
    let rest = &stop.text[stop.next..];
    if words::has(word_at(rest, 0), Cue::Follower) {
        return false;
    }
    // «رفت."" من»: a mark that opens behind the stop closes nothing before it.
    let Some(open) = opening(stop.text, stop.floor, closer, mark).filter(|open| *open < stop.start) else {
        return !is_attribution(rest);
    };
    let before = stop.text[stop.floor..open].trim_matches(is_blank);
    let is_bracket = matches!(mark, ')' | ']' | '}');
    if stop.is_dot() && abbreviation::is_abbreviation(stop) {
        // «(۵۷۰–۶۳۲ م.) پیامبر بود», «شرکت "Apple Inc." در …».
        return !is_bracket && before.ends_with(':')
            || before.is_empty() && clause::has_verb(&stop.text[open..stop.start]);
    }
    if before.is_empty() {
        return is_bracket || !is_attribution(rest);
    }
    if before.ends_with([':', '…']) || before.ends_with("...") {
        return mark != ')';
    }
    if stop.is_dot() && !is_bracket {
        return statement_ends(before, &stop.text[open..stop.start], rest);
    }
    // «با نوشتهٔ «ورود ممنوع!» بر در.»
    let is_rest = || words::has(word_at(rest, 0), Cue::Preposition) && !clause::has_verb(clause::clause_at_head(rest));
    clause::ends_in_verb(before.trim_end_matches('،')) && !is_rest()
}

/// Words of a quotation that is a sentence and no title.
const STATEMENT: usize = 6;

/// A quotation with a full stop is a statement, which ends the sentence that it completes: «تأکید کرد این یعنی "ما پذیرفته‌ایم."».
fn statement_ends(before: &str, quoted: &str, rest: &str) -> bool {
    let has_verb = clause::has_verb(clause::last_clause(before.trim_end_matches('،')));
    if !has_verb && is_attribution(rest) {
        return false;
    }
    let is_statement = || clause::has_verb(quoted) && clause::words_of(quoted).count() >= STATEMENT;
    has_verb || before.ends_with('،') || words::has(word_at(rest, 0), Cue::Starter) || is_statement()
}

/// «— کجایی؟ پرسید مادر.»: speech after a dash with who said it.
pub(super) fn is_said_after_dash(stop: &Stop<'_>) -> bool {
    let said = word_at(stop.text, stop.next);
    stop.text[stop.floor..].starts_with(['-', '–', '—'])
        && words::has(said, Cue::Saying)
        && is_finite_verb(said)
        && !clause::clause_at_head(&stop.text[stop.next..]).contains([':', '«'])
}

/// Words between a quotation and the verb that says whose it is, with that verb: «پیرمرد خسته فریاد زد».
const LONGEST_ATTRIBUTION: usize = 6;

/// «این را گفت», «فریاد زد مرد», «مادرش پرسید»: who said it stands after the quotation and belongs to its sentence.
fn is_attribution(rest: &str) -> bool {
    let rest = rest.trim_start_matches(|c| is_blank(c) || matches!(c, '-' | '–' | '—'));
    let first = word_at(rest, 0);
    if words::has(first, Cue::Saying) && is_finite_verb(first) {
        return true;
    }
    let is_pronoun =
        matches!(first, "این" | "اینها" | "چنین" | "او" | "وی" | "من" | "تو" | "ما" | "شما" | "آنها" | "ایشان");
    if first.is_empty() || (words::has(first, Cue::Starter) && !is_pronoun) {
        return false;
    }
    let clause = clause::clause_at_head(rest);
    let clause = clause.split(['،', '؛', '«']).next().unwrap_or(clause);
    let words: Vec<&str> = clause::words_of(clause).take(LONGEST_ATTRIBUTION + 3).collect();
    let Some(at) = words.iter().position(|word| is_finite_verb(word) || is_saying(word)) else { return false };
    // «علی گفت: …» and «علی گفت که …» have an object of their own.
    let has_object = clause.contains(':') || words[at..].iter().take(3).any(|word| *word == "که");
    if !is_saying(words[at]) || at >= LONGEST_ATTRIBUTION || has_object {
        return false;
    }
    // «پاسخ», «فریاد»: only with a verb, and not with a negative one.
    is_finite_verb(words[at]) || words.get(at + 1).is_some_and(|verb| is_finite_verb(verb) && !verb.starts_with('ن'))
}

fn is_saying(word: &str) -> bool {
    words::has(word, Cue::Saying) || words::has(word, Cue::Speech)
}

/// Returns the offset of the opening mark that `closer` at `at` closes.
fn opening(text: &str, floor: usize, at: usize, closer: char) -> Option<usize> {
    let floor = floor.max(reach(text, at));
    let inside = &text[floor..at];
    let found = match closer {
        '»' => last_open(inside, '«', closer),
        '”' => last_open(inside, '“', closer),
        '’' => last_open(inside, '‘', closer),
        ')' => last_open(inside, '(', closer),
        ']' => last_open(inside, '[', closer),
        '}' => last_open(inside, '{', closer),
        '›' => last_open(inside, '‹', closer),
        '“' => last_open(inside, '„', closer).or_else(|| mirrored(inside, '”', closer)),
        '«' => mirrored(inside, '»', closer),
        '"' | '\'' => last_unpaired(inside, closer),
        _ => None,
    };
    found.map(|found| floor + found)
}

fn last_open(text: &str, opener: char, closer: char) -> Option<usize> {
    let mut depth = 0_usize;
    for (offset, c) in text.char_indices().rev() {
        if c == closer {
            depth += 1;
        } else if c == opener {
            if depth == 0 {
                return Some(offset);
            }
            depth -= 1;
        }
    }
    None
}

/// «»برو.«», «”برو.“»: a closing mark that closes nothing has opened.
fn mirrored(text: &str, opener: char, closer: char) -> Option<usize> {
    let (mut depth, mut open) = (0_usize, None);
    for (offset, c) in text.char_indices() {
        if c == closer {
            if open.take().is_none() {
                depth += 1;
            }
        } else if c == opener {
            if depth == 0 {
                open = Some(offset);
            }
            depth = depth.saturating_sub(1);
        }
    }
    open
}

/// A straight quote opens and closes: the last one is open if their number is odd. Two apostrophes are one mark.
fn last_unpaired(text: &str, quote: char) -> Option<usize> {
    let mut single = [0; 4];
    let mark: &str = quote.encode_utf8(&mut single);
    let double = mark.repeat(2);
    // Of two closing apostrophes the first stands before `text` ends.
    let (text, mark) =
        if text.contains(&double) { (text.strip_suffix(mark).unwrap_or(text), &*double) } else { (text, mark) };
    let count = text.matches(mark).count();
    if count % 2 == 1 { text.rfind(mark) } else { None }
}
