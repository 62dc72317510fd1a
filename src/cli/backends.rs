//! `dilmaj backends`: what is configured, what each can do, and with `--probe` whether it answers.

use std::io::{self, Write};
use std::sync::Arc;

use serde_json::{Value, json};

use crate::backend::{self, Backend, BackendError, Options, TermSupport};
use crate::config::{self, Loaded};
use crate::lexicon::Lexicon;
use crate::model::{Item, Request};
use crate::termbase::TermBase;

use super::args::{Backends, Common};
use super::error::CommandError;
use super::{Outcome, setup, translate};

/// What a probe sends.
const PROBE: &str = "این یک آزمایش است.";

pub(super) fn run(common: &Common, args: &Backends) -> Result<Outcome, CommandError> {
    let loaded = setup::settings(common)?;
    let mut rows = Vec::new();
    for (name, options) in &loaded.config.backend {
        let built = backend::build(name, options, &loaded.config.style, &config::environment);
        let probed = match &built {
            Ok(backend) if args.probe => Some(probe(backend.as_ref(), &loaded)?),
            _ => None,
        };
        rows.push(row(&loaded, name, options, built.as_deref(), probed.as_ref()));
    }
    print(&rows, args.json)?;
    let bad = rows.iter().any(|row| row["problem"].is_string() && (args.probe || row["default"] == json!(true)));
    Ok(if bad { Outcome::OpenIssues } else { Outcome::Done })
}

/// Sends one segment and returns the answer or the error.
fn probe(backend: &dyn Backend, loaded: &Loaded) -> Result<Result<String, BackendError>, CommandError> {
    let terms = TermBase::of_entries(Vec::new(), Lexicon::builtin());
    let document = crate::model::Document { id: String::new(), text: PROBE.to_owned(), issues: Vec::new() };
    let segments = crate::segment::segment(&document, &crate::segment::Options::default(), &setup::normalizer(loaded));
    let items = segments
        .into_iter()
        .map(|segment| Item {
            text: segment.normalized.text().to_owned(),
            segment: Arc::new(terms.annotate(segment)),
            context: Vec::new(),
            pronouns: Vec::new(),
            feedback: None,
        })
        .collect();
    let reply = translate::runtime()?.block_on(backend.translate(&Request { items }));
    Ok(reply.map(|reply| reply.answers.get(&0).map(|answer| answer.target.clone()).unwrap_or_default()))
}

fn row(
    loaded: &Loaded,
    name: &str,
    options: &Options,
    built: Result<&dyn Backend, &BackendError>,
    probed: Option<&Result<String, BackendError>>,
) -> Value {
    let mut row = json!({
        "name": name,
        "kind": options.kind(),
        "default": loaded.config.translate.backend == name,
    });
    if let Some((server, address)) = options.server().zip(options.address()) {
        row["base_url"] = json!(address.split(['?', '#']).next());
        row["model"] = json!(server.model);
    }
    if let Options::Command(options) = options {
        row["command"] = json!(options.command);
    }
    match built {
        Ok(backend) => {
            let can = backend.capabilities();
            row["batch"] = json!(can.batch);
            row["concurrency"] = json!(can.concurrency);
            row["network"] = json!(can.network);
            row["context"] = json!(can.context);
            row["terms"] = json!(match can.terms {
                TermSupport::Native => "native",
                TermSupport::Prompt => "prompt",
                TermSupport::None => "none",
            });
        }
        Err(error) => row["problem"] = json!(error.to_string()),
    }
    match probed {
        Some(Ok(answer)) => row["answer"] = json!(answer),
        Some(Err(error)) => row["problem"] = json!(error.to_string()),
        None => {}
    }
    row
}

fn print(rows: &[Value], json: bool) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if json {
        return writeln!(out, "{}", Value::Array(rows.to_vec()));
    }
    for row in rows {
        let text = |key: &str| row[key].as_str().unwrap_or("").to_owned();
        let mark = if row["default"] == json!(true) { "*" } else { " " };
        let place = if row["base_url"].is_string() {
            format!(" {} {}", text("base_url"), text("model"))
        } else {
            String::new()
        };
        writeln!(out, "{mark} {} ({}){place}", text("name"), text("kind"))?;
        if row["batch"].is_number() {
            let network = if row["network"] == json!(true) { "needs the network" } else { "offline" };
            let context = if row["context"] == json!(true) { "reads context" } else { "no context" };
            writeln!(
                out,
                "    {network}, {context}, terms: {}, {} segments a request, {} at once",
                text("terms"),
                row["batch"],
                row["concurrency"]
            )?;
        }
        if row["answer"].is_string() {
            writeln!(out, "    answers: {}", text("answer"))?;
        }
        if row["problem"].is_string() {
            writeln!(out, "    problem: {}", text("problem"))?;
        }
    }
    Ok(())
}
