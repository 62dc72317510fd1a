//! Settings of a backend, as a `[backend.NAME]` table gives them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::dialect::Dialect;
use super::price::Price;

/// The table, by its `kind`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Options {
    /// The embedded engine.
    Transfer(TransferOptions),
    /// An OpenAI-compatible chat-completions server.
    Chat(ServerOptions),
    /// Anthropic's Messages.
    Anthropic(ServerOptions),
    /// `DeepL` v2.
    Deepl(ServerOptions),
    /// Google Cloud Translation, v3 with a `project`, otherwise v2.
    Google(ServerOptions),
    /// Azure Translator v3.
    Azure(ServerOptions),
    /// `LibreTranslate`.
    Libretranslate(ServerOptions),
    /// A program that reads and writes JSON lines.
    Command(CommandOptions),
}

impl Options {
    /// Returns the kind's name.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Transfer(_) => "transfer",
            Self::Chat(_) => "chat",
            Self::Anthropic(_) => "anthropic",
            Self::Deepl(_) => "deepl",
            Self::Google(_) => "google",
            Self::Azure(_) => "azure",
            Self::Libretranslate(_) => "libretranslate",
            Self::Command(_) => "command",
        }
    }

    /// Returns the settings of the server, if the backend is one.
    #[must_use]
    pub fn server(&self) -> Option<&ServerOptions> {
        match self {
            Self::Transfer(_) | Self::Command(_) => None,
            Self::Chat(server)
            | Self::Anthropic(server)
            | Self::Deepl(server)
            | Self::Google(server)
            | Self::Azure(server)
            | Self::Libretranslate(server) => Some(server),
        }
    }

    /// Returns the same settings for one quick question: asked once, and not waited for longer than `most`.
    #[must_use]
    pub fn for_probe(&self, most: Duration) -> Self {
        let mut options = self.clone();
        match &mut options {
            Self::Transfer(_) => {}
            Self::Command(command) => command.attempts = 1,
            Self::Chat(server)
            | Self::Anthropic(server)
            | Self::Deepl(server)
            | Self::Google(server)
            | Self::Azure(server)
            | Self::Libretranslate(server) => {
                server.attempts = 1;
                server.timeout = server.timeout.min(most);
            }
        }
        options
    }

    /// Takes the paths in it for relative to `folder`.
    pub(crate) fn resolve(&mut self, folder: &Path) {
        let paths: Vec<&mut PathBuf> = match self {
            Self::Transfer(_) => Vec::new(),
            Self::Command(command) => command.log.iter_mut().collect(),
            Self::Chat(server)
            | Self::Anthropic(server)
            | Self::Deepl(server)
            | Self::Google(server)
            | Self::Azure(server)
            | Self::Libretranslate(server) => {
                let files = server.api_key_file.iter_mut().chain(&mut server.ca_file);
                files.chain(&mut server.record).chain(&mut server.replay).collect()
            }
        };
        for path in paths {
            *path = folder.join(&*path);
        }
    }

    /// Returns the address of the server: the one that is set, or the usual one of its kind.
    #[must_use]
    pub fn address(&self) -> Option<&str> {
        let server = self.server()?;
        let usual = match self {
            Self::Anthropic(_) => "https://api.anthropic.com",
            Self::Deepl(_) => "https://api.deepl.com",
            Self::Google(_) => "https://translation.googleapis.com",
            Self::Azure(_) => "https://api.cognitive.microsofttranslator.com",
            Self::Libretranslate(_) => "http://127.0.0.1:5000",
            _ => "http://127.0.0.1:8080/v1",
        };
        let set = server.base_url.trim_end_matches('/');
        Some(if set.is_empty() { usual } else { set })
    }
}

/// The embedded engine has no settings.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TransferOptions {}

