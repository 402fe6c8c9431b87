//! The ways back into an account whose passkeys are lost: recovery codes, and a reset that takes days.

pub mod codes;
pub mod reset;
pub(crate) mod store;

pub use store::{RecoveryCodes, Reset};
