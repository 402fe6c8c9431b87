//! The wire of *Passage by 1Password*: its API for back ends, and what only that API needs.

pub mod administration;
pub mod api_key;
mod bearer_link;
mod flex_ceremony;
pub mod flex_transaction;
pub mod http;
pub(crate) mod store;

pub use bearer_link::{NewLink, Proves, Whom, Wish};
pub use http::LINK_PARAMETER;
pub use store::{BearerLink, Errand};
