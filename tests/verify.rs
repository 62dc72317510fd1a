//! Terminology in English: what a correct translation may look like without being accused, and what must be found.

use dilmaj::lexicon::Lexicon;
use dilmaj::model::{AnnotatedSegment, Candidate, Document, IssueKind, Origin};
use dilmaj::normalize::{Normalizer, Options as Spelling};
use dilmaj::qa::{Checker, Verdict};
use dilmaj::segment;
use dilmaj::termbase::TermBase;

const GLOSSARY: &str = "source\taliases\ttarget\tadmitted\tforbidden\tpos\tcase
معاون وزیر\t\tdeputy minister\tvice minister\t\tnoun\t
وزیر\tوزرا\tminister\t\tsecretary\tnoun\t
کارگروه\t\tworking group\t\ttask force|work group\tnoun\t
تفاهم‌نامه\t\tmemorandum of understanding\tMoU\taccord\tnoun\t
توافق صلح\t\tpeace accord\t\t\tnoun\t
کودک\t\tchild\t\tkid\tnoun\t
بحران\t\tcrisis\t\t\tnoun\t
ایران\t\tIran\t\tPersia\tname\texact
افزود\t\tadded\t\t\tverb\t
گفت\t\tsaid\t\t\tverb\t
به گزارش\t\taccording to\tas reported by\t\tnone\t
آتش‌بس\t\tcease-fire\t\ttruce\tnoun\t
کلان‌داده\t\tbig data\t\t\tnoun\texact
فناوری\t\ttechnology\t\t\tnoun\t
هوشمند\t\tsmart\t\tclever\tadj\t
رسانه\t\tmedium\t\t\tnoun\t
قرنطینه\t\tquarantine\t\t\tnoun\t
";

/// Persian, English, and how many terminology issues there must be.
const CASES: [(&str, &str, usize); 35] = [
    ("وزیر آمد.", "The minister came.", 0),
    ("وزیر آمد.", "The Ministers' plane came.", 0),
    ("وزیر آمد.", "He came.", 1),
    ("وزیر آمد.", "The ministry administers.", 1),
    ("معاون وزیر آمد.", "The deputy minister came.", 0),
    ("معاون وزیر آمد.", "The vice-minister came.", 0),
    ("معاون وزیر آمد.", "The minister came.", 1),
    ("معاون وزیر با وزیر آمد.", "The deputy minister came.", 1),
    ("معاون وزیر با وزیر آمد.", "The minister came with the deputy minister.", 0),
    ("وزیر ایران با وزیر عراق دیدار کرد.", "The ministers of Iran and Iraq met.", 1),
    ("کارگروه‌ها تشکیل شد.", "Working groups were formed; the working group’s work began.", 0),
    ("کارگروه تشکیل شد.", "The working-group was formed.", 0),
    ("کارگروه تشکیل شد.", "A task force was formed.", 2),
    ("کارگروه تشکیل شد.", "Task forces were formed beside the working group.", 1),
    ("تفاهم‌نامه‌ها امضا شد.", "Memoranda of understanding were signed.", 0),
    ("تفاهم‌نامه‌ها امضا شد.", "Memorandums of Understanding were signed.", 0),
    ("تفاهم‌نامه‌ها امضا شد.", "MoUs were signed.", 0),
    ("تفاهم‌نامه امضا شد.", "An accord was signed.", 2),
    ("تفاهم‌نامه و توافق صلح امضا شد.", "The memorandum of understanding and the peace accord were signed.", 0),
    ("کودکان آمدند.", "The children's books came.", 0),
    ("بحران‌ها ادامه دارد.", "The crises go on.", 0),
    ("رسانه‌ها نوشتند.", "The media wrote.", 0),
    ("ایران پیروز شد.", "Iran's team won.", 0),
    ("ایران پیروز شد.", "IRAN won.", 1),
    ("وی افزود که می‌آید.", "He adds that he is coming.", 0),
    ("وی افزود که می‌آید.", "Adding that he is coming, he left.", 0),
    ("او گفت که می‌آید.", "He says he is coming.", 0),
    ("به گزارش مهر، باران آمد.", "According to Mehr, it rained.", 0),
    ("آتش‌بس برقرار شد.", "A ceasefire was agreed.", 0),
    ("گفت: کلان‌داده مهم است.", "He said: “Big data is important.”", 0),
    ("فناوری هوشمند", "Smart technologies", 0),
    ("مسافران قرنطینه می‌شوند.", "The passengers are being quarantined.", 0),
    ("قرنطینه کردن شهر", "Quarantining the city", 0),
    ("قرنطینه برای شهر", "The city is quarantined", 1),
    ("وزیر و منشی او آمدند.", "The minister and his secretary came.", 0),
];

