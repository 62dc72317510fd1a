//! House style: what the embedded engine does, what a model is told, what is found in a target, and what a change of style makes new.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod common;

use common::{Folder, fails};
use serde_json::Value;

/// Translates one line with these settings; returns the target and the findings about style.
fn styled(settings: &str, source: &str) -> (String, Vec<String>) {
    let folder = Folder::new();
    folder.write("dilmaj.toml", settings);
    let done = folder.run(&["translate", "--no-memory", "--no-glossary"], source);
    assert_eq!(done.code, 0, "{}", done.err);
    row(&done.out)
}

fn row(table: &str) -> (String, Vec<String>) {
    let cells: Vec<&str> = table.lines().nth(1).unwrap().split('\t').collect();
    let issues: Vec<Value> = serde_json::from_str(cells[7]).unwrap();
    let style = issues.iter().filter(|issue| issue["kind"] == "style");
    (cells[3].to_owned(), style.map(|issue| issue["message"].as_str().unwrap().to_owned()).collect())
}

#[test]
fn the_embedded_engine_writes_in_the_style_of_the_house() {
    let date = "نشست در ۱۵ خرداد ۱۳۴۲ برگزار شد.";
    for (settings, source, wanted) in [
        ("", date, "15 Khordad 1342 (5 June 1963)"),
        ("[style]\ndates = \"keep\"", date, "15 Khordad 1342."),
        ("[style]\ndates = \"convert\"", date, "on 5 June 1963"),
        ("", "رنگ خانه زیباست.", "color"),
        ("[style]\nspelling = \"uk\"", "رنگ خانه زیباست.", "colour"),
        ("[style.pronouns]\n\"مریم\" = \"she\"", "مریم گفت که او می‌آید.", "she"),
        ("", "شجاعان‌پور آمد.", "Shajaan"),
        ("[style]\nromanisation = \"scholarly\"", "شجاعان‌پور آمد.", "Shajāʿān"),
    ] {
        let (target, found) = styled(settings, source);
        assert!(target.contains(wanted), "{settings}: {target}");
        assert!(found.is_empty(), "{settings}: {target}: {found:?}");
    }
}

/// A program that answers every segment with the text of `answer`.
fn answering(folder: &Folder, answer: &str, style: &str) {
    // The number of the request is the first thing in its line; keys that were not asked for do no harm.
    let program = format!(
        "while read -r line; do\n  echo \"$line\" >> asked\n  id=${{line#*:}}; id=${{id%%,*}}\n  \
         echo '{{\"id\":'$id',\"translations\":{{\"s01\":\"{answer}\",\"s02\":\"{answer}\",\"s03\":\"{answer}\"}}}}'\ndone\n"
    );
    folder.write("t.sh", &program);
    let settings = format!("[backend.own]\nkind = \"command\"\ncommand = [\"sh\", \"t.sh\"]\n{style}\n");
    folder.write("own.toml", &settings);
    folder.write("g.tsv", "source\ttarget\nکار\tlabour\n");
}

#[test]
fn a_target_of_any_backend_is_held_to_the_style() {
    let she = "[style.pronouns]\n\"مریم\" = \"she\"";
    for (style, source, answer, wanted) in [
        ("", "رنگ آن زیباست.", "Its colour is fine.", Some("American spelling of `colour` is `color`")),
        (
            "[style]\nspelling = \"uk\"",
            "رنگ آن زیباست.",
            "Its color is fine.",
            Some("British spelling of `color` is `colour`"),
        ),
        ("", "کار او خوب است.", "The labour is good.", None),
        ("", "او به حزب پیوست.", "He joined the Labour Party.", None),
        ("", "در سال ۱۴۰۲ خورشیدی آمد.", "It came in 1402.", Some("the Gregorian year for 1402 is not there")),
        ("", "در سال ۱۴۰۲ خورشیدی آمد.", "It came in 1402 (2023/24).", None),
        ("[style]\ndates = \"convert\"", "در ۵ مهر ۱۴۰۲ آمد.", "It came on 27 September 2023.", None),
        (
            "[style]\ndates = \"keep\"",
            "در ۵ مهر ۱۴۰۲ آمد.",
            "It came on 5 Mehr 1402 (27 September 2023).",
            Some("a Gregorian year stands beside 1402"),
        ),
        ("", "شجاعی آمد.", "Shajāʿī came.", Some("`ā` is not plain romanisation")),
        (she, "مریم کتابش را خواند.", "Maryam read his book.", Some("مریم is `she`, but the target has `his`")),
        (she, "مریم کتابش را خواند.", "Maryam read her book.", None),
        ("[qa]\nstyle = false", "رنگ آن زیباست.", "Its colour is fine.", None),
    ] {
        let folder = Folder::new();
        answering(&folder, answer, style);
        let run = ["translate", "--config", "own.toml", "-b", "own", "-g", "g.tsv", "--no-memory"];
        let done = folder.run(&run, source);
        let (_, found) = row(&done.out);
        assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), Vec::from_iter(wanted), "{source} | {answer}");
    }
}

#[test]
fn a_pronoun_makes_only_the_segments_new_that_name_the_person() {
    let folder = Folder::new();
    folder.write("a.txt", "مریم آمد.\n\nعلی رفت.\n\nباران بارید.\n");
    let asked = |style: &str| {
        answering(&folder, "It is so.", style);
        let run = [
            "translate",
            "a.txt",
            "-o",
            "out",
            "--config",
            "own.toml",
            "-b",
            "own",
            "-g",
            "g.tsv",
            "--context",
            "0",
            "--json",
        ];
        let done = folder.run(&run, "");
        let last: Value = serde_json::from_str(done.err.lines().last().unwrap()).unwrap();
        last["asked"].as_u64().unwrap()
    };
    assert_eq!((asked(""), asked("")), (3, 0));
    assert_eq!(asked("[style.pronouns]\n\"مریم\" = \"she\""), 1);
    assert!(folder.read("asked").lines().last().unwrap().contains("\"pronouns\""));
    assert_eq!(asked("[style]\nspelling = \"uk\""), 3, "spelling decides every answer");
}

#[test]
fn a_wrong_style_is_named() {
    let folder = Folder::new();
    folder.write("dilmaj.toml", "[style]\nspeling = \"uk\"\n");
    fails(&folder.run(&["translate"], "متن"), 2, "unknown field `speling`");
    folder.write("dilmaj.toml", "[style]\ndates = \"julian\"\n");
    fails(&folder.run(&["translate"], "متن"), 2, "unknown variant `julian`");
}
