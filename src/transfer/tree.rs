//! The syntax tree: clauses, their items, noun phrases. Built by `parse`, written in English by `phrase` and `clause`.

use super::group::VerbGroup;
use super::reading::{Cat, Reading};

/// A sentence is clauses and marks in order.
#[derive(Debug, Clone)]
#[expect(clippy::large_enum_variant, reason = "sentences have few parts and nearly all are clauses")]
pub(super) enum Part<'a> {
    Clause(Clause<'a>),
    Mark(char),
}

/// A clause: what stands before the verb in Persian order, the verb, and what follows it.
#[derive(Debug, Clone, Default)]
pub(super) struct Clause<'a> {
    /// The conjunction that opens it.
    pub(super) link: Option<String>,
    pub(super) items: Vec<Item<'a>>,
    pub(super) modal: Option<Modal<'a>>,
    pub(super) verb: Option<VerbGroup<'a>>,
    /// Phrases behind the verb.
    pub(super) post: Vec<Item<'a>>,
    /// The clauses after «که».
    pub(super) complement: Vec<Part<'a>>,
    /// The complement is what is wanted: "asked them to follow it up" instead of "that they follow it up".
    pub(super) purpose: bool,
    /// «آیا …؟»: a question for yes or no.
    pub(super) question: bool,
    /// A request: «دست‌های خود را بشویید».
    pub(super) imperative: bool,
    /// A quotation begins with it.
    pub(super) opens_quote: bool,
    /// A quotation ends with it.
    pub(super) closes_quote: bool,
}

/// A modal before the main verb.
#[derive(Debug, Clone)]
pub(super) enum Modal<'a> {
    /// باید، می‌توان: without person.
    Fixed(String),
    /// توانستن، خواستن: with tense and person.
    Verb(VerbGroup<'a>),
}

