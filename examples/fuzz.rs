//! Puts random texts through the segmenter, the normaliser and the readers of numbers and dates, and stops at the first that breaks a property.
//!
//! `fuzz [CASES] [SEED]`: so many cases in all (default 100,000), a text through one target being one case. Half of the texts are Persian-like, half
//! arbitrary: bytes decoded with loss, characters of all planes, characters near Persian. Equal seeds give equal texts. See `docs/QUALITY.md`.

#[path = "../tests/common/properties.rs"]
#[allow(unreachable_pub, reason = "shared with the tests")]
mod properties;

use std::io::{self, Write};

use dilmaj::formats::srx;
use dilmaj::lexicon::Lexicon;
use dilmaj::normalize::{Normalizer, Options};
use dilmaj::segment::{self, HardWrap, Rules};

/// Pseudo-random numbers (splitmix64): the same on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound as u64).unwrap_or(0)
    }

    fn char(&mut self) -> char {
        let (from, to) =
            [(0x20, 0x7F), (0x600, 0x700), (0x600, 0x700), (0x2000, 0x2070), (0xFB50, 0xFEFF), (0, 0x11_0000)]
                [self.below(6)];
        let code = from + u32::try_from(self.below(to - from as usize)).unwrap_or(0);
        char::from_u32(code).unwrap_or('\u{FFFD}')
    }

    fn text(&mut self, pieces: &[&str]) -> String {
        let length = self.below(24);
        match self.below(6) {
            0 => {
                let bytes: Vec<u8> = (0..length * 2).map(|_| self.next().to_le_bytes()[0]).collect();
                String::from_utf8_lossy(&bytes).into_owned()
            }
            1 | 2 => (0..length).map(|_| self.char()).collect(),
            _ => (0..length)
                .map(|_| {
                    if self.below(30) == 0 {
                        self.char().to_string()
                    } else {
                        pieces[self.below(pieces.len())].to_owned()
                    }
                })
                .collect(),
        }
    }
}

/// What texts are put through.
struct Targets {
    normalizer: Normalizer,
    own: Rules,
}

/// Names and places of the targets, in the order of `Targets::run`.
const NAMES: [&str; 6] =
    ["segment", "whole segments", "segment by SRX", "normalise", "values", "number words and dates"];

impl Targets {
    fn run(&self, target: usize, text: &str, random: &mut Random) -> Result<(), String> {
        let hard_wrap = [HardWrap::Auto, HardWrap::Line, HardWrap::BlankLine][random.below(3)];
        let options = segment::Options { hard_wrap, longest: 16 + random.below(200), ..segment::Options::default() };
        match target {
            0 => properties::segments(text, &options),
            1 => properties::whole_segments(text, &options, &self.normalizer),
            2 => properties::segments(text, &segment::Options { srx: Some(self.own.clone()), ..options }),
            3 => properties::normalised(text, &self.normalizer),
            4 => properties::found_values(text),
            _ => {
                let [year, month, day] = [random.next(), random.next(), random.next()];
                // Most years are near ours; some are anything.
                let year = if year % 4 == 0 { year as i32 } else { (year % 2500) as i32 };
                properties::number_words(text, year, (month % 16) as u8, (day % 40) as u8)
            }
        }
    }
}

fn main() -> io::Result<()> {
    let mut numbers = std::env::args().skip(1).filter_map(|argument| argument.parse::<u64>().ok());
    let (cases, seed) = (numbers.next().unwrap_or(100_000), numbers.next().unwrap_or(1));
    let own = Rules::read("own.srx", &srx::write(&segment::export_srx())).map_err(io::Error::other)?;
    let targets = Targets { normalizer: Normalizer::new(Lexicon::builtin(), Options::default()), own };
    let pieces: Vec<&str> = properties::PIECES.split('|').collect();
    let mut random = Random(seed);
    let mut failures = 0;
    let mut done = 0;
    while done < cases {
        let text = random.text(&pieces);
        for (target, name) in NAMES.iter().enumerate() {
            // The automata of the rules are made anew for each text, which takes longer than all else.
            if target == 2 && random.below(16) > 0 {
                continue;
            }
            if let Err(what) = targets.run(target, &text, &mut random) {
                writeln!(io::stdout(), "{name}: {what}\n  of {text:?}")?;
                failures += 1;
            }
            done += 1;
        }
        if failures >= 20 {
            break;
        }
    }
    writeln!(io::stdout(), "{done} cases, {failures} failures, seed {seed}")?;
    if failures == 0 { Ok(()) } else { Err(io::Error::other("a property does not hold")) }
}
