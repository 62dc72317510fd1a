//! Every column of a glossary has its effect, from the file to the verdict on a translation.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod common;

use common::{Folder, fails};
use dilmaj::lexicon::Lexicon;
use dilmaj::model::{Document, Segment};
use dilmaj::normalize::{self, Normalizer};
use dilmaj::qa::{self, Checker};
use dilmaj::segment;
use dilmaj::termbase::TermBase;

/// A glossary of these cells, `column=cell`; each row ends with a line end.
fn base(rows: &str) -> TermBase {
    let columns = dilmaj::termbase::COLUMNS;
    let mut text = columns.join("\t") + "\n";
    for row in rows.lines() {
        let pairs: Vec<(&str, &str)> = row.split("; ").map(|pair| pair.split_once('=').unwrap()).collect();
        let cell = |column: &str| pairs.iter().find(|(name, _)| *name == column).map_or("", |(_, cell)| cell);
        text += &(columns.map(cell).join("\t") + "\n");
    }
    TermBase::new([("g.tsv", text.as_str())], Lexicon::builtin()).unwrap()
}

fn only_segment(source: &str) -> Segment {
    let normalizer = Normalizer::new(Lexicon::builtin(), normalize::Options::default());
    let document = Document { id: "a".to_owned(), text: source.to_owned(), issues: Vec::new() };
    segment::segment(&document, &segment::Options::default(), &normalizer).remove(0)
}

/// The targets of the entries that hit.
fn hits(rows: &str, source: &str) -> Vec<String> {
    let annotated = base(rows).annotate(only_segment(source));
    annotated.hits.iter().map(|hit| hit.entry.target.clone()).collect()
}

/// What is said of a translation.
fn said(rows: &str, source: &str, target: &str) -> String {
    let base = base(rows);
    let checker = Checker::new(qa::Options::default(), base.entries());
    let issues = checker.findings(&base.annotate(only_segment(source)), target);
    issues.into_iter().map(|issue| issue.message).collect::<Vec<_>>().join("; ")
}

const NONE: [&str; 0] = [];

#[test]
fn aliases_near_not_near_priority_and_status_decide_what_hits() {
    assert_eq!(hits("source=وزیر; target=minister; aliases=وزرا", "وزرای دو کشور آمدند."), ["minister"]);
    let sense = "source=دبیر; target=secretary; near=شورا|حزب\nsource=دبیر; target=teacher; not_near=شورا|حزب";
    assert_eq!(hits(sense, "دبیر شورا آمد."), ["secretary"]);
    assert_eq!(hits(sense, "دبیر ریاضی آمد."), ["teacher"]);
    let priority = "source=سند; target=document\nsource=سند; target=deed; priority=2";
    assert_eq!(hits(priority, "سند رسید."), ["deed"]);
    assert_eq!(hits("source=سند; target=document; status=proposed", "سند رسید."), ["document"]);
    assert_eq!(hits("source=سند; target=document; status=deprecated", "سند رسید."), NONE);
}

#[test]
fn pos_and_inflect_decide_which_endings_are_the_term() {
    assert_eq!(hits("source=کارگروه; target=working group", "کارگروه‌ها آمدند."), ["working group"]);
    assert_eq!(hits("source=کارگروه; target=working group; pos=none", "کارگروه‌ها آمدند."), NONE);
    assert_eq!(hits("source=کارگروه; target=working group; inflect=none", "کارگروه‌ها آمدند."), NONE);
    assert_eq!(
        hits("source=کارگروه; target=working group; pos=none; inflect=noun", "کارگروه‌ها آمدند."),
        ["working group"]
    );
    assert_eq!(hits("source=هوشمند; target=smart; pos=adj", "این شهر هوشمندتر است."), ["smart"]);
    assert_eq!(hits("source=هوشمند; target=smart; pos=name", "این شهر هوشمندتر است."), NONE);
    let verb = "source=افزود; target=added; pos=verb";
    assert_eq!(said(verb, "او افزود.", "He adds."), "", "a verb may stand in another form");
    assert!(!said("source=افزود; target=added; pos=name", "او افزود.", "He adds.").is_empty());
}