fn annotated(base: &TermBase, text: &str) -> AnnotatedSegment {
    let normalizer = Normalizer::new(Lexicon::builtin(), Spelling::default());
    let document = Document { id: "t".to_owned(), text: text.to_owned(), issues: Vec::new() };
    let segments = segment::segment(&document, &segment::Options::default(), &normalizer);
    base.annotate(segments.into_iter().next().expect("a text has a segment"))
}

#[test]
fn correct_english_is_not_accused_and_wrong_english_is() {
    let base = TermBase::new([("g.tsv", GLOSSARY)], Lexicon::builtin()).unwrap();
    let mut wrong = Vec::new();
    for (source, target, wanted) in CASES {
        let findings = Checker::default().findings(&annotated(&base, source), target);
        let found: Vec<_> = findings.iter().filter(|issue| issue.kind == IssueKind::Terminology).collect();
        if found.len() != wanted {
            wrong.push(format!("{source} | {target}: {wanted} wanted, found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const NAMES: &str = "source\ttarget\tforbidden\tpos
اتحادیه\tfederation\tunion\tnoun
ایرانی\tIranian\tPersian\tadj
سفیر\tenvoy\ttraveller|ambassador\tnoun
دستور\tdirective\torder\tnoun
دولت\tadministration\tstate\tnoun
";

/// Persian, English, and the English mended by rule; the same where the forbidden word may be something else and the hit stays open.
const REPLACED: [(&str, &str, &str); 12] = [
    ("اتحادیه تشکیل شد.", "The union was formed.", "The federation was formed."),
    ("اتحادیه تشکیل شد.", "The Union was formed.", "The Federation was formed."),
    ("اتحادیه تشکیل شد.", "The Soviet Union was formed.", "The Soviet Union was formed."),
    ("اتحادیه تشکیل شد.", "Soviet Union was formed.", "Soviet Union was formed."),
    ("اتحادیه تشکیل شد.", "The Union of Artists was formed.", "The Union of Artists was formed."),
    ("اتحادیه تشکیل شد.", "A non-union shop was formed.", "A non-union shop was formed."),
    ("ملوانان ایرانی آمدند.", "The Persian sailors came.", "The Iranian sailors came."),
    ("ملوانان ایرانی آمدند.", "The sailors of the Persian Gulf came.", "The sailors of the Persian Gulf came."),
    ("سفیر آمد.", "He and another traveller came.", "He and another traveller came."),
    ("سفیری دیگر آمد.", "Another traveller came.", "Another envoy came."),
    ("دستور داد که بروند.", "He came in order to go.", "He came in order to go."),
    ("دولت پاسخ داد.", "A state-owned firm answered.", "A state-owned firm answered."),
];

#[test]
fn a_forbidden_word_is_replaced_only_where_it_is_clearly_the_term() {
    let base = TermBase::new([("g.tsv", NAMES)], Lexicon::builtin()).unwrap();
    let checker = Checker::new(dilmaj::qa::Options::default(), base.entries());
    for (source, target, wanted) in REPLACED {
        let origin = Origin::Machine("b".to_owned());
        let candidate = Candidate { target: target.to_owned(), origin, issues: Vec::new() };
        let verdict = checker.check(&annotated(&base, source), &candidate);
        match verdict {
            Verdict::Replace(text, _) => assert_eq!(text, wanted, "{source}"),
            Verdict::Reask(_) | Verdict::Open(_) => assert_eq!(target, wanted, "{source}"),
            Verdict::Accept => panic!("{source}: {target} is accepted"),
        }
    }
}
