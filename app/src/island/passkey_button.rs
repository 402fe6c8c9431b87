//! The button that runs a ceremony: create a passkey, sign in with one, add one, confirm with one.
//!
//! 1. When the page opens, an assertion is started early. The button then needs no round trip (after one, Safari
//!    no longer accepts the click), and on the sign-in page the autofill list uses it from the start.
//! 2. Pressing the button cancels the list, because a second request would fail, and asks at once.
//! 3. Before its challenge expires, the assertion is started again.
//! 4. Leaving the page cancels the request to the browser, and coming back starts again.

use std::cell::Cell;

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::browser::{Data, element, field_has_focus, go_to, is_visible, on, sentence, sleep};
use super::ceremony::{Kind, assert, is_due, register, start_ahead, stop_waiting, take_started};
use super::webauthn::{self, Way};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = document, js_name = querySelector)]
    fn first_button(selector: &str) -> Option<ButtonElement>;

    type ButtonElement;
    #[wasm_bindgen(method, getter)]
    fn form(this: &ButtonElement) -> Option<Form>;
    #[wasm_bindgen(method)]
    fn click(this: &ButtonElement);

    type Form;
    #[wasm_bindgen(method, js_name = reportValidity)]
    fn report_validity(this: &Form) -> bool;
    #[wasm_bindgen(method, getter)]
    fn email(this: &Form) -> Option<Field>;

    type Field;
    #[wasm_bindgen(method, getter)]
    fn value(this: &Field) -> String;

    type PageTransition;
    #[wasm_bindgen(method, getter)]
    fn persisted(this: &PageTransition) -> bool;
}

/// The id of the element around the button. Its data attributes configure the button.
pub(crate) const ID: &str = "ceremony";

/// How often the autofill list is offered again after a passkey from it didn't work.
const AUTOFILL_ATTEMPTS: u32 = 3;

/// How often the page checks whether a ceremony has to be renewed, in milliseconds.
const LOOK_EVERY: i32 = 15_000;

thread_local! {
    /// Counts the ceremonies that were started early. Of several at once, the last one counts.
    static OFFERS: Cell<u32> = const { Cell::new(0) };
    /// Whether a request to start a ceremony early is in progress.
    static IS_STARTING: Cell<bool> = const { Cell::new(false) };
}

/// The state of the button and of the message under it.
#[derive(Clone, Default)]
struct Shown {
    /// Whether the button is hydrated. Before that, a press waits (`EARLY_PRESS` in `pages/components.rs`).
    is_awake: bool,
    is_waiting: bool,
    message: String,
    is_failure: bool,
}

/// A button, and a message about the ceremony.
///
/// It has no props, because the code that decodes them would take 13 kB of compressed WebAssembly. It reads the
/// data attributes of the element [`ID`] around it (`Ceremony` in `pages/components.rs`): the ceremony and its
/// server functions, the texts, and the path to go to after success.
#[island]
pub fn PasskeyButton(
    /// The button's name.
    children: Children,
) -> impl IntoView {
    let shown = RwSignal::new(Shown::default());
    let button = Button { shown };
    Effect::new(move || {
        shown.update(|shown| shown.is_awake = true);
        if let Some(signals) = data().signals() {
            webauthn::send_signals(&signals);
        }
        if Kind::of(&data()).is_assertion() {
            spawn_local(button.offer());
            spawn_local(button.keep_fresh());
            on("visibilitychange", move |_| button.renew_if_old());
        }
        if data().pressed().is_some_and(|pressed| !pressed.is_empty())
            && let Some(early) = first_button(".passkey")
        {
            data().set_pressed("");
            early.click();
        }
        on("pagehide", |_| stop_waiting());
        on("pageshow", move |event| {
            // A new page enables the button in any case.
            if event.unchecked_into::<PageTransition>().persisted() {
                shown.set(Shown { is_awake: true, ..Shown::default() });
                spawn_local(button.offer());
            }
        });
    });
    view! {
        <button
            // Until it is hydrated, Enter in the field must not press this button.
            r#type=move || if shown.read().is_awake { "submit" } else { "button" }
            class="primary passkey"
            // Not disabled while it waits: that would take the keyboard's focus away.
            aria-disabled=move || shown.read().is_waiting.then_some("true")
            on:click=move |event| button.press(&event)
        >
            {children()}
        </button>
        <p role="status" class="outcome" class:failed=move || shown.read().is_failure>
            {move || shown.read().message.clone()}
        </p>
    }
}

