//! Mining a corpus for terms, and how evenly terms and names are rendered in it.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod common;

use common::{Folder, fails};
use serde_json::Value;

/// Rows of our own: a term in two renderings, a name in two spellings on either side, a term of the glossary.
const TABLE: &str = "source\ttarget
پهپاد شناسایی دیروز به شهر رسید.\tThe reconnaissance drone reached the city yesterday.
آن‌ها یک پهپاد شناسایی خریدند.\tThey bought a reconnaissance drone.
پهپادهای شناسایی در انبار هستند.\tThe surveillance drones are in the warehouse.
او درباره پهپاد شناسایی نوشت.\tHe wrote about the surveillance drone.
پارشین به تهران آمد.\tParshin came to Tehran.
پرشین از تهران رفت.\tParshyn left Tehran.
پارشین با وزیر دیدار کرد.\tParshin met the minister.
نشست کارگروه برگزار شد.\tThe meeting of the working group was held.
کارگروه گزارش داد.\tThe task force reported.
";

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("t.tsv", TABLE);
    folder.write(
        "g.tsv",
        "source\ttarget\tforbidden\nکارگروه\tworking group\ttask force\nنشست کارگروه\tmeeting of the working group\t\n",
    );
    folder
}

#[test]
fn candidates_come_as_proposed_rows_with_their_renderings() {
    let folder = folder();
    let done = folder.run(&["glossary", "mine", "--bitext", "t.tsv", "-g", "g.tsv", "--min", "2"], "");
    assert_eq!(done.code, 0, "{}", done.err);
    let row =
        done.out.lines().find(|line| line.starts_with("پهپاد شناسایی\t")).unwrap_or_else(|| panic!("{}", done.out));
    let cells: Vec<&str> = row.split('\t').collect();
    assert!(["reconnaissance drone", "surveillance drone"].contains(&cells[2]), "{row}");
    assert_eq!(cells[13], "proposed");
    assert!(cells[14].contains("4 times") && cells[14].contains("reconnaissance drone (2)"), "{row}");
    assert!(cells[15].contains("پهپاد"), "an example: {row}");
    assert!(!done.out.contains("\nکارگروه\t"), "the glossary has it: {}", done.out);
    folder.write("mined.tsv", &done.out);
    assert_eq!(folder.read("t.tsv"), TABLE, "mining changes nothing");
    let lint = folder.run(&["glossary", "lint", "--strict", "g.tsv", "mined.tsv"], "");
    assert_eq!(lint.code, 0, "{}", lint.out);
}

#[test]
fn fragments_of_longer_terms_fall_out() {
    let folder = Folder::new();
    folder.write("a.txt", &"سندرم حاد تنفسی خطرناک بود.\n".repeat(3));
    let done = folder.run(&["glossary", "mine", "a.txt", "-g", "a.tsv"], "");
    fails(&done, 2, "cannot read `a.tsv`");
    folder.write("g.tsv", "source\ttarget\nسند\tdocument\n");
    let done = folder.run(&["glossary", "mine", "a.txt", "-g", "g.tsv", "--json"], "");
    let found: Value = serde_json::from_str(&done.out).unwrap();
    let sources: Vec<&str> = found.as_array().unwrap().iter().map(|one| one["source"].as_str().unwrap()).collect();
    assert_eq!(sources, ["سندرم حاد تنفسی"], "{}", done.out);
    assert!(!found[0]["target"].as_str().unwrap().is_empty(), "a draft where nothing was seen");
}

#[test]
fn renderings_are_counted_and_variants_of_names_are_clustered() {
    let folder = folder();
    let done = folder.run(&["glossary", "consistency", "t.tsv", "-g", "g.tsv", "--min", "1", "--all", "--json"], "");
    assert_eq!(done.code, 0, "{}", done.err);
    let found: Value = serde_json::from_str(&done.out).unwrap();
    let item = |source: &str| {
        let found = found.as_array().unwrap().iter().find(|one| one["source"] == source);
        found.unwrap_or_else(|| panic!("{source} in {}", done.out))
    };
    let group = item("کارگروه");
    assert_eq!(
        (&group["count"], &group["deviating"], &group["renderings"][0]["target"]),
        (&1.into(), &0.into(), &"task force".into())
    );
    let name = item("پارشین");
    assert_eq!((&name["kind"], &name["renderings"][0]["target"]), (&"name".into(), &"Parshin".into()));
    assert_eq!(name["variants"][0], "پرشین");
    assert_eq!(item("پرشین")["renderings"][0]["target"], "Parshyn");
    let text = folder.run(&["glossary", "consistency", "t.tsv", "-g", "g.tsv", "--min", "1"], "").out;
    assert!(text.contains("may be the same name: پرشین"), "{text}");
    fails(&folder.run(&["glossary", "consistency", "nowhere.tsv"], ""), 2, "nowhere.tsv");
}

#[test]
fn a_rendering_on_few_rows_is_whole_or_not_proposed() {
    let folder = Folder::new();
    let english = "national rural water supply improvement project";
    folder.write(
        "t.tsv",
        &format!(
            "source\ttarget\nاجرای پروژه ملی آبرسانی روستایی آغاز شد.\tThe {english} began.\nپروژه ملی آبرسانی روستایی تمام شد.\tThe {english} ended.\nپهپاد شناسایی دیروز به شهر رسید.\tThe new long range armed combat drone squadron left.\nآن‌ها یک پهپاد شناسایی خریدند.\tThe new long range armed combat drone squadron came.\n"
        ),
    );
    let done = folder.run(&["glossary", "mine", "--bitext", "t.tsv", "--min", "2"], "");
    let targets: Vec<&str> = done.out.lines().skip(1).filter_map(|row| row.split('\t').nth(2)).collect();
    assert!(targets.contains(&english), "{targets:?}");
    assert!(targets.len() == 2 && !targets.iter().any(|target| target.contains("long range")), "{targets:?}");
}
