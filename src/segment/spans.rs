//! Walks over a text and yields its segments: number of the paragraph and span.
//!
//! In: text and options. Out: spans in order, without outer white space; what lies between them is white space and unseen marks only.

use super::Options;
use super::chars::{is_blank, is_inner_punctuation};
use super::dateline::Datelines;
use super::judge::{Verdict, judge};
use super::lines::Lines;
use super::scan::{self, Mark};
use super::srx::{Rules, Work};
use crate::model::Span;

/// The segments of a text, in order.
#[derive(Debug)]
pub struct Spans<'a> {
    text: &'a str,
    lines: Lines<'a>,
    datelines: Datelines<'a>,
    longest: usize,
    at: usize,
    para: usize,
    /// The next segment opens a paragraph.
    fresh: bool,
    given: Option<Given<'a>>,
}

/// Rules that were given instead of the built-in ones, and what they say of the present paragraph.
#[derive(Debug)]
struct Given<'a> {
    rules: &'a Rules,
    work: Work,
    /// Where segments end, in order; the last is the end of the paragraph.
    ends: Vec<usize>,
    /// How many of them are passed.
    passed: usize,
}

impl<'a> Spans<'a> {
    pub(super) fn new(text: &'a str, options: &'a Options) -> Self {
        let lines = Lines::new(text, options.hard_wrap);
        let given = options.srx.as_ref().map(|rules| Given { rules, work: rules.work(), ends: Vec::new(), passed: 0 });
        let datelines = Datelines::new(text);
        Self { text, lines, datelines, longest: options.longest.max(16), at: 0, para: 0, fresh: true, given }
    }

    /// Returns the end of the segment that begins at `start` by the rules that were given.
    fn given_end(&mut self, start: usize) -> Option<usize> {
        let given = self.given.as_mut()?;
        while let Some(end) = given.ends.get(given.passed) {
            if *end > start {
                return Some(*end);
            }
            given.passed += 1;
        }
        let mut end = start;
        let paragraph = loop {
            match scan::next(self.text.as_bytes(), end, self.text.len()) {
                None => break self.text.len(),
                Some((at, Mark::Line(len))) if self.lines.ends_paragraph(start, at, len) => break at,
                Some((at, Mark::Line(len))) => end = at + len,
                Some((at, Mark::Stop)) => end = self.text.ceil_char_boundary(at + 1),
            }
        };
        let found = given.rules.breaks(&mut given.work, &self.text[start..paragraph]);
        given.ends = found.into_iter().map(|at| start + at).chain([paragraph]).collect();
        given.passed = 0;
        given.ends.first().copied()
    }

    /// Finds where the segment that begins at `start` ends, and where to go on.
    fn end_of(&mut self, start: usize) -> usize {
        if let Some(end) = self.given_end(start) {
            return self.capped(start, end);
        }
        // No segment has more bytes than this, so that no more is scanned for one segment.
        let window = self.text.floor_char_boundary(start.saturating_add(4 * self.longest + 4).min(self.text.len()));
        if let Some(end) = self.datelines.end(start) {
            return end;
        }
        let mut at = start;
        loop {
            let Some((found, mark)) = scan::next(self.text.as_bytes(), at, window) else {
                return self.capped(start, window);
            };
            match mark {
                Mark::Line(len) => {
                    if self.lines.ends_paragraph(start, found, len) {
                        return self.capped(start, found);
                    }
                    at = found + len;
                }
                Mark::Stop => match judge(self.text, start, found) {
                    Verdict::Ends(end) => return self.capped(start, end),
                    Verdict::GoesOn(next) => at = next,
                },
            }
        }
    }

    /// Returns whether a paragraph ends in the white space between two segments.
    fn crosses_paragraph(&mut self, from: usize, to: usize) -> bool {
        let mut at = from;
        while let Some((found, Mark::Line(len))) = scan::next(self.text.as_bytes(), at, to) {
            if self.lines.ends_paragraph(from, found, len) {
                return true;
            }
            at = found + len;
        }
        false
    }

    /// Returns `end`, or an earlier place if the segment would be longer than allowed: after the last clause mark, else at
    /// the last space, else at the limit.
    fn capped(&self, start: usize, end: usize) -> usize {
        let slice = &self.text[start..end];
        if slice.len() <= self.longest {
            return end;
        }
        let Some((limit, _)) = slice.char_indices().nth(self.longest) else { return end };
        let half = slice.floor_char_boundary(limit / 2);
        let tail = &slice[half..limit];
        let clause =
            tail.rfind(is_inner_punctuation).map(|at| at + tail[at..].chars().next().map_or(0, char::len_utf8));
        start
            + half
            + clause.or_else(|| tail.rfind(char::is_whitespace)).filter(|at| half + at > 0).unwrap_or(tail.len())
    }
}

impl Iterator for Spans<'_> {
    type Item = (usize, Span);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let rest = &self.text[self.at..];
            let start = self.at + rest.find(|c: char| !c.is_whitespace())?;
            if self.para == 0 || self.crosses_paragraph(self.at, start) {
                self.fresh = true;
            }
            let end = self.end_of(start);
            self.at = end;
            let slice = self.text[start..end].trim_end();
            if slice.trim_matches(is_blank).is_empty() {
                continue;
            }
            self.para += usize::from(std::mem::take(&mut self.fresh));
            return Some((self.para, Span::new(start, start + slice.len())));
        }
    }
}
