//! The home page's link to the sign-in page. If the browser supports it, one click on the link signs in.
//!
//! The link opens the sign-in page in every browser. A browser with immediate mode is first asked for a passkey
//! on this device. If there is one, the browser shows it in a dialogue. If not, it fails at once and shows
//! nothing, and the link opens the sign-in page.
//!
//! <https://github.com/w3c/webauthn/wiki/Explainer:-WebAuthn-immediate-mediation>

use std::cell::Cell;

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::browser::{element, go_to, on};
use super::ceremony::assert;
use super::webauthn::{Way, capabilities};

#[wasm_bindgen]
extern "C" {
    type Click;
    #[wasm_bindgen(method, getter)]
    fn target(this: &Click) -> Option<Target>;
    #[wasm_bindgen(method, getter, js_name = ctrlKey)]
    fn ctrl_key(this: &Click) -> bool;
    #[wasm_bindgen(method, getter, js_name = metaKey)]
    fn meta_key(this: &Click) -> bool;
    #[wasm_bindgen(method, getter, js_name = shiftKey)]
    fn shift_key(this: &Click) -> bool;
    #[wasm_bindgen(method, js_name = preventDefault)]
    fn prevent_default(this: &Click);

    type Target;
    #[wasm_bindgen(method, getter)]
    fn id(this: &Target) -> JsValue;
}

/// The link.
pub(crate) const ID: &str = "immediate";

thread_local! {
    static IS_UNDER_WAY: Cell<bool> = const { Cell::new(false) };
}

/// Handles the link, if the page has one and the browser supports immediate mode.
pub fn listen() {
    if element(ID).is_none() {
        return;
    }
    spawn_local(async {
        if capabilities().await.and_then(|browser| browser.immediate_get()) != Some(true) {
            return;
        }
        on("click", |event| {
            let click: Click = event.unchecked_into();
            // A click that opens a new tab or window works as usual.
            let is_plain = !click.ctrl_key() && !click.meta_key() && !click.shift_key();
            if is_plain && click.target().is_some_and(|target| target.id() == ID) {
                click.prevent_default();
                if !IS_UNDER_WAY.replace(true) {
                    spawn_local(sign_in());
                }
            }
        });
    });
}

async fn sign_in() {
    let Some(link) = element(ID) else { return };
    let data = link.dataset();
    let done = assert(&data, None, Way::IfHere).await;
    // The user may come back to the page.
    IS_UNDER_WAY.set(false);
    match done {
        Ok(()) => go_to(&data.next().unwrap_or_default()),
        // There is no passkey on this device, or the user doesn't want to use it.
        Err(code) if code == "cancelled" => go_to("/sign-in"),
        Err(code) => go_to(&["/sign-in?problem=", &code].concat()),
    }
}
