//! A job that is killed again and again: a server on loopback that counts what it is asked, and a check that nothing was lost, doubled or asked twice.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where")]
#![allow(dead_code, reason = "a test and an example use it, each a part")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use dilmaj::memory::{Memory, Side};
use serde_json::{Map, Value, json};

/// How a run is ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    Kill,
    Terminate,
    Interrupt,
}

/// Random numbers that depend on their seed alone (splitmix64).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % bound
    }
}

/// What was asked so far, in the order of asking.
pub(crate) type Asked = Arc<Mutex<Vec<String>>>;

/// Serves answers to any number of connections; returns the address.
pub(crate) fn serve(asked: &Asked, delay: Duration) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/v1", listener.local_addr().unwrap());
    let asked = Arc::clone(asked);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let asked = Arc::clone(&asked);
            // A client that was killed breaks its connection; that is its affair.
            std::thread::spawn(move || while answer(&stream, &asked, delay).is_some() {});
        }
    });
    address
}

fn answer(stream: &TcpStream, asked: &Asked, delay: Duration) -> Option<()> {
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().ok()?;
        }
        if line == "\r\n" {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let request: Value = serde_json::from_slice(&body).ok()?;
    let user = request["messages"].as_array()?.last()?["content"].as_str()?;
    let segments: Map<String, Value> = serde_json::from_str(&user[user.rfind("{\"s01\"")?..]).ok()?;
    asked.lock().unwrap().extend(segments.values().filter_map(Value::as_str).map(str::to_owned));
    std::thread::sleep(delay);
    let answers: Map<String, Value> = segments.into_iter().map(|(key, text)| (key, json!(english(&text)))).collect();
    let content = Value::Object(answers).to_string();
    let body = json!({ "choices": [{ "index": 0, "finish_reason": "stop", "message": { "role": "assistant", "content": content } }] });
    let body = body.to_string();
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n", body.len());
    let mut stream = stream;
    stream.write_all(format!("{head}{body}").as_bytes()).ok()
}

fn english(text: &Value) -> String {
    let digits: String = text.as_str().unwrap_or("").chars().filter(char::is_ascii_digit).collect();
    format!("Report number {digits} was published yesterday.")
}

/// A folder with a job of so many segments.
pub(crate) struct Job {
    folder: tempfile::TempDir,
    program: PathBuf,
    memory: PathBuf,
}

impl Job {
    /// Prepares the job; its memory lies in `memory`, or in the folder of the job.
    pub(crate) fn new(program: &Path, address: &str, segments: usize, memory: Option<&Path>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let memory = memory.map_or_else(|| folder.path().join("memory.db"), |place| place.join("memory.db"));
        let text: String = (0..segments).map(|at| format!("گزارش شماره {} دیروز منتشر شد.\n", 10_000 + at)).collect();
        std::fs::write(folder.path().join("a.txt"), text).unwrap();
        let settings = format!(
            "[memory]\npath = \"{}\"\n[backend.mock]\nkind = \"chat\"\nmodel = \"m\"\nbase_url = \"{address}\"\nbatch = 10\nconcurrency = 4\n",
            memory.display()
        );
        std::fs::write(folder.path().join("own.toml"), settings).unwrap();
        Self { folder, program: program.to_owned(), memory }
    }

    pub(crate) fn start(&self) -> Child {
        let arguments = ["--config", "own.toml", "translate", "a.txt", "-o", "out", "-b", "mock", "--no-glossary"];
        Command::new(&self.program)
            .current_dir(self.folder.path())
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    /// Runs to the end; returns the exit code and what was said.
    pub(crate) fn run(&self) -> (i32, String) {
        let done = self.start().wait_with_output().unwrap();
        (done.status.code().unwrap_or(-1), String::from_utf8_lossy(&done.stderr).into_owned())
    }

    /// The table, if the job is done.
    pub(crate) fn table(&self) -> Option<String> {
        std::fs::read_to_string(self.folder.path().join("out/a.tsv")).ok()
    }

    /// The sources that the memory holds an answer for.
    pub(crate) fn stored(&self) -> Vec<String> {
        if !self.memory.exists() {
            return Vec::new();
        }
        match Memory::open_for_reading(&self.memory) {
            Ok(memory) => {
                assert_eq!(memory.check().unwrap().problems, Vec::<String>::new());
                memory.search(".", Side::Source, usize::MAX).unwrap().into_iter().map(|one| one.source).collect()
            }
            // Killed before the first table was made.
            Err(error) => panic!("{error}"),
        }
    }
}

/// What a storm did.
#[derive(Debug, Default)]
pub(crate) struct Storm {
    pub(crate) ends: usize,
    pub(crate) runs: usize,
    pub(crate) jobs: usize,
    pub(crate) asked: usize,
    pub(crate) segments: usize,
    /// Segments that were asked although an answer was stored: must be 0.
    pub(crate) asked_again: usize,
    pub(crate) lost: usize,
    pub(crate) doubled: usize,
    /// Tables that are not, byte for byte, that of an undisturbed run.
    pub(crate) different: usize,
}

/// Ends runs at random moments, `ends` times at least, with a second process beside now and then; jobs that are done begin anew.
pub(crate) fn storm(program: &Path, segments: usize, ends: usize, kinds: &[End], random: &mut Random) -> Storm {
    let asked = Asked::default();
    let address = serve(&asked, Duration::from_millis(8));
    let calm = Job::new(program, &address, segments, None);
    let begun = Instant::now();
    let (code, said) = calm.run();
    assert_eq!(code, 0, "{said}");
    let longest = u64::try_from(begun.elapsed().as_millis()).unwrap();
    let weather = Weather { ends, kinds, longest };
    let table = calm.table().unwrap();
    let mut storm = Storm::default();
    while storm.ends < ends {
        let job = Job::new(program, &address, segments, None);
        asked.lock().unwrap().clear();
        storm.jobs += 1;
        storm.segments += segments;
        while job.table().is_none() {
            one_run(&job, &asked, &weather, random, &mut storm);
        }
        let (code, said) = job.run();
        assert_eq!(code, 0, "{said}");
        storm.asked += asked.lock().unwrap().len();
        storm.different += usize::from(job.table().as_deref() != Some(&table));
        let stored = job.stored();
        let distinct: BTreeSet<&String> = stored.iter().collect();
        storm.lost += segments - distinct.len();
        storm.doubled += stored.len() - distinct.len();
    }
    storm
}

/// How a storm goes on.
struct Weather<'w> {
    ends: usize,
    kinds: &'w [End],
    /// Milliseconds of an undisturbed run.
    longest: u64,
}

