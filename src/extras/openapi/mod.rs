//! The OpenAPI document: every route of `http/`, as its handler and its types describe it.
//!
//! A route is registered by [`utoipa_axum::routes!`], which takes its path and method from the
//! description: one that is not in the document does not exist.

mod refusals;

use std::sync::{Arc, OnceLock};

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use http::HeaderMap;
use serde_json::Value;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::tag::{Tag, TagBuilder};
use utoipa::openapi::{
    ComponentsBuilder, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, ServerBuilder,
};

use crate::RelyingParty;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::http::encoded::{self, Compressed};
use crate::web::cookie::cookie_name;

pub(crate) use refusals::{OURS, Refusal, Words, explain, refusals, responses};

const DESCRIPTION: &str = "\
Passkeys, tokens and the keys that verify them, for programs. Bodies are JSON. A request that is \
refused is answered with a status and `{\"code\": …}`, whose values each operation lists.

Where a session's cookie is taken, only this site's own pages may send the request.";

const TAGS: [(&str, &str); 7] = [
    (
        "Passkeys",
        "Sign-up, sign-in and the passkeys of an account, for any client that is not one of this \
         site's pages. `begin` answers `publicKey` for the authenticator (`navigator.credentials`) \
         and `state`; what the authenticator made of it goes to `finish` together with `state`. \
         No cookie is read or set.",
    ),
    ("Tokens", "What other back ends trust somebody by who is signed in here."),
    (
        "Management",
        "Users, their devices and links for back ends, as *Passage by 1Password* had them: its \
         published SDKs work with this. `server api-key create NAME` prints the key that is needed.",
    ),
    (
        "Links",
        "For programs in whose hands a link of the management API comes, instead of on a page.",
    ),
    (
        "Passkey Flex",
        "Passkeys for back ends that keep their users themselves, as *Passage by 1Password* had them: \
         the back end opens a transaction, the page has a passkey made or used, and the nonce that it \
         gets for that tells the back end who it was.",
    ),
    ("Well-known", "Where browsers, password managers and back ends look for themselves."),
    ("Operation", "For whoever runs this server, and for tools that read this document."),
];

/// The document as it is served: made when it is first asked for, and then kept.
#[derive(Clone, Default)]
pub(crate) struct Document(Arc<OnceLock<Compressed>>);

impl Document {
    fn get(&self, rp: RelyingParty) -> Result<&Compressed> {
        if let Some(made) = self.0.get() {
            return Ok(made);
        }
        let document = crate::http::document(rp).to_string();
        let made = Compressed::new(document.as_bytes()).map_err(Error::internal)?;
        Ok(self.0.get_or_init(|| made))
    }
}

/// What the document says before any route is in it.
pub(crate) fn about(config: &Config) -> OpenApi {
    let session = ApiKeyValue::with_description(
        cookie_name(config, "session").as_str(),
        "The session of somebody who has signed in on this site. Their browser sends it by itself.",
    );
    let token = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT");
    let token = token.description(Some("An access token, good for ten minutes."));
    let key = HttpBuilder::new().scheme(HttpAuthScheme::Bearer);
    let key = key.description(Some("An API key, as `server api-key create NAME` prints it."));
    let components = ComponentsBuilder::new()
        .schema_from::<Refusal>()
        .security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(session)))
        .security_scheme("access_token", SecurityScheme::Http(token.build()))
        .security_scheme("api_key", SecurityScheme::Http(key.build()));
    let license = LicenseBuilder::new()
        .name("MIT OR Apache-2.0")
        .identifier(Some("MIT OR Apache-2.0"))
        .build();
    let info = InfoBuilder::new()
        .title(config.name.as_str())
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(DESCRIPTION))
        .license(Some(license));
    OpenApiBuilder::new()
        .info(info)
        .servers(Some([ServerBuilder::new().url(config.origin_text()).build()]))
        .components(Some(components.build()))
        .tags(Some(TAGS.map(tag)))
        .build()
}

fn tag((name, description): (&str, &str)) -> Tag {
    TagBuilder::new().name(name).description(Some(description)).build()
}

/// The document, as it is read. A body that has to say nothing may be missing: that is an empty
/// object to every route (`body.rs`).
pub(crate) fn document(described: OpenApi) -> Value {
    let mut document = serde_json::to_value(described).unwrap_or_default();
    let known = document.clone();
    let items = document["paths"].as_object_mut().into_iter().flatten().map(|(_, item)| item);
    let operations = items.filter_map(Value::as_object_mut).flatten().map(|(_, part)| part);
    for body in operations.filter_map(|operation| operation.get_mut("requestBody")) {
        let is_needed = has_to_say(&known, &body["content"]["application/json"]["schema"]);
        body["required"] = Value::Bool(is_needed);
    }
    document
}

fn has_to_say(document: &Value, schema: &Value) -> bool {
    let named = schema["$ref"].as_str().and_then(|name| document.pointer(name.strip_prefix('#')?));
    let parts = schema["allOf"].as_array().into_iter().flatten().chain(named);
    let own = schema["required"].as_array().is_some_and(|members| !members.is_empty());
    own || parts.into_iter().any(|part| has_to_say(document, part))
}

refusals!(Refused);

/// Describes every route of this API
///
/// By OpenAPI 3.1. Readable at `/docs`.
#[utoipa::path(
    get,
    path = "/openapi.json",
    tag = "Operation",
    responses(
        (
            status = OK,
            description = "This document",
            body = Object,
            example = json!({ "openapi": "3.1.0", "info": { "title": "Latchkey", "version": "0.1.0" } }),
        ),
        (status = NOT_MODIFIED, description = "It is the one of `If-None-Match`"),
        Refused,
    ),
)]
pub(crate) async fn openapi(
    State(rp): State<RelyingParty>,
    Extension(document): Extension<Document>,
    headers: HeaderMap,
) -> Result<Response> {
    let made = document.get(rp)?;
    let answer = encoded::answer(&headers, "application/json", "no-cache", |encoding| {
        Some(made.get(encoding))
    });
    answer.ok_or(Error::NotFound)
}
