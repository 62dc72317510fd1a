//! `dilmaj backends`: what is configured, what each can do, and with `--probe` whether it answers.

use std::io::{self, Write};
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use crate::backend::{self, Backend, BackendError, Options, TermSupport, shown_address};
use crate::config::{self, Loaded};
use crate::lexicon::Lexicon;
use crate::model::{AnnotatedSegment, Item, Request, Translation};
use crate::qa::{self, Checker};
use crate::termbase::TermBase;

use super::args::{Backends, Common};
use super::error::CommandError;
use super::{Outcome, setup, translate, trust};

/// What a probe sends.
const PROBE: &str = "این یک آزمایش است.";

/// How long a probe waits for an answer; a model that is loaded first may need longer, and is then told as slow.
const PATIENCE: Duration = Duration::from_secs(30);

pub(super) fn run(common: &Common, args: &Backends) -> Result<Outcome, CommandError> {
    let loaded = setup::settings(common)?;
    let mut rows = Vec::new();
    for (name, options) in &loaded.config.backend {
        let own = if args.probe { options.for_probe(PATIENCE) } else { options.clone() };
        let built = backend::build(name, &own, &loaded.config.style, &config::environment);
        let probed = match &built {
            Ok(backend) if args.probe => Some(match trust::check(&loaded, common, name, options) {
                Ok(()) => probe(backend.as_ref(), &loaded)?,
                Err(distrust) => Err(distrust.to_line()),
            }),
            _ => None,
        };
        rows.push(row(&loaded, name, options, built.as_deref(), probed.as_ref()));
    }
    print(&rows, args.json)?;
    let bad = rows.iter().any(|row| row["problem"].is_string() && (args.probe || row["default"] == json!(true)));
    Ok(if bad { Outcome::OpenIssues } else { Outcome::Done })
}

/// Sends one segment and returns the answer, or what is wrong.
fn probe(backend: &dyn Backend, loaded: &Loaded) -> Result<Result<String, String>, CommandError> {
    let terms = TermBase::of_entries(Vec::new(), Lexicon::builtin());
    let document = crate::model::Document { id: String::new(), text: PROBE.to_owned(), issues: Vec::new() };
    let segments = crate::segment::segment(&document, &crate::segment::Options::default(), &setup::normalizer(loaded));
    let segments: Vec<_> = segments.into_iter().map(|segment| Arc::new(terms.annotate(segment))).collect();
    let items = segments
        .iter()
        .map(|segment| Item {
            text: segment.segment.normalized.text().to_owned(),
            segment: Arc::clone(segment),
            context: Vec::new(),
            title: None,
            examples: Vec::new(),
            pronouns: Vec::new(),
            feedback: None,
        })
        .collect();
    let reply = translate::runtime()?.block_on(backend.translate(&Request { items }));
    Ok(match reply {
        Ok(reply) => judged(reply.answers.get(&0), segments.first(), loaded),
        // Other hints say what a run can do; here only the key is left to be seen to.
        Err(error @ BackendError::Authentication { .. }) => Err(format!("{error}; {}", error.hint())),
        Err(error) => Err(error.to_string()),
    })
}

/// An answer that is no translation is told as what it is.
fn judged(
    answer: Option<&Translation>,
    segment: Option<&Arc<AnnotatedSegment>>,
    loaded: &Loaded,
) -> Result<String, String> {
    let Some((answer, segment)) = answer.zip(segment) else {
        return Err("it answers, but not with a translation of what it was sent".to_owned());
    };
    let found = Checker::new(loaded.config.qa.clone(), &[]).findings(segment, &answer.target);
    match found.iter().find(|issue| qa::is_hard(issue)) {
        Some(hard) => {
            Err(format!("it answers, but the answer must not be used: {} (`{}`)", hard.message, answer.target))
        }
        None => Ok(answer.target.clone()),
    }
}

fn row(
    loaded: &Loaded,
    name: &str,
    options: &Options,
    built: Result<&dyn Backend, &BackendError>,
    probed: Option<&Result<String, String>>,
) -> Value {
    let mut row = json!({
        "name": name,
        "kind": options.kind(),
        "default": loaded.config.translate.backend == name,
    });
    if let Some((server, address)) = options.server().zip(options.address()) {
        row["base_url"] = json!(shown_address(address));
        row["model"] = json!(server.model);
        if !server.price.is_free() {
            let price = server.price;
            row["price"] = json!({ "input": price.input, "output": price.output, "characters": price.characters, "date": server.price_date });
        }
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
        Some(Err(problem)) => row["problem"] = json!(problem),
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
        if row["price"].is_object() {
            writeln!(out, "    {}", price_line(&row["price"]))?;
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

/// The prices in words, with their date: they change, and nothing here knows when.
fn price_line(price: &Value) -> String {
    let part = |key: &str, what: &str| {
        let dollars = price[key].as_f64().filter(|dollars| *dollars > 0.0)?;
        Some(format!("${dollars} {what}"))
    };
    let parts = [part("input", "in"), part("output", "out"), part("characters", "for characters")];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let date = match price["date"].as_str().unwrap_or_default() {
        "" => "without a date".to_owned(),
        date => format!("of {date}"),
    };
    format!("prices {date}, per million: {}", parts.join(", "))
}
