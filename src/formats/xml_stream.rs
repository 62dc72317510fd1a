//! XML of any length, read entry by entry under the rules of `xml`: no DTD, no entity, bounded depth, and a bound on what one entry may hold.
//!
//! In: bytes. Out: each element of a name as soon as it is complete; or the first fault with line and column. What stands outside of such elements is
//! passed over.

use std::cell::{Cell, RefCell};
use std::io::{self, BufReader, Read};
use std::rc::Rc;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::input::{Input, Lines};
use super::xml::{Element, Fault, LONGEST, Tree};

/// Why a stream ended early.
#[derive(Debug, thiserror::Error)]
pub enum StreamError {
    /// The text is not as it should be.
    #[error("{line}:{column}: {fault}")]
    Fault {
        /// Line, from 1.
        line: usize,
        /// Column in bytes, from 1.
        column: usize,
        /// What is wrong.
        fault: Fault,
    },
    /// The file cannot be read.
    #[error("{0}")]
    Io(#[from] io::Error),
}

/// Reads a file whose root is `root`, and hands each element called `name` to `take` until that returns false. A `DOCTYPE` that only names a DTD file
/// of this root is passed over.
///
/// # Errors
/// Fails at the first fault, or as the file system does.
pub fn each(
    file: impl Read,
    root: &'static str,
    name: &str,
    take: &mut dyn FnMut(Element) -> bool,
) -> Result<(), StreamError> {
    let input = Input::new(file);
    let lines = input.lines();
    let watched = Watched { inner: input, lines: Rc::clone(&lines), passed: Rc::default() };
    let passed = Rc::clone(&watched.passed);
    let mut reader = Reader::from_reader(BufReader::new(watched));
    let wanted = Cell::new(true);
    let entries = Cell::new(0_u64);
    let mut hand_on = |element: Element| {
        entries.set(entries.get() + 1);
        if wanted.get() {
            wanted.set(take(element));
        }
    };
    let names = [name];
    let mut tree = Tree { open: Vec::new(), root: None, names: &names, take: &mut hand_on };
    let (mut buffer, mut begun, mut seen) = (Vec::new(), 0_u64, 0_u64);
    loop {
        buffer.clear();
        let at = reader.buffer_position();
        passed.set(at);
        let event = match reader.read_event_into(&mut buffer) {
            Ok(event) => event,
            Err(error) => return Err(failed(&error, reader.error_position().max(at), &lines)),
        };
        let (line, column) = lines.borrow_mut().place(at);
        let fault = |fault| StreamError::Fault { line, column, fault };
        if matches!(event, Event::Eof) {
            return tree.finish().map(drop).map_err(fault);
        }
        if tree.open.is_empty()
            && let Event::Start(start) | Event::Empty(start) = &event
        {
            let found = AsRef::<str>::as_ref(&start.local_name()).to_owned();
            if found != root {
                return Err(fault(Fault::Root { found, wanted: root }));
            }
        }
        tree.take(event, line, &[root]).map_err(fault)?;
        if !wanted.get() {
            return Ok(());
        }
        if entries.get() > seen || is_outside(&mut tree, name) {
            (seen, begun) = (entries.get(), reader.buffer_position());
        } else if reader.buffer_position() - begun > LONGEST {
            return Err(fault(Fault::TooLong));
        }
    }
}

/// Lets go of what has gathered outside of entries; returns whether the reader stands there.
fn is_outside(tree: &mut Tree<'_>, name: &str) -> bool {
    let outside = !tree.open.iter().any(|element| element.name == name) && tree.open.len() <= 2;
    if outside {
        tree.open.iter_mut().for_each(|element| element.nodes.clear());
    }
    outside
}

fn failed(error: &quick_xml::Error, at: u64, lines: &Rc<RefCell<Lines>>) -> StreamError {
    if let quick_xml::Error::Io(inner) = error {
        let fault = match inner.kind() {
            io::ErrorKind::InvalidData => Fault::NotUtf8,
            io::ErrorKind::OutOfMemory => Fault::TooLong,
            kind => return StreamError::Io(io::Error::new(kind, inner.to_string())),
        };
        let (line, column) = lines.borrow_mut().end();
        return StreamError::Fault { line, column, fault };
    }
    let (line, column) = lines.borrow_mut().place(at);
    StreamError::Fault { line, column, fault: Fault::Malformed(error.to_string()) }
}

/// Ends the stream where a single tag or text is longer than an entry may be: the parser would hold it in memory as a whole.
struct Watched<R> {
    inner: R,
    lines: Rc<RefCell<Lines>>,
    /// Bytes that the parser has passed.
    passed: Rc<Cell<u64>>,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.lines.borrow().read() > self.passed.get() + LONGEST {
            return Err(io::Error::new(io::ErrorKind::OutOfMemory, "too long"));
        }
        self.inner.read(out)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::{LONGEST, each};

    fn read(text: impl Read) -> Result<Vec<String>, String> {
        let mut found = Vec::new();
        let done = each(text, "tmx", "tu", &mut |element| {
            found.push(format!("{} {}", element.line, element.text()));
            true
        });
        done.map(|()| found).map_err(|error| error.to_string())
    }

    #[test]
    fn entries_come_one_by_one() {
        let text = "<?xml version=\"1.0\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx><header>h</header><body>\n<tu>a &amp; <b>b</b></tu>\n<tu/></body></tmx>";
        assert_eq!(read(text.as_bytes()).unwrap(), ["4 a & b", "5 "]);
    }

    #[test]
    fn hostile_files_are_refused_with_their_place() {
        let refused = |text: &str| read(text.as_bytes()).unwrap_err();
        let bomb = "<!DOCTYPE tmx [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]>\n<tmx><body><tu>&b;</tu></body></tmx>";
        assert!(refused(bomb).starts_with("1:1: a document type declaration"), "{}", refused(bomb));
        assert!(refused("<tmx>\n<body><tu>&b;</tu>").starts_with("2:11: the entity `&b;`"));
        assert_eq!(refused("\n<html><body/></html>"), "2:1: the root is `<html>`, and it must be `<tmx>`");
        assert!(
            refused("<tmx>\n<body></tmx>").starts_with("2:7: not well-formed XML"),
            "{}",
            refused("<tmx>\n<body></tmx>")
        );
        assert!(refused("<tmx><body><tu>").contains("is not closed"));
        assert!(refused(&"<tmx>".repeat(100)).contains("nested more than"));
        assert_eq!(read(&b"<tmx>\n<body>\xff"[..]).unwrap_err(), "2:7: not UTF-8");
        assert_eq!(refused(""), "1:1: not XML: there is no element");
    }

    #[test]
    fn a_tag_or_an_entry_without_end_is_not_held_in_memory() {
        let endless = |head: &'static str, more: &'static [u8]| {
            let unit = std::io::Cursor::new(more).chain(std::io::repeat(b' '));
            read(head.as_bytes().chain(unit).take(2 * LONGEST)).unwrap_err()
        };
        assert!(endless("<tmx><body><tu>", b"x").ends_with("a single entry is longer than 16 MB"));
        assert!(endless("<tmx><body><tu ", b"x").ends_with("a single entry is longer than 16 MB"));
    }
}
