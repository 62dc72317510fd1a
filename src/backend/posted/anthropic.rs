//! Anthropic's Message Batches: requests and answers in one body each. A batch bears no mark of ours; only its answers do.

use async_trait::async_trait;
use serde_json::{Value, json};

use crate::backend::BackendError;
use crate::backend::anthropic::{AnthropicBackend, TOKENS};
use crate::backend::chat::usage;
use crate::model::{Reply, Request};

use super::{Found, PostService, Posted, Progress, custom_id, lines, request_of};

/// Batches that are looked at for a tag: the newest ones.
const PAGE: usize = 20;

impl AnthropicBackend {
    fn batches(&self) -> String {
        format!("{}/v1/messages/batches", self.address)
    }

    async fn results(&self, name: &str) -> Result<String, BackendError> {
        // The address of the results that the answer gives may be on another host; the key does not go there.
        self.http.get(&format!("{}/{name}/results", self.batches())).await
    }

    fn malformed(&self, problem: &str) -> BackendError {
        BackendError::Malformed { backend: self.http.backend.clone(), problem: problem.to_owned() }
    }

    fn reply(&self, result: &Value, count: usize) -> Result<Reply, BackendError> {
        let backend = || self.http.backend.clone();
        match (result["type"].as_str(), result["error"]["error"]["type"].as_str()) {
            (Some("succeeded"), _) => self.read(&result["message"], count),
            (Some("errored"), Some("invalid_request_error" | "not_found_error" | "request_too_large")) => {
                let problem = result["error"]["error"]["message"].as_str().unwrap_or("an invalid request").to_owned();
                Err(BackendError::Configuration { backend: backend(), problem })
            }
            _ => Err(BackendError::Busy { backend: backend(), status: 529, retry_after: None }),
        }
    }
}

#[async_trait]
impl PostService for AnthropicBackend {
    async fn hand_in(&self, tag: &str, requests: &[Request]) -> Result<String, BackendError> {
        let one = |(at, request)| json!({ "custom_id": custom_id(tag, at), "params": self.body(request) });
        let requests: Vec<Value> = requests.iter().enumerate().map(one).collect();
        let body = json!({ "requests": requests }).to_string().into_bytes();
        let answer = self.http.post_once(&self.batches(), "application/json", body).await?;
        let id = answer["id"].as_str().filter(|id| !id.is_empty());
        id.map(str::to_owned).ok_or_else(|| self.malformed("the answer has no id"))
    }

    async fn find(&self, tag: &str) -> Result<Found, BackendError> {
        let text = self.http.get(&format!("{}?limit={PAGE}", self.batches())).await?;
        let page = self.http.json(&text)?;
        let mut found = Found::Nowhere;
        for batch in page["data"].as_array().ok_or_else(|| self.malformed("no list of batches"))? {
            let Some(id) = batch["id"].as_str() else { continue };
            if batch["processing_status"] != "ended" {
                // It may be ours; its answers will tell.
                found = Found::Unsure;
            } else if batch["archived_at"].is_null() {
                let results = self.results(id).await?;
                if lines(&results).any(|line| line["custom_id"].as_str().is_some_and(|id| id.starts_with(tag))) {
                    return Ok(Found::As(id.to_owned()));
                }
            }
        }
        Ok(found)
    }

    async fn progress(&self, name: &str) -> Result<Progress, BackendError> {
        let text = self.http.get(&format!("{}/{name}", self.batches())).await?;
        let ended = self.http.json(&text)?["processing_status"] == "ended";
        Ok(if ended { Progress::Ended } else { Progress::UnderWay })
    }

    async fn collect(&self, name: &str, tag: &str, counts: &[usize]) -> Result<Vec<Posted>, BackendError> {
        let text = self.results(name).await?;
        let posted = lines(&text).filter_map(|line| {
            let request = request_of(&line, tag, counts)?;
            let usage = usage(&line["result"]["message"]["usage"], TOKENS);
            Some(Posted { request, usage, reply: self.reply(&line["result"], counts[request]) })
        });
        Ok(posted.collect())
    }
}
