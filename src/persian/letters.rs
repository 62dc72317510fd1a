//! Classes of characters: letters, joining, marks, and the folding by which spellings are equal.

/// U+200C ZERO WIDTH NON-JOINER, the mark inside «می‌روم» and «کتاب‌ها».
pub const ZWNJ: char = '\u{200C}';

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
        // The common letters need no look-up in the tables of case.
        'ا'..='غ' | 'ف'..='و' | 'پ' | 'چ' | 'ژ' | 'گ' | 'ی' | 'ک' | 'آ' => Some(c),
        _ if is_diacritic(c) || is_invisible(c) => None,
        _ => super::digits::to_ascii(c).or_else(|| c.to_lowercase().next()),
    }
}
