//! Anthropic's Messages: `POST /v1/messages`, with the same prompt and the same JSON object as `chat`.

use async_trait::async_trait;
use serde_json::{Value, json};

use crate::model::{Reply, Request, Style};

use super::chat::usage;
use super::http::{Fault, Http, Server};
use super::options::ServerOptions;
use super::posted::PostService;
use super::price::{self, Estimate, Price};
use super::prompt::{self, system, user};
use super::{Backend, BackendError, Capabilities, key, object};

/// Version of the interface.
const VERSION: &str = "2023-06-01";

/// Longest answer, in tokens: the field is required. English needs fewer tokens than Persian has letters.
const LONGEST_ANSWER: u32 = 8_192;

/// Names of the tokens sent and received.
pub(super) const TOKENS: [&str; 2] = ["input_tokens", "output_tokens"];

/// The service and a model.
#[derive(Debug)]
pub(super) struct AnthropicBackend {
    pub(super) http: Http,
    /// Address of the server.
    pub(super) address: String,
    pub(super) options: ServerOptions,
    style: Style,
}

impl AnthropicBackend {
    pub(super) fn new(
        name: &str,
        address: &str,
        options: &ServerOptions,
        style: &Style,
        secret: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Self, BackendError> {
        if options.model.is_empty() {
            let problem = "no model is set".to_owned();
            return Err(BackendError::Configuration { backend: name.to_owned(), problem });
        }
        let secret = key::key(name, options, secret)?;
        let version = ("anthropic-version", VERSION.to_owned());
        let headers = secret.iter().map(|key| ("x-api-key", key.clone())).chain([version]).collect();
        let url = format!("{address}/v1/messages");
        let http = Http::new(Server { backend: name, url, headers, secret, faults, options })?;
        Ok(Self { http, address: address.to_owned(), options: options.clone(), style: style.clone() })
    }

    pub(super) fn body(&self, request: &Request) -> Value {
        let body = json!({
            "model": self.options.model,
            "max_tokens": LONGEST_ANSWER,
            "temperature": self.options.temperature,
            "system": system(&self.style),
            "messages": [{ "role": "user", "content": user(request, self.options.most_terms) }],
            "output_config": { "format": { "type": "json_schema", "schema": object::schema(request.items.len()) } },
        });
        self.options.with_extra(body)
    }

    pub(super) fn read(&self, answer: &Value, count: usize) -> Result<Reply, BackendError> {
        let backend = || self.http.backend.clone();
        match answer["stop_reason"].as_str() {
            Some("refusal") => {
                return Err(BackendError::Refused { backend: backend(), problem: "the model refused".to_owned() });
            }
            Some("max_tokens" | "model_context_window_exceeded") => {
                return Err(BackendError::TooLong { backend: backend() });
            }
            _ => {}
        }
        let blocks = answer["content"].as_array().map(Vec::as_slice).unwrap_or_default();
        let text: String = blocks.iter().filter_map(|block| block["text"].as_str()).collect();
        object::answers(&text, count).map_err(|problem| BackendError::Malformed { backend: backend(), problem })
    }
}

fn faults(status: u16, body: &str) -> Option<Fault> {
    match status {
        400 if body.contains("credit balance") => Some(Fault::Quota),
        400 if body.contains("too long") => Some(Fault::TooLong),
        _ => None,
    }
}

#[async_trait]
impl Backend for AnthropicBackend {
    fn name(&self) -> &str {
        &self.http.backend
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities::of_model(&self.options)
    }

    fn fingerprint(&self) -> String {
        let ServerOptions { model, temperature, .. } = &self.options;
        let (prompt, extra) = (prompt::fingerprint(&self.style), self.options.extra_fingerprint());
        format!("anthropic {model} {prompt} temperature {temperature} {extra}")
    }

    fn price(&self) -> Price {
        self.options.price
    }

    fn post_service(&self) -> Option<&dyn PostService> {
        Some(self)
    }

    fn estimate(&self, request: &Request) -> Estimate {
        price::of_model(request, self.body(request).to_string().chars().count())
    }

    async fn translate(&self, request: &Request) -> Result<Reply, BackendError> {
        let answer = self.http.post(&self.body(request)).await?;
        let reply = self.read(&answer, request.items.len())?;
        Ok(Reply { usage: usage(&answer["usage"], TOKENS), ..reply })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{AnthropicBackend, BackendError, Request, ServerOptions, Style};

    fn backend() -> AnthropicBackend {
        let options = ServerOptions { model: "m".to_owned(), ..ServerOptions::default() };
        AnthropicBackend::new("a", "https://api.anthropic.com", &options, &Style::default(), &|_| None).unwrap()
    }

    #[test]
    fn the_wire_format_is_the_documented_one() {
        let body = backend().body(&Request::default());
        assert_eq!((&body["max_tokens"], &body["messages"][0]["role"]), (&json!(8192), &json!("user")));
        assert_eq!(body["output_config"]["format"]["type"], "json_schema");
        let answer =
            json!({ "stop_reason": "end_turn", "content": [{ "type": "text", "text": "{\"s01\":\"Hello\"}" }] });
        assert_eq!(backend().read(&answer, 1).unwrap().answers[&0].target, "Hello");
    }

    #[test]
    fn refusals_and_cut_answers_are_told_apart() {
        let stop = |reason: &str| backend().read(&json!({ "stop_reason": reason, "content": [] }), 1);
        assert!(matches!(stop("refusal"), Err(BackendError::Refused { .. })));
        assert!(matches!(stop("max_tokens"), Err(BackendError::TooLong { .. })));
    }
}
