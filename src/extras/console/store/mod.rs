//! The SQL of the console.

pub(crate) mod admins;
pub(crate) mod events;
pub(crate) mod totals;
pub(crate) mod users;
