//! The journal of requests that are handed in together and answered later: what is paid for must not be handed in twice, nor its answer be lost.
//!
//! In: a posting before it is handed in, and what becomes of it. Out: the postings that are open, with their segments. A posting without a name was
//! begun; whether the service has it, only the service knows.

use std::collections::HashSet;

use rusqlite::{OptionalExtension, TransactionBehavior, params};

use super::{Key, Memory, MemoryError};

/// Requests that are handed in together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posting {
    /// Our name for it, which travels with it.
    pub tag: String,
    /// Name of the backend.
    pub backend: String,
    /// The service's name for it, as soon as it is known.
    pub name: Option<String>,
    /// When it was begun.
    pub begun: i64,
    /// What it may cost at most, in millionths of a dollar.
    pub booked: u64,
}

/// A segment in a posting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostedItem {
    /// Its request, from 0.
    pub request: usize,
    /// Its place in the request, from 0.
    pub item: usize,
    /// The key under which its answer is to be stored.
    pub key: Key,
    /// Its document.
    pub doc: String,
    /// Its number in the document.
    pub seg: usize,
    /// Its raw source.
    pub source: String,
}

impl Memory {
    /// Returns how many postings the memory holds, open and closed.
    ///
    /// # Errors
    /// Fails if the file cannot be read.
    pub fn count_of_postings(&self) -> Result<i64, MemoryError> {
        Ok(self.connection().query_row("SELECT count(*) FROM posting", [], |row| row.get(0))?)
    }

    /// Notes a posting before it is handed in; what is returned from is durable. Returns false, and notes nothing, if another process has noted one of
    /// the segments meanwhile.
    ///
    /// # Errors
    /// Fails if the file cannot be written.
    pub fn intend(&self, posting: &Posting, items: &[PostedItem]) -> Result<bool, MemoryError> {
        let mut connection = self.connection();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let Posting { tag, backend, name, begun, booked } = posting;
        {
            let sql = "SELECT 1 FROM posted JOIN posting USING (tag) WHERE key = ?1 AND backend = ?2 AND is_open";
            let mut find = transaction.prepare_cached(sql)?;
            for item in items {
                if find.exists(params![item.key.bytes(), backend])? {
                    return Ok(false);
                }
            }
        }
        let booked = i64::try_from(*booked).unwrap_or(i64::MAX);
        transaction.execute(
            "INSERT INTO posting (tag, backend, name, begun, booked) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![tag, backend, name, begun, booked],
        )?;
        {
            let sql =
                "INSERT INTO posted (tag, request, item, key, doc, seg, source) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
            let mut insert = transaction.prepare_cached(sql)?;
            for one in items {
                let PostedItem { request, item, key, doc, seg, source } = one;
                insert.execute(params![
                    tag,
                    integer(*request),
                    integer(*item),
                    key.bytes(),
                    doc,
                    integer(*seg),
                    source
                ])?;
            }
        }
        transaction.commit()?;
        Ok(true)
    }

    /// Notes that the service has the posting, and what it calls it.
    ///
    /// # Errors
    /// Fails if the file cannot be written.
    pub fn handed_in(&self, tag: &str, name: &str) -> Result<(), MemoryError> {
        self.connection().execute("UPDATE posting SET name = ?2 WHERE tag = ?1", params![tag, name])?;
        Ok(())
    }

    /// Forgets a posting that was never handed in.
    ///
    /// # Errors
    /// Fails if the file cannot be written.
    pub fn withdraw(&self, tag: &str) -> Result<(), MemoryError> {
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        transaction.execute("DELETE FROM posted WHERE tag = ?1", params![tag])?;
        transaction.execute("DELETE FROM posting WHERE tag = ?1", params![tag])?;
        transaction.commit()?;
        Ok(())
    }

    /// Closes a posting whose answers are stored; `cost` is what it came to, in millionths of a dollar.
    ///
    /// # Errors
    /// Fails if the file cannot be written.
    pub fn close(&self, tag: &str, cost: u64) -> Result<(), MemoryError> {
        let cost = i64::try_from(cost).unwrap_or(i64::MAX);
        self.connection().execute("UPDATE posting SET is_open = 0, cost = ?2 WHERE tag = ?1", params![tag, cost])?;
        Ok(())
    }

