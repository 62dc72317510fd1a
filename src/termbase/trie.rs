//! A trie over the keys of all forms, walked from the beginning of a word.
//!
//! In: sorted keys with a value each. Out: steps from node to node by one character. Nodes lie in one vector, the children of a node side by
//! side, so that a hundred thousand entries cost little memory and are walked as quickly as ten.

use std::ops::Range;

/// Marks "no value".
const NONE: u32 = u32::MAX;

/// So many children are looked through one by one faster than by halves.
const FEW: usize = 6;

/// A place in the trie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Node(u32);

#[derive(Debug, Clone, Copy)]
struct Slot {
    label: char,
    value: u32,
    first_child: u32,
    children: u32,
}

/// The trie.
#[derive(Debug)]
pub(super) struct Trie {
    slots: Vec<Slot>,
}

impl Trie {
    /// The node before the first character.
    pub(super) const ROOT: Node = Node(0);

    /// Builds the trie of `keys`, which are sorted and different; the value of a key is its position.
    pub(super) fn new(keys: &[Vec<char>]) -> Self {
        let mut trie = Self { slots: vec![slot('\0')] };
        let mut open: Vec<(usize, Range<usize>, usize)> = vec![(0, 0..keys.len(), 0)];
        while let Some((at, mut range, depth)) = open.pop() {
            if range.start < range.end && keys[range.start].len() == depth {
                trie.slots[at].value = u32::try_from(range.start).unwrap_or(NONE);
                range.start += 1;
            }
            let first = trie.slots.len();
            for group in groups(keys, range, depth) {
                open.push((trie.slots.len(), group.clone(), depth + 1));
                trie.slots.push(slot(keys[group.start][depth]));
            }
            trie.slots[at].first_child = u32::try_from(first).unwrap_or(NONE);
            trie.slots[at].children = u32::try_from(trie.slots.len() - first).unwrap_or(0);
        }
        trie
    }

    /// Returns the node that `c` leads to.
    pub(super) fn step(&self, node: Node, c: char) -> Option<Node> {
        let slot = self.slots.get(node.0 as usize)?;
        let first = slot.first_child as usize;
        let children = self.slots.get(first..first + slot.children as usize)?;
        let at = if children.len() <= FEW {
            children.iter().position(|child| child.label == c)?
        } else {
            children.binary_search_by_key(&c, |child| child.label).ok()?
        };
        Some(Node(slot.first_child + u32::try_from(at).ok()?))
    }

    /// Returns the value of the key that ends at `node`.
    pub(super) fn value(&self, node: Node) -> Option<usize> {
        self.slots
            .get(node.0 as usize)
            .map(|slot| slot.value)
            .filter(|value| *value != NONE)
            .map(|value| value as usize)
    }

    /// Gives `node` a value.
    pub(super) fn set_value(&mut self, node: Node, value: usize) {
        if let Some(slot) = self.slots.get_mut(node.0 as usize) {
            slot.value = u32::try_from(value).unwrap_or(NONE);
        }
    }

    /// Returns the node to which the characters lead from the root.
    pub(super) fn walk(&self, key: &[char]) -> Option<Node> {
        key.iter().try_fold(Self::ROOT, |node, c| self.step(node, *c))
    }
}

fn slot(label: char) -> Slot {
    Slot { label, value: NONE, first_child: 0, children: 0 }
}

/// Cuts `range` where the character at `depth` changes.
fn groups(keys: &[Vec<char>], range: Range<usize>, depth: usize) -> impl Iterator<Item = Range<usize>> {
    let mut start = range.start;
    std::iter::from_fn(move || {
        let label = keys[start..range.end].first()?[depth];
        let len = keys[start..range.end].iter().take_while(|key| key[depth] == label).count();
        start += len;
        Some(start - len..start)
    })
}

#[cfg(test)]
mod tests {
    use super::Trie;

    #[test]
    fn keys_are_found_and_others_are_not() {
        let keys: Vec<Vec<char>> = ["کار", "کارت", "کوه"].iter().map(|key| key.chars().collect()).collect();
        let trie = Trie::new(&keys);
        for (at, key) in keys.iter().enumerate() {
            assert_eq!(trie.walk(key).and_then(|node| trie.value(node)), Some(at));
        }
        assert_eq!(trie.walk(&['ک']).and_then(|node| trie.value(node)), None);
        assert_eq!(trie.walk(&['ب']), None);
        assert_eq!(Trie::new(&[]).walk(&['ب']), None);
    }
}
