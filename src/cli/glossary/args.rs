//! The arguments of the commands that change, measure and mine glossaries, as they are typed.

use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct Stats {
    /// Glossary files, stacked in order [default: the configured ones]
    pub(super) files: Vec<PathBuf>,
    /// Articles, folders or parallel tables over which hits are counted
    #[arg(long, value_name = "CORPUS", num_args = 1..)]
    pub(super) on: Vec<PathBuf>,
    /// Write one JSON object
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Add {
    /// Glossary file; it is made if it is not there
    pub(super) file: PathBuf,
    /// Persian term, in its dictionary form
    #[arg(long, value_name = "TERM")]
    pub(super) source: String,
    /// Preferred English term
    #[arg(long, value_name = "TERM")]
    pub(super) target: String,
    #[command(flatten)]
    pub(super) cells: Cells,
}

#[derive(Debug, Args)]
pub(crate) struct Edit {
    /// Glossary file
    pub(super) file: PathBuf,
    /// Source term of the entry
    pub(super) entry: String,
    /// Line of the entry, if several have this source
    #[arg(long, value_name = "N")]
    pub(super) line: Option<usize>,
    /// New source term
    #[arg(long, value_name = "TERM")]
    pub(super) source: Option<String>,
    /// New preferred English term
    #[arg(long, value_name = "TERM")]
    pub(super) target: Option<String>,
    #[command(flatten)]
    pub(super) cells: Cells,
}

/// The other columns; lists with `|` between their items, an empty text for an empty cell.
#[derive(Debug, Args)]
pub(super) struct Cells {
    /// Other spellings and forms of the source
    #[arg(long, value_name = "LIST")]
    pub(super) aliases: Option<String>,
    /// Other English forms that are accepted
    #[arg(long, value_name = "LIST")]
    pub(super) admitted: Option<String>,
    /// English forms that must not be used
    #[arg(long, value_name = "LIST")]
    pub(super) forbidden: Option<String>,
    /// noun, adj, verb, name or none
    #[arg(long, value_name = "POS")]
    pub(super) pos: Option<String>,
    /// Endings: noun, adj, verb, name or none
    #[arg(long, value_name = "CLASS")]
    pub(super) inflect: Option<String>,
    /// Capitals of the target: any or exact
    #[arg(long, value_name = "RULE")]
    pub(super) case: Option<String>,
    /// Do not translate: yes or no
    #[arg(long, value_name = "WHETHER")]
    pub(super) dnt: Option<String>,
    /// Subject field
    #[arg(long, value_name = "FIELD")]
    pub(super) domain: Option<String>,
    /// The segment must have a word that begins with one of these
    #[arg(long, value_name = "LIST")]
    pub(super) near: Option<String>,
    /// The segment must not have such a word
    #[arg(long, value_name = "LIST")]
    pub(super) not_near: Option<String>,
    /// Whole number; the highest wins
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    pub(super) priority: Option<String>,
    /// approved, proposed or deprecated
    #[arg(long, value_name = "STATUS")]
    pub(super) status: Option<String>,
    /// Remark for people
    #[arg(long, value_name = "TEXT")]
    pub(super) note: Option<String>,
    /// Example for people
    #[arg(long, value_name = "TEXT")]
    pub(super) example: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The glossary as it was
    pub(super) old: PathBuf,
    /// The glossary as it shall be
    pub(super) new: PathBuf,
    /// Articles, folders or parallel tables in which the touched segments are looked for
    #[arg(long, value_name = "CORPUS", num_args = 1..)]
    pub(super) on: Vec<PathBuf>,
    /// Folder of parallel tables that tell how segments were translated, besides the memory
    #[arg(long = "in", value_name = "DIR")]
    pub(super) known: Option<PathBuf>,
    /// Store answers that satisfy the new entries too, so that they need not be paid again
    #[arg(long, requires = "on")]
    pub(super) keep: bool,
    /// Glossary file that stays as it is and stands before OLD and NEW; may stand several times
    #[arg(short, long, value_name = "FILE")]
    pub(super) glossary: Vec<PathBuf>,
    /// Backend [default: as configured]
    #[arg(short, long, value_name = "NAME")]
    pub(super) backend: Option<String>,
    /// Neighbouring segments sent as context [default: as configured]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(0..=20))]
    pub(super) context: Option<u8>,
    /// Write one JSON object
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Mine {
    /// Articles or folders of articles [default: the sources of the bitext]
    pub(super) paths: Vec<PathBuf>,
    /// Parallel tables that show how candidates are rendered
    #[arg(long, value_name = "TSV", num_args = 1..)]
    pub(super) bitext: Vec<PathBuf>,
    /// Glossary whose terms are left out, instead of the configured ones
    #[arg(short, long, value_name = "FILE")]
    pub(super) glossary: Vec<PathBuf>,
    /// Fewest occurrences
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub(super) min: usize,
    /// Most candidates
    #[arg(long, value_name = "N", default_value_t = 200)]
    pub(super) top: usize,
    /// Write one JSON array instead of glossary rows
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Consistency {
    /// Parallel tables, or folders of them
    #[arg(required = true)]
    pub(super) tables: Vec<PathBuf>,
    /// Glossary file, instead of the configured ones
    #[arg(short, long, value_name = "FILE")]
    pub(super) glossary: Vec<PathBuf>,
    /// Fewest occurrences
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub(super) min: usize,
    /// Most terms and names
    #[arg(long, value_name = "N")]
    pub(super) top: Option<usize>,
    /// Show also what is rendered in one way only
    #[arg(long)]
    pub(super) all: bool,
    /// Write one JSON array
    #[arg(long)]
    pub(super) json: bool,
}
