//! The browser APIs that islands need besides passkeys.
//!
//! Members are declared with their types and read by name. The code never checks an object's class, because
//! password managers replace some objects (`webauthn.rs`).
//!
//! Server functions are called by their paths, which the page puts into data attributes. Calling them as Rust
//! functions would add encoders and decoders: for six functions, 25 kB of compressed WebAssembly, a third of the
//! sign-in page's budget.

use js_sys::{Function, JSON, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    type FetchOptions;
    #[wasm_bindgen(method, setter)]
    fn set_body(this: &FetchOptions, body: &Form);

    #[wasm_bindgen(catch)]
    async fn fetch(path: &str, options: &FetchOptions) -> Result<JsValue, JsValue>;

    type Response;
    #[wasm_bindgen(method, getter)]
    fn status(this: &Response) -> u16;
    #[wasm_bindgen(method, catch)]
    async fn json(this: &Response) -> Result<JsValue, JsValue>;

    /// The JSON of `Problem`, or a proxy's response.
    type Problem;
    #[wasm_bindgen(method, getter, catch)]
    fn code(this: &Problem) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_name = URLSearchParams)]
    type Form;
    #[wasm_bindgen(constructor, js_class = "URLSearchParams")]
    fn new() -> Form;
    #[wasm_bindgen(method)]
    fn append(this: &Form, name: &str, value: &str);

    /// Cancels a request.
    pub(crate) type AbortController;
    #[wasm_bindgen(constructor)]
    pub(crate) fn new() -> AbortController;
    #[wasm_bindgen(method)]
    pub(crate) fn abort(this: &AbortController);
    #[wasm_bindgen(method, getter)]
    pub(crate) fn signal(this: &AbortController) -> AbortSignal;

    pub(crate) type AbortSignal;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn aborted(this: &AbortSignal) -> bool;

    #[wasm_bindgen(js_namespace = location, js_name = assign)]
    pub(crate) fn go_to(address: &str);

    #[wasm_bindgen(js_namespace = Date)]
    pub(crate) fn now() -> f64;

    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(call_back: &Function, milliseconds: i32);

    #[wasm_bindgen(js_name = addEventListener)]
    fn add_event_listener(event: &str, call_back: &JsValue);

    #[wasm_bindgen(js_namespace = document, js_name = getElementById)]
    pub(crate) fn element(id: &str) -> Option<Element>;

    #[wasm_bindgen(js_namespace = document, js_name = querySelector)]
    fn first_element(selector: &str) -> Option<Element>;

    pub(crate) type Element;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn dataset(this: &Element) -> Data;

    /// The data attributes of an element that runs a ceremony (`pages/components.rs`).
    pub(crate) type Data;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn ceremony(this: &Data) -> Option<String>;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn start(this: &Data) -> Option<String>;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn finish(this: &Data) -> Option<String>;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn next(this: &Data) -> Option<String>;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn words(this: &Data) -> Option<String>;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn signals(this: &Data) -> Option<String>;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn pressed(this: &Data) -> Option<String>;
    #[wasm_bindgen(method, setter)]
    pub(crate) fn set_pressed(this: &Data, pressed: &str);
    #[wasm_bindgen(method, setter)]
    pub(crate) fn set_phone(this: &Data, phone: &str);

    /// Texts by error code.
    type Words;
    #[wasm_bindgen(method, indexing_getter)]
    fn sentence(this: &Words, code: &str) -> JsValue;

    #[wasm_bindgen(js_name = document)]
    type Document;
    #[wasm_bindgen(thread_local_v2, js_name = document)]
    static DOCUMENT: Document;
    #[wasm_bindgen(method, getter, js_name = visibilityState)]
    fn visibility_state(this: &Document) -> String;

    type Navigator;
    #[wasm_bindgen(thread_local_v2, js_name = navigator)]
    static NAVIGATOR: Navigator;
    #[wasm_bindgen(method, getter, js_name = cookieEnabled)]
    fn cookie_enabled(this: &Navigator) -> Option<bool>;
}

/// Completes after this many milliseconds.
pub(crate) async fn sleep(milliseconds: i32) {
    let elapsed = Promise::new(&mut |resolve, _| set_timeout(&resolve, milliseconds));
    let _ = JsFuture::from(elapsed).await;
}

/// Returns whether the focus is in a field of the page.
pub(crate) fn field_has_focus() -> bool {
    first_element("input:focus").is_some()
}

/// Calls back at every event with this name in the window, as long as the page lives.
pub(crate) fn on(event: &str, call_back: impl Fn(JsValue) + 'static) {
    add_event_listener(event, &Closure::<dyn Fn(JsValue)>::new(call_back).into_js_value());
}

/// Returns whether the page is visible.
pub(crate) fn is_visible() -> bool {
    DOCUMENT.with(|document| document.visibility_state() == "visible")
}

/// A call that failed.
pub(crate) struct Failure {
    pub(crate) code: String,
    /// Whether the server rejected the call, so that it changed nothing. After a network error or a server
    /// error, the call may have succeeded anyway.
    pub(crate) is_refusal: bool,
}

/// Calls a server function by its path and returns the response.
pub(crate) async fn call(path: &str, arguments: &[(&str, &str)]) -> Result<JsValue, Failure> {
    let form = Form::new();
    for (name, value) in arguments {
        form.append(name, value);
    }
    let options = r#"{"method":"POST","headers":{"accept":"application/json"}}"#;
    let options: FetchOptions = parse(options).unchecked_into();
    options.set_body(&form);
    let failed = |code: String, status| Failure { code, is_refusal: (400..500).contains(&status) };
    let response = fetch(path, &options).await;
    let response: Response = response.map_err(|_| failed("offline".into(), 0))?.unchecked_into();
    let status = response.status();
    let answer = response.json().await.map_err(|_| failed("internal".into(), status))?;
    if status == 200 {
        return Ok(answer);
    }
    let code = answer.unchecked_into::<Problem>().code().unwrap_or_default();
    Err(failed(text(&code), status))
}

/// Returns whether the browser says that it stores cookies of this site.
pub(crate) fn keeps_cookies() -> bool {
    NAVIGATOR.with(|navigator| navigator.cookie_enabled() != Some(false))
}

/// Returns the text for a code from a JSON object of texts. Empty if there is none.
pub(crate) fn sentence(words: &str, code: &str) -> String {
    text(&parse(words).unchecked_into::<Words>().sentence(code))
}

/// Reads JSON. Returns an empty object if it is invalid.
pub(crate) fn parse(json: &str) -> JsValue {
    JSON::parse(json).unwrap_or_else(|_| js_sys::Object::new().into())
}

/// Returns a value if it is a text, or an empty text.
pub(crate) fn text(value: &JsValue) -> String {
    value.as_string().unwrap_or_default()
}
