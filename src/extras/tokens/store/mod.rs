//! The tables of refresh tokens and signing keys.

mod refresh_tokens;
mod signing_keys;

pub use refresh_tokens::{RefreshToken, Rotated};
pub use signing_keys::SigningKey;