/// A part of a clause.
#[derive(Debug, Clone)]
pub(super) enum Item<'a> {
    Np(Np<'a>),
    /// A noun phrase with را.
    Object(Np<'a>),
    Pp(Pp<'a>),
    Adverb(Reading<'a>),
    Adjective(Adjective<'a>),
    /// A subordinate clause with its conjunction.
    Subordinate(String, Box<Clause<'a>>),
    /// و between phrases of different kinds.
    Conjunction(String),
    Comma,
    Mark(char),
}

/// A preposition and what it governs.
#[derive(Debug, Clone)]
pub(super) struct Pp<'a> {
    pub(super) persian: String,
    pub(super) english: String,
    pub(super) body: Body<'a>,
}

/// What a preposition governs.
#[derive(Debug, Clone)]
pub(super) enum Body<'a> {
    Np(Box<Np<'a>>),
    Clause(Vec<Part<'a>>),
    Adverb(String),
    Nothing,
}

/// An adjective with the adverb before it and the complement after it.
#[derive(Debug, Clone)]
pub(super) struct Adjective<'a> {
    pub(super) english: String,
    /// "and" or "or" if it is joined to the one before it.
    pub(super) joint: Option<String>,
    pub(super) complement: Option<Box<Pp<'a>>>,
    pub(super) superlative: bool,
}

/// A noun phrase.
#[derive(Debug, Clone)]
pub(super) struct Np<'a> {
    pub(super) determiners: Vec<Reading<'a>>,
    pub(super) number: Option<String>,
    /// Ordinals, superlatives and other words before the noun in both languages.
    pub(super) before: Vec<String>,
    pub(super) head: Reading<'a>,
    pub(super) adjectives: Vec<Adjective<'a>>,
    /// The indefinite ی was on an adjective: «ظرفیت‌های بسیاری».
    pub(super) indefinite: bool,
    /// What follows by ezafe.
    pub(super) of: Option<Box<Np<'a>>>,
    /// A name beside a noun, or a noun beside a name.
    pub(super) apposition: Option<Box<Np<'a>>>,
    pub(super) tail: Vec<Tail<'a>>,
    /// The next member of a list, with its conjunction ("," inside a list).
    pub(super) next: Option<(String, Box<Np<'a>>)>,
    pub(super) quoted: bool,
    /// "both", "not only" before the whole list.
    pub(super) pair: Option<String>,
}

/// What follows a noun phrase and belongs to it.
#[derive(Debug, Clone)]
pub(super) enum Tail<'a> {
    /// Clauses joined by and.
    Relative(Vec<Clause<'a>>),
    /// A phrase that stands between the noun and its را: «دستور کاری در زمینه تجارت را».
    Phrase(Pp<'a>),
    Bracket(Vec<Part<'a>>),
}

impl<'a> Np<'a> {
    pub(super) fn new(head: Reading<'a>) -> Self {
        Self {
            determiners: Vec::new(),
            number: None,
            before: Vec::new(),
            head,
            adjectives: Vec::new(),
            indefinite: false,
            of: None,
            apposition: None,
            tail: Vec::new(),
            next: None,
            quoted: false,
            pair: None,
        }
    }

    /// Returns the last member of the list it opens.
    pub(super) fn last_member(&mut self) -> &mut Self {
        match self {
            Self { next: Some((_, next)), .. } => next.last_member(),
            last => last,
        }
    }

    /// Returns the last link that a phrase behind it can describe: «پیش‌بینی خود از رشد» is a forecast of growth, not an owner of it.
    pub(super) fn last_noun(&mut self) -> &mut Self {
        let is_owner = |of: &Self| {
            of.head.cat == Cat::Pronoun && of.of.is_none() && of.next.is_none() && of.determiners.is_empty()
        };
        let owned = self.next.is_none() && self.of.as_deref().is_some_and(is_owner);
        match self {
            this if owned => this,
            Self { next: Some((_, next)), .. } => next.last_noun(),
            Self { of: Some(of), .. } => of.last_noun(),
            innermost => innermost,
        }
    }

    /// Returns the last link of its chain of ezafes, if it has one.
    pub(super) fn last_link(&self) -> Option<&Self> {
        self.of.as_deref().map(|of| of.last_link().unwrap_or(of))
    }

    /// Returns the link of its chain that a clause behind it describes: the last one, or the last plural one if the clause speaks of `many`.
    pub(super) fn agreeing(&mut self, many: bool) -> &mut Self {
        let plural = |np: &Self| super::phrase::is_plural(np);
        let deeper = self.next.as_ref().map(|(_, next)| next).or(self.of.as_ref());
        // «رقیب او که پیروز شد»: a clause does not describe the owner.
        let owned = self.next.is_none()
            && self.of.as_ref().is_some_and(|of| of.head.cat == Cat::Pronoun && of.of.is_none() && of.next.is_none());
        let stays = owned || many && plural(self) && deeper.is_some_and(|deeper| !deeper.holds(&plural));
        if stays {
            return self;
        }
        match self {
            Self { next: Some((_, next)), .. } => next.agreeing(many),
            Self { of: Some(of), .. } => of.agreeing(many),
            this => this,
        }
    }

    /// Returns whether `test` holds for a link of the chain.
    fn holds(&self, test: &impl Fn(&Self) -> bool) -> bool {
        test(self)
            || self.next.as_ref().is_some_and(|(_, next)| next.holds(test))
            || self.of.as_ref().is_some_and(|of| of.holds(test))
    }

    /// Returns the noun phrase with which it ends, that of a phrase behind it included.
    pub(super) fn right_edge(&self) -> &Self {
        match self {
            Self { next: Some((_, next)), .. } => next.right_edge(),
            Self { of: Some(of), .. } => of.right_edge(),
            Self { tail, .. } => match tail.last() {
                Some(Tail::Phrase(Pp { body: Body::Np(np), .. })) => np.right_edge(),
                _ => self,
            },
        }
    }

    /// Returns the innermost noun phrase at its right edge.
    pub(super) fn last(&mut self) -> &mut Self {
        match self {
            Self { next: Some((_, next)), .. } => next.last(),
            Self { of: Some(of), .. } => of.last(),
            innermost => innermost,
        }
    }
}
