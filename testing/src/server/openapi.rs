//! The contract: every response in every story has to match `/openapi.json`.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::{self, Next};
use axum::response::Response;
use http::header::HOST;
use http::{Method, StatusCode};
use serde_json::{Map, Value};
use tower::ServiceExt as _;

use super::Answer;

/// Compares every answer of a router with the description that it serves.
pub(super) async fn checked(router: Router, host: &str) -> Router {
    let request = Request::get("/openapi.json").header(HOST, host).body(Body::empty()).unwrap();
    let answer = router.clone().oneshot(request).await.unwrap();
    let document = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    let contract = Arc::new(Contract(serde_json::from_slice(&document).unwrap()));
    router.layer(middleware::from_fn_with_state(contract, check))
}

async fn check(State(contract): State<Arc<Contract>>, request: Request, next: Next) -> Response {
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let (parts, body) = next.run(request).await.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    let answer = Answer {
        status: parts.status,
        headers: parts.headers.clone(),
        body: String::from_utf8_lossy(&body).into_owned(),
    };
    contract.check(&method, &path, &answer);
    Response::from_parts(parts, Body::from(body))
}

pub struct Contract(pub Value);

impl Contract {
    /// Fails if the document lacks the status, the error code or a member of a response.
    fn check(&self, method: &Method, path: &str, answer: &Answer) {
        // The document does not describe CORS preflights.
        if method == Method::OPTIONS {
            return;
        }
        let Some((template, item)) = self.find(path) else { return };
        let what = format!("{method} {template}: {} {}", answer.status, answer.body);
        let Some(operation) = item.get(method.as_str().to_lowercase()) else {
            // The guard and the check of the app id answer before the routes.
            let refused =
                [StatusCode::METHOD_NOT_ALLOWED, StatusCode::FORBIDDEN, StatusCode::NOT_FOUND];
            return assert!(refused.contains(&answer.status), "{what}");
        };
        let response = &operation["responses"][answer.status.as_str()];
        assert!(response.is_object(), "not documented: {what}");
        let Some(content) = response["content"].as_object() else {
            return assert_eq!(answer.body, "", "{what}");
        };
        let media_type = answer.header("content-type").split(';').next().unwrap_or_default();
        let content = content.get(media_type).unwrap_or_else(|| panic!("{media_type}: {what}"));
        if media_type == "application/json" {
            let wrong = self.wrong(&content["schema"], &answer.json());
            assert_eq!(wrong, None, "{what}");
        }
    }

    /// Finds the documented path that matches a request, and prefers one without parameters.
    fn find(&self, path: &str) -> Option<(&String, &Value)> {
        let paths = self.0["paths"].as_object()?;
        let fits = |template: &&String| {
            let (mut parts, mut places) = (path.split('/'), template.split('/'));
            let fit = places.by_ref().all(|place| {
                parts.next().is_some_and(|part| {
                    place == part || (place.starts_with('{') && !part.is_empty())
                })
            });
            fit && parts.next().is_none()
        };
        let template = paths.keys().filter(fits).min_by_key(|template| template.contains('{'))?;
        paths.get_key_value(template)
    }

    /// Returns the first difference between a value and its schema, for the keywords that we use.
    pub fn wrong(&self, schema: &Value, value: &Value) -> Option<String> {
        let resolved = self.resolved(schema);
        let choice = resolved["oneOf"].as_array().or(resolved["anyOf"].as_array());
        if let Some(choice) = choice.filter(|all| all.iter().all(|one| one["type"] != "null")) {
            let wrongs: Vec<_> = choice.iter().map(|one| self.wrong(one, value)).collect();
            return if wrongs.contains(&None) { None } else { wrongs.into_iter().flatten().next() };
        }
        let members = self.members(schema);
        let types = match &members["type"] {
            Value::Null => vec![],
            Value::Array(types) => types.iter().collect(),
            one => vec![one],
        };
        if !types.is_empty() && !types.iter().any(|one| *one == kind(value)) {
            return Some(format!("{value} is no {}", members["type"]));
        }
        if let Some(allowed) = members["enum"].as_array()
            && !allowed.contains(value)
        {
            return Some(format!("{value} is none of {}", members["enum"]));
        }
        if let Some(items) = value.as_array() {
            return items.iter().find_map(|item| self.wrong(&members["items"], item));
        }
        let (Some(object), Some(properties)) =
            (value.as_object(), members["properties"].as_object())
        else {
            return None;
        };
        let required = members["required"].as_array().into_iter().flatten();
        let mut missing =
            required.filter_map(Value::as_str).filter(|name| !object.contains_key(*name));
        if let Some(missing) = missing.next() {
            return Some(format!("{missing} is missing"));
        }
        object.iter().find_map(|(name, value)| match properties.get(name) {
            Some(schema) => self.wrong(schema, value),
            None => Some(format!("{name} is not in the document")),
        })
    }

    /// Follows a reference.
    fn resolved<'a>(&'a self, schema: &'a Value) -> &'a Value {
        let reference = schema["$ref"].as_str().and_then(|name| self.0.pointer(&name[1..]));
        reference.unwrap_or(schema)
    }

    /// Merges a schema with its references and its parts.
    fn members(&self, schema: &Value) -> Value {
        let mut all = Map::new();
        let reference = schema["$ref"].as_str().and_then(|name| self.0.pointer(&name[1..]));
        let parts = schema["allOf"].as_array().into_iter().flatten();
        for part in parts.chain(reference).map(|part| self.members(part)) {
            merge(&mut all, &part);
        }
        merge(&mut all, schema);
        let mut all = Value::Object(all);
        // `Option<T>` of something with a name.
        if let Some(choice) = schema["oneOf"].as_array()
            && let Some(named) = choice.iter().find(|one| one["type"] != "null")
        {
            all = self.members(named);
            all["type"] = Value::Array(vec!["null".into(), all["type"].take()]);
        }
        for name in ["type", "enum", "items", "properties", "required"] {
            all.as_object_mut().unwrap().entry(name).or_insert(Value::Null);
        }
        all
    }
}

/// Merges the keywords of `part` into `all`.
fn merge(all: &mut Map<String, Value>, part: &Value) {
    for (name, value) in
        part.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null())
    {
        match (all.get_mut(name), value) {
            (Some(Value::Object(known)), Value::Object(_)) => merge(known, value),
            (Some(Value::Array(known)), Value::Array(more)) if name == "required" => {
                known.extend(more.clone());
            }
            _ => {
                all.insert(name.clone(), value.clone());
            }
        }
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
