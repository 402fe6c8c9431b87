//! Prepares the context of a page before it is rendered, and sets its headers.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use http::header::{ACCEPT, CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, VARY};
use http::request::Parts;
use http::{HeaderName, HeaderValue, Method, Uri};
use latchkey::error::{Error, Result};
use latchkey::model::message::Message;
use latchkey::web::redirect::{by_way_of, on_this_site};
use latchkey::{Locale, RelyingParty, RequestContext, SignedIn};
use leptos::nonce::Nonce;
use serde_json::{Value, json};

use crate::assets;
use crate::extras::{EXTRAS, menu_links};
use crate::pages::account_area::DASHBOARD;
use crate::pages::{recovery, shell, verify};
use crate::request::{self, PageRequest, Refusal};

/// A path that no page has, for error pages.
const NO_PAGE: &str = "/refused";

/// Finds the current user, redirects signed-out users to the sign-in page and back, and sets the headers of a
/// page. Server functions do this themselves.
pub(super) async fn prepare(
    State(rp): State<RelyingParty>,
    request: Request,
    next: Next,
) -> Response {
    let is_page = matches!(*request.method(), Method::GET | Method::HEAD)
        || request.uri().path() == recovery::answers::PATH;
    if !is_page {
        return next.run(request).await;
    }
    match page(rp, request, |request| next.run(request)).await {
        Ok(response) => response,
        Err(error) => error.into_response(),
    }
}

/// Renders a page as the response to a form. Only this response contains `shown`, such as a secret that a redirect
/// would have to store for the next request. The page finds it with `request::extension`.
// Public, so that a clone without extras has no unused code.
pub async fn respond(
    rp: &RelyingParty,
    mut parts: Parts,
    path: &str,
    shown: impl Clone + Send + Sync + 'static,
) -> Response {
    parts.method = Method::GET;
    parts.uri = path.parse().unwrap_or_default();
    parts.extensions.insert(shown);
    let (context, options) = (rp.clone(), assets::leptos_options());
    let render = leptos_axum::render_app_async_with_context(
        move || request::provide(context.clone()),
        move || shell(options.clone()),
    );
    match page(rp.clone(), Request::from_parts(parts, Body::empty()), render).await {
        Ok(response) => response,
        Err(error) => error.into_response(),
    }
}

async fn page<Rendered>(
    rp: RelyingParty,
    request: Request,
    render: impl FnOnce(Request) -> Rendered,
) -> Result<Response>
where
    Rendered: Future<Output = Response>,
{
    let (mut parts, body) = request.into_parts();
    let context = RequestContext::from_parts(&parts)?;
    let signed_in = rp.sessions().signed_in(&context).await?;
    match parts.uri.path() {
        // The browser gets its cookie now, so that two tabs with simultaneous requests are one browser.
        "/sign-in" | "/sign-up" => rp.web().set_browser_cookie(&context),
        path if signed_in.is_none() && is_for_the_signed_in(path) => {
            let wanted = parts.uri.path_and_query().map(http::uri::PathAndQuery::as_str);
            let wanted = wanted.filter(|wanted| *wanted != rp.settings().site().redirect);
            return Ok(Redirect::to(&by_way_of("/sign-in", None, wanted)).into_response());
        }
        verify::PATH if is_verified(&rp, signed_in.as_ref()).await? => {
            let next = query(&parts.uri).find(|(name, _)| name == "next");
            let next = next.and_then(|(_, next)| on_this_site(&rp.config().origin, &next));
            return Ok(Redirect::to(next.as_deref().unwrap_or(DASHBOARD)).into_response());
        }
        "/passkey-offer" if has_passkey(&rp, signed_in.as_ref()).await? => {
            return Ok(Redirect::to("/dashboard").into_response());
        }
        "/dev/look" if is_forwarded(&parts) => return Err(Error::NotFound),
        "/dev/mailbox" => {
            if is_forwarded(&parts) {
                return Err(Error::NotFound);
            }
            let mails = rp.mail().development_mailbox().await;
            if wants_json(&parts) {
                let mails = mails?.iter().map(mail).collect::<Vec<_>>();
                return Ok(axum::Json(mails).into_response());
            }
        }
        _ => {}
    }
    let query = query(&parts.uri).collect();
    let nonce = Nonce::new();
    let user = signed_in.as_ref().map(|signed_in| &signed_in.user);
    let locale = rp.web().locale_of(user, &context);
    let address = parts.uri.path_and_query().map_or("/", |address| address.as_str()).to_owned();
    let is_public = is_public(&address);
    parts.extensions.insert(nonce.clone());
    parts.extensions.insert(locale);
    let notice = rp.web().notice(&parts.headers);
    let menu_links = match &signed_in {
        Some(signed_in) => menu_links(&rp, signed_in).await?,
        None => Vec::new(),
    };
    let page_request = PageRequest { rp, context, signed_in, menu_links, address, query, notice };
    parts.extensions.insert(page_request);
    let mut response = render(Request::from_parts(parts, body)).await;
    set_headers(&mut response, &nonce, locale);
    if is_public {
        response.headers_mut().remove(ROBOTS);
    }
    Ok(response)
}

