//! SRX 2.0, the exchange format for segmentation rules, as syntax.
//!
//! In: the text of a file. Out: header, language rules and language maps, each rule with its line; or the first fault with its line. The
//! regular expressions stay text: whether they can be run is decided by `segment`. Elements of other name spaces in the header are passed over.

use std::fmt::Write;

use super::xml::{self, Element, Node, XmlError, escaped};

/// The name space of SRX 2.0.
const NAME_SPACE: &str = "http://www.lisa.org/srx20";

/// Why a text is no SRX 2.0.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It is no XML, or XML that is not read.
    #[error("{0}")]
    Xml(xml::Fault),
    /// Another root.
    #[error("not SRX: the root is `<{0}>`")]
    Root(String),
    /// Another version of SRX.
    #[error("SRX version `{0}`, and only 2.0 is read")]
    Version(String),
    /// A part is not there.
    #[error("`<{parent}>` lacks {part}")]
    Missing {
        /// Where it should be.
        parent: String,
        /// What it is.
        part: &'static str,
    },
    /// An element that does not belong where it is.
    #[error("`<{child}>` has no place in `<{parent}>`")]
    Misplaced {
        /// Where it is.
        parent: String,
        /// What it is.
        child: String,
    },
    /// An attribute with a value that it cannot have.
    #[error("`{attribute}` is `{value}`, and it must be {wanted}")]
    Value {
        /// The attribute.
        attribute: &'static str,
        /// What it is.
        value: String,
        /// What it can be.
        wanted: &'static str,
    },
}

/// A fault and where it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{fault}")]
pub struct SrxError {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong.
    pub fault: Fault,
}

impl SrxError {
    /// Returns what can be done about it.
    #[must_use]
    pub fn hint(&self) -> String {
        match &self.fault {
            Fault::Xml(fault) => XmlError { line: self.line, fault: fault.clone() }.hint().to_owned(),
            Fault::Root(_) => {
                "an SRX file begins with `<srx version=\"2.0\">`; `dilmaj segment --export-srx` writes one".to_owned()
            }
            Fault::Version(_) => "save it as SRX 2.0 in the tool it comes from".to_owned(),
            Fault::Missing { .. } | Fault::Misplaced { .. } => {
                "compare it with what `dilmaj segment --export-srx` writes".to_owned()
            }
            Fault::Value { wanted, .. } => format!("write {wanted}"),
        }
    }
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Srx {
    /// What holds for all rules.
    pub header: Header,
    /// The lists of rules, in order.
    pub languages: Vec<LanguageRule>,
    /// Which lists are for which language, in order.
    pub maps: Vec<LanguageMap>,
}

/// What holds for all rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Subflows (footnotes and the like inside a sentence) are segmented too. Plain text has none.
    pub segment_subflows: bool,
    /// All maps that fit a language count, and not the first alone.
    pub cascade: bool,
    /// For inline codes of type start, end and isolated: whether one at the break belongs to the segment before it. Plain text has none.
    pub format_handles: [bool; 3],
}

impl Default for Header {
    fn default() -> Self {
        Self { segment_subflows: true, cascade: false, format_handles: [false, true, false] }
    }
}

/// A named list of rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageRule {
    /// Its name, to which maps refer.
    pub name: String,
    /// The rules; the first that matches at a place decides.
    pub rules: Vec<Rule>,
}

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// A break rule; otherwise an exception.
    pub is_break: bool,
    /// What must stand before the place.
    pub before: String,
    /// What must stand after it.
    pub after: String,
    /// Its line in the file, from 1.
    pub line: usize,
}

/// Which list is for which language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageMap {
    /// A regular expression for the codes of languages.
    pub pattern: String,
    /// The name of the list.
    pub name: String,
    /// Its line in the file, from 1.
    pub line: usize,
}

