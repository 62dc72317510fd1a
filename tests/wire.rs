//! What goes over the wire to each kind of backend and what is made of the answer and of each fault: the documented forms as cases.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod common;
#[path = "common/server.rs"]
#[allow(dead_code, reason = "each test uses its part")]
mod server;

use common::Folder;
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

/// An answer that is none, what is said of it, and with which exit code.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fault {
    status: String,
    body: Value,
    says: String,
    code: i32,
}

/// Runs the program against a server with this one answer; gives the folder, the exit code and what was said.
fn run(case: &Case, status: &'static str, reply: &str) -> (Folder, common::Done, Option<(String, Value)>) {
    let (address, requests) = serve(vec![(status, reply.to_owned())]);
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

#[test]
fn requests_replies_and_faults_are_as_documented() {
    let mut count = 0;
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/wire")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let case: Case = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).expect(&name);
        let (folder, done, request) = run(&case, "200 OK", &case.reply.to_string());
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
            let status: &'static str = Box::leak(fault.status.clone().into_boxed_str());
            let body = fault.body.as_str().map_or_else(|| fault.body.to_string(), str::to_owned);
            let (_, done, _) = run(&case, status, &body);
            assert!(done.err.contains(&fault.says), "{name}, {status}: {}", done.err);
            assert_eq!(done.code, fault.code, "{name}, {status}: {}", done.err);
            assert!(!done.err.contains("secret-key"), "{name}, {status}: {}", done.err);
        }
        count += 1;
    }
    assert!(count >= 12, "{count} cases");
}
