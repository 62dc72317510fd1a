//! `DeepL`, API v2: `POST /v2/translate`. For Persian it has neither glossaries nor tag handling (language table of 2026), so terms are checked here.

use serde_json::{Value, json};

use crate::backend::http::Fault;
use crate::backend::options::ServerOptions;

use super::{Service, as_it_is};

pub(super) const SERVICE: Service = Service {
    kind: "deepl",
    most_items: 50,
    // A body of at most 128 KiB, with two bytes for a Persian letter and some room.
    most_characters: 50_000,
    url: |address, _| format!("{address}/v2/translate"),
    headers: |key, _| key.map(|key| ("authorization", format!("DeepL-Auth-Key {key}"))).into_iter().collect(),
    body,
    read: |answer| Some(answer["translations"].as_array()?.iter().map(|one| one["text"].as_str()).collect()),
    mend: as_it_is,
    faults,
    settings: &[],
};

/// A segment is one sentence already, so nothing is to be split.
fn body(texts: &[&str], _: Option<&str>, options: &ServerOptions) -> Value {
    let body = json!({ "text": texts, "source_lang": "FA", "target_lang": "EN-US", "split_sentences": "0" });
    options.with_extra(body)
}

/// 456 is the account's limit for the month; asking again is of no use.
fn faults(status: u16, _: &str) -> Option<Fault> {
    (status == 456).then_some(Fault::Quota)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{SERVICE, ServerOptions};

    #[test]
    fn the_wire_format_is_the_documented_one() {
        let options = ServerOptions::default();
        assert_eq!((SERVICE.url)("https://api-free.deepl.com", &options), "https://api-free.deepl.com/v2/translate");
        assert_eq!((SERVICE.headers)(Some("k:fx"), &options), [("authorization", "DeepL-Auth-Key k:fx".to_owned())]);
        let body = (SERVICE.body)(&["سلام"], None, &options);
        let expected = r#"{"text":["سلام"],"source_lang":"FA","target_lang":"EN-US","split_sentences":"0"}"#;
        assert_eq!(body.to_string(), expected);
        let answer = json!({ "translations": [{ "detected_source_language": "FA", "text": "Hello" }] });
        assert_eq!((SERVICE.read)(&answer), Some(vec![Some("Hello")]));
        assert_eq!((SERVICE.read)(&json!({ "message": "no" })), None);
    }
}
