//! What the browser loads: wakes the islands of `app`.

// Named here so that the linker keeps the islands' exports: nothing calls them from Rust.
extern crate app;

/// Called by the page once the module is loaded.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
