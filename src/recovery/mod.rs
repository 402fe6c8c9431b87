//! Ways back into an account with lost passkeys: recovery codes, and a reset that takes three days.

pub mod codes;
mod emails;
pub mod reset;

pub use crate::store::{RecoveryCodes, Reset};

facade! {
    /// Ways back into an account with lost passkeys: recovery codes and resets.
    recovery: Recovery
}
