//! XML as a tree, without anything that a file could do to its reader: no DTD is loaded, no entity is expanded, depth is bounded.
//!
//! In: text. Out: the root element, each element with its line; or the first fault with its place. A `DOCTYPE` without an internal subset
//! is passed over where the format is known to carry one (it names a DTD file, which is never opened); any other is refused, and so is every
//! entity but the five of XML itself. Writing escapes; a character that XML cannot hold must be kept out by the caller (`holds`).

use std::borrow::Cow;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// Elements nested deeper than this are no exchange format.
const DEEPEST: usize = 64;

/// An entry of a streamed file that is longer than this, in bytes, is no entry.
pub(super) const LONGEST: u64 = 16 << 20;

/// Why a text is no XML that is read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// There is no element at all.
    #[error("not XML: there is no element")]
    NoElement,
    /// The text breaks a rule of XML.
    #[error("not well-formed XML: {0}")]
    Malformed(String),
    /// A document type declaration.
    #[error("a document type declaration (`<!DOCTYPE`) is not read")]
    Doctype,
    /// An entity that is not one of the five of XML.
    #[error("the entity `&{0};` is not expanded")]
    Entity(String),
    /// Another format.
    #[error("the root is `<{found}>`, and it must be `<{wanted}>`")]
    Root {
        /// The root element.
        found: String,
        /// What it must be.
        wanted: &'static str,
    },
    /// Bytes that are no text.
    #[error("not UTF-8")]
    NotUtf8,
    /// More between two entries than any entry has.
    #[error("a single entry is longer than {} MB", LONGEST >> 20)]
    TooLong,
    /// Too deep.
    #[error("elements are nested more than {DEEPEST} deep")]
    TooDeep,
}

/// A fault and where it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{fault}")]
pub struct XmlError {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong.
    pub fault: Fault,
}

impl XmlError {
    /// Returns what can be done about it.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        self.fault.hint()
    }
}

impl Fault {
    /// Returns what can be done about it.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NoElement | Self::Malformed(_) | Self::Root { .. } => "is it the right file, and is it complete?",
            Self::Doctype => "remove the declaration; files of trust need none",
            Self::Entity(_) => "write the character itself, or a reference such as `&#233;`",
            Self::NotUtf8 => "save it as UTF-8 (`iconv -t UTF-8`)",
            Self::TooDeep | Self::TooLong => "no exchange format needs that",
        }
    }
}

/// An element.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Element {
    /// Its name without a prefix.
    pub name: String,
    /// Its attributes, as they are written (`xml:lang`).
    pub attributes: Vec<(String, String)>,
    /// What is in it.
    pub nodes: Vec<Node>,
    /// The line of its start tag, from 1.
    pub line: usize,
}

/// What can be in an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// Another element.
    Element(Element),
    /// Text.
    Text(String),
}

impl Element {
    /// Returns an attribute.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// Returns the elements directly in it.
    pub fn elements(&self) -> impl Iterator<Item = &Self> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Returns the first element of this name directly in it.
    #[must_use]
    pub fn element(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| element.name == name)
    }

    /// Returns its text with that of all elements in it; line ends and indents are single spaces.
    #[must_use]
    pub fn text(&self) -> String {
        let mut raw = String::new();
        self.collect(&mut raw);
        raw.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn collect(&self, out: &mut String) {
        for node in &self.nodes {
            match node {
                Node::Element(element) => element.collect(out),
                Node::Text(text) => out.push_str(text),
            }
        }
    }
}

/// Reads `text`; `with_doctype` are the roots whose files are known to name a DTD.
///
/// # Errors
/// Fails at the first fault.
pub fn read(text: &str, with_doctype: &[&str]) -> Result<Element, XmlError> {
    read_each(text, with_doctype, &[], &mut |_| {})
}

