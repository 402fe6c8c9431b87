//! The context of a request, before the user is known: browser, IP address, language.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{ConnectInfo, FromRef, FromRequestParts, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::{SET_COOKIE, USER_AGENT};
use http::request::Parts;
use http::{Extensions, HeaderMap, HeaderValue};
use tower_sessions::Session;

use crate::RelyingParty;
use crate::config::Config;
use crate::crypto::secret::Secret;
use crate::error::{Error, Result};
use crate::model::locale::Locale;
use crate::model::user::UserId;
pub use crate::web::browser::Browser;
use crate::web::client_ip;
use crate::web::cookie::{cookie, cookie_name, read_cookie};
use crate::web::known_browser::KNOWN_FOR;

/// How long the cookie lasts after the browser last requested something: longer than any ceremony
/// or link.
const REMEMBERED: Duration = Duration::from_hours(1);

/// The cookie that records that the user declined a passkey on this device.
const DECLINED: &str = "passkey_here";
const DECLINED_FOR: Duration = Duration::from_hours(180 * 24);

/// The longest `User-Agent` that is kept, in characters.
const MAX_USER_AGENT: usize = 300;

/// The sender of a request, as far as the request itself shows.
#[derive(Clone, Debug)]
pub struct RequestContext {
    /// The browser, identified by its cookie.
    pub browser: Browser,
    /// The browser, identified by its long-lived cookie, if it has redeemed an email
    /// (`known_browser.rs`).
    pub known: Browser,
    /// The handle of tower-sessions, which only `session/mod.rs` reads.
    pub(crate) session: Session,
    /// The `User-Agent` header.
    pub user_agent: String,
    /// The IP address of the client, behind all trusted proxies.
    pub ip: String,
    /// Whether the user was offered a passkey on this device and declined.
    pub has_declined_passkey: bool,
    /// The language that the browser requests.
    pub locale: Locale,
    /// The operator who acts on someone's account, as events name them ([`Details::by`]). `None`:
    /// the account's owner, or a stranger.
    ///
    /// [`Details::by`]: crate::model::event::Details::by
    pub by: Option<String>,
}

impl RequestContext {
    /// Returns the context of an unknown client, to run ceremonies without a request. Rate limits by network
    /// count all of these as one, unless the caller sets `ip`.
    pub fn unknown(rp: &RelyingParty) -> Self {
        Self {
            browser: Browser::new(None),
            known: Browser::new(None),
            session: Session::new(None, Arc::new(rp.sessions().tower_sessions()), None),
            user_agent: String::new(),
            ip: String::new(),
            has_declined_passkey: false,
            locale: Locale::default(),
            by: None,
        }
    }

    /// Returns the context of an operator who acts on someone's account. Events name the operator
    /// but not their browser and IP address, because the account's owner reads them.
    pub fn operator(rp: &RelyingParty, by: impl Into<String>) -> Self {
        Self { by: Some(by.into()), ..Self::unknown(rp) }
    }

    /// Returns the administrator who acts, if it isn't a command on the server.
    pub fn administrator(&self) -> Option<UserId> {
        self.by.as_deref().and_then(|by| by.parse().ok())
    }

    /// Reads a request that has passed through [`remember`] and the session layer.
    ///
    /// # Errors
    /// [`Error::Internal`] if it has not.
    pub fn from_parts(parts: &Parts) -> Result<Self> {
        let missing =
            |layer: &'static str| Error::internal(format!("no {layer} layer on this route"));
        let declined = parts.extensions.get::<HasDeclined>().copied().unwrap_or_default();
        Ok(Self {
            browser: parts
                .extensions
                .get::<Browser>()
                .cloned()
                .ok_or_else(|| missing("context"))?,
            known: parts
                .extensions
                .get::<KnownBrowser>()
                .map_or_else(|| Browser::new(None), |known| known.0.clone()),
            session: parts
                .extensions
                .get::<Session>()
                .cloned()
                .ok_or_else(|| missing("session"))?,
            user_agent: user_agent(&parts.headers),
            ip: ip(&parts.extensions),
            locale: locale(&parts.extensions),
            has_declined_passkey: declined.0,
            by: None,
        })
    }
}

