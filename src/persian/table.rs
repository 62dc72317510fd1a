//! Tables of words, for looking up every word of a text.
//!
//! In: words with a value each. Out: look-up. Absent: any defence against keys chosen to collide; the words are ours or the user's own.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hash, Hasher};

/// For `HashMap` and `HashSet` of words.
pub type Quick = BuildHasherDefault<QuickHasher>;

/// A short multiplicative hash.
#[derive(Debug, Default)]
pub struct QuickHasher(u64);

impl Hasher for QuickHasher {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.write_u64(u64::from_le_bytes(word));
        }
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

/// A table of words. A word of up to twelve letters lies in the table itself, so that finding one touches one place in memory.
#[derive(Debug, Clone)]
pub struct WordTable<V> {
    short: HashMap<Packed, V, Quick>,
    long: HashMap<Box<str>, V, Quick>,
}

/// A word filled up with zero bytes; no word holds one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Packed([u64; 3]);

impl Packed {
    fn new(word: &str) -> Option<Self> {
        let mut bytes = [0; 24];
        bytes.get_mut(..word.len())?.copy_from_slice(word.as_bytes());
        let [first, second, third] = [0, 8, 16].map(|at| bytes[at..].first_chunk().copied().unwrap_or_default());
        Some(Self([first, second, third].map(u64::from_le_bytes)))
    }

    fn word(self) -> String {
        let bytes: Vec<u8> = self.0.iter().flat_map(|part| part.to_le_bytes()).take_while(|byte| *byte != 0).collect();
        String::from_utf8(bytes).unwrap_or_default()
    }
}

impl Hash for Packed {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.iter().for_each(|part| state.write_u64(*part));
    }
}

impl<V> Default for WordTable<V> {
    fn default() -> Self {
        Self { short: HashMap::default(), long: HashMap::default() }
    }
}

impl<V: Default> WordTable<V> {
    /// Returns the value of `word`.
    #[must_use]
    pub fn get(&self, word: &str) -> Option<&V> {
        match Packed::new(word) {
            Some(word) => self.short.get(&word),
            None => self.long.get(word),
        }
    }

    /// Makes room for `words` more words.
    pub fn reserve(&mut self, words: usize) {
        self.short.reserve(words);
    }

    /// Returns the value of `word`, which is put into the table if it is new.
    pub fn entry(&mut self, word: &str) -> &mut V {
        match Packed::new(word) {
            Some(word) => self.short.entry(word).or_default(),
            None => self.long.entry(word.into()).or_default(),
        }
    }

    /// Takes `word` out of the table.
    pub fn remove(&mut self, word: &str) {
        match Packed::new(word) {
            Some(word) => self.short.remove(&word),
            None => self.long.remove(word),
        };
    }

    /// Returns all words with their values, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (String, &V)> {
        let long = self.long.iter().map(|(word, value)| (word.to_string(), value));
        self.short.iter().map(|(word, value)| (word.word(), value)).chain(long)
    }
}

#[cfg(test)]
mod tests {
    use super::WordTable;

    #[test]
    fn words_of_any_length_are_found_and_removed() {
        let words = ["", "و", "تفاهم", "نمایندگانشا", "نمایندگانشان", "نمایندگانشانم", "دانشگاه صنعتی شریف"];
        let mut table = WordTable::default();
        words.iter().enumerate().for_each(|(at, word)| *table.entry(word) = at + 1);
        assert!(words.iter().enumerate().all(|(at, word)| table.get(word) == Some(&(at + 1))));
        let mut all: Vec<String> = table.iter().map(|(word, _)| word).collect();
        all.sort_by_key(String::len);
        assert_eq!(all, words);
        table.remove("تفاهم");
        assert_eq!((table.get("تفاهم"), table.get("تفاه")), (None, None));
    }
}
