//! The hash under which words are looked up.
//!
//! In: the bytes of a word. Out: a number. Absent: any defence against chosen keys; the tables are ours or the user's own, and every word
//! of a text is looked up in them.

use std::hash::{BuildHasherDefault, Hasher};

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
            self.0 = (self.0.rotate_left(5) ^ u64::from_le_bytes(word)).wrapping_mul(0x517c_c1b7_2722_0a95);
        }
    }
}
