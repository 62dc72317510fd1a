//! The arguments of `dilmaj memory …`, as they are typed.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand, ValueEnum};

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Command {
    /// Take in reviewed or finished translations: TMX, TSV or JSONL
    Import(Import),
    /// Write the reviewed and imported units: TMX, TSV or JSONL
    Export(Export),
    /// Find words in sources and targets
    Search(Search),
    /// Count what is stored
    Stats(Json),
    /// Look through the whole file for damage
    Check(Check),
    /// Take what other memories have into this one
    Merge(Merge),
    /// Let go of old answers; units stay
    Prune(Prune),
    /// Show every translation a segment ever had
    History(History),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Format {
    /// Translation Memory eXchange 1.4
    Tmx,
    /// A parallel table, or two columns: source and target
    Tsv,
    /// One JSON object a line
    Jsonl,
}

#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct Tags {
    /// Language of the sources in TMX
    #[arg(long, value_name = "LANG", default_value = "fa")]
    pub(in crate::cli) source_language: String,
    /// Language of the targets in TMX
    #[arg(long, value_name = "LANG", default_value = "en")]
    pub(in crate::cli) target_language: String,
}

#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct Import {
    /// Files to be taken in
    #[arg(required = true)]
    pub(in crate::cli) files: Vec<PathBuf>,
    /// Their format [default: as the name ends]
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub(in crate::cli) from: Option<Format>,
    /// A person has looked at every row: it answers before anything else
    #[arg(long)]
    pub(in crate::cli) reviewed: bool,
    /// Who looked at it
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) reviewer: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) tags: Tags,
    /// Write the figures as one JSON object
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct Export {
    /// File to be written; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) output: PathBuf,
    /// Format to be written [default: as the name ends]
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub(in crate::cli) to: Option<Format>,
    /// Only what a person has looked at
    #[arg(long)]
    pub(in crate::cli) reviewed: bool,
    #[command(flatten)]
    pub(in crate::cli) tags: Tags,
}

#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct Search {
    /// Words, in whatever spelling
    pub(in crate::cli) text: String,
    /// Only in sources
    #[arg(long, conflicts_with = "target")]
    pub(in crate::cli) source: bool,
    /// Only in targets
    #[arg(long)]
    pub(in crate::cli) target: bool,
    /// Show at most so many
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub(in crate::cli) limit: usize,
    /// Write one JSON array
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct Json {
    /// Write one JSON object
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct Check {
    /// Memory file [default: the configured one]
    pub(in crate::cli) file: Option<PathBuf>,
    /// Give a file that is damaged or no memory another name; nothing is deleted
    #[arg(long)]
    pub(in crate::cli) move_aside: bool,
    /// Write one JSON object
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct Merge {
    /// Memory files that are read
    #[arg(required = true)]
    pub(in crate::cli) files: Vec<PathBuf>,
    /// Memory file that takes them in [default: the configured one]
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) into: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct Prune {
    /// What was stored longer ago: 90d, 12w, 6h
    #[arg(long, value_name = "AGE", value_parser = age, required_unless_present = "origin")]
    pub(in crate::cli) older_than: Option<i64>,
    /// What comes from here: machine:NAME, failure
    #[arg(long, value_name = "ORIGIN")]
    pub(in crate::cli) origin: Option<String>,
    /// Only count
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,
}

#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct History {
    /// The document, as the `doc` of a table has it
    #[arg(required_unless_present = "source", requires = "seg", conflicts_with = "source")]
    pub(in crate::cli) doc: Option<String>,
    /// The number of the segment
    pub(in crate::cli) seg: Option<String>,
    /// The source itself, in whatever spelling
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) source: Option<String>,
    /// Write one JSON array
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// Reads an age as seconds.
fn age(text: &str) -> Result<i64, String> {
    let wrong = || format!("`{text}` is no age; write 90d, 12w or 6h");
    let unit = text.chars().last().ok_or_else(wrong)?;
    let seconds = match unit {
        'h' => 3600,
        'd' => 86_400,
        'w' => 7 * 86_400,
        _ => return Err(wrong()),
    };
    let count: i64 = text[..text.len() - unit.len_utf8()].parse().map_err(|_| wrong())?;
    if !(0..=100_000).contains(&count) {
        return Err(wrong());
    }
    Ok(count * seconds)
}
