//! Retries transactions that conflict with each other.

use crate::error::{Error, Result};

/// How often to try a transaction that may conflict with others.
pub(crate) const MAX_TRIES: u32 = 3;

/// Retries a transaction that conflicted with another one. The next try sees the other one's
/// changes.
pub(crate) async fn settle<T, Try>(attempt: impl Fn() -> Try) -> Result<T>
where
    Try: Future<Output = Result<T>>,
{
    for _ in 1..MAX_TRIES {
        match attempt().await {
            Err(error) if is_duplicate(&error) || is_rolled_back(&error) => {}
            settled => return settled,
        }
    }
    attempt().await
}

/// Returns whether a transaction inserted the same unique value as another one. The caller has to
/// decide again.
pub(crate) fn is_duplicate(error: &Error) -> bool {
    of_database(error).is_some_and(is_unique_violation)
}

/// Returns the same for an error of the database.
pub(crate) fn is_unique_violation(error: &sqlx::Error) -> bool {
    error.as_database_error().is_some_and(sqlx::error::DatabaseError::is_unique_violation)
}

/// Returns whether PostgreSQL rolled a transaction back because of another one, so that the same
/// transaction may succeed now. SQLite has only one writer.
pub(crate) fn is_rolled_back(error: &Error) -> bool {
    /// <https://www.postgresql.org/docs/current/errcodes-appendix.html>
    const SERIALIZATION_FAILURE: &str = "40001";
    const DEADLOCK_DETECTED: &str = "40P01";
    let code = of_database(error).and_then(sqlx::Error::as_database_error);
    let code = code.and_then(sqlx::error::DatabaseError::code);
    code.is_some_and(|code| code == SERIALIZATION_FAILURE || code == DEADLOCK_DETECTED)
}

fn of_database(error: &Error) -> Option<&sqlx::Error> {
    let (Error::Internal(source) | Error::Unavailable(source)) = error else { return None };
    source.downcast_ref()
}
