//! Whether a settings file that lay about may send a key to another host or run a program: asked once on a terminal, and remembered.
//!
//! What is remembered is the file, and the key and address or the program: if one of them changes, the question comes again.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use crate::backend;
use crate::config::{self, Loaded};
use crate::export::write_atomically;

use super::args::Common;
use super::error::CommandError;
use super::terminal;

/// Fails unless backend `name` may be used as the settings say.
pub(super) fn check(
    loaded: &Loaded,
    common: &Common,
    name: &str,
    options: &backend::Options,
) -> Result<(), CommandError> {
    let found = loaded.path.as_deref().filter(|_| loaded.found && !common.trust_config);
    let Some((path, deed)) = found.zip(deed(options)) else { return Ok(()) };
    let file = path.display();
    let question = format!("{file} {deed}");
    let line = remembered_line(path, &deed);
    let store = config::user_folder().map(|folder| folder.join("trusted"));
    if store.as_deref().is_some_and(|store| is_remembered(store, &line)) {
        return Ok(());
    }
    if confirmed(&question) {
        if let Some(Err(error)) = store.as_deref().map(|store| remember(store, &line)) {
            terminal::warn(&format!("the answer could not be kept: {error}"));
        }
        return Ok(());
    }
    let message = format!("backend `{name}`: {question}, and the file was found, not named");
    Err(CommandError::new(message).with_hint(format!("name it with --config {file}, or say --trust-config")))
}

/// What needs trust: sending a key to another host, and running a program.
fn deed(options: &backend::Options) -> Option<String> {
    if let backend::Options::Command(command) = options {
        return Some(format!("runs the program `{}`", command.command.join(" ")));
    }
    let (server, address) = options.server().zip(options.address())?;
    let key = match &server.api_key_file {
        Some(file) => file.display().to_string(),
        None => server.api_key_env.clone(),
    };
    // A proxy sees what the server sees.
    let is_local = backend::is_local(address) && server.proxy.is_empty();
    (!key.is_empty() && !is_local).then(|| format!("sends the key in {key} to {address}"))
}

fn remembered_line(path: &Path, deed: &str) -> String {
    let full = std::fs::canonicalize(path).unwrap_or_else(|_| PathBuf::from(path));
    format!("{} {deed}", full.display()).replace('\n', " ")
}

fn is_remembered(store: &Path, line: &str) -> bool {
    std::fs::read_to_string(store).is_ok_and(|text| text.lines().any(|known| known == line))
}

fn remember(store: &Path, line: &str) -> io::Result<()> {
    if let Some(folder) = store.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let known = std::fs::read_to_string(store).unwrap_or_default();
    write_atomically(store, format!("{known}{line}\n").as_bytes())
}

fn confirmed(question: &str) -> bool {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return false;
    }
    let _ = write!(io::stderr(), "{question}. Go on, now and later? [y/N] ");
    let _ = io::stderr().flush();
    let mut answer = String::new();
    io::stdin().read_line(&mut answer).is_ok() && matches!(answer.trim(), "y" | "Y" | "yes")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{is_remembered, remember, remembered_line};

    #[test]
    fn an_answer_holds_for_this_file_and_deed_only() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("new/trusted");
        let line = remembered_line(Path::new("dilmaj.toml"), "sends the key in KEY to https://a.example/v1");
        assert!(!is_remembered(&store, &line));
        remember(&store, &line).unwrap();
        remember(&store, "/x/dilmaj.toml runs the program `other`").unwrap();
        assert!(is_remembered(&store, &line));
        let other = remembered_line(Path::new("dilmaj.toml"), "sends the key in KEY to https://c.example/v1");
        assert!(!is_remembered(&store, &other));
    }
}