fn one_run(job: &Job, asked: &Asked, weather: &Weather<'_>, random: &mut Random, storm: &mut Storm) {
    let Weather { ends, kinds, longest } = *weather;
    let stored: BTreeSet<String> = job.stored().into_iter().collect();
    let before = asked.lock().unwrap().len();
    storm.runs += 1;
    let mut child = job.start();
    let second = (random.below(4) == 0).then(|| job.start());
    if storm.ends < ends {
        std::thread::sleep(Duration::from_millis(random.below(longest / 4 + 20)));
        let kind = kinds[usize::try_from(random.below(kinds.len() as u64)).unwrap()];
        end(&mut child, kind);
        storm.ends += 1;
    }
    drop(child.wait_with_output());
    if let Some(second) = second {
        drop(second.wait_with_output());
    }
    let asked = asked.lock().unwrap();
    storm.asked_again += asked[before..].iter().filter(|text| stored.contains(*text)).count();
}

fn end(child: &mut Child, kind: End) {
    let name = match kind {
        End::Kill => return drop(child.kill()),
        End::Terminate => "-TERM",
        End::Interrupt => "-INT",
    };
    drop(Command::new("kill").args([name, &child.id().to_string()]).stderr(Stdio::null()).status());
}

/// Runs a job whose memory lies in a small file system that is full, and makes room bit by bit. Returns how often it was full.
pub(crate) fn full_disk(program: &Path, segments: usize, small: &Path) -> usize {
    let asked = Asked::default();
    let address = serve(&asked, Duration::from_millis(2));
    let calm = Job::new(program, &address, segments, None);
    assert_eq!(calm.run().0, 0);
    let job = Job::new(program, &address, segments, Some(small));
    let mut fillers = fill(small);
    let mut full = 0;
    loop {
        let stored: BTreeSet<String> = job.stored_or_none().into_iter().collect();
        asked.lock().unwrap().clear();
        let (code, said) = job.run();
        let again = asked.lock().unwrap().iter().filter(|text| stored.contains(*text)).count();
        assert_eq!(again, 0, "asked although stored");
        if code == 0 {
            break;
        }
        assert_eq!(code, 2, "{said}");
        full += 1;
        let filler = fillers.pop().expect("room for the whole job");
        std::fs::remove_file(filler).unwrap();
    }
    assert_eq!(job.table(), calm.table());
    let mut stored = BTreeMap::new();
    job.stored().into_iter().for_each(|source| *stored.entry(source).or_insert(0) += 1);
    assert_eq!((stored.len(), stored.values().max()), (segments, Some(&1)));
    full
}

impl Job {
    /// On a full disk there may be a file without tables.
    fn stored_or_none(&self) -> Vec<String> {
        let has_tables = std::fs::metadata(&self.memory).is_ok_and(|file| file.len() > 8192);
        if has_tables { self.stored() } else { Vec::new() }
    }
}

/// Fills a file system with files of 200 KB.
fn fill(small: &Path) -> Vec<PathBuf> {
    let mut fillers = Vec::new();
    for at in 0.. {
        let path = small.join(format!("filler-{at}"));
        let is_full = std::fs::write(&path, vec![b'x'; 200_000]).is_err();
        fillers.push(path);
        if is_full {
            break;
        }
    }
    fillers
}
