//! A bare cargo-leptos application with passkeys: `docs/in-your-leptos-app.md` explains it.
//!
//! The first two modules are the files to copy from Latchkey. Here they are read where they are, so that they
//! can't differ. The rest is the application's own.
#![expect(unreachable_pub, reason = "Leptos' macros make what they generate public")]

// To copy: app/src/island/ and app/src/ceremonies.rs.
#[path = "../../../app/src/island/mod.rs"]
mod island;

pub use island::listen;

#[cfg(feature = "ssr")]
#[path = "../../../app/src/ceremonies.rs"]
#[expect(dead_code, reason = "this application uses two of its four ceremonies")]
mod ceremonies;

#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
mod problem;
#[cfg(feature = "ssr")]
mod request;

/// Called by the page once the module is loaded.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
    listen();
}