/// Reads `text` like `read`, but hands each element whose name is in `names` to `take` as soon as it is complete instead of keeping it: files of
/// many entries are long, and their entries are wanted one by one. Returns the rest.
///
/// # Errors
/// Fails at the first fault.
pub fn read_each(
    text: &str,
    with_doctype: &[&str],
    names: &[&str],
    take: &mut dyn FnMut(Element),
) -> Result<Element, XmlError> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut reader = Reader::from_str(text);
    let mut tree = Tree { open: Vec::new(), root: None, names, take };
    let (mut at, mut line) = (0, 1);
    loop {
        let event = reader.read_event();
        let failed = |fault| XmlError { line, fault };
        let event = event.map_err(|error| {
            let at = usize::try_from(reader.error_position()).unwrap_or(0).min(text.len());
            XmlError { line: line_at(text, at), fault: Fault::Malformed(error.to_string()) }
        })?;
        if matches!(event, Event::Eof) {
            return tree.finish().map_err(failed);
        }
        tree.take(event, line, with_doctype).map_err(failed)?;
        let next = usize::try_from(reader.buffer_position()).unwrap_or(at).min(text.len());
        line += text.get(at..next).map_or(0, |read| read.matches('\n').count());
        at = next;
    }
}

fn line_at(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

/// The elements that are open, and the root once it is closed.
pub(super) struct Tree<'t> {
    pub(super) open: Vec<Element>,
    pub(super) root: Option<Element>,
    /// Elements that are handed on.
    pub(super) names: &'t [&'t str],
    pub(super) take: &'t mut dyn FnMut(Element),
}

impl Tree<'_> {
    pub(super) fn take(&mut self, event: Event<'_>, line: usize, with_doctype: &[&str]) -> Result<(), Fault> {
        match event {
            Event::Start(start) => self.begin(element(&start, line)?)?,
            Event::Empty(start) => {
                self.begin(element(&start, line)?)?;
                self.end();
            }
            Event::End(_) => self.end(),
            Event::Text(text) => self.text(&text.xml10_content())?,
            Event::CData(text) => self.text(&text.xml10_content())?,
            Event::GeneralRef(reference) => self.text(&character(&reference)?)?,
            Event::DocType(text) => doctype(&text, with_doctype)?,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Eof => {}
        }
        Ok(())
    }

    fn begin(&mut self, element: Element) -> Result<(), Fault> {
        if self.open.len() >= DEEPEST {
            return Err(Fault::TooDeep);
        }
        if self.open.is_empty() && self.root.is_some() {
            return Err(Fault::Malformed("a second root element".to_owned()));
        }
        self.open.push(element);
        Ok(())
    }

    fn end(&mut self) {
        let Some(closed) = self.open.pop() else { return };
        match self.open.last_mut() {
            Some(_) if self.names.contains(&closed.name.as_str()) => (self.take)(closed),
            Some(parent) => parent.nodes.push(Node::Element(closed)),
            None => self.root = Some(closed),
        }
    }

    /// quick-xml splits text at every reference; the parts are put together again here.
    fn text(&mut self, text: &str) -> Result<(), Fault> {
        let Some(parent) = self.open.last_mut() else {
            let stray = !text.trim().is_empty();
            return if stray { Err(Fault::Malformed("text outside of the root element".to_owned())) } else { Ok(()) };
        };
        if let Some(Node::Text(before)) = parent.nodes.last_mut() {
            before.push_str(text);
        } else {
            parent.nodes.push(Node::Text(text.to_owned()));
        }
        Ok(())
    }

    pub(super) fn finish(self) -> Result<Element, Fault> {
        match (self.open.last(), self.root) {
            (Some(open), _) => Err(Fault::Malformed(format!("`<{}>` of line {} is not closed", open.name, open.line))),
            (None, root) => root.ok_or(Fault::NoElement),
        }
    }
}

fn element(start: &BytesStart<'_>, line: usize) -> Result<Element, Fault> {
    let name = start.local_name();
    let mut found = Element { name: AsRef::<str>::as_ref(&name).to_owned(), line, ..Element::default() };
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| Fault::Malformed(error.to_string()))?;
        let value = attribute.normalized_value(XmlVersion::Explicit1_0).map_err(|error| attribute_fault(&error))?;
        found.attributes.push((AsRef::<str>::as_ref(&attribute.key).to_owned(), value.into_owned()));
    }
    Ok(found)
}

