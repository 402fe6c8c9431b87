//! The tables of recovery codes and resets.

mod codes;
pub(crate) mod resets;

pub use codes::RecoveryCodes;
pub use resets::Reset;
