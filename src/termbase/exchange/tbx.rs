//! TBX: a concept is an entry. Terms by their administrative status: the preferred one is `source` or `target`, admitted ones are `aliases` or
//! `admitted`, deprecated and superseded English ones are `forbidden`; a concept whose Persian term is deprecated is a deprecated entry.
//!
//! `subjectField` is `domain`, `context` is `example`, `note` and `definition` are `note`. What TBX-Basic has no category for (`near`, `priority`, …)
//! travels in notes of the form `dilmaj:priority=2`, so that nothing is lost between two term bases of ours.

use crate::formats::tbx::{self, Concept, Field, Language, Term, field};
use crate::formats::xml;
use crate::model::{PartOfSpeech, TermEntry, TermStatus};

use super::super::finding::Finding;
use super::super::read::{COLUMNS, POS};
use super::super::write::cells;
use super::intake::Intake;
use super::words::{Standing, pos_name, pos_of};
use super::{ExchangeError, Export, Import, Options};

/// Begins a note that holds a cell of ours.
const OWN: &str = "dilmaj:";

/// Columns that travel in such notes.
const IN_NOTES: [&str; 7] = ["inflect", "case", "dnt", "near", "not_near", "priority", "status"];

/// Categories that are read.
const READ: [&str; 7] =
    ["subjectField", "note", "definition", "context", "partOfSpeech", "administrativeStatus", "normativeAuthorization"];

pub(super) fn import(file: &str, text: &str, options: &Options) -> Result<Import, ExchangeError> {
    let concepts = tbx::read(text).map_err(|error| ExchangeError::Xml { file: file.to_owned(), error })?;
    if concepts.is_empty() {
        return Err(ExchangeError::Empty { file: file.to_owned() });
    }
    let mut intake = Intake::new(file, options);
    for concept in &concepts {
        entry(concept, &mut intake);
    }
    intake.finish_with_languages()
}

fn entry(concept: &Concept, intake: &mut Intake<'_>) {
    if concept.languages.iter().any(|language| language.tag.is_empty()) {
        intake.error(concept.line, "a language section without `xml:lang`".to_owned(), "say which language it is");
    }
    let terms: Vec<(String, &Term)> = concept.languages.iter().flat_map(with_tag).collect();
    let (sources, targets) = intake.in_our_languages(&terms);
    let fields = all_fields(concept);
    let unread = fields.iter().filter(|(category, _)| !READ.contains(&category.as_str()));
    unread.for_each(|(category, _)| intake.unread(category));
    let preferred = chosen(&sources);
    let mut own = own_cells(&fields);
    own.push(("pos".to_owned(), pos(preferred, chosen(&targets), concept.line, intake)));
    let Some(base) = intake.own_cells(concept.line, &own) else { return };
    let is_deprecated = preferred.is_some_and(|term| standing(term) == Some(Standing::Deprecated));
    let mut found = TermEntry {
        source: preferred.map(|term| term.text.clone()).unwrap_or_default(),
        aliases: others(&sources, preferred).map(|term| term.text.clone()).collect(),
        domain: joined(&fields, &["subjectField"]),
        note: joined(&fields, &["definition", "note"]),
        example: joined(&fields, &["context"]),
        status: if is_deprecated { TermStatus::Deprecated } else { base.status },
        ..base
    };
    let target = chosen(&targets).filter(|term| standing(term) != Some(Standing::Deprecated));
    if target.is_none() && !targets.is_empty() {
        let message = format!("`{}` has no `{}` term that is not deprecated", found.source, intake.options.target);
        intake.error(concept.line, message, "a concept needs one that may be used");
        return;
    }
    found.target = target.map(|term| term.text.clone()).unwrap_or_default();
    for term in others(&targets, target) {
        let deprecated = standing(term) == Some(Standing::Deprecated);
        let list = if deprecated { &mut found.forbidden } else { &mut found.admitted };
        list.push(term.text.clone());
    }
    intake.take(concept.line, found);
}

fn with_tag(language: &Language) -> impl Iterator<Item = (String, &Term)> {
    language.terms.iter().map(|term| (language.tag.clone(), term))
}

/// All that is said about a concept, in any language, and about its terms.
fn all_fields(concept: &Concept) -> Vec<Field> {
    let of_terms = |language: &Language| language.terms.iter().flat_map(|term| term.fields.clone()).collect::<Vec<_>>();
    let of_languages = concept.languages.iter().flat_map(|one| one.fields.iter().cloned().chain(of_terms(one)));
    concept.fields.iter().cloned().chain(of_languages).collect()
}

fn standing(term: &Term) -> Option<Standing> {
    let status = field(&term.fields, "administrativeStatus").or_else(|| field(&term.fields, "normativeAuthorization"));
    Standing::of(status)
}

