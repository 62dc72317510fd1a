//! Bytes to text: byte-order mark first, then UTF-8, then a guess between the encodings in which Persian is met.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1256};

use crate::model::{Issue, IssueKind, Severity};
use crate::persian::letters::is_letter;

/// Why bytes are no text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// There are NUL bytes or control characters.
    #[error("is no text (it holds control characters)")]
    Binary,
    /// Not UTF-8, and no other encoding makes Persian of it.
    #[error("is not UTF-8 (the first bad byte is at offset {offset}), and no other encoding makes Persian of it")]
    Unknown {
        /// Offset of the first byte that is not UTF-8.
        offset: usize,
    },
}

/// Decodes `bytes`; a conversion from another encoding than UTF-8 is reported as an issue.
///
/// # Errors
/// Fails for binary data and for bytes that no known encoding turns into Persian or plain Latin text.
pub fn decode(bytes: Vec<u8>) -> Result<(String, Vec<Issue>), DecodeError> {
    decode_mixed(bytes, 2)
}

/// Decodes like `decode` a text of which one letter in `share` at least is Persian: a glossary is half English.
///
/// # Errors
/// As `decode`.
pub(super) fn decode_mixed(bytes: Vec<u8>, share: usize) -> Result<(String, Vec<Issue>), DecodeError> {
    if let Some((encoding, length)) = Encoding::for_bom(&bytes) {
        let (text, broken) = encoding.decode_without_bom_handling(&bytes[length..]);
        return if broken {
            Err(DecodeError::Unknown { offset: length })
        } else {
            text_only(text.into_owned(), encoding)
        };
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return text_only(text, UTF_8),
        Err(error) => error,
    };
    let offset = bytes.utf8_error().valid_up_to();
    let bytes = bytes.into_bytes();
    if is_damaged_utf8(&bytes) {
        return Err(DecodeError::Unknown { offset });
    }
    let encoding = guess(&bytes);
    let (text, _, broken) = encoding.decode(&bytes);
    let persian = text.chars().filter(|c| is_letter(*c)).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if broken || persian * share < letters || persian == 0 {
        return Err(DecodeError::Unknown { offset });
    }
    text_only(text.into_owned(), encoding)
}

/// Persian in UTF-8 with a few bad bytes: no other encoding makes that many Persian letters of whole sequences.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let persian = text.chars().filter(|c| is_letter(*c)).count();
    let bad = text.chars().filter(|c| *c == '\u{FFFD}').count();
    persian > 4 && bad * 4 < persian
}

/// Windows-1256 is the one legacy encoding of Persian; the detector decides whether it is something else altogether.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guessed = detector.guess(Some(b"ir"), Utf8Detection::Deny);
    if guessed.is_single_byte() { guessed } else { WINDOWS_1256 }
}

fn text_only(text: String, encoding: &'static Encoding) -> Result<(String, Vec<Issue>), DecodeError> {
    if text
        .chars()
        .any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{000B}' | '\u{000C}' | '\u{0085}' | '\u{001A}'))
    {
        return Err(DecodeError::Binary);
    }
    let issues = if encoding == UTF_8 {
        Vec::new()
    } else {
        vec![Issue::new(IssueKind::Encoding, Severity::Note, format!("converted from {}", encoding.name()))]
    };
    Ok((text, issues))
}

#[cfg(test)]
mod tests {
    use encoding_rs::WINDOWS_1256;

    use super::{DecodeError, decode, decode_mixed};

    #[test]
    fn utf_8_with_and_without_mark() {
        assert_eq!(decode("\u{FEFF}سلام".as_bytes().to_vec()).unwrap(), ("سلام".to_owned(), Vec::new()));
        assert_eq!(decode(Vec::new()).unwrap().0, "");
    }

    #[test]
    fn windows_1256_is_recognised_and_said() {
        let (bytes, _, _) = WINDOWS_1256.encode("به گزارش خبرگزاري مهر، نمايندگان پنج شركت به مسكو سفر كردند.");
        let (text, issues) = decode(bytes.into_owned()).unwrap();
        assert!(text.starts_with("به گزارش"), "{text}");
        assert_eq!(issues[0].message, "converted from windows-1256");
    }

    #[test]
    fn a_glossary_in_windows_1256_is_half_english() {
        let text = "وزير امور خارجه;minister of foreign affairs\nنمايندگان مجلس;members of parliament\n";
        let (bytes, _, _) = WINDOWS_1256.encode(text);
        assert!(decode(bytes.to_vec()).is_err());
        assert_eq!(decode_mixed(bytes.into_owned(), 8).unwrap().0, text);
    }

    #[test]
    fn utf_16_is_known_by_its_mark() {
        let mut bytes = vec![0xFF, 0xFE];
        bytes.extend("سلام دنیا".encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(decode(bytes).unwrap().0, "سلام دنیا");
    }

    #[test]
    fn garbage_is_refused() {
        assert_eq!(decode(vec![0, 1, 2, 3]), Err(DecodeError::Binary));
        assert!(decode(vec![0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]).is_err());
        let mut damaged = "به گزارش خبرگزاری مهر".as_bytes().to_vec();
        damaged.insert(7, 0xFF);
        assert_eq!(decode(damaged), Err(DecodeError::Unknown { offset: 7 }));
        assert!(decode("d\u{e9}j\u{e0} vu".chars().map(|c| c as u8).collect()).is_err());
    }
}
