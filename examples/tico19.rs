//! Makes a glossary and two texts of the TICO-19 files: `cargo run --example tico19 -- LIST.csv MEMORY.tmx FOLDER`.
//!
//! Turns the en→fa list round: entries without a Persian letter are dropped, several English terms for one Persian string are the first one and admitted
//! ones. Writes `glossary.tsv`, `source.fa` and `reference.en`. See `docs/QUALITY.md` for what is done with them.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use dilmaj::formats::tsv::cell;
use dilmaj::persian::letters::is_arabic_script;
use dilmaj::persian::match_key;

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [list, memory, folder] = arguments.as_slice() else {
        return Err(io::Error::other("usage: tico19 LIST.csv MEMORY.tmx FOLDER"));
    };
    let folder = Path::new(folder);
    fs::create_dir_all(folder)?;
    glossary(&fs::read_to_string(list)?, &mut fs::File::create(folder.join("glossary.tsv"))?)?;
    let memory = fs::read_to_string(memory)?;
    let mut files = [fs::File::create(folder.join("source.fa"))?, fs::File::create(folder.join("reference.en"))?];
    for unit in memory.split("<tu ").skip(1) {
        for (file, language) in files.iter_mut().zip(["fa", "en"]) {
            writeln!(file, "{}", segment(unit, language))?;
        }
    }
    Ok(())
}

/// The text of one language in a unit.
fn segment(unit: &str, language: &str) -> String {
    let variants = unit.split("<tuv ").skip(1);
    let of_language =
        |variant: &&str| variant.split_once("lang=\"").is_some_and(|(_, after)| after.get(..2) == Some(language));
    let text = variants.filter(of_language).find_map(|variant| variant.split_once("<seg>")?.1.split_once("</seg>"));
    let text = text.map_or("", |(text, _)| text);
    let plain = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    cell(&plain.iter().fold(text.to_owned(), |text, (coded, plain)| text.replace(coded, plain))).into_owned()
}

fn glossary(list: &str, out: &mut impl Write) -> io::Result<()> {
    let mut entries: Vec<(String, Vec<String>)> = Vec::new();
    for row in list.lines().skip(1).map(cells) {
        let [.., english, persian] = row.as_slice() else { continue };
        if !persian.chars().any(is_arabic_script) || english.trim().is_empty() {
            continue;
        }
        let (persian, english) = (persian.trim().to_owned(), english.trim().to_owned());
        match entries.iter_mut().find(|(known, _)| match_key(known) == match_key(&persian)) {
            Some((_, known)) if !known.contains(&english) => known.push(english),
            Some(_) => {}
            None => entries.push((persian, vec![english])),
        }
    }
    writeln!(out, "source\ttarget\tadmitted")?;
    for (persian, english) in entries {
        writeln!(out, "{}\t{}\t{}", cell(&persian), cell(&english[0]), cell(&english[1..].join("|")))?;
    }
    Ok(())
}

/// The cells of a CSV line; a quoted cell may hold commas.
fn cells(line: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => found.push(String::new()),
            _ => found.last_mut().into_iter().for_each(|cell| cell.push(c)),
        }
    }
    found
}
