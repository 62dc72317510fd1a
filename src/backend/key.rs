//! The key of a server: from the environment variable or the file that the settings name, and from nowhere else.

use super::error::BackendError;
use super::options::ServerOptions;

/// Returns the key, or nothing if none is set or none is needed because answers are replayed.
///
/// # Errors
/// Fails if the variable or the file that is named has no key.
pub(super) fn key(
    backend: &str,
    options: &ServerOptions,
    secret: &dyn Fn(&str) -> Option<String>,
) -> Result<Option<String>, BackendError> {
    let configuration = |problem: String| BackendError::Configuration { backend: backend.to_owned(), problem };
    if options.replay.is_some() {
        return Ok(None);
    }
    let found = match (options.api_key_env.as_str(), &options.api_key_file) {
        ("", None) => return Ok(None),
        ("", Some(file)) => {
            let text = std::fs::read_to_string(file)
                .map_err(|e| configuration(format!("api_key_file {}: {e}", file.display())))?;
            let key = text.trim().to_owned();
            Some(key).filter(|key| !key.is_empty()).ok_or_else(|| format!("api_key_file {} is empty", file.display()))
        }
        (variable, None) => secret(variable)
            .map(|key| key.trim().to_owned())
            .filter(|key| !key.is_empty())
            .ok_or_else(|| format!("the environment variable {variable} (api_key_env) is not set")),
        (_, Some(_)) => Err("api_key_env and api_key_file are both set; one is enough".to_owned()),
    };
    found.map(Some).map_err(configuration)
}
