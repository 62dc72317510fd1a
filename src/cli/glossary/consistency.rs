//! `dilmaj glossary consistency`: how evenly terms and names are rendered, most uneven first.

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::curate::Reader;
use crate::curate::consistency::{Consistency, Item, Kind, Rendering};
use crate::qa::Checker;

use super::super::args::Common;
use super::super::error::CommandError;
use super::super::terminal::{isolated, out_is_terminal};
use super::super::{Outcome, setup};
use super::args;
use super::corpus;

pub(super) fn run(common: &Common, args: &args::Consistency) -> Result<Outcome, CommandError> {
    let loaded = setup::settings(common)?;
    let terms = setup::term_base(&setup::glossaries(&loaded, &args.glossary)?)?;
    let checker = Checker::new(loaded.config.qa.clone(), terms.entries());
    let reader = Reader::new(setup::normalizer(&loaded), terms);
    let mut consistency = Consistency::default();
    for row in corpus::tables(&args.tables)? {
        consistency.add(&row, &reader, &checker);
    }
    let mut items = consistency.items(args.min);
    if !args.all {
        items.retain(|item| item.deviating() > 0 || !item.variants.is_empty());
    }
    items.truncate(args.top.unwrap_or(usize::MAX));
    let mut out = io::stdout().lock();
    if args.json {
        writeln!(out, "{}", Value::Array(items.iter().map(as_json).collect()))?;
    } else {
        items.iter().try_for_each(|item| print(item, &mut out))?;
    }
    Ok(Outcome::Done)
}

fn kind(item: &Item) -> &'static str {
    if item.kind == Kind::Term { "term" } else { "name" }
}

fn print(item: &Item, out: &mut impl Write) -> io::Result<()> {
    let to_terminal = out_is_terminal();
    let preferred = item.preferred.as_ref().map(|target| format!(" → {target}")).unwrap_or_default();
    let source = isolated(&item.source, to_terminal);
    writeln!(out, "{} {source}{preferred}: {} of {} deviate", kind(item), item.deviating(), item.count)?;
    for Rendering { text, count, places } in &item.renderings {
        let share = count * 100 / item.count.max(1);
        let places: Vec<String> =
            places.iter().map(|(doc, seg)| format!("{}:{seg}", isolated(doc, to_terminal))).collect();
        let text = text.as_deref().unwrap_or("(none seen)");
        writeln!(out, "  {count:>5}  {share:>3} %  {text}  ({})", places.join(", "))?;
    }
    if !item.variants.is_empty() {
        let variants: Vec<String> = item.variants.iter().map(|name| isolated(name, to_terminal).into_owned()).collect();
        writeln!(out, "         may be the same name: {}", variants.join(", "))?;
    }
    Ok(())
}

fn as_json(item: &Item) -> Value {
    let renderings = item.renderings.iter().map(|one| {
        let places: Vec<Value> = one.places.iter().map(|(doc, seg)| json!({ "doc": doc, "seg": seg })).collect();
        json!({ "target": one.text, "count": one.count, "places": places })
    });
    json!({
        "kind": kind(item), "source": item.source, "preferred": item.preferred, "count": item.count,
        "deviating": item.deviating(), "renderings": renderings.collect::<Vec<_>>(), "variants": item.variants,
    })
}