/// The term that stands for the concept: the preferred one, else the first of which nothing bad is said, else the first.
fn chosen<'t>(terms: &[&'t Term]) -> Option<&'t Term> {
    let with = |wanted: Option<Standing>| terms.iter().find(|term| standing(term) == wanted);
    let order = [Some(Standing::Preferred), None, Some(Standing::Admitted), Some(Standing::Deprecated)];
    order.into_iter().find_map(with).copied()
}

fn others<'t>(terms: &'t [&'t Term], chosen: Option<&'t Term>) -> impl Iterator<Item = &'t Term> {
    terms.iter().copied().filter(move |term| chosen.is_none_or(|chosen| !std::ptr::eq(*term, chosen)))
}

/// Our name for the part of speech of the Persian term, or of the English one where it has none.
fn pos(source: Option<&Term>, target: Option<&Term>, line: usize, intake: &mut Intake<'_>) -> String {
    let named = [source, target].into_iter().flatten().find_map(|term| field(&term.fields, "partOfSpeech"));
    let found = pos_of(named.unwrap_or("")).unwrap_or_else(|| {
        intake.warn(line, format!("unknown part of speech `{}`, taken for a noun", named.unwrap_or("")));
        PartOfSpeech::Noun
    });
    POS.iter().find(|(_, own)| *own == found).map(|(name, _)| (*name).to_owned()).unwrap_or_default()
}

fn own_cells(fields: &[Field]) -> Vec<(String, String)> {
    let notes = fields.iter().filter(|(category, _)| category == "note").filter_map(|(_, text)| text.strip_prefix(OWN));
    let cells = notes.filter_map(|note| note.split_once('='));
    cells.filter(|(name, _)| IN_NOTES.contains(name)).map(|(name, cell)| (name.to_owned(), cell.to_owned())).collect()
}

fn joined(fields: &[Field], categories: &[&str]) -> String {
    let texts =
        fields.iter().filter(|(category, text)| categories.contains(&category.as_str()) && !text.starts_with(OWN));
    let mut kept: Vec<&str> = Vec::new();
    for (_, text) in texts {
        if !text.is_empty() && !kept.contains(&text.as_str()) {
            kept.push(text);
        }
    }
    kept.join("; ")
}

pub(super) fn export(entries: &[TermEntry], options: &Options) -> Export {
    let mut export = Export { text: tbx::head(&options.target), ..Export::default() };
    for (at, entry) in entries.iter().enumerate() {
        if cells(entry).iter().all(|cell| xml::holds(cell)) {
            export.text.push_str(&tbx::write(&concept(entry, options), at + 1));
        } else {
            let message = format!("`{}` has a control character, which XML cannot hold", entry.source);
            export.findings.push(Finding::error(&entry.place.file, entry.place.line, 0, message));
        }
    }
    export.text.push_str(tbx::FOOT);
    export
}

fn concept(entry: &TermEntry, options: &Options) -> Concept {
    let pair = |category: &str, text: &str| (category.to_owned(), text.to_owned());
    let own = COLUMNS.iter().zip(cells(entry)).filter(|(name, cell)| IN_NOTES.contains(name) && !cell.is_empty());
    // A deprecated entry shows in the status of its Persian term.
    let own = own.filter(|(name, _)| **name != "status" || entry.status == TermStatus::Proposed);
    let own = own.map(|(name, cell)| pair("note", &format!("{OWN}{name}={cell}")));
    let said = [pair("subjectField", &entry.domain), pair("note", &entry.note)];
    let term = |text: &str, standing: Standing, more: &[Field]| {
        let mut fields = vec![pair("administrativeStatus", standing.name())];
        fields.extend(more.iter().filter(|(_, text)| !text.is_empty()).cloned());
        Term { text: text.to_owned(), fields }
    };
    let all = |texts: &[String], standing| texts.iter().map(|text| term(text, standing, &[])).collect::<Vec<_>>();
    let is_deprecated = entry.status == TermStatus::Deprecated;
    let status = if is_deprecated { Standing::Deprecated } else { Standing::Preferred };
    let about = [pair("partOfSpeech", pos_name(entry.pos, "other")), pair("context", &entry.example)];
    let mut sources = vec![term(&entry.source, status, &about)];
    sources.extend(all(&entry.aliases, if is_deprecated { Standing::Deprecated } else { Standing::Admitted }));
    let mut targets = vec![term(&entry.target, Standing::Preferred, &[])];
    targets.extend(all(&entry.admitted, Standing::Admitted));
    targets.extend(all(&entry.forbidden, Standing::Deprecated));
    let language = |tag: &str, terms| Language { tag: tag.to_owned(), fields: Vec::new(), terms };
    Concept {
        line: 0,
        fields: said.into_iter().filter(|(_, text)| !text.is_empty()).chain(own).collect(),
        languages: vec![language(&options.source, sources), language(&options.target, targets)],
    }
}
