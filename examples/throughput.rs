//! Measures a run through `chat` against a server on loopback: `cargo run --release --example throughput -- [SEGMENTS] [MILLISECONDS] [CONCURRENCY]`.
//!
//! The server stands in a process of its own (the same program, called with `serve`), so that the processor time and the memory printed are those
//! of the pipeline alone. The sources are made one part at a time. Prints wall clock against the ideal (Little's law), processor time for a segment,
//! memory after each tenth, and whether the rows came in order.
#![allow(clippy::unwrap_used, reason = "an example that cannot go on says where")]
#![allow(dead_code, reason = "the tests use the rest")]

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use dilmaj::backend::ServerOptions;
use dilmaj::memory::{Durability, Memory};
use dilmaj::model::Bitext;
use dilmaj::pipeline::{Event, Part, Pipeline, Reach, Reporter, Stop};
use futures_util::stream;

#[path = "../tests/common/faults.rs"]
mod faults;
#[path = "../tests/common/storm.rs"]
mod storm;
#[path = "../tests/common/wrong.rs"]
mod wrong;

/// Segments of one request, and of one part.
const BATCH: usize = 10;
const PART: usize = 1_000;

struct Quiet;

impl Reporter for Quiet {
    fn report(&self, _: &Event) {}
}

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.first().is_some_and(|word| word == "serve") {
        return serve(Duration::from_millis(arguments[1].parse().unwrap()));
    }
    let argument = |at: usize, usual: usize| arguments.get(at).and_then(|text| text.parse().ok()).unwrap_or(usual);
    let (segments, latency, concurrency) = (argument(0, 20_480), argument(1, 200), argument(2, 64));
    let mut server =
        Command::new(std::env::current_exe()?).args(["serve", &latency.to_string()]).stdout(Stdio::piped()).spawn()?;
    let mut address = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut address)?;
    run(segments, latency, concurrency, address.trim())?;
    server.kill()
}

fn run(segments: usize, latency: usize, concurrency: usize, address: &str) -> io::Result<()> {
    let options = ServerOptions {
        model: "m".to_owned(),
        base_url: address.to_owned(),
        concurrency,
        batch: BATCH,
        ..ServerOptions::default()
    };
    let folder = tempfile::tempdir()?;
    let memory = Memory::open(&folder.path().join("memory.db"), Durability::Full).map_err(io::Error::other)?;
    let pipeline = Pipeline { memory: Arc::new(memory), ..storm::pipeline(&options, None) };
    let part = |at: usize| -> Part {
        let first = at * PART;
        let lines: Vec<String> =
            (first..segments.min(first + PART)).map(|at| format!("گزارش {at} درباره کارگروه منتشر شد.")).collect();
        pipeline.lines(&lines, first + 1, &[])
    };
    let (mut rows, mut in_order, mut wrong) = (0, true, 0);
    let tenth = (segments / 10).max(1);
    let mut sink = |bitext: &Bitext, _: Reach| {
        for unit in &bitext.units {
            in_order &= unit.source.segment.seg == rows + 1;
            wrong += usize::from(unit.target.is_empty() || !unit.issues.is_empty());
            rows += 1;
            if rows.is_multiple_of(tenth) {
                writeln!(io::stdout(), "{rows} rows, {} MB", megabytes())?;
            }
        }
        Ok(())
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let (start, used) = (Instant::now(), processor_time());
    let parts = stream::iter((0..segments.div_ceil(PART)).map(part));
    let summary = runtime.block_on(pipeline.run(parts, &mut sink, &Quiet, &Stop::default())).unwrap();
    let (wall, own) = (start.elapsed().as_secs_f64(), processor_time() - used);
    let ideal = segments.div_ceil(BATCH).div_ceil(concurrency) as f64 * latency as f64 / 1000.0;
    writeln!(io::stdout(), "{rows} rows, in order: {in_order}, {} failed, {wrong} with an issue", summary.failed)?;
    writeln!(io::stdout(), "wall {wall:.2} s, ideal {ideal:.2} s, ratio {:.3}", wall / ideal)?;
    writeln!(io::stdout(), "processor time {own:.2} s, {:.1} µs for a segment", own * 1e6 / segments as f64)
}

/// Processor time of this process in seconds.
fn processor_time() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or("").split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}

fn megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().split(' ').next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
}

/// Answers each request after the latency, as cheaply as can be: the number in a segment decides its answer.
fn serve(latency: Duration) -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    writeln!(io::stdout(), "http://{}/v1", listener.local_addr()?)?;
    for stream in listener.incoming().flatten() {
        std::thread::spawn(move || while answer(&stream, latency).unwrap_or(false) {});
    }
    Ok(())
}

fn answer(mut stream: &TcpStream, latency: Duration) -> io::Result<bool> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Ok(false);
        }
        if line == "\r\n" {
            break;
        }
        if let Some(value) = line.strip_prefix("content-length: ") {
            length = value.trim().parse().unwrap_or(0);
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let start = Instant::now();
    let text = String::from_utf8_lossy(&body);
    let segments = text.split_once("Segments:").map_or("", |(_, rest)| rest);
    let values = segments.split("گزارش ").skip(1).map(|rest| rest.split(' ').next().unwrap_or(""));
    let members: Vec<String> = values
        .enumerate()
        .map(|(at, number)| {
            format!("\\\"s{:02}\\\":\\\"Report {number} on the working group was published.\\\"", at + 1)
        })
        .collect();
    let body = format!(
        "{{\"choices\":[{{\"finish_reason\":\"stop\",\"message\":{{\"content\":\"{{{}}}\"}}}}]}}",
        members.join(",")
    );
    std::thread::sleep(latency.saturating_sub(start.elapsed()));
    stream.write_all(format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len()).as_bytes())?;
    Ok(true)
}
