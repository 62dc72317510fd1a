//! Any program as a backend: one JSON line in, one JSON line out (`docs/COMMAND_BACKEND.md`).
//!
//! The program is started with the first request and kept; when it dies, does not answer in time or answers something else, it is ended and
//! started anew, a bounded number of times.

use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use async_trait::async_trait;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command};
use tokio::task::JoinHandle;

use crate::model::{Item, Reply, Request, Style};

use super::options::CommandOptions;
use super::prompt::key;
use super::{Backend, BackendError, Capabilities, TermSupport, object};

/// How long the last words of a program that ended are waited for.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// A program.
#[derive(Debug)]
pub(super) struct CommandBackend {
    name: String,
    options: CommandOptions,
    style: Style,
    running: tokio::sync::Mutex<Running>,
}

/// The process, if there is one, and the number of the last request.
#[derive(Debug, Default)]
struct Running {
    process: Option<Process>,
    last_id: u64,
}

#[derive(Debug)]
struct Process {
    child: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
    /// Reads standard error to its end and keeps the last line, if it goes to no file.
    last_words: Option<JoinHandle<String>>,
}

impl CommandBackend {
    pub(super) fn new(name: &str, options: &CommandOptions, style: &Style) -> Result<Self, BackendError> {
        if options.command.is_empty() {
            let problem = "no command is set (command = [\"python3\", \"translate.py\"])".to_owned();
            return Err(BackendError::Configuration { backend: name.to_owned(), problem });
        }
        Ok(Self {
            name: name.to_owned(),
            options: options.clone(),
            style: style.clone(),
            running: tokio::sync::Mutex::default(),
        })
    }

    fn start(&self) -> Result<Process, BackendError> {
        let problem = |problem: String| BackendError::Configuration { backend: self.name.clone(), problem };
        let program = &self.options.command[0];
        let log = match &self.options.log {
            None => Stdio::piped(),
            Some(file) => {
                let opened = std::fs::OpenOptions::new().create(true).append(true).open(file);
                opened.map_err(|e| problem(format!("log {}: {e}", file.display())))?.into()
            }
        };
        let mut child = Command::new(program)
            .args(&self.options.command[1..])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(log)
            .kill_on_drop(true)
            .spawn()
            .map_err(|e| problem(format!("`{program}` cannot be started: {e}")))?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(problem(format!("`{program}` has no standard input or output")));
        };
        let last_words = child.stderr.take().map(|errors| tokio::spawn(last_line(errors)));
        Ok(Process { child, input, output: BufReader::new(output).lines(), last_words })
    }

    /// Sends one request to the process and waits for its answer.
    async fn once(&self, running: &mut Running, request: &Request) -> Result<Reply, BackendError> {
        running.last_id += 1;
        let id = running.last_id;
        let process = match &mut running.process {
            Some(process) => process,
            none => none.insert(self.start()?),
        };
        let timeout = self.options.timeout;
        let answer = tokio::time::timeout(timeout, process.exchange(&line(id, request, &self.style))).await;
        let answer = match answer {
            Err(_) => return Err(BackendError::Timeout { backend: self.name.clone(), seconds: timeout.as_secs() }),
            Ok(Err(problem)) => return Err(BackendError::Unreachable { backend: self.name.clone(), problem }),
            Ok(Ok(answer)) => answer,
        };
        read(&answer, id, request.items.len())
            .map_err(|problem| BackendError::Malformed { backend: self.name.clone(), problem })
    }
}

impl Process {
    async fn exchange(&mut self, line: &str) -> Result<String, String> {
        // A program that is gone is told by its exit, not by the broken pipe.
        let sent = async {
            self.input.write_all(line.as_bytes()).await?;
            self.input.flush().await
        };
        let sent = sent.await;
        match self.output.next_line().await {
            Ok(Some(answer)) if sent.is_ok() => Ok(answer),
            _ => Err(self.ended().await),
        }
    }

    /// Says how the program ended, and what it said last.
    async fn ended(&mut self) -> String {
        let status = self.child.wait().await.map_or_else(|e| e.to_string(), ended_as);
        let Some(words) = self.last_words.take() else { return status };
        // A child of the program may hold standard error open.
        let words = tokio::time::timeout(LAST_WORDS, words).await;
        match words {
            Ok(Ok(words)) if !words.is_empty() => format!("{status}: {words}"),
            _ => status,
        }
    }
}

