//! Files of users: users in and out, with their passkeys.
//!
//! An import reads the file of another service or our own ([`Format`]), one account per row. A row
//! is imported whole or not at all, and a bad one doesn't stop the others. A second run with the
//! same file changes nothing.
//!
//! # What an import may do
//!
//! The operator's file vouches for what it says. An address that it calls verified is the
//! account's own. One that it doesn't is a claim if the account has passkeys, because their owner
//! may be a stranger. Without passkeys no one can be inside, so the address is the account's own
//! like one that a back end sets ([`User::own_email`](crate::User::own_email)). An import never
//! takes an address, a number, a passkey or a user handle from another account, and never changes
//! an account that exists. It sends no emails.

mod account;
mod decision;
mod export;
mod import;
mod read;
mod record;
mod store;
#[cfg(test)]
mod tests;

use crate::extras::Extra;

pub use import::{ImportOptions, Outcome, RowReport, Totals};
pub use read::Format;
pub use record::{PasskeyRecord, Record};

/// The extra.
pub(crate) struct UserFilesExtra;

impl Extra for UserFilesExtra {
    fn larger_body(&self, path: &str) -> Option<usize> {
        // A little more, so that the route's own limit answers a file that is just too large.
        (path == "/api/import_users").then_some(MAX_UPLOAD + 1024)
    }
}

facade! {
    /// Files of users: importing and exporting accounts.
    user_files: UserFiles
}

/// The largest file that the console imports, with the form around it: some thousand accounts. For
/// larger ones there is the command.
pub const MAX_UPLOAD: usize = 1 << 20;

/// Returns the text of a file: in UTF-16 or UTF-8 as its byte order mark says, else in UTF-8 or
/// Windows-1252.
pub fn text_of(bytes: &[u8]) -> String {
    match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding.decode(bytes).0.into_owned(),
        None => read::text(bytes),
    }
}

/// The reason why an import or export stopped: one line.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct FileError(String);

impl From<crate::Error> for FileError {
    fn from(error: crate::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<std::io::Error> for FileError {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

/// The fault in a row, and how the operator can mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The fault.
    pub what: String,
    /// What to do.
    pub advice: &'static str,
}

fn problem<T>(what: impl Into<String>, advice: &'static str) -> Result<T, Problem> {
    Err(Problem { what: what.into(), advice })
}
