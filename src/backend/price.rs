//! What a request costs: prices of the settings, use as the service reports it, and estimates before anything is sent.
//!
//! Money is counted in whole millionths of a dollar, rounded up, so that sums do not depend on their order.

use serde::Deserialize;

use crate::model::{Request, Usage};

/// Fewest and most tokens that a character of a Persian request makes: models differ that much (measured lengths of Persian news in
/// common vocabularies lie between; a letter is never more than two tokens).
const INPUT: (f64, f64) = (0.3, 1.0);

/// Fewest and most tokens of English that a character of Persian source becomes.
const OUTPUT: (f64, f64) = (0.2, 0.8);

/// Tokens that keys and marks of the answer need for each segment.
const FRAME: u64 = 12;

/// What a backend costs, in US dollars per million.
#[derive(Debug, Clone, Copy, PartialEq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Price {
    /// Tokens sent.
    pub input: f64,
    /// Tokens received.
    pub output: f64,
    /// Characters of source text, where a service counts these.
    pub characters: f64,
}

impl Price {
    /// Returns whether nothing is to be paid, or no price is known.
    #[must_use]
    pub fn is_free(&self) -> bool {
        self.input == 0.0 && self.output == 0.0 && self.characters == 0.0
    }

    /// Returns the price of requests that are handed in together: services of that kind take half.
    #[must_use]
    pub fn halved(&self) -> Self {
        Self { input: self.input / 2.0, output: self.output / 2.0, characters: self.characters / 2.0 }
    }

    /// Returns what `usage` costs, in millionths of a dollar, rounded up.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts of a run are far below 2^52")]
    pub fn cost(&self, usage: &Usage) -> u64 {
        let of = |count: u64, price: f64| as_float(count) * price;
        let sum = of(usage.input_tokens, self.input)
            + of(usage.output_tokens, self.output)
            + of(usage.characters, self.characters);
        sum.max(0.0).ceil() as u64
    }
}

/// What a request will probably use at least and at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Estimate {
    /// At least.
    pub low: Usage,
    /// At most.
    pub high: Usage,
}

/// Returns the estimate for a request whose prompt, all told, has `prompt` characters.
pub(super) fn of_model(request: &Request, prompt: usize) -> Estimate {
    let source = characters(request);
    let frame = FRAME * request.items.len() as u64;
    let usage = |input: f64, output: f64, frame: u64| Usage {
        input_tokens: scaled(prompt as u64, input),
        output_tokens: scaled(source, output) + frame,
        characters: source,
    };
    Estimate { low: usage(INPUT.0, OUTPUT.0, 0), high: usage(INPUT.1, OUTPUT.1, frame) }
}

/// Returns the estimate for a service that counts characters: it is exact.
pub(super) fn of_service(request: &Request) -> Estimate {
    let usage = Usage { characters: characters(request), ..Usage::default() };
    Estimate { low: usage, high: usage }
}

/// Characters of source text in a request.
pub(super) fn characters(request: &Request) -> u64 {
    request.items.iter().map(|item| item.segment.segment.normalized.text().chars().count() as u64).sum()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts of a request are small")]
fn scaled(count: u64, factor: f64) -> u64 {
    (as_float(count) * factor).ceil() as u64
}

#[expect(clippy::cast_precision_loss, reason = "counts of a run are far below 2^52")]
fn as_float(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::{Price, Usage};

    #[test]
    fn a_price_is_per_million_and_rounds_up() {
        let price = Price { input: 0.4, output: 1.6, characters: 0.0 };
        let usage = Usage { input_tokens: 1_000, output_tokens: 500, characters: 2_000 };
        assert_eq!(price.cost(&usage), 1_200);
        assert_eq!(price.cost(&Usage { input_tokens: 1, ..Usage::default() }), 1);
        assert_eq!(Price { characters: 20.0, ..Price::default() }.cost(&usage), 40_000);
    }
}
