//! The code that runs in the browser: the passkey button, and the browser's half of a ceremony.
//!
//! Every `#[island]` of the site belongs in this folder. The rest of `app` is compiled for the server only, so an
//! island anywhere else would be rendered but never hydrated. All islands share one WebAssembly file, which the
//! sign-in page loads too, so keep them small (`docs/your-own-page.md`).
//!
//! `passkey_button.rs` is the button, `ceremony.rs` runs a ceremony, and `webauthn.rs` calls
//! `navigator.credentials`.

pub(crate) mod browser;
mod ceremony;
mod conversion;
pub(crate) mod immediate;
pub(crate) mod passkey_button;
mod webauthn;

pub use immediate::listen;
