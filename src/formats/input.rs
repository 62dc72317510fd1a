//! A file as a stream of valid UTF-8 that knows its lines: what is read is never held as a whole.
//!
//! In: bytes; UTF-8 with or without a byte-order mark, or UTF-16 with one. Out: UTF-8 without a mark; an error at the first byte that is none. Columns
//! are counted in bytes.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{self, Read};
use std::rc::Rc;

use encoding_rs::{Decoder, Encoding};

/// Bytes that are read at once.
const CHUNK: usize = 1 << 16;

/// Where the lines of what was read begin.
#[derive(Debug, Default)]
pub struct Lines {
    /// Offsets just behind line ends that were read and are not passed yet.
    ahead: VecDeque<u64>,
    /// Line ends that are passed.
    passed: usize,
    /// Offset of the line that was asked for last.
    start: u64,
    /// Bytes handed out.
    read: u64,
}

impl Lines {
    /// Returns line and column, from 1, of a byte offset; offsets must not go back by more than a line.
    pub fn place(&mut self, offset: u64) -> (usize, usize) {
        while let Some(start) = self.ahead.front().copied().filter(|start| *start <= offset) {
            self.ahead.pop_front();
            self.passed += 1;
            self.start = start;
        }
        (self.passed + 1, usize::try_from(offset.saturating_sub(self.start)).unwrap_or(usize::MAX) + 1)
    }

    /// Returns line and column behind the last byte that was handed out.
    pub fn end(&mut self) -> (usize, usize) {
        self.place(self.read)
    }

    /// Returns how many bytes were handed out.
    #[must_use]
    pub fn read(&self) -> u64 {
        self.read
    }
}

/// Reads a file as UTF-8.
#[derive(Debug)]
pub struct Input<R> {
    inner: R,
    lines: Rc<RefCell<Lines>>,
    /// For UTF-16; `None` for UTF-8.
    decoder: Option<Decoder>,
    begun: bool,
    /// Raw bytes that are no whole character yet.
    rest: Vec<u8>,
    ready: Vec<u8>,
    at: usize,
    /// What ends the stream once `ready` is handed out.
    bad: bool,
    ended: bool,
}

impl<R: Read> Input<R> {
    /// Begins to read `inner`.
    pub fn new(inner: R) -> Self {
        let (rest, ready) = (Vec::new(), Vec::new());
        Self { inner, lines: Rc::default(), decoder: None, begun: false, rest, ready, at: 0, bad: false, ended: false }
    }

    /// Returns what knows the lines, while the reader itself is with somebody else.
    #[must_use]
    pub fn lines(&self) -> Rc<RefCell<Lines>> {
        Rc::clone(&self.lines)
    }

    fn fill(&mut self) -> io::Result<()> {
        let mut raw = std::mem::take(&mut self.rest);
        let had = raw.len();
        raw.resize(had + CHUNK, 0);
        let mut count = self.inner.read(&mut raw[had..])?;
        // A mark may come in pieces.
        while !self.begun && had + count < 3 {
            let more = self.inner.read(&mut raw[had + count..])?;
            if more == 0 {
                break;
            }
            count += more;
        }
        raw.truncate(had + count);
        self.ended = count == 0 || (!self.begun && had + count < 3);
        (self.ready, self.at) = (Vec::new(), 0);
        if !self.begun {
            self.begun = true;
            if let Some((encoding, mark)) = Encoding::for_bom(&raw) {
                raw.drain(..mark);
                self.decoder = (encoding != encoding_rs::UTF_8).then(|| encoding.new_decoder_without_bom_handling());
            }
        }
        if self.decoder.is_some() {
            self.decode(&raw);
        } else {
            self.check(raw);
        }
        let mut lines = self.lines.borrow_mut();
        let before = lines.read;
        let ends = self.ready.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        lines.ahead.extend(ends.map(|(at, _)| before + at as u64 + 1));
        lines.read += self.ready.len() as u64;
        Ok(())
    }

    fn decode(&mut self, raw: &[u8]) {
        let Some(decoder) = &mut self.decoder else { return };
        let longest = decoder.max_utf8_buffer_length(raw.len()).unwrap_or(raw.len() * 3 + 16);
        self.ready = vec![0; longest];
        let (_, _, written, has_errors) = decoder.decode_to_utf8(raw, &mut self.ready, self.ended);
        self.ready.truncate(written);
        self.bad |= has_errors;
    }

    fn check(&mut self, mut raw: Vec<u8>) {
        if let Err(error) = std::str::from_utf8(&raw) {
            let rest = raw.split_off(error.valid_up_to());
            let is_cut = error.error_len().is_none() && !self.ended;
            if is_cut {
                self.rest = rest;
            } else {
                self.bad = true;
            }
        }
        self.ready = raw;
    }
}

impl<R: Read> Read for Input<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.at == self.ready.len() {
            if self.bad {
                return Err(io::Error::new(io::ErrorKind::InvalidData, "not UTF-8"));
            }
            if self.ended {
                return Ok(0);
            }
            self.fill()?;
        }
        let count = out.len().min(self.ready.len() - self.at);
        out[..count].copy_from_slice(&self.ready[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::Input;

    fn read(bytes: &[u8]) -> Result<String, (usize, usize)> {
        let mut input = Input::new(bytes);
        let lines = input.lines();
        let mut out = String::new();
        match input.read_to_string(&mut out) {
            Ok(_) => Ok(out),
            Err(_) => Err(lines.borrow_mut().end()),
        }
    }

    #[test]
    fn marks_go_and_utf_16_is_read() {
        assert_eq!(read("\u{feff}سلام".as_bytes()).unwrap(), "سلام");
        let wide: Vec<u8> = "\u{feff}سلام\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&wide).unwrap(), "سلام\n");
        assert_eq!(read(b"").unwrap(), "");
        assert_eq!(read(b"a").unwrap(), "a");
    }

    #[test]
    fn a_character_on_the_edge_of_two_chunks_is_whole() {
        let text = format!("{}{}", "a".repeat((1 << 16) - 1), "سلام".repeat(40_000));
        assert_eq!(read(text.as_bytes()).unwrap(), text);
    }

    #[test]
    fn the_first_byte_that_is_no_utf_8_has_a_place() {
        assert_eq!(read(b"ab\ncd\xff"), Err((2, 3)));
        assert_eq!(read(b"ab\n\xd8"), Err((2, 1)), "the file ends inside a character");
    }
}
