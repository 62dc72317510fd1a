//! The chat backend against a server on loopback: what is sent, and what is made of every kind of answer.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod common;
#[path = "common/server.rs"]
mod server;

use common::{Folder, fails};
use serde_json::{Value, json};
use server::{content, serve};

fn settings(folder: &Folder, address: &str, more: &str) {
    let text =
        format!("[backend.mock]\nkind = \"chat\"\nmodel = \"tiny\"\nbase_url = \"{address}\"\nattempts = 2\n{more}\n");
    folder.write("dilmaj.toml", &text);
    folder.write("g.tsv", "source\ttarget\nکارگروه\tworking group\n");
    folder.write("a.txt", "نشست کارگروه برگزار شد.\nاو رفت.\n");
}

const RUN: [&str; 8] = ["translate", "a.txt", "-o", "out", "-b", "mock", "-g", "g.tsv"];

#[test]
fn segments_travel_as_one_object_with_their_terms_and_come_back_by_key() {
    let (address, requests) = serve(vec![content(&json!({ "s02": "He left.", "s01": "The working group met." }))]);
    let folder = Folder::new();
    settings(&folder, &address, "");
    let done = folder.run(&RUN, "");
    assert_eq!(done.code, 0, "{}", done.err);
    let table = folder.read("out/a.tsv");
    assert!(table.contains("\tThe working group met.\tmachine:mock\ttranslated\t"), "{table}");
    let (head, body) = requests.recv().unwrap();
    assert!(head.starts_with("POST /v1/chat/completions HTTP/1.1"));
    assert_eq!(body["model"], "tiny");
    let user = body["messages"][1]["content"].as_str().unwrap();
    assert!(user.contains("کارگروه = working group"), "{user}");
    assert!(user.ends_with("{\"s01\":\"نشست کارگروه برگزار شد.\",\"s02\":\"او رفت.\"}"), "{user}");
}

#[test]
fn a_busy_server_is_asked_again() {
    let busy = ("429 Too Many Requests\r\nRetry-After: 0", "{}".to_owned());
    let (address, requests) =
        serve(vec![busy, content(&json!({ "s01": "The working group met.", "s02": "He left." }))]);
    let folder = Folder::new();
    settings(&folder, &address, "");
    assert_eq!(folder.run(&RUN, "").code, 0);
    assert_eq!(requests.try_iter().count(), 2);
}

#[test]
fn a_merged_answer_is_never_shifted() {
    let merged = content(&json!({ "s01": "The working group met. He left." }));
    let (address, requests) = serve(vec![
        merged,
        content(&json!({ "s01": "The working group met." })),
        content(&json!({ "s01": "He left." })),
    ]);
    let folder = Folder::new();
    settings(&folder, &address, "");
    folder.run(&RUN, "");
    let table = folder.read("out/a.tsv");
    let targets: Vec<&str> = table.lines().skip(1).map(|line| line.split('\t').nth(3).unwrap()).collect();
    assert_eq!(targets, ["The working group met.", "He left."]);
    // Both were asked again, alone and under their own keys: the answer for one held the other.
    let asked: Vec<String> =
        requests.try_iter().map(|(_, body)| body["messages"][1]["content"].as_str().unwrap().to_owned()).collect();
    assert_eq!(asked.len(), 3);
    assert!(asked[1].ends_with("{\"s01\":\"نشست کارگروه برگزار شد.\"}"), "{}", asked[1]);
    assert!(asked[2].ends_with("{\"s01\":\"او رفت.\"}"), "{}", asked[2]);
}

#[test]
fn a_rejected_key_stops_the_run_and_is_nowhere_shown() {
    let (address, requests) = serve(vec![(
        "401 Unauthorized",
        json!({ "error": format!("bad key {}", env!("CARGO_MANIFEST_DIR")) }).to_string(),
    )]);
    let folder = Folder::new();
    settings(&folder, &address, "api_key_env = \"CARGO_MANIFEST_DIR\"");
    let done = folder.run(&RUN, "");
    fails(&done, 2, "refuses the key");
    assert!(done.err.contains("hint: set the environment variable"), "{}", done.err);
    let (head, _) = requests.recv().unwrap();
    let key = head.lines().find_map(|line| line.strip_prefix("authorization: Bearer ")).unwrap();
    assert!(!done.err.contains(key) && !done.out.contains(key));
    assert_eq!(requests.try_iter().count(), 0, "a wrong key is not tried again");
}

#[test]
fn a_server_that_is_not_there_fails_every_segment_and_says_so() {
    let folder = Folder::new();
    settings(&folder, "http://127.0.0.1:9/v1", "");
    let done = folder.run(&RUN, "");
    assert_eq!(done.code, 1, "{}", done.err);
    assert!(done.err.contains("2 without translation"), "{}", done.err);
    assert!(done.err.contains("without translation (segment 1: "), "the reason is said at once: {}", done.err);
    assert!(folder.read("out/a.tsv").contains("cannot be reached"));
    let probe = folder.run(&["backends", "--probe"], "");
    assert!(probe.out.contains("cannot be reached"), "{}", probe.out);
}

