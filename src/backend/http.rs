//! HTTP for the backends: one POST with time-outs, an error table, and bounded retries that honour Retry-After.

use std::time::Duration;

use reqwest::Client;
use reqwest::header::{CONTENT_TYPE, LOCATION};
use serde_json::Value;

use super::error::{BackendError, Remedy};
use super::options::ServerOptions;
use super::pace::{Pace, retry_after, spread};
use super::tape::{Answer, Tape};
use super::trouble::{self, Place};

/// First pause between two attempts; it doubles each time.
const FIRST_PAUSE: Duration = Duration::from_millis(500);

/// Longest pause of our own accord.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// Longest pause that a server may ask for; if it asks for more, the request fails and may be tried in another run.
const LONGEST_ASKED: Duration = Duration::from_secs(300);

/// Longest excerpt of a server's message in an error, in characters.
const EXCERPT: usize = 200;

/// Names and values of headers.
pub(super) type Headers = Vec<(&'static str, String)>;

/// What the common table of errors does not say: some services have codes of their own.
pub(super) type Faults = fn(status: u16, lower_body: &str) -> Option<Fault>;

/// A kind of refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    Authentication,
    Quota,
    TooLong,
    Busy,
}

/// How a server is reached.
pub(super) struct Server<'o> {
    pub(super) backend: &'o str,
    pub(super) url: String,
    /// Headers; what must not be shown is told by `secret`.
    pub(super) headers: Headers,
    pub(super) secret: Option<String>,
    pub(super) faults: Faults,
    pub(super) options: &'o ServerOptions,
}

/// A client for one server.
pub(super) struct Http {
    pub(super) backend: String,
    url: String,
    headers: Headers,
    secret: Option<String>,
    timeout: Duration,
    attempts: u32,
    faults: Faults,
    place: Place,
    pace: Pace,
    tape: Tape,
    client: Client,
}

impl std::fmt::Debug for Http {
    /// The key is never shown.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Http").field("backend", &self.backend).field("url", &shown(&self.url)).finish_non_exhaustive()
    }
}

impl Http {
    pub(super) fn new(server: Server<'_>) -> Result<Self, BackendError> {
        let Server { backend, url, headers, secret, faults, options } = server;
        let configuration = |problem: String| BackendError::Configuration { backend: backend.to_owned(), problem };
        let place = Place::of(&url, &options.proxy).map_err(configuration)?;
        // A redirect to another host would carry the key there.
        let mut client = Client::builder()
            .timeout(options.timeout)
            .redirect(reqwest::redirect::Policy::none())
            .user_agent(concat!("dilmaj/", env!("CARGO_PKG_VERSION")));
        if !options.proxy.is_empty() {
            let proxy = reqwest::Proxy::all(&options.proxy);
            client =
                client.proxy(proxy.map_err(|_| configuration("proxy is no address (http://host:port)".to_owned()))?);
        }
        if let Some(file) = &options.ca_file {
            let problem = |e: &dyn std::fmt::Display| configuration(format!("ca_file {}: {e}", file.display()));
            let pem = std::fs::read(file).map_err(|e| problem(&e))?;
            let certificates = reqwest::Certificate::from_pem_bundle(&pem).map_err(|e| problem(&e))?;
            if certificates.is_empty() {
                return Err(problem(&"there is no PEM certificate in it"));
            }
            client = certificates.into_iter().fold(client, reqwest::ClientBuilder::add_root_certificate);
        }
        let client = client.build().map_err(|e| configuration(e.without_url().to_string()))?;
        let (timeout, attempts) = (options.timeout, options.attempts.max(1));
        let tape = Tape::new(options);
        let pace = Pace::new(options.requests_per_minute, options.tokens_per_minute);
        let backend = backend.to_owned();
        Ok(Self { backend, url, headers, secret, timeout, attempts, faults, place, pace, tape, client })
    }

    /// Sends `body` and returns the JSON of the answer; tries again where that can help.
    pub(super) async fn post(&self, body: &Value) -> Result<Value, BackendError> {
        self.patiently(|| self.once(body)).await
    }

    /// Returns what stands at another address of the server; tries again where that can help.
    pub(super) async fn get(&self, url: &str) -> Result<String, BackendError> {
        self.patiently(|| async { self.good(self.exchange(self.client.get(url)).await?) }).await
    }

