//! Analysis: all readings of every run of tokens, and the best path through them.
//!
//! In: tokens. Out: one reading per word or expression, in order. A word that is in no file is read as a romanised name and marked.

use std::ops::Range;

use crate::english::{comparative, ordinal, superlative};
use crate::lexicon::{Entry, Lexicon, Pos};
use crate::model::{AnnotatedSegment, Definiteness, GrammaticalNumber, PartOfSpeech, Romanisation};
use crate::persian::letters::{ZWNJ, fold};
use crate::persian::suffix::{Degree, Ending, adjective_ending, name_ending, noun_ending};
use crate::persian::{digits, match_key, numbers, romanize};

use super::derive::derived;
use super::foreign;
use super::lattice::best_path;
use super::prefer::{
    is_be_or_have, prefer_adjective, prefer_by_neighbours, prefer_described, prefer_family_name, prefer_listed_noun,
    prefer_noun_inside, prefer_preposition,
};
use super::reading::{Cat, Reading};
use super::term::shows;
use super::token::{Kind, Token, Tokens};
use super::verb::{Agreement, Form, Stems};

/// What reading a hit as its term is worth: more than any other reading can gain.
const TERM: i32 = 100;

/// What a word that no file has costs, so that any known reading wins.
const UNKNOWN: i32 = 12;

/// Reads tokens with a lexicon.
#[derive(Debug)]
pub(super) struct Analyser<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) stems: Stems<'a>,
    pub(super) romanisation: Romanisation,
    /// Expressions of several words are looked for.
    pub(super) expressive: bool,
}

impl<'a> Analyser<'a> {
    pub(super) fn new(lexicon: &'a Lexicon) -> Self {
        Self { lexicon, stems: Stems::new(lexicon), romanisation: Romanisation::default(), expressive: true }
    }

