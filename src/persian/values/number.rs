//! Reads numbers, ordinals and times of day.

use super::super::numbers::{ordinal_value, scale, word_value};
use super::token::Token;
use super::{Number, Value};

/// Reads the number at the beginning of `tokens`; returns it with the number of tokens it takes.
///
/// `before` is the word before: «ساعت ۸ و نیم» is a time, and «صدها هزار» no number.
pub(super) fn read(tokens: &[Token], before: &str) -> Option<(Value, usize)> {
    let first = tokens.first()?;
    if let Some(time) = time(first.digits()) {
        return Some((time, 1));
    }
    if MANY.contains(&before) && scale(first.word()).is_some() {
        return None;
    }
    let (value, used) =
        half(tokens).or_else(|| fraction(tokens)).or_else(|| ordinal_in_digits(tokens)).or_else(|| phrase(tokens))?;
    let is_time = before == "ساعت" && used == 3 && tokens[2].word() == "نیم";
    Some((if is_time { half_past(&value).unwrap_or(value) } else { value }, used))
}

/// Words of an unknown quantity before «هزار» and its kin, by match key.
const MANY: [&str; 8] = ["دهها", "صدها", "هزارها", "هزاران", "میلیونها", "چند", "چندین", "چندصد"];

fn half_past(value: &Value) -> Option<Value> {
    let Value::Number(number) = value else { return None };
    let hour: u8 = number.as_str().strip_suffix(".5")?.parse().ok()?;
    (hour < 25).then_some(Value::Time(hour, 30))
}

/// «یک سوم», «سه‌چهارم», «پنج هزارم»: of a cardinal and an ordinal that is greater.
fn fraction(tokens: &[Token]) -> Option<(Value, usize)> {
    let over = word_value(tokens.first()?.word()).filter(|over| *over > 0)?;
    let under = tokens.get(1)?.word();
    // «یک اول» and «یک پنجمین» are none.
    let under = ordinal_value(under).filter(|value| *value > over && under.ends_with('م'))?;
    Some((Value::Fraction(over, under), 2))
}

/// «۲۳مین», «۲۳‌امین», «۵م»; «۵ م» is five metres.
fn ordinal_in_digits(tokens: &[Token]) -> Option<(Value, usize)> {
    let value = tokens.first()?.digits().parse().ok()?;
    ordinal_ending(tokens).then_some((Value::Ordinal(value), 2))
}

/// Returns whether the second token is the ending of an ordinal in digits.
pub(super) fn ordinal_ending(tokens: &[Token]) -> bool {
    let [number, ending, ..] = tokens else { return false };
    // Nothing between them, or a ZWNJ.
    let is_glued = matches!(ending.range.start - number.range.end, 0 | 3);
    is_glued && number.is_digits() && matches!(ending.key(), "م" | "ام" | "مین" | "امین")
}

/// «نیم میلیون»
fn half(tokens: &[Token]) -> Option<(Value, usize)> {
    let (value, _) = scale(tokens.get(1)?.word()).filter(|_| tokens[0].word() == "نیم")?;
    Some((Value::Number(Number::from(value / 2)), 2))
}

fn time(digits: &str) -> Option<Value> {
    let (hour, rest) = digits.split_once(':')?;
    let (minute, seconds) = rest.split_once(':').unwrap_or((rest, "0"));
    seconds.parse().ok().filter(|seconds: &u8| *seconds < 60)?;
    let (hour, minute): (u8, u8) = (hour.parse().ok()?, minute.parse().ok()?);
    (hour < 25 && minute < 60).then_some(Value::Time(hour, minute))
}

/// Reads one run of digits as a plain number: «۱٬۲۵۰٬۰۰۰», «۴۲٫۵», «٣/٥», «12.5٪».
pub(super) fn plain(digits: &str) -> Option<Number> {
    let bare = digits.trim_end_matches('%');
    let groups: Vec<&str> = bare.split(',').collect();
    let grouped =
        groups.len() > 1 && groups[1..].iter().all(|group| group.split('.').next().is_some_and(|g| g.len() == 3));
    if groups.len() > 1 && !grouped {
        return None;
    }
    let joined = groups.concat();
    // A single slash is the decimal sign of handwriting and of many news sites.
    let point = if joined.matches('/').count() == 1 { joined.replace('/', ".") } else { joined };
    Number::parse(&point)
}

