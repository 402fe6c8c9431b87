//! The browser's half of a ceremony: `navigator.credentials.create()` and `.get()`.
//!
//! Options come as JSON with binary members in base64url, and answers go back the same way. Both
//! conversions are written out by hand:
//!
//! - `parseCreationOptionsFromJSON` and `toJSON` are missing from browsers of 2024, and several
//!   password managers replace the credential by an object on which `toJSON` throws.
//! - For the same reason nothing is asked for its class: members are read by name, and
//!   `getTransports()` may fail.
//!
//! <https://www.w3.org/TR/webauthn-3/#sctn-api>

use js_sys::{Array, Function, JSON, Object, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::browser::{get, set, text};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["navigator", "credentials"], js_name = create)]
    async fn credentials_create(options: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["navigator", "credentials"], js_name = get)]
    async fn credentials_get(options: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = PublicKeyCredential, js_name = isConditionalMediationAvailable)]
    async fn is_conditional_mediation_available() -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = PublicKeyCredential, js_name = getClientCapabilities)]
    async fn client_capabilities() -> Result<JsValue, JsValue>;

    fn atob(base64: &str) -> String;
    fn btoa(bytes: &str) -> String;

    /// Cancels a request.
    pub(crate) type AbortController;
    #[wasm_bindgen(constructor)]
    pub(crate) fn new() -> AbortController;
    #[wasm_bindgen(method)]
    pub(crate) fn abort(this: &AbortController);
    #[wasm_bindgen(method, getter)]
    pub(crate) fn signal(this: &AbortController) -> JsValue;
}

/// Where the authenticator is: in this device, or in another.
const ATTACHMENT: &str = "authenticatorAttachment";

/// Has an authenticator make a passkey. Returns the answer as JSON, or the code of what went
/// wrong. The user isn't told of `aborted`: this page itself stopped waiting.
pub(crate) async fn create(options: &str, signal: &JsValue) -> Result<String, &'static str> {
    let options = parse(options, signal)?;
    let answer = credentials_create(&options).await;
    let credential = answer.map_err(|error| code(&error, signal, "duplicate_credential"))?;
    if !credential.is_object() {
        return Err("cancelled");
    }
    let response = get(&credential, "response");
    let answer = Object::new();
    copy_bytes(&response, &answer, &["clientDataJSON", "attestationObject"]);
    set(&answer, "transports", &transports(&response));
    let extensions = Object::new();
    set(&extensions, "credProps", &get(&extension_results(&credential), "credProps"));
    envelope(&credential, &answer, &extensions)
}

/// How a passkey is asked for.
#[derive(Clone, Copy)]
pub(crate) enum Way {
    /// In a dialogue, at once.
    Dialogue,
    /// In the list under the e-mail field, whenever the person picks one from it.
    Autofill,
    /// In a dialogue, if there is one on this device; else the answer is at once that there is none.
    ///
    /// <https://github.com/w3c/webauthn/wiki/Explainer:-WebAuthn-immediate-mediation>
    IfHere,
}

/// Has an authenticator sign with a passkey.
pub(crate) async fn assert(
    options: &str,
    way: Way,
    signal: &JsValue,
) -> Result<String, &'static str> {
    let options = parse(options, signal)?;
    match way {
        Way::Dialogue => {}
        Way::Autofill => set(&options, "mediation", &"conditional".into()),
        Way::IfHere => set(&options, "uiMode", &"immediate".into()),
    }
    let answer = credentials_get(&options).await;
    let credential = answer.map_err(|error| code(&error, signal, "authenticator_failed"))?;
    if !credential.is_object() {
        // Some password managers answer with nothing: in place of a dialogue when the user closes
        // theirs, and in place of the list at once.
        return Err(if matches!(way, Way::Autofill) { "aborted" } else { "cancelled" });
    }
    let response = get(&credential, "response");
    let answer = Object::new();
    copy_bytes(
        &response,
        &answer,
        &["clientDataJSON", "authenticatorData", "signature", "userHandle"],
    );
    envelope(&credential, &answer, &Object::new())
}

/// Tells the password manager something, where the browser can. Nobody waits for the outcome.
///
/// <https://www.w3.org/TR/webauthn-3/#sctn-signal-methods>
pub(crate) fn signal(method: &str, argument: &JsValue) {
    let class = get(&js_sys::global(), "PublicKeyCredential");
    let told = get(&class, method).dyn_ref::<Function>().map(|tell| tell.call1(&class, argument));
    if let Some(Ok(told)) = told {
        spawn_local(async {
            let _ = JsFuture::from(Promise::from(told)).await;
        });
    }
}

