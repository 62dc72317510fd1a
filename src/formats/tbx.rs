//! TBX: concepts with terms per language. Read: version 2 (`martif`) and version 3, categories as attributes (DCA) or as elements (DCT). Written:
//! version 3, TBX-Basic, DCA.
//!
//! In: text. Out: concepts with their line, languages, terms, and what is said about each as category and text. Groups (`descripGrp`,
//! `termNoteGrp`, `ntig`, …) are only brackets and are left out. Out again: one concept per call between `head` and `FOOT`.

use std::fmt::Write as _;

use super::xml::{self, Element, Fault, XmlError, escaped};

/// The end of a file.
pub const FOOT: &str = "</body></text>\n</tbx>\n";

/// What is said about a concept or a term: its data category, and the text.
pub type Field = (String, String);

/// A concept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Concept {
    /// Its line, from 1.
    pub line: usize,
    /// What is said about it, whatever the language.
    pub fields: Vec<Field>,
    /// Its languages.
    pub languages: Vec<Language>,
}

/// The terms of one language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Language {
    /// `xml:lang`; empty if it is missing.
    pub tag: String,
    /// What is said about the concept in this language.
    pub fields: Vec<Field>,
    /// The terms, in their order.
    pub terms: Vec<Term>,
}

/// A term.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Term {
    /// The term.
    pub text: String,
    /// What is said about it.
    pub fields: Vec<Field>,
}

/// Returns the first field of this category.
#[must_use]
pub fn field<'f>(fields: &'f [Field], category: &str) -> Option<&'f str> {
    fields.iter().find(|(own, _)| own == category).map(|(_, text)| text.as_str())
}

/// Reads `text`. A `DOCTYPE` that only names a DTD file is passed over, as version 2 commonly carries one; it is never opened.
///
/// # Errors
/// Fails if it is no XML or no TBX.
pub fn read(text: &str) -> Result<Vec<Concept>, XmlError> {
    let mut concepts = Vec::new();
    let entries = ["conceptEntry", "termEntry"];
    let root = xml::read_each(text, &["martif", "tbx"], &entries, &mut |element| concepts.push(concept(&element)))?;
    if !matches!(root.name.as_str(), "martif" | "tbx") {
        return Err(XmlError { line: root.line, fault: Fault::Root { found: root.name, wanted: "tbx" } });
    }
    Ok(concepts)
}

fn concept(element: &Element) -> Concept {
    let languages = element.elements().filter(|one| matches!(one.name.as_str(), "langSec" | "langSet"));
    Concept { line: element.line, fields: fields(element), languages: languages.map(language).collect() }
}

fn language(element: &Element) -> Language {
    let tag = element.attribute("xml:lang").or_else(|| element.attribute("lang")).unwrap_or("").to_owned();
    let terms = element.elements().filter(|one| matches!(one.name.as_str(), "termSec" | "tig" | "ntig"));
    Language { tag, fields: fields(element), terms: terms.map(term).collect() }
}

fn term(element: &Element) -> Term {
    let inner = element.element("termGrp").unwrap_or(element);
    let text = inner.element("term").map(Element::text).unwrap_or_default();
    Term { text, fields: fields(element) }
}

/// All that is said directly in `element`; DCA names the category in `type`, DCT by the element.
fn fields(element: &Element) -> Vec<Field> {
    let mut found = Vec::new();
    for child in element.elements() {
        match child.name.as_str() {
            "langSec" | "langSet" | "termSec" | "tig" | "ntig" | "term" => {}
            name if name.ends_with("Grp") => found.extend(fields(child)),
            name => found.push((child.attribute("type").unwrap_or(name).to_owned(), child.text())),
        }
    }
    found
}