    /// Returns the postings to `backend` that are open, oldest first.
    ///
    /// # Errors
    /// Fails if the file cannot be read.
    pub fn open_postings(&self, backend: &str) -> Result<Vec<Posting>, MemoryError> {
        let connection = self.connection();
        let sql = "SELECT tag, name, begun, booked FROM posting WHERE backend = ?1 AND is_open ORDER BY begun, tag";
        let mut statement = connection.prepare_cached(sql)?;
        let rows = statement.query_map(params![backend], |row| {
            Ok(Posting {
                tag: row.get(0)?,
                backend: backend.to_owned(),
                name: row.get(1)?,
                begun: row.get(2)?,
                booked: u64::try_from(row.get::<_, i64>(3)?).unwrap_or(0),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns the segments of a posting, request by request.
    ///
    /// # Errors
    /// Fails if the file cannot be read.
    pub fn posted(&self, tag: &str) -> Result<Vec<PostedItem>, MemoryError> {
        let connection = self.connection();
        let sql = "SELECT request, item, key, doc, seg, source FROM posted WHERE tag = ?1 ORDER BY request, item";
        let mut statement = connection.prepare_cached(sql)?;
        let rows = statement.query_map(params![tag], |row| {
            let count = |at: usize| Ok::<_, rusqlite::Error>(usize::try_from(row.get::<_, i64>(at)?).unwrap_or(0));
            let key = Key::of_bytes(&row.get::<_, Vec<u8>>(2)?);
            let (request, item, seg) = (count(0)?, count(1)?, count(4)?);
            let (doc, source) = (row.get(3)?, row.get(5)?);
            Ok(key.map(|key| PostedItem { request, item, key, doc, seg, source }))
        })?;
        Ok(rows.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
    }

    /// Returns the keys of all segments in open postings to `backend`.
    ///
    /// # Errors
    /// Fails if the file cannot be read.
    pub fn posted_keys(&self, backend: &str) -> Result<HashSet<Key>, MemoryError> {
        let connection = self.connection();
        let sql = "SELECT key FROM posted JOIN posting USING (tag) WHERE backend = ?1 AND is_open";
        let mut statement = connection.prepare_cached(sql)?;
        let rows = statement.query_map(params![backend], |row| row.get::<_, Vec<u8>>(0))?;
        let keys: Vec<Vec<u8>> = rows.collect::<Result<_, _>>()?;
        Ok(keys.iter().filter_map(|bytes| Key::of_bytes(bytes)).collect())
    }

    /// Returns in how many postings a segment was.
    ///
    /// # Errors
    /// Fails if the file cannot be read.
    pub fn times_posted(&self, key: &Key) -> Result<usize, MemoryError> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached("SELECT count(*) FROM posted WHERE key = ?1")?;
        let count: Option<i64> = statement.query_row(params![key.bytes()], |row| row.get(0)).optional()?;
        Ok(count.and_then(|count| usize::try_from(count).ok()).unwrap_or(0))
    }
}

fn integer(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Key, Memory, PostedItem, Posting};
    use crate::memory::KeyParts;

    #[test]
    fn a_posting_is_open_until_it_is_closed_and_gone_when_withdrawn() {
        let memory = Memory::in_memory().unwrap();
        let posting =
            |tag: &str| Posting { tag: tag.to_owned(), backend: "b".to_owned(), name: None, begun: 7, booked: 30 };
        let key = Key::new(&KeyParts { source: "الف", ..KeyParts::default() });
        let (doc, source) = ("a.txt".to_owned(), "الف".to_owned());
        let item = PostedItem { request: 0, item: 0, key: key.clone(), doc, seg: 1, source };
        assert!(memory.intend(&posting("one"), std::slice::from_ref(&item)).unwrap());
        assert!(!memory.intend(&posting("two"), std::slice::from_ref(&item)).unwrap(), "another process was quicker");
        assert!(memory.intend(&posting("three"), &[]).unwrap());
        assert_eq!(memory.open_postings("b").unwrap(), [posting("one"), posting("three")]);
        assert_eq!(memory.open_postings("other").unwrap(), []);
        assert_eq!(memory.posted("one").unwrap(), [item]);
        assert_eq!((memory.times_posted(&key).unwrap(), memory.posted_keys("b").unwrap().len()), (1, 1));
        memory.handed_in("one", "batch_1").unwrap();
        memory.withdraw("three").unwrap();
        let open = memory.open_postings("b").unwrap();
        assert_eq!(open, [Posting { name: Some("batch_1".to_owned()), ..posting("one") }]);
        memory.close("one", 12).unwrap();
        assert!(memory.open_postings("b").unwrap().is_empty() && memory.posted_keys("b").unwrap().is_empty());
        assert_eq!(memory.times_posted(&key).unwrap(), 1);
    }
}
