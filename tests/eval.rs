//! `dilmaj eval`: scores as sacreBLEU prints them, what counts as term success, and what stands beside it.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod common;

use common::{Folder, fails};
use serde_json::Value;

const GLOSSARY: &str = "source\ttarget\tadmitted\tforbidden
کارگروه\tworking group\tWG\ttask force
وزیر\tminister\t\t
معاون وزیر\tdeputy minister\t\t
";

fn eval(source: &str, hypothesis: &str, more: &[&str]) -> Value {
    let folder = Folder::new();
    for (name, text) in [("g.tsv", GLOSSARY), ("s", source), ("h", hypothesis), ("b", "It came.\n")] {
        folder.write(name, text);
    }
    let mut args = vec!["eval", "--source", "s", "--hypothesis", "h", "-g", "g.tsv", "--json"];
    args.extend(more);
    let done = folder.run(&args, "");
    assert_eq!(done.code, 0, "{}", done.err);
    serde_json::from_str(&done.out).unwrap()
}

#[test]
fn success_is_clipped_longest_first_and_without_overlap() {
    for (source, hypothesis, exact, inflected, forbidden, over_use) in [
        ("کارگروه آمد.", "The working group came.", 1, 1, 0, 0),
        ("کارگروه آمد.", "The Working Group's head came.", 1, 1, 0, 0),
        ("کارگروه‌ها آمدند.", "The working groups came.", 0, 1, 0, 0),
        ("کارگروه آمد.", "The working-group came.", 0, 1, 0, 0),
        ("کارگروه آمد.", "The WG came.", 0, 1, 0, 0),
        ("کارگروه آمد.", "The task force came.", 0, 0, 1, 0),
        ("کارگروه آمد.", "The working group, the working group.", 1, 1, 0, 1),
        ("او آمد.", "The minister came.", 0, 0, 0, 1),
        ("معاون وزیر آمد.", "The deputy minister came.", 1, 1, 0, 0),
        ("معاون وزیر با وزیر آمد.", "The deputy minister came.", 1, 1, 0, 0),
        ("وزیر آمد.", "The ministerial plane came.", 0, 0, 0, 0),
    ] {
        let terms = &eval(&format!("{source}\n"), &format!("{hypothesis}\n"), &[])["terms"];
        let found = ["exact", "inflected", "forbidden", "over_use"].map(|name| terms[name].as_u64().unwrap());
        assert_eq!(found, [exact, inflected, forbidden, over_use], "{source} | {hypothesis}");
    }
}

#[test]
fn a_baseline_a_reference_and_words_drawn_by_chance_stand_beside_it() {
    let (source, right) = ("کارگروه آمد و کتاب را برد.\n", "The working group came and took the book.\n");
    let more = ["--baseline", "b", "--reference", "h", "--seed", "3"];
    let result = eval(source, right, &more);
    assert_eq!((&result["terms"]["success_exact"], &result["baseline"]["success_exact"]), (&1.0.into(), &0.0.into()));
    assert_eq!(result["reference"]["success_inflected"], 1.0);
    let control = &result["control"];
    assert_eq!((&control["words"], &control["hits"]), (&1.into(), &1.0.into()), "{control}");
    assert!(control["inflected"].as_f64().unwrap() > 0.5, "the book is there: {control}");
    assert_eq!(result, eval(source, right, &more), "the same seed gives the same figures");
}

#[test]
fn files_of_different_length_are_refused() {
    let folder = Folder::new();
    folder.write("s", "او آمد.\nاو رفت.\n");
    folder.write("h", "He came.\n");
    let done = folder.run(&["eval", "--source", "s", "--hypothesis", "h"], "");
    fails(&done, 2, "`s` has 2 lines, but `h` has 1");
}