/// Reads `text`.
///
/// # Errors
/// Fails at the first fault.
pub fn read(text: &str) -> Result<Srx, SrxError> {
    let root = xml::read(text, &[]).map_err(|error| SrxError { line: error.line, fault: Fault::Xml(error.fault) })?;
    if root.name != "srx" {
        return Err(at(&root, Fault::Root(root.name.clone())));
    }
    match root.attribute("version") {
        Some("2.0") => {}
        other => return Err(at(&root, Fault::Version(other.unwrap_or("").to_owned()))),
    }
    let header = header(child(&root, "header", "a `<header>`")?)?;
    let body = child(&root, "body", "a `<body>`")?;
    let rules = child(body, "languagerules", "`<languagerules>`")?;
    let maps = child(body, "maprules", "`<maprules>`")?;
    Ok(Srx {
        header,
        languages: all(rules, "languagerule", language_rule)?,
        maps: all(maps, "languagemap", language_map)?,
    })
}

fn at(element: &Element, fault: Fault) -> SrxError {
    SrxError { line: element.line, fault }
}

fn child<'a>(parent: &'a Element, name: &str, part: &'static str) -> Result<&'a Element, SrxError> {
    parent.element(name).ok_or_else(|| at(parent, Fault::Missing { parent: parent.name.clone(), part }))
}

/// Reads all elements in `parent`, which must all be called `name`.
fn all<T>(parent: &Element, name: &str, one: impl Fn(&Element) -> Result<T, SrxError>) -> Result<Vec<T>, SrxError> {
    parent
        .elements()
        .map(|element| if element.name == name { one(element) } else { Err(misplaced(parent, element)) })
        .collect()
}

fn misplaced(parent: &Element, child: &Element) -> SrxError {
    at(child, Fault::Misplaced { parent: parent.name.clone(), child: child.name.clone() })
}

fn header(element: &Element) -> Result<Header, SrxError> {
    let defaults = Header::default();
    let mut handles = defaults.format_handles;
    for handle in element.elements().filter(|one| one.name == "formathandle") {
        let kind = handle.attribute("type").unwrap_or("");
        let place = ["start", "end", "isolated"].iter().position(|known| *known == kind).ok_or_else(|| {
            at(
                handle,
                Fault::Value { attribute: "type", value: kind.to_owned(), wanted: "`start`, `end` or `isolated`" },
            )
        })?;
        handles[place] = yes(handle, "include", handles[place])?;
    }
    Ok(Header {
        segment_subflows: yes(element, "segmentsubflows", defaults.segment_subflows)?,
        cascade: yes(element, "cascade", defaults.cascade)?,
        format_handles: handles,
    })
}

fn yes(element: &Element, attribute: &'static str, default: bool) -> Result<bool, SrxError> {
    match element.attribute(attribute) {
        None => Ok(default),
        Some("yes") => Ok(true),
        Some("no") => Ok(false),
        Some(value) => Err(at(element, Fault::Value { attribute, value: value.to_owned(), wanted: "`yes` or `no`" })),
    }
}

fn language_rule(element: &Element) -> Result<LanguageRule, SrxError> {
    let name = required(element, "languagerulename", "the attribute `languagerulename`")?;
    Ok(LanguageRule { name, rules: all(element, "rule", rule)? })
}

fn required(element: &Element, attribute: &str, part: &'static str) -> Result<String, SrxError> {
    let missing = || at(element, Fault::Missing { parent: element.name.clone(), part });
    element.attribute(attribute).map(str::to_owned).ok_or_else(missing)
}

/// A part that is not there is empty, and what is empty matches everywhere.
fn rule(element: &Element) -> Result<Rule, SrxError> {
    let mut found = Rule {
        is_break: yes(element, "break", true)?,
        before: String::new(),
        after: String::new(),
        line: element.line,
    };
    for part in element.elements() {
        match part.name.as_str() {
            "beforebreak" => found.before = verbatim(part),
            "afterbreak" => found.after = verbatim(part),
            _ => return Err(misplaced(element, part)),
        }
    }
    Ok(found)
}

/// A space is a space in a regular expression, so nothing is folded.
fn verbatim(element: &Element) -> String {
    let text = |node: &Node| if let Node::Text(text) = node { text.clone() } else { String::new() };
    element.nodes.iter().map(text).collect()
}

fn language_map(element: &Element) -> Result<LanguageMap, SrxError> {
    Ok(LanguageMap {
        pattern: required(element, "languagepattern", "the attribute `languagepattern`")?,
        name: required(element, "languagerulename", "the attribute `languagerulename`")?,
        line: element.line,
    })
}

