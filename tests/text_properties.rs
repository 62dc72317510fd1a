//! Properties of the first stage on random texts; `examples/fuzz.rs` puts millions through the same.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where")]

#[path = "common/properties.rs"]
#[allow(unreachable_pub, reason = "shared with an example")]
mod properties;

use std::sync::LazyLock;

use dilmaj::formats::srx;
use dilmaj::lexicon::Lexicon;
use dilmaj::normalize::{Normalizer, Options};
use dilmaj::segment::{self, HardWrap, Rules};
use proptest::prelude::{ProptestConfig, Strategy, any, prop, prop_assert_eq, prop_oneof, proptest};

static NORMALIZER: LazyLock<Normalizer> = LazyLock::new(|| Normalizer::new(Lexicon::builtin(), Options::default()));
static OWN: LazyLock<Rules> = LazyLock::new(|| Rules::read("own.srx", &srx::write(&segment::export_srx())).unwrap());

fn persian_like() -> impl Strategy<Value = String> {
    let pieces: Vec<&str> = properties::PIECES.split('|').collect();
    let piece = prop_oneof![
        20 => (0..pieces.len()).prop_map(move |at| pieces[at].to_owned()),
        1 => any::<char>().prop_map(|c| c.to_string()),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn text() -> impl Strategy<Value = String> {
    let bytes =
        prop::collection::vec(any::<u8>(), 0..60).prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    prop_oneof![3 => persian_like(), 1 => any::<String>(), 1 => bytes]
}

fn options(longest: usize, wrap: usize) -> segment::Options {
    let hard_wrap = [HardWrap::Auto, HardWrap::Line, HardWrap::BlankLine][wrap];
    segment::Options { hard_wrap, longest, ..segment::Options::default() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn segments_and_gaps_are_the_text(text in text(), longest in 16_usize..200, wrap in 0_usize..3) {
        prop_assert_eq!(properties::segments(&text, &options(longest, wrap)), Ok(()));
    }

    #[test]
    fn segments_are_sound(text in text(), longest in 16_usize..200, wrap in 0_usize..3) {
        prop_assert_eq!(properties::whole_segments(&text, &options(longest, wrap), &NORMALIZER), Ok(()));
    }

    #[test]
    fn normalised_text_stays_and_leads_back(text in text()) {
        prop_assert_eq!(properties::normalised(&text, &NORMALIZER), Ok(()));
    }

    #[test]
    fn values_are_sound(text in text(), year in any::<i32>(), month in 0_u8..16, day in 0_u8..40) {
        prop_assert_eq!(properties::found_values(&text), Ok(()));
        prop_assert_eq!(properties::number_words(&text, year, month, day), Ok(()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn segments_by_an_srx_file_and_gaps_are_the_text(text in text(), longest in 16_usize..200, wrap in 0_usize..3) {
        let options = segment::Options { srx: Some(OWN.clone()), ..options(longest, wrap) };
        prop_assert_eq!(properties::segments(&text, &options), Ok(()));
    }
}
