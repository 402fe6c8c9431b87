//! The button that runs a ceremony: create a passkey, sign in with one, add one, confirm with one.
//!
//! The only island, because all islands share one WebAssembly file and the sign-in page pays for
//! every one of them. It brings no words along: the page hands it those it may need.
//!
//! 1. When the page is open, an assertion is begun ahead: the button then needs no round trip
//!    (after one, Safari no longer believes in the click), and on the sign-in page the autofill
//!    list waits with it from the start.
//! 2. A press ends the waiting, since a second request would fail while it lasts, and asks at once.
//! 3. What was begun is begun again before the server forgets it.
//! 4. Leaving the page ends what it asks of the browser, and coming back to it begins anew.

use std::cell::{Cell, RefCell};

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use crate::browser::{
    call, each_in, element, field_has_focus, get, go_to, is_visible, keeps_cookies, now, on,
    report_validity, set, sleep, text, text_in,
};
use crate::webauthn::{self, AbortController, Way};

/// The element around the button, which tells it what to do.
pub(crate) const ID: &str = "ceremony";

/// The ceremony that is also offered in the autofill list.
pub(crate) const SIGN_IN: &str = "sign_in";

/// The ceremony that proves once more who is signed in.
const VERIFICATION: &str = "verification";

/// How often the autofill list is offered again after a passkey from it did not work.
const AUTOFILL_ATTEMPTS: u32 = 3;

/// When a ceremony that was begun ahead is begun anew: at three quarters of the ten minutes
/// that the server keeps it. In milliseconds.
const RENEW_AFTER: i32 = 450_000;

/// How often the page looks whether it is time for that, in milliseconds.
const LOOK_EVERY: i32 = 15_000;

thread_local! {
    /// What cancels the request that the browser was asked last.
    static PENDING: RefCell<Option<AbortController>> = const { RefCell::new(None) };
    /// The assertion that was begun ahead, and when.
    static BEGUN: RefCell<Option<(JsValue, f64)>> = const { RefCell::new(None) };
    /// How often something was begun ahead. Of several at once, the last one counts.
    static OFFERS: Cell<u32> = const { Cell::new(0) };
    /// Whether the server is being asked to begin something ahead.
    static IS_BEGINNING: Cell<bool> = const { Cell::new(false) };
}

/// What the button and the line under it show.
#[derive(Clone, Default)]
struct Shown {
    /// Before that, the server has sent the button and nothing listens to it.
    is_awake: bool,
    is_waiting: bool,
    message: String,
    is_failure: bool,
}

/// A button, and a line that says how it goes.
///
/// It has no props: the code that decodes them would be 13 kB of compressed WebAssembly. What it
/// has to know stands in the data attributes of the element [`ID`] around it (`Ceremony` in
/// `pages/parts.rs`): which ceremony, the words, and where to go when it has gone well.
#[island]
pub fn PasskeyButton(
    /// The button's name.
    children: Children,
) -> impl IntoView {
    let shown = RwSignal::new(Shown::default());
    let button = Button { shown };
    Effect::new(move || {
        shown.update(|shown| shown.is_awake = true);
        each_in(&data("signals"), webauthn::signal);
        if is_assertion(&data("ceremony")) {
            spawn_local(button.offer());
            spawn_local(button.keep_fresh());
            on("visibilitychange", move |_| button.renew_if_old());
        }
        on("pagehide", |_| stop_waiting());
        on("pageshow", move |event| {
            // Else the page is new, and the button wakes up by itself.
            if get(&event, "persisted").is_truthy() {
                shown.set(Shown { is_awake: true, ..Shown::default() });
                spawn_local(button.offer());
            }
        });
    });
    view! {
        <button
            // Until somebody listens, Enter in the field must not press this button.
            r#type=move || if shown.read().is_awake { "submit" } else { "button" }
            class="primary passkey"
            disabled=move || !shown.read().is_awake
            // Not disabled while it waits: whoever is on it with the keyboard would be thrown off.
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
        let form = event.current_target().map(|button| get(&button, "form"));
        let email = match form.filter(JsValue::is_object) {
            Some(form) if !report_validity(&form) => return,
            Some(form) => text(&get(&get(&form, "elements"), "email"), "value"),
            None => String::new(),
        };
        self.ask(email);
    }

    fn ask(self, email: String) {
        self.shown.update(|shown| shown.is_waiting = true);
        self.say("waiting", false);
        spawn_local(self.run(email));
    }

    async fn run(self, email: String) {
        stop_waiting();
        let ceremony = data("ceremony");
        let done = match ceremony.as_str() {
            SIGN_IN | VERIFICATION => assert(&ceremony, begun(), Way::Dialogue).await,
            registration => register(registration, &email).await,
        };
        match done {
            Ok(()) => go_to(&data("next")),
            // The page is being left, by somebody who may come back.
            Err(code) if code == "aborted" => {}
            Err(code) => {
                self.shown.update(|shown| shown.is_waiting = false);
                // Whoever cancels knows it: that is nothing to be shown in red.
                self.say(&code, !matches!(code.as_str(), "cancelled" | "duplicate_credential"));
                self.offer().await;
            }
        }
    }

    /// Begins ahead; on the sign-in page also puts the passkeys into the list under the e-mail
    /// field, where the browser can, and waits until one is picked.
    async fn offer(self) {
        let ceremony = data("ceremony");
        if !is_assertion(&ceremony) {
            return;
        }
        if ceremony == SIGN_IN && webauthn::can("hybridTransport").await == Some(false) {
            set(&get(&element(ID), "dataset"), "phone", &"no".into());
        }
        let nth = OFFERS.get() + 1;
        OFFERS.set(nth);
        let is_over = || self.shown.read_untracked().is_waiting || OFFERS.get() != nth;
        for _ in 0..AUTOFILL_ATTEMPTS {
            IS_BEGINNING.set(!is_over());
            if !IS_BEGINNING.get() {
                return;
            }
            let started = begin(&ceremony, &[]).await;
            IS_BEGINNING.set(false);
            // Nobody asked for this: that it could not be begun is no news.
            let Ok(started) = started else { return };
            BEGUN.set(Some((started.clone(), now())));
            if ceremony != SIGN_IN || !webauthn::has_autofill().await || is_over() {
                return;
            }
            // Only now, so that the list is there until another one can take its place.
            stop_waiting();
            match assert(SIGN_IN, Some(started), Way::Autofill).await {
                Ok(()) => return go_to(&data("next")),
                Err(code) if code == "aborted" => return,
                Err(code) if code == "cancelled" => {}
                // Picked from a list that had stood open for too long: the choice still holds.
                Err(code) if code == "ceremony_expired" => return self.ask(String::new()),
                Err(code) => self.say(&code, true),
            }
        }
    }

    /// Begins anew before the server forgets what was begun. It looks at the clock again and again,
    /// since a machine that slept has not counted the time.
    async fn keep_fresh(self) {
        loop {
            sleep(LOOK_EVERY).await;
            self.renew_if_old();
        }
    }

    /// Not under the hands of somebody who types, whose list it would close; nor while nobody looks:
    /// some browsers refuse that, and whoever comes back has it renewed then.
    fn renew_if_old(self) {
        let is_old = BEGUN.with_borrow(|begun| {
            begun.as_ref().is_some_and(|(_, since)| now() - since >= f64::from(RENEW_AFTER))
        });
        let is_busy = self.shown.read_untracked().is_waiting || IS_BEGINNING.get();
        if is_old && !is_busy && !field_has_focus() && is_visible() {
            IS_BEGINNING.set(true);
            spawn_local(self.offer());
        }
    }

    fn say(self, code: &str, is_failure: bool) {
        let words = data("words");
        let mut message = text_in(&words, code);
        if message.is_empty() {
            message = text_in(&words, "internal");
        }
        self.shown.update(|shown| {
            shown.message = message;
            shown.is_failure = is_failure;
        });
    }
}