    /// Sends something to another address of the server, once: nobody knows what became of it if there is no answer.
    pub(super) async fn post_once(&self, url: &str, kind: &str, body: Vec<u8>) -> Result<Value, BackendError> {
        let answer = self.exchange(self.client.post(url).header(CONTENT_TYPE, kind).body(body)).await?;
        self.json(&self.good(answer)?)
    }

    async fn patiently<T, F>(&self, send: impl Fn() -> F) -> Result<T, BackendError>
    where
        F: Future<Output = Result<T, BackendError>>,
    {
        let mut pause = FIRST_PAUSE;
        let mut attempt = 1;
        loop {
            let error = match send().await {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            let Remedy::Wait(asked) = error.remedy() else { return Err(error) };
            if attempt >= self.attempts || asked.is_some_and(|asked| asked > LONGEST_ASKED) {
                return Err(error);
            }
            match asked {
                // What the server asks for holds for every request, and those that waited must not come all at once.
                Some(asked) => {
                    self.pace.hold(asked);
                    tokio::time::sleep(asked + spread(FIRST_PAUSE.min(asked / 4))).await;
                }
                None => tokio::time::sleep(spread(pause)).await,
            }
            pause = (pause * 2).min(LONGEST_PAUSE);
            attempt += 1;
        }
    }

    async fn once(&self, body: &Value) -> Result<Value, BackendError> {
        let body = body.to_string();
        let configuration = |problem: String| BackendError::Configuration { backend: self.backend.clone(), problem };
        let recorded = self.without_key(&body);
        let name = self.tape.name(path(&self.url), &recorded);
        if let Some(name) = name.as_deref().filter(|_| self.tape.replays()) {
            return self.read(self.tape.replayed(name).map_err(configuration)?);
        }
        let answer = self.send(body).await?;
        self.tape.record(name.as_deref(), &recorded, &answer).map_err(configuration)?;
        self.read(answer)
    }

    async fn send(&self, body: String) -> Result<Answer, BackendError> {
        self.pace.wait(body.chars().count()).await;
        self.exchange(self.client.post(&self.url).header(CONTENT_TYPE, "application/json").body(body)).await
    }

    /// Sends a request with the headers of the server, and returns whatever comes back.
    async fn exchange(&self, mut request: reqwest::RequestBuilder) -> Result<Answer, BackendError> {
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let response = request.send().await.map_err(|error| self.broken(error))?;
        let status = response.status().as_u16();
        let retry_after = retry_after(response.headers()).and_then(|pause| u64::try_from(pause.as_millis()).ok());
        let location = response.headers().get(LOCATION).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let text = response.text().await.map_err(|error| self.broken(error))?;
        // Some servers repeat the key; it goes no further than here.
        let location = location.map(|location| self.without_key(&location));
        Ok(Answer { status, retry_after, location, text: self.without_key(&text) })
    }

    fn read(&self, answer: Answer) -> Result<Value, BackendError> {
        let retry_after = answer.retry_after.map(Duration::from_millis);
        let text = self.good(answer)?;
        let answer = self.json(&text)?;
        match embedded_status(&answer) {
            Some(status) => Err(self.refused(status, retry_after, &text)),
            None => Ok(answer),
        }
    }

    /// Returns the text of a good answer.
    fn good(&self, answer: Answer) -> Result<String, BackendError> {
        let Answer { status, retry_after, location, text } = answer;
        if (200..300).contains(&status) {
            return Ok(text);
        }
        let error = self.refused(status, retry_after.map(Duration::from_millis), &text);
        Err(self.explained(error, status, location.as_deref(), &text))
    }

    /// Reads an answer as JSON.
    pub(super) fn json(&self, text: &str) -> Result<Value, BackendError> {
        serde_json::from_str(text).map_err(|error| {
            let problem = trouble::no_json(text).unwrap_or_else(|| error.to_string());
            BackendError::Malformed { backend: self.backend.clone(), problem }
        })
    }

    /// An error of the settings, with what is to be looked at.
    fn explained(&self, error: BackendError, status: u16, to: Option<&str>, text: &str) -> BackendError {
        let BackendError::Configuration { backend, problem } = error else { return error };
        let problem = match trouble::status(status, to, &text.to_lowercase(), &self.place) {
            Some(words) => format!("{words} ({problem})"),
            None => problem,
        };
        BackendError::Configuration { backend, problem }
    }

    fn broken(&self, error: reqwest::Error) -> BackendError {
        let backend = self.backend.clone();
        if error.is_timeout() {
            return BackendError::Timeout { backend, seconds: self.timeout.as_secs() };
        }
        let problem = trouble::connection(&causes(&error.without_url()), &self.place);
        BackendError::Unreachable { backend, problem }
    }

    fn without_key(&self, text: &str) -> String {
        let Some(key) = self.secret.as_deref().filter(|key| !key.is_empty()) else { return text.to_owned() };
        // In JSON the key stands with its quotes and slashes escaped.
        let quoted = Value::from(key).to_string();
        let quoted = quoted.trim_matches('"');
        text.replace(key, "[key]").replace(quoted, "[key]").replace(&quoted.replace('/', "\\/"), "[key]")
    }

    /// Returns what an answer that is none says.
    pub(super) fn refused(&self, status: u16, retry_after: Option<Duration>, text: &str) -> BackendError {
        let backend = self.backend.clone();
        let said = trouble::page(text).unwrap_or_else(|| excerpt(text));
        let problem = format!("HTTP {status}: {said}").trim_end_matches(": ").to_owned();
        let lower = text.to_lowercase();
        let busy = |backend| BackendError::Busy { backend, status, retry_after };
        match (self.faults)(status, &lower) {
            Some(Fault::Authentication) => return BackendError::Authentication { backend, problem },
            Some(Fault::Quota) => return BackendError::Quota { backend, problem },
            Some(Fault::TooLong) => return BackendError::TooLong { backend },
            Some(Fault::Busy) => return busy(backend),
            None => {}
        }
        match status {
            401 | 403 => BackendError::Authentication { backend, problem },
            402 => BackendError::Quota { backend, problem },
            // An exhausted account answers like a busy server.
            429 if lower.contains("insufficient_quota") => BackendError::Quota { backend, problem },
            413 | 414 => BackendError::TooLong { backend },
            400 if lower.contains("context") && lower.contains("length") => BackendError::TooLong { backend },
            408 | 429 | 500..=599 => busy(backend),
            _ => BackendError::Configuration { backend, problem },
        }
    }
}

/// Gateways pass errors on with status 200: `{"error": {"code": 429, …}}`.
fn embedded_status(answer: &Value) -> Option<u16> {
    let code = answer["error"]["code"].as_u64()?;
    u16::try_from(code).ok().filter(|code| (400..600).contains(code))
}

/// Returns whether the address is on this machine. What cannot be read as an address is not.
#[must_use]
pub fn is_local(url: &str) -> bool {
    let Ok(url) = reqwest::Url::parse(url) else { return false };
    let host = url.host_str().unwrap_or("");
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

/// An address without its query, which may hold a key.
fn shown(url: &str) -> &str {
    url.split(['?', '#']).next().unwrap_or(url)
}

/// Returns an address as it may be shown: without its query, and without a name and password in it.
#[must_use]
pub fn shown_address(url: &str) -> String {
    let url = shown(url);
    let (scheme, rest) = url.split_once("://").map_or(("", url), |(scheme, rest)| (&url[..scheme.len() + 3], rest));
    let end = rest.find('/').unwrap_or(rest.len());
    let host = rest[..end].rsplit_once('@').map_or(0, |(user, _)| user.len() + 1);
    format!("{scheme}{}", &rest[host..])
}

/// The path of an address: a recording holds for a server wherever it stands.
fn path(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.find('/').map_or("", |at| shown(&rest[at..]))
}

fn excerpt(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(EXCERPT).collect()
}

fn causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{is_local, shown_address};

    #[test]
    fn only_the_host_says_whether_an_address_is_local() {
        for url in ["http://127.0.0.1:8080/v1", "http://localhost/v1", "http://[::1]:80/v1"] {
            assert!(is_local(url), "{url}");
        }
        for url in
            ["http://127.0.0.1:x@far.example/v1", "http://127.0.0.1@far.example/v1", "http://[::ffff:1.2.3.4]/v1", "x"]
        {
            assert!(!is_local(url), "{url}");
        }
    }

    #[test]
    fn neither_query_nor_user_of_an_address_is_shown() {
        assert_eq!(shown_address("http://u:secret@far.example/v1?key=k"), "http://far.example/v1");
        assert_eq!(shown_address("https://far.example/a@b"), "https://far.example/a@b");
    }
}
