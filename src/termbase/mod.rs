//! The term base: glossary files in, term hits out.
//!
//! In: glossary files, stacked in order. Out: `annotate` gives a segment its hits; `lint` tells what is wrong with the files. What a translation must
//! contain because of a hit is checked in `qa`. Terms are found as a reader would find them, in every spelling and inflection: see `find`.

mod context;
pub mod edit;
pub mod exchange;
mod find;
mod finding;
mod fit;
mod folded;
mod indefinite;
mod judge;
mod lint;
mod opening;
mod pattern;
mod read;
mod spaced;
mod trie;
pub mod waivers;
mod words;
mod write;
mod zones;

use std::sync::Arc;

pub use find::Match;
pub use finding::{Finding, Gravity};
pub use lint::{Lint, conflicts, lint, lint_file, lint_stack};
pub use read::{COLUMNS, read};
pub use waivers::Waivers;
pub use write::{cells, copy, write};

use crate::lexicon::Lexicon;
use crate::model::{AnnotatedSegment, Segment, Span, TermEntry, TermHit};

use find::Finder;

/// Why a term base cannot be built.
#[derive(Debug, thiserror::Error)]
pub enum TermBaseError {
    /// Rows that cannot be used; each names file, line and column.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Rows(Vec<Finding>),
}

/// All entries, ready for look-up.
#[derive(Debug)]
pub struct TermBase {
    entries: Vec<Arc<TermEntry>>,
    finder: Finder,
    lexicon: &'static Lexicon,
}

impl TermBase {
    /// Builds a term base of `files` (name and text), stacked in this order.
    ///
    /// # Errors
    /// Lists every row that cannot be used: none is dropped in silence.
    pub fn new<'t>(
        files: impl IntoIterator<Item = (&'t str, &'t str)>,
        lexicon: &'static Lexicon,
    ) -> Result<Self, TermBaseError> {
        let mut entries = Vec::new();
        let mut errors = Vec::new();
        for (file, text) in files {
            let (read, findings) = read(file, text);
            entries.extend(read);
            errors.extend(findings.into_iter().filter(Finding::is_error));
        }
        errors.extend(lint::contradictions(&entries));
        if !errors.is_empty() {
            return Err(TermBaseError::Rows(errors));
        }
        Ok(Self::of_entries(entries, lexicon))
    }

    /// Builds a term base of these entries.
    #[must_use]
    pub fn of_entries(entries: Vec<TermEntry>, lexicon: &'static Lexicon) -> Self {
        let entries: Vec<Arc<TermEntry>> = entries.into_iter().map(Arc::new).collect();
        let finder = Finder::new(&entries, lexicon);
        Self { entries, finder, lexicon }
    }

    /// Returns the entries, in the order of the files.
    #[must_use]
    pub fn entries(&self) -> &[Arc<TermEntry>] {
        &self.entries
    }

    /// Returns the matches in `text`, in order, not overlapping. Total.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<Match> {
        let found = self.finder.find(text, self.lexicon);
        if found.is_empty() { found } else { zones::outside(text, found) }
    }

    /// Gives a segment the term hits in it. Total.
    #[must_use]
    pub fn annotate(&self, segment: Segment) -> AnnotatedSegment {
        let hits = self.find(segment.normalized.text()).into_iter().map(|found| hit(&segment, found)).collect();
        AnnotatedSegment { segment, hits }
    }
}

fn hit(segment: &Segment, found: Match) -> TermHit {
    let raw = segment.normalized.to_raw(found.range.clone());
    TermHit {
        entry: found.entry,
        span: Span::new(segment.span.start + raw.start, segment.span.start + raw.end),
        range: found.range,
        number: found.number,
        possessor: found.possessor,
        definiteness: found.definiteness,
        waiver: None,
    }
}

#[cfg(test)]
mod tests {
    use super::TermBase;
    use crate::lexicon::Lexicon;

