//! What must hold of any text, for the tests and for `examples/fuzz.rs`: segments and gaps are the text, normalising twice is normalising once, the
//! offset map is exact, values stand where they say. Each returns what does not hold.

use dilmaj::model::Document;
use dilmaj::normalize::{Normalizer, issues};
use dilmaj::persian::{calendar, numbers, values};
use dilmaj::segment::{self, Options};

/// Words, marks and dirt of which odd Persian text is made, parted by `|`.
pub const PIECES: &str = concat!(
    "می|نمی|شرکت|ها|های|هایی|خانه|ای|کرده|اند|ام|تر|ترین|بزرگ|کنیم|رفت|و|آمد|گفت|گو|تفاهم|",
    "نامه|پیش|بینی|بی|هم|شده|پذیر|است|این|آن|به|که|ق|م|ه|ش|ر|ک|الف|ص|دکتر|تهران|ایرنا|قرار|داد|جا|تنها|",
    "ي|ك|ى|ة|ئ|ء|آ|ـ|ً|ٔ| | | |  |\u{200C}|\u{200C}|\u{200D}|\u{200F}|\u{202B}|\u{202E}|",
    "\u{00AD}|\u{A0}|\n|\r\n|\r|\u{2028}|\u{85}|\u{0C}|\t|.|.|...|…|؟|!|،|:|«|»|\"|(|)|[۱]|12|۳٫۵|",
    "۱۴۰۳|1403|۹۶|٥|۱۲|\"\"|''|”|“|۲.|/|-|٬|٫|,|٪|%|۰۵|۱۵|۱٬۲۵۰|سال|ماه|دهه|دهۀ|فروردین|دی|خرداد|مهر|حمل|دلو|محرم|رمضان|ژوئن|می|",
    "هجری|قمری|شمسی|میلادی|ق.م|هزار|میلیون|میلیارد|تریلیون|یک|سه|بیست|صد|نیم|پنجم|پنجمین|سوم|سی‌ام|ساعت|دقیقه|",
    "www.irna.ir|ICT|a@b.ir|U.S.|Dr|H1N1|v2.0.1",
);

type Outcome = Result<(), String>;

fn holds(fact: bool, what: impl FnOnce() -> String) -> Outcome {
    if fact { Ok(()) } else { Err(what()) }
}

fn is_gap(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c == '\u{200C}' || dilmaj::persian::letters::is_invisible(c))
}

/// Segments and gaps are the text; no segment is empty or too long; paragraphs are numbered without a gap.
pub fn segments(text: &str, options: &Options) -> Outcome {
    let (mut at, mut para) = (0, 0);
    for (number, span) in segment::spans(text, options) {
        let gap =
            text.get(at..span.start).ok_or_else(|| format!("{span:?} begins inside of a character or goes back"))?;
        holds(is_gap(gap), || format!("the gap {gap:?}"))?;
        let slice = text.get(span.start..span.end).ok_or("a segment ends inside of a character")?;
        let length = slice.chars().count();
        holds(length > 0 && length <= options.longest, || format!("{length} characters"))?;
        holds(number == para || number == para + 1, || format!("paragraph {number} after {para}"))?;
        (at, para) = (span.end, number);
    }
    holds(is_gap(&text[at..]), || format!("the gap {:?} at the end", &text[at..]))
}

/// What is made of a segment is one line and numbered from 1.
pub fn whole_segments(text: &str, options: &Options, normalizer: &Normalizer) -> Outcome {
    let document = Document { id: "d".to_owned(), text: text.to_owned(), issues: Vec::new() };
    for (at, segment) in segment::segment(&document, options, normalizer).iter().enumerate() {
        let lines = [segment.source.as_str(), segment.normalized.text()];
        holds(segment.seg == at + 1, || format!("number {} at {at}", segment.seg))?;
        holds(!lines.iter().any(|line| line.contains(['\n', '\t', '\r'])), || format!("{lines:?}"))?;
    }
    Ok(())
}