#[test]
fn target_admitted_forbidden_and_case_decide_what_satisfies() {
    let row = "source=کارگروه; target=working group; admitted=task team; forbidden=task force";
    assert_eq!(said(row, "کارگروه آمد.", "The Working Groups came."), "");
    assert_eq!(said(row, "کارگروه آمد.", "The task team came."), "");
    assert!(said(row, "کارگروه آمد.", "The group came.").contains("must be rendered as `working group`"));
    assert!(
        said(row, "کارگروه آمد.", "The working group, a task force, came.").contains("`task force` must not be used")
    );
    let exact = "source=فاو; target=FAW; case=exact";
    assert_eq!(said(exact, "شرکت فاو آمد.", "The company FAW came."), "");
    assert!(!said(exact, "شرکت فاو آمد.", "The company faw came.").is_empty());
}

#[test]
fn what_is_not_translated_stands_as_the_target_gives_it() {
    let persian = "source=نما; target=Nama; dnt=yes";
    assert_eq!(said(persian, "برنامه نما آمد.", "The program Nama came."), "");
    for wrong in ["The program view came.", "The program nama came.", "The program نما came."] {
        assert!(!said(persian, "برنامه نما آمد.", wrong).is_empty(), "{wrong}");
    }
    assert_eq!(said("source=iOS; dnt=yes", "سامانه iOS آمد.", "The system iOS came."), "");
    let folder = Folder::new();
    folder.write("g.tsv", "source\ttarget\tdnt\nنما\tNama\tyes\n");
    folder.write("a.txt", "برنامه نما منتشر شد.\n");
    let done = folder.run(&["translate", "a.txt", "-o", "out", "-g", "g.tsv", "--strict"], "");
    assert_eq!((done.code, done.out.as_str()), (0, ""), "{}", done.err);
    assert!(folder.read("out/a.tsv").contains("Nama"), "{}", folder.read("out/a.tsv"));
}

#[test]
fn glossaries_stack_by_order_and_conflicts_are_said() {
    let folder = Folder::new();
    folder.write("one.tsv", "source\ttarget\nسند\tdeed\n");
    folder.write("two.tsv", "source\ttarget\nسند\tdocument\nکارگروه\tworking group\n");
    folder.write("a.txt", "سند کارگروه رسید.\n");
    let run = |order: [&str; 2]| {
        let args = ["translate", "a.txt", "-o", "out", "-g", order[0], "-g", order[1]];
        let done = folder.run(&args, "");
        assert_eq!(done.code, 0, "{}", done.err);
        (folder.read("out/a.tsv"), done.err)
    };
    let (table, said) = run(["one.tsv", "two.tsv"]);
    assert!(table.contains("deed") && table.contains("working group"), "{table}");
    assert!(
        said.contains("two.tsv:2: `سند` is `document` here and `deed` in one.tsv:2; the earlier one is used"),
        "{said}"
    );
    assert!(run(["two.tsv", "one.tsv"]).0.contains("document"));
    folder.write("two.tsv", "source\ttarget\tpriority\nسند\tdocument\t1\nکارگروه\tworking group\t\n");
    let (table, said) = run(["one.tsv", "two.tsv"]);
    assert!(table.contains("document") && !said.contains("warning"), "{said}");
}

#[test]
fn lint_names_every_fault_and_an_empty_file_has_one() {
    let folder = Folder::new();
    folder.write("g.tsv", "source\ttarget\tpos\tpriority\nجلد\tvolume|book\tnuon\thigh\n");
    let done = folder.run(&["glossary", "lint", "g.tsv"], "");
    assert_eq!(done.code, 1, "{}", done.out);
    for place in ["g.tsv:2:2: the target `volume|book` has a bar", "g.tsv:2:3: unknown pos", "g.tsv:2:4: priority"] {
        assert!(done.out.contains(place), "{}", done.out);
    }
    assert!(done.out.contains("one preferred target; others belong in `admitted`"), "{}", done.out);
    let run = folder.run(&["translate", "-", "-g", "g.tsv"], "جلد");
    fails(&run, 2, "g.tsv:2:3: unknown pos `nuon`");
    fails(&run, 2, "g.tsv:2:4: priority `high`");
    folder.write("empty.tsv", "");
    let empty = folder.run(&["glossary", "lint", "empty.tsv"], "");
    assert!(empty.out.contains("1 errors"), "{}", empty.out);
}
