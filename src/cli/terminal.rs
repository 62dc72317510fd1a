//! What a person sees: progress bars on a terminal, plain lines elsewhere, JSON lines on demand; Persian in isolates.

use std::borrow::Cow;
use std::fmt;
use std::io::{self, IsTerminal, Write};

use indicatif::{MultiProgress, ProgressBar, ProgressState, ProgressStyle};
use serde_json::json;

use crate::pipeline::{Event, Reporter, Summary};

use super::error::CommandError;
use super::translate::Expected;

/// U+2068 FIRST STRONG ISOLATE and U+2069 POP DIRECTIONAL ISOLATE: Persian between them does not turn the rest of the line around.
const ISOLATE: (char, char) = ('\u{2068}', '\u{2069}');

/// Returns `text` in isolates if it goes to a terminal.
pub(super) fn isolated(text: &str, to_terminal: bool) -> Cow<'_, str> {
    let persian = text.chars().any(crate::persian::letters::is_arabic_script);
    if to_terminal && persian { Cow::Owned(format!("{}{text}{}", ISOLATE.0, ISOLATE.1)) } else { Cow::Borrowed(text) }
}

/// Returns `text` with what cannot be seen, but for ZWNJ, as its code point: ⟨U+202E⟩. A bidi control must not turn a comparison around.
pub(super) fn seen(text: &str) -> Cow<'_, str> {
    let hides = |c: char| crate::persian::letters::is_invisible(c) || (c.is_control() && c != '\t');
    if !text.contains(hides) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if hides(c) {
            out.push_str(&format!("⟨U+{:04X}⟩", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Returns the name of a document as it is shown: one line, whatever a file is called.
fn name(doc: &str, to_terminal: bool) -> String {
    let plain: String = doc.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect();
    isolated(&plain, to_terminal).into_owned()
}

/// Returns whether standard output is a terminal.
pub(super) fn out_is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Prints a line to standard error. If nobody listens there any more, that is no reason to stop.
pub(super) fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// Prints a warning to standard error.
pub(super) fn warn(message: &str) {
    say(&format!("warning: {message}"));
}

/// Returns the reporter for a run over `documents` documents.
pub(super) fn reporter(json: bool, documents: usize) -> Box<dyn Reporter> {
    if json {
        Box::new(Json)
    } else if io::stderr().is_terminal() {
        Box::new(Bars::new(documents))
    } else {
        Box::new(Plain)
    }
}

/// Returns the reporter for `--lines`, where only JSON events and warnings are wanted.
pub(super) fn quiet(json: bool) -> Box<dyn Reporter> {
    if json { Box::new(Json) } else { Box::new(Quiet) }
}

/// One event a line.
struct Json;

impl Reporter for Json {
    fn report(&self, event: &Event) {
        say(&serde_json::to_string(event).unwrap_or_default());
    }
}

/// Warnings only.
struct Quiet;

impl Reporter for Quiet {
    fn report(&self, event: &Event) {
        if let Event::Warning { message } = event {
            warn(message);
        }
    }
}

/// A line per document.
struct Plain;

impl Reporter for Plain {
    fn report(&self, event: &Event) {
        match event {
            Event::DocumentFinished { .. } => say(&document_line(event)),
            Event::Warning { message } => warn(message),
            Event::Finished(summary) => say(&summary_text(summary)),
            Event::DocumentStarted { .. } | Event::Recalled { .. } | Event::Answered { .. } => {}
        }
    }
}

/// Two bars: documents and segments, with rate, time left and what is running.
struct Bars {
    all: MultiProgress,
    documents: ProgressBar,
    segments: ProgressBar,
}

impl Bars {
    fn new(documents: usize) -> Self {
        let all = MultiProgress::new();
        let style =
            |template: &str| ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        let length = u64::try_from(documents).unwrap_or(u64::MAX);
        let documents = all.add(ProgressBar::new(length));
        documents.set_style(style("documents {wide_bar} {pos}/{len}  {msg}"));
        let segments = all.add(ProgressBar::new(0));
        let rate = |state: &ProgressState, out: &mut dyn fmt::Write| {
            let _ = write!(out, "{:.0}/s", state.per_sec());
        };
        segments.set_style(style("segments  {wide_bar} {pos}/{len}  {rate}  {eta} left  {msg}").with_key("rate", rate));
        documents.tick();
        Self { all, documents, segments }
    }

    fn print(&self, line: &str) {
        let _ = self.all.println(line);
    }
}

impl Reporter for Bars {
    fn report(&self, event: &Event) {
        let count = |segments: usize| u64::try_from(segments).unwrap_or(0);
        match event {
            Event::DocumentStarted { doc, segments } => {
                self.documents.set_message(name(doc, true));
                self.segments.inc_length(count(*segments));
            }
            Event::Recalled { segments } => self.segments.inc(count(*segments)),
            Event::Answered { segments, cost_micro_usd } => {
                self.segments.inc(count(*segments));
                if *cost_micro_usd > 0 {
                    self.segments.set_message(dollars(*cost_micro_usd));
                }
            }
            Event::DocumentFinished { failed, open, .. } => {
                self.documents.inc(1);
                if failed + open > 0 {
                    self.print(&document_line(event));
                }
            }
            Event::Warning { message } => self.print(&format!("warning: {message}")),
            Event::Finished(summary) => {
                self.documents.finish_and_clear();
                self.segments.finish_and_clear();
                say(&summary_text(summary));
            }
        }
    }
}

fn counted(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

fn document_line(event: &Event) -> String {
    let Event::DocumentFinished { doc, segments, failed, open, reason } = event else { return String::new() };
    let mut line = format!("{}: {}", name(doc, io::stderr().is_terminal()), counted(*segments, "segment"));
    if *failed > 0 {
        line.push_str(&format!(", {failed} without translation"));
    }
    if let Some(reason) = reason {
        line.push_str(&format!(" ({reason})"));
    }
    if *open > 0 {
        line.push_str(&format!(", {open} with open issues"));
    }
    line
}

fn summary_text(summary: &Summary) -> String {
    let Summary { documents, segments, asked, recalled, failed, open, term_hits, term_errors, .. } = summary;
    let (documents, segments) = (counted(*documents, "document"), counted(*segments, "segment"));
    let mut text = format!(
        "{documents}, {segments} ({asked} translated now, {recalled} from the memory), \
         {failed} without translation, {open} with open issues; terms: {} of {term_hits} as in the glossary",
        term_hits.saturating_sub(*term_errors + summary.waived)
    );
    if summary.waived > 0 {
        text.push_str(&format!(", {} waived", summary.waived));
    }
    let terms = &summary.terms;
    if terms.hits > 0 {
        text.push_str(&format!(", {} to the letter", terms.exact));
    }
    for (count, what) in [(terms.forbidden, "forbidden"), (terms.over_use, "more often than in the source")] {
        if count > 0 {
            text.push_str(&format!(", {count} {what}"));
        }
    }
    if summary.replaced > 0 {
        text.push_str(&format!(", {} mended", summary.replaced));
    }
    if summary.fallbacks > 0 {
        text.push_str(&format!("; {} by a fallback", summary.fallbacks));
    }
    if summary.unreached > 0 {
        text.push_str(&format!("; {} not reached", counted(summary.unreached, "segment")));
    }
    text.push_str(&cost_text(summary));
    if summary.unknown_words > 0 {
        text.push_str(&format!("; {} words romanised", summary.unknown_words));
    }
    if summary.cost_reached {
        text.push_str("\nthe next request could have cost more than --max-cost allows");
    }
    if summary.interrupted || summary.limited {
        text.push_str("\nnot all was done; what was translated is stored: run the same command again to go on");
    }
    text
}

/// Writes one line of a dry run to standard output.
pub(super) fn dry_run(json: bool, name: &str, expected: &Expected) -> Result<(), CommandError> {
    let mut out = io::stdout().lock();
    let Expected { segments, asked, stale, reasons, words, cost: (low, high) } = *expected;
    let [terms, backend, context] = reasons;
    if json {
        let mut line = json!({ "doc": name, "segments": segments, "stored": segments - asked, "asked": asked,
            "stale": { "segments": stale, "glossary": terms, "backend": backend, "context": context },
            "missing": asked - stale, "words": words });
        if high > 0 {
            line["cost_micro_usd"] = json!([low, high]);
        }
        writeln!(out, "{line}")?;
    } else {
        let name = self::name(name, out_is_terminal());
        let cost = if high > 0 { format!(", {} to {}", dollars(low), dollars(high)) } else { String::new() };
        writeln!(out, "{name}: {segments} segments, {asked} would be asked ({words} words{cost})")?;
        if stale > 0 {
            let reasons = [("glossary", terms), ("backend, model, prompt or rules", backend), ("context", context)];
            let reasons =
                reasons.iter().filter(|(_, count)| *count > 0).map(|(name, count)| format!("{name}: {count}"));
            let reasons = reasons.collect::<Vec<_>>().join("; ");
            writeln!(out, "  {stale} of them have a stored answer that does not count any more ({reasons})")?;
        }
    }
    Ok(())
}

/// Millionths of a dollar as dollars, with as many places as matter.
pub(super) fn dollars(micro: u64) -> String {
    let hundredths = micro.div_ceil(100);
    let (whole, part) = (hundredths / 10_000, hundredths % 10_000);
    if whole >= 10 { format!("${whole}.{:02}", part / 100) } else { format!("${whole}.{part:04}") }
}

/// What the run cost, and what the rest would cost at the same rate.
fn cost_text(summary: &Summary) -> String {
    if summary.cost_micro_usd == 0 {
        return String::new();
    }
    let mut text = format!("; cost: {}", dollars(summary.cost_micro_usd));
    if summary.unreached > 0 && summary.asked > 0 {
        let rest = summary.cost_micro_usd.saturating_mul(summary.unreached as u64) / summary.asked as u64;
        text.push_str(&format!(" (the rest at the same rate: {})", dollars(rest)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{dollars, isolated};

    #[test]
    fn persian_on_a_terminal_stands_in_isolates() {
        assert_eq!(isolated("سند", true), "\u{2068}سند\u{2069}");
        assert_eq!(isolated("سند", false), "سند");
        assert_eq!(isolated("plain", true), "plain");
    }

    #[test]
    fn sums_have_the_places_that_matter() {
        assert_eq!(dollars(1), "$0.0001");
        assert_eq!(dollars(1_234_500), "$1.2345");
        assert_eq!(dollars(12_345_678), "$12.34");
    }
}
