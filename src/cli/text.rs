//! `dilmaj segment` and `dilmaj normalize`.

use std::io::{self, BufWriter, Write};

use serde_json::json;

use crate::formats::srx;
use crate::model::{Document, Issue, Segment};
use crate::normalize::{TOLD, findings};

use super::args::{Common, Normalize, Segment as SegmentArgs, SegmentFormat};
use super::error::CommandError;
use super::terminal::{isolated, out_is_terminal, seen, warn};
use super::{Outcome, setup, translate};

pub(super) fn segment(common: &Common, args: &SegmentArgs) -> Result<Outcome, CommandError> {
    let mut out = BufWriter::new(io::stdout().lock());
    if args.export_srx {
        out.write_all(srx::write(&crate::segment::export_srx()).as_bytes())?;
        out.flush()?;
        return Ok(Outcome::Done);
    }
    let loaded = setup::settings(common)?;
    let normalizer = setup::normalizer(&loaded);
    let options = setup::segmentation(&loaded, args.srx.as_deref())?;
    for source in translate::sources(&args.paths, None)? {
        let document = source.read()?;
        tell_hidden(&document);
        let segments = crate::segment::segments(&document.text, &options, &normalizer);
        match args.format {
            SegmentFormat::Text => as_text(segments, args.normalized, &mut out)?,
            SegmentFormat::Jsonl => as_jsonl(&document, segments, &mut out)?,
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn as_text(segments: impl Iterator<Item = Segment>, normalized: bool, out: &mut impl Write) -> io::Result<()> {
    let to_terminal = out_is_terminal();
    let mut paragraph = None;
    for segment in segments {
        if paragraph.is_some_and(|paragraph| paragraph != segment.para) {
            writeln!(out)?;
        }
        paragraph = Some(segment.para);
        let text = if normalized { segment.normalized.text() } else { &segment.source };
        writeln!(out, "{}", isolated(text, to_terminal))?;
    }
    Ok(())
}

fn as_jsonl(document: &Document, segments: impl Iterator<Item = Segment>, out: &mut impl Write) -> io::Result<()> {
    let mut hidden = findings(&document.text).peekable();
    for segment in segments {
        let mut line = json!({
            "doc": document.id,
            "seg": segment.seg,
            "para": segment.para,
            "start": segment.span.start,
            "end": segment.span.end,
            "text": segment.source,
            "normalized": segment.normalized.text(),
        });
        // What stands between two segments is told with the second.
        let within = std::iter::from_fn(|| hidden.next_if(|finding| finding.at < segment.span.end));
        let issues: Vec<Issue> = within.map(|finding| finding.issue()).collect();
        if !issues.is_empty() {
            line["issues"] = json!(issues);
        }
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// Warns of characters that hide something: the repaired text is without them, and nobody sees them in the raw one.
fn tell_hidden(document: &Document) {
    let mut hidden = findings(&document.text);
    for finding in hidden.by_ref().take(TOLD) {
        warn(&format!("{}:{}:{}: {}", seen(&document.id), finding.line, finding.column, finding.name()));
    }
    let rest = hidden.count();
    if rest > 0 {
        warn(&format!("{}: and {rest} more characters of the kind", seen(&document.id)));
    }
}

pub(super) fn normalize(common: &Common, args: &Normalize) -> Result<Outcome, CommandError> {
    let loaded = setup::settings(common)?;
    let normalizer = setup::normalizer(&loaded);
    let to_terminal = out_is_terminal();
    let mut out = BufWriter::new(io::stdout().lock());
    for source in translate::sources(&args.paths, None)? {
        let document = source.read()?;
        tell_hidden(&document);
        // A lone CR at the end of the last line would be half a line end the next time.
        for line in document.text.lines().map(|line| line.trim_end_matches('\r')) {
            let repaired = normalizer.normalize(line);
            let new = repaired.text();
            if !args.diff {
                writeln!(out, "{}", isolated(new, to_terminal))?;
            } else if new != line {
                writeln!(out, "-{}", isolated(&seen(line), to_terminal))?;
                writeln!(out, "+{}", isolated(&seen(new), to_terminal))?;
            }
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}
