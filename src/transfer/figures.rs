//! What is written in more than one token and read as one: signs of numbers, halves, blessings behind a name.
//!
//! In: tokens and their readings. Out: the readings with these joined: «۵- درجه» is "-5 degrees", «دو و نیم» 2.5, «محمد (ص)» "Muhammad (peace be upon him)".

use crate::model::Definiteness;
use crate::persian::numbers::word_value;

use super::number::number_text;
use super::reading::{Cat, Reading};
use super::token::Token;

/// Joins the readings that make up one figure or one name with its blessing.
pub(super) fn join<'a>(tokens: &[Token], readings: Vec<Reading<'a>>) -> Vec<Reading<'a>> {
    let mut out: Vec<Reading<'a>> = Vec::with_capacity(readings.len());
    let (mut at, mut token) = (0, 0);
    while at < readings.len() {
        let words = Words { tokens, readings: &readings, at, token };
        let used = words
            .negative(&mut out)
            .or_else(|| words.half(&mut out))
            .or_else(|| words.blessing(&mut out))
            .or_else(|| words.route(&mut out))
            .or_else(|| words.span(&mut out))
            .or_else(|| words.by_measure(&mut out));
        let used = used.unwrap_or_else(|| {
            out.push(readings[at].clone());
            1
        });
        token += readings[at..at + used].iter().map(|reading| reading.len).sum::<usize>();
        at += used;
    }
    out
}

/// The readings from `at` on.
struct Words<'w, 'a> {
    tokens: &'w [Token],
    readings: &'w [Reading<'a>],
    at: usize,
    token: usize,
}

