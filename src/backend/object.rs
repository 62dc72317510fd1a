//! The answer of a language model: one JSON object, taken apart by key and never by position.
//!
//! In: the text of the answer. Out: the translations whose keys were asked for. What is missing or no string is left out, so that it is asked again.

use serde_json::{Map, Value, json};

use crate::model::{Reply, Translation, Usage};

use super::prompt::key;

/// Reads the answer to `count` items.
///
/// # Errors
/// Fails with the problem if the text is no JSON object.
pub(super) fn answers(content: &str, count: usize) -> Result<Reply, String> {
    let object: Value = serde_json::from_str(without_fence(content)).map_err(|error| error.to_string())?;
    let object = object.as_object().ok_or("the content is no JSON object")?;
    Ok(by_key(object, count))
}

/// Takes the translations that were asked for out of the object.
pub(super) fn by_key(object: &Map<String, Value>, count: usize) -> Reply {
    let answers = (0..count).filter_map(|at| {
        let target = object.get(&key(at))?.as_str()?.trim().to_owned();
        Some((at, Translation { target, issues: Vec::new() }))
    });
    Reply { answers: answers.collect(), usage: Usage::default() }
}

/// Returns the schema of such an answer, in the subset that all servers take: every key required, nothing else allowed.
pub(super) fn schema(count: usize) -> Value {
    let keys: Vec<String> = (0..count).map(key).collect();
    let properties: Map<String, Value> = keys.iter().map(|key| (key.clone(), json!({ "type": "string" }))).collect();
    json!({ "type": "object", "properties": properties, "required": keys, "additionalProperties": false })
}

/// Some models wrap the object in a code fence although told not to.
fn without_fence(content: &str) -> &str {
    let bare = content.trim();
    let Some(inner) = bare.strip_prefix("```").and_then(|rest| rest.strip_suffix("```")) else { return bare };
    inner.strip_prefix("json").unwrap_or(inner).trim()
}

#[cfg(test)]
mod tests {
    use super::{answers, schema};

    #[test]
    fn answers_are_taken_by_key_and_never_by_position() {
        let reply = answers("```json\n{\"s02\": \"two\", \"s01\": 1, \"s09\": \"nine\"}\n```", 2).unwrap();
        assert_eq!(reply.answers.len(), 1);
        assert_eq!(reply.answers[&1].target, "two");
        assert!(answers("{\"s01\": \"on", 1).is_err());
        assert!(answers("[\"one\"]", 1).is_err());
    }

    #[test]
    fn a_schema_asks_for_exactly_the_keys() {
        let schema = schema(2);
        assert_eq!(schema["required"], serde_json::json!(["s01", "s02"]));
        assert_eq!(schema["additionalProperties"], false);
    }
}
