//! Passage's wire: what the published SDKs of *Passage by 1Password* say and hear.
//!
//! Its two services lived on two hosts and share their paths here. A request with an
//! bearer token means the management API, one without means the browsers' API; only
//! `GET /apps/{id}` exists in both, and answers either with one object that has the members of both.
//!
//! | file | what it translates |
//! |---|---|
//! | `users.rs`, `list.rs`, `devices.rs`, `links.rs` | the management API, for back ends with an API key |
//! | `app.rs` | the app, as far as this deployment has something to say about it |
//! | `auth.rs`, `tokens.rs` | what browsers ask for: a sign-in by a link, and tokens |
//! | `flex.rs` | Passkey Flex: for back ends that keep their users themselves, and their pages |
//! | `transaction.rs`, `handshake.rs` | what is said and heard there, and ceremonies in Passage's shapes |
//! | `wire.rs` | the shapes of users, devices and events |
//! | `refusal.rs`, `body.rs`, `key.rs` | what is refused, in Passage's codes, and to whom |

mod app;
mod auth;
mod body;
mod devices;
mod flex;
mod handshake;
mod key;
mod links;
mod list;
mod refusal;
mod tokens;
mod transaction;
mod users;
mod wire;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::any;
use serde::Deserialize;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn, PathsBuilder};
use utoipa::openapi::{ObjectBuilder, Required, Type};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};
use utoipa_axum::routes;

use crate::RelyingParty;
use crate::http::cors;

use refusal::Refusal;

/// The parameter of a link that carries its token to the page where it is redeemed.
pub const LINK_PARAMETER: &str = "psg_magic_link";

/// Every route of Passage's, on one page. The paths begin after `/v1/apps/{app_id}`.
pub(crate) fn router(rp: RelyingParty) -> OpenApiRouter<RelyingParty> {
    let app = Routes::default()
        .at(routes!(app::app))
        .at(routes!(app::keys_of_app))
        .at(routes!(list::list_users, users::create_user))
        .at(routes!(users::get_user, users::update_user, users::delete_user))
        .at(routes!(users::activate_user))
        .at(routes!(users::deactivate_user))
        .at(routes!(users::revoke_tokens_of_user))
        .at(routes!(devices::list_devices))
        .at(routes!(devices::revoke_device))
        .at(routes!(links::create_magic_link))
        .at(routes!(auth::activate_magic_link))
        .at(routes!(tokens::refresh, tokens::revoke))
        .at(routes!(flex::create_registration))
        .at(routes!(flex::create_authentication))
        .at(routes!(flex::verify_nonce))
        .at(routes!(flex::start_registration))
        .at(routes!(flex::finish_registration))
        .at(routes!(flex::start_authentication))
        .at(routes!(flex::finish_authentication));
    let (app, document) = app.0.split_for_parts();
    let app = app
        .route_layer(middleware::from_fn_with_state(rp.clone(), own_app))
        .method_not_allowed_fallback(async || Refusal::no_such_method())
        .route("/v1/{*path}", any(async || Refusal::no_such_route()))
        .layer(middleware::from_fn_with_state(rp, cors::allow));
    OpenApiRouter::with_openapi(document).merge(app.into())
}

/// Routes of one app. Older SDKs put a slash behind each.
#[derive(Default)]
struct Routes(OpenApiRouter<RelyingParty>);

impl Routes {
    fn at(self, (schemas, paths, methods): UtoipaMethodRouter<RelyingParty>) -> Self {
        let (mut router, mut described) = (self.0, PathsBuilder::new());
        for (path, mut item) in paths.paths {
            let path = format!("/v1/apps/{{app_id}}{path}");
            router = router.route(&format!("{path}/"), methods.clone());
            item.parameters = Some(vec![app_id().into()]);
            described = described.path(path, item);
        }
        Self(router.routes((schemas, described.build(), methods)))
    }
}

fn app_id() -> Parameter {
    ParameterBuilder::new()
        .name("app_id")
        .parameter_in(ParameterIn::Path)
        .required(Required::True)
        .description(Some("`LATCHKEY_APP_ID` of this deployment"))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
        .example(Some("latchkey".into()))
        .build()
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
        // Some id in the path is no text, and nobody's.
        Err(_) if names_a_user(request.uri().path()) => Err(Refusal::no_such_user()),
        _ => Err(Refusal::no_such_app()),
    }
}

fn names_a_user(path: &str) -> bool {
    path.split_once("/users/").is_some_and(|(_, user)| !user.is_empty())
}
