//! Google Cloud Translation: v2 (Basic) with an API key, v3 (Advanced) with a project, an OAuth token and a glossary if one is named.

use serde_json::{Value, json};

use crate::backend::http::Fault;
use crate::backend::options::ServerOptions;

use super::{Service, as_it_is};

/// Version 2.
pub(super) const BASIC: Service = Service {
    kind: "google",
    most_items: 128,
    most_characters: 5_000,
    url: |address, _| format!("{address}/language/translate/v2"),
    headers: |key, _| key.map(|key| ("x-goog-api-key", key.to_owned())).into_iter().collect(),
    // The default format is HTML, which comes back with entities.
    body: |texts, _, options| {
        options.with_extra(json!({ "q": texts, "source": "fa", "target": "en", "format": "text" }))
    },
    read: |answer| {
        let list = answer["data"]["translations"].as_array()?;
        Some(list.iter().map(|one| one["translatedText"].as_str()).collect())
    },
    mend: as_it_is,
    faults,
    settings: &[],
};

/// Version 3.
pub(super) const ADVANCED: Service = Service {
    kind: "google",
    most_items: 1024,
    most_characters: 5_000,
    url: |address, options| {
        format!("{address}/v3/projects/{}/locations/{}:translateText", options.project, place(options))
    },
    headers: |key, options| {
        let token = key.map(|key| ("authorization", format!("Bearer {key}")));
        token.into_iter().chain([("x-goog-user-project", options.project.clone())]).collect()
    },
    body: advanced_body,
    read: advanced_texts,
    mend: as_it_is,
    faults,
    settings: &["model", "project", "location", "glossary"],
};

fn place(options: &ServerOptions) -> &str {
    if options.location.is_empty() { "global" } else { &options.location }
}

fn advanced_body(texts: &[&str], _: Option<&str>, options: &ServerOptions) -> Value {
    let parent = format!("projects/{}/locations/{}", options.project, place(options));
    let mut body = json!({
        "contents": texts,
        "mimeType": "text/plain",
        "sourceLanguageCode": "fa",
        "targetLanguageCode": "en",
    });
    if !options.model.is_empty() {
        body["model"] = json!(format!("{parent}/models/{}", options.model));
    }
    if !options.glossary.is_empty() {
        body["glossaryConfig"] = json!({ "glossary": format!("{parent}/glossaries/{}", options.glossary) });
    }
    options.with_extra(body)
}

/// With a glossary the answer has both lists; the one with the glossary applied counts.
fn advanced_texts(answer: &Value) -> Option<Vec<Option<&str>>> {
    let list = answer["glossaryTranslations"].as_array().or_else(|| answer["translations"].as_array())?;
    Some(list.iter().map(|one| one["translatedText"].as_str()).collect())
}

/// Over quota the service answers 403, not only 429: by the day it is the quota, by the minute it is haste.
fn faults(status: u16, body: &str) -> Option<Fault> {
    match status {
        403 if body.contains("daily limit") || body.contains("dailylimit") => Some(Fault::Quota),
        403 if body.contains("rate limit") || body.contains("ratelimit") => Some(Fault::Busy),
        400 if body.contains("too long") || body.contains("too large") => Some(Fault::TooLong),
        400 if body.contains("api key not valid") => Some(Fault::Authentication),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{ADVANCED, BASIC, Fault, ServerOptions, faults};

    #[test]
    fn version_2_is_spoken_as_documented() {
        let options = ServerOptions::default();
        let body = (BASIC.body)(&["سلام"], None, &options);
        assert_eq!(body.to_string(), r#"{"q":["سلام"],"source":"fa","target":"en","format":"text"}"#);
        let answer = json!({ "data": { "translations": [{ "translatedText": "Hello" }] } });
        assert_eq!((BASIC.read)(&answer), Some(vec![Some("Hello")]));
    }

    #[test]
    fn version_3_names_project_and_glossary_and_prefers_the_glossary_answer() {
        let options = ServerOptions {
            project: "p".to_owned(),
            location: "us-central1".to_owned(),
            glossary: "g".to_owned(),
            ..ServerOptions::default()
        };
        let url = (ADVANCED.url)("https://translation.googleapis.com", &options);
        assert_eq!(url, "https://translation.googleapis.com/v3/projects/p/locations/us-central1:translateText");
        let body = (ADVANCED.body)(&["سلام"], None, &options);
        assert_eq!(body["glossaryConfig"]["glossary"], "projects/p/locations/us-central1/glossaries/g");
        assert_eq!(body["mimeType"], "text/plain");
        let answer =
            json!({ "translations": [{ "translatedText": "a" }], "glossaryTranslations": [{ "translatedText": "b" }] });
        assert_eq!((ADVANCED.read)(&answer), Some(vec![Some("b")]));
    }

    #[test]
    fn forbidden_is_told_from_too_fast_and_used_up() {
        assert_eq!(faults(403, "user rate limit exceeded"), Some(Fault::Busy));
        assert_eq!(faults(403, "daily limit exceeded"), Some(Fault::Quota));
        assert_eq!(faults(403, "permission denied"), None);
    }
}