/// Tells the password manager that the server does not know a passkey. Only for when the server
/// has said so: what a password manager removes may not come back.
pub(crate) fn signal_unknown(options: &str, credential: &str) {
    let parsed = |json| JSON::parse(json).unwrap_or(JsValue::UNDEFINED);
    let public_key = get(&parsed(options), "publicKey");
    let rp = get(&public_key, "rp");
    // Options for a new passkey name the relying party in an object.
    let rp_id = if rp.is_object() { get(&rp, "id") } else { get(&public_key, "rpId") };
    let unknown = Object::new();
    set(&unknown, "rpId", &rp_id);
    set(&unknown, "credentialId", &get(&parsed(credential), "id"));
    signal("signalUnknownCredential", &unknown);
}

/// Whether this browser can do something, by what it says itself. `None`: it does not say, which is
/// no "no".
///
/// <https://www.w3.org/TR/webauthn-3/#enum-clientCapability>
pub(crate) async fn can(capability: &str) -> Option<bool> {
    get(&client_capabilities().await.ok()?, capability).as_bool()
}

/// Whether this browser offers passkeys in the autofill list.
pub(crate) async fn has_autofill() -> bool {
    match can("conditionalGet").await {
        Some(can) => can,
        // Browsers of 2023 and 2024 can only be asked for this one.
        None => is_conditional_mediation_available().await.is_ok_and(|can| can.is_truthy()),
    }
}

/// Turns the JSON of options into the browser's own form.
fn parse(options: &str, signal: &JsValue) -> Result<Object, &'static str> {
    let options: Object = JSON::parse(options).map_err(|_| "internal")?.unchecked_into();
    set(&options, "signal", signal);
    let public_key = get(&options, "publicKey");
    to_bytes(&public_key, "challenge");
    let user = get(&public_key, "user");
    if user.is_object() {
        to_bytes(&user, "id");
    }
    for list in ["excludeCredentials", "allowCredentials"] {
        let list = get(&public_key, list);
        if list.is_object() {
            Array::from(&list).for_each(&mut |descriptor, _, _| to_bytes(&descriptor, "id"));
        }
    }
    Ok(options)
}

fn envelope(
    credential: &JsValue,
    response: &Object,
    extensions: &Object,
) -> Result<String, &'static str> {
    let id = base64url(&get(credential, "rawId"));
    let answer = Object::new();
    set(&answer, "id", &id);
    set(&answer, "rawId", &id);
    set(&answer, "type", &"public-key".into());
    set(&answer, ATTACHMENT, &get(credential, ATTACHMENT));
    set(&answer, "response", response);
    set(&answer, "clientExtensionResults", extensions);
    JSON::stringify(&answer).map(String::from).map_err(|_| "internal")
}

/// Absent where a password manager has replaced the response and left the method out.
fn transports(response: &JsValue) -> JsValue {
    call(response, "getTransports").unwrap_or_else(|| Array::new().into())
}

fn extension_results(credential: &JsValue) -> JsValue {
    call(credential, "getClientExtensionResults").unwrap_or(JsValue::UNDEFINED)
}

fn call(object: &JsValue, method: &str) -> Option<JsValue> {
    get(object, method).dyn_ref::<Function>()?.call0(object).ok()
}

/// The name of what went wrong, as a code that has words. Some browsers and password managers also
/// report a cancelled dialogue as `AbortError`, so only `signal` tells whether this page stopped
/// waiting.
///
/// <https://www.w3.org/TR/webauthn-3/#sctn-create-request-exceptions>
/// <https://www.w3.org/TR/webauthn-3/#sctn-get-request-exceptions>
fn code(error: &JsValue, signal: &JsValue, invalid_state: &'static str) -> &'static str {
    if get(signal, "aborted").is_truthy() {
        return "aborted";
    }
    match text(error, "name").as_str() {
        "NotAllowedError" | "AbortError" => "cancelled",
        "InvalidStateError" => invalid_state,
        "ConstraintError" => "unusable_authenticator",
        "NotSupportedError" => "old_authenticator",
        "SecurityError" => "wrong_site",
        // Thrown where `navigator.credentials` is missing, as on plain http.
        "TypeError" => "no_passkeys",
        _ => "authenticator_failed",
    }
}

fn to_bytes(object: &JsValue, name: &str) {
    let binary = atob(&text(object, name).replace('-', "+").replace('_', "/"));
    let bytes: Vec<u8> =
        binary.chars().filter_map(|char| u8::try_from(u32::from(char)).ok()).collect();
    set(object, name, &Uint8Array::from(bytes.as_slice()));
}

fn copy_bytes(from: &JsValue, to: &Object, names: &[&str]) {
    for name in names {
        set(to, name, &base64url(&get(from, name)));
    }
}

/// `null` stays `null`: an authenticator may leave the user handle out.
fn base64url(buffer: &JsValue) -> JsValue {
    if !buffer.is_object() {
        return JsValue::NULL;
    }
    let binary: String = Uint8Array::new(buffer).to_vec().into_iter().map(char::from).collect();
    let text = btoa(&binary).replace('+', "-").replace('/', "_");
    text.trim_end_matches('=').into()
}
