//! The API description (`/openapi.json`, OpenAPI 3.1): every route for programs.
//!
//! It is written by hand: the core's routes in `core.json`, and those of an extra in its own
//! `openapi.json`. Only the error responses are generated here ([`refusals`]). It can't get out of
//! date: the stories compare every response with it, and every route must have an entry.

mod refusals;
#[cfg(test)]
mod tests;

use std::sync::{Arc, OnceLock};

use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use http::HeaderMap;
use serde_json::{Map, Value, json};

use super::Extra;
use crate::RelyingParty;
use crate::error::{Error, Result};
use crate::http::compressed::Compressed;
use crate::http::encoded;
use crate::web::cookie::cookie_name;

use refusals::Words;

/// The parts of the description, as JSON. The core's error descriptions apply to all of them.
const PARTS: &[&str] = &[
    include_str!("tokens.json"),
    #[cfg(feature = "passage")]
    include_str!("../passage/openapi.json"),
    #[cfg(feature = "passage")]
    include_str!("../passage/browser/openapi.json"),
    CORE,
];

const CORE: &str = include_str!("core.json");

pub(crate) struct OpenApiExtra;

impl Extra for OpenApiExtra {
    fn routes(&self, rp: &RelyingParty) -> Router {
        Router::new()
            .route("/openapi.json", get(openapi))
            .layer(Extension(Document::default()))
            .with_state(rp.clone())
    }

    fn paths_without_cookies(&self) -> &'static [&'static str] {
        &["/openapi.json"]
    }
}

/// The complete description, assembled for the first request and then kept.
#[derive(Clone, Default)]
struct Document(Arc<OnceLock<Compressed>>);

impl Document {
    fn get(&self, rp: &RelyingParty) -> Result<&Compressed> {
        if let Some(made) = self.0.get() {
            return Ok(made);
        }
        let made =
            Compressed::new(document(rp)?.to_string().as_bytes()).map_err(Error::internal)?;
        Ok(self.0.get_or_init(|| made))
    }
}

async fn openapi(
    State(rp): State<RelyingParty>,
    Extension(document): Extension<Document>,
    headers: HeaderMap,
) -> Result<Response> {
    let made = document.get(&rp)?;
    let answer = encoded::answer(&headers, "application/json", "no-cache", |encoding| {
        Some(made.get(encoding))
    });
    answer.ok_or(Error::NotFound)
}

/// Assembles the description of this deployment.
///
/// # Errors
/// A part that isn't JSON.
pub fn document(rp: &RelyingParty) -> Result<Value> {
    let shared = Words::of(&serde_json::from_str(CORE)?);
    let mut document = json!({ "tags": [], "paths": {}, "components": {} });
    for part in PARTS {
        let mut part = serde_json::from_str(part)?;
        let words = Words::of(&part).with(&shared);
        for operation in operations(&mut part) {
            words.spell_out(operation);
        }
        merge(&mut document, part);
    }
    let config = rp.config();
    document["info"]["title"] = rp.settings().site().name.as_str().into();
    document["info"]["version"] = env!("CARGO_PKG_VERSION").into();
    document["servers"] = json!([{ "url": config.origin_text() }]);
    if let Some(session) = document.pointer_mut("/components/securitySchemes/session") {
        session["name"] = cookie_name(config, "session").as_str().into();
    }
    if let Some(members) = document.as_object_mut() {
        members.remove("x-refusals");
    }
    Ok(document)
}

/// Returns every operation of a part.
fn operations(part: &mut Value) -> impl Iterator<Item = &mut Map<String, Value>> {
    let items = part["paths"].as_object_mut().into_iter().flatten();
    let members = items.filter_map(|(_, item)| item.as_object_mut()).flatten();
    members.filter_map(|(_, member)| member.as_object_mut())
}

/// Merges a part into the description: objects member by member, lists by appending.
fn merge(into: &mut Value, part: Value) {
    match (into, part) {
        (Value::Object(into), Value::Object(part)) => {
            for (name, value) in part {
                merge(into.entry(name).or_insert(Value::Null), value);
            }
        }
        (Value::Array(into), Value::Array(part)) => into.extend(part),
        (into, part) => *into = part,
    }
}