/// What the page has to say to the button.
fn data(name: &str) -> String {
    text(&get(&element(ID), "dataset"), name)
}

fn is_assertion(ceremony: &str) -> bool {
    ceremony == SIGN_IN || ceremony == VERIFICATION
}

/// Cancels what the browser is being asked: the list, or a dialogue.
fn stop_waiting() {
    if let Some(waiting) = PENDING.take() {
        waiting.abort();
    }
}

/// The signal by which the next request can be cancelled.
fn signal() -> JsValue {
    let controller = AbortController::new();
    let signal = controller.signal();
    PENDING.set(Some(controller));
    signal
}

/// What was begun ahead, unless it has become too old meanwhile.
fn begun() -> Option<JsValue> {
    let (started, since) = BEGUN.take()?;
    (now() - since < f64::from(RENEW_AFTER)).then_some(started)
}

async fn begin(ceremony: &str, arguments: &[(&str, &str)]) -> Result<JsValue, String> {
    if !keeps_cookies() {
        return Err("cookies_off".to_owned());
    }
    call(&format!("start_{ceremony}"), arguments).await.map_err(|failure| failure.code)
}

async fn register(ceremony: &str, email: &str) -> Result<(), String> {
    let arguments = [("email", email)];
    let lacks_cookie = |started: &JsValue| get(started, "has_cookie") == JsValue::FALSE;
    let mut started = begin(ceremony, &arguments).await?;
    if lacks_cookie(&started) {
        // The page may have been open for longer than its cookie lives. The first answer has set
        // the cookie again, so it comes with the second request, unless something blocks it.
        started = begin(ceremony, &arguments).await?;
        if lacks_cookie(&started) {
            return Err("cookies_off".to_owned());
        }
    }
    let credential = webauthn::create(&text(&started, "options"), &signal()).await?;
    finish(ceremony, &started, &credential).await
}

pub(crate) async fn assert(ceremony: &str, begun: Option<JsValue>, way: Way) -> Result<(), String> {
    let started = match begun {
        Some(started) => started,
        None => begin(ceremony, &[]).await?,
    };
    let assertion = webauthn::assert(&text(&started, "options"), way, &signal()).await?;
    // Answered now, whatever comes of it: it must not be answered again.
    BEGUN.take();
    finish(ceremony, &started, &assertion).await
}

/// Sends the authenticator's answer. Tells the password manager of a passkey that the server does
/// not know, and of a new one that the server refused: else the password manager would go on
/// offering it.
async fn finish(ceremony: &str, started: &JsValue, credential: &str) -> Result<(), String> {
    let id = text(started, "ceremony");
    let arguments = [("ceremony", id.as_str()), ("credential", credential)];
    let answer = call(&format!("finish_{ceremony}"), &arguments).await;
    answer.map(|_| ()).map_err(|failure| {
        let is_refused = failure.is_refusal && !is_assertion(ceremony);
        if is_refused || failure.code == "unknown_credential" {
            webauthn::signal_unknown(&text(started, "options"), credential);
        }
        failure.code
    })
}
