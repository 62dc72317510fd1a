//! The OpenAI form: requests as a file of JSON lines, a batch over the file, answers and errors as two files.

use async_trait::async_trait;
use serde_json::{Value, json};

use crate::backend::chat::{ChatBackend, TOKENS, usage};
use crate::backend::{BackendError, Dialect};
use crate::model::{Reply, Request, Translation, Usage};

use super::{Found, PostService, Posted, Progress, custom_id, lines, request_of};

/// Batches a page of the list.
const PAGE: usize = 100;

/// Most pages that are looked through for a tag.
const MOST_PAGES: usize = 20;

impl ChatBackend {
    fn line(&self, tag: &str, at: usize, request: &Request) -> String {
        let body = match request.items.as_slice() {
            [item] if self.options.prompt != Dialect::Json => self.single(item),
            _ => self.body(request, 0),
        };
        let line =
            json!({ "custom_id": custom_id(tag, at), "method": "POST", "url": "/v1/chat/completions", "body": body });
        format!("{line}\n")
    }

    /// Uploads the requests; returns the name of the file.
    async fn upload(&self, tag: &str, requests: &[Request]) -> Result<String, BackendError> {
        let file: String = requests.iter().enumerate().map(|(at, request)| self.line(tag, at, request)).collect();
        let body = format!(
            "--{tag}\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n--{tag}\r\nContent-Disposition: \
             form-data; name=\"file\"; filename=\"{tag}.jsonl\"\r\nContent-Type: application/jsonl\r\n\r\n{file}\r\n--{tag}--\r\n"
        );
        let kind = format!("multipart/form-data; boundary={tag}");
        let answer = self.http.post_once(&format!("{}/files", self.address), &kind, body.into_bytes()).await?;
        self.id(&answer)
    }

    fn id(&self, answer: &Value) -> Result<String, BackendError> {
        let id = answer["id"].as_str().filter(|id| !id.is_empty());
        id.map(str::to_owned).ok_or_else(|| self.malformed("the answer has no id"))
    }

    fn malformed(&self, problem: &str) -> BackendError {
        BackendError::Malformed { backend: self.http.backend.clone(), problem: problem.to_owned() }
    }

    async fn batch(&self, name: &str) -> Result<Value, BackendError> {
        let text = self.http.get(&format!("{}/batches/{name}", self.address)).await?;
        self.http.json(&text)
    }

    fn posted(&self, line: &Value, request: usize, count: usize) -> Posted {
        let body = &line["response"]["body"];
        Posted { request, usage: usage(&body["usage"], TOKENS), reply: self.reply(line, count) }
    }

    fn reply(&self, line: &Value, count: usize) -> Result<Reply, BackendError> {
        let (body, status) = (&line["response"]["body"], line["response"]["status_code"].as_u64());
        match status.and_then(|status| u16::try_from(status).ok()) {
            Some(status) if !(200..300).contains(&status) => Err(self.http.refused(status, None, &body.to_string())),
            Some(_) if self.options.prompt == Dialect::Json => self.read(body, count),
            Some(_) => {
                let target = self.content(body)?.trim().to_owned();
                let answer = (!target.is_empty()).then_some((0, Translation { target, issues: Vec::new() }));
                Ok(Reply { answers: answer.into_iter().collect(), usage: Usage::default() })
            }
            // What had no turn in time is answered by an error without a response.
            None => Err(BackendError::Busy { backend: self.http.backend.clone(), status: 503, retry_after: None }),
        }
    }
}

#[async_trait]
impl PostService for ChatBackend {
    async fn hand_in(&self, tag: &str, requests: &[Request]) -> Result<String, BackendError> {
        let file = self.upload(tag, requests).await?;
        let batch = json!({
            "input_file_id": file,
            "endpoint": "/v1/chat/completions",
            "completion_window": "24h",
            "metadata": { "dilmaj": tag },
        });
        let url = format!("{}/batches", self.address);
        let answer = self.http.post_once(&url, "application/json", batch.to_string().into_bytes()).await?;
        self.id(&answer)
    }

    async fn find(&self, tag: &str) -> Result<Found, BackendError> {
        let mut after = String::new();
        for _ in 0..MOST_PAGES {
            let text = self.http.get(&format!("{}/batches?limit={PAGE}{after}", self.address)).await?;
            let page = self.http.json(&text)?;
            let batches = page["data"].as_array().ok_or_else(|| self.malformed("no list of batches"))?;
            if let Some(batch) = batches.iter().find(|batch| batch["metadata"]["dilmaj"] == tag) {
                return self.id(batch).map(Found::As);
            }
            match batches.last().and_then(|last| last["id"].as_str()) {
                Some(last) if page["has_more"] == true => after = format!("&after={last}"),
                _ => return Ok(Found::Nowhere),
            }
        }
        Ok(Found::Unsure)
    }

    async fn progress(&self, name: &str) -> Result<Progress, BackendError> {
        let batch = self.batch(name).await?;
        Ok(match batch["status"].as_str() {
            Some("completed" | "expired" | "cancelled") => Progress::Ended,
            Some("failed") => {
                let problem = batch["errors"]["data"][0]["message"].as_str();
                Progress::Refused(problem.unwrap_or("the service gives no reason").to_owned())
            }
            Some(_) => Progress::UnderWay,
            None => return Err(self.malformed("the batch has no status")),
        })
    }

    async fn collect(&self, name: &str, tag: &str, counts: &[usize]) -> Result<Vec<Posted>, BackendError> {
        let batch = self.batch(name).await?;
        let mut posted = Vec::new();
        for file in ["output_file_id", "error_file_id"].iter().filter_map(|file| batch[file].as_str()) {
            let text = self.http.get(&format!("{}/files/{file}/content", self.address)).await?;
            for line in lines(&text) {
                if let Some(request) = request_of(&line, tag, counts) {
                    posted.push(self.posted(&line, request, counts[request]));
                }
            }
        }
        Ok(posted)
    }
}
