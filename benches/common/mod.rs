//! The Persian text that is measured on: sentences of our own, from the test cases and the two articles.
//!
//! Out: sentences, and texts in paragraphs of twenty sentences.

/// Sentences of news, one a row, in the second column.
const SENTENCES: &str = include_str!("../../tests/cases/terms/hits.tsv");
const ARTICLES: [&str; 2] =
    [include_str!("../../seeds/000_59be2ec987d65773.txt"), include_str!("../../seeds/004_63b620aae1b61d95.txt")];

/// Returns the short sentences and those of the articles, all different.
#[allow(dead_code, reason = "each bench is a crate of its own and uses what it needs")]
pub(crate) fn sentences() -> Vec<&'static str> {
    short().chain(news()).collect()
}

/// Returns the two texts that are measured on, with their names: running news, and sentences of eight words, which are harder.
#[allow(dead_code, reason = "each bench is a crate of its own and uses what it needs")]
pub(crate) fn texts() -> [(&'static str, String); 2] {
    [("news", paragraphs(news()).repeat(16)), ("short sentences", paragraphs(short()).repeat(4))]
}

fn short() -> impl Iterator<Item = &'static str> {
    SENTENCES.lines().skip(1).filter_map(|row| row.split('\t').nth(1))
}

fn news() -> impl Iterator<Item = &'static str> {
    ARTICLES.iter().flat_map(|article| article.lines()).filter(|line| !line.trim().is_empty())
}

fn paragraphs(sentences: impl Iterator<Item = &'static str>) -> String {
    let sentences: Vec<&str> = sentences.collect();
    sentences.chunks(20).map(|lines| lines.join(" ") + "\n").collect()
}
