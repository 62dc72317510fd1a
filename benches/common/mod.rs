//! The Persian text that is measured on: sentences of our own, from the test cases and the two articles.
//!
//! Out: sentences, and running paragraphs of twenty sentences each.

/// Sentences of news, one a row, in the second column.
const SENTENCES: &str = include_str!("../../tests/cases/terms/hits.tsv");
const ARTICLES: [&str; 2] =
    [include_str!("../../seeds/000_59be2ec987d65773.txt"), include_str!("../../seeds/004_63b620aae1b61d95.txt")];

/// Returns about ninety thousand bytes of different sentences.
pub(crate) fn sentences() -> Vec<&'static str> {
    let rows = SENTENCES.lines().skip(1).filter_map(|row| row.split('\t').nth(1));
    rows.chain(ARTICLES.iter().flat_map(|article| article.lines())).filter(|line| !line.trim().is_empty()).collect()
}

/// Returns the sentences as paragraphs of twenty, the whole four times over.
#[allow(dead_code, reason = "each bench is a crate of its own and uses what it needs")]
pub(crate) fn paragraphs() -> String {
    let paragraphs: Vec<String> = sentences().chunks(20).map(|lines| lines.join(" ")).collect();
    format!("{}\n", paragraphs.join("\n")).repeat(4)
}