/// A client without cookies. As an extractor, it requires no layer, and it ignores any cookies.
#[derive(Clone, Debug)]
pub struct ApiClient(pub RequestContext);

impl<S> FromRequestParts<S> for ApiClient
where
    S: Sync,
    RelyingParty: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let rp = RelyingParty::from_ref(state);
        refresh_settings(&rp).await;
        look(&rp, &parts.headers, &mut parts.extensions);
        Ok(Self(RequestContext {
            user_agent: user_agent(&parts.headers),
            ip: ip(&parts.extensions),
            locale: locale(&parts.extensions),
            ..RequestContext::unknown(&rp)
        }))
    }
}

impl<S: Sync> FromRequestParts<S> for RequestContext {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        Self::from_parts(parts)
    }
}

fn user_agent(headers: &HeaderMap) -> String {
    let sent = headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    sent.chars().take(MAX_USER_AGENT).collect()
}

fn ip(extensions: &Extensions) -> String {
    extensions.get::<ClientAddress>().map(|address| address.0.to_string()).unwrap_or_default()
}

fn locale(extensions: &Extensions) -> Locale {
    extensions.get().copied().unwrap_or_default()
}

/// Whether the browser has the cookie [`DECLINED`].
#[derive(Clone, Copy, Default)]
struct HasDeclined(bool);

/// A browser, identified by the cookie of `known_browser.rs`.
#[derive(Clone)]
struct KnownBrowser(Browser);

/// The IP address of the client.
#[derive(Clone, Copy)]
struct ClientAddress(IpAddr);

/// Reads the browser's cookie, and sets it when the browser requests something. This layer
/// also determines the client's IP address and the language.
pub async fn remember(
    State(rp): State<RelyingParty>,
    mut request: Request,
    next: Next,
) -> Response {
    let cookies = [("browser", REMEMBERED), ("known", KNOWN_FOR)].map(|(what, kept)| {
        let name = cookie_name(rp.config(), what);
        let secret = read_cookie(request.headers(), &name).as_deref().map(Secret::presented);
        (name, kept, Browser::new(secret))
    });
    refresh_settings(&rp).await;
    let headers = request.headers().clone();
    look(&rp, &headers, request.extensions_mut());
    let declined = read_cookie(&headers, &cookie_name(rp.config(), DECLINED)).is_some();
    request.extensions_mut().insert(HasDeclined(declined));
    request.extensions_mut().insert(cookies[0].2.clone());
    request.extensions_mut().insert(KnownBrowser(cookies[1].2.clone()));
    let mut response = next.run(request).await;
    for (name, kept, browser) in cookies {
        let known = browser.known();
        if let (Some(secret), true) = (&known.secret, known.send) {
            let cookie = cookie(rp.config(), name, secret.expose(), kept);
            response.headers_mut().append(SET_COOKIE, cookie);
        }
    }
    response
}

/// Reads the settings that the request depends on. If the database is unavailable, those last read are
/// good enough for a page.
async fn refresh_settings(rp: &RelyingParty) {
    if let Err(error) = rp.settings().refresh().await {
        error.log();
    }
}

/// Adds the client's IP address and the language to the request.
fn look(rp: &RelyingParty, headers: &HeaderMap, extensions: &mut Extensions) {
    extensions.insert(Locale::asked(rp, headers));
    if let Some(ConnectInfo(peer)) = extensions.get::<ConnectInfo<SocketAddr>>() {
        let trusted = &rp.config().trusted_proxies;
        client_ip::warn_if_ignored(peer.ip(), headers, trusted);
        let client = client_ip::of_client(peer.ip(), headers, trusted);
        extensions.insert(ClientAddress(client));
    }
}

pub(crate) fn declined_passkey(config: &Config) -> HeaderValue {
    cookie(config, cookie_name(config, DECLINED), "declined", DECLINED_FOR)
}
