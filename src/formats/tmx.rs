//! TMX 1.4: translation units with a variant per language.
//!
//! In: text. Out: units with their line, properties, notes and variants. Native codes of a word processor inside a segment (`bpt`, `ph`, …) are no
//! text. Out again: one unit per call between `head` and `FOOT`, with all attributes that the standard asks for.

use std::fmt::Write as _;
use std::io::Read;

use super::xml::{self, Element, Fault, Node, XmlError, escaped};
use super::xml_stream::{self, StreamError};

/// The end of a file.
pub const FOOT: &str = "  </body>\n</tmx>\n";

/// Elements in a segment that hold codes, not text.
const CODES: [&str; 5] = ["bpt", "ept", "ph", "it", "ut"];

/// A translation unit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unit {
    /// Its line, from 1.
    pub line: usize,
    /// Its number or name in the file (`tuid`); empty if it has none.
    pub id: String,
    /// Properties by type, and notes under `note`.
    pub fields: Vec<(String, String)>,
    /// Language and text, in their order.
    pub variants: Vec<(String, String)>,
}

/// Reads `text`. A `DOCTYPE` that only names a DTD file is passed over, as files in this format commonly carry one; it is never opened.
///
/// # Errors
/// Fails if it is no XML or no TMX.
pub fn read(text: &str) -> Result<Vec<Unit>, XmlError> {
    let mut units = Vec::new();
    let root = xml::read_each(text, &["tmx"], &["tu"], &mut |element| units.push(unit(&element)))?;
    if root.name != "tmx" {
        return Err(XmlError { line: root.line, fault: Fault::Root { found: root.name, wanted: "tmx" } });
    }
    Ok(units)
}

/// Reads a file of any length, unit by unit, until `take` returns false.
///
/// # Errors
/// Fails at the first fault, with line and column, or as the file system does.
pub fn each(file: impl Read, take: &mut dyn FnMut(Unit) -> bool) -> Result<(), StreamError> {
    xml_stream::each(file, "tmx", "tu", &mut |element| take(unit(&element)))
}

fn unit(element: &Element) -> Unit {
    let id = element.attribute("tuid").unwrap_or("").to_owned();
    let mut unit = Unit { line: element.line, id, ..Unit::default() };
    for child in element.elements() {
        match child.name.as_str() {
            "prop" => unit.fields.push((child.attribute("type").unwrap_or("").to_owned(), child.text())),
            "note" => unit.fields.push(("note".to_owned(), child.text())),
            "tuv" => {
                let language = child.attribute("xml:lang").or_else(|| child.attribute("lang")).unwrap_or("");
                let text = child.element("seg").map(segment).unwrap_or_default();
                unit.variants.push((language.to_owned(), text));
            }
            _ => {}
        }
    }
    unit
}

fn segment(seg: &Element) -> String {
    let mut raw = String::new();
    collect(seg, &mut raw);
    raw.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

fn collect(element: &Element, out: &mut String) {
    for node in &element.nodes {
        match node {
            Node::Text(text) => out.push_str(text),
            Node::Element(inner) if CODES.contains(&inner.name.as_str()) => {}
            Node::Element(inner) => collect(inner, out),
        }
    }
}

/// Returns the beginning of a file.
#[must_use]
pub fn head(source_language: &str) -> String {
    let version = env!("CARGO_PKG_VERSION");
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\n  <header creationtool=\"dilmaj\" \
         creationtoolversion=\"{version}\" segtype=\"phrase\" o-tmf=\"dilmaj\" adminlang=\"en\" srclang=\"{}\" \
         datatype=\"plaintext\"/>\n  <body>\n",
        escaped(source_language)
    )
}

/// Returns a unit as text.
#[must_use]
pub fn write(unit: &Unit) -> String {
    let id = if unit.id.is_empty() { String::new() } else { format!(" tuid=\"{}\"", escaped(&unit.id)) };
    let mut out = format!("    <tu{id}>\n");
    let notes = unit.fields.iter().filter(|(kind, _)| kind == "note");
    for (_, text) in notes {
        let _ = writeln!(out, "      <note>{}</note>", escaped(text));
    }
    for (kind, text) in unit.fields.iter().filter(|(kind, _)| kind != "note") {
        let _ = writeln!(out, "      <prop type=\"{}\">{}</prop>", escaped(kind), escaped(text));
    }
    for (language, text) in &unit.variants {
        let (language, text) = (escaped(language), escaped(text));
        let _ = writeln!(out, "      <tuv xml:lang=\"{language}\"><seg>{text}</seg></tuv>");
    }
    out.push_str("    </tu>\n");
    out
}

#[cfg(test)]
mod tests {
    use super::{FOOT, Unit, head, read, write};

    #[test]
    fn what_is_written_is_read() {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        let unit = Unit {
            line: 5,
            id: "a:1".to_owned(),
            fields: vec![pair("note", "a < b"), pair("x-dilmaj-pos", "name")],
            variants: vec![pair("fa", "سند"), pair("en", "R&D \"x\"")],
        };
        let text = format!("{}{}{FOOT}", head("fa"), write(&unit));
        assert_eq!(read(&text).unwrap(), [unit]);
    }

    #[test]
    fn codes_are_no_text_and_a_named_dtd_is_never_opened() {
        let text = "<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx><body><tu>\n<tuv lang=\"EN\"><seg>a <bpt i=\"1\">&lt;b></bpt><hi>b</hi>\n c</seg></tuv></tu></body></tmx>";
        let units = read(text).unwrap();
        assert_eq!(units[0].variants, [("EN".to_owned(), "a b c".to_owned())]);
        assert!(read("<html/>").unwrap_err().to_string().contains("`<html>`"));
    }
}
