//! The arguments of `dilmaj eval`, as they are typed.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Eval {
    #[command(subcommand)]
    pub(super) command: Option<EvalCommand>,
    #[command(flatten)]
    pub(super) single: Single,
}

#[derive(Debug, Subcommand)]
pub(super) enum EvalCommand {
    /// Set several translations of one source side by side; the first is what the others are compared with
    Compare(Compare),
}

#[derive(Debug, Args)]
pub(super) struct Single {
    /// The translation to be measured, a segment a line
    #[arg(long, value_name = "FILE", required = true)]
    pub(super) hypothesis: Option<PathBuf>,
    /// A translation by a person, a line for each line of the hypothesis: BLEU, chrF and TER
    #[arg(long, value_name = "FILE")]
    pub(super) reference: Option<PathBuf>,
    /// The Persian text, a line for each line of the hypothesis: term success
    #[arg(long, value_name = "FILE")]
    pub(super) source: Option<PathBuf>,
    /// A translation made without the glossary, to be compared with
    #[arg(long, value_name = "FILE", requires = "source")]
    pub(super) baseline: Option<PathBuf>,
    /// The name of the document that each line belongs to, a line for each line: scores by document
    #[arg(long, value_name = "FILE", requires = "reference")]
    pub(super) documents: Option<PathBuf>,
    #[command(flatten)]
    pub(super) common: Shared,
}

#[derive(Debug, Args)]
pub(super) struct Compare {
    /// Translations, a segment a line
    #[arg(required = true, value_name = "HYPOTHESIS")]
    pub(super) hypotheses: Vec<PathBuf>,
    /// A translation by a person, a line for each line of each hypothesis
    #[arg(long, value_name = "FILE")]
    pub(super) reference: PathBuf,
    /// The Persian text: adds term success
    #[arg(long, value_name = "FILE")]
    pub(super) source: Option<PathBuf>,
    /// Samples of the paired bootstrap
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub(super) samples: u32,
    /// Write a page with the table to this file
    #[arg(long, value_name = "FILE")]
    pub(super) html: Option<PathBuf>,
    #[command(flatten)]
    pub(super) common: Shared,
}

#[derive(Debug, Args)]
pub(super) struct Shared {
    /// Glossary file, instead of the configured ones; several are stacked in order
    #[arg(short, long, value_name = "FILE")]
    pub(super) glossary: Vec<PathBuf>,
    /// Decides what is drawn by chance: words of the random-term control, samples of the bootstrap
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) seed: u64,
    /// Write one JSON object
    #[arg(long)]
    pub(super) json: bool,
}
