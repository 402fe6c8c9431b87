//! Cookies: how ours are named, set, and found among others.
//!
//! A `Cookie` header also carries the cookies of other apps on the same host. They may use any
//! encoding and names that resemble ours, and HTTP/2 may split them over several headers. So this
//! module reads the header byte by byte, skips malformed pairs, and compares names as they were
//! sent.
//!
//! The parser in tower-sessions does neither: it gives up on a header that isn't UTF-8, and it
//! decodes names. A subdomain could set `%5F%5FHost-…`, which would then pass for `__Host-…`.
//!
//! <https://www.rfc-editor.org/rfc/rfc6265#section-5.4>

use std::task::{Context, Poll};
use std::time::Duration;

use cookie::{Cookie, SameSite};
use http::header::COOKIE;
use http::{HeaderMap, HeaderValue, Request};
use tower::{Layer, Service};
use tower_sessions::SessionManagerLayer;
use tower_sessions::session::Id;

use crate::config::Config;
use crate::store::TowerSessions;

/// Returns a cookie's name. Over https it starts with `__Host-`, so browsers don't accept it from
/// subdomains or plain http. Over http it ends with the port, because browsers share cookies
/// between all ports of a host, and two servers on `localhost` must not sign each other out.
///
/// <https://www.rfc-editor.org/rfc/rfc6265#section-4.1.2>
pub(crate) fn cookie_name(config: &Config, what: &str) -> String {
    match config.origin.port_or_known_default() {
        Some(port) if !config.is_https() => format!("latchkey_{what}_{port}"),
        _ => format!("__Host-latchkey_{what}"),
    }
}

/// Returns a `Set-Cookie` header. It uses `Lax`, because browsers don't send `Strict` cookies after
/// a click in an email client.
pub(crate) fn cookie(config: &Config, name: String, value: &str, max_age: Duration) -> HeaderValue {
    let cookie = Cookie::build((name, value))
        .path("/")
        .http_only(true)
        .secure(config.is_https())
        .same_site(SameSite::Lax)
        .max_age(time::Duration::seconds(crate::clock::seconds(max_age)));
    HeaderValue::from_str(&cookie.to_string()).unwrap_or(HeaderValue::from_static(""))
}

/// Returns the value of a cookie. Browsers send the cookie with the longest path first. Ours has the
/// path `/`, so the last one with the name is ours.
pub(crate) fn read_cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let values = pairs(headers).filter(|(sent, value)| *sent == name && !value.is_empty());
    values.last().map(|(_, value)| value.to_owned())
}

/// Returns the well-formed pairs of all `Cookie` headers.
fn pairs(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    let headers = headers.get_all(COOKIE).iter();
    let sent = headers.flat_map(|header| header.as_bytes().split(|byte| *byte == b';'));
    sent.filter_map(|pair| {
        let (name, value) = std::str::from_utf8(pair).ok()?.split_once('=')?;
        let (name, value) = (name.trim(), value.trim());
        let unquoted = value.strip_prefix('"').and_then(|value| value.strip_suffix('"'));
        let is_readable = |text: &str| text.bytes().all(|byte| byte.is_ascii_graphic());
        let value = unquoted.unwrap_or(value);
        let is_pair = !name.is_empty() && is_readable(name) && is_readable(value);
        is_pair.then_some((name, value))
    })
}

/// The layer that carries the session cookie: that of tower-sessions, behind a filter for cookies
/// that it would misread.
#[derive(Clone, Debug)]
pub struct SessionLayer {
    name: String,
    layer: SessionManagerLayer<TowerSessions>,
}

impl SessionLayer {
    pub(crate) fn new(name: String, layer: SessionManagerLayer<TowerSessions>) -> Self {
        Self { layer: layer.with_name(name.clone()), name }
    }
}

impl<S> Layer<S> for SessionLayer
where
    SessionManagerLayer<TowerSessions>: Layer<S>,
{
    type Service = ReadableCookies<<SessionManagerLayer<TowerSessions> as Layer<S>>::Service>;

    fn layer(&self, inner: S) -> Self::Service {
        ReadableCookies { name: self.name.clone(), inner: self.layer.layer(inner) }
    }
}

/// Removes malformed and ambiguous cookies from a request before the inner service reads them.
#[derive(Clone, Debug)]
pub struct ReadableCookies<S> {
    name: String,
    inner: S,
}

impl<S, B> Service<Request<B>> for ReadableCookies<S>
where
    S: Service<Request<B>>,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request<B>) -> Self::Future {
        keep_readable(request.headers_mut(), &self.name);
        self.inner.call(request)
    }
}

/// Keeps the well-formed pairs. A cookie with the name `session` must hold a session id.
fn keep_readable(headers: &mut HeaderMap, session: &str) {
    let readable: Vec<_> = pairs(headers)
        .filter(|(name, _)| !name.contains('%'))
        .filter(|(name, value)| *name != session || value.parse::<Id>().is_ok())
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    headers.remove(COOKIE);
    if let Ok(cookies) = HeaderValue::from_str(&readable.join("; "))
        && !cookies.is_empty()
    {
        headers.insert(COOKIE, cookies);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(headers: &[&[u8]]) -> HeaderMap {
        let values = headers.iter().map(|value| (COOKIE, HeaderValue::from_bytes(value).unwrap()));
        values.collect()
    }

    #[test]
    fn a_cookie_is_found_by_its_exact_name_among_any_others() {
        for headers in [
            &[b"ours=1".as_slice()] as &[&[u8]],
            &[b"name=Zo\xc3\xab; ours=1"],
            &[b"name=Zo\xeb; ours=1"],
            &[b"\xff; =; ;; a; ours=1; b"],
            &[b"ours=1; not_ours=2; __Host-ours=3; ours_=4; OURS=5; %6furs=6"],
            &[b"a=b", b"c=\xff", b"ours=1"],
            &[b"ours=\"1\""],
            &[b"  ours = 1 ;a=b"],
            &[b"a=b;ours=1;c=d"],
            &[b"ours=2; ours=1"],
            &[b"ours=2", b"ours=1", b"ours=", b"ours=\xff", b"ours"],
        ] {
            let headers = sent(headers);
            assert_eq!(read_cookie(&headers, "ours").as_deref(), Some("1"), "{headers:?}");
        }
        for headers in [b"ours=".as_slice(), b"ours", b"x_ours=1", b"ours=1 2", b"o%75rs=1"] {
            let headers = sent(&[headers]);
            assert_eq!(read_cookie(&headers, "ours"), None, "{headers:?}");
        }
    }

    #[test]
    fn the_session_layer_is_handed_what_can_be_read_in_one_way() {
        let id = Id(7).to_string();
        let mut headers = sent(&[
            format!("session={id}; session=junk; %73ession={}", Id(8)).as_bytes(),
            b"name=Zo\xeb; a=\"b\"; c=%20",
        ]);
        keep_readable(&mut headers, "session");
        assert_eq!(
            headers.get_all(COOKIE).iter().collect::<Vec<_>>(),
            [&format!("session={id}; a=b; c=%20")]
        );
        let mut headers = sent(&[b"name=Zo\xeb"]);
        keep_readable(&mut headers, "session");
        assert!(!headers.contains_key(COOKIE));
    }
}
