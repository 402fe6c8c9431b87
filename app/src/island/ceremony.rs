//! A ceremony: the server starts it, an authenticator responds, the server finishes it.
//!
//! Errors are codes, and the page has a text for each.

use std::cell::{Cell, RefCell};

use wasm_bindgen::prelude::*;

use super::browser::{AbortController, AbortSignal, Data, call, keeps_cookies, now};
use super::webauthn::{self, Way};

#[wasm_bindgen]
extern "C" {
    /// The JSON of `ceremonies::Started`.
    #[derive(Clone)]
    pub(crate) type Started;
    #[wasm_bindgen(method, getter)]
    fn ceremony(this: &Started) -> String;
    #[wasm_bindgen(method, getter)]
    fn options(this: &Started) -> String;
    #[wasm_bindgen(method, getter)]
    fn has_cookie(this: &Started) -> bool;
}

/// The age in milliseconds at which a ceremony that was started early is renewed: three quarters of the ten
/// minutes that its challenge is valid.
const RENEW_AFTER: f64 = 450_000.0;

thread_local! {
    /// Cancels the last request to the browser.
    static PENDING: RefCell<Option<AbortController>> = const { RefCell::new(None) };
    /// The assertion that was started early, and when.
    static STARTED: RefCell<Option<Started>> = const { RefCell::new(None) };
    static STARTED_AT: Cell<f64> = const { Cell::new(0.0) };
}

/// The purpose of the button on a page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A new passkey, for a new account or the current user.
    Registration,
    /// An assertion that signs in. It is also offered in the autofill list.
    SignIn,
    /// An assertion by the signed-in user.
    Verification,
    /// Nothing: the page only sends signals to the password manager.
    Nothing,
}

impl Kind {
    pub(crate) fn of(data: &Data) -> Self {
        match data.ceremony().as_deref() {
            Some("sign_in") => Self::SignIn,
            Some("verification") => Self::Verification,
            Some(_) => Self::Registration,
            None => Self::Nothing,
        }
    }

    pub(crate) fn is_assertion(self) -> bool {
        matches!(self, Self::SignIn | Self::Verification)
    }
}

/// Cancels the current request: the autofill list or a dialogue.
pub(crate) fn stop_waiting() {
    if let Some(pending) = PENDING.take() {
        pending.abort();
    }
}

/// Returns a signal that can cancel the next request.
fn signal() -> AbortSignal {
    let controller = AbortController::new();
    let signal = controller.signal();
    PENDING.set(Some(controller));
    signal
}

/// Starts an assertion for later.
pub(crate) async fn start_ahead(data: &Data) -> Result<Started, String> {
    let started = start(data, &[]).await?;
    STARTED.set(Some(started.clone()));
    STARTED_AT.set(now());
    Ok(started)
}

/// Returns the assertion that was started early, unless it is too old.
pub(crate) fn take_started() -> Option<Started> {
    let started = STARTED.take()?;
    (!is_old()).then_some(started)
}

/// Returns whether the assertion that was started early is old enough to be renewed.
pub(crate) fn is_due() -> bool {
    STARTED.with_borrow(Option::is_some) && is_old()
}

fn is_old() -> bool {
    now() - STARTED_AT.get() >= RENEW_AFTER
}

async fn start(data: &Data, arguments: &[(&str, &str)]) -> Result<Started, String> {
    if !keeps_cookies() {
        return Err("cookies_off".to_owned());
    }
    let path = data.start().unwrap_or_default();
    call(&path, arguments).await.map(JsCast::unchecked_into).map_err(|failure| failure.code)
}

/// Creates a passkey.
pub(crate) async fn register(data: &Data, email: &str) -> Result<(), String> {
    let arguments = [("email", email)];
    let mut started = start(data, &arguments).await?;
    if !started.has_cookie() {
        // The page may have been open for longer than its cookie lives. The first response set the cookie
        // again, so it comes with the second request, unless something blocks it.
        started = start(data, &arguments).await?;
        if !started.has_cookie() {
            return Err("cookies_off".to_owned());
        }
    }
    let credential = webauthn::create(&started.options(), &signal()).await?;
    finish(data, &started, &credential, true).await
}

/// Signs with a passkey.
pub(crate) async fn assert(data: &Data, started: Option<Started>, way: Way) -> Result<(), String> {
    let started = match started {
        Some(started) => started,
        None => start(data, &[]).await?,
    };
    let assertion = webauthn::assert(&started.options(), way, &signal()).await?;
    // It counts as answered, whatever the result: it must not be answered again.
    STARTED.take();
    finish(data, &started, &assertion, false).await
}

/// Sends the authenticator's response. Signals to the password manager if the server doesn't know the passkey,
/// or rejected a new one. Otherwise the password manager would keep offering it.
async fn finish(
    data: &Data,
    started: &Started,
    credential: &str,
    is_new: bool,
) -> Result<(), String> {
    let id = started.ceremony();
    let arguments = [("ceremony", id.as_str()), ("credential", credential)];
    let answer = call(&data.finish().unwrap_or_default(), &arguments).await;
    answer.map(|_| ()).map_err(|failure| {
        if (is_new && failure.is_refusal) || failure.code == "unknown_credential" {
            webauthn::signal_unknown(&started.options(), credential);
        }
        failure.code
    })
}
