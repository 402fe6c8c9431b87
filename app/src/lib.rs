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
mod ceremonies;
mod immediate;
mod passkey_button;
mod problem;
mod webauthn;

#[cfg(feature = "ssr")]
mod assets;
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
mod request;
#[cfg(feature = "ssr")]
pub mod server;
#[cfg(feature = "ssr")]
mod words;

pub use ceremonies::{
    finish_adding_passkey, finish_sign_in, finish_sign_up, finish_verification,
    start_adding_passkey, start_sign_in, start_sign_up, start_verification,
};
pub use immediate::listen;
pub use problem::Problem;
