//! Places in a word where a ZWNJ stands, counted in letters.
//!
//! «تفاهم‌نامه‌های» has joints after letters 5 and 9. Counting letters and not bytes lets one table serve all spellings of a letter.

/// Sorted letter counts; at most six, as no Persian word has more parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Joints {
    at: [u8; 6],
    len: u8,
}

impl Joints {
    /// Adds a joint after `letters` letters; counts must come in ascending order, others and the seventh are ignored.
    pub(super) fn with(mut self, letters: usize) -> Self {
        let Ok(count) = u8::try_from(letters) else { return self };
        let fits = usize::from(self.len) < self.at.len() && self.iter().last().is_none_or(|last| last < letters);
        if fits {
            self.at[usize::from(self.len)] = count;
            self.len += 1;
        }
        self
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = usize> {
        self.at.into_iter().take(usize::from(self.len)).map(usize::from)
    }

    pub(super) fn has(&self, letters: usize) -> bool {
        self.iter().any(|own| own == letters)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.len == 0
    }
}