/// Returns the beginning of a file; `language` is that of the notes.
#[must_use]
pub fn head(language: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tbx type=\"TBX-Basic\" style=\"dca\" xml:lang=\"{}\" \
         xmlns=\"urn:iso:std:iso:30042:ed-2\">\n<tbxHeader><fileDesc><sourceDesc><p>glossary, written by dilmaj \
         {}</p></sourceDesc></fileDesc></tbxHeader>\n<text><body>\n",
        escaped(language),
        env!("CARGO_PKG_VERSION")
    )
}

/// Returns a concept as text; `number` makes its id.
#[must_use]
pub fn write(concept: &Concept, number: usize) -> String {
    let mut out = format!("<conceptEntry id=\"c{number}\">\n");
    for one in &concept.fields {
        let _ = writeln!(out, "  {}", written(one));
    }
    for language in &concept.languages {
        let _ = writeln!(out, "  <langSec xml:lang=\"{}\">", escaped(&language.tag));
        for term in &language.terms {
            let fields: String = term.fields.iter().map(written).collect();
            let _ = writeln!(out, "    <termSec><term>{}</term>{fields}</termSec>", escaped(&term.text));
        }
        out.push_str("  </langSec>\n");
    }
    out.push_str("</conceptEntry>\n");
    out
}

fn written((category, text): &Field) -> String {
    let text = escaped(text);
    match category.as_str() {
        "note" => format!("<note>{text}</note>"),
        "partOfSpeech" | "administrativeStatus" => format!("<termNote type=\"{category}\">{text}</termNote>"),
        other => format!("<descrip type=\"{}\">{text}</descrip>", escaped(other)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Concept, FOOT, Language, Term, field, head, read, write};

    #[test]
    fn what_is_written_is_read() {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        let term =
            Term { text: "R&D".to_owned(), fields: vec![pair("partOfSpeech", "noun"), pair("context", "a < b")] };
        let concept = Concept {
            line: 5,
            fields: vec![pair("subjectField", "trade"), pair("note", "x")],
            languages: vec![Language { tag: "en".to_owned(), fields: Vec::new(), terms: vec![term] }],
        };
        let text = format!("{}{}{FOOT}", head("en"), write(&concept, 1));
        assert_eq!(read(&text).unwrap(), [concept]);
    }

    #[test]
    fn versions_and_styles_say_the_same() {
        let terms = "<term>سند</term><termNote type=\"partOfSpeech\">noun</termNote>";
        let texts = [
            format!(
                "<!DOCTYPE martif SYSTEM \"TBXcoreStructV02.dtd\"><martif type=\"TBX\"><text><body><termEntry><descripGrp><descrip type=\"subjectField\">law</descrip></descripGrp><langSet xml:lang=\"fa\"><tig>{terms}</tig></langSet></termEntry></body></text></martif>"
            ),
            "<martif type=\"TBX\"><text><body><termEntry><descrip type=\"subjectField\">law</descrip><langSet xml:lang=\"fa\"><ntig><termGrp><term>سند</term><termNote type=\"partOfSpeech\">noun</termNote></termGrp></ntig></langSet></termEntry></body></text></martif>".to_owned(),
            format!(
                "<tbx style=\"dca\"><text><body><conceptEntry><descrip type=\"subjectField\">law</descrip><langSec xml:lang=\"fa\"><termSec>{terms}</termSec></langSec></conceptEntry></body></text></tbx>"
            ),
            "<tbx style=\"dct\" xmlns:min=\"http://www.tbxinfo.net/ns/min\"><text><body><conceptEntry><min:subjectField>law</min:subjectField><langSec xml:lang=\"fa\"><termSec><term>سند</term><min:partOfSpeech>noun</min:partOfSpeech></termSec></langSec></conceptEntry></body></text></tbx>".to_owned(),
        ];
        for text in texts {
            let concepts = read(&text).unwrap();
            let term = &concepts[0].languages[0].terms[0];
            assert_eq!(field(&concepts[0].fields, "subjectField"), Some("law"), "{text}");
            assert_eq!((term.text.as_str(), field(&term.fields, "partOfSpeech")), ("سند", Some("noun")), "{text}");
        }
    }
}