/// A number phrase being read: thousands and more are added to `total`, what is below a thousand to `part`.
///
/// Binary floating point is exact here: whole numbers up to 2^53, and the halves of «و نیم».
#[derive(Clone, Default)]
struct Sum {
    total: f64,
    part: f64,
    /// The smallest scale so far: what follows «و» must be below it.
    lowest: f64,
    /// Digits as they stand, if that is all there is.
    literal: Option<Number>,
    used: usize,
    /// The phrase ends in an ordinal: «بیست و سوم».
    is_ordinal: bool,
}

impl Sum {
    fn value(&self) -> f64 {
        self.total + self.part
    }
}

fn phrase(tokens: &[Token]) -> Option<(Value, usize)> {
    let mut sum = Sum::default();
    let mut before_joint = Sum::default();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let joins = token.key() == "و" && sum.used > 0;
        let next = if joins { tokens.get(at + 1) } else { Some(token) };
        let Some(next) = next.filter(|next| joins || sum.used == 0 || scale(next.word()).is_some()) else { break };
        if joins {
            before_joint = sum.clone();
        }
        if !add(&mut sum, next, joins) {
            if scale(next.word()).is_some() {
                // «۲۵ میلیون و سه میلیارد» are two numbers.
                sum = before_joint;
            }
            break;
        }
        at += 1 + usize::from(joins);
        sum.used = at;
        if sum.is_ordinal {
            break;
        }
    }
    finish(sum)
}

/// Adds one word or run of digits to the sum; returns false if it does not go on the number.
fn add(sum: &mut Sum, token: &Token, joined: bool) -> bool {
    let word = token.word();
    if let Some((value, _)) = scale(word) {
        if joined && sum.part == 0.0 && sum.total == 0.0 {
            return false;
        }
        return scale_up(sum, value as f64);
    }
    if let Some(number) = plain(token.digits()) {
        if joined && sum.used > 0 && sum.total == 0.0 {
            // «۵ و ۶» are two numbers.
            return false;
        }
        sum.part += number.as_str().parse::<f64>().unwrap_or(0.0);
        sum.literal = (sum.used == 0).then_some(number);
        return true;
    }
    if word == "نیم" {
        sum.literal = None;
        sum.part += 0.5;
        return joined;
    }
    if let Some(value) = word_value(word) {
        // «بیست و سه» goes on, «سه و بیست» does not.
        if joined && !goes_on(sum, value) {
            return false;
        }
        sum.part += value as f64;
        return true;
    }
    let Some(value) = ordinal(word) else { return false };
    if joined && !goes_on(sum, value) {
        return false;
    }
    sum.part += value as f64;
    sum.is_ordinal = true;
    true
}

/// «میلیارد» after «هزار» is a thousand billion; otherwise what is below a thousand is multiplied.
fn scale_up(sum: &mut Sum, value: f64) -> bool {
    sum.literal = None;
    if sum.part == 0.0 && sum.total > 0.0 {
        sum.total *= value;
        sum.lowest *= value;
        return true;
    }
    if sum.total > 0.0 && value >= sum.lowest {
        return false;
    }
    sum.lowest = value;
    let part = if sum.part == 0.0 { 1.0 } else { sum.part };
    sum.total += part * value;
    sum.part = 0.0;
    true
}

fn goes_on(sum: &Sum, value: u64) -> bool {
    let value = value as f64;
    let fits_tens = sum.part >= 20.0 && sum.part % 10.0 == 0.0 && value < 10.0;
    let fits_hundreds = sum.part >= 100.0 && sum.part % 100.0 == 0.0 && value < 100.0;
    fits_tens || fits_hundreds || (sum.part == 0.0 && sum.total >= 1000.0)
}

/// «پنجمین», and «بیست‌وسوم» in one word.
fn ordinal(word: &str) -> Option<u64> {
    if let Some(value) = ordinal_value(word) {
        return Some(value);
    }
    let (tens, rest) = word.split_once("‌و‌").or_else(|| word.split_once("‌و"))?;
    word_value(tens)?.checked_add(ordinal_value(rest)?)
}

fn finish(sum: Sum) -> Option<(Value, usize)> {
    if sum.used == 0 {
        return None;
    }
    if let Some(number) = sum.literal {
        return Some((Value::Number(number), sum.used));
    }
    let value = sum.value();
    if sum.is_ordinal {
        return Some((Value::Ordinal(value as u64), sum.used));
    }
    Some((Value::Number(Number::parse(&format!("{value}"))?), sum.used))
}
