//! A folder of its own for each test, and the program run in it.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where")]
#![allow(dead_code, reason = "each test uses its part")]

use std::path::PathBuf;

use assert_cmd::Command;

/// A temporary folder that the program runs in.
pub(crate) struct Folder(tempfile::TempDir);

/// What a run gave.
pub(crate) struct Done {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        self.write_bytes(name, text.as_bytes());
    }

    pub(crate) fn write_bytes(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        let path = self.path(name);
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// Runs the program in the folder, without the user's own settings.
    pub(crate) fn run(&self, args: &[&str], stdin: &str) -> Done {
        self.done(args, &[], stdin)
    }

    /// The same with environment variables.
    pub(crate) fn run_with(&self, args: &[&str], variables: &[(&str, &str)]) -> Done {
        self.done(args, variables, "")
    }

    fn done(&self, args: &[&str], variables: &[(&str, &str)], stdin: &str) -> Done {
        let output = Command::cargo_bin("dilmaj")
            .unwrap()
            .current_dir(self.0.path())
            .env("XDG_CONFIG_HOME", self.0.path())
            .env_remove("DILMAJ_TEST_KEY")
            .envs(variables.iter().copied())
            .args(args)
            .write_stdin(stdin)
            .output()
            .unwrap();
        Done {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// Asserts that a run failed with this code and said this.
#[track_caller]
pub(crate) fn fails(done: &Done, code: i32, message: &str) {
    assert_eq!(done.code, code, "{}", done.err);
    assert!(done.err.contains(message), "expected `{message}` in: {}", done.err);
}
