//! Random secrets and their hashes, and the encryption of stored secrets.

pub mod encryption;
pub mod secret;
