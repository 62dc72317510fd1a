//! The key of a stored candidate: a hash of exactly what determined the answer.

/// What determines an answer. Not in it: batch-mates, title, notes of terms, admitted and forbidden forms, examples, the cap on the terms of a request,
/// what was wrong with a former answer, and the form in which a server is asked for JSON.
#[derive(Debug, Clone, Default)]
pub struct KeyParts<'a> {
    /// Match key of the source.
    pub source: &'a str,
    /// Match keys of the neighbours that were sent as context.
    pub context: &'a [String],
    /// Source and preferred target of the terms sent for this segment, in any order.
    pub terms: &'a [(String, String)],
    /// Fingerprint of the backend that answers.
    pub backend: &'a str,
}

/// A 256-bit key.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key([u8; 32]);

impl Key {
    /// Returns the key of these parts.
    #[must_use]
    pub fn new(parts: &KeyParts<'_>) -> Self {
        let mut hasher = blake3::Hasher::new();
        let mut field = |text: &str| {
            // The length goes first, so that no two lists of fields run together to the same bytes.
            hasher.update(&(text.len() as u64).to_le_bytes());
            hasher.update(text.as_bytes());
        };
        field(parts.source);
        field(parts.backend);
        for neighbour in parts.context {
            field(neighbour);
        }
        field("terms");
        let mut terms: Vec<&(String, String)> = parts.terms.iter().collect();
        terms.sort();
        terms.dedup();
        for (source, target) in terms {
            field(source);
            field(target);
        }
        Self(*hasher.finalize().as_bytes())
    }

    /// Returns the key with these bytes, if there are 32.
    pub(super) fn of_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// Returns all 32 bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Returns the first 64 bits, under which the row is indexed.
    #[must_use]
    pub fn hash(&self) -> i64 {
        let [a, b, c, d, e, f, g, h, ..] = self.0;
        i64::from_le_bytes([a, b, c, d, e, f, g, h])
    }
}

#[cfg(test)]
mod tests {
    use super::{Key, KeyParts};

    #[test]
    fn every_part_counts_and_the_order_of_terms_does_not() {
        let terms = [("سند".to_owned(), "document".to_owned()), ("کار".to_owned(), "work".to_owned())];
        let turned = [terms[1].clone(), terms[0].clone()];
        let base = KeyParts { source: "الف", terms: &terms, backend: "b", ..KeyParts::default() };
        assert_eq!(Key::new(&base), Key::new(&KeyParts { terms: &turned, ..base.clone() }));
        let context = ["پیش".to_owned()];
        for other in [
            KeyParts { source: "ب", ..base.clone() },
            KeyParts { backend: "c", ..base.clone() },
            KeyParts { context: &context, ..base.clone() },
            KeyParts { terms: &terms[..1], ..base.clone() },
        ] {
            assert_ne!(Key::new(&base), Key::new(&other));
        }
    }
}
