//! Passage's wire: what the published SDKs of *Passage by 1Password* say and hear.
//!
//! Its two services lived on two hosts and share their paths here. A request with an
//! `Authorization` header means the management API, one without means the browsers' API; only
//! `GET /apps/{id}` exists in both, and answers either with one object that has the members of both.
//!
//! | file | what it translates |
//! |---|---|
//! | `users.rs`, `list.rs`, `devices.rs`, `links.rs` | the management API, for back ends with an API key |
//! | `app.rs` | the app, as far as this deployment has something to say about it |
//! | `auth.rs` | what browsers ask for |
//! | `flex.rs` | Passkey Flex: for back ends that keep their users themselves, and their pages |
//! | `handshake.rs` | ceremonies in Passage's shapes |
//! | `wire.rs` | the shapes of users, devices and events |
//! | `refusal.rs`, `body.rs`, `key.rs`, `cors.rs` | what is refused, in Passage's codes, and to whom |

mod app;
mod auth;
mod body;
mod cors;
mod devices;
mod flex;
mod handshake;
mod key;
mod links;
mod list;
mod refusal;
mod users;
mod wire;

use axum::Router;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::{MethodRouter, any, delete, get, patch, post};
use serde::Deserialize;

use super::well_known;
use crate::RelyingParty;

use refusal::Refusal;

/// The parameter of a link that carries its token to the page where it is redeemed.
pub const LINK_PARAMETER: &str = "psg_magic_link";

/// Every route of Passage's, on one page. The paths begin after `/v1/apps/{app_id}`.
pub(super) fn router(rp: RelyingParty) -> Router<RelyingParty> {
    let app = Routes::default()
        .at("", get(app::show))
        .at("/.well-known/jwks.json", get(well_known::jwks))
        .at("/users", get(list::list).post(users::create))
        .at("/users/{user_id}", get(users::show).patch(users::update).delete(users::delete))
        .at("/users/{user_id}/activate", patch(users::activate))
        .at("/users/{user_id}/deactivate", patch(users::deactivate))
        .at("/users/{user_id}/tokens", delete(users::revoke_tokens))
        .at("/users/{user_id}/devices", get(devices::list))
        .at("/users/{user_id}/devices/{device_id}", delete(devices::revoke))
        .at("/magic-links", post(links::create))
        .at("/magic-link/activate", patch(auth::activate))
        .at("/transactions/register", post(flex::create_registration))
        .at("/transactions/authenticate", post(flex::create_authentication))
        .at("/authenticate/verify", post(flex::verify))
        .at("/register/transactions/webauthn/start", post(flex::start_registration))
        .at("/register/transactions/webauthn/finish", post(flex::finish_registration))
        .at("/authenticate/transactions/webauthn/start", post(flex::start_authentication))
        .at("/authenticate/transactions/webauthn/finish", post(flex::finish_authentication));
    app.0
        .route_layer(middleware::from_fn_with_state(rp.clone(), own_app))
        .method_not_allowed_fallback(async || Refusal::no_such_method())
        .route("/v1/{*path}", any(async || Refusal::no_such_route()))
        .layer(middleware::from_fn_with_state(rp, cors::allow))
}

/// Routes of one app. Older SDKs put a slash behind each.
#[derive(Default)]
struct Routes(Router<RelyingParty>);

impl Routes {
    fn at(self, path: &str, methods: MethodRouter<RelyingParty>) -> Self {
        let path = format!("/v1/apps/{{app_id}}{path}");
        Self(self.0.route(&format!("{path}/"), methods.clone()).route(&path, methods))
    }
}

/// The one segment that every path has.
#[derive(Deserialize)]
struct App {
    app_id: String,
}

/// A deployment is one app; every other is unknown.
async fn own_app(
    State(rp): State<RelyingParty>,
    app: Result<Path<App>, PathRejection>,
    request: Request,
    next: Next,
) -> Result<Response, Refusal> {
    match app {
        Ok(Path(app)) if app.app_id == rp.config().app_id => Ok(next.run(request).await),
        Ok(_) => Err(Refusal::no_such_app()),
        // Some id in the path is no text.
        Err(_) => Err(Refusal::no_such_user()),
    }
}
