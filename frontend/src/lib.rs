//! The program for the browser: wakes the islands of `app`, and its link that signs in at once.

/// Called by the page once the module is loaded.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
    app::listen();
}
