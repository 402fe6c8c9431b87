//! The wire of *Passage by 1Password*: its API for back ends, and what only that API needs.

pub mod administration;
pub mod api_key;
mod bearer_link;
mod browser;
mod element;
mod flex_ceremony;
pub mod flex_transaction;
pub mod http;
pub(crate) mod store;

use axum::Router;

use crate::RelyingParty;
use crate::extras::Extra;

pub use bearer_link::{NewLink, Proves, Whom, Wish};
pub use http::LINK_PARAMETER;
pub use store::{BearerLink, Errand};

pub(crate) struct Passage;

impl Extra for Passage {
    fn routes(&self, rp: &RelyingParty) -> Router {
        http::router(rp).merge(element::router())
    }
}
