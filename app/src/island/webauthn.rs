//! `navigator.credentials`: creates a passkey, signs with one, and tells the password manager about them.
//!
//! Several password managers replace the browser's objects. So the code never checks an object's class, and
//! methods may be missing or fail.
//!
//! <https://www.w3.org/TR/webauthn-3/#sctn-api>

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::browser::{AbortSignal, parse, text};
use super::conversion::{Identified, Options, assertion, options, registration};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["navigator", "credentials"], js_name = create)]
    async fn credentials_create(options: &Options) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["navigator", "credentials"], js_name = get)]
    async fn credentials_get(options: &Options) -> Result<JsValue, JsValue>;

    /// An exception.
    type Failure;
    #[wasm_bindgen(method, getter, catch)]
    fn name(this: &Failure) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = PublicKeyCredential, js_name = isConditionalMediationAvailable)]
    async fn is_conditional_mediation_available() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = PublicKeyCredential, js_name = getClientCapabilities)]
    async fn client_capabilities() -> Result<JsValue, JsValue>;

    /// The capabilities that the browser reports. Unknown ones are missing.
    ///
    /// <https://www.w3.org/TR/webauthn-3/#enum-clientCapability>
    pub(crate) type Capabilities;
    #[wasm_bindgen(method, getter, js_name = conditionalGet)]
    fn conditional_get(this: &Capabilities) -> Option<bool>;
    #[wasm_bindgen(method, getter, js_name = hybridTransport)]
    pub(crate) fn hybrid_transport(this: &Capabilities) -> Option<bool>;
    #[wasm_bindgen(method, getter, js_name = immediateGet)]
    pub(crate) fn immediate_get(this: &Capabilities) -> Option<bool>;

    #[wasm_bindgen(catch, js_namespace = PublicKeyCredential, js_name = signalUnknownCredential)]
    fn signal_unknown_credential(unknown: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = PublicKeyCredential, js_name = signalAllAcceptedCredentials)]
    fn signal_all_accepted_credentials(accepted: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = PublicKeyCredential, js_name = signalCurrentUserDetails)]
    fn signal_current_user_details(details: &JsValue) -> Result<Promise, JsValue>;

    /// The arguments of those methods (`pages/signals.rs`).
    type Signals;
    #[wasm_bindgen(method, getter, js_name = signalAllAcceptedCredentials)]
    fn all_accepted(this: &Signals) -> Option<JsValue>;
    #[wasm_bindgen(method, getter, js_name = signalCurrentUserDetails)]
    fn user_details(this: &Signals) -> Option<JsValue>;
}

/// Creates a passkey with an authenticator. Returns the response as JSON, or an error code. The page shows no
/// message for `aborted`, because it cancelled the request itself.
pub(crate) async fn create(json: &str, signal: &AbortSignal) -> Result<String, &'static str> {
    let options = options(json);
    options.set_signal(signal);
    let answer = credentials_create(&options).await;
    let credential = answer.map_err(|error| code(error, signal, "duplicate_credential"))?;
    if !credential.is_object() {
        return Err("cancelled");
    }
    Ok(registration(&credential.unchecked_into()))
}

/// How the browser asks for a passkey.
#[derive(Clone, Copy)]
pub(crate) enum Way {
    /// In a dialogue, at once.
    Dialogue,
    /// In the autofill list of the email field, when the user picks one.
    Autofill,
    /// In a dialogue, if there is one on this device. If not, the browser fails at once.
    ///
    /// <https://github.com/w3c/webauthn/wiki/Explainer:-WebAuthn-immediate-mediation>
    IfHere,
}

/// Signs with a passkey.
pub(crate) async fn assert(
    json: &str,
    way: Way,
    signal: &AbortSignal,
) -> Result<String, &'static str> {
    let options = options(json);
    options.set_signal(signal);
    match way {
        Way::Dialogue => {}
        Way::Autofill => options.set_mediation("conditional"),
        Way::IfHere => options.set_ui_mode("immediate"),
    }
    let answer = credentials_get(&options).await;
    let credential = answer.map_err(|error| code(error, signal, "authenticator_failed"))?;
    if !credential.is_object() {
        // Some password managers return nothing: for a dialogue, when the user closes it, and for the list,
        // at once.
        return Err(if matches!(way, Way::Autofill) { "aborted" } else { "cancelled" });
    }
    Ok(assertion(&credential.unchecked_into()))
}

/// Signals an account's passkeys to the password manager, if the browser supports it.
///
/// <https://www.w3.org/TR/webauthn-3/#sctn-signal-methods>
pub(crate) fn send_signals(signals: &str) {
    let signals: Signals = parse(signals).unchecked_into();
    if let Some(accepted) = signals.all_accepted() {
        disregard(signal_all_accepted_credentials(&accepted));
    }
    if let Some(details) = signals.user_details() {
        disregard(signal_current_user_details(&details));
    }
}

/// Signals to the password manager that the server doesn't know a passkey. Only call it if the server said so,
/// because the password manager may delete the passkey.
pub(crate) fn signal_unknown(options: &str, credential: &str) {
    let public_key = parse(options).unchecked_into::<Options>().public_key();
    // Options for a new passkey name the relying party in an object.
    let rp_id = public_key.rp().map_or_else(|| public_key.rp_id(), |rp| Some(rp.id()));
    let id = parse(credential).unchecked_into::<Identified>().id();
    // A host and base64url need no escaping.
    let unknown =
        [r#"{"rpId":""#, &rp_id.unwrap_or_default(), r#"","credentialId":""#, &id, r#""}"#];
    disregard(signal_unknown_credential(&parse(&unknown.concat())));
}

/// Ignores the outcome. Without this, the browser would log a failure as an unhandled rejection.
fn disregard(told: Result<Promise, JsValue>) {
    if let Ok(told) = told {
        spawn_local(async {
            let _ = JsFuture::from(told).await;
        });
    }
}

/// Returns the capabilities that the browser reports, if it reports any.
pub(crate) async fn capabilities() -> Option<Capabilities> {
    client_capabilities().await.ok().map(JsCast::unchecked_into)
}

/// Returns whether this browser offers passkeys in the autofill list.
pub(crate) async fn has_autofill() -> bool {
    match capabilities().await.and_then(|browser| browser.conditional_get()) {
        Some(can) => can,
        // Browsers of 2023 and 2024 only report this one.
        None => is_conditional_mediation_available().await.is_ok_and(|can| can.is_truthy()),
    }
}

/// Returns the code for an exception. Some browsers and password managers also report a cancelled dialogue as
/// `AbortError`, so only `signal` shows whether this page cancelled the request.
///
/// <https://www.w3.org/TR/webauthn-3/#sctn-create-request-exceptions>
/// <https://www.w3.org/TR/webauthn-3/#sctn-get-request-exceptions>
fn code(error: JsValue, signal: &AbortSignal, invalid_state: &'static str) -> &'static str {
    if signal.aborted() {
        return "aborted";
    }
    let name = error.unchecked_into::<Failure>().name().unwrap_or_default();
    match text(&name).as_str() {
        "NotAllowedError" | "AbortError" => "cancelled",
        "InvalidStateError" => invalid_state,
        "ConstraintError" => "unusable_authenticator",
        "NotSupportedError" => "old_authenticator",
        "SecurityError" => "wrong_site",
        // Thrown if `navigator.credentials` is missing, as on plain http.
        "TypeError" => "no_passkeys",
        _ => "authenticator_failed",
    }
}
