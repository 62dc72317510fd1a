//! OpenAI-compatible chat completions: OpenAI, vLLM, llama.cpp server, Ollama, LM Studio, gateways.
//!
//! Segments travel as a JSON object with fixed keys, and the answer is taken apart by key. What is missing or no string is left
//! out of the reply, so that the pipeline asks for it again.

use async_trait::async_trait;
use serde_json::{Value, json};

use crate::model::{Reply, Request, Translation};

use super::http::Http;
use super::options::ChatOptions;
use super::prompt::{PROMPT_VERSION, SYSTEM, key, user};
use super::{Backend, BackendError, Capabilities, TermSupport};

/// A chat server and model.
#[derive(Debug)]
pub(super) struct ChatBackend {
    http: Http,
    options: ChatOptions,
}

impl ChatBackend {
    pub(super) fn new(
        name: &str,
        options: &ChatOptions,
        secret: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Self, BackendError> {
        let configuration = |problem: String| BackendError::Configuration { backend: name.to_owned(), problem };
        if options.model.is_empty() {
            return Err(configuration("no model is set".to_owned()));
        }
        let api_key = match options.api_key_env.as_str() {
            "" => None,
            variable => Some(secret(variable).filter(|key| !key.trim().is_empty()).ok_or_else(|| {
                configuration(format!("the environment variable {variable} (api_key_env) is not set"))
            })?),
        };
        let url = format!("{}/chat/completions", options.base_url.trim_end_matches('/'));
        let http = Http::new(name, url, api_key, options.timeout, options.attempts)?;
        Ok(Self { http, options: options.clone() })
    }

    fn body(&self, request: &Request) -> Value {
        let mut body = json!({
            "model": self.options.model,
            "temperature": self.options.temperature,
            "messages": [
                { "role": "system", "content": SYSTEM },
                { "role": "user", "content": user(request) },
            ],
            "response_format": { "type": "json_object" },
        });
        for (name, value) in &self.options.extra {
            body[name] = serde_json::to_value(value).unwrap_or(Value::Null);
        }
        body
    }

    fn read(&self, answer: &Value, count: usize) -> Result<Reply, BackendError> {
        let backend = || self.http.backend.clone();
        let malformed = |problem: String| BackendError::Malformed { backend: backend(), problem };
        let choice = &answer["choices"][0];
        if let Some(refusal) = choice["message"]["refusal"].as_str().filter(|text| !text.is_empty()) {
            return Err(BackendError::Refused { backend: backend(), problem: refusal.to_owned() });
        }
        match choice["finish_reason"].as_str() {
            Some("length") => return Err(BackendError::TooLong { backend: backend() }),
            Some("content_filter") => {
                return Err(BackendError::Refused { backend: backend(), problem: "content filter".to_owned() });
            }
            _ => {}
        }
        let content = choice["message"]["content"].as_str();
        let content = content.ok_or_else(|| malformed("no message content".to_owned()))?;
        let object: Value =
            serde_json::from_str(without_fence(content)).map_err(|error| malformed(error.to_string()))?;
        let object = object.as_object().ok_or_else(|| malformed("the content is no JSON object".to_owned()))?;
        let answers = (0..count)
            .filter_map(|at| {
                let target = object.get(&key(at))?.as_str()?.trim().to_owned();
                Some((at, Translation { target, issues: Vec::new() }))
            })
            .collect();
        Ok(Reply { answers })
    }
}

/// Some models wrap the object in a code fence although told not to.
fn without_fence(content: &str) -> &str {
    let bare = content.trim();
    let Some(inner) = bare.strip_prefix("```").and_then(|rest| rest.strip_suffix("```")) else { return bare };
    inner.strip_prefix("json").unwrap_or(inner).trim()
}

#[async_trait]
impl Backend for ChatBackend {
    fn name(&self) -> &str {
        &self.http.backend
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            batch: self.options.batch.clamp(1, 100),
            concurrency: self.options.concurrency.clamp(1, 256),
            terms: TermSupport::Prompt,
            context: true,
            network: true,
            deterministic: false,
        }
    }

    fn fingerprint(&self) -> String {
        let extra = serde_json::to_string(&self.options.extra).unwrap_or_default();
        format!("chat {} prompt {PROMPT_VERSION} temperature {} {extra}", self.options.model, self.options.temperature)
    }

    async fn translate(&self, request: &Request) -> Result<Reply, BackendError> {
        let answer = self.http.post(&self.body(request)).await?;
        self.read(&answer, request.items.len())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{ChatBackend, ChatOptions};

    fn backend() -> ChatBackend {
        ChatBackend::new("test", &ChatOptions { model: "m".to_owned(), ..ChatOptions::default() }, &|_| None).unwrap()
    }

    fn answer(content: &str) -> serde_json::Value {
        json!({ "choices": [{ "finish_reason": "stop", "message": { "content": content } }] })
    }

    #[test]
    fn answers_are_taken_by_key_and_never_by_position() {
        let reply =
            backend().read(&answer("```json\n{\"s02\": \"two\", \"s01\": 1, \"s09\": \"nine\"}\n```"), 2).unwrap();
        assert_eq!(reply.answers.len(), 1);
        assert_eq!(reply.answers[&1].target, "two");
    }

    #[test]
    fn cut_and_broken_answers_are_errors() {
        assert!(backend().read(&answer("{\"s01\": \"on"), 1).is_err());
        let cut = json!({ "choices": [{ "finish_reason": "length", "message": { "content": "{}" } }] });
        assert!(matches!(backend().read(&cut, 1), Err(super::BackendError::TooLong { .. })));
    }

    #[test]
    fn a_missing_key_names_its_variable() {
        let options = ChatOptions { model: "m".to_owned(), api_key_env: "MY_KEY".to_owned(), ..ChatOptions::default() };
        let error = ChatBackend::new("fast", &options, &|_| None).unwrap_err();
        assert_eq!(error.to_string(), "backend fast: the environment variable MY_KEY (api_key_env) is not set");
    }
}
