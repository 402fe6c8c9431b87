//! Browser: what the island needs of it beside passkeys: calling our server, going elsewhere.
//!
//! Server functions are called by their address. Called as Rust functions, each would bring its
//! own encoder and decoder along: six of them were 25 kB of compressed WebAssembly, a third of
//! all that the sign-in page may weigh.

use js_sys::{Function, JSON, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch)]
    async fn fetch(address: &str, options: &Object) -> Result<JsValue, JsValue>;

    type Response;
    #[wasm_bindgen(method, getter)]
    fn status(this: &Response) -> u16;
    #[wasm_bindgen(method, catch)]
    async fn json(this: &Response) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_name = URLSearchParams)]
    type Form;
    #[wasm_bindgen(constructor, js_class = "URLSearchParams")]
    fn new() -> Form;
    #[wasm_bindgen(method)]
    fn append(this: &Form, name: &str, value: &str);

    #[wasm_bindgen(js_namespace = location, js_name = assign)]
    pub(crate) fn go_to(address: &str);

    #[wasm_bindgen(js_namespace = Date)]
    pub(crate) fn now() -> f64;

    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(call_back: &Function, milliseconds: i32);

    #[wasm_bindgen(js_name = addEventListener)]
    fn add_event_listener(event: &str, call_back: &JsValue);

    #[wasm_bindgen(js_namespace = document, js_name = getElementById)]
    pub(crate) fn element(id: &str) -> JsValue;
}

/// Ends after that many milliseconds.
pub(crate) async fn sleep(milliseconds: i32) {
    let elapsed = Promise::new(&mut |resolve, _| set_timeout(&resolve, milliseconds));
    let _ = JsFuture::from(elapsed).await;
}

/// Whether somebody is in a field of the page.
pub(crate) fn field_has_focus() -> bool {
    text(&active_element(), "tagName") == "INPUT"
}

/// Calls back at every event of that name in the window, for as long as the page lives.
pub(crate) fn on(event: &str, call_back: impl Fn(JsValue) + 'static) {
    add_event_listener(event, &Closure::<dyn Fn(JsValue)>::new(call_back).into_js_value());
}

/// Whether the page can be seen.
pub(crate) fn is_visible() -> bool {
    text(&document(), "visibilityState") == "visible"
}

/// A call that failed.
pub(crate) struct Failure {
    pub(crate) code: String,
    /// Whether the server refused, so that the call has changed nothing. After a network error or
    /// a server error it may have done its work all the same.
    pub(crate) is_refusal: bool,
}

/// Calls a server function.
pub(crate) async fn call(function: &str, arguments: &[(&str, &str)]) -> Result<JsValue, Failure> {
    let form = Form::new();
    for (name, value) in arguments {
        form.append(name, value);
    }
    let headers = Object::new();
    set(&headers, "accept", &"application/json".into());
    let options = Object::new();
    set(&options, "method", &"POST".into());
    set(&options, "headers", &headers);
    set(&options, "body", &form);
    let failed = |code: &str, status| Failure {
        code: code.to_owned(),
        is_refusal: (400..500).contains(&status),
    };
    let response = fetch(&format!("/api/{function}"), &options).await;
    let response: Response = response.map_err(|_| failed("offline", 0))?.unchecked_into();
    let status = response.status();
    let answer = response.json().await.map_err(|_| failed("internal", status))?;
    if status == 200 { Ok(answer) } else { Err(failed(&text(&answer, "code"), status)) }
}

/// Whether the browser keeps cookies of this site, as far as it says.
pub(crate) fn keeps_cookies() -> bool {
    get(&get(&js_sys::global(), "navigator"), "cookieEnabled") != JsValue::FALSE
}

/// Has the browser check a form's fields, and say what is wrong with them.
pub(crate) fn report_validity(form: &JsValue) -> bool {
    let method = get(form, "reportValidity").unchecked_into::<Function>();
    method.call0(form).is_ok_and(|valid| valid.is_truthy())
}

/// One of the texts of a JSON object; empty if it has none of that name.
pub(crate) fn text_in(json: &str, name: &str) -> String {
    JSON::parse(json).map(|object| text(&object, name)).unwrap_or_default()
}

/// Hands on each member of a JSON object.
pub(crate) fn each_in(json: &str, hand_on: fn(&str, &JsValue)) {
    let Ok(object) = JSON::parse(json) else { return };
    for entry in Object::entries(object.unchecked_ref()).iter() {
        hand_on(&text(&entry, "0"), &get(&entry, "1"));
    }
}

fn document() -> JsValue {
    get(&js_sys::global(), "document")
}

fn active_element() -> JsValue {
    get(&document(), "activeElement")
}

/// A member that is a text; empty if it is anything else.
pub(crate) fn text(object: &JsValue, name: &str) -> String {
    get(object, name).as_string().unwrap_or_default()
}

/// A member; `undefined` if there is none, or none to be had.
pub(crate) fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// Sets a member of an object of ours. (It would fail on a frozen one, which ours are not.)
pub(crate) fn set(object: &JsValue, name: &str, value: &JsValue) {
    let _ = Reflect::set(object, &name.into(), value);
}
