//! Reads and checks lexicon files: tab-separated rows to entries, or the first thing that is wrong with them.

use std::collections::HashSet;

use super::entry::{Entry, Pos};

/// The header line of every file.
const HEADER: &str = "lemma\tpos\tenglish\ttags\tframe\tforms";

/// A row that is not as `lexicon/README.md` says.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {problem}")]
pub struct LexiconError {
    /// The file.
    pub file: String,
    /// Its line, from 1.
    pub line: usize,
    /// What is wrong.
    pub problem: String,
}

/// Reads a lexicon file.
///
/// # Errors
/// Names the first line that has not six columns, an unknown part of speech or tag, an empty cell that must not be empty,
/// or that repeats lemma and part of speech of a former line.
pub fn parse(file: &str, text: &str) -> Result<Vec<Entry>, LexiconError> {
    let fail = |line: usize, problem: String| LexiconError { file: file.to_owned(), line: line + 1, problem };
    // A row is some forty bytes.
    let mut entries = Vec::with_capacity(text.len() / 40);
    let mut seen = HashSet::with_capacity(text.len() / 40);
    for (at, line) in text.lines().enumerate() {
        if at == 0 {
            if line != HEADER {
                return Err(fail(at, format!("the header must be `{HEADER}`")));
            }
            continue;
        }
        let entry = row(line).map_err(|problem| fail(at, problem))?;
        if !seen.insert((line.split('\t').next(), entry.pos)) {
            return Err(fail(at, format!("`{}` is listed twice as the same part of speech", entry.lemma)));
        }
        entries.push(entry);
    }
    Ok(entries)
}

pub(super) fn row(line: &str) -> Result<Entry, String> {
    let [lemma, pos, english, tags, frame, forms] = cells(line)?;
    let pos = Pos::parse(pos).ok_or_else(|| format!("unknown part of speech `{pos}`"))?;
    if lemma.trim() != lemma || lemma.is_empty() {
        return Err("empty lemma or white space around it".to_owned());
    }
    let english = list(english);
    if english.is_empty() || english.iter().any(|e| e.chars().any(crate::persian::letters::is_letter)) {
        return Err(format!("`{lemma}` has no English"));
    }
    let tags: Vec<String> = tags.split(',').filter(|tag| !tag.is_empty()).map(str::to_owned).collect();
    if let Some(odd) = tags.iter().find(|tag| !pos.tags().contains(&tag.split('=').next().unwrap_or(""))) {
        return Err(format!("tag `{odd}` does not go with this part of speech"));
    }
    let frame = frames(frame)?;
    let forms = list(forms);
    if pos == Pos::Verb && !lemma.contains(' ') && forms.is_empty() {
        return Err(format!("`{lemma}` has no present stem"));
    }
    Ok(Entry { lemma: lemma.to_owned(), pos, english, tags, frame, forms })
}

fn cells(line: &str) -> Result<[&str; 6], String> {
    let mut cells = [""; 6];
    let mut count = 0;
    for cell in line.split('\t') {
        if let Some(place) = cells.get_mut(count) {
            *place = cell;
        }
        count += 1;
    }
    if count == 6 { Ok(cells) } else { Err(format!("{count} columns instead of 6")) }
}

fn list(cell: &str) -> Vec<String> {
    if cell.is_empty() {
        return Vec::new();
    }
    cell.split('|').filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn frames(cell: &str) -> Result<Vec<(String, String)>, String> {
    cell.split('|')
        .filter(|part| !part.is_empty())
        .map(|part| {
            let (persian, english) = part.split_once(':').ok_or_else(|| format!("frame `{part}` has no colon"))?;
            Ok((persian.to_owned(), english.to_owned()))
        })
        .collect()
}
