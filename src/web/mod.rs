//! Request handling below the routes: browser, network, language, cookies, rate limits and the
//! guard.

mod browser;
pub(crate) mod client_ip;
pub(crate) mod cookie;
mod guard;
pub(crate) mod known_browser;
pub mod locale;
mod notice;
pub mod rate_limit;
pub mod redirect;
pub mod request_context;
pub mod request_id;

pub use guard::{MAX_BODY, guard, is_for_programs};

facade! {
    /// The state of a page outside the database: its language, notices and the browser cookie.
    web: Web
}
