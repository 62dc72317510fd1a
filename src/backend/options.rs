//! Settings of a backend, as a `[backend.NAME]` table gives them.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Deserializer};

/// The table, by its `kind`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Options {
    /// The embedded engine.
    Transfer(TransferOptions),
    /// An OpenAI-compatible chat-completions server.
    Chat(ChatOptions),
}

impl Options {
    /// Returns the kind's name.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Transfer(_) => "transfer",
            Self::Chat(_) => "chat",
        }
    }
}

/// The embedded engine has no settings.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TransferOptions {}

/// A chat-completions server.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ChatOptions {
    /// Address up to and including `/v1`.
    pub base_url: String,
    /// Model name as the server knows it.
    pub model: String,
    /// Environment variable that holds the key; empty: no key is sent.
    pub api_key_env: String,
    /// Requests under way at once (1–256).
    pub concurrency: usize,
    /// Segments per request (1–100).
    pub batch: usize,
    /// Limit for one request, from sending to the last byte.
    #[serde(deserialize_with = "duration")]
    pub timeout: Duration,
    /// Times a request is sent before it counts as failed (1–20).
    pub attempts: u32,
    /// Sampling temperature.
    pub temperature: f64,
    /// Further fields of the request body, taken over as they are (`top_p`, `seed`, …).
    pub extra: BTreeMap<String, toml::Value>,
}

impl Default for ChatOptions {
    fn default() -> Self {
        Self {
            base_url: "http://127.0.0.1:8080/v1".to_owned(),
            model: String::new(),
            api_key_env: String::new(),
            concurrency: 8,
            batch: 10,
            timeout: Duration::from_secs(60),
            attempts: 5,
            temperature: 0.0,
            extra: BTreeMap::new(),
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
