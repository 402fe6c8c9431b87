//! The types of the rows: users, credentials, and the values in them. No input or output.

pub mod credential;
pub(crate) mod name;
pub mod user;
