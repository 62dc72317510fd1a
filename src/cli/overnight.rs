//! `dilmaj translate --batch`: what is answered is collected, the rest handed in; then the run goes on with what the memory holds.
//!
//! In: the documents of the run. Out: what came of it, said on standard error. Absent: how it is done (`pipeline::overnight`).

use std::time::Duration;

use crate::pipeline::{Event, Options, Overnight, Part, Pipeline, Reporter, Stop};

use super::args::Translate;
use super::error::CommandError;
use super::translate::{Source, runtime};
use super::{signals, terminal};

/// First and longest pause between two questions under `--wait`; services ask for half a minute at least.
const PAUSES: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(60));

/// Collects and hands in; with `--wait` until nothing is with the service any more.
pub(super) fn run(pipeline: &Pipeline, sources: &[Source], args: &Translate) -> Result<Overnight, CommandError> {
    if sources.iter().any(|source| matches!(source, Source::Stdin)) {
        return Err(CommandError::new(
            "--batch reads its documents more than once, and standard input only comes once",
        )
        .with_hint("put the text into a file"));
    }
    let done = runtime()?.block_on(async {
        let stop = Stop::default();
        signals::watch(&stop);
        let mut done = step(pipeline, sources).await?;
        say(&done, args.json);
        let mut pause = PAUSES.0;
        while args.wait && done.waiting > 0 && !stop.is_requested() {
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = signals::stopped(&stop) => break,
            }
            pause = (pause * 2).min(PAUSES.1);
            let collected = pipeline.collect_postings().await?;
            let is_news = collected.collected + collected.unanswered > 0;
            done.add_collected(collected);
            if is_news {
                let posted = pipeline.post(parts(pipeline, sources)).await?;
                done.add_posted(posted);
                say(&done, args.json);
            }
        }
        Ok::<_, CommandError>(done)
    })?;
    Ok(done)
}

/// The pipeline for the run that follows: it asks nothing, so that nothing is paid for twice.
pub(super) fn asking_nothing(pipeline: Pipeline) -> Pipeline {
    Pipeline { options: Options { limit: Some(0), ..pipeline.options.clone() }, ..pipeline }
}

/// A run without `--batch` pays again for what the service has; that is said.
pub(super) fn warn_of_waiting(
    pipeline: &Pipeline,
    args: &Translate,
    reporter: &dyn Reporter,
) -> Result<(), CommandError> {
    let waiting = pipeline.waiting_keys()?.len();
    if waiting > 0 && !args.batch {
        let message = format!(
            "{waiting} segments were handed in with --batch and are not collected yet; without --batch they are asked anew"
        );
        reporter.report(&Event::Warning { message });
    }
    Ok(())
}

async fn step(pipeline: &Pipeline, sources: &[Source]) -> Result<Overnight, CommandError> {
    let mut done = pipeline.collect_postings().await?;
    done.add_posted(pipeline.post(parts(pipeline, sources)).await?);
    Ok(done)
}

/// The parts of all documents. One that cannot be read is told by the run that follows.
fn parts<'a>(pipeline: &'a Pipeline, sources: &'a [Source]) -> impl Iterator<Item = Part> + 'a {
    sources.iter().filter_map(|source| source.read().ok()).flat_map(|document| pipeline.parts(document))
}

fn say(done: &Overnight, json: bool) {
    done.warnings.iter().for_each(|warning| terminal::warn(warning));
    if json {
        let mut line = serde_json::to_value(done).unwrap_or_default();
        line["event"] = "batch".into();
        terminal::say(&line.to_string());
        return;
    }
    let Overnight { handed_in, collected, unanswered, waiting, .. } = done;
    let mut text = format!("batch: {handed_in} segments handed in");
    if done.booked_micro_usd > 0 {
        text.push_str(&format!(" (at most {})", terminal::dollars(done.booked_micro_usd)));
    }
    text.push_str(&format!(", {collected} answers collected"));
    if done.cost_micro_usd > 0 {
        text.push_str(&format!(" ({})", terminal::dollars(done.cost_micro_usd)));
    }
    if *unanswered > 0 {
        text.push_str(&format!(", {unanswered} came back without one"));
    }
    text.push_str(&format!(", {waiting} wait for one"));
    if *waiting > 0 {
        text.push_str("; run the same command again to collect them");
    }
    terminal::say(&text);
}
