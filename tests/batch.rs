//! Segments that are handed in together and answered later (`--batch`): nothing is handed in twice, nothing that came back is lost.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod common;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use common::{Done, Folder, fails};
use dilmaj::memory::{Durability, Memory, PostedItem, Posting};
use serde_json::{Value, json};

/// What a service answers to a method and path; nothing: the connection breaks.
type Handler = Box<dyn FnMut(&str, &str) -> Option<Value> + Send>;

/// A service on loopback whose behaviour can be changed between two runs.
struct Service {
    address: String,
    handler: Arc<Mutex<Handler>>,
    asked: Arc<Mutex<Vec<(String, String)>>>,
}

impl Service {
    fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let handler: Arc<Mutex<Handler>> = Arc::new(Mutex::new(Box::new(|_, _| None)));
        let asked: Arc<Mutex<Vec<(String, String)>>> = Arc::default();
        let own = (Arc::clone(&handler), Arc::clone(&asked));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut reader = BufReader::new(stream.try_clone().unwrap());
                let (mut first, mut length) = (String::new(), 0);
                reader.read_line(&mut first).unwrap();
                loop {
                    let mut line = String::new();
                    if reader.read_line(&mut line).unwrap_or(0) == 0 || line == "\r\n" {
                        break;
                    }
                    if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
                        length = value.trim().parse().unwrap();
                    }
                }
                let mut body = vec![0; length];
                reader.read_exact(&mut body).unwrap();
                let (line, body) =
                    (first.trim_end_matches(" HTTP/1.1\r\n").to_owned(), String::from_utf8(body).unwrap());
                let answer = own.0.lock().unwrap()(&line, &body);
                own.1.lock().unwrap().push((line, body));
                let Some(answer) = answer else { continue };
                let status = answer["http"].as_str().unwrap_or("200 OK").to_owned();
                let text = answer.as_str().map_or_else(|| answer.to_string(), str::to_owned);
                let length = text.len();
                let _ =
                    write!(stream, "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{text}");
            }
        });
        Self { address, handler, asked }
    }

    fn answers(&self, handler: impl FnMut(&str, &str) -> Option<Value> + Send + 'static) {
        *self.handler.lock().unwrap() = Box::new(handler);
    }

    /// What was asked since the last time.
    fn asked(&self) -> Vec<(String, String)> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }

    fn posts(&self, path: &str) -> usize {
        let line = format!("POST {path}");
        self.asked().iter().filter(|(asked, _)| *asked == line).count()
    }
}

const SOURCES: [&str; 3] = ["نشست کارگروه برگزار شد.", "او رفت.", "باران بارید."];

fn folder(service: &Service, kind: &str) -> Folder {
    let folder = Folder::new();
    let path = if kind == "chat" { "/v1" } else { "" };
    let settings = format!(
        "[translate]\ncontext = 0\n[backend.mock]\nkind = \"{kind}\"\nmodel = \"m\"\nbase_url = \"{}{path}\"\nattempts = 1\nbatch = 1\n\
         price = {{ input = 100.0, output = 200.0 }}\n",
        service.address
    );
    folder.write("dilmaj.toml", &settings);
    folder.write("g.tsv", "source\ttarget\nکارگروه\tworking group\n");
    folder.write("a.txt", &SOURCES.join("\n"));
    folder
}

fn run(folder: &Folder, more: &[&str]) -> Done {
    let own = ["translate", "a.txt", "-o", "out", "-b", "mock", "-g", "g.tsv", "--batch"];
    folder.run(&[&own[..], more].concat(), "")
}

/// The custom ids of a request body or uploaded file, in order.
fn ids(body: &str) -> Vec<String> {
    let part = |piece: &str| piece.split('"').next().unwrap().to_owned();
    body.split("\"custom_id\":\"").skip(1).map(part).collect()
}

