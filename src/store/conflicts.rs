//! Conflicts: transactions that fail because of each other.

use crate::error::{Error, Result};

/// How often a transaction is tried that others may make fail.
const MAX_TRIES: u32 = 3;

/// Tries a transaction again that failed because of another one: it then finds what that one has
/// done.
pub(crate) async fn settle<T, Try>(attempt: impl Fn() -> Try) -> Result<T>
where
    Try: Future<Output = Result<T>>,
{
    for _ in 1..MAX_TRIES {
        match attempt().await {
            Err(error) if is_conflict(&error) => {}
            settled => return settled,
        }
    }
    attempt().await
}

/// Whether a transaction failed because of another one, so that trying again may succeed: both
/// wrote what may be there once, or they waited for each other. On SQLite there is one writer.
pub(crate) fn is_conflict(error: &Error) -> bool {
    let Error::Internal(source) = error else { return false };
    source.downcast_ref().is_some_and(is_database_conflict)
}

/// The same for the error as the database gave it.
pub(crate) fn is_database_conflict(error: &sqlx::Error) -> bool {
    /// <https://www.postgresql.org/docs/current/errcodes-appendix.html>
    const DEADLOCK_DETECTED: &str = "40P01";
    let sqlx::Error::Database(error) = error else { return false };
    error.is_unique_violation() || error.code().as_deref() == Some(DEADLOCK_DETECTED)
}
