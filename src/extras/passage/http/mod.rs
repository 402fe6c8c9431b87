//! The API of *Passage by 1Password*, as its published SDKs use it.
//!
//! Its two services had two hosts, and share their paths here. A request with a bearer token means
//! the management API, and one without means the browsers' API. Only `GET /apps/{id}` exists in
//! both. It returns one object that has the members of both.
//!
//! | file | contents |
//! |---|---|
//! | `users.rs`, `list.rs`, `devices.rs`, `links.rs` | the management API, for back ends with an API key |
//! | `app.rs` | the app, as far as it applies to this deployment |
//! | `auth.rs`, `tokens.rs` | routes for pages and programs: signing in with a link, and tokens |
//! | `../browser/` | routes for pages only |
//! | `flex.rs` | Passkey Flex: for back ends that manage their own users, and their pages |
//! | `transaction.rs`, `handshake.rs` | the messages of Passkey Flex, and ceremonies in Passage's format |
//! | `wire.rs` | the formats of users, devices and events |
//! | `refusal.rs`, `body.rs`, `key.rs` | errors with Passage's codes, request bodies, API keys |

pub(super) mod app;
pub(super) mod auth;
pub(super) mod body;
mod devices;
mod flex;
pub(super) mod handshake;
mod key;
mod links;
mod list;
pub(super) mod refusal;
mod tokens;
mod transaction;
mod users;
pub(super) mod wire;

use axum::Router;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::{MethodRouter, any, delete, get, patch, post};
use serde::Deserialize;

use crate::RelyingParty;
use crate::extras::passage::browser;
use crate::extras::passage::test_mode::LetInUser;
use crate::http::cors::{self, AllowedHeaders};

use refusal::Refusal;

/// The query parameter with a link's token.
pub const LINK_PARAMETER: &str = "psg_magic_link";

/// The request headers that the SDKs set.
const HEADERS: AllowedHeaders = AllowedHeaders(
    "content-type, authorization, passage-version, passage-element-version, passage-flex-version",
);

/// Returns all of Passage's routes. The paths start after `/v1/apps/{app_id}`.
pub(crate) fn router(rp: &RelyingParty) -> Router {
    let routes = Routes::default()
        .at("", get(app::app))
        .at("/.well-known/jwks.json", get(app::keys_of_app))
        .at("/.well-known/openid-configuration", get(app::openid_configuration))
        .at("/users", get(list::list_users).post(users::create_user))
        .at(
            "/users/{user_id}",
            get(users::get_user).patch(users::update_user).delete(users::delete_user),
        )
        .at("/users/{user_id}/activate", patch(users::activate_user))
        .at("/users/{user_id}/deactivate", patch(users::deactivate_user))
        .at("/users/{user_id}/tokens", delete(users::revoke_tokens_of_user))
        .at("/users/{user_id}/devices", get(devices::list_devices))
        .at("/users/{user_id}/devices/{device_id}", delete(devices::revoke_device))
        .at("/magic-links", post(links::create_magic_link))
        .at("/magic-link/activate", patch(auth::activate_magic_link))
        .at("/tokens", post(tokens::refresh).delete(tokens::revoke))
        .at("/transactions/register", post(flex::create_registration))
        .at("/transactions/authenticate", post(flex::create_authentication))
        .at("/authenticate/verify", post(flex::verify_nonce))
        .at("/register/transactions/webauthn/start", post(flex::start_registration))
        .at("/register/transactions/webauthn/finish", post(flex::finish_registration))
        .at("/authenticate/transactions/webauthn/start", post(flex::start_authentication))
        .at("/authenticate/transactions/webauthn/finish", post(flex::finish_authentication));
    browser::add(routes)
        .0
        .route_layer(middleware::from_fn_with_state(rp.clone(), own_app))
        .method_not_allowed_fallback(async || Refusal::no_such_method())
        .route("/v1/{*path}", any(async || Refusal::no_such_route()))
        .layer(middleware::from_fn_with_state((rp.clone(), HEADERS), cors::allow))
        .with_state(rp.clone())
}

/// Routes of one app. Older SDKs append a slash to each path.
#[derive(Default)]
pub(super) struct Routes(Router<RelyingParty>);

impl Routes {
    pub(super) fn at(self, path: &str, methods: MethodRouter<RelyingParty>) -> Self {
        let path = format!("/v1/apps/{{app_id}}{path}");
        Self(self.0.route(&format!("{path}/"), methods.clone()).route(&path, methods))
    }
}

/// The first segment of every path.
#[derive(Deserialize)]
pub(super) struct AppPath {
    app_id: String,
}

/// Rejects every app id but this deployment's and the one of test mode.
async fn own_app(
    State(rp): State<RelyingParty>,
    app: Result<Path<AppPath>, PathRejection>,
    request: Request,
    next: Next,
) -> Result<Response, Refusal> {
    match app {
        Ok(Path(app)) if app.app_id == rp.config().app_id => Ok(next.run(request).await),
        Ok(Path(app)) if rp.passage().is_test_app(&app.app_id) => {
            let response = next.run(request).await;
            if let Some(LetInUser(user_id)) = response.extensions().get().copied() {
                rp.passage().mark_ephemeral(user_id).await?;
            }
            Ok(response)
        }
        // An id in the path that isn't UTF-8 matches nothing.
        Err(_) if names_a_user(request.uri().path()) => Err(Refusal::no_such_user()),
        _ => Err(Refusal::no_such_app()),
    }
}

fn names_a_user(path: &str) -> bool {
    path.split_once("/users/").is_some_and(|(_, user)| !user.is_empty())
}
