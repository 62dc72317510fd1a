//! stub
use crate::lexicon::Lexicon;
use crate::model::Normalized;
/// o
#[derive(Debug, Clone, PartialEq, serde::Deserialize, Default)]
#[serde(default)]
pub struct Options {}
/// n
#[derive(Debug)]
pub struct Normalizer;
impl Normalizer {
    /// n
    pub fn new(_: &'static Lexicon, _: Options) -> Self {
        Self
    }
    /// n
    pub fn normalize(&self, raw: &str) -> Normalized {
        Normalized::identity(raw)
    }
}
