//! Classes of characters: letters, joining, marks, and the folding by which spellings are equal.

/// U+200C ZERO WIDTH NON-JOINER, the mark inside «می‌روم» and «کتاب‌ها».
pub const ZWNJ: char = '\u{200C}';

/// Returns whether `c` is one of the letters that every folding and repair leaves as they are: nearly every character of a text is one.
#[must_use]
pub const fn is_plain(c: char) -> bool {
    matches!(c, 'آ' | 'ا' | 'ب' | 'ت'..='غ' | 'ف' | 'ق' | 'ل'..='و' | 'پ' | 'چ' | 'ژ' | 'ک' | 'گ' | 'ی')
}

/// `is_plain` for the characters from U+0600 on, which are the two bytes D8 80 to DB BF.
const PLAIN: [bool; 256] = {
    let mut table = [false; 256];
    let mut at = 0;
    while at < table.len() {
        table[at] = match char::from_u32(0x600 + at as u32) {
            Some(c) => is_plain(c),
            None => false,
        };
        at += 1;
    }
    table
};

fn is_plain_at(bytes: &[u8], at: usize) -> bool {
    match bytes.get(at..at + 2) {
        Some([lead @ 0xD8..=0xDB, next]) => PLAIN[usize::from((lead & 3) << 6 | next & 0x3F)],
        _ => false,
    }
}

/// Returns the end of the plain letters in a row from `from` on.
#[must_use]
pub fn plain_end(text: &str, from: usize) -> usize {
    let mut at = from;
    while is_plain_at(text.as_bytes(), at) {
        at += 2;
    }
    at
}

/// Returns the end of the words of plain letters from `from` on, with a single space between one and the next.
#[must_use]
pub fn plain_words_end(text: &str, from: usize) -> usize {
    let mut end = plain_end(text, from);
    while end > from && text.as_bytes().get(end) == Some(&b' ') && is_plain_at(text.as_bytes(), end + 1) {
        end = plain_end(text, end + 1);
    }
    end
}

/// Returns whether `c` is a letter of the Persian alphabet, or an Arabic letter met in Persian text.
#[must_use]
pub fn is_letter(c: char) -> bool {
    matches!(c, '\u{0621}'..='\u{063A}' | '\u{0641}'..='\u{064A}' | '\u{0671}'..='\u{06D3}' | '\u{06D5}'
        | '\u{06EE}' | '\u{06EF}' | '\u{06FA}'..='\u{06FF}')
        || is_presentation_form(c)
}

/// Returns whether `c` belongs to the Arabic script at all: letters, marks, punctuation and digits.
///
/// A target text must not hold one.
#[must_use]
pub fn is_arabic_script(c: char) -> bool {
    matches!(c, '\u{0600}'..='\u{06FF}' | '\u{0750}'..='\u{077F}' | '\u{0870}'..='\u{08FF}') || is_presentation_form(c)
}

/// Returns whether `c` is a contextual form kept for old encodings (ﺳ, ﻼ, ﷲ); NFKC resolves it.
#[must_use]
pub fn is_presentation_form(c: char) -> bool {
    matches!(c, '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

/// Returns whether `c` is a vowel sign or other mark above or below a letter (fatha, tanwin, shadda, hamza above).
#[must_use]
pub fn is_diacritic(c: char) -> bool {
    matches!(c, '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{06D6}'..='\u{06DC}' | '\u{06DF}'..='\u{06E8}' | '\u{06EA}'..='\u{06ED}')
}

/// Returns whether `c` has no width and no meaning of its own: bidi controls, joiners other than ZWNJ, BOM, soft hyphen.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{200B}' | '\u{200D}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206F}' | '\u{061C}' | '\u{FEFF}')
}

/// Returns whether `c` never joins the letter after it (ا د ذ ر ز ژ و and their kin).
///
/// After such a letter a lost ZWNJ leaves no visible trace.
#[must_use]
pub fn is_right_joining_only(c: char) -> bool {
    matches!(c, 'ا' | 'آ' | 'أ' | 'إ' | 'ٱ' | 'د' | 'ذ' | 'ر' | 'ز' | 'ژ' | 'و' | 'ؤ' | 'ء' | 'ۀ' | 'ة')
}

/// Returns the letter under which `c` is compared, or `None` if `c` does not count.
///
/// Arabic ي ى ك ة become ی ی ک ه, hamza seats lose the hamza, digits become ASCII, marks and ZWNJ vanish.
/// Madda is kept: «آن» (that) is not «ان».
#[must_use]
pub fn fold(c: char) -> Option<char> {
    match c {
        'ي' | 'ى' | 'ې' | 'ئ' => Some('ی'),
        'ك' => Some('ک'),
        'ة' | 'ۀ' | 'ە' | 'ہ' => Some('ه'),
        'أ' | 'إ' | 'ٱ' => Some('ا'),
        'ؤ' => Some('و'),
        'ء' | 'ـ' | ZWNJ => None,
        // The plain letters, before anything slower is asked.
        'آ' | 'ا'..='غ' | 'ف'..='و' | 'پ' | 'چ' | 'ژ' | 'ک' | 'گ' | 'ی' | ' ' => Some(c),
        _ if is_diacritic(c) || is_invisible(c) => None,
        _ => super::digits::to_ascii(c).or_else(|| c.to_lowercase().next()),
    }
}
