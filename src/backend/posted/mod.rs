//! Requests that are handed in together and answered within a day, for half the price.
//!
//! In: a tag and requests. Out: the name that the service gives them, how far it is, and answers by request. Absent: what is done about a lost
//! answer, and what is kept of all this (`pipeline`, `memory`).

mod anthropic;
mod openai;

use async_trait::async_trait;
use serde_json::Value;

use crate::model::{Reply, Request, Usage};

use super::BackendError;

/// What is known of requests whose name was never learnt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// The service has them, under this name.
    As(String),
    /// It has nothing with this tag.
    Nowhere,
    /// It does not tell yet.
    Unsure,
}

/// How far the service is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// There are no answers yet.
    UnderWay,
    /// All is done, or as much as ever will be.
    Ended,
    /// Nothing will come of it.
    Refused(String),
}

/// The answer to one of the requests.
#[derive(Debug, Clone)]
pub struct Posted {
    /// Which one.
    pub request: usize,
    /// What it used, also if the answer cannot be read.
    pub usage: Usage,
    /// The answer.
    pub reply: Result<Reply, BackendError>,
}

/// A service that takes requests together.
#[async_trait]
pub trait PostService: Send + Sync {
    /// Hands in `requests` under `tag`; returns the name that the service gives them.
    ///
    /// # Errors
    /// Fails if the service does not take them, or if nobody knows whether it did.
    async fn hand_in(&self, tag: &str, requests: &[Request]) -> Result<String, BackendError>;

    /// Looks for what was handed in under `tag`.
    ///
    /// # Errors
    /// Fails if the service does not answer.
    async fn find(&self, tag: &str) -> Result<Found, BackendError>;

    /// Returns how far the service is with what it calls `name`.
    ///
    /// # Errors
    /// Fails if the service does not answer.
    async fn progress(&self, name: &str) -> Result<Progress, BackendError>;

    /// Returns the answers; `counts` are the segments of each request. A request may have none, or more than one.
    ///
    /// # Errors
    /// Fails if the service does not answer.
    async fn collect(&self, name: &str, tag: &str, counts: &[usize]) -> Result<Vec<Posted>, BackendError>;
}

/// The name of a request in an answer: letters, digits and hyphens, as all services allow.
fn custom_id(tag: &str, request: usize) -> String {
    format!("{tag}-{request}")
}

/// The request that a line of answers is for; nothing for one of others.
fn request_of(line: &Value, tag: &str, counts: &[usize]) -> Option<usize> {
    let request = line["custom_id"].as_str()?.strip_prefix(tag)?.strip_prefix('-')?.parse().ok()?;
    (request < counts.len()).then_some(request)
}

/// The lines of a JSONL file; one that cannot be read answers nothing.
fn lines(text: &str) -> impl Iterator<Item = Value> + '_ {
    text.lines().filter_map(|line| serde_json::from_str(line).ok())
}
