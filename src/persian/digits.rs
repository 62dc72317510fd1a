//! The three digit sets in use: ASCII, Persian (U+06F0) and Arabic-Indic (U+0660).

/// Returns the ASCII digit with the value of `c`, or `None` if `c` is no decimal digit of the three sets.
#[must_use]
pub fn to_ascii(c: char) -> Option<char> {
    let value = match c {
        '0'..='9' => return Some(c),
        '۰'..='۹' => c as u32 - '۰' as u32,
        '٠'..='٩' => c as u32 - '٠' as u32,
        _ => return None,
    };
    char::from_digit(value, 10)
}

/// Returns whether `c` is a digit of one of the three sets.
#[must_use]
pub fn is_digit(c: char) -> bool {
    to_ascii(c).is_some()
}

/// Returns `text` with every digit in ASCII, and the Persian decimal and thousands signs ٫ ٬ ٪ as . , %.
#[must_use]
pub fn ascii_digits(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '٫' => '.',
            '٬' => ',',
            '٪' => '%',
            _ => to_ascii(c).unwrap_or(c),
        })
        .collect()
}