#[test]
fn a_server_that_knows_no_schema_is_asked_more_plainly() {
    let unknown = ("400 Bad Request", json!({ "error": "response_format json_schema is not supported" }).to_string());
    let (address, requests) =
        serve(vec![unknown, content(&json!({ "s01": "The working group met.", "s02": "He left." }))]);
    let folder = Folder::new();
    settings(&folder, &address, "");
    let done = folder.run(&RUN, "");
    assert_eq!(done.code, 0, "{}", done.err);
    let forms: Vec<Value> = requests.try_iter().map(|(_, body)| body["response_format"]["type"].clone()).collect();
    assert_eq!(forms, ["json_schema", "json_object"]);
}

#[test]
fn a_list_service_gets_texts_and_its_own_key_header() {
    let answer = json!({ "translations": [{ "text": "The working group met." }, { "text": "He left." }] });
    let (address, requests) = serve(vec![("200 OK", answer.to_string())]);
    let folder = Folder::new();
    settings(&folder, &address, "");
    let address = address.trim_end_matches("/v1");
    let text =
        format!("[backend.mock]\nkind = \"deepl\"\nbase_url = \"{address}\"\napi_key_env = \"CARGO_MANIFEST_DIR\"\n");
    folder.write("dilmaj.toml", &text);
    let done = folder.run(&RUN, "");
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(folder.read("out/a.tsv").contains("\tHe left.\tmachine:mock\ttranslated\t"));
    let (head, body) = requests.recv().unwrap();
    assert!(head.starts_with("POST /v2/translate HTTP/1.1"), "{head}");
    assert!(head.contains("authorization: DeepL-Auth-Key "), "{head}");
    assert_eq!(body["text"], json!(["نشست کارگروه برگزار شد.", "او رفت."]));
}

#[test]
fn money_is_counted_foreseen_and_capped() {
    let mut answer: Value = serde_json::from_str(&content(&json!({ "s01": "The working group met." })).1).unwrap();
    answer["usage"] = json!({ "prompt_tokens": 100, "completion_tokens": 10 });
    let second = answer.to_string().replace("The working group met.", "He left.");
    let (address, requests) = serve(vec![("200 OK", answer.to_string()), ("200 OK", second)]);
    let folder = Folder::new();
    settings(&folder, &address, "concurrency = 1\nbatch = 1\nprice = { input = 1.0, output = 2.0 }");
    let dry = folder.run(&[&RUN[..], &["--dry-run"]].concat(), "");
    assert!(dry.out.contains("total: 2 segments, 2 would be asked (6 words, $0.00"), "{}", dry.out);
    let capped = folder.run(&[&RUN[..], &["--max-cost", "0.0001"]].concat(), "");
    assert_eq!((capped.code, requests.try_iter().count()), (1, 0), "{}", capped.err);
    assert!(capped.err.contains("the next request could have cost more than --max-cost allows"), "{}", capped.err);
    let done = folder.run(&[&RUN[..], &["--max-cost", "0.01"]].concat(), "");
    assert_eq!(done.code, 0, "{}", done.err);
    // Two requests of 100 tokens at one millionth of a dollar and 10 at two.
    assert!(done.err.contains("cost: $0.0003"), "{}", done.err);
    let manifest: Value = serde_json::from_str(&folder.read("out/manifest.json")).unwrap();
    let summary = &manifest["summary"];
    assert_eq!((&summary["cost_micro_usd"], &summary["input_tokens"]), (&json!(240), &json!(200)));
    fails(&folder.run(&[&RUN[..], &["--max-cost", "much"]].concat(), ""), 2, "`much` is no sum of dollars");
}

/// An answer in words.
fn said(text: &str) -> server::Canned {
    let message = json!({ "role": "assistant", "content": text });
    ("200 OK", json!({ "choices": [{ "index": 0, "finish_reason": "stop", "message": message }] }).to_string())
}

#[test]
fn a_model_that_cannot_keep_to_json_is_asked_for_one_segment_without_it() {
    let (address, requests) =
        serve(vec![said("Sure!"), said("The working group met."), said("- He left"), said("He left.")]);
    let folder = Folder::new();
    settings(&folder, &address, "batch = 1\nconcurrency = 1");
    let done = folder.run(&RUN, "");
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(folder.read("out/a.tsv").contains("\tHe left.\tmachine:mock\t"), "{}", folder.read("out/a.tsv"));
    let asked: Vec<Value> = requests.try_iter().map(|(_, body)| body).collect();
    let forms: Vec<bool> = asked.iter().map(|body| body["response_format"].is_null()).collect();
    assert_eq!(forms, [false, true, false, true]);
    let plain = asked[1]["messages"][0]["content"].as_str().unwrap();
    assert!(plain.ends_with("Text:\nنشست کارگروه برگزار شد.") && plain.contains("کارگروه = working group"), "{plain}");
}

