//! Units as they travel in files: TMX units, rows of parallel tables, JSON objects.
//!
//! In: one of these. Out: a unit, and back. What TMX has no place for travels as properties of the form `x-dilmaj-state`, which other programs pass
//! over. The syntax itself is in `formats`; keys are made by the caller, who knows how spelling is repaired.

use serde_json::{Map, Value, json};

use super::{NewUnit, Unit};
use crate::formats::{tmx, xml};
use crate::model::State;

/// Begins the type of a property of ours.
const OWN: &str = "x-dilmaj-";

/// Languages of sources and targets (`fa` takes `fa-IR` too).
#[derive(Debug, Clone)]
pub struct Languages {
    /// Of the sources.
    pub source: String,
    /// Of the targets.
    pub target: String,
}

/// Returns the unit of a TMX unit, without a key; `None` if it lacks one of the languages. The name of the file stands in for a document.
#[must_use]
pub fn from_tmx(unit: &tmx::Unit, file: &str, languages: &Languages) -> Option<NewUnit> {
    let text =
        |wanted: &str| unit.variants.iter().find(|(tag, _)| is_language(tag, wanted)).map(|(_, text)| text.trim());
    let (source, target) = (text(&languages.source)?, text(&languages.target)?);
    if source.is_empty() || target.is_empty() {
        return None;
    }
    let own = |name: &str| {
        let found = unit.fields.iter().find(|(kind, _)| kind.strip_prefix(OWN) == Some(name));
        found.map(|(_, text)| text.clone()).filter(|text| !text.is_empty())
    };
    let notes: Vec<&str> =
        unit.fields.iter().filter(|(kind, _)| kind == "note").map(|(_, text)| text.as_str()).collect();
    let document = own("document");
    // A name in the file is a place: read again, a changed unit supersedes the former one.
    let seg = if document.is_some() { own("seg") } else { Some(unit.id.clone()).filter(|id| !id.is_empty()) };
    Some(NewUnit {
        document: document.or_else(|| Some(file.to_owned())),
        seg: seg.or_else(|| Some(format!("line {}", unit.line))),
        source: source.to_owned(),
        target: target.to_owned(),
        state: state(own("state").as_deref()),
        origin: own("origin").unwrap_or_else(|| "imported".to_owned()),
        reviewer: own("reviewer"),
        note: Some(notes.join("; ")).filter(|note| !note.is_empty()),
        before_hash: own("before").and_then(|text| hash(&text)),
        after_hash: own("after").and_then(|text| hash(&text)),
        ..NewUnit::default()
    })
}

/// Returns a unit as a TMX unit. Characters that XML cannot hold become U+FFFD.
#[must_use]
pub fn to_tmx(unit: &Unit, languages: &Languages) -> tmx::Unit {
    let held = |text: &str| match xml::holds(text) {
        true => text.to_owned(),
        false => text.chars().map(|c| if xml::holds(c.encode_utf8(&mut [0; 4])) { c } else { '\u{FFFD}' }).collect(),
    };
    let own = [
        ("document", unit.document.clone()),
        ("seg", unit.seg.clone()),
        ("state", Some(unit.state.as_str().to_owned())),
        ("origin", Some(unit.origin.clone())),
        ("reviewer", unit.reviewer.clone()),
        ("before", unit.before_hash.map(hex)),
        ("after", unit.after_hash.map(hex)),
    ];
    let note = unit.note.iter().map(|note| ("note".to_owned(), held(note)));
    let own = own.into_iter().filter_map(|(name, text)| Some((format!("{OWN}{name}"), held(&text?))));
    tmx::Unit {
        fields: note.chain(own).collect(),
        variants: vec![(languages.source.clone(), held(&unit.source)), (languages.target.clone(), held(&unit.target))],
        ..tmx::Unit::default()
    }
}

/// Returns the unit of a JSON object, without a key; `None` if it has no source or no target.
#[must_use]
pub fn from_json(object: &Map<String, Value>) -> Option<NewUnit> {
    let text = |name: &str| match object.get(name)? {
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    Some(NewUnit {
        document: text("doc"),
        seg: text("seg"),
        source: text("source")?,
        target: text("target")?,
        state: state(text("state").as_deref()),
        origin: text("origin").unwrap_or_else(|| "imported".to_owned()),
        reviewer: text("reviewer"),
        note: text("note"),
        before_hash: text("before").and_then(|text| hash(&text)),
        after_hash: text("after").and_then(|text| hash(&text)),
        ..NewUnit::default()
    })
}

/// Returns a unit as a JSON object.
#[must_use]
pub fn to_json(unit: &Unit) -> Value {
    let all = json!({
        "doc": unit.document, "seg": unit.seg, "source": unit.source, "target": unit.target, "state": unit.state.as_str(),
        "origin": unit.origin, "reviewer": unit.reviewer, "note": unit.note, "before": unit.before_hash.map(hex),
        "after": unit.after_hash.map(hex), "added": unit.added,
    });
    let Value::Object(all) = all else { return all };
    Value::Object(all.into_iter().filter(|(_, value)| !value.is_null()).collect())
}

/// Reads the name of a state; whatever is not known was not looked at by anybody here.
#[must_use]
pub fn state(name: Option<&str>) -> State {
    match name {
        Some("final") => State::Final,
        Some("reviewed") => State::Reviewed,
        _ => State::Translated,
    }
}

fn is_language(tag: &str, wanted: &str) -> bool {
    let primary = |text: &str| text.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
    tag.eq_ignore_ascii_case(wanted) || primary(tag) == wanted.to_ascii_lowercase()
}

fn hex(hash: i64) -> String {
    format!("{:016x}", u64::from_le_bytes(hash.to_le_bytes()))
}

fn hash(text: &str) -> Option<i64> {
    u64::from_str_radix(text, 16).ok().map(|bits| i64::from_le_bytes(bits.to_le_bytes()))
}

#[cfg(test)]
mod tests {
    use super::{Languages, from_json, from_tmx, to_json, to_tmx};
    use crate::memory::{Memory, NewUnit};
    use crate::model::State;

    #[test]
    fn a_unit_comes_back_as_it_went() {
        let memory = Memory::in_memory().unwrap();
        let some = |text: &str| Some(text.to_owned());
        let unit = NewUnit {
            document: some("a.txt"),
            seg: some("4"),
            source: "سند <۱>".to_owned(),
            target: "R&D".to_owned(),
            state: State::Reviewed,
            origin: "machine:fast".to_owned(),
            note: some("why"),
            before_hash: Some(-5),
            ..NewUnit::default()
        };
        memory.add_units(std::slice::from_ref(&unit), 7).unwrap();
        let stored = &memory.units(0, 1).unwrap()[0];
        let languages = Languages { source: "fa".to_owned(), target: "en".to_owned() };
        assert_eq!(from_tmx(&to_tmx(stored, &languages), "x", &languages), Some(unit.clone()));
        let serde_json::Value::Object(object) = to_json(stored) else { panic!("no object") };
        assert_eq!(from_json(&object), Some(unit));
    }
}
