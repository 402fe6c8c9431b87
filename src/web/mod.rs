//! The context of a request: browser, network and language; and the guards in front of every route.

pub(crate) mod client_ip;
pub(crate) mod cookie;
mod guard;
pub(crate) mod known_browser;
pub mod locale;
pub mod rate_limit;
pub mod redirect;
pub mod request_context;
pub mod request_id;

pub use guard::{MAX_BODY, guard};