/// Returns the file as text.
#[must_use]
pub fn write(srx: &Srx) -> String {
    let mut out = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<srx xmlns=\"{NAME_SPACE}\" version=\"2.0\">\n");
    let word = |yes: bool| if yes { "yes" } else { "no" };
    let header = &srx.header;
    let (subflows, cascade) = (word(header.segment_subflows), word(header.cascade));
    // Writing to a string cannot fail.
    let _ = writeln!(out, "  <header segmentsubflows=\"{subflows}\" cascade=\"{cascade}\">");
    for (kind, include) in ["start", "end", "isolated"].iter().zip(header.format_handles) {
        let _ = writeln!(out, "    <formathandle type=\"{kind}\" include=\"{}\"/>", word(include));
    }
    out.push_str("  </header>\n  <body>\n    <languagerules>\n");
    for language in &srx.languages {
        let _ = writeln!(out, "      <languagerule languagerulename=\"{}\">", escaped(&language.name));
        for rule in &language.rules {
            let _ = write!(
                out,
                "        <rule break=\"{}\">\n          <beforebreak>{}</beforebreak>\n          <afterbreak>{}</afterbreak>\n        </rule>\n",
                word(rule.is_break),
                escaped(&rule.before),
                escaped(&rule.after)
            );
        }
        out.push_str("      </languagerule>\n");
    }
    out.push_str("    </languagerules>\n    <maprules>\n");
    for map in &srx.maps {
        let (pattern, name) = (escaped(&map.pattern), escaped(&map.name));
        let _ = writeln!(out, "      <languagemap languagepattern=\"{pattern}\" languagerulename=\"{name}\"/>");
    }
    out.push_str("    </maprules>\n  </body>\n</srx>\n");
    out
}

#[cfg(test)]
mod tests {
    use super::{Header, LanguageMap, LanguageRule, Rule, Srx, read, write};

    fn example() -> Srx {
        let rule = Rule { is_break: false, before: "(^|\\s)&<ص\\. ".to_owned(), after: " ".to_owned(), line: 11 };
        let map = LanguageMap { pattern: "fa.*".to_owned(), name: "Persian".to_owned(), line: 18 };
        Srx {
            header: Header { cascade: true, ..Header::default() },
            languages: vec![LanguageRule { name: "Persian".to_owned(), rules: vec![rule] }],
            maps: vec![map],
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let text = write(&example());
        let again = read(&text).unwrap();
        assert!(text.contains("(^|\\s)&amp;&lt;ص\\. </beforebreak>"), "{text}");
        assert_eq!(again, example());
    }

    #[test]
    fn faults_are_named_with_their_line() {
        let good = write(&example());
        for (from, to, line, message) in [
            (good.as_str(), "text", 1, "text outside of the root element"),
            ("</srx>", "", 22, "not closed"),
            ("<srx ", "<!DOCTYPE srx SYSTEM \"srx20.dtd\">\n<srx ", 2, "document type declaration"),
            ("<beforebreak>", "<beforebreak>&nbsp;", 12, "`&nbsp;` is not expanded"),
            (good.as_str(), "<tmx version=\"1.4\"/>", 1, "not SRX: the root is `<tmx>`"),
            ("version=\"2.0\"", "version=\"1.0\"", 2, "SRX version `1.0`"),
            (" version=\"2.0\"", "", 2, "SRX version ``"),
            ("maprules", "mapping", 8, "`<body>` lacks `<maprules>`"),
            ("beforebreak", "before", 12, "`<before>` has no place in `<rule>`"),
            ("break=\"no\"", "break=\"never\"", 11, "`break` is `never`, and it must be `yes` or `no`"),
            ("type=\"end\"", "type=\"close\"", 5, "`type` is `close`"),
            ("languagepattern=", "pattern=", 18, "`<languagemap>` lacks the attribute `languagepattern`"),
        ] {
            let error = read(&good.replace(from, to)).unwrap_err();
            assert!(error.to_string().contains(message), "{message}: {error}");
            assert_eq!(error.line, line, "{message}: {error}");
            assert!(!error.hint().is_empty());
        }
    }
}