/// A server, of whatever kind. What means nothing to a kind must be left out.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ServerOptions {
    /// Address; for `chat` up to and including `/v1`. Empty: the usual one of the kind.
    pub base_url: String,
    /// Model name as the server knows it (`chat`, `anthropic`, `google`).
    pub model: String,
    /// Environment variable that holds the key; empty: no key is sent.
    pub api_key_env: String,
    /// File that holds the key and nothing else, instead of a variable.
    pub api_key_file: Option<PathBuf>,
    /// Requests under way at once (1–256).
    pub concurrency: usize,
    /// Segments per request (1–100); a service's own limit may be lower.
    pub batch: usize,
    /// Limit for one request, from sending to the last byte.
    #[serde(deserialize_with = "duration")]
    pub timeout: Duration,
    /// Times a request is sent before it counts as failed (1–20).
    pub attempts: u32,
    /// What the service costs.
    pub price: Price,
    /// When these prices were looked up; shown beside what is reckoned with them.
    pub price_date: String,
    /// Requests that may be sent in a minute; 0: as many as come.
    pub requests_per_minute: u32,
    /// Tokens that may be sent in a minute, as estimated here; 0: as many as come.
    pub tokens_per_minute: u32,
    /// How the model is spoken to (`chat`).
    pub prompt: Dialect,
    /// Most terms listed in one request; those beyond are only checked afterwards (`chat`, `anthropic`).
    pub most_terms: usize,
    /// Sampling temperature (`chat`, `anthropic`).
    pub temperature: f64,
    /// Proxy for this backend: `http://host:port`; empty: the one of the environment.
    pub proxy: String,
    /// PEM file with a certificate authority to trust besides the usual ones.
    pub ca_file: Option<PathBuf>,
    /// Folder in which every exchange with the server is written down.
    pub record: Option<PathBuf>,
    /// Folder of such a recording: the answers come from there, and the server is not asked.
    pub replay: Option<PathBuf>,
    /// Region of the subscription (`azure`).
    pub region: String,
    /// Project: with one, version 3 of the service is used (`google`).
    pub project: String,
    /// Location of project and glossary (`google`).
    pub location: String,
    /// Glossary resource at the service (`google`).
    pub glossary: String,
    /// Further fields of the request body, taken over as they are (`top_p`, `seed`, `formality`, …).
    pub extra: BTreeMap<String, toml::Value>,
}

impl Default for ServerOptions {
    fn default() -> Self {
        Self {
            base_url: String::new(),
            model: String::new(),
            api_key_env: String::new(),
            api_key_file: None,
            concurrency: 8,
            batch: 10,
            timeout: Duration::from_secs(60),
            attempts: 5,
            price: Price::default(),
            price_date: String::new(),
            requests_per_minute: 0,
            tokens_per_minute: 0,
            prompt: Dialect::Json,
            most_terms: 80,
            temperature: 0.0,
            proxy: String::new(),
            ca_file: None,
            record: None,
            replay: None,
            region: String::new(),
            project: String::new(),
            location: String::new(),
            glossary: String::new(),
            extra: BTreeMap::new(),
        }
    }
}

impl ServerOptions {
    /// Adds the configured fields to a request body.
    pub(super) fn with_extra(&self, mut body: Value) -> Value {
        for (name, value) in &self.extra {
            body[name] = serde_json::to_value(value).unwrap_or(Value::Null);
        }
        body
    }

    /// Returns the configured fields as they enter a fingerprint.
    pub(super) fn extra_fingerprint(&self) -> String {
        serde_json::to_string(&self.extra).unwrap_or_default()
    }
}

/// A program as a backend; the protocol is described in `docs/COMMAND_BACKEND.md`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CommandOptions {
    /// The program and its arguments.
    pub command: Vec<String>,
    /// Segments per request (1–1000).
    pub batch: usize,
    /// Limit for one answer.
    #[serde(deserialize_with = "duration")]
    pub timeout: Duration,
    /// Times a request is sent, to a new process each time (1–20).
    pub attempts: u32,
    /// Says which model stands behind the program: part of the key under which answers are stored.
    pub version: String,
    /// File that gets what the program writes to standard error; without one the last line is shown with an error.
    pub log: Option<PathBuf>,
}

impl Default for CommandOptions {
    fn default() -> Self {
        Self {
            command: Vec::new(),
            batch: 16,
            timeout: Duration::from_secs(300),
            attempts: 2,
            version: String::new(),
            log: None,
        }
    }
}

/// Reads "60s", "500ms", "2m".
fn duration<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    let text = String::deserialize(deserializer)?;
    parse_duration(&text).ok_or_else(|| serde::de::Error::custom(format!("`{text}` is no duration such as \"60s\"")))
}

fn parse_duration(text: &str) -> Option<Duration> {
    let at = text.find(|c: char| !c.is_ascii_digit())?;
    let (number, unit) = text.split_at(at);
    let number: u64 = number.parse().ok()?;
    match unit.trim() {
        "ms" => Some(Duration::from_millis(number)),
        "s" => Some(Duration::from_secs(number)),
        "m" | "min" => Some(Duration::from_secs(number.checked_mul(60)?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Duration, parse_duration};

    #[test]
    fn durations_have_a_unit() {
        assert_eq!(parse_duration("60s"), Some(Duration::from_secs(60)));
        assert_eq!(parse_duration("500ms"), Some(Duration::from_millis(500)));
        assert_eq!(parse_duration("2m"), Some(Duration::from_secs(120)));
        assert_eq!(parse_duration("60"), None);
    }
}
