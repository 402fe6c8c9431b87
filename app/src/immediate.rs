//! Immediate: the start page's way in. Where the browser can, one click there signs in.
//!
//! The link leads to the sign-in page, and does so everywhere. A browser that has the mode is asked
//! first whether there is a passkey on this device: if so, it shows it in a dialogue; if not, it
//! says so at once and shows nothing, and the link leads where it always does.
//!
//! <https://github.com/w3c/webauthn/wiki/Explainer:-WebAuthn-immediate-mediation>

use std::cell::Cell;

use js_sys::Function;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::{element, get, go_to, on, text};
use crate::passkey_button::{SIGN_IN, assert};
use crate::webauthn::{Way, can};

/// The link.
pub(crate) const ID: &str = "immediate";

thread_local! {
    static IS_UNDER_WAY: Cell<bool> = const { Cell::new(false) };
}

/// Listens to the link, if the page has one and the browser has the mode.
pub fn listen() {
    if !element(ID).is_object() {
        return;
    }
    spawn_local(async {
        if can("immediateGet").await != Some(true) {
            return;
        }
        on("click", |event| {
            // Whoever wants it in a new tab gets it there.
            let elsewhere = ["ctrlKey", "metaKey", "shiftKey"];
            let is_plain = !elsewhere.iter().any(|key| get(&event, key).is_truthy());
            if is_plain && text(&get(&event, "target"), "id") == ID {
                let _ = get(&event, "preventDefault").unchecked_into::<Function>().call0(&event);
                if !IS_UNDER_WAY.replace(true) {
                    spawn_local(sign_in());
                }
            }
        });
    });
}

async fn sign_in() {
    let done = assert(SIGN_IN, None, Way::IfHere).await;
    // The page may be come back to.
    IS_UNDER_WAY.set(false);
    match done {
        Ok(()) => go_to("/dashboard"),
        // None on this device, or none that its owner wants to use.
        Err(code) if code == "cancelled" => go_to("/sign-in"),
        Err(code) => go_to(&format!("/sign-in?problem={code}")),
    }
}
