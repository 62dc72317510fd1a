//! Number-only differences: the stored translation with the new figures in it.
//!
//! In: tokens of the wanted and of the stored source, the stored target. Out: the target with exchanged figures, or nothing where that is not safe. It is safe if the
//! sources are equal but for figures, the target has the figures of its source and no others (a converted date has others), and nothing about the figures hangs on their
//! value: no a or an before, no a.m. or p.m. behind, no nought in front.

use crate::persian::values::Number;

use super::text::{Kind, Token};

/// A number in figures in a target, with its place.
struct Figure<'t> {
    start: usize,
    text: &'t str,
    value: Number,
}

/// Returns `target` with the figures of `query` in place of those of `unit`.
pub(super) fn adapt(query: &[Token<'_>], unit: &[Token<'_>], target: &str) -> Option<String> {
    let changes = changes(query, unit)?;
    let figures = figures(target)?;
    let mut expected: Vec<Number> =
        unit.iter().filter(|token| token.kind == Kind::Value).map(|token| value(token.text)).collect::<Option<_>>()?;
    let mut present: Vec<Number> = figures.iter().map(|figure| figure.value.clone()).collect();
    expected.sort();
    present.sort();
    if expected != present {
        return None;
    }
    let mut adapted = String::with_capacity(target.len());
    let mut at = 0;
    for figure in figures {
        adapted.push_str(&target[at..figure.start]);
        at = figure.start + figure.text.len();
        match changes.iter().find(|change| change.old == figure.value) {
            Some(change) if change.new != change.old && hangs_on_value(target, &figure) => return None,
            Some(change) => adapted.push_str(&written(&change.new, change.is_grouped || figure.text.contains(','))),
            None => adapted.push_str(figure.text),
        }
    }
    adapted.push_str(&target[at..]);
    Some(adapted)
}

/// A number, the one in its place, and whether that was written with thousands signs.
struct Change {
    old: Number,
    new: Number,
    is_grouped: bool,
}

/// Returns which number becomes which; nothing if anything else differs, or if a number would have to become two.
fn changes(query: &[Token<'_>], unit: &[Token<'_>]) -> Option<Vec<Change>> {
    if query.len() != unit.len() {
        return None;
    }
    let mut changes: Vec<Change> = Vec::new();
    for (wanted, stored) in query.iter().zip(unit) {
        if (wanted.kind, stored.kind) != (Kind::Value, Kind::Value) {
            if wanted.text != stored.text {
                return None;
            }
            continue;
        }
        let (new, old) = (value(wanted.text)?, value(stored.text)?);
        // A telephone number or a code is more than its value.
        let is_code = |text: &str| text.len() > 1 && text.starts_with('0') && text.as_bytes()[1].is_ascii_digit();
        if old != new && (is_code(wanted.text) || is_code(stored.text)) {
            return None;
        }
        match changes.iter().find(|known| known.old == old) {
            Some(known) if known.new != new => return None,
            Some(_) => {}
            None => changes.push(Change { old, new, is_grouped: wanted.text.contains([',', '٬']) }),
        }
    }
    // "1 file" and "2 files": the noun would have to change as well.
    let one = Number::from(1);
    let is_number_changed = changes.iter().any(|change| (change.old == one) != (change.new == one));
    (!is_number_changed && changes.iter().any(|change| change.old != change.new)).then_some(changes)
}

/// "An 8-year-old", "5 p.m.": another figure may need other words around it.
fn hangs_on_value(target: &str, figure: &Figure<'_>) -> bool {
    let before = target[..figure.start].trim_end_matches(['$', '€', '£', '"', '“', ' ']);
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let behind = target[figure.start + figure.text.len()..].trim_start_matches(['-', ' ']).to_lowercase();
    let is_hour =
        ["a.m", "p.m", "am ", "pm ", "am.", "pm.", "o'clock", "o’clock"].iter().any(|hour| behind.starts_with(hour));
    word.eq_ignore_ascii_case("a") || word.eq_ignore_ascii_case("an") || is_hour
}

/// Reads a figure of a match key, whose decimal sign may be «/» or «٫».
fn value(text: &str) -> Option<Number> {
    let plain: String = text.chars().filter(|c| !matches!(c, ',' | '٬')).collect();
    Number::parse(&plain.replace(['/', '٫'], "."))
}

/// Returns the figures of an English text; nothing if one of them is part of a word ("12th", "G20").
fn figures(target: &str) -> Option<Vec<Figure<'_>>> {
    let mut figures = Vec::new();
    let mut at = 0;
    while let Some(start) = target[at..].find(|c: char| c.is_ascii_digit()).map(|found| at + found) {
        let length = target[start..].find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',');
        let text = target[start..length.map_or(target.len(), |length| start + length)].trim_end_matches(['.', ',']);
        at = start + text.len();
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() || c.is_numeric());
        if is_word(target[..start].chars().next_back()) || is_word(target[at..].chars().next()) {
            return None;
        }
        figures.push(Figure { start, text, value: Number::parse(&text.replace(',', ""))? });
    }
    Some(figures)
}

/// Writes a number for English, with thousands signs if `grouped`.
fn written(number: &Number, grouped: bool) -> String {
    let (whole, fraction) = number.as_str().split_once('.').unwrap_or((number.as_str(), ""));
    let mut text = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if grouped && at > 0 && (whole.len() - at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::text::tokens;
    use super::adapt;
    use crate::persian::match_key;

    fn adapted(wanted: &str, stored: &str, target: &str) -> Option<String> {
        let (wanted, stored) = (match_key(wanted), match_key(stored));
        adapt(&tokens(&wanted, &[]), &tokens(&stored, &[]), target)
    }

    #[test]
    fn figures_are_exchanged_where_nothing_else_differs() {
        let found =
            adapted("۳۴۰۰ واحد و ۷٫۵ درصد رشد", "۱۲۰۰ واحد و ۲٫۵ درصد رشد", "1,200 units and 2.5 percent growth");
        assert_eq!(found.as_deref(), Some("3,400 units and 7.5 percent growth"));
        let found = adapted("۱٬۲۰۰٬۰۰۰ تن گندم", "۵۰۰ تن گندم", "500 tons of wheat");
        assert_eq!(found.as_deref(), Some("1,200,000 tons of wheat"));
    }

    #[test]
    fn what_is_not_safe_is_left_alone() {
        // Another word; a noun whose number changes; a converted year; an ordinal; one number that becomes two; a code; an hour; an article.
        for (wanted, stored, target) in [
            ("۳ خانه ساخته شد", "۲ مدرسه ساخته شد", "2 schools were built"),
            ("۳ خانه", "۱ خانه", "1 house"),
            ("سال ۱۴۰۳", "سال ۱۴۰۲", "the year 1402 (2023/24)"),
            ("دوره ۱۳", "دوره ۱۲", "the 12th term"),
            ("از ۵ به ۶", "از ۴ به ۴", "from 4 to 4"),
            ("تلفن ۰۹۱۲۳۴۵", "تلفن ۰۲۱۸۸۷۷", "telephone 0218877"),
            ("ساعت ۱۷ آمد", "ساعت ۵ آمد", "He came at 5 p.m."),
            ("کودکی ۷ ساله", "کودکی ۸ ساله", "An 8-year-old child"),
            ("جریمه ۱۱ دلاری", "جریمه ۹ دلاری", "a $9 fine"),
        ] {
            assert_eq!(adapted(wanted, stored, target), None, "{wanted}");
        }
    }
}
