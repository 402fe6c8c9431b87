//! Retries transactions that conflict with each other.

use crate::error::{Error, Result};

/// How often to try a transaction that may conflict with others.
const MAX_TRIES: u32 = 3;

/// Retries a transaction that conflicted with another one. The next try sees the other one's
/// changes.
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

/// Returns whether a transaction conflicted with another one, so that a retry may succeed: both
/// inserted the same unique value, or they deadlocked. SQLite has only one writer.
pub(crate) fn is_conflict(error: &Error) -> bool {
    let Error::Internal(source) = error else { return false };
    source.downcast_ref().is_some_and(is_database_conflict)
}

/// Returns the same for an error of the database.
pub(crate) fn is_database_conflict(error: &sqlx::Error) -> bool {
    /// <https://www.postgresql.org/docs/current/errcodes-appendix.html>
    const DEADLOCK_DETECTED: &str = "40P01";
    let sqlx::Error::Database(error) = error else { return false };
    error.is_unique_violation() || error.code().as_deref() == Some(DEADLOCK_DETECTED)
}
