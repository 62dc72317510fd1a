//! Reads case files: a title, the input, a line `---`, the expected text, a line `===`.
#![allow(dead_code, reason = "each test uses its part")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where")]

use std::path::Path;

/// One case.
pub(crate) struct Case {
    pub(crate) title: String,
    pub(crate) input: String,
    pub(crate) expected: String,
}

/// Returns all cases of `tests/cases/<folder>`, file by file.
pub(crate) fn read(folder: &str) -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(folder);
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().flat_map(|file| parse(&std::fs::read_to_string(file).unwrap())).collect()
}

fn parse(text: &str) -> Vec<Case> {
    let blocks = text.split("\n===\n").filter(|block| !block.trim().is_empty());
    blocks
        .map(|block| {
            let (title, body) = block.trim_start_matches('\n').split_once('\n').expect("a title and a body");
            let (input, expected) = body.split_once("\n---\n").expect("`---` between input and expected text");
            Case { title: title.to_owned(), input: input.to_owned(), expected: expected.to_owned() }
        })
        .collect()
}

/// Turns `\n`, `\r`, `\t` and `\u{…}` into the characters they stand for.
pub(crate) fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let tail = &rest[at + 1..];
        let (c, len) = match tail.chars().next() {
            Some('n') => ('\n', 1),
            Some('r') => ('\r', 1),
            Some('t') => ('\t', 1),
            Some('u') => {
                let end = tail.find('}').expect("`\\u{` and `}`");
                (char::from_u32(u32::from_str_radix(&tail[2..end], 16).unwrap()).unwrap(), end + 1)
            }
            _ => ('\\', 0),
        };
        out.push(c);
        rest = &tail[len..];
    }
    out + rest
}
