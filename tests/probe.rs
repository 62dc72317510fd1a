//! `dilmaj backends --probe` says in words what is wrong with an address, a key, a model, a proxy or a certificate file.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod common;
#[path = "common/server.rs"]
mod server;

use common::{Done, Folder};
use server::{content, serve};

/// Probes a chat backend with these settings, read from a file that is named.
fn probe(settings: &str) -> Done {
    let folder = Folder::new();
    folder.write("bad.pem", "no certificate\n");
    folder.write("own.toml", &format!("[backend.local]\nkind = \"chat\"\nmodel = \"m\"\n{settings}\n"));
    folder.run(&["--config", "own.toml", "backends", "--probe"], "")
}

#[track_caller]
fn says(settings: &str, words: &str) {
    let done = probe(settings);
    assert!(done.out.contains(words), "expected `{words}` in {}", done.out);
    assert_eq!(done.code, 1, "{}", done.out);
}

/// The answer of a server, and what is said of it.
#[track_caller]
fn says_of(status: &'static str, body: &str, words: &str) {
    let (address, requests) = serve(vec![(status, body.to_owned())]);
    says(&format!("base_url = \"{address}\""), words);
    assert_eq!(requests.try_iter().count(), 1, "a probe asks once");
}

#[test]
fn what_a_server_answers_is_told_in_words() {
    says_of("401 Unauthorized", "{\"error\":\"bad\"}", "refuses the key: HTTP 401");
    says_of(
        "404 Not Found",
        "{\"error\":\"The model `m` does not exist\"}",
        "does not know the model; look at `model`",
    );
    says_of("404 Not Found", "{\"detail\":\"Not Found\"}", "look at the path of base_url");
    says_of("404 Not Found", "<html><h1>Nothing here</h1></html>", "HTTP 404: an HTML page (\"Nothing here\")");
    says_of("200 OK", "<!DOCTYPE html><title>Sign in</title>", "an HTML page (\"Sign in\") instead of JSON");
    says_of("200 OK", "", "the answer is empty");
    says_of(
        "308 Moved\r\nLocation: https://far.example/v1?key=k",
        "",
        "sends requests on to https://far.example, where",
    );
    says_of("502 Bad Gateway", "<html></html>", "is busy (HTTP 502)");
    let (address, _requests) = serve(vec![content(&serde_json::json!({ "s01": "این یک آزمایش است." }))]);
    says(&format!("base_url = \"{address}\""), "it answers, but the answer must not be used");
}

#[test]
fn what_a_connection_lacks_is_told_in_words() {
    says("base_url = \"http://127.0.0.1:9/v1\"", "nothing listens at 127.0.0.1:9");
    says("base_url = \"http://no-such-host.invalid/v1\"", "the name of no-such-host.invalid is not known");
    says(
        "base_url = \"http://x.invalid/v1\"\nproxy = \"http://me:word@127.0.0.1:9\"",
        "at the proxy http://127.0.0.1:9:",
    );
    says("base_url = \"127.0.0.1:8080/v1\"", "base_url must begin with http:// or https://");
    says("base_url = \"http://127.0.0.1:9\"\nproxy = \"::\"", "proxy is no address");
    says("base_url = \"https://127.0.0.1:9\"\nca_file = \"none.pem\"", "none.pem: No such file");
    says("base_url = \"https://127.0.0.1:9\"\nca_file = \"bad.pem\"", "bad.pem: there is no PEM certificate in it");
    let (address, _requests) = serve(vec![content(&"x".into())]);
    says(&format!("base_url = \"{}\"", address.replace("http:", "https:")), "does not speak TLS there");
}

#[test]
fn a_found_file_sends_no_key_away_for_a_probe_either() {
    let folder = Folder::new();
    let settings = "[backend.far]\nkind = \"chat\"\nmodel = \"m\"\nbase_url = \"http://far.invalid/v1\"\napi_key_env = \"CARGO_MANIFEST_DIR\"\n";
    folder.write("dilmaj.toml", settings);
    let done = folder.run(&["backends", "--probe"], "");
    assert!(done.out.contains("was found, not named"), "{}", done.out);
    let trusted = folder.run(&["backends", "--probe", "--trust-config"], "");
    assert!(trusted.out.contains("the name of far.invalid is not known"), "{}", trusted.out);
}
