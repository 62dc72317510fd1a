//! Translation services that take a list of texts and answer with a list in the same order.
//!
//! In: a request. Out: one answer per text. Each service is its own file: address, headers, body, reading, limits, error codes. An answer with
//! another number of texts is never used: nobody could say which text it leaves out.

mod azure;
mod deepl;
mod google;
mod libretranslate;

use async_trait::async_trait;
use serde_json::Value;

use crate::model::{Reply, Request, Translation, Usage};

use super::http::{Faults, Headers, Http, Server};
use super::options::{Options, ServerOptions};
use super::price::{self, Estimate, Price};
use super::{Backend, BackendError, Capabilities, Dialect, TermSupport, key};

/// How a service is spoken to.
#[derive(Debug, Clone, Copy)]
struct Service {
    kind: &'static str,
    /// Most texts in one request.
    most_items: usize,
    /// Most characters of source text in one request.
    most_characters: usize,
    url: fn(address: &str, options: &ServerOptions) -> String,
    /// Headers; they may hold the key.
    headers: fn(key: Option<&str>, options: &ServerOptions) -> Headers,
    body: fn(texts: &[&str], key: Option<&str>, options: &ServerOptions) -> Value,
    /// The texts of an answer in order; `None` where the answer has another form.
    read: fn(answer: &Value) -> Option<Vec<Option<&str>>>,
    /// Mends what the service is known to break, given source and target.
    mend: fn(source: &str, target: &str) -> String,
    faults: Faults,
    /// The settings beyond the common ones that mean something here.
    settings: &'static [&'static str],
}

/// One of the services.
#[derive(Debug)]
pub(super) struct ServiceBackend {
    http: Http,
    service: Service,
    options: ServerOptions,
    key: Option<String>,
}

impl ServiceBackend {
    pub(super) fn new(
        name: &str,
        options: &Options,
        secret: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Self, BackendError> {
        let problem = |problem: String| BackendError::Configuration { backend: name.to_owned(), problem };
        let (service, server) = match options {
            Options::Deepl(server) => (deepl::SERVICE, server),
            Options::Google(server) if server.project.is_empty() => (google::BASIC, server),
            Options::Google(server) => (google::ADVANCED, server),
            Options::Azure(server) => (azure::SERVICE, server),
            Options::Libretranslate(server) => (libretranslate::SERVICE, server),
            other => return Err(problem(format!("`{}` is no list service", other.kind()))),
        };
        if let Some(idle) = idle_setting(server, service.settings) {
            return Err(problem(format!("`{idle}` means nothing to {}", service.kind)));
        }
        let key = key::key(name, server, secret)?;
        let address = options.address().unwrap_or_default();
        let http = Http::new(Server {
            backend: name,
            url: (service.url)(address, server),
            headers: (service.headers)(key.as_deref(), server),
            secret: key.clone(),
            faults: service.faults,
            options: server,
        })?;
        Ok(Self { http, service, options: server.clone(), key })
    }

    fn reply(&self, sources: &[&str], answer: &Value) -> Result<Reply, BackendError> {
        let malformed = |problem: String| BackendError::Malformed { backend: self.http.backend.clone(), problem };
        let targets = (self.service.read)(answer)
            .ok_or_else(|| malformed("the answer has not the documented form".to_owned()))?;
        if targets.len() != sources.len() {
            return Err(malformed(format!("{} texts for {}", targets.len(), sources.len())));
        }
        let pairs = sources.iter().zip(targets).enumerate();
        let answers = pairs.filter_map(|(at, (source, target))| {
            let target = (self.service.mend)(source, target?.trim());
            Some((at, Translation { target, issues: Vec::new() }))
        });
        let characters = sources.iter().map(|source| source.chars().count() as u64).sum();
        Ok(Reply { answers: answers.collect(), usage: Usage { characters, ..Usage::default() } })
    }
}

/// The first setting that is set although the service does not know it.
fn idle_setting(options: &ServerOptions, known: &[&str]) -> Option<&'static str> {
    let set = [
        ("model", !options.model.is_empty()),
        ("region", !options.region.is_empty()),
        ("project", !options.project.is_empty()),
        ("location", !options.location.is_empty()),
        ("glossary", !options.glossary.is_empty()),
        ("temperature", options.temperature != 0.0),
        ("prompt", options.prompt != Dialect::Json),
    ];
    set.into_iter().find(|(name, is_set)| *is_set && !known.contains(name)).map(|(name, _)| name)
}

fn as_it_is(_: &str, target: &str) -> String {
    target.to_owned()
}

#[async_trait]
impl Backend for ServiceBackend {
    fn name(&self) -> &str {
        &self.http.backend
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            batch: self.options.batch.clamp(1, self.service.most_items),
            most_characters: self.service.most_characters,
            concurrency: self.options.concurrency.clamp(1, 256),
            terms: TermSupport::None,
            examples: false,
            context: false,
            network: self.options.replay.is_none(),
            deterministic: true,
        }
    }

    fn fingerprint(&self) -> String {
        let ServerOptions { model, project, glossary, .. } = &self.options;
        [self.service.kind, model, project, glossary, &self.options.extra_fingerprint()].join(" ")
    }

    fn price(&self) -> Price {
        self.options.price
    }

    fn estimate(&self, request: &Request) -> Estimate {
        price::of_service(request)
    }

    async fn translate(&self, request: &Request) -> Result<Reply, BackendError> {
        let sources: Vec<&str> = request.items.iter().map(|item| item.text.as_str()).collect();
        let body = (self.service.body)(&sources, self.key.as_deref(), &self.options);
        let answer = self.http.post(&body).await?;
        self.reply(&sources, &answer)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Options, ServerOptions, ServiceBackend};

    #[test]
    fn an_answer_of_another_length_is_never_used() {
        let backend = ServiceBackend::new("d", &Options::Deepl(ServerOptions::default()), &|_| None).unwrap();
        let answer = json!({ "translations": [{ "text": "one" }] });
        let error = backend.reply(&["یک", "دو"], &answer).unwrap_err();
        assert_eq!(error.to_string(), "d gave an answer that cannot be read: 1 texts for 2");
    }

    #[test]
    fn a_setting_without_meaning_is_named() {
        let options = ServerOptions { region: "eu".to_owned(), ..ServerOptions::default() };
        let error = ServiceBackend::new("d", &Options::Deepl(options), &|_| None).unwrap_err();
        assert_eq!(error.to_string(), "backend d: `region` means nothing to deepl");
    }
}
