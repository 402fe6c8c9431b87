//! Checks that a request was sent to our own name and, if it changes anything, by our own pages.
//!
//! - **Sender.** `Sec-Fetch-Site` decides if the browser sends it. Otherwise `Origin` must be
//!   exactly our origin. Neither is compared with `Host`, which a proxy may rewrite. A client that
//!   sends neither header isn't a browser, so it has no user's cookies to abuse.
//! - **Name.** Passkeys and cookies belong to one name. A sign-in link opened under another
//!   (127.0.0.1 instead of localhost) would fail, so pages are redirected to the right name. On a
//!   developer's machine this also stops DNS rebinding: an attacker's page could otherwise point
//!   its own name to that machine and read the mailbox. A public site is behind a proxy and doesn't
//!   check the name.
//!
//! <https://www.w3.org/TR/fetch-metadata/>

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use http::header::{AsHeaderName, HOST, HeaderName, ORIGIN};
use http::{HeaderMap, Method};

use crate::RelyingParty;
use crate::error::Error;
use crate::web::guard::is_without_cookies;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

pub(crate) async fn check(
    State(rp): State<RelyingParty>,
    request: Request,
    next: Next,
) -> Response {
    let own = rp.config().origin_text();
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let path = request.uri().path();
    if !reads && !is_without_cookies(path) && !is_sent_by(&own, request.headers()) {
        return Error::CrossSite.into_response();
    }
    if rp.config().is_local() && !is_operation(path) {
        match Name::of(&request, &own) {
            Name::Own => {}
            Name::Loopback if reads => {
                let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
                return Redirect::temporary(&format!("{own}{path}")).into_response();
            }
            // A proxy on this machine may rewrite the name. No page can forge our `Origin`.
            Name::Loopback if is_from(&own, request.headers()) => {}
            Name::Loopback | Name::Other => return Error::CrossSite.into_response(),
        }
    }
    next.run(request).await
}

/// Returns whether a request was sent by a page of the origin `own`, or by a client that isn't a
/// browser.
fn is_sent_by(own: &str, headers: &HeaderMap) -> bool {
    let (Ok(site), Ok(origin)) = (only(headers, SEC_FETCH_SITE), only(headers, ORIGIN)) else {
        return false;
    };
    let is_ours = origin.is_none_or(|origin| origin == own.as_bytes());
    match site {
        // Browsers send `null` from a page with the referrer policy `no-referrer`.
        Some(b"same-origin") => is_ours || origin == Some(b"null"),
        // The user navigated directly, for example with a bookmark.
        Some(b"none") | None => is_ours,
        Some(_) => false,
    }
}

/// Returns whether a request claims to come from the origin `own`.
fn is_from(own: &str, headers: &HeaderMap) -> bool {
    only(headers, ORIGIN) == Ok(Some(own.as_bytes()))
}

/// Returns the value of a header that may be sent once. Several values are an error.
fn only(headers: &HeaderMap, name: impl AsHeaderName) -> Result<Option<&[u8]>, ()> {
    let mut values = headers.get_all(name).iter();
    let first = values.next().map(http::HeaderValue::as_bytes);
    if values.next().is_some() { Err(()) } else { Ok(first) }
}

/// How the name that a request was sent to compares with the name of our origin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Name {
    Own,
    /// Another name or address of this machine.
    Loopback,
    Other,
}

impl Name {
    /// Compares the name of a request. HTTP/2 names the server in the request target, HTTP/1.1 in
    /// `Host`. A request may do both, and then both must match.
    ///
    /// <https://www.rfc-editor.org/rfc/rfc9113#section-8.3.1>
    fn of(request: &Request, own: &str) -> Self {
        let target = request.uri().authority().map(|authority| authority.as_str().as_bytes());
        let names = request.headers().get_all(HOST).iter().map(http::HeaderValue::as_bytes);
        let names: Vec<_> =
            names.chain(target).map(|name| std::str::from_utf8(name).unwrap_or_default()).collect();
        if names.is_empty() {
            return Self::Other;
        }
        let own = own.trim_start_matches("http://");
        let is_own = |name: &&str| {
            let name = if own.contains(':') { name } else { name.trim_end_matches(":80") };
            name.eq_ignore_ascii_case(own)
        };
        if names.iter().all(is_own) {
            Self::Own
        } else if names.iter().all(|name| is_loopback(name)) {
            Self::Loopback
        } else {
            Self::Other
        }
    }
}

/// Returns whether a route is for health probes, which may use any name.
fn is_operation(path: &str) -> bool {
    matches!(path, "/healthz" | "/readyz")
}

fn is_loopback(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.chars().all(|digit| digit.is_ascii_digit()) => name,
        _ => host,
    };
    let name = name.to_ascii_lowercase();
    let address = name.trim_start_matches('[').trim_end_matches(']');
    name == "localhost"
        || name.ends_with(".localhost")
        || name == "0.0.0.0"
        || address.parse().is_ok_and(|address: std::net::IpAddr| address.is_loopback())
}
