//! A chat server on loopback that knows the right answers and does wrong things to a share of them, by seed.
//!
//! In: right answers by source, a seed, a share of requests to spoil. Out: an address, and what was done to whom. What is done to a request
//! depends on the seed, its text and how often it came, never on the order in which requests arrive.

use std::collections::{BTreeMap, HashMap};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Map, Value, json};

use super::wrong;

/// Ways to fail, from the connection to the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Fault {
    Slow,
    Drip,
    BusyBare,
    BusySeconds,
    BusyDate,
    Overloaded,
    ErrorInside,
    Reset,
    ResetInBody,
    ShortBody,
    NoJson,
    CutJson,
    Length,
    Filtered,
    WrongIds,
    LeftOut,
    TwoUnderOneId,
    Merged,
    Shifted,
    Swapped,
    Repeated,
    Empty,
    Refused,
    RefusedInPersian,
    Echoed,
    HalfPersian,
    Chatter,
    Fence,
    PromptLeak,
    Loop,
    BrokenOff,
    OtherLanguage,
    Obeyed,
    Disobeyed,
    LostNumber,
}

#[allow(clippy::enum_glob_use, reason = "nothing but faults is listed here")]
use Fault::*;

pub(crate) const FAULTS: [Fault; 35] = [
    Slow,
    Drip,
    BusyBare,
    BusySeconds,
    BusyDate,
    Overloaded,
    ErrorInside,
    Reset,
    ResetInBody,
    ShortBody,
    NoJson,
    CutJson,
    Length,
    Filtered,
    WrongIds,
    LeftOut,
    TwoUnderOneId,
    Merged,
    Shifted,
    Swapped,
    Repeated,
    Empty,
    Refused,
    RefusedInPersian,
    Echoed,
    HalfPersian,
    Chatter,
    Fence,
    PromptLeak,
    Loop,
    BrokenOff,
    OtherLanguage,
    Obeyed,
    Disobeyed,
    LostNumber,
];

/// Those that need neighbours.
const OF_SEVERAL: [Fault; 6] = [LeftOut, TwoUnderOneId, Merged, Shifted, Swapped, Repeated];

/// Random numbers that depend on nothing but their seed (splitmix64).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn of(seed: u64, text: &str) -> Self {
        let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        Self(text.bytes().fold(seed ^ 0xcbf2_9ce4_8422_2325, mix))
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % bound.max(1) as u64) as usize
    }
}

/// What the server does.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) seed: u64,
    /// Of a thousand requests, so many are spoilt.
    pub(crate) per_mille: usize,
    pub(crate) faults: Vec<Fault>,
    /// How long each answer takes.
    pub(crate) latency: Duration,
}

/// What was done.
#[derive(Debug, Default)]
pub(crate) struct Log {
    pub(crate) requests: usize,
    /// Requests spoilt, by fault.
    pub(crate) spoilt: BTreeMap<Fault, usize>,
    /// What was done to the last answer for each source that left the server whole; `None`: it was right.
    pub(crate) last: HashMap<String, Option<Fault>>,
    /// Right answers delivered for each source.
    pub(crate) right: HashMap<String, usize>,
    /// Sources that met each fault.
    pub(crate) met: BTreeMap<Fault, Vec<String>>,
    /// How often each request came.
    asked: HashMap<String, u64>,
    /// Heads of all requests.
    pub(crate) heads: Vec<String>,
}

/// The server: where it is, and what it did so far.
pub(crate) struct Faulty {
    pub(crate) address: String,
    pub(crate) log: Arc<Mutex<Log>>,
}

/// Right answers by source.
pub(crate) type Right = HashMap<String, String>;

pub(crate) fn serve(right: Right, plan: Plan) -> Faulty {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/v1", listener.local_addr().unwrap());
    let log: Arc<Mutex<Log>> = Arc::default();
    let (shared, right) = (Arc::clone(&log), Arc::new(right));
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (right, plan, log) = (Arc::clone(&right), plan.clone(), Arc::clone(&shared));
            std::thread::spawn(move || while serve_one(&stream, &right, &plan, &log).unwrap_or(false) {});
        }
    });
    Faulty { address, log }
}

/// Answers one request; false if the connection is to end.
fn serve_one(stream: &TcpStream, right: &Right, plan: &Plan, log: &Mutex<Log>) -> std::io::Result<bool> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Ok(false);
        }
        if line == "\r\n" {
            break;
        }
        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
        head.push_str(&line);
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let body: Value = serde_json::from_slice(&body).unwrap_or(Value::Null);
    let user = body["messages"][1]["content"].as_str().unwrap_or("");
    let segments = user.rsplit_once("Segments:\n").map_or("", |(_, segments)| segments);
    let sources: Map<String, Value> = serde_json::from_str(segments).unwrap_or_default();
    let sources: Vec<String> = sources.values().map(|text| text.as_str().unwrap_or("").to_owned()).collect();
    let fault = {
        let mut log = log.lock().unwrap();
        log.requests += 1;
        log.heads.push(head);
        let time = log.asked.entry(segments.to_owned()).and_modify(|time| *time += 1).or_insert(1);
        let mut dice = Dice::of(plan.seed.wrapping_mul(1_000).wrapping_add(*time), segments);
        let spoils = dice.below(1000) < plan.per_mille && !plan.faults.is_empty();
        let fault = spoils.then(|| plan.faults[dice.below(plan.faults.len())]);
        // Alone there is nothing to be mixed up with.
        fault.filter(|fault| sources.len() > 1 || !OF_SEVERAL.contains(fault)).map(|fault| (fault, dice))
    };
    std::thread::sleep(plan.latency);
    let terms =
        user.split_once("Terms:\n").and_then(|(_, rest)| rest.split_once("\n\n")).map_or("", |(terms, _)| terms);
    let terms = terms.lines().filter_map(|line| Some(line.split_once(" = ")?.1.to_owned())).collect();
    answer(stream, fault, (&sources, terms), right, log)
}

