//! Whether a settings file that lay about may send a key to another host: asked once on a terminal, and remembered.
//!
//! What is remembered is the file, the variable of the key and the address: if one of them changes, the question comes again.

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
    let backend::Options::Chat(chat) = options else { return Ok(()) };
    let sends_key = !chat.api_key_env.is_empty() && !backend::is_local(&chat.base_url);
    let Some(path) = loaded.path.as_deref().filter(|_| loaded.found && !common.trust_config && sends_key) else {
        return Ok(());
    };
    let file = path.display();
    let question = format!("{file} sends the key in {} to {}", chat.api_key_env, chat.base_url);
    let line = remembered_line(path, &chat.api_key_env, &chat.base_url);
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

fn remembered_line(path: &Path, key: &str, address: &str) -> String {
    let full = std::fs::canonicalize(path).unwrap_or_else(|_| PathBuf::from(path));
    format!("{key}\t{address}\t{}", full.display()).replace('\n', " ")
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
    fn an_answer_holds_for_this_file_key_and_address_only() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("new/trusted");
        let line = remembered_line(Path::new("dilmaj.toml"), "KEY", "https://a.example/v1");
        assert!(!is_remembered(&store, &line));
        remember(&store, &line).unwrap();
        remember(&store, "OTHER\thttps://b.example\t/x").unwrap();
        assert!(is_remembered(&store, &line));
        assert!(!is_remembered(&store, &remembered_line(Path::new("dilmaj.toml"), "KEY", "https://c.example/v1")));
    }
}