fn attribute_fault(error: &quick_xml::Error) -> Fault {
    match error {
        quick_xml::Error::Escape(quick_xml::escape::EscapeError::UnrecognizedEntity(_, name)) => {
            Fault::Entity(name.clone())
        }
        other => Fault::Malformed(other.to_string()),
    }
}

fn character(reference: &BytesRef<'_>) -> Result<String, Fault> {
    if let Some(c) = reference.resolve_char_ref().map_err(|error| Fault::Malformed(error.to_string()))? {
        let illegal = || Fault::Malformed(format!("the reference `&{};` is no character of XML", &**reference));
        return if is_char(c) { Ok(c.to_string()) } else { Err(illegal()) };
    }
    let plain = match &**reference {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "apos" => "'",
        "quot" => "\"",
        other => return Err(Fault::Entity(other.to_owned())),
    };
    Ok(plain.to_owned())
}

fn doctype(text: &str, known: &[&str]) -> Result<(), Fault> {
    let name = text.trim_start().split(|c: char| c.is_whitespace() || c == '[').next().unwrap_or("");
    if known.contains(&name) && !text.contains('[') { Ok(()) } else { Err(Fault::Doctype) }
}

fn is_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Returns whether XML can hold every character of `text`.
#[must_use]
pub fn holds(text: &str) -> bool {
    text.chars().all(is_char)
}

/// Returns `text` as it stands in an element or in a quoted attribute.
#[must_use]
pub fn escaped(text: &str) -> Cow<'_, str> {
    quick_xml::escape::escape(text)
}

#[cfg(test)]
mod tests {
    use super::{Fault, escaped, read};

    #[test]
    fn text_is_whole_around_references_and_elements_know_their_line() {
        let root =
            read("<?xml version=\"1.0\"?>\n<a>\n <b x=\"1 &amp; 2\">A &amp; B<i> c</i>&#x200c;</b></a>", &[]).unwrap();
        let b = root.element("b").unwrap();
        assert_eq!((b.text().as_str(), b.line, b.attribute("x")), ("A & B c\u{200c}", 3, Some("1 & 2")));
    }

    #[test]
    fn what_is_no_xml_is_refused_with_its_line() {
        for (text, line, message) in [
            ("", 1, "there is no element"),
            ("source,target\n", 1, "text outside"),
            ("<a>\n<b></a>", 2, "not well-formed"),
            ("<a>\n<b>", 2, "`<b>` of line 2 is not closed"),
            ("<a/>\n<b/>", 2, "second root"),
            ("<a>&#0;</a>", 1, "not well-formed"),
            ("<a>&#1;</a>", 1, "no character of XML"),
        ] {
            let error = read(text, &[]).unwrap_err();
            assert!(error.to_string().contains(message), "{text}: {error}");
            assert_eq!(error.line, line, "{text}: {error}");
        }
        let deep = "<a>".repeat(65);
        assert_eq!(read(&deep, &[]).unwrap_err().fault, Fault::TooDeep);
    }

    #[test]
    fn no_document_type_and_no_entity_is_followed() {
        let subset = "<!DOCTYPE tmx [<!ENTITY a \"b\">]>\n<tmx>&a;</tmx>";
        assert_eq!(read(subset, &["tmx"]).unwrap_err().fault, Fault::Doctype);
        let named = "<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx/>";
        assert_eq!(read(named, &["tmx"]).unwrap().name, "tmx");
        assert_eq!(read(named, &[]).unwrap_err().fault, Fault::Doctype);
        let unknown = Fault::Entity("nbsp".to_owned());
        assert_eq!(read("<a>\n&nbsp;</a>", &[]).unwrap_err().fault, unknown);
        assert_eq!(read("<a b=\"&nbsp;\"/>", &[]).unwrap_err().fault, unknown);
    }

    #[test]
    fn what_is_written_is_read() {
        let text = "<A & \"B\"> 'c'";
        let root = read(&format!("<a b=\"{0}\">{0}</a>", escaped(text)), &[]).unwrap();
        assert_eq!((root.text().as_str(), root.attribute("b")), (text, Some(text)));
    }
}
