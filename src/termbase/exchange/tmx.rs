//! TMX taken for a glossary: a unit is an entry. Further variants of a language are aliases, or admitted targets; our other columns travel as
//! properties of the form `x-dilmaj-priority`, which readers pass over.

use crate::formats::tmx::{self, Unit};
use crate::formats::xml;
use crate::model::TermEntry;

use super::super::finding::Finding;
use super::super::read::COLUMNS;
use super::super::write::cells;
use super::intake::Intake;
use super::{ExchangeError, Export, Import, Options};

/// Begins the type of a property that holds a cell of ours.
const OWN: &str = "x-dilmaj-";

/// Columns that TMX has a place for.
const IN_UNIT: [&str; 3] = ["source", "target", "note"];

pub(super) fn import(file: &str, text: &str, options: &Options) -> Result<Import, ExchangeError> {
    let units = tmx::read(text).map_err(|error| ExchangeError::Xml { file: file.to_owned(), error })?;
    if units.is_empty() {
        return Err(ExchangeError::Empty { file: file.to_owned() });
    }
    let mut intake = Intake::new(file, options);
    for unit in &units {
        entry(unit, &mut intake);
    }
    intake.finish_with_languages()
}

fn entry(unit: &Unit, intake: &mut Intake<'_>) {
    if unit.variants.iter().any(|(tag, _)| tag.is_empty()) {
        intake.error(unit.line, "a variant without `xml:lang`".to_owned(), "say which language it is");
    }
    let (sources, targets) = intake.in_our_languages(&unit.variants);
    let notes: Vec<&str> = texts(unit, "note").collect();
    let own = unit.fields.iter().filter_map(|(kind, cell)| Some((kind.strip_prefix(OWN)?.to_owned(), cell.clone())));
    let own: Vec<_> =
        own.filter(|(name, _)| COLUMNS.contains(&name.as_str()) && !IN_UNIT.contains(&name.as_str())).collect();
    let unread = unit.fields.iter().filter(|(kind, _)| kind != "note" && !kind.starts_with(OWN));
    unread.for_each(|(kind, _)| intake.unread(kind));
    let note = notes.join("; ");
    let Some(mut found) = intake.own_cells(unit.line, &own) else { return };
    let mut sources = sources.into_iter();
    let mut targets = targets.into_iter();
    found.source = sources.next().unwrap_or_default();
    found.target = targets.next().unwrap_or_default();
    found.aliases.extend(sources);
    found.admitted.extend(targets);
    intake.take(unit.line, TermEntry { note, ..found });
}

fn texts<'u>(unit: &'u Unit, kind: &'u str) -> impl Iterator<Item = &'u str> {
    unit.fields.iter().filter(move |(own, _)| own == kind).map(|(_, text)| text.as_str())
}

pub(super) fn export(entries: &[TermEntry], options: &Options) -> Export {
    let mut export = Export { text: tmx::head(&options.source), ..Export::default() };
    for entry in entries {
        let cells = cells(entry);
        if cells.iter().all(|cell| xml::holds(cell)) {
            export.text.push_str(&tmx::write(&unit(entry, &cells, options)));
        } else {
            let message = format!("`{}` has a control character, which XML cannot hold", entry.source);
            export.findings.push(Finding::error(&entry.place.file, entry.place.line, 0, message));
        }
    }
    export.text.push_str(tmx::FOOT);
    export
}

fn unit(entry: &TermEntry, cells: &[String], options: &Options) -> Unit {
    let own = COLUMNS.iter().zip(cells).filter(|(name, cell)| !IN_UNIT.contains(name) && !cell.is_empty());
    let own = own.map(|(name, cell)| (format!("{OWN}{name}"), cell.clone()));
    let note = Some(("note".to_owned(), entry.note.clone())).filter(|(_, text)| !text.is_empty());
    let variant = |language: &str, text: &str| (language.to_owned(), text.to_owned());
    let variants = vec![variant(&options.source, &entry.source), variant(&options.target, &entry.target)];
    Unit { fields: note.into_iter().chain(own).collect(), variants, ..Unit::default() }
}
