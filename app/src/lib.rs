//! The pages and their paths.
//!
//! Each page is one file, from top to bottom: the page, then the server functions it posts to
//! (`server_functions.rs` lists them all). Only the server renders pages. The code that runs in the browser is in
//! `island/`. No decision is made here: a page calls the relying party (`latchkey`) and shows the result, with
//! the texts in `app/locales/` (`words/`).
//!
//! A module uses only those before it: `island`, `words`, `problem`, `assets`, `request`, `ceremonies`,
//! `pages`, `server_functions`, `server`.
#![recursion_limit = "256"]
#![expect(unreachable_pub, reason = "Leptos' macros make what they generate public")]

mod island;

#[cfg(feature = "ssr")]
mod assets;
#[cfg(feature = "ssr")]
mod ceremonies;
#[cfg(feature = "ssr")]
pub mod cli;
#[cfg(feature = "ssr")]
pub mod extras;
#[cfg(feature = "ssr")]
pub mod health;
#[cfg(feature = "ssr")]
pub mod operator;
#[cfg(feature = "ssr")]
pub mod operator_backup;
#[cfg(feature = "ssr")]
mod operator_invitations;
#[cfg(feature = "ssr")]
pub mod operator_mail;
#[cfg(feature = "ssr")]
pub mod operator_settings;
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

pub use island::listen;
#[cfg(feature = "ssr")]
pub use problem::Problem;