/// Renders the error page for a rejected request, under a path that no route has.
pub(super) async fn of_refusal<Rendered>(
    rp: RelyingParty,
    locale: Locale,
    refusal: Refusal,
    render: impl Fn(Request) -> Rendered,
) -> Response
where
    Rendered: Future<Output = Response>,
{
    let (context, nonce, address) = (RequestContext::unknown(&rp), Nonce::new(), "/".to_owned());
    let page_request = PageRequest {
        rp,
        context,
        signed_in: None,
        menu_links: Vec::new(),
        address,
        query: Vec::new(),
        notice: None,
    };
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = Uri::from_static(NO_PAGE);
    let extensions = request.extensions_mut();
    extensions.insert(nonce.clone());
    extensions.insert(locale);
    extensions.insert(page_request);
    extensions.insert(refusal);
    let mut page = render(request).await;
    set_headers(&mut page, &nonce, locale);
    page
}

/// Renders the page for a path that no page has. `leptos_router` would match more paths than axum
/// (`/dashboard/`, `/%64ashboard`) and render a page that [`prepare`] has not prepared, so it gets
/// another path. A trailing slash is redirected to the path without it.
pub(super) async fn missing<Rendered>(
    mut request: Request,
    render: impl Fn(Request) -> Rendered,
) -> Response
where
    Rendered: Future<Output = Response>,
{
    let uri = request.uri();
    if let Some(path) = uri.path().strip_suffix('/').filter(|path| !path.is_empty()) {
        let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
        return Redirect::permanent(&format!("{path}{query}")).into_response();
    }
    *request.uri_mut() = Uri::from_static(NO_PAGE);
    render(request).await
}

/// Pages for signed-in users only, each with the pages below it.
const FOR_THE_SIGNED_IN: &[&str] = &[
    "/dashboard",
    // After a sign-in by email.
    "/passkey-offer",
    verify::PATH,
    recovery::answers::PATH,
];

fn is_for_the_signed_in(path: &str) -> bool {
    let of_extras = EXTRAS.iter().flat_map(|extra| extra.private);
    FOR_THE_SIGNED_IN.iter().chain(of_extras).any(|page| {
        path.strip_prefix(page).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

/// Returns whether the user has a passkey, for example when they come back to the passkey offer.
async fn has_passkey(rp: &RelyingParty, signed_in: Option<&SignedIn>) -> Result<bool> {
    let Some(signed_in) = signed_in else { return Ok(false) };
    Ok(!rp.store().list_credentials(signed_in.user.id).await?.is_empty())
}

/// Tells search engines whether to show a page.
///
/// <https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag>
const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");

/// Returns whether search engines may show a page: those that a stranger starts from, without a query. All others
/// are an account's, belong to a link, or don't exist.
fn is_public(address: &str) -> bool {
    let of_extras = EXTRAS.iter().filter_map(|extra| extra.public_page);
    ["/", "/sign-in", "/sign-up"].into_iter().chain(of_extras).any(|page| page == address)
}

async fn is_verified(rp: &RelyingParty, signed_in: Option<&SignedIn>) -> Result<bool> {
    let Some(signed_in) = signed_in else { return Ok(false) };
    rp.sessions().is_verified(signed_in).await
}

fn query(uri: &Uri) -> impl Iterator<Item = (String, String)> + use<'_> {
    let query = url::form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
    query.map(|(key, value)| (key.into_owned(), value.into_owned()))
}

/// Returns whether a request came through a proxy or tunnel, which add these headers. Behind one, every client
/// of the proxy could read the mailbox. nginx adds no header by default, but then it speaks
/// HTTP/1.0, which no browser does.
fn is_forwarded(parts: &Parts) -> bool {
    let adds = |name: &HeaderName| {
        name.as_str().starts_with("x-forwarded")
            || matches!(name.as_str(), "forwarded" | "via" | "x-real-ip" | "x-original-host")
    };
    parts.headers.keys().any(adds) || parts.version < http::Version::HTTP_11
}

fn wants_json(parts: &Parts) -> bool {
    let accept = parts.headers.get(ACCEPT).and_then(|accept| accept.to_str().ok());
    accept.is_some_and(|accept| accept.starts_with("application/json"))
}

fn mail(message: &Message) -> Value {
    json!({
        "to": message.to,
        "subject": message.subject,
        "text": message.text,
        "html": message.html,
        "links": message.link.iter().collect::<Vec<_>>(),
        "code": message.code,
    })
}

/// Sets the headers of a page. Scripts run only from our own files or with this response's nonce, the page can't
/// be framed, and styles come from the style sheet. `wasm-unsafe-eval` only lets the browser compile WebAssembly.
///
/// <https://www.w3.org/TR/CSP3/#csp-directives>
fn set_headers(response: &mut Response, nonce: &Nonce, locale: Locale) {
    // The port of cargo-leptos' live reload.
    let live_reload =
        if cfg!(debug_assertions) { " ws://localhost:3001 ws://127.0.0.1:3001" } else { "" };
    let policy = format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; \
         connect-src 'self'{live_reload}; img-src 'self' data:; base-uri 'none'; form-action 'self'; \
         frame-ancestors 'none'"
    );
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(locale.as_str()));
    // Pages show the current user, so no cache may store them, and the back button loads them again.
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(VARY, HeaderValue::from_static("accept, accept-language, cookie"));
    headers.insert(HeaderName::from_static("x-frame-options"), HeaderValue::from_static("DENY"));
    headers.insert(ROBOTS, HeaderValue::from_static("noindex"));
}
