//! Distinguishes an unavailable database from errors that a retry won't fix.

use crate::error::Error;

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        if is_outage(&error) { Self::Unavailable(error.into()) } else { Self::internal(error) }
    }
}

/// Returns whether an error means that the database is unavailable, so that the same request may
/// succeed later.
fn is_outage(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => true,
        sqlx::Error::Database(error) => error.code().is_some_and(|code| is_outage_code(&code)),
        _ => false,
    }
}

/// Returns whether a code means an outage. PostgreSQL's codes have five characters. SQLite's are
/// numbers whose lowest byte is the kind of error.
fn is_outage_code(code: &str) -> bool {
    /// <https://www.postgresql.org/docs/current/errcodes-appendix.html>
    const POSTGRES_CLASSES: [&str; 3] = [
        "08", // the connection is broken or was refused
        "53", // no memory, disk space or connections left
        "58", // the system below the database failed
    ];
    const POSTGRES: [&str; 12] = [
        "25006", // read-only: a standby that has not become the primary yet
        "28000", // invalid login, although it worked at the start
        "28P01", // wrong password, although it worked at the start
        "3D000", // the database is missing, as while a backup is restored
        "40001", // rolled back because of another transaction, at every try
        "40P01", // the same: a deadlock
        "55000", // it accepts no connections
        "57P01", // the server is shutting down
        "57P02", // another server process crashed
        "57P03", // it is starting up
        "57P04", // the database was dropped
        "57P05", // the connection was idle for too long
    ];
    /// <https://www.sqlite.org/rescode.html>
    const SQLITE: [u32; 7] = [
        5,  // busy: another process holds the lock
        6,  // locked
        7,  // out of memory
        8,  // the file can't be written now
        10, // reading or writing failed
        13, // the disk is full
        14, // the file can't be opened
    ];
    if code.len() == 5 {
        return POSTGRES.contains(&code)
            || POSTGRES_CLASSES.iter().any(|one| code.starts_with(one));
    }
    code.parse::<u32>().is_ok_and(|code| SQLITE.contains(&(code & 0xff)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connection_errors_and_a_full_or_locked_database_are_outages() {
        for code in
            ["08006", "08001", "53300", "53100", "57P01", "57P03", "55000", "25006", "40P01"]
        {
            assert!(is_outage_code(code), "{code}");
        }
        // SQLITE_BUSY, _BUSY_SNAPSHOT, _IOERR_READ, _FULL, _CANTOPEN, _READONLY_DBMOVED.
        for code in ["5", "517", "266", "13", "14", "1032"] {
            assert!(is_outage_code(code), "{code}");
        }
    }

    #[test]
    fn faults_of_our_own_and_broken_files_are_not() {
        for code in ["23505", "42P01", "22021", "57014", "XX000"] {
            assert!(!is_outage_code(code), "{code}");
        }
        // SQLITE_ERROR, _CORRUPT, _CONSTRAINT_UNIQUE, _NOTADB.
        for code in ["1", "11", "2067", "26", "", "not a number"] {
            assert!(!is_outage_code(code), "{code}");
        }
        assert!(!is_outage(&sqlx::Error::RowNotFound));
        assert!(is_outage(&sqlx::Error::PoolTimedOut));
    }
}