    /// Returns the best sequence of readings that covers all tokens.
    pub(super) fn analyse(&self, source: &AnnotatedSegment, tokens: &Tokens) -> Vec<Reading<'a>> {
        let edges: Vec<Vec<Reading<'a>>> = (0..tokens.list.len()).map(|at| self.edges(source, tokens, at)).collect();
        best_path(&edges, tokens.list.len())
    }

    /// The readings that begin at `at`. A term hit is read as its term; an expression may cover it only if its English shows the term.
    fn edges(&self, source: &AnnotatedSegment, tokens: &Tokens, at: usize) -> Vec<Reading<'a>> {
        let hits: Vec<(usize, &Range<usize>)> = tokens
            .hits
            .iter()
            .enumerate()
            .filter(|(index, span)| !span.is_empty() && source.hits[*index].entry.pos != PartOfSpeech::Verb)
            .collect();
        let mut edges: Vec<Reading<'a>> = self
            .readings(&tokens.list, at)
            .into_iter()
            .filter_map(|reading| {
                let end = at + reading.len;
                let mut shown = 0;
                for (index, _) in hits.iter().filter(|(_, span)| span.start < end && at < span.end) {
                    let span = &tokens.hits[*index];
                    let covers = at <= span.start && span.end <= end && reading.len > span.len();
                    if !covers || !shows(&reading.english, &source.hits[*index]) {
                        return None;
                    }
                    shown += 1;
                }
                Some(Reading { weight: reading.weight + shown * TERM, ..reading })
            })
            .collect();
        edges.extend(hits.iter().filter(|(_, span)| span.start == at).map(|(index, span)| Reading {
            len: span.len(),
            weight: TERM,
            ..self.term(source, *index, &tokens.list[span.end - 1])
        }));
        edges
    }

    fn readings(&self, tokens: &[Token], at: usize) -> Vec<Reading<'a>> {
        let token = &tokens[at];
        let mut found = match token.kind {
            Kind::Mark(mark) => return vec![Reading::new(Cat::Mark(mark), mark.to_string())],
            Kind::Number => vec![Reading::new(Cat::Number, digits::ascii_digits(&token.text))],
            Kind::Foreign => vec![Reading::new(Cat::Name, foreign::keep(&token.text))],
            Kind::Word => self.word(token),
        };
        let is_act = found.iter().any(|reading| reading.cat == Cat::Noun && reading.has("act"));
        if token.kind == Kind::Word && at > 0 {
            found.extend(self.family_name(&tokens[at - 1], token));
        }
        // «ایران کشور بزرگی است»: right before "be" and "have" it is an adjective.
        let before_be = tokens.get(at + 1).is_some_and(|next| is_be_or_have(&next.key));
        if before_be && at > 0 && !is_act {
            prefer_adjective(&mut found);
        } else if is_act || at == 0 || !(self.may_be_plural(&tokens[at - 1]) || self.is_adjective(&tokens[at - 1])) {
            prefer_listed_noun(&mut found);
        }
        if token.key == "تا" && (self.tells_until(&tokens[at + 1..]) || self.governs_no_clause(tokens, at)) {
            // «تا سال آینده» is until, «تا بتوانند» so that.
            found.retain(|reading| reading.cat == Cat::Preposition);
        }
        if !self.ends_relative(tokens, at) {
            prefer_noun_inside(&mut found, tokens.get(at + 1));
        }
        if tokens.get(at + 1).is_some_and(|next| next.key == "که") {
            prefer_described(&mut found);
        }
        prefer_by_neighbours(&mut found, at.checked_sub(1).map(|before| &tokens[before]), token, tokens.get(at + 1));
        if at > 0 && self.names_a_person(&tokens[at - 1]) {
            prefer_family_name(&mut found);
        }
        if self.opens_thing(tokens.get(at + 1)) {
            prefer_preposition(&mut found);
        }
        if self.expressive {
            self.expressions(tokens, at, &mut found);
        }
        found
    }

    /// «آقای», «دکتر», «ایرج»: a title or a first name, and nothing else.
    fn names_a_person(&self, token: &Token) -> bool {
        let bare = token.key.strip_suffix('ی').unwrap_or(&token.key);
        let mut first = self.lexicon.get(&token.key).filter(|entry| !entry.has("rare")).peekable();
        let is_first_name = |entry: &Entry| entry.has("male") || entry.has("female");
        self.lexicon.get(bare).any(|entry| entry.has("title")) || (first.peek().is_some() && first.all(is_first_name))
    }

    /// «او که به باشگاه پیوست، …»: before a comma, with a «که» behind it that has no verb yet, a word that can be a verb is one.
    fn ends_relative(&self, tokens: &[Token], at: usize) -> bool {
        if tokens.get(at + 1).is_none_or(|next| next.kind != Kind::Mark('،')) {
            return false;
        }
        let back = tokens[..at].iter().rev().take_while(|token| !matches!(token.kind, Kind::Mark(_)));
        let inside: Vec<&Token> = back.take_while(|token| token.key != "که").collect();
        let opened = at > inside.len() && tokens[at - inside.len() - 1].key == "که";
        let is_verb = |token: &&Token| {
            let finite = |form: Form| matches!(form, Form::Past | Form::Present | Form::Imperfect | Form::Perfect);
            self.stems.read(&token.key).iter().any(|verb| finite(verb.form))
        };
        opened && !inside.iter().any(is_verb)
    }

    /// «تا سال آینده», «تا ۳۰ درصد», but not «تا دو طرف بتوانند».
    fn tells_until(&self, next: &[Token]) -> bool {
        let measures = |token: &Token| {
            token.kind != Kind::Word
                || numbers::word_value(&token.key).is_some()
                || self.lexicon.get(&token.key).any(|entry| entry.has("time") || entry.has("unit"))
        };
        match next {
            [number, noun, ..] if number.kind == Kind::Word && numbers::word_value(&number.key).is_some() => {
                measures(noun)
            }
            [first, ..] => self.is_time(first),
            [] => false,
        }
    }

    /// «صدا تا چند کیلومتر شنیده شد»: where the only verb of the sentence stands at its end, «تا» opens no clause.
    fn governs_no_clause(&self, tokens: &[Token], at: usize) -> bool {
        const FURTHEST: usize = 40;
        let ends = |token: &&Token| !matches!(token.kind, Kind::Mark('.' | '؛' | ':' | '!' | '؟' | '،'));
        let is_verb = |token: &Token| {
            self.stems.read(&token.key).iter().any(|verb| !matches!(verb.form, Form::Infinitive | Form::Participle))
        };
        let before = tokens[..at].iter().rev().take(FURTHEST).take_while(ends);
        let after: Vec<&Token> = tokens[at + 1..].iter().take(FURTHEST).take_while(ends).collect();
        let last = after.iter().rposition(|token| token.kind == Kind::Word);
        let only = after.iter().enumerate().all(|(ahead, token)| Some(ahead) == last || !is_verb(token));
        let finite = last.is_some_and(|last| is_verb(after[last]) && last > 0);
        at > 0 && finite && only && !before.into_iter().any(is_verb)
    }

    fn is_time(&self, token: &Token) -> bool {
        token.kind == Kind::Number
            || self.lexicon.get(&token.key).any(|entry| entry.has("time") && entry.pos != Pos::Adverb)
            || numbers::word_value(&token.key).is_some()
    }

    /// Whether the word looks like a plural noun, after which an adjective in ی is likely: «توافقات خوبی».
    fn may_be_plural(&self, token: &Token) -> bool {
        ["ات", "ها", "ان", "هایی"].iter().any(|ending| token.key.ends_with(ending))
            || self.lexicon.singular_of(&token.key).is_some()
    }

    /// «چالش‌های اجتماعی بزرگی»: behind an adjective another is as likely.
    fn is_adjective(&self, token: &Token) -> bool {
        let mut rows = self.lexicon.get(&token.key).peekable();
        rows.peek().is_some() && rows.all(|entry| entry.pos == Pos::Adjective)
    }

    fn word(&self, token: &Token) -> Vec<Reading<'a>> {
        let mut found = fixed(&token.key);
        if !found.is_empty() {
            return found;
        }
        found.extend(
            self.lexicon
                .get(&token.key)
                .filter(|entry| entry.pos != Pos::Verb)
                .map(|entry| Reading::of_entry(entry, 1)),
        );
        found.extend(self.plural_of(&token.key, &token.text));
        found.extend(self.verbs(&token.key));
        self.inflected(&token.text, 1, "", &mut found);
        if let Some(value) = numbers::ordinal_value(&token.text).filter(|_| found.is_empty()) {
            let preposed = token.text.ends_with("ین");
            found.push(Reading { preposed, ..Reading::new(Cat::Ordinal, ordinal(value)) });
        }
        if found.is_empty() {
            found = derived(self, token);
        }
        if found.is_empty() {
            found.push(unknown(token, self.romanisation));
        }
        found
    }

    /// The readings that the lexicon has for a word, with its endings; verbs are left out.
    pub(super) fn listed(&self, text: &str) -> Vec<Reading<'a>> {
        let key = match_key(text);
        let rows = self.lexicon.get(&key).filter(|entry| entry.pos != Pos::Verb);
        let mut found: Vec<Reading<'a>> = rows.map(|entry| Reading::of_entry(entry, 1)).collect();
        self.inflected(text, 1, "", &mut found);
        found
    }

    /// «سعید روستایی», «علی کریمی»: behind a given name a word in ی is the family name.
    fn family_name(&self, before: &Token, token: &Token) -> Option<Reading<'a>> {
        let given =
            |entry: &Entry| entry.pos == Pos::Name && (entry.has("male") || entry.has("female")) && !entry.has("rare");
        let mut rows = self.lexicon.get(&before.key).peekable();
        let named = rows.peek().is_some() && rows.all(given);
        let known = self.lexicon.get(&token.key).any(|entry| entry.pos == Pos::Name);
        let person = self.lexicon.get(&token.key).any(|entry| entry.has("human") || entry.pos == Pos::Verb);
        let relation = token.key.ends_with('ی') && token.key.chars().count() > 3;
        (named && relation && !known && !person).then(|| Reading {
            weight: 4,
            unknown: true,
            ..Reading::new(Cat::Name, romanize::romanize_name(&token.text, self.romanisation))
        })
    }

    fn plural_of(&self, key: &str, _text: &str) -> Option<Reading<'a>> {
        let entry = self.lexicon.singular_of(key)?;
        let plural = Ending { number: GrammaticalNumber::Plural, ..Ending::default() };
        Some(Reading::of_entry(entry, 1).with_ending(plural, 0))
    }

    fn verbs(&self, key: &str) -> Vec<Reading<'a>> {
        let forms = self.stems.read(key);
        // «رساند» is the past far more often than a bare subjunctive, of رساندن or رسانیدن.
        let past = |of: Option<&str>| {
            let third =
                |form: &&super::verb::VerbForm<'_>| form.form == Form::Past && form.agreement == Agreement::THIRD;
            forms.iter().filter(third).any(|form| of.is_none_or(|lemma| form.entry.lemma == lemma))
        };
        forms
            .iter()
            .map(|verb| {
                let verb = *verb;
                let (cat, weight) = match verb.form {
                    Form::Infinitive => (Cat::Infinitive, 0),
                    Form::Participle => (Cat::Participle, 0),
                    Form::Present | Form::Imperfect | Form::Perfect => (Cat::Verb, 4),
                    Form::Past => (Cat::Verb, 2),
                    Form::Subjunctive if verb.prefixed => (Cat::Verb, 3),
                    Form::Subjunctive if past(Some(&verb.entry.lemma)) => (Cat::Verb, -3),
                    Form::Subjunctive if verb.entry.lemma == "رسانیدن" && past(None) => (Cat::Verb, -3),
                    Form::Subjunctive if verb.entry.has("light") || verb.entry.has("link") => (Cat::Verb, 3),
                    Form::Subjunctive if past(None) && verb.agreement == Agreement::THIRD => (Cat::Verb, -3),
                    Form::Subjunctive => (Cat::Verb, -3),
                };
                // «خواست» the verb is far more frequent than the noun, and goes on after itself.
                let weight = if verb.entry.has("modal") { weight + 4 } else { weight };
                // «می‌آید» is "comes", hardly ever "you come".
                let as_third = |other: &super::verb::VerbForm<'_>| {
                    other.entry.lemma == verb.entry.lemma
                        && other.form == verb.form
                        && other.agreement == Agreement::THIRD
                };
                let weight = if verb.agreement.person == 2 && forms.iter().any(as_third) { weight - 3 } else { weight };
                // «نشست» is "sat", hardly ever "did not wash".
                let weight =
                    if verb.negative && forms.iter().any(|other| !other.negative) { weight - 3 } else { weight };
                let second_singular = i32::from(verb.agreement.person == 2 && !verb.agreement.plural) * 8;
                Reading {
                    verb: Some(verb),
                    entry: Some(verb.entry),
                    weight: weight - second_singular,
                    ..Reading::new(cat, verb.entry.gloss())
                }
            })
            .collect()
    }

    /// Finds stem + ending in one word; `before` is what stands before it in a longer expression, with its space.
    pub(super) fn inflected(&self, text: &str, len: usize, before: &str, found: &mut Vec<Reading<'a>>) {
        let cuts: Vec<usize> = text.char_indices().map(|(at, _)| at).skip(2).collect();
        for cut in cuts.into_iter().rev() {
            let (stem, rest) = text.split_at(cut);
            if stem.ends_with(ZWNJ) {
                continue;
            }
            let key = format!("{before}{}", match_key(stem));
            for entry in self.lexicon.get(&key) {
                found.extend(with_ending_of(entry, stem, rest, len));
            }
            if let Some(entry) = self.lexicon.singular_of(&key)
                && let Some(ending) = noun_ending(stem, rest)
                && ending.number == GrammaticalNumber::Singular
            {
                let plural = Ending { number: GrammaticalNumber::Plural, ..ending };
                found.push(Reading::of_entry(entry, len).with_ending(plural, 1));
            }
        }
        self.human_plural(text, len, before, found);
    }

    /// «نمایندگان» is نماینده + ان: the final ه turns to گ.
    fn human_plural(&self, text: &str, len: usize, before: &str, found: &mut Vec<Reading<'a>>) {
        let folded: String = text.chars().filter_map(fold).collect();
        let Some(at) = folded.rfind("گان") else { return };
        let (stem, rest) = (&folded[..at], &folded[at + "گان".len()..]);
        let Some(ending) = noun_ending("گان", rest) else { return };
        let ending = Ending { number: GrammaticalNumber::Plural, ..ending };
        let key = format!("{before}{stem}ه");
        let entries = self.lexicon.get(&key).filter(|entry| matches!(entry.pos, Pos::Noun | Pos::Adjective));
        found.extend(
            entries.map(|entry| Reading { cat: Cat::Noun, ..Reading::of_entry(entry, len).with_ending(ending, 0) }),
        );
    }
}

