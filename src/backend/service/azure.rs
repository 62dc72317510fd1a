//! Azure Translator, version 3.0: `POST /translate?api-version=3.0`.

use serde_json::{Value, json};

use crate::backend::http::{Fault, Headers};
use crate::backend::options::ServerOptions;

use super::{Service, as_it_is};

pub(super) const SERVICE: Service = Service {
    kind: "azure",
    most_items: 1000,
    most_characters: 50_000,
    url: |address, _| format!("{address}/translate?api-version=3.0&from=fa&to=en&textType=plain"),
    headers,
    body: |texts, _, _| Value::Array(texts.iter().map(|text| json!({ "Text": text })).collect()),
    read: |answer| Some(answer.as_array()?.iter().map(|one| one["translations"][0]["text"].as_str()).collect()),
    mend: as_it_is,
    faults,
    settings: &["region"],
};

fn headers(key: Option<&str>, options: &ServerOptions) -> Headers {
    let key = key.map(|key| ("ocp-apim-subscription-key", key.to_owned()));
    let region = Some(&options.region).filter(|region| !region.is_empty());
    key.into_iter().chain(region.map(|region| ("ocp-apim-subscription-region", region.clone()))).collect()
}

/// Codes are the HTTP status and three digits more.
fn faults(status: u16, body: &str) -> Option<Fault> {
    match status {
        403 if body.contains("403001") || body.contains("quota") => Some(Fault::Quota),
        400 if body.contains("400050") || body.contains("400077") => Some(Fault::TooLong),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{SERVICE, ServerOptions};

    #[test]
    fn the_wire_format_is_the_documented_one() {
        let options = ServerOptions { region: "westeurope".to_owned(), ..ServerOptions::default() };
        let headers = (SERVICE.headers)(Some("k"), &options);
        assert_eq!(headers[1], ("ocp-apim-subscription-region", "westeurope".to_owned()));
        assert_eq!((SERVICE.body)(&["سلام", "خوبی"], None, &options).to_string(), r#"[{"Text":"سلام"},{"Text":"خوبی"}]"#);
        let answer = json!([{ "translations": [{ "text": "Hello", "to": "en" }] }]);
        assert_eq!((SERVICE.read)(&answer), Some(vec![Some("Hello")]));
    }
}
