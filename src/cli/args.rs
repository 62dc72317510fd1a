//! The arguments, as they are typed. Nothing is resolved here.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

use super::eval::args::Eval;
use super::glossary::args as glossary;
use super::memory::args as memory;

/// Persian→English translation that keeps to your glossary
#[derive(Debug, Parser)]
#[command(name = "dilmaj", version, about, max_term_width = 100)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) common: Common,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// Options of every command.
#[derive(Debug, ClapArgs)]
pub(super) struct Common {
    /// Settings file [default: ./dilmaj.toml, ./config.toml with [translate], the user's, the built-in one]
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Let a settings file that was found, not named, send a key to another host
    #[arg(long, global = true)]
    pub(super) trust_config: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Translate articles into parallel TSV
    Translate(Translate),
    /// Cut articles into segments
    Segment(Segment),
    /// Repair Persian spelling, line by line
    Normalize(Normalize),
    /// Check, measure, change and exchange glossaries
    #[command(subcommand)]
    Glossary(Box<GlossaryCommand>),
    /// Look into, exchange and look after the translation memory
    #[command(subcommand)]
    Memory(Box<memory::Command>),
    /// Measure how good a translation is, and how far it keeps to a glossary
    Eval(Eval),
    /// List the backends that are configured
    Backends(Backends),
}

#[derive(Debug, Subcommand)]
pub(super) enum GlossaryCommand {
    /// Report what is wrong with glossary files
    Lint(Lint),
    /// Show which entries hit where, line by line
    Match(Match),
    /// Count what a glossary holds, and what of it a corpus uses
    Stats(glossary::Stats),
    /// Add an entry; the file stays sorted and all other rows as they are
    Add(glossary::Add),
    /// Change an entry; all other rows stay as they are
    Edit(glossary::Edit),
    /// Show what a change of the glossary does to a corpus, and what it costs
    Diff(glossary::Diff),
    /// Propose terms that a corpus has and the glossary lacks
    Mine(glossary::Mine),
    /// Show how evenly terms and names are rendered in parallel tables
    Consistency(glossary::Consistency),
    /// Read glossaries of other programs and services
    Import(Import),
    /// Write a glossary for another program or service
    Export(Export),
}

#[derive(Debug, ClapArgs)]
pub(super) struct Translate {
    /// Articles or folders of articles; `-` is standard input
    pub(super) paths: Vec<PathBuf>,
    /// Folder for the results
    #[arg(short, long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    /// Translate each input line to exactly one line on standard output
    #[arg(long, conflicts_with_all = ["output", "dry_run", "partial"])]
    pub(super) lines: bool,
    /// Backend [default: as configured]
    #[arg(short, long, value_name = "NAME")]
    pub(super) backend: Option<String>,
    /// Glossary file, instead of the configured ones; several are stacked in order
    #[arg(short, long, value_name = "FILE")]
    pub(super) glossary: Vec<PathBuf>,
    /// Use no glossary at all
    #[arg(long, conflicts_with = "glossary")]
    pub(super) no_glossary: bool,
    /// File of waivers, instead of the configured ones; may stand several times
    #[arg(long, value_name = "FILE")]
    pub(super) waivers: Vec<PathBuf>,
    /// Show what would be asked, and ask nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Exit with 1 if a term is not rendered as the glossary says
    #[arg(long)]
    pub(super) strict: bool,
    /// Write events as JSON lines to standard error
    #[arg(long)]
    pub(super) json: bool,
    /// Requests under way at once [default: as the backend allows]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) jobs: Option<u16>,
    /// Neighbouring segments sent as context [default: as configured; 0 with --lines]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(0..=20))]
    pub(super) context: Option<u8>,
    /// Stop after asking so many segments
    #[arg(long, value_name = "N")]
    pub(super) limit: Option<usize>,
    /// Stop before more than so many US dollars are spent, by the prices of the settings
    #[arg(long, value_name = "USD", value_parser = micro_usd)]
    pub(super) max_cost: Option<u64>,
    /// Ask again for what failed in a former run
    #[arg(long)]
    pub(super) retry_failed: bool,
    /// Ask again although an answer is stored: failed, issues, DOC or DOC:SEG
    #[arg(long, value_name = "WHAT", conflicts_with = "retry_failed")]
    pub(super) redo: Option<String>,
    /// Show how the embedded engine reads each segment, and write no file
    #[arg(long, conflicts_with_all = ["lines", "dry_run"])]
    pub(super) explain: bool,
    /// Refuse backends that need the network
    #[arg(long)]
    pub(super) offline: bool,
    /// Neither read nor write the memory
    #[arg(long)]
    pub(super) no_memory: bool,
    /// Hand segments in to be answered within a day, for half the price, and collect what is answered; needs the memory
    #[arg(long, conflicts_with_all = ["lines", "explain", "no_memory", "redo", "offline"])]
    pub(super) batch: bool,
    /// With --batch: ask until everything is answered
    #[arg(long, requires = "batch", conflicts_with = "dry_run")]
    pub(super) wait: bool,
    /// Write documents too of which only some segments were reached
    #[arg(long)]
    pub(super) partial: bool,
}