/// Words whose part in the grammar no file could give.
fn fixed<'a>(key: &str) -> Vec<Reading<'a>> {
    match key {
        "که" => vec![Reading::new(Cat::Ke, "that")],
        "اینکه" | "آنکه" => vec![Reading::new(Cat::Inke, "the fact that")],
        "را" => vec![Reading::new(Cat::Ra, "")],
        "و" => vec![Reading::new(Cat::Coordinator, "and")],
        "یا" => vec![Reading::new(Cat::Coordinator, "or")],
        "باید" | "بایستی" | "میبایست" | "میباید" => vec![Reading::new(Cat::Modal, "must")],
        "نباید" | "نبایستی" => vec![Reading::new(Cat::Modal, "must not")],
        "میتوان" | "بتوان" => vec![Reading::new(Cat::Modal, "can")],
        "نمیتوان" | "نتوان" => vec![Reading::new(Cat::Modal, "cannot")],
        "میتوانست" => vec![Reading::new(Cat::Modal, "could")],
        _ => Vec::new(),
    }
}

fn with_ending_of<'a>(entry: &'a Entry, stem: &str, rest: &str, len: usize) -> Option<Reading<'a>> {
    let ending = match entry.pos {
        Pos::Noun => noun_ending(stem, rest)?,
        Pos::Name => name_ending(stem, rest)?,
        Pos::Adjective => adjective_ending(stem, rest)?,
        // «زمان بیشتری» is more time: with ی it is the adjective.
        Pos::Determiner => {
            // «آن‌ها» is the pronoun.
            adjective_ending(stem, rest).filter(|ending| {
                ending.definiteness != Definiteness::Indefinite && ending.number == GrammaticalNumber::Singular
            })?
        }
        Pos::Pronoun => noun_ending(stem, rest).filter(|ending| ending.number == GrammaticalNumber::Singular)?,
        _ => return None,
    };
    // «سفره‌ای» has its ZWNJ: «سفرهای» is a plural of سفر.
    let unjoined = i32::from(stem.ends_with('ه') && rest.starts_with('ا'));
    let short = i32::from(rest.chars().count() == 1 && stem.chars().count() < 4);
    // «اهداف بزرگی» are great goals, not goals of greatness: the indefinite adjective is as likely as the noun.
    let indefinite_adjective = entry.pos == Pos::Adjective && ending.definiteness == Definiteness::Indefinite;
    let cost =
        if indefinite_adjective { 2 * unjoined } else { 1 + 2 * short + 2 * i32::from(ending.copula) + 2 * unjoined };
    let reading = Reading::of_entry(entry, len).with_ending(ending, cost);
    let english = match reading.ending.degree {
        Degree::Positive => reading.english.clone(),
        Degree::Comparative => comparative(&reading.english),
        Degree::Superlative => superlative(&reading.english),
    };
    let noun = entry.pos == Pos::Adjective && ending.number == GrammaticalNumber::Plural;
    let superlative = ending.degree == Degree::Superlative;
    let cat = match (noun, superlative) {
        (true, _) => Cat::Noun,
        (false, true) => Cat::Ordinal,
        (false, false) => reading.cat,
    };
    Some(Reading { english, cat, preposed: reading.preposed || superlative, ..reading })
}

fn unknown<'a>(token: &Token, romanisation: Romanisation) -> Reading<'a> {
    let stem = ["هایی", "های", "ها"].iter().find_map(|plural| {
        let key = token.key.strip_suffix(plural)?;
        (key.chars().count() > 2).then_some(key)
    });
    let english = romanize::romanize_name(stem.unwrap_or(&token.text), romanisation);
    Reading { unknown: true, weight: -UNKNOWN, ..Reading::new(Cat::Name, english) }
}
