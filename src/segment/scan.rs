//! Finds the next place where a segment might end: a line break or a sentence-final mark.
//!
//! In: bytes. Out: offset and kind of the next candidate. Works on bytes, many at once, since fewer than one in a hundred is of interest.

/// What stands at a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// A line break of this many bytes.
    Line(usize),
    /// A full stop, question mark, exclamation mark or ellipsis.
    Stop,
}

/// Bytes at which a candidate may begin, or, for ؟ and ۔, end. The lead bytes D8 and DB begin half of all Persian letters, so
/// these two marks are found by their rarer second byte.
const INTERESTING: [bool; 256] = {
    let mut table = [false; 256];
    let bytes = [b'\n', b'\r', 0x0B, 0x0C, b'!', b'.', b'?', 0xC2, 0xE2, 0xEF, 0x9F, 0x94];
    let mut at = 0;
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    table
};

/// Bytes that are asked together whether any is of interest.
const WINDOW: usize = 16;

/// Returns the first candidate in `bytes[from..to]`.
pub(super) fn next(bytes: &[u8], from: usize, to: usize) -> Option<(usize, Mark)> {
    let mut at = from;
    while at < to {
        let end = to.min(at + WINDOW);
        if !bytes[at..].first_chunk().is_some_and(is_quiet) {
            let interesting = (at..end).filter(|at| INTERESTING[usize::from(bytes[*at])]);
            if let Some(found) = interesting.filter_map(|at| candidate(bytes, at)).next() {
                return Some(found);
            }
        }
        at = end;
    }
    None
}

/// Returns whether no candidate begins in the window; the last two bytes are only looked at to tell ZWNJ and quotation marks from others.
/// Without a branch, so that the compiler compares all bytes at once.
fn is_quiet(window: &[u8; WINDOW + 2]) -> bool {
    let mut hit = false;
    for at in 0..WINDOW {
        let (byte, next, third) = (window[at], window[at + 1], window[at + 2]);
        hit |= byte == b'.' || byte == b'!' || byte == b'?' || byte.wrapping_sub(b'\n') < 4;
        hit |= byte == 0x9F || byte == 0x94 || byte == 0xEF;
        hit |= byte == 0xC2 && next == 0x85;
        hit |= byte == 0xE2 && (next != 0x80 || third == 0xA6 || third == 0xBC || third == 0xA8 || third == 0xA9);
    }
    !hit
}

fn candidate(bytes: &[u8], at: usize) -> Option<(usize, Mark)> {
    let rest = &bytes[at..];
    match rest[0] {
        b'.' | b'!' | b'?' => Some((at, Mark::Stop)),
        b'\r' if rest.get(1) == Some(&b'\n') => Some((at, Mark::Line(2))),
        b'\n' | b'\r' | 0x0B | 0x0C => Some((at, Mark::Line(1))),
        0x9F if at > 0 && bytes[at - 1] == 0xD8 => Some((at - 1, Mark::Stop)),
        0x94 if at > 0 && bytes[at - 1] == 0xDB => Some((at - 1, Mark::Stop)),
        0xC2 if rest.get(1) == Some(&0x85) => Some((at, Mark::Line(2))),
        0xE2 | 0xEF => three_bytes(rest).map(|mark| (at, mark)),
        _ => None,
    }
}

fn three_bytes(rest: &[u8]) -> Option<Mark> {
    match rest.get(..3)? {
        // U+2028, U+2029
        [0xE2, 0x80, 0xA8 | 0xA9] => Some(Mark::Line(3)),
        // … ‼ ⁇ ⁈ ⁉ and the wide ！ ． ？
        [0xE2, 0x80, 0xA6 | 0xBC] | [0xE2, 0x81, 0x87..=0x89] | [0xEF, 0xBC, 0x81 | 0x8E | 0x9F] => Some(Mark::Stop),
        _ => None,
    }
}
