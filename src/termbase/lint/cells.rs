//! Lint of the file as text: marks, line ends, rows without content, cells that a spreadsheet or another format has left its traces in.

use crate::formats::tsv;
use crate::persian::letters::is_invisible;

use super::super::finding::Finding;
use super::super::read::LISTS;

pub(super) fn findings(file: &str, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    if text.starts_with('\u{FEFF}') {
        let message = "the file begins with a byte-order mark";
        findings.push(Finding::warning(file, 1, 0, message).with_hint("it is not part of the header; save it without"));
    }
    if let Some(at) = text.find('\r') {
        let line = text[..at].matches('\n').count() + 1;
        findings.push(Finding::warning(file, line, 0, "lines end in CR LF").with_hint("save it with LF line ends"));
    }
    for (at, line) in text.split('\n').enumerate().skip(1) {
        if line.trim().is_empty() && line.contains('\t') {
            findings.push(Finding::warning(file, at + 1, 0, "the row has no content"));
        }
    }
    let table = tsv::read(text);
    for row in &table.rows {
        for (at, cell) in row.cells.iter().enumerate() {
            let list = table.header.get(at).is_some_and(|name| LISTS.contains(&name.as_str()));
            let messages = cell_messages(cell.trim(), list).into_iter();
            findings.extend(messages.map(|message| Finding::warning(file, row.line, at + 1, message)));
        }
    }
    findings
}

fn cell_messages(cell: &str, list: bool) -> Vec<String> {
    let mut messages = Vec::new();
    let shown: String = cell.chars().filter(|c| !is_invisible(*c)).collect();
    if shown.len() < cell.len() {
        messages.push(format!("`{shown}` holds invisible characters (bidi marks, zero-width spaces)"));
    }
    if cell.contains('\u{A0}') {
        messages.push(format!("`{cell}` has a no-break space"));
    }
    if cell.len() > 2 && cell.starts_with('"') && cell.ends_with('"') {
        messages.push(format!("`{cell}` stands in quotes, which are taken for part of it"));
    }
    if list && !cell.is_empty() && cell.split('|').any(|item| item.trim().is_empty()) {
        messages.push(format!("the list `{cell}` has an empty item"));
    }
    messages
}
