//! The answer of a language model: one JSON object, taken apart by key and never by position.
//!
//! In: the text of the answer. Out: the translations whose keys were asked for. What is missing or no string is left out, so that it is asked again.

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::{Map, Value, json};

use crate::model::{Reply, Translation, Usage};

use super::prompt::key;

/// Reads the answer to `count` items.
///
/// # Errors
/// Fails with the problem if the text is no JSON object.
pub(super) fn answers(content: &str, count: usize) -> Result<Reply, String> {
    let Pairs(pairs) = serde_json::from_str(without_fence(content)).map_err(|error| error.to_string())?;
    let mut object = Map::new();
    let mut twice = Vec::new();
    for (key, value) in pairs {
        if object.get(&key).is_some_and(|former| *former != value) {
            twice.push(key.clone());
        }
        object.insert(key, value);
    }
    // Of two answers under one key nobody can say which is meant.
    object.retain(|key, _| !twice.contains(key));
    Ok(by_key(&object, count))
}

/// Takes the translations that were asked for out of the object.
pub(super) fn by_key(object: &Map<String, Value>, count: usize) -> Reply {
    let answers = (0..count).filter_map(|at| {
        let target = object.get(&key(at))?.as_str()?.trim().to_owned();
        Some((at, Translation { target, issues: Vec::new() }))
    });
    Reply { answers: answers.collect(), usage: Usage::default() }
}

/// The members of an object as they stand; a map would keep the last of two with one key.
struct Pairs(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Members)
    }
}

struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Pairs;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
        }
        Ok(Pairs(pairs))
    }
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
        let twice = answers("{\"s01\": \"one\", \"s02\": \"two\", \"s01\": \"other\"}", 2).unwrap();
        assert_eq!(twice.answers.keys().collect::<Vec<_>>(), [&1]);
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
