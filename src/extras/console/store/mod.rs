//! The SQL of the console.

pub(crate) mod admins;
pub(crate) mod users;