impl<'a> Words<'_, 'a> {
    fn cat(&self, ahead: usize) -> Option<Cat> {
        self.readings.get(self.at + ahead).map(|reading| reading.cat)
    }

    /// The key of the token `ahead` of this reading's, where every reading between is one token.
    fn key(&self, ahead: usize) -> &str {
        let simple = self.readings[self.at..].iter().take(ahead).all(|reading| reading.len == 1);
        self.tokens.get(self.token + ahead).filter(|_| simple).map_or("", |token| token.key.as_str())
    }

    /// «۵- درجه», «-۵ درجه»: below zero. Elsewhere «۵-» is a number in a list.
    fn negative(&self, out: &mut Vec<Reading<'a>>) -> Option<usize> {
        let degrees = self.key(2) == "درجه";
        let is_minus = |cat| matches!(cat, Some(Cat::Mark('-' | '−' | '–')));
        let number = match (self.cat(0), self.cat(1)) {
            (Some(Cat::Number), minus) if is_minus(minus) => 0,
            (minus, Some(Cat::Number)) if is_minus(minus) => 1,
            _ => return None,
        };
        let number = self.readings.get(self.at + number).filter(|_| degrees)?;
        out.push(Reading { english: format!("-{}", number.english), len: 2, ..number.clone() });
        Some(2)
    }

    /// «دو و نیم میلیون», «دو ساعت و نیم».
    fn half(&self, out: &mut Vec<Reading<'a>>) -> Option<usize> {
        let counts = self.cat(0) == Some(Cat::Number) || self.key(0) == "یک";
        if counts && self.key(1) == "و" && self.key(2) == "نیم" {
            let number = and_a_half(&self.readings[self.at], self.key(0))?;
            out.push(Reading { len: 3, ..number });
            return Some(3);
        }
        let measure = self.readings.get(self.at).filter(|word| word.has("time") || word.has("unit"))?;
        if self.key(1) != "و" || self.key(2) != "نیم" {
            return None;
        }
        let key = self.token.checked_sub(1).and_then(|before| self.tokens.get(before)).map(|token| token.key.as_str());
        let number = out.last_mut().filter(|before| before.cat == Cat::Number)?;
        *number = and_a_half(number, key?)?;
        out.push(Reading { len: measure.len + 2, ..measure.clone() });
        Some(3)
    }

    /// «پرواز تهران ـ مشهد»: Tehran–Mashhad.
    fn route(&self, out: &mut Vec<Reading<'a>>) -> Option<usize> {
        let dash = matches!(self.cat(1), Some(Cat::Mark('-' | '–' | '—')));
        let [from, _, to] = self.readings.get(self.at..self.at + 3)? else { return None };
        let names = from.cat == Cat::Name && to.cat == Cat::Name && self.cat(3) != Some(Cat::Mark(':'));
        (dash && names).then(|| {
            let english = format!("{}–{}", from.english, to.english);
            out.push(Reading { english, len: from.len + 1 + to.len, ..from.clone() });
            3
        })
    }

    /// «۲۵ ساله», «سه روزه»: a number and its measure are one adjective.
    fn span(&self, out: &mut Vec<Reading<'a>>) -> Option<usize> {
        let number = self.readings.get(self.at).filter(|number| number.cat == Cat::Number && number.len == 1)?;
        let measure = match self.key(1) {
            "ساله" => "year-old",
            "روزه" => "day",
            "ماهه" => "month",
            "هفتهای" => "week",
            "ساعته" => "hour",
            "نفره" => "person",
            "متری" => "metre",
            "کیلومتری" => "kilometre",
            _ => return None,
        };
        let english = format!("{}-{measure}", number.english);
        out.push(Reading { len: 2, ..Reading::new(Cat::Adjective, english) });
        Some(2)
    }

    /// «کاهش ۵۰۰ تومانی», «قرارداد ۲ میلیون دلاری»: behind a noun a number and a measure in ی are an adjective.
    fn by_measure(&self, out: &mut Vec<Reading<'a>>) -> Option<usize> {
        out.last().filter(|before| matches!(before.cat, Cat::Noun | Cat::Adjective))?;
        let numbers = self.readings[self.at..].iter().take(8).take_while(|word| word.cat == Cat::Number).count();
        let measure = self.readings.get(self.at + numbers).filter(|word| numbers > 0 && word.cat == Cat::Noun)?;
        let unit = measure.has("unit") && measure.ending.definiteness == Definiteness::Indefinite;
        let name = measure.entry.filter(|_| unit).map(|entry| entry.value("counted").unwrap_or(entry.gloss()))?;
        let number = number_text(&self.readings[self.at..self.at + numbers]);
        let english = match name {
            "percent" => format!("{number} percent"),
            name => format!("{}-{name}", number.replace(' ', "-")),
        };
        let len = self.readings[self.at..=self.at + numbers].iter().map(|reading| reading.len).sum();
        out.push(Reading { len, ..Reading::new(Cat::Adjective, english) });
        Some(numbers + 1)
    }

    /// «ﷺ» and «(ص)» behind a name or standing alone.
    fn blessing(&self, out: &mut Vec<Reading<'a>>) -> Option<usize> {
        let reading = &self.readings[self.at];
        let (english, used) = match reading.cat {
            Cat::Mark('\u{FDFA}') => ("(peace be upon him)", 1),
            Cat::Mark('\u{FDFB}') => ("(glorified is He)", 1),
            Cat::Mark('(') if self.cat(2) == Some(Cat::Mark(')')) => (abbreviated(self.key(1))?, 3),
            _ => return None,
        };
        match out.last_mut().filter(|before| matches!(before.cat, Cat::Name | Cat::Noun)) {
            Some(before) => {
                before.english = format!("{} {english}", before.english);
                before.len += used;
            }
            None => out.push(Reading { len: used, ..Reading::new(Cat::Interjection, english) }),
        }
        Some(used)
    }
}

/// The number with a half more, without its row: it is no word any longer.
fn and_a_half<'a>(number: &Reading<'a>, key: &str) -> Option<Reading<'a>> {
    let whole: u64 = number.english.parse().ok().or_else(|| word_value(key))?;
    Some(Reading { english: format!("{whole}.5"), cat: Cat::Number, entry: None, ..number.clone() })
}

/// The letters that stand for a blessing behind the name of a holy person.
fn abbreviated(letters: &str) -> Option<&'static str> {
    match letters {
        "ص" | "ع" => Some("(peace be upon him)"),
        "س" => Some("(peace be upon her)"),
        "ره" => Some("(may he rest in peace)"),
        "عج" => Some("(may God hasten his return)"),
        _ => None,
    }
}
