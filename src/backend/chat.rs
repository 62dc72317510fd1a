//! OpenAI-compatible chat completions: OpenAI, vLLM, llama.cpp server, Ollama, LM Studio, gateways.
//!
//! Segments travel as a JSON object with fixed keys, and the answer is taken apart by key. What is missing or no string is left
//! out of the reply, so that the pipeline asks for it again.

use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};

use async_trait::async_trait;
use serde_json::{Value, json};

use crate::model::{Item, Reply, Request, Style, Translation, Usage};

use super::dialect::Dialect;
use super::http::{Http, Server};
use super::options::ServerOptions;
use super::posted::PostService;
use super::price::{self, Estimate, Price};
use super::prompt::{self, system, user};
use super::{Backend, BackendError, Capabilities, key, object};

/// A chat server and model.
#[derive(Debug)]
pub(super) struct ChatBackend {
    pub(super) http: Http,
    /// Address of the server.
    pub(super) address: String,
    pub(super) options: ServerOptions,
    style: Style,
    /// How the form of the answer is asked for; it falls when the server does not know it.
    form: AtomicU8,
    /// A JSON object came back once.
    keeps_to_json: AtomicBool,
    /// Single segments whose answer was no JSON object.
    unreadable: AtomicU8,
}

/// Ways to ask for a JSON object, best first (schema, JSON mode, words alone); many servers know only the later ones. After them: no JSON.
const FORMS: u8 = 3;

/// Single segments that a model must fail to answer as JSON, without ever having done so, before it is asked for none any more.
const MOST_UNREADABLE: u8 = 3;

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
        let form = if options.prompt == Dialect::Json { 0 } else { FORMS };
        let (keeps_to_json, unreadable) = (AtomicBool::new(false), AtomicU8::new(0));
        let (options, style) = (options.clone(), style.clone());
        let address = address.to_owned();
        Ok(Self { http, address, options, style, form: AtomicU8::new(form), keeps_to_json, unreadable })
    }

    pub(super) fn body(&self, request: &Request, form: u8) -> Value {
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

    /// The body for one segment without JSON.
    pub(super) fn single(&self, item: &Item) -> Value {
        let mut body = json!({ "model": self.options.model, "temperature": self.options.temperature });
        self.options.prompt.fill(&mut body, item, &self.style, self.options.most_terms);
        self.options.with_extra(body)
    }

    /// Returns the text of an answer that is one.
    pub(super) fn content<'a>(&self, answer: &'a Value) -> Result<&'a str, BackendError> {
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
        content.ok_or_else(|| malformed("no message content".to_owned()))
    }

    pub(super) fn read(&self, answer: &Value, count: usize) -> Result<Reply, BackendError> {
        let malformed = |problem: String| BackendError::Malformed { backend: self.http.backend.clone(), problem };
        let reply = object::answers(self.content(answer)?, count).map_err(malformed)?;
        Ok(Reply { usage: usage(&answer["usage"], TOKENS), ..reply })
    }

    /// Asks for all segments as one JSON object, in the best form that the server knows.
    async fn as_object(&self, request: &Request) -> Result<Value, BackendError> {
        for form in self.form.load(Ordering::Relaxed)..FORMS {
            match self.http.post(&self.body(request, form)).await {
                Err(error) if form + 1 < FORMS && rejects_form(&error) => {
                    self.form.fetch_max(form + 1, Ordering::Relaxed);
                }
                answer => return answer,
            }
        }
        Ok(Value::Null)
    }

    /// Asks for the segments one after another, without JSON. What was answered before an error counts; the rest is asked again.
    async fn one_by_one(&self, request: &Request) -> Result<Reply, BackendError> {
        let mut reply = Reply::default();
        for (at, item) in request.items.iter().enumerate() {
            let answer = match self.http.post(&self.single(item)).await {
                Ok(answer) => answer,
                Err(_) if !reply.answers.is_empty() => break,
                Err(error) => return Err(error),
            };
            reply.usage += usage(&answer["usage"], TOKENS);
            match self.content(&answer) {
                Ok(text) if text.trim().is_empty() => {}
                Ok(text) => {
                    let target = text.trim().to_owned();
                    reply.answers.insert(at, Translation { target, issues: Vec::new() });
                }
                Err(error) if request.items.len() == 1 => return Err(error),
                Err(_) => {}
            }
        }
        Ok(reply)
    }
}

/// Names of the tokens sent and received.
pub(super) const TOKENS: [&str; 2] = ["prompt_tokens", "completion_tokens"];

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
        let dialect = self.options.prompt;
        let can = Capabilities::of_model(&self.options);
        if dialect == Dialect::Json {
            return can;
        }
        // Without feedback there is nothing that could make a second answer another one.
        let deterministic = dialect != Dialect::Plain && self.options.temperature == 0.0;
        let examples = dialect == Dialect::QwenMt;
        Capabilities { batch: 1, context: false, examples, terms: dialect.terms(), deterministic, ..can }
    }

    fn fingerprint(&self) -> String {
        let ServerOptions { model, temperature, prompt: dialect, .. } = &self.options;
        let extra = self.options.extra_fingerprint();
        let prompt = match dialect.version() {
            None => prompt::fingerprint(&self.style),
            Some(version) if dialect.reads_style() => format!("{version} {}", prompt::fingerprint(&self.style)),
            Some(version) => version.to_owned(),
        };
        format!("chat {model} {prompt} temperature {temperature} {extra}")
    }

    fn price(&self) -> Price {
        self.options.price
    }

    fn post_service(&self) -> Option<&dyn PostService> {
        Some(self)
    }

    fn estimate(&self, request: &Request) -> Estimate {
        let body = match request.items.as_slice() {
            [item] if self.options.prompt != Dialect::Json => self.single(item),
            _ => self.body(request, 0),
        };
        price::of_model(request, body.to_string().chars().count())
    }

    async fn translate(&self, request: &Request) -> Result<Reply, BackendError> {
        if self.form.load(Ordering::Relaxed) >= FORMS {
            return self.one_by_one(request).await;
        }
        let answer = self.as_object(request).await?;
        let reply = self.read(&answer, request.items.len());
        let is_readable = match &reply {
            // What an object leaves out is asked for again; that it is one counts.
            Ok(_) => true,
            Err(error) => !matches!(error, BackendError::Malformed { .. }),
        };
        if is_readable {
            self.keeps_to_json.fetch_or(reply.is_ok(), Ordering::Relaxed);
            return reply;
        }
        if request.items.len() > 1 || self.keeps_to_json.load(Ordering::Relaxed) {
            return reply;
        }
        if self.unreadable.fetch_add(1, Ordering::Relaxed) + 1 >= MOST_UNREADABLE {
            self.form.store(FORMS, Ordering::Relaxed);
        }
        let mut plain = self.one_by_one(request).await?;
        plain.usage += usage(&answer["usage"], TOKENS);
        Ok(plain)
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
