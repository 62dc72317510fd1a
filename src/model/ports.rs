//! The door through which time enters the library.

/// Tells the time. The library reads no clock itself, so that equal inputs give equal files.
pub trait Clock: Send + Sync + std::fmt::Debug {
    /// Returns seconds since 1970-01-01T00:00:00Z.
    fn now(&self) -> i64;
}
