//! OpenAI-compatible chat completions: OpenAI, vLLM, llama.cpp server, Ollama, LM Studio, gateways.
//!
//! Segments travel as a JSON object with fixed keys, and the answer is taken apart by key. What is missing or no string is left
//! out of the reply, so that the pipeline asks for it again.

use std::sync::atomic::{AtomicU8, Ordering};

use async_trait::async_trait;
use serde_json::{Value, json};

use crate::model::{Reply, Request, Style, Usage};

use super::http::{Http, Server};
use super::options::ServerOptions;
use super::price::{self, Estimate, Price};
use super::prompt::{PROMPT_VERSION, system, user};
use super::{Backend, BackendError, Capabilities, key, object};

/// A chat server and model.
#[derive(Debug)]
pub(super) struct ChatBackend {
    http: Http,
    options: ServerOptions,
    style: Style,
    /// How the form of the answer is asked for; it falls when the server does not know it.
    form: AtomicU8,
}

/// Ways to ask for a JSON object, best first; many servers know only the later ones.
const FORMS: u8 = 3;

impl ChatBackend {
    pub(super) fn new(
        name: &str,
        address: &str,
        options: &ServerOptions,
        style: &Style,
        secret: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Self, BackendError> {
        let configuration = |problem: String| BackendError::Configuration { backend: name.to_owned(), problem };
        if options.model.is_empty() {
            return Err(configuration("no model is set".to_owned()));
        }
        let secret = key::key(name, options, secret)?;
        let headers = secret.iter().map(|key| ("authorization", format!("Bearer {key}"))).collect();
        let url = format!("{address}/chat/completions");
        let http = Http::new(Server { backend: name, url, headers, secret, faults: |_, _| None, options })?;
        Ok(Self { http, options: options.clone(), style: style.clone(), form: AtomicU8::new(0) })
    }

    fn body(&self, request: &Request, form: u8) -> Value {
        let mut body = json!({
            "model": self.options.model,
            "temperature": self.options.temperature,
            "messages": [
                { "role": "system", "content": system(&self.style) },
                { "role": "user", "content": user(request, self.options.most_terms) },
            ],
        });
        match form {
            0 => {
                let schema = object::schema(request.items.len());
                let named = json!({ "name": "translations", "strict": true, "schema": schema });
                body["response_format"] = json!({ "type": "json_schema", "json_schema": named });
            }
            1 => body["response_format"] = json!({ "type": "json_object" }),
            _ => {}
        }
        self.options.with_extra(body)
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
        object::answers(content, count).map_err(malformed)
    }
}

/// Reads the tokens that a server says were sent and received.
pub(super) fn usage(reported: &Value, [input, output]: [&str; 2]) -> Usage {
    let tokens = |name: &str| reported[name].as_u64().unwrap_or(0);
    Usage { input_tokens: tokens(input), output_tokens: tokens(output), characters: 0 }
}

/// Whether the server does not know the form of the answer that is asked for.
fn rejects_form(error: &BackendError) -> bool {
    let BackendError::Configuration { problem, .. } = error else { return false };
    let problem = problem.to_lowercase();
    ["response_format", "json_schema", "schema", "json_object", "structured"].iter().any(|word| problem.contains(word))
}

#[async_trait]
impl Backend for ChatBackend {
    fn name(&self) -> &str {
        &self.http.backend
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities::of_model(&self.options)
    }

    fn fingerprint(&self) -> String {
        let ServerOptions { model, temperature, .. } = &self.options;
        let (style, extra) = (self.style.fingerprint(), self.options.extra_fingerprint());
        format!("chat {model} prompt {PROMPT_VERSION} {style} temperature {temperature} {extra}")
    }

    fn price(&self) -> Price {
        self.options.price
    }

    fn estimate(&self, request: &Request) -> Estimate {
        price::of_model(request, self.body(request, 0).to_string().chars().count())
    }

    async fn translate(&self, request: &Request) -> Result<Reply, BackendError> {
        let form = self.form.load(Ordering::Relaxed);
        for form in form..FORMS {
            match self.http.post(&self.body(request, form)).await {
                Err(error) if form + 1 < FORMS && rejects_form(&error) => {
                    self.form.fetch_max(form + 1, Ordering::Relaxed);
                }
                answer => {
                    let answer = answer?;
                    let reply = self.read(&answer, request.items.len())?;
                    return Ok(Reply {
                        usage: usage(&answer["usage"], ["prompt_tokens", "completion_tokens"]),
                        ..reply
                    });
                }
            }
        }
        Ok(Reply::default())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{ChatBackend, ServerOptions, Style};

    fn backend() -> ChatBackend {
        ChatBackend::new(
            "test",
            "http://127.0.0.1/v1",
            &ServerOptions { model: "m".to_owned(), ..ServerOptions::default() },
            &Style::default(),
            &|_| None,
        )
        .unwrap()
    }

    fn answer(content: &str) -> serde_json::Value {
        json!({ "choices": [{ "finish_reason": "stop", "message": { "content": content } }] })
    }

    #[test]
    fn cut_and_broken_answers_are_errors() {
        assert!(backend().read(&answer("{\"s01\": \"on"), 1).is_err());
        let cut = json!({ "choices": [{ "finish_reason": "length", "message": { "content": "{}" } }] });
        assert!(matches!(backend().read(&cut, 1), Err(super::BackendError::TooLong { .. })));
    }

    #[test]
    fn a_missing_key_names_its_variable() {
        let options =
            ServerOptions { model: "m".to_owned(), api_key_env: "MY_KEY".to_owned(), ..ServerOptions::default() };
        let error =
            ChatBackend::new("fast", "http://127.0.0.1/v1", &options, &Style::default(), &|_| None).unwrap_err();
        assert_eq!(error.to_string(), "backend fast: the environment variable MY_KEY (api_key_env) is not set");
    }
}