#[test]
fn after_three_answers_without_json_none_is_asked_for() {
    let (address, requests) = serve(vec![said("The working group met here.")]);
    let folder = Folder::new();
    settings(&folder, &address, "batch = 1\nconcurrency = 1");
    folder.write(
        "a.txt",
        "نشست کارگروه برگزار شد.\nنشست کارگروه دیروز برگزار شد.\nاین نشست کارگروه بود.\nکارگروه رفت.\n",
    );
    folder.run(&[&RUN[..], &["--context", "0"]].concat(), "");
    let forms: Vec<bool> = requests.try_iter().map(|(_, body)| body["response_format"].is_null()).collect();
    assert_eq!(forms[..6], [false, true, false, true, false, true]);
    assert!(forms.len() > 6 && forms[6..].iter().all(|is_plain| *is_plain), "{forms:?}");
}

#[test]
fn title_context_and_notes_of_the_style_are_told() {
    let answer = content(&json!({ "s01": "The working group met." }));
    let (address, requests) = serve(vec![answer]);
    let folder = Folder::new();
    settings(&folder, &address, "batch = 1\nconcurrency = 1\n[style]\nnotes = \"Write for lawyers.\"");
    folder.write("a.txt", "گزارش هفته\n\nنشست کارگروه برگزار شد.\n");
    folder.run(&RUN, "");
    let asked: Vec<Value> = requests.try_iter().map(|(_, body)| body).collect();
    let last = asked.last().unwrap();
    assert!(last["messages"][0]["content"].as_str().unwrap().ends_with("above or below letters. Write for lawyers.\n"));
    let user = last["messages"][1]["content"].as_str().unwrap();
    assert!(
        user.starts_with("Title of the document: گزارش هفته\n\nContext before these segments:\nگزارش هفته\n"),
        "{user}"
    );
    assert!(
        !asked[0]["messages"][1]["content"].as_str().unwrap().contains("Title of"),
        "the title is not told to itself"
    );
    // Notes are part of what determines an answer.
    folder.write("dilmaj.toml", &folder.read("dilmaj.toml").replace("lawyers", "children"));
    let dry = folder.run(&[&RUN[..], &["--dry-run"]].concat(), "");
    assert!(dry.out.contains("2 would be asked"), "{}", dry.out);
}

#[test]
fn a_pilot_prices_the_rest_and_what_was_wasted_is_told() {
    let answer = |target: &str| {
        let mut answer: Value = serde_json::from_str(&content(&json!({ "s01": target })).1).unwrap();
        answer["usage"] = json!({ "prompt_tokens": 100, "completion_tokens": 10 });
        ("200 OK", answer.to_string())
    };
    let (address, _requests) =
        serve(vec![answer("نشست کارگروه"), answer("The working group met."), answer("He left.")]);
    let folder = Folder::new();
    let price = "batch = 1\nconcurrency = 1\nprice = { input = 1.0, output = 2.0 }\nprice_date = \"2026-11-01\"";
    settings(&folder, &address, price);
    let pilot = folder.run(&[&RUN[..], &["--limit", "1"]].concat(), "");
    // Two answers, of which one could not be used: the rest is reckoned with what a segment really cost.
    assert!(pilot.err.contains("cost: $0.0003 (the rest at the same rate: $0.0003)"), "{}", pilot.err);
    let manifest: Value = serde_json::from_str(&folder.read("out/manifest.json")).unwrap();
    assert_eq!(manifest["summary"]["wasted_tokens"], 10);
    let listed = folder.run(&["backends"], "");
    assert!(listed.out.contains("prices of 2026-11-01, per million: $1 in, $2 out"), "{}", listed.out);
}

#[test]
fn a_cap_without_a_price_is_refused() {
    let (address, requests) = serve(vec![]);
    let folder = Folder::new();
    settings(&folder, &address, "");
    fails(&folder.run(&[&RUN[..], &["--max-cost", "1"]].concat(), ""), 2, "backend `mock` has no price");
    assert_eq!(requests.try_iter().count(), 0);
}

#[test]
fn a_server_that_does_not_tell_its_use_is_not_for_nothing() {
    let answer = content(&json!({ "s01": "The working group met.", "s02": "He left." }));
    let body: Value = serde_json::from_str(&answer.1).unwrap();
    assert!(body.get("usage").is_none(), "{body}");
    let (address, _) = serve(vec![answer]);
    let folder = Folder::new();
    settings(&folder, &address, "price = { input = 10.0, output = 10.0 }");
    let done = folder.run(&RUN, "");
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(done.err.contains("cost: $"), "{}", done.err);
}
