//! Metrics that only the database knows. The server keeps the other counts and serves the page.

mod store;

pub use store::Waiting;
