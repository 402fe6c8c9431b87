//! What people see: the pages and their paths.
//!
//! Each page is one file, read from top to bottom: the page, which only the server renders, then
//! the server functions it posts to. What moves in the browser is one island, `PasskeyButton`
//! (`passkey_button.rs`), and under it the browser's half of a ceremony (`webauthn.rs`). No
//! decision is made here: a page asks the relying party (`latchkey`) and shows the answer, in the
//! sentences of `app/locales/` (`words/`).
#![recursion_limit = "256"]
#![expect(unreachable_pub, reason = "Leptos' macros make what they generate public")]

mod browser;
mod immediate;
mod passkey_button;
mod webauthn;

#[cfg(feature = "ssr")]
mod assets;
#[cfg(feature = "ssr")]
mod ceremonies;
#[cfg(feature = "ssr")]
pub mod cli;
#[cfg(feature = "ssr")]
pub mod health;
#[cfg(feature = "ssr")]
pub mod operator;
#[cfg(feature = "ssr")]
pub mod operator_backup;
#[cfg(feature = "ssr")]
pub mod operator_mail;
#[cfg(feature = "ssr")]
pub mod operator_webhook;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
mod problem;
#[cfg(feature = "ssr")]
mod request;
#[cfg(feature = "ssr")]
pub mod server;
#[cfg(feature = "ssr")]
mod server_function;
#[cfg(feature = "ssr")]
pub mod server_functions;
#[cfg(feature = "ssr")]
mod words;

pub use immediate::listen;
#[cfg(feature = "ssr")]
pub use problem::Problem;