fn answer(
    stream: &TcpStream,
    fault: Option<(Fault, Dice)>,
    (sources, terms): (&[String], Vec<String>),
    right: &Right,
    log: &Mutex<Log>,
) -> std::io::Result<bool> {
    let mut targets: Vec<Option<String>> = sources.iter().map(|source| right.get(source).cloned()).collect();
    let (fault, spoilt, twice) = match fault {
        None => (None, Vec::new(), None),
        Some((fault, mut dice)) => {
            let (spoilt, twice) = wrong::spoil(fault, sources, &mut targets, &terms, &mut dice);
            (Some(fault), spoilt, twice)
        }
    };
    let arrives = fault.is_none_or(wrong::arrives);
    {
        let mut log = log.lock().unwrap();
        if let Some(fault) = fault {
            *log.spoilt.entry(fault).or_default() += 1;
            let met = if arrives { spoilt.iter().map(|at| sources[*at].clone()).collect() } else { sources.to_vec() };
            log.met.entry(fault).or_default().extend(met);
        }
        if arrives {
            for (at, source) in sources.iter().enumerate() {
                let own = fault.filter(|_| spoilt.contains(&at));
                *log.right.entry(source.clone()).or_default() += usize::from(own.is_none());
                log.last.insert(source.clone(), own);
            }
        }
    }
    let key = |at: usize| if fault == Some(WrongIds) { format!("t{at}") } else { format!("s{:02}", at + 1) };
    let members = targets.iter().enumerate().filter_map(|(at, target)| Some((key(at), json!(target.as_ref()?))));
    let mut content = Value::Object(members.collect()).to_string();
    if let Some(second) = twice {
        content = content.replacen('{', &format!("{{\"s01\":{},", json!(second)), 1);
    }
    reply(stream, fault, &content)
}

fn reply(mut stream: &TcpStream, fault: Option<Fault>, content: &str) -> std::io::Result<bool> {
    let cut = |text: &str| text.chars().take(text.chars().count() / 2).collect::<String>();
    let reason = match fault {
        Some(Length) => "length",
        Some(Filtered) => "content_filter",
        _ => "stop",
    };
    let content = if matches!(fault, Some(CutJson | Length)) { cut(content) } else { content.to_owned() };
    let message = json!({ "role": "assistant", "content": content });
    let tokens = content.len() / 4;
    let usage = json!({ "prompt_tokens": 400, "completion_tokens": tokens });
    let right =
        json!({ "choices": [{ "index": 0, "finish_reason": reason, "message": message }], "usage": usage }).to_string();
    let (status, body) = match fault {
        Some(BusyBare) => ("429 Too Many Requests", "{\"error\":\"slow down\"}".to_owned()),
        Some(BusySeconds) => ("429 Too Many Requests\r\nRetry-After: 0", "{}".to_owned()),
        Some(BusyDate) => (
            "429 Too Many Requests\r\nDate: Sun, 29 Feb 2032 00:00:00 GMT\r\nRetry-After: Sun, 29 Feb 2032 00:00:01 GMT",
            "{}".to_owned(),
        ),
        Some(Overloaded) => ("503 Service Unavailable", "<html>overloaded</html>".to_owned()),
        Some(ErrorInside) => ("200 OK", json!({ "error": { "code": 502, "message": "upstream" } }).to_string()),
        Some(NoJson) => ("200 OK", "<html>a page of the gateway</html>".to_owned()),
        _ => ("200 OK", right),
    };
    let head = format!("HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n", body.len());
    match fault {
        Some(Reset) => return Ok(false),
        Some(ResetInBody | ShortBody) => {
            stream.write_all(head.as_bytes())?;
            stream.write_all(&body.as_bytes()[..body.len() / 2])?;
            if fault == Some(ResetInBody) {
                stream.shutdown(std::net::Shutdown::Both)?;
            }
            return Ok(false);
        }
        Some(Slow) => std::thread::sleep(Duration::from_millis(300)),
        Some(Drip) => {
            stream.write_all(head.as_bytes())?;
            for piece in body.as_bytes().chunks(body.len().div_ceil(20)) {
                stream.write_all(piece)?;
                std::thread::sleep(Duration::from_millis(10));
            }
            return Ok(true);
        }
        _ => {}
    }
    stream.write_all(format!("{head}{body}").as_bytes())?;
    Ok(true)
}