fn openai_line(id: &str, target: &str) -> String {
    let message = json!({ "content": json!({ "s01": target }).to_string() });
    let body = json!({ "choices": [{ "finish_reason": "stop", "message": message }], "usage": { "prompt_tokens": 10, "completion_tokens": 5 } });
    let line = json!({ "custom_id": id, "response": { "status_code": 200, "body": body }, "error": null });
    format!("{line}\n")
}

fn targets(folder: &Folder) -> Vec<String> {
    let table = folder.read("out/a.tsv");
    table.lines().skip(1).map(|line| line.split('\t').nth(3).unwrap().to_owned()).collect()
}

#[test]
#[expect(clippy::too_many_lines, reason = "one posting from its price to its last answer")]
fn openai_form_is_handed_in_once_and_collected_by_id() {
    let service = Service::new();
    let folder = folder(&service, "chat");
    let (online, half) = (
        folder.run(&["translate", "a.txt", "-b", "mock", "-g", "g.tsv", "--dry-run", "--json"], ""),
        run(&folder, &["--dry-run", "--json"]),
    );
    let most = |done: &Done| {
        let line: Value = serde_json::from_str(done.out.lines().last().unwrap()).unwrap();
        line["cost_micro_usd"][1].as_u64().unwrap()
    };
    assert_eq!(most(&half), most(&online).div_ceil(2));

    service.answers(|line, _| match line {
        "POST /v1/files" => Some(json!({ "id": "file-1" })),
        "POST /v1/batches" => Some(json!({ "id": "batch_1", "status": "validating" })),
        _ => None,
    });
    let first = run(&folder, &[]);
    assert_eq!(first.code, 1, "{}", first.err);
    assert!(first.err.contains("batch: 3 segments handed in (at most $"), "{}", first.err);
    let asked = service.asked();
    assert_eq!(asked.iter().map(|(line, _)| line.as_str()).collect::<Vec<_>>(), ["POST /v1/files", "POST /v1/batches"]);
    let file = &asked[0].1;
    assert!(file.contains("name=\"purpose\"\r\n\r\nbatch\r\n"), "{file}");
    let line: Value =
        serde_json::from_str(file.lines().find(|line| line.starts_with("{\"custom_id\"")).unwrap()).unwrap();
    assert_eq!(
        (&line["method"], &line["url"], &line["body"]["model"]),
        (&json!("POST"), &json!("/v1/chat/completions"), &json!("m"))
    );
    let ids = ids(file);
    assert_eq!(ids.len(), 3);
    let batch: Value = serde_json::from_str(&asked[1].1).unwrap();
    assert_eq!((&batch["input_file_id"], &batch["completion_window"]), (&json!("file-1"), &json!("24h")));
    assert_eq!(batch["metadata"]["dilmaj"].as_str().unwrap(), ids[0].trim_end_matches("-0"));

    // While the service works, nothing is handed in.
    service.answers(|_, _| Some(json!({ "id": "batch_1", "status": "in_progress" })));
    let second = run(&folder, &[]);
    assert!(
        second.err.contains("batch: 0 segments handed in, 0 answers collected, 3 wait for one; run the same"),
        "{}",
        second.err
    );
    assert_eq!(service.asked().iter().filter(|(line, _)| line.starts_with("POST")).count(), 0);
    let dry = run(&folder, &["--dry-run"]);
    assert!(dry.out.contains("total: 3 segments, 0 would be asked"), "{}", dry.out);

    // One is answered twice, one is an error, one had no turn in time; a line of another batch is none of ours.
    let output = [
        openai_line(&ids[1], "He left."),
        openai_line(&ids[1], "She left."),
        openai_line("other-0", "No."),
        "broken".to_owned(),
    ]
    .concat();
    let errors = [
        json!({ "custom_id": ids[0], "response": { "status_code": 400, "body": { "error": { "message": "bad text" } } } }).to_string(),
        json!({ "custom_id": ids[2], "response": null, "error": { "code": "batch_expired" } }).to_string(),
    ]
    .join("\n");
    service.answers(move |line, _| match line {
        "GET /v1/batches/batch_1" => {
            Some(json!({ "id": "batch_1", "status": "expired", "output_file_id": "o", "error_file_id": "e" }))
        }
        "GET /v1/files/o/content" => Some(output.clone().into()),
        "GET /v1/files/e/content" => Some(errors.clone().into()),
        "POST /v1/files" => Some(json!({ "id": "file-2" })),
        "POST /v1/batches" => Some(json!({ "id": "batch_2" })),
        _ => None,
    });
    let third = run(&folder, &[]);
    assert!(third.err.contains("batch: 1 segments handed in"), "{}", third.err);
    assert!(third.err.contains("1 answers collected ($0.0010), 2 came back without one, 1 wait"), "{}", third.err);
    let file = service.asked().into_iter().find(|(line, _)| line == "POST /v1/files").unwrap().1;
    assert!(file.contains("باران بارید.") && !file.contains("او رفت."), "only what had no turn is handed in again");
    let id = ids_of_last(&file);

    service.answers(move |line, _| match line {
        "GET /v1/batches/batch_2" => Some(json!({ "id": "batch_2", "status": "completed", "output_file_id": "o" })),
        "GET /v1/files/o/content" => Some(openai_line(&id, "It rained.").into()),
        _ => None,
    });
    let last = run(&folder, &[]);
    assert_eq!(targets(&folder), ["", "He left.", "It rained."], "{}", last.err);
    assert!(folder.read("out/a.tsv").contains("bad text"));
    let manifest: Value = serde_json::from_str(&folder.read("out/manifest.json")).unwrap();
    // 10 tokens at 50 and 5 at 100 millionths of a dollar.
    assert_eq!((&manifest["summary"]["cost_micro_usd"], &manifest["summary"]["waiting"]), (&json!(1000), &json!(0)));
}

