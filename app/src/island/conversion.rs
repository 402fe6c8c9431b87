//! Converts between JSON and the objects of `navigator.credentials`: binary members are base64url in JSON and
//! bytes in the objects.
//!
//! Written by hand, because browsers of 2024 lack `parseCreationOptionsFromJSON` and `toJSON`, and `toJSON`
//! throws on the credentials of several password managers.

use js_sys::{Array, JSON, Uint8Array};
use wasm_bindgen::prelude::*;

use super::browser::{AbortSignal, parse};

#[wasm_bindgen]
extern "C" {
    fn atob(base64: &str) -> String;
    fn btoa(bytes: &str) -> String;

    pub(super) type Options;
    #[wasm_bindgen(method, getter, js_name = publicKey)]
    pub(super) fn public_key(this: &Options) -> PublicKey;
    #[wasm_bindgen(method, setter)]
    pub(super) fn set_signal(this: &Options, signal: &AbortSignal);
    #[wasm_bindgen(method, setter)]
    pub(super) fn set_mediation(this: &Options, mediation: &str);
    #[wasm_bindgen(method, setter, js_name = uiMode)]
    pub(super) fn set_ui_mode(this: &Options, mode: &str);

    /// The options of a ceremony. A registration has more members.
    pub(super) type PublicKey;
    #[wasm_bindgen(method, getter)]
    fn challenge(this: &PublicKey) -> String;
    #[wasm_bindgen(method, setter)]
    fn set_challenge(this: &PublicKey, challenge: &Uint8Array);
    #[wasm_bindgen(method, getter)]
    fn user(this: &PublicKey) -> Option<Identified>;
    #[wasm_bindgen(method, getter)]
    pub(super) fn rp(this: &PublicKey) -> Option<Identified>;
    #[wasm_bindgen(method, getter, js_name = rpId)]
    pub(super) fn rp_id(this: &PublicKey) -> Option<String>;
    #[wasm_bindgen(method, getter, js_name = excludeCredentials)]
    fn exclude_credentials(this: &PublicKey) -> Option<Array>;
    #[wasm_bindgen(method, getter, js_name = allowCredentials)]
    fn allow_credentials(this: &PublicKey) -> Option<Array>;

    /// A user, a relying party, or a passkey.
    pub(super) type Identified;
    #[wasm_bindgen(method, getter)]
    pub(super) fn id(this: &Identified) -> String;
    #[wasm_bindgen(method, setter)]
    fn set_id(this: &Identified, id: &Uint8Array);

    #[wasm_bindgen(js_name = PublicKeyCredential)]
    pub(super) type Credential;
    #[wasm_bindgen(method, getter, js_name = rawId)]
    fn raw_id(this: &Credential) -> JsValue;
    #[wasm_bindgen(method, getter, js_name = authenticatorAttachment)]
    fn attachment(this: &Credential) -> JsValue;
    #[wasm_bindgen(method, getter)]
    fn response(this: &Credential) -> Response;
    #[wasm_bindgen(method, catch, js_name = getClientExtensionResults)]
    fn extension_results(this: &Credential) -> Result<Extensions, JsValue>;

    type Extensions;
    #[wasm_bindgen(method, getter, catch, js_name = credProps)]
    fn cred_props(this: &Extensions) -> Result<JsValue, JsValue>;

    /// The response of an authenticator.
    type Response;
    #[wasm_bindgen(method, getter, js_name = clientDataJSON)]
    fn client_data(this: &Response) -> JsValue;
    #[wasm_bindgen(method, getter, js_name = attestationObject)]
    fn attestation_object(this: &Response) -> JsValue;
    #[wasm_bindgen(method, catch, js_name = getTransports)]
    fn transports(this: &Response) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, js_name = authenticatorData)]
    fn authenticator_data(this: &Response) -> JsValue;
    #[wasm_bindgen(method, getter)]
    fn signature(this: &Response) -> JsValue;
    #[wasm_bindgen(method, getter, js_name = userHandle)]
    fn user_handle(this: &Response) -> JsValue;
}

/// Converts the options from the server.
pub(super) fn options(json: &str) -> Options {
    let options: Options = parse(json).unchecked_into();
    let public_key = options.public_key();
    public_key.set_challenge(&bytes(&public_key.challenge()));
    let identified = [public_key.exclude_credentials(), public_key.allow_credentials()];
    let identified = identified.into_iter().flatten().flat_map(|list| list.to_vec());
    let user = public_key.user().into_iter();
    for one in identified.map(JsCast::unchecked_into::<Identified>).chain(user) {
        one.set_id(&bytes(&one.id()));
    }
    options
}

/// Converts a new passkey for the server.
pub(super) fn registration(credential: &Credential) -> String {
    let response = credential.response();
    let extensions = credential.extension_results().and_then(|results| results.cred_props());
    // Password managers that replace the response omit this method.
    let transports = response.transports().unwrap_or_else(|_| Array::new().into());
    let members = [
        r#"{"clientDataJSON":"#,
        &base64url(&response.client_data()),
        r#","attestationObject":"#,
        &base64url(&response.attestation_object()),
        r#","transports":"#,
        &json(&transports),
    ];
    envelope(credential, &members.concat(), &json(&extensions.unwrap_or_default()))
}

/// Converts an assertion for the server.
pub(super) fn assertion(credential: &Credential) -> String {
    let response = credential.response();
    let members = [
        r#"{"clientDataJSON":"#,
        &base64url(&response.client_data()),
        r#","authenticatorData":"#,
        &base64url(&response.authenticator_data()),
        r#","signature":"#,
        &base64url(&response.signature()),
        r#","userHandle":"#,
        &base64url(&response.user_handle()),
    ];
    envelope(credential, &members.concat(), "null")
}

fn envelope(credential: &Credential, response: &str, cred_props: &str) -> String {
    let id = base64url(&credential.raw_id());
    let members = [
        r#"{"type":"public-key","id":"#,
        &id,
        r#","rawId":"#,
        &id,
        r#","authenticatorAttachment":"#,
        &json(&credential.attachment()),
        r#","response":"#,
        response,
        r#"},"clientExtensionResults":{"credProps":"#,
        cred_props,
        "}}",
    ];
    members.concat()
}

/// Returns a value as JSON.
fn json(value: &JsValue) -> String {
    JSON::stringify(value)
        .ok()
        .and_then(|json| json.as_string())
        .unwrap_or_else(|| "null".to_owned())
}

fn bytes(base64url: &str) -> Uint8Array {
    let binary = atob(&base64url.replace('-', "+").replace('_', "/"));
    let bytes: Vec<u8> =
        binary.chars().filter_map(|char| u8::try_from(u32::from(char)).ok()).collect();
    Uint8Array::from(bytes.as_slice())
}

/// Returns bytes as JSON, or `null` for none: an authenticator may omit the user handle.
fn base64url(buffer: &JsValue) -> String {
    if !buffer.is_object() {
        return "null".to_owned();
    }
    let binary: String = Uint8Array::new(buffer).to_vec().into_iter().map(char::from).collect();
    let text = btoa(&binary).replace('+', "-").replace('/', "_");
    ["\"", text.trim_end_matches('='), "\""].concat()
}