    fn found(text: &str) -> Vec<String> {
        let rows = "source\taliases\ttarget\tpos\nکارگروه\t\tworking group\t\nتفاهم‌نامه\t\tmemorandum\t\nشهر هوشمند\t\tsmart city\t\nوزیر\tوزرا\tminister\t\nمعاون وزیر\t\tdeputy minister\t\nکار\t\twork\t\nقرارداد\t\tcontract\t\nآب\t\twater\t\nپارشین\tپرشین\tParshin\tname\nکووید ۱۹\t\tCOVID-19\tname\nسند\t\tdocument\t\nICT\t\tICT\tname\nایران\t\tIran\tname\n";
        let base = TermBase::new([("g.tsv", rows)], Lexicon::builtin()).unwrap();
        base.find(text).iter().map(|found| text[found.range.clone()].to_owned()).collect()
    }

    #[test]
    fn every_spelling_and_inflection_is_found() {
        for (text, surfaces) in [
            ("نشست کارگروه مشترک", vec!["کارگروه"]),
            ("نشست كارگروه مشترک", vec!["كارگروه"]),
            ("نشست کار گروه همکاری", vec!["کار گروه"]),
            ("کارگروه‌های مشترک", vec!["کارگروه‌های"]),
            ("کارگروههای مشترک", vec!["کارگروههای"]),
            ("کارگروه های مشترک", vec!["کارگروه های"]),
            ("کارگروهشان", vec!["کارگروهشان"]),
            ("تفاهمنامه و تفاهم نامه", vec!["تفاهمنامه", "تفاهم نامه"]),
            ("شهرهای هوشمند", vec!["شهرهای هوشمند"]),
            ("معاون وزیر آمد، وزرای دیگر نه", vec!["معاون وزیر", "وزرای"]),
            ("پرشین گفت", vec!["پرشین"]),
            ("کووید 19در دنیا", vec!["کووید 19"]),
            ("کووید-۱۹ و ICT‌ها", vec!["کووید-۱۹", "ICT‌ها"]),
            ("سندی امضا شد", vec!["سندی"]),
        ] {
            assert_eq!(found(text), surfaces, "{text}");
        }
    }

    #[test]
    fn what_one_entry_allows_another_of_the_same_form_does_not_forbid() {
        let head = "source\ttarget\tforbidden\tpriority\tnear\n";
        let load = |rows: &str| TermBase::new([("g.tsv", format!("{head}{rows}").as_str())], Lexicon::builtin());
        let error = load("سند\tdocument\t\t\t\nسَند\tdeed\tDocument\t\t\n").unwrap_err().to_string();
        assert!(error.starts_with("g.tsv:3: `سَند`: what one entry allows the other forbids"), "{error}");
        for told_apart in [
            "سند\tdocument\t\t1\t\nسند\tdeed\tdocument\t\t\n",
            "سند\tdocument\t\t\t\nسند\tdeed\tdocument\t\tملک\n",
            "سند\tdocument\t\t\t\nقباله\tdeed\tdocument\t\t\n",
        ] {
            assert!(load(told_apart).is_ok(), "{told_apart}");
        }
    }

    #[test]
    fn addresses_file_names_and_code_hold_no_terms() {
        for text in [
            "https://x.ir/سند/وزیر",
            "به نشانی سند@وزیر.ir",
            "پروندهٔ سند.pdf",
            "پوشهٔ ~/وزیر/سند",
            "C:\\سند\\وزیر",
            "دستور `سند --new` است",
            "ict.ir/سند_نهایی",
            "فایل سند_نهایی",
            "www.سند.ir/ICT",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
        assert_eq!(found("سند را در https://x.ir/سند، وزیر (سند.pdf) خواند."), ["سند", "وزیر"]);
        assert_eq!(found("#سند و وزیر/سند و سند.").len(), 4);
    }

    #[test]
    fn other_words_are_not_found() {
        assert_eq!(found("کار گروهی خوب است"), ["کار"], "teamwork is work, but no working group");
        for text in ["همکار ما", "در آبان", "او را قرار داد", "پسندیده بود", "کووید ۱۹۰", "ایرانی", "نخست‌وزیر"]
        {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }
}
