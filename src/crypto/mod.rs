//! Random secrets and their hashes, and the encryption of what is stored.

pub mod encryption;
pub mod secret;
