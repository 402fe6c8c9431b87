//! Metrics: what only the database knows. The counts and the page are in the server.

mod store;

pub use store::Waiting;
