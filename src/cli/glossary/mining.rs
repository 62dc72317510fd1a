//! `dilmaj glossary mine`: proposals as glossary rows on standard output.

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::curate::Reader;
use crate::curate::mine::{Miner, Proposal};
use crate::segment;
use crate::termbase::{lint, write};

use super::super::args::Common;
use super::super::error::CommandError;
use super::super::terminal::say;
use super::super::{Outcome, setup};
use super::args::Mine;
use super::corpus::{self, Text};

pub(super) fn run(common: &Common, args: &Mine) -> Result<Outcome, CommandError> {
    let loaded = setup::settings(common)?;
    let files = setup::glossaries(&loaded, &args.glossary)?;
    let reader = Reader::new(setup::normalizer(&loaded), setup::term_base(&files)?);
    if args.paths.is_empty() && args.bitext.is_empty() {
        return Err(CommandError::new("nothing to mine").with_hint("name articles, or parallel tables with --bitext"));
    }
    let mut miner = Miner::default();
    if !args.paths.is_empty() {
        corpus::each(&args.paths, |text| {
            match text {
                Text::Article(document) => segment::segment(&document, &loaded.config.segment, &reader.normalizer)
                    .iter()
                    .for_each(|segment| miner.count(&segment.source, &reader)),
                Text::Table(rows) => rows.iter().for_each(|row| miner.count(&row.source, &reader)),
            }
            Ok(())
        })?;
    }
    if !args.bitext.is_empty() {
        for row in corpus::tables(&args.bitext)? {
            miner.pair(&row, &reader);
            if args.paths.is_empty() {
                miner.count(&row.source, &reader);
            }
        }
    }
    let all = miner.proposals(args.min, &reader);
    let found = all.len();
    let mut proposals = clean(all, &files);
    let unclean = found - proposals.len();
    proposals.truncate(args.top);
    print(&proposals, args.json)?;
    say(&format!("{} of {found} candidates; {unclean} left out because lint finds fault with them", proposals.len()));
    Ok(Outcome::Done)
}

/// Leaves out what lint would report beside the glossary that is there, so that the rows can be taken over as they stand.
fn clean(proposals: Vec<Proposal>, files: &[setup::GlossaryFile]) -> Vec<Proposal> {
    let rows: Vec<_> = proposals.iter().map(|proposal| proposal.entry.clone()).collect();
    let text = write(&rows);
    let mined = ("(mined)", text.as_str());
    let all = files.iter().map(|file| (file.name.as_str(), file.text.as_str())).chain([mined]);
    let bad: Vec<usize> = lint(all).findings.iter().filter(|one| one.file == mined.0).map(|one| one.line).collect();
    // The header is line 1, so the first proposal is line 2.
    proposals.into_iter().zip(2..).filter(|(_, line)| !bad.contains(line)).map(|(proposal, _)| proposal).collect()
}

fn print(proposals: &[Proposal], json: bool) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if json {
        let list = proposals.iter().map(|proposal| {
            let seen = proposal.renderings.iter().map(|(text, count)| json!({ "target": text, "count": count }));
            json!({
                "source": proposal.entry.source, "target": proposal.entry.target, "frequency": proposal.frequency,
                "value": (proposal.value * 10.0).round() / 10.0, "renderings": seen.collect::<Vec<_>>(),
                "example": proposal.entry.example,
            })
        });
        return writeln!(out, "{}", Value::Array(list.collect()));
    }
    let rows: Vec<_> = proposals.iter().map(|proposal| proposal.entry.clone()).collect();
    out.write_all(write(&rows).as_bytes())
}
