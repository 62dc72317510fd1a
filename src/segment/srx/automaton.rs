//! Runs many expressions over a text at once, in one pass each way.
//!
//! In: expressions over marked text. Out: every place where a match of one of them ends (forwards) or begins (backwards). A lazy automaton looks
//! at each byte once, whatever the expressions are, so the time is linear in the text. Where matches begin (or end) on the other side is not asked.

use regex_automata::MatchKind;
use regex_automata::hybrid::LazyStateID;
use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::nfa::thompson::{self, WhichCaptures};
use regex_automata::util::start;
use regex_syntax::hir::Hir;

use super::pattern::{BOUNDARY, NO_BOUNDARY};

/// Bytes of states kept; more are made anew when they are needed.
const STATES: usize = 1 << 24;
/// An automaton larger than this is a mistake such as `(.{999}){999}`.
const LARGEST: usize = 1 << 26;

/// Returns the automaton for `expressions`; `backwards` for one that reads a text from its end.
pub(super) fn build(expressions: &[Hir], backwards: bool) -> Result<DFA, String> {
    let config = thompson::Config::new()
        .utf8(false)
        .reverse(backwards)
        .which_captures(WhichCaptures::None)
        .nfa_size_limit(Some(LARGEST));
    let nfa = thompson::Compiler::new().configure(config).build_many_from_hir(expressions);
    let nfa = nfa
        .map_err(|error| if error.size_limit().is_some() { "it is too large".to_owned() } else { error.to_string() })?;
    let config = DFA::config().match_kind(MatchKind::All).cache_capacity(STATES).skip_cache_capacity_check(true);
    DFA::builder().configure(config).build_from_nfa(nfa).map_err(|error| error.to_string())
}

/// Calls `found` with each place where a match ends and the number of its expression, from left to right.
pub(super) fn forward(dfa: &DFA, cache: &mut Cache, text: &str, mut found: impl FnMut(usize, usize)) {
    let Some(mut run) = Run::new(dfa, cache) else { return };
    let mut before = false;
    for (at, c) in text.char_indices() {
        let word = is_word(c);
        run.step(mark(before, word), at, &mut found);
        before = word;
        let mut bytes = [0; 4];
        for byte in c.encode_utf8(&mut bytes).bytes() {
            run.step(byte, at, &mut found);
        }
    }
    run.step(mark(before, false), text.len(), &mut found);
    run.finish(text.len(), &mut found);
}

/// Calls `found` with each place where a match begins and the number of its expression, from right to left.
pub(super) fn backward(dfa: &DFA, cache: &mut Cache, text: &str, mut found: impl FnMut(usize, usize)) {
    let Some(mut run) = Run::new(dfa, cache) else { return };
    let mut after = false;
    for (at, c) in text.char_indices().rev() {
        let word = is_word(c);
        let end = at + c.len_utf8();
        run.step(mark(word, after), end, &mut found);
        after = word;
        let mut bytes = [0; 4];
        for byte in c.encode_utf8(&mut bytes).bytes().rev() {
            run.step(byte, end, &mut found);
        }
    }
    run.step(mark(false, after), 0, &mut found);
    run.finish(0, &mut found);
}

fn mark(left: bool, right: bool) -> u8 {
    if left == right { NO_BOUNDARY } else { BOUNDARY }
}

/// ICU's `\w`: letters, marks, digits, joiners and `_`. Persian letters, the commonest, are told at once.
fn is_word(c: char) -> bool {
    matches!(c, 'ا'..='غ' | 'ف'..='ي' | 'پ' | 'چ' | 'ک' | 'گ' | 'ی' | 'a'..='z')
        || (c != ' ' && regex_syntax::try_is_word_character(c).unwrap_or(false))
}

/// An automaton in a state.
struct Run<'a> {
    dfa: &'a DFA,
    cache: &'a mut Cache,
    state: LazyStateID,
}

impl<'a> Run<'a> {
    /// Without a limit to how often states are made anew, the automaton does not give up.
    fn new(dfa: &'a DFA, cache: &'a mut Cache) -> Option<Self> {
        let state = dfa.start_state(cache, &start::Config::new()).ok()?;
        Some(Self { dfa, cache, state })
    }

    /// A match is told one byte late, so it belongs to the place before `byte`; mark and character have the same place.
    fn step(&mut self, byte: u8, at: usize, found: &mut impl FnMut(usize, usize)) {
        if let Ok(state) = self.dfa.next_state(self.cache, self.state, byte) {
            self.state = state;
            if state.is_match() {
                self.report(at, found);
            }
        }
    }

    fn finish(&mut self, at: usize, found: &mut impl FnMut(usize, usize)) {
        if let Ok(state) = self.dfa.next_eoi_state(self.cache, self.state) {
            self.state = state;
            if state.is_match() {
                self.report(at, found);
            }
        }
    }

    fn report(&mut self, at: usize, found: &mut impl FnMut(usize, usize)) {
        for index in 0..self.dfa.match_len(self.cache, self.state) {
            found(at, self.dfa.match_pattern(self.cache, self.state, index).as_usize());
        }
    }
}
