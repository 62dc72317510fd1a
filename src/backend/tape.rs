//! Exchanges with a server on disk: recorded while it answers, replayed without it.
//!
//! In: the body of a request. Out: a file per exchange, named after a hash of address path and body and the number of times it was sent; or what was
//! answered then. Keys are in no file: headers are not recorded, and in bodies the key is replaced.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::options::ServerOptions;

/// What came back for a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Answer {
    pub(super) status: u16,
    /// Milliseconds that the server asked to wait.
    pub(super) retry_after: Option<u64>,
    /// Where it sends the request on to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) location: Option<String>,
    pub(super) text: String,
}

/// A file of a recording. The request stands in it for people to read.
#[derive(Debug, Serialize, Deserialize)]
struct Exchange {
    request: Value,
    answer: Answer,
}

/// A recording, or none.
#[derive(Debug, Default)]
pub(super) struct Tape {
    record: Option<PathBuf>,
    replay: Option<PathBuf>,
    /// How often each request was sent.
    sent: Mutex<HashMap<String, u32>>,
}

impl Tape {
    pub(super) fn new(options: &ServerOptions) -> Self {
        Self { record: options.record.clone(), replay: options.replay.clone(), sent: Mutex::default() }
    }

    /// Returns whether requests are answered from the recording alone.
    pub(super) fn replays(&self) -> bool {
        self.replay.is_some()
    }

    /// Returns the name of the file for a request that is sent now; nothing if there is no recording.
    pub(super) fn name(&self, path: &str, body: &str) -> Option<String> {
        self.record.as_ref().or(self.replay.as_ref())?;
        let hash = blake3::hash(format!("{path}\n{body}").as_bytes()).to_hex()[..24].to_owned();
        let mut sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        let time = sent.entry(hash.clone()).and_modify(|time| *time += 1).or_insert(1);
        Some(format!("{hash}-{time}.json"))
    }

    /// Returns the recorded answer.
    ///
    /// # Errors
    /// Fails if there is none or the file cannot be read.
    pub(super) fn replayed(&self, name: &str) -> Result<Answer, String> {
        let folder = self.replay.as_deref().unwrap_or(std::path::Path::new(""));
        let path = folder.join(name);
        let text = std::fs::read_to_string(&path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => format!(
                "the recording in `{}` does not have this request ({name}); text, glossary and settings must be those of the recorded run",
                folder.display()
            ),
            _ => format!("cannot read `{}`: {error}", path.display()),
        })?;
        let exchange: Exchange =
            serde_json::from_str(&text).map_err(|error| format!("`{}` is no recording: {error}", path.display()))?;
        Ok(exchange.answer)
    }

    /// Writes an exchange down, if that is wanted.
    ///
    /// # Errors
    /// Fails if the file cannot be written.
    pub(super) fn record(&self, name: Option<&str>, body: &str, answer: &Answer) -> Result<(), String> {
        let (Some(folder), Some(name)) = (&self.record, name) else { return Ok(()) };
        let request = serde_json::from_str(body).unwrap_or(Value::Null);
        let exchange = Exchange { request, answer: answer.clone() };
        let text = serde_json::to_string_pretty(&exchange).unwrap_or_default();
        let path = folder.join(name);
        let written = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&path, text + "\n"));
        written.map_err(|error| format!("cannot write `{}`: {error}", path.display()))
    }
}