/// Reads dollars as millionths.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked")]
fn micro_usd(text: &str) -> Result<u64, String> {
    let dollars: f64 = text.trim_start_matches('$').parse().map_err(|_| format!("`{text}` is no sum of dollars"))?;
    if !(0.0..=1_000_000.0).contains(&dollars) {
        return Err("it must be from 0 to 1,000,000".to_owned());
    }
    Ok((dollars * 1_000_000.0).round() as u64)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SegmentFormat {
    /// One segment a line, an empty line between paragraphs
    Text,
    /// One JSON object a line
    Jsonl,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Segment {
    /// Articles or folders of articles [default: standard input]
    pub(super) paths: Vec<PathBuf>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = SegmentFormat::Text)]
    pub(super) format: SegmentFormat,
    /// Write the repaired text instead of the raw one
    #[arg(long)]
    pub(super) normalized: bool,
    /// SRX 2.0 file with the rules [default: as configured, else the built-in ones]
    #[arg(long, value_name = "FILE")]
    pub(super) srx: Option<PathBuf>,
    /// Write the built-in rules as an SRX 2.0 file to standard output, and read nothing
    #[arg(long, conflicts_with_all = ["paths", "format", "normalized", "srx"])]
    pub(super) export_srx: bool,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Normalize {
    /// Articles or folders of articles [default: standard input]
    pub(super) paths: Vec<PathBuf>,
    /// Show only the lines that change, before and after
    #[arg(long)]
    pub(super) diff: bool,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Lint {
    /// Glossary files, stacked in order [default: the configured ones]
    pub(super) files: Vec<PathBuf>,
    /// Write one JSON array
    #[arg(long)]
    pub(super) json: bool,
    /// Exit with 1 for warnings too
    #[arg(long)]
    pub(super) strict: bool,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Match {
    /// Text files [default: standard input]
    pub(super) paths: Vec<PathBuf>,
    /// Glossary file, instead of the configured ones
    #[arg(short, long, value_name = "FILE")]
    pub(super) glossary: Vec<PathBuf>,
    /// Write one JSON object a line
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Import {
    /// Glossary files of other programs, stacked in order
    #[arg(required = true)]
    pub(super) files: Vec<PathBuf>,
    /// Their format [default: found out by name and content]
    #[arg(long, value_name = "FORMAT", value_parser = FORMATS)]
    pub(super) from: Option<String>,
    /// Glossary file to be written; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: PathBuf,
    /// The two columns stand the other way round
    #[arg(long)]
    pub(super) swap: bool,
    #[command(flatten)]
    pub(super) exchange: Exchange,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Export {
    /// Glossary files, stacked in order [default: the configured ones]
    pub(super) files: Vec<PathBuf>,
    /// Format to be written
    #[arg(long, value_name = "FORMAT", value_parser = FORMATS)]
    pub(super) to: String,
    /// File to be written; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: PathBuf,
    #[command(flatten)]
    pub(super) exchange: Exchange,
}

/// Options of reading and writing foreign glossaries.
#[derive(Debug, ClapArgs)]
pub(super) struct Exchange {
    /// Language of the sources
    #[arg(long, value_name = "LANG", default_value = "fa")]
    pub(super) source: String,
    /// Language of the targets
    #[arg(long, value_name = "LANG", default_value = "en")]
    pub(super) target: String,
    /// What separates two cells [default: found out; when writing, as the format or the file's name asks for]
    #[arg(long, value_name = "WHAT", value_enum)]
    pub(super) delimiter: Option<Delimiter>,
    /// Whether `"` encloses a cell [default: found out]
    #[arg(long, value_name = "WHETHER", value_enum)]
    pub(super) quoting: Option<YesNo>,
    /// Write the report as JSON to standard output
    #[arg(long)]
    pub(super) json: bool,
}

/// Names of the formats that glossaries are exchanged in; a test holds them against the library's.
pub(super) const FORMATS: [&str; 11] =
    ["tsv", "csv", "tbx", "utx", "omegat", "tmx", "deepl", "google", "google-set", "amazon", "amazon-multi"];

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Delimiter {
    Comma,
    Semicolon,
    Tab,
    Bar,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum YesNo {
    Yes,
    No,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Backends {
    /// Send one segment to each and show what comes back
    #[arg(long)]
    pub(super) probe: bool,
    /// Write one JSON array
    #[arg(long)]
    pub(super) json: bool,
}
