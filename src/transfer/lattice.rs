//! The best way through the lattice of readings.
//!
//! In: the readings that begin at each token. Out: the sequence that scores best by their weights and by how well categories follow each other.

use super::reading::{Cat, Reading};

/// The cheapest way through the lattice, by dynamic programming over position and last category.
pub(super) fn best_path<'a>(edges: &[Vec<Reading<'a>>], len: usize) -> Vec<Reading<'a>> {
    struct Node {
        score: i32,
        cat: Option<Cat>,
        back: Option<(usize, usize, usize)>, // position, node there, edge there
    }
    let mut nodes: Vec<Vec<Node>> = (0..=len).map(|_| Vec::new()).collect();
    nodes[0].push(Node { score: 0, cat: None, back: None });
    for at in 0..len {
        for (edge, reading) in edges[at].iter().enumerate() {
            let end = at + reading.len;
            if end > len {
                continue;
            }
            let Some((from, score)) = nodes[at]
                .iter()
                .enumerate()
                .map(|(from, node)| (from, node.score + reading.weight + transition(node.cat, Some(reading.cat))))
                .max_by_key(|(from, score)| (*score, usize::MAX - from))
            else {
                continue;
            };
            match nodes[end].iter_mut().find(|node| node.cat == Some(reading.cat)) {
                Some(node) if node.score >= score => {}
                Some(node) => *node = Node { score, cat: Some(reading.cat), back: Some((at, from, edge)) },
                None => nodes[end].push(Node { score, cat: Some(reading.cat), back: Some((at, from, edge)) }),
            }
        }
    }
    let mut path = Vec::new();
    let last = nodes[len]
        .iter()
        .enumerate()
        .max_by_key(|(index, node)| (node.score + transition(node.cat, None), usize::MAX - index));
    let mut back = last.and_then(|(_, node)| node.back);
    while let Some((at, from, edge)) = back {
        path.push(edges[at][edge].clone());
        back = nodes[at][from].back;
    }
    path.reverse();
    path
}

/// Returns how well `next` follows `previous`; the numbers are ours, set by hand.
pub(super) fn transition(previous: Option<Cat>, next: Option<Cat>) -> i32 {
    use Cat::{
        Adjective, Adverb, Coordinator, Determiner, Infinitive, Inke, Ke, Mark, Modal, Name, Noun, Number, Ordinal,
        Participle, Preposition, Pronoun, Ra, Verb,
    };
    let (Some(previous), Some(next)) = (previous, next) else {
        return match (previous, next) {
            (None, Some(Verb | Ra)) => -3,
            (Some(Verb), None) => 3,
            (Some(Preposition | Determiner | Coordinator), None) => -4,
            _ => 0,
        };
    };
    match (previous, next) {
        (Preposition, Verb | Ra | Coordinator | Ke | Mark('،' | '.')) => -6,
        (Preposition, Adjective) | (Ordinal, Adjective) => -3,
        (Preposition, Preposition) => -5,
        (Preposition, Adverb) => -1,
        (Preposition, Inke) => 4,
        (Determiner, Noun | Number) => 2,
        (Number | Ordinal, Noun) | (Noun | Adjective, Adjective) => 1,
        (Pronoun, Noun | Name | Number) => -1,
        // «کارخانه سالانه ده هزار خودرو …»: yearly, and «پایین بودن»: low.
        (Name, Name) => 1,
        (Adjective, Number) => -2,
        (Adjective, Infinitive) => 3,
        (Determiner, Verb | Ra | Preposition) | (Ordinal, Verb) => -3,
        (Noun | Name | Pronoun | Adjective, Ra) => 2,
        (Ra, Ra | Ke) => -6,
        (Participle, Verb) => 3,
        (Verb, Mark(_) | Ke) => 2,
        (Verb, Coordinator) => 1,
        (Verb, Verb | Noun | Name | Adjective | Determiner | Pronoun | Ra) => -3,
        (Modal, Verb) => 2,
        (Mark('(' | '«'), Verb) => -2,
        (Mark('.' | '،'), Verb | Ra) => -2,
        _ => 0,
    }
}