fn ended_as(status: ExitStatus) -> String {
    format!("the program ended ({status})")
}

async fn last_line(errors: ChildStderr) -> String {
    let mut lines = BufReader::new(errors).lines();
    let mut last = String::new();
    while let Ok(Some(line)) = lines.next_line().await {
        if !line.trim().is_empty() {
            last = line.trim().chars().take(200).collect();
        }
    }
    last
}

/// The line that asks.
fn line(id: u64, request: &Request, style: &Style) -> String {
    let segments: Vec<Value> = request.items.iter().enumerate().map(|(at, item)| segment(at, item)).collect();
    format!(
        "{}\n",
        json!({ "id": id, "source": "fa", "target": "en", "style": style_object(style), "segments": segments })
    )
}

fn style_object(style: &Style) -> Value {
    let name = |value: String| value.to_lowercase();
    json!({
        "dates": name(format!("{:?}", style.dates)),
        "spelling": name(format!("{:?}", style.spelling)),
        "romanisation": name(format!("{:?}", style.romanisation)),
    })
}

fn segment(at: usize, item: &Item) -> Value {
    let terms: Vec<Value> =
        item.segment.hits.iter().map(|hit| json!({ "source": hit.entry.source, "target": hit.entry.target })).collect();
    let mut segment = json!({ "id": key(at), "text": item.text, "terms": terms });
    if !item.context.is_empty() {
        segment["context"] = json!(item.context);
    }
    if !item.pronouns.is_empty() {
        let pronouns = item.pronouns.iter().map(|(name, pronoun)| (name.clone(), json!(pronoun.forms()[0])));
        segment["pronouns"] = Value::Object(pronouns.collect());
    }
    if let Some(feedback) = &item.feedback {
        segment["feedback"] = json!(feedback);
    }
    segment
}

/// Reads the line that answers request `id`.
fn read(answer: &str, id: u64, count: usize) -> Result<Reply, String> {
    let shown: String = answer.chars().take(80).collect();
    let value: Value =
        serde_json::from_str(answer).map_err(|_| format!("`{shown}` is no JSON; messages belong on standard error"))?;
    if value["id"] != json!(id) {
        return Err(format!("the answer has id {}, asked was {id}", value["id"]));
    }
    if let Some(error) = value["error"].as_str() {
        return Err(error.to_owned());
    }
    let translations = value["translations"].as_object().ok_or("the answer has no object `translations`")?;
    Ok(object::by_key(translations, count))
}

#[async_trait]
impl Backend for CommandBackend {
    fn name(&self) -> &str {
        &self.name
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            batch: self.options.batch.clamp(1, 1000),
            most_characters: usize::MAX,
            concurrency: 1,
            terms: TermSupport::Native,
            examples: false,
            context: true,
            network: false,
            deterministic: false,
        }
    }

    fn fingerprint(&self) -> String {
        format!("command {} {} {}", self.options.command.join(" "), self.options.version, self.style.fingerprint())
    }

    async fn translate(&self, request: &Request) -> Result<Reply, BackendError> {
        let mut running = self.running.lock().await;
        let mut attempt = 1;
        loop {
            let result = self.once(&mut running, request).await;
            let Err(error) = result else { return result };
            // What it would still say belongs to no request.
            running.process = None;
            let fatal = matches!(error, BackendError::Configuration { .. });
            if fatal || attempt >= self.options.attempts.max(1) {
                return Err(error);
            }
            attempt += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn answers_must_have_the_id_and_the_form() {
        let reply = read(r#"{"id":7,"translations":{"s02":"two","s03":"three"}}"#, 7, 2).unwrap();
        assert_eq!(reply.answers.len(), 1);
        assert_eq!(read(r#"{"id":6,"translations":{}}"#, 7, 1).unwrap_err(), "the answer has id 6, asked was 7");
        assert!(read("loading model", 7, 1).unwrap_err().contains("standard error"));
        assert_eq!(read(r#"{"id":7,"error":"out of memory"}"#, 7, 1).unwrap_err(), "out of memory");
    }
}
