//! `LibreTranslate`: `POST /translate` with JSON (the form variant breaks on U+2028 and the like).

use serde_json::{Value, json};

use crate::backend::http::Fault;
use crate::backend::options::ServerOptions;

use super::Service;

pub(super) const SERVICE: Service = Service {
    kind: "libretranslate",
    most_items: 100,
    most_characters: 5_000,
    url: |address, _| format!("{address}/translate"),
    headers: |_, _| Vec::new(),
    body,
    read: |answer| Some(answer["translatedText"].as_array()?.iter().map(Value::as_str).collect()),
    mend: with_final_mark,
    faults,
    settings: &[],
};

/// The key is a field of the body here.
fn body(texts: &[&str], key: Option<&str>, options: &ServerOptions) -> Value {
    let mut body = json!({ "q": texts, "source": "fa", "target": "en", "format": "text" });
    if let Some(key) = key {
        body["api_key"] = json!(key);
    }
    options.with_extra(body)
}

/// It copies the final mark of the source and knows only ASCII ones: «این چیست؟» becomes "What is this".
fn with_final_mark(source: &str, target: &str) -> String {
    let ends = |text: &str, marks: &[char]| text.trim_end_matches(['»', '"', '”', ')']).ends_with(marks);
    if target.is_empty() || ends(target, &['.', '!', '?', '…', ':', ';']) {
        return target.to_owned();
    }
    match source.trim_end().trim_end_matches(['»', '"', '”', ')']).chars().last() {
        Some('؟' | '?') => format!("{target}?"),
        Some('!') => format!("{target}!"),
        Some('.') => format!("{target}."),
        _ => target.to_owned(),
    }
}

fn faults(status: u16, body: &str) -> Option<Fault> {
    match status {
        400 if body.contains("exceed") || body.contains("too long") => Some(Fault::TooLong),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{SERVICE, ServerOptions, with_final_mark};

    #[test]
    fn the_wire_format_is_the_documented_one() {
        let body = (SERVICE.body)(&["سلام"], Some("k"), &ServerOptions::default());
        assert_eq!(body.to_string(), r#"{"q":["سلام"],"source":"fa","target":"en","format":"text","api_key":"k"}"#);
        assert_eq!((SERVICE.read)(&json!({ "translatedText": ["Hello"] })), Some(vec![Some("Hello")]));
    }

    #[test]
    fn a_stripped_final_mark_comes_back() {
        assert_eq!(with_final_mark("این چیست؟", "What is this"), "What is this?");
        assert_eq!(with_final_mark("او رفت.", "He left."), "He left.");
        assert_eq!(with_final_mark("تهران", "Tehran"), "Tehran");
    }
}
