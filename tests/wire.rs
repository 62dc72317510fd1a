//! What goes over the wire to each kind of backend and what is made of the answer and of each fault: the documented forms as cases.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod common;
#[path = "common/server.rs"]
#[allow(dead_code, reason = "each test uses its part")]
mod server;

use std::sync::Arc;

use common::Folder;
use dilmaj::backend::{self, BackendError, Remedy};
use dilmaj::config::Config;
use dilmaj::model::{AnnotatedSegment, Item, Normalized, Request, Segment, Span, Style};
use serde::Deserialize;
use serde_json::Value;
use server::serve;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    title: String,
    /// Lines of the `[backend.mock]` table, and after `[` of other tables.
    settings: Vec<String>,
    text: String,
    request: Expected,
    reply: Value,
    targets: Vec<String>,
    #[serde(default)]
    faults: Vec<Fault>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    line: String,
    #[serde(default)]
    headers: Vec<String>,
    body: Value,
}

/// An answer that is none, what is said of it, and the exit code: 2 if no other request can survive it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fault {
    status: String,
    body: Value,
    says: String,
    code: i32,
}

/// Runs the program against a server with this one answer; gives the folder, what was said and what was sent.
fn run(case: &Case, reply: &str) -> (Folder, common::Done, Option<(String, Value)>) {
    let (address, requests) = serve(vec![("200 OK", reply.to_owned())]);
    let folder = Folder::new();
    let address = if case.settings.iter().any(|line| line.contains("\"chat\"")) {
        &address
    } else {
        address.trim_end_matches("/v1")
    };
    let head = format!("[backend.mock]\nbase_url = \"{address}\"\nattempts = 1\n");
    folder.write("mock.toml", &(head + &case.settings.join("\n")));
    folder.write("key.txt", "secret-key\n");
    folder.write("g.tsv", "source\ttarget\nکارگروه\tworking group\n");
    folder.write("a.txt", &case.text);
    let done =
        folder.run(&["--config", "mock.toml", "translate", "a.txt", "-o", "out", "-b", "mock", "-g", "g.tsv"], "");
    let first = requests.try_iter().next();
    (folder, done, first)
}

/// The error that an answer gives.
fn refused(case: &Case, fault: &Fault) -> BackendError {
    let status: &'static str = Box::leak(fault.status.clone().into_boxed_str());
    let body = fault.body.as_str().map_or_else(|| fault.body.to_string(), str::to_owned);
    let (address, _requests) = serve(vec![(status, body)]);
    let settings: Vec<&str> =
        case.settings.iter().map(String::as_str).filter(|line| !line.starts_with("api_key_file")).collect();
    let table = format!(
        "[backend.mock]\nbase_url = \"{address}\"\nattempts = 1\napi_key_env = \"KEY\"\n{}",
        settings.join("\n")
    );
    let config: Config = toml::from_str(&table).unwrap();
    let secret = |_: &str| Some("secret-key".to_owned());
    let backend = backend::build("mock", &config.backend["mock"], &Style::default(), &secret).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(backend.translate(&Request { items: vec![item()] })).unwrap_err()
}

fn item() -> Item {
    let text = "نشست برگزار شد.".to_owned();
    let segment = Segment {
        seg: 1,
        para: 1,
        span: Span::new(0, text.len()),
        source: text.clone(),
        normalized: Normalized::identity(&text),
        key: String::new(),
    };
    let segment = Arc::new(AnnotatedSegment { segment, hits: Vec::new() });
    let (context, examples, pronouns) = (Vec::new(), Vec::new(), Vec::new());
    Item { segment, text, context, title: None, examples, pronouns, feedback: None }
}

#[test]
fn requests_replies_and_faults_are_as_documented() {
    let mut count = 0;
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/wire")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let case: Case = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).expect(&name);
        let (folder, done, request) = run(&case, &case.reply.to_string());
        let (head, body) = request.unwrap_or_else(|| panic!("{name}: nothing was sent: {}", done.err));
        assert!(head.starts_with(&case.request.line), "{name} ({}): {head}", case.title);
        for header in &case.request.headers {
            assert!(head.lines().any(|line| line == header), "{name}: {header} is not in {head}");
        }
        assert_eq!(body, case.request.body, "{name} ({}):\n{body}", case.title);
        let table = folder.read("out/a.tsv");
        let targets: Vec<&str> = table.lines().skip(1).map(|line| line.split('\t').nth(3).unwrap()).collect();
        assert_eq!(targets, case.targets, "{name} ({}): {}\n{table}", case.title, done.err);
        for fault in &case.faults {
            let error = refused(&case, fault);
            assert!(error.to_string().contains(&fault.says), "{name}, {}: {error}", fault.status);
            assert_eq!(error.remedy() == Remedy::Stop, fault.code == 2, "{name}, {}: {error}", fault.status);
            assert!(!error.to_string().contains("secret-key"), "{name}, {}: {error}", fault.status);
        }
        count += 1;
    }
    assert!(count >= 12, "{count} cases");
}