#[derive(Clone, Copy)]
struct Button {
    shown: RwSignal<Shown>,
}

impl Button {
    fn press(self, event: &MouseEvent) {
        event.prevent_default();
        if self.shown.read_untracked().is_waiting {
            return;
        }
        // Only sign-up has a field that the ceremony needs.
        let button = event.current_target();
        let form = button.and_then(|button| button.unchecked_into::<ButtonElement>().form());
        let email = match form {
            Some(form) if !form.report_validity() => return,
            Some(form) => form.email().map(|field| field.value()),
            None => None,
        };
        self.ask(email.unwrap_or_default());
    }

    fn ask(self, email: String) {
        self.shown.update(|shown| shown.is_waiting = true);
        self.say("waiting", false);
        spawn_local(self.run(email));
    }

    async fn run(self, email: String) {
        stop_waiting();
        let data = data();
        let done = if Kind::of(&data).is_assertion() {
            assert(&data, take_started(), Way::Dialogue).await
        } else {
            register(&data, &email).await
        };
        match done {
            Ok(()) => go_to(&data.next().unwrap_or_default()),
            // The user is leaving the page and may come back.
            Err(code) if code == "aborted" => {}
            Err(code) => {
                self.shown.update(|shown| shown.is_waiting = false);
                // Cancelling isn't shown as an error.
                self.say(&code, !matches!(code.as_str(), "cancelled" | "duplicate_credential"));
                self.offer().await;
            }
        }
    }

    /// Starts an assertion early. On the sign-in page, also offers passkeys in the autofill list of the email
    /// field, if the browser supports that, and waits until one is picked.
    async fn offer(self) {
        let data = data();
        let kind = Kind::of(&data);
        if !kind.is_assertion() {
            return;
        }
        if kind == Kind::SignIn
            && let Some(browser) = webauthn::capabilities().await
            && browser.hybrid_transport() == Some(false)
        {
            data.set_phone("no");
        }
        let nth = OFFERS.get() + 1;
        OFFERS.set(nth);
        let is_over = || self.shown.read_untracked().is_waiting || OFFERS.get() != nth;
        for _ in 0..AUTOFILL_ATTEMPTS {
            IS_STARTING.set(!is_over());
            if !IS_STARTING.get() {
                return;
            }
            let started = start_ahead(&data).await;
            IS_STARTING.set(false);
            // The user has not asked for this, so a failure isn't shown.
            let Ok(started) = started else { return };
            if kind != Kind::SignIn || !webauthn::has_autofill().await || is_over() {
                return;
            }
            // Only now, so that the old list stays until the new one replaces it.
            stop_waiting();
            match assert(&data, Some(started), Way::Autofill).await {
                Ok(()) => return go_to(&data.next().unwrap_or_default()),
                Err(code) if code == "aborted" => return,
                Err(code) if code == "cancelled" => {}
                // The list was open for too long. The user's choice still counts.
                Err(code) if code == "ceremony_expired" => return self.ask(String::new()),
                Err(code) => self.say(&code, true),
            }
        }
    }

    /// Starts again before the challenge expires. Checks the clock repeatedly, because timers stop while a
    /// machine sleeps.
    async fn keep_fresh(self) {
        loop {
            sleep(LOOK_EVERY).await;
            self.renew_if_old();
        }
    }

    /// Doesn't start again while the user types, because that would close the list. Also not while the page is
    /// hidden: some browsers reject that, and the list is renewed when the user comes back.
    fn renew_if_old(self) {
        let is_busy = self.shown.read_untracked().is_waiting || IS_STARTING.get();
        if is_due() && !is_busy && !field_has_focus() && is_visible() {
            IS_STARTING.set(true);
            spawn_local(self.offer());
        }
    }

    fn say(self, code: &str, is_failure: bool) {
        let words = data().words().unwrap_or_default();
        let mut message = sentence(&words, code);
        if message.is_empty() {
            message = sentence(&words, "internal");
        }
        self.shown.update(|shown| {
            shown.message = message;
            shown.is_failure = is_failure;
        });
    }
}

/// Returns the data attributes of the element around the button.
fn data() -> Data {
    element(ID).map_or_else(|| js_sys::Object::new().unchecked_into(), |around| around.dataset())
}