fn ids_of_last(file: &str) -> String {
    ids(file).pop().unwrap()
}

#[test]
fn a_lost_answer_is_looked_for_and_never_leads_to_a_second_submission() {
    let service = Service::new();
    let folder = folder(&service, "chat");
    // The service takes the batch, and the answer gets lost.
    service.answers(|line, _| (line == "POST /v1/files").then(|| json!({ "id": "file-1" })));
    let lost = run(&folder, &[]);
    assert_eq!(lost.code, 1, "{}", lost.err);
    assert!(lost.err.contains("warning: it is not known whether the service took 3 segments"), "{}", lost.err);
    let asked = service.asked();
    let ids = ids(&asked[0].1);
    let tag: Value = serde_json::from_str(&asked.last().unwrap().1).unwrap();
    let tag = tag["metadata"]["dilmaj"].clone();

    // It does not show it yet: the segments wait.
    service.answers(|line, _| line.starts_with("GET /v1/batches?").then(|| json!({ "data": [], "has_more": false })));
    let unsure = run(&folder, &[]);
    assert!(unsure.err.contains("3 wait for one"), "{}", unsure.err);
    assert_eq!(service.posts("/v1/files"), 0);

    // Now it does, on the second page of its list.
    let output: String = ids
        .iter()
        .zip(["The working group met.", "He left.", "It rained."])
        .map(|(id, target)| openai_line(id, target))
        .collect();
    service.answers(move |line, _| match line {
        "GET /v1/batches?limit=100" => Some(json!({ "data": [{ "id": "x", "metadata": null }], "has_more": true })),
        "GET /v1/batches?limit=100&after=x" => {
            Some(json!({ "data": [{ "id": "batch_9", "metadata": { "dilmaj": tag } }] }))
        }
        "GET /v1/batches/batch_9" => {
            Some(json!({ "status": "completed", "output_file_id": "o", "error_file_id": null }))
        }
        "GET /v1/files/o/content" => Some(output.clone().into()),
        _ => None,
    });
    let done = run(&folder, &[]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert_eq!(targets(&folder), ["The working group met.", "He left.", "It rained."]);
    assert_eq!(service.posts("/v1/files"), 0);
}

#[test]
fn an_intent_that_the_service_never_saw_is_dropped_and_handed_in_anew() {
    let service = Service::new();
    let folder = folder(&service, "chat");
    // The program ended between the journal and the request, long ago.
    let memory = Memory::open(&folder.path(".dilmaj/memory.db"), Durability::Full).unwrap();
    let key = dilmaj::memory::Key::new(&dilmaj::memory::KeyParts { source: "x", ..Default::default() });
    let item = PostedItem { request: 0, item: 0, key, doc: "a.txt".to_owned(), seg: 1, source: SOURCES[0].to_owned() };
    let (tag, backend) = ("dilmaj-old".to_owned(), "mock".to_owned());
    memory.intend(&Posting { tag, backend, name: None, begun: 1, booked: 0 }, &[item]).unwrap();
    drop(memory);
    service.answers(|line, _| match line {
        "POST /v1/files" => Some(json!({ "id": "file-1" })),
        "POST /v1/batches" => Some(json!({ "id": "batch_1" })),
        _ => Some(json!({ "data": [] })),
    });
    let done = run(&folder, &[]);
    assert!(done.err.contains("batch: 3 segments handed in"), "{}", done.err);
    assert!(done.err.contains("3 wait for one"), "{}", done.err);
    assert_eq!(service.posts("/v1/batches"), 1);
}

#[test]
fn what_the_service_refuses_is_said_and_leaves_nothing_behind() {
    let service = Service::new();
    let folder = folder(&service, "chat");
    service.answers(|_, _| Some(json!({ "http": "401 Unauthorized", "error": "no such key" })));
    fails(&run(&folder, &[]), 2, "mock refuses the key");
    service.answers(|line, _| match line {
        "POST /v1/files" => Some(json!({ "id": "file-1" })),
        "POST /v1/batches" => Some(json!({ "id": "batch_1" })),
        _ => None,
    });
    let capped = run(&folder, &["--max-cost", "0.0001"]);
    assert_eq!((capped.code, service.posts("/v1/batches")), (1, 0), "{}", capped.err);
    let done = run(&folder, &["--limit", "2"]);
    assert!(done.err.contains("batch: 2 segments handed in"), "{}", done.err);
    let errors = json!({ "data": [{ "message": "line 1: no such model" }] });
    service.answers(move |_, _| Some(json!({ "id": "batch_1", "status": "failed", "errors": errors })));
    fails(&run(&folder, &[]), 2, "no such model");
    fails(
        &folder.run(&["translate", "a.txt", "-o", "out", "-b", "transfer", "--batch"], ""),
        2,
        "takes no requests to be answered later",
    );
    fails(&folder.run(&["translate", "-", "-b", "mock", "--batch"], "متن"), 2, "standard input only comes once");
}

fn anthropic_line(id: &str, result: &Value) -> String {
    format!("{}\n", json!({ "custom_id": id, "result": result }))
}

#[test]
fn anthropic_form_waits_collects_and_tells_errors_apart() {
    let service = Service::new();
    let folder = folder(&service, "anthropic");
    service.answers(|_, _| None);
    let lost = run(&folder, &[]);
    assert!(lost.err.contains("it is not known whether"), "{}", lost.err);
    let asked = service.asked();
    assert_eq!(asked[0].0, "POST /v1/messages/batches");
    let body: Value = serde_json::from_str(&asked[0].1).unwrap();
    assert_eq!(body["requests"][2]["params"]["messages"][0]["role"], "user");
    let ids = ids(&asked[0].1);

    // A batch bears no mark: one that is under way may be ours, so nothing is handed in.
    service.answers(|_, _| {
        Some(json!({ "data": [{ "id": "msgbatch_1", "processing_status": "in_progress", "archived_at": null }] }))
    });
    assert!(run(&folder, &[]).err.contains("3 wait for one"));
    assert_eq!(service.posts("/v1/messages/batches"), 0);

    let message = |target: &str| json!({ "type": "message", "stop_reason": "end_turn", "content": [{ "type": "text", "text": json!({ "s01": target }).to_string() }], "usage": { "input_tokens": 10, "output_tokens": 5 } });
    let results = [
        anthropic_line(&ids[2], &json!({ "type": "errored", "error": { "type": "error", "error": { "type": "invalid_request_error", "message": "no such field" } } })),
        anthropic_line(&ids[0], &json!({ "type": "succeeded", "message": message("The working group met.") })),
        anthropic_line(&ids[1], &json!({ "type": "expired" })),
    ]
    .concat();
    service.answers(move |line, _| match line {
        "GET /v1/messages/batches?limit=20" => {
            Some(json!({ "data": [{ "id": "msgbatch_1", "processing_status": "ended", "archived_at": null }] }))
        }
        "GET /v1/messages/batches/msgbatch_1" => {
            Some(json!({ "processing_status": "ended", "results_url": "http://elsewhere.invalid/x" }))
        }
        "GET /v1/messages/batches/msgbatch_1/results" => Some(results.clone().into()),
        "POST /v1/messages/batches" => Some(json!({ "id": "msgbatch_2" })),
        _ => None,
    });
    let done = run(&folder, &[]);
    assert!(done.err.contains("batch: 1 segments handed in"), "{}", done.err);
    assert!(done.err.contains("1 answers collected ($0.0010), 2 came back without one, 1 wait"), "{}", done.err);
}

#[test]
fn waiting_asks_until_all_is_answered_and_what_must_not_be_used_is_not() {
    let service = Service::new();
    let folder = folder(&service, "anthropic");
    let mut looks = 0;
    let mut results = String::new();
    service.answers(move |line, body| match line {
        "POST /v1/messages/batches" => {
            let message = |target: &str| json!({ "stop_reason": "end_turn", "content": [{ "text": json!({ "s01": target }).to_string() }] });
            let targets = ["The working group met.", "He left.", "باران بارید."];
            results = ids(body).iter().zip(targets).map(|(id, target)| anthropic_line(id, &json!({ "type": "succeeded", "message": message(target) }))).collect();
            Some(json!({ "id": "b" }))
        }
        "GET /v1/messages/batches/b" => {
            looks += 1;
            Some(json!({ "processing_status": if looks > 1 { "ended" } else { "in_progress" } }))
        }
        _ => Some(results.clone().into()),
    });
    let done = run(&folder, &["--wait"]);
    assert!(done.err.contains("2 answers collected"), "{}", done.err);
    assert_eq!(targets(&folder), ["The working group met.", "He left.", ""], "{}", done.err);
    assert_eq!(done.code, 1, "{}", done.err);
}

#[test]
fn answers_that_stand_with_the_wrong_segment_are_handed_in_again_alone() {
    let service = Service::new();
    let folder = folder(&service, "anthropic");
    folder.write("dilmaj.toml", &folder.read("dilmaj.toml").replace("batch = 1\n", "batch = 10\n"));
    folder.write("a.txt", "در این زلزله ۲۵ نفر کشته شدند.\nدانشگاه تهران ۴۳۰۰ دانشجو دارد.\nاو به پاریس رفت.");
    let swapped = json!({ "s01": "The University of Tehran has 4,300 students.", "s02": "25 people were killed in this earthquake.", "s03": "He went to Paris." });
    let mut results = String::new();
    service.answers(move |line, body| match line {
        "POST /v1/messages/batches" => {
            let message = json!({ "stop_reason": "end_turn", "content": [{ "text": swapped.to_string() }] });
            results = anthropic_line(&ids(body)[0], &json!({ "type": "succeeded", "message": message }));
            Some(json!({ "id": "b" }))
        }
        "GET /v1/messages/batches/b" => Some(json!({ "processing_status": "ended" })),
        _ => Some(results.clone().into()),
    });
    run(&folder, &[]);
    let first = service.asked();
    assert_eq!(ids(&first[0].1).len(), 1);
    let second = run(&folder, &[]);
    assert!(second.err.contains("0 answers collected, 3 came back without one"), "{}", second.err);
    let again = service.asked().into_iter().find(|(line, _)| line.starts_with("POST")).unwrap().1;
    assert_eq!(ids(&again).len(), 3, "each goes alone");
}
