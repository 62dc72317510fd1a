//! A chat server on loopback that gives canned answers.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::mpsc;

use serde_json::{Value, json};

/// A canned answer: status line and body.
pub(crate) type Canned = (&'static str, String);

/// Serves the canned answers in turn, the last one for ever; returns its address and the requests it gets.
pub(crate) fn serve(answers: Vec<Canned>) -> (String, mpsc::Receiver<(String, Value)>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/v1", listener.local_addr().unwrap());
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || {
        for (at, stream) in listener.incoming().enumerate() {
            let mut stream = stream.unwrap();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let (mut head, mut length) = (String::new(), 0);
            loop {
                let mut line = String::new();
                if reader.read_line(&mut line).unwrap_or(0) == 0 || line == "\r\n" {
                    break;
                }
                if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
                    length = value.trim().parse().unwrap();
                }
                head.push_str(&line);
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).unwrap();
            let _ = send.send((head, serde_json::from_slice(&body).unwrap_or(Value::Null)));
            let (status, body) = &answers[at.min(answers.len() - 1)];
            let _ = write!(
                stream,
                "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
                body.len()
            );
        }
    });
    (address, receive)
}

pub(crate) fn content(object: &Value) -> Canned {
    let message = json!({ "role": "assistant", "content": object.to_string() });
    ("200 OK", json!({ "choices": [{ "index": 0, "finish_reason": "stop", "message": message }] }).to_string())
}