/// Normalising twice is normalising once, line breaks stay, and every offset leads back to a place in order.
pub fn normalised(text: &str, normalizer: &Normalizer) -> Outcome {
    let breaks = |text: &str| text.chars().filter(|c| matches!(c, '\n' | '\r' | '\u{2028}')).collect::<String>();
    let done = normalizer.normalize(text);
    let twice = normalizer.normalize(done.text());
    holds(done.text() == twice.text(), || format!("{:?}, and again {:?}", done.text(), twice.text()))?;
    let line = normalizer.normalize_line(text);
    let again = normalizer.normalize_line(line.text());
    holds(line.text() == again.text(), || format!("line {:?}, and again {:?}", line.text(), again.text()))?;
    holds(breaks(text) == breaks(done.text()), || "line breaks".to_owned())?;
    let mut last = 0;
    for (at, c) in done.text().char_indices() {
        let raw = done.to_raw(at..at + c.len_utf8());
        let fits = raw.start >= last && text.get(raw.clone()).is_some();
        holds(fits, || format!("{at} leads to {raw:?}, after {last}"))?;
        last = raw.start;
    }
    let _ = issues(text);
    holds(done.to_raw(0..done.text().len()).end <= text.len(), || "the end".to_owned())
}

/// Values are in order, apart, whole, within their bounds, and the same when their place is read by itself.
pub fn found_values(text: &str) -> Outcome {
    let mut at = 0;
    for found in values::values(text) {
        let slice = text.get(found.range.clone()).ok_or_else(|| format!("{:?} is no place", found.range))?;
        holds(found.range.start >= at && !slice.is_empty(), || format!("{:?} after {at}", found.range))?;
        at = found.range.end;
        holds(is_sound(&found.value), || format!("{:?} of {slice:?}", found.value))?;
        // What a date is may hang on the word after it («قمری»); whatever else is found must be found in its place alone too.
        let alone: Vec<values::Value> = values::values(slice).into_iter().map(|one| one.value).collect();
        let depends = matches!(found.value, values::Value::Date(_) | values::Value::Decade(_));
        holds(depends || alone == [found.value.clone()], || {
            format!("{:?} of {slice:?}, by itself {alone:?}", found.value)
        })?;
    }
    Ok(())
}

fn is_sound(value: &values::Value) -> bool {
    match value {
        values::Value::Number(number) => values::Number::parse(number.as_str()).as_ref() == Some(number),
        values::Value::Date(date) => {
            let (year, month, day) = (date.year.unwrap_or(1400), date.month.unwrap_or(1), date.day.unwrap_or(1));
            let _ = (calendar::gregorian_day(year, month, day), calendar::gregorian_month(year, month));
            (1..=12).contains(&month) && (1..=31).contains(&day)
        }
        values::Value::Time(hour, minute) => *hour < 25 && *minute < 60,
        values::Value::Fraction(over, under) => over < under,
        values::Value::Ordinal(_) | values::Value::Decade(_) => true,
    }
}

/// The readers of single words take anything.
pub fn number_words(text: &str, year: i32, month: u8, day: u8) -> Outcome {
    let words: Vec<&str> = text.split([' ', '\u{200C}']).collect();
    for word in &words {
        let _ = (numbers::word_value(word), numbers::scale(word), numbers::ordinal_value(word));
        let number = values::Number::parse(word);
        let again = number.as_ref().and_then(|number| values::Number::parse(number.as_str()));
        holds(number == again, || format!("{number:?}, and again {again:?}"))?;
    }
    let _ = (numbers::phrase_value(words), calendar::full_year(year), calendar::month_number(text));
    let _ = (
        calendar::gregorian_day(year, month, day),
        calendar::gregorian_month(year, month),
        calendar::gregorian_year(year),
    );
    Ok(())
}
