//! `manifest.json`: what was made of what, with which configuration. It stands beside the TSVs.

use serde::Serialize;

/// What a run did.
#[derive(Debug, Clone, Serialize)]
pub struct Manifest<S> {
    /// Version of the program.
    pub version: &'static str,
    /// The backend's name.
    pub backend: String,
    /// Fingerprint of everything in the backend that decides answers.
    pub backend_fingerprint: String,
    /// Hash of all glossary files.
    pub glossary_fingerprint: String,
    /// Hash of all files of waivers; empty if there are none.
    pub waivers_fingerprint: String,
    /// Hash of the SRX file that the text was cut by; empty for the built-in rules.
    pub srx_fingerprint: String,
    /// Hash of the configuration file; empty for the compiled-in one.
    pub config_fingerprint: String,
    /// Seconds since 1970 at the end of the run.
    pub finished: i64,
    /// The figures of the run.
    pub summary: S,
    /// The files, in the order of the documents.
    pub outputs: Vec<Output>,
}

/// One output file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Output {
    /// The document's id.
    pub doc: String,
    /// The file, relative to the manifest.
    pub file: String,
    /// Rows without the header.
    pub rows: usize,
    /// BLAKE3 hash of the file.
    pub blake3: String,
    /// Whether every segment was reached.
    pub complete: bool,
}