#[test]
fn a_run_tells_term_success_and_can_go_without_a_glossary() {
    let folder = Folder::new();
    folder.write("g.tsv", GLOSSARY);
    folder.write("a.txt", "کارگروه‌ها و وزیر آمدند.");
    let done = folder.run(&["translate", "a.txt", "-o", "out", "-g", "g.tsv", "--json"], "");
    let last: Value = serde_json::from_str(done.err.lines().last().unwrap()).unwrap();
    assert_eq!(
        (&last["terms"]["hits"], &last["terms"]["inflected"], &last["terms"]["exact"]),
        (&2.into(), &2.into(), &1.into())
    );
    let manifest: Value = serde_json::from_str(&folder.read("out/manifest.json")).unwrap();
    assert_eq!(manifest["summary"]["terms"], last["terms"]);
    let done = folder.run(&["translate", "a.txt", "-o", "out", "-g", "g.tsv"], "");
    assert!(done.err.contains("terms: 2 of 2 as in the glossary, 1 to the letter"), "{}", done.err);
    let done = folder.run(&["translate", "a.txt", "-o", "out", "--no-glossary"], "");
    assert!(done.err.contains("terms: 0 of 0"), "{}", done.err);
    let both = folder.run(&["translate", "a.txt", "-o", "out", "--no-glossary", "-g", "g.tsv"], "");
    fails(&both, 2, "cannot be used with");
}

/// Scores of `tests/cases/eval`, as sacreBLEU 2.6 prints them (`sacrebleu reference.txt -i near.txt -m bleu chrf ter`; chrF2++ with `--chrf-word-order 2`).
#[test]
fn scores_are_sacrebleus_to_the_printed_digit() {
    let (folder, _) = quality_files();
    for (name, bleu, chrf, chrfpp, ter) in [
        ("near.txt", 32.8, 72.4, 69.1, 52.1),
        ("far.txt", 14.6, 36.9, 33.4, 89.6),
        ("reference.txt", 100.0, 100.0, 100.0, 0.0),
    ] {
        let done = folder.run(&["eval", "--hypothesis", name, "--reference", "reference.txt", "--json"], "");
        let result: Value = serde_json::from_str(&done.out).unwrap();
        let found = ["bleu", "chrf2", "chrf2++", "ter"].map(|metric| result[metric].as_f64().unwrap());
        assert_eq!(found, [bleu, chrf, chrfpp, ter], "{name}");
        assert!(
            result["signatures"]["bleu"].as_str().unwrap().starts_with("nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp")
        );
    }
}

#[test]
fn documents_are_scored_apart() {
    let (folder, _) = quality_files();
    folder.write("names", "first\nfirst\nsecond\nfirst\nsecond\nsecond\n");
    let more = ["--documents", "names", "--json"];
    let args = [&["eval", "--hypothesis", "near.txt", "--reference", "reference.txt"], more.as_slice()].concat();
    let result: Value = serde_json::from_str(&folder.run(&args, "").out).unwrap();
    let documents = result["documents"].as_array().unwrap();
    let names: Vec<_> = documents.iter().map(|own| (own["document"].as_str(), own["segments"].as_u64())).collect();
    assert_eq!(names, [(Some("first"), Some(3)), (Some("second"), Some(3))]);
    assert_ne!(documents[0]["chrf2"], documents[1]["chrf2"]);
}

#[test]
fn several_translations_stand_side_by_side() {
    let (folder, files) = quality_files();
    let args =
        ["eval", "compare", &files[1], &files[2], &files[1], "--reference", &files[0], "--json", "--html", "page.html"];
    let done = folder.run(&args, "");
    assert_eq!(done.code, 0, "{}", done.err);
    let result: Value = serde_json::from_str(&done.out).unwrap();
    let p = |system: usize| result["systems"][system]["chrf2"]["p"].as_f64();
    assert_eq!(p(0), None, "the first is the baseline");
    assert!(p(1).unwrap() < 0.05 && p(2).unwrap() > 0.05, "{result}");
    let page = folder.read("page.html");
    assert!(page.contains("<td>near.txt</td><td class=\"best\">32.8 ") && !page.contains("<script"), "{page}");
}

#[test]
fn nothing_to_hold_it_against_and_lines_that_are_missing_are_said() {
    let (folder, _) = quality_files();
    fails(&folder.run(&["eval", "--hypothesis", "near.txt"], ""), 2, "nothing to hold the hypothesis against");
    folder.write("short", "one line\n");
    let done = folder.run(&["eval", "--hypothesis", "near.txt", "--reference", "short"], "");
    fails(&done, 2, "`short` has 1 lines, but `near.txt` has 6");
}

fn quality_files() -> (Folder, [String; 3]) {
    let folder = Folder::new();
    let names = ["reference.txt", "near.txt", "far.txt"].map(str::to_owned);
    for name in &names {
        let text = std::fs::read_to_string(format!("{}/tests/cases/eval/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
        folder.write(name, &text);
    }
    (folder, names)
}
