//! The API description is complete and matches the routes.

use std::collections::BTreeSet;

use axum::body::Body;
use http::{Method, StatusCode};
use serde_json::Value;
use testing::on_both;
use testing::server::Contract;
use testing::server::TestServer;

const METHODS: [Method; 5] =
    [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE];

async fn document(server: &TestServer) -> Value {
    let answer = server.browser().get_json("/openapi.json").await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.json()
}

/// Returns each operation: its path, its method and its description.
fn operations(document: &Value) -> Vec<(&str, Method, &Value)> {
    let paths = document["paths"].as_object().unwrap().iter();
    let operations = paths.flat_map(|(path, item)| {
        METHODS.into_iter().filter_map(move |method| {
            let operation = item.get(method.as_str().to_lowercase())?;
            Some((path.as_str(), method, operation))
        })
    });
    operations.collect()
}

/// Returns the paths that axum knows. Only its `Debug` output has them. It also lists the fallback, and
/// some paths a second time with a trailing slash.
fn routes(server: &TestServer) -> BTreeSet<String> {
    let router = format!("{:?}", latchkey::http::router(&server.rp));
    let paths = router.split('"').skip(1).step_by(2).filter(|path| path.starts_with('/'));
    let (catching, paths): (BTreeSet<_>, BTreeSet<_>) = paths.partition(|path| path.contains("{*"));
    let catches = |path: &str| {
        let below = format!("{}/{{*", path.trim_end_matches('/'));
        catching.iter().any(|all| all.starts_with(&below))
    };
    let is_second = |path: &str| path.strip_suffix('/').is_some_and(|path| paths.contains(path));
    let paths = paths.iter().filter(|path| !catches(path) && !is_second(path));
    paths.map(|path| (*path).to_owned()).collect()
}

/// Returns everything with a schema in an operation: its place and the media type object.
fn contents(operation: &Value) -> Vec<(String, &Value)> {
    let request = operation["requestBody"]["content"].as_object().into_iter().flatten();
    let request = request.map(|(_, content)| ("request".to_owned(), content));
    let responses = operation["responses"].as_object().unwrap().iter();
    let responses = responses.flat_map(|(status, response)| {
        let contents = response["content"].as_object().into_iter().flatten();
        contents.map(move |(_, content)| (status.clone(), content))
    });
    request.chain(responses).collect()
}

fn examples<'a>(document: &'a Value, content: &'a Value) -> Vec<&'a Value> {
    let named = content["examples"].as_object().into_iter().flatten();
    let mut examples: Vec<_> = named.map(|(_, example)| &example["value"]).collect();
    examples.extend(content.get("example"));
    let schema = &content["schema"];
    let schema = schema["$ref"].as_str().and_then(|name| document.pointer(&name[1..]));
    examples.extend(schema.and_then(|schema| schema.get("example")));
    examples
}

on_both! {
    async fn every_route_is_in_the_document(server: TestServer) {
        let document = document(&server).await;
        assert_eq!(document["openapi"], "3.1.0");
        let documented: BTreeSet<_> = document["paths"].as_object().unwrap().keys().cloned().collect();
        assert_eq!(documented, routes(&server));
        assert!(documented.contains("/auth/passkeys/credentials/{id}"));
    }

    async fn every_method_of_a_route_is_in_the_document(server: TestServer) {
        let document = document(&server).await;
        let mut browser = server.browser();
        for (path, item) in document["paths"].as_object().unwrap() {
            let address = path.replace("{app_id}", "latchkey").replace(['{', '}'], "");
            for method in METHODS {
                let request = browser.request(method.clone(), &address);
                let answer = browser.send(request, Body::empty()).await;
                let is_documented = item.get(method.as_str().to_lowercase()).is_some();
                let is_there = answer.status != StatusCode::METHOD_NOT_ALLOWED;
                assert_eq!(is_there, is_documented, "{method} {path}: {}", answer.status);
            }
        }
    }

    async fn every_operation_describes_itself_and_its_errors(server: TestServer) {
        let document = document(&server).await;
        let tags: Vec<_> = document["tags"].as_array().unwrap().iter().map(|tag| &tag["name"]).collect();
        let schemes = document["components"]["securitySchemes"].as_object().unwrap();
        let mut names = BTreeSet::new();
        for (path, method, operation) in operations(&document) {
            let what = format!("{method} {path}");
            assert!(names.insert(operation["operationId"].as_str().unwrap()), "{what}: a name twice");
            assert!(!operation["summary"].as_str().unwrap_or_default().is_empty(), "{what}");
            assert!(tags.contains(&&operation["tags"][0]), "{what}");
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                assert!(!parameter["description"].as_str().unwrap_or_default().is_empty(), "{what}: {parameter}");
            }
            let responses = operation["responses"].as_object().unwrap();
            for status in ["403", "408", "413", "500", "503"] {
                assert!(responses.contains_key(status), "{what}: {status}");
            }
            for (status, response) in responses {
                assert_ne!(response["description"], "", "{what}: {status}");
            }
            for status in ["429", "503"] {
                if let Some(later) = responses.get(status) {
                    assert!(later["headers"]["retry-after"].is_object(), "{what}");
                }
            }
            for scheme in operation["security"].as_array().into_iter().flatten() {
                assert!(scheme.as_object().unwrap().keys().all(|name| schemes.contains_key(name)), "{what}");
            }
        }
    }

    async fn operations_with_an_api_key_are_grouped_separately(server: TestServer) {
        let document = document(&server).await;
        for (path, method, operation) in operations(&document) {
            let what = format!("{method} {path}");
            let tag = operation["tags"][0].as_str().unwrap();
            let takes_a_key = operation["security"].as_array().into_iter().flatten().any(|one| one.get("api_key").is_some());
            assert!(!takes_a_key || matches!(tag, "Management" | "Passkey Flex"), "{what} is under {tag}");
            // The description of passkeys in general doesn't apply to routes of other tags.
            assert_eq!(tag == "Passkeys", path.starts_with("/auth/passkeys/"), "{what} is under {tag}");
        }
    }

    async fn bodies_that_are_too_long_are_rejected_before_they_are_read(server: TestServer) {
        let mut client = server.browser();
        for path in [
            "/auth/passkeys/authenticate/begin",
            "/auth/tokens/refresh",
            #[cfg(feature = "passage")]
            "/v1/apps/latchkey/users",
        ] {
            let request = client.request(Method::POST, path).header("content-length", 64 * 1024 + 1);
            client.send(request, Body::empty()).await.assert_refused(413, "too_large");
        }
    }

    async fn every_body_has_a_valid_example(server: TestServer) {
        let document = document(&server).await;
        let contract = Contract(document.clone());
        for (path, method, operation) in operations(&document) {
            for (place, content) in contents(operation) {
                let what = format!("{method} {path}: {place}");
                let examples = examples(&document, content);
                assert!(!examples.is_empty(), "{what}");
                for example in examples {
                    assert_eq!(contract.wrong(&content["schema"], example), None, "{what}");
                }
            }
        }
    }
}

#[test]
fn the_contract_check_finds_violations() {
    let contract = Contract(serde_json::json!({ "components": { "schemas": { "Named": {
        "type": "object", "required": ["code"], "properties": { "code": { "type": "string" } },
    } } } }));
    let schema = serde_json::json!({ "allOf": [
        { "$ref": "#/components/schemas/Named" },
        { "type": "object", "properties": { "code": { "enum": ["a"] }, "more": { "type": ["integer", "null"] } } },
    ] });
    let wrong = |value: Value| contract.wrong(&schema, &value).is_some();
    assert!(!wrong(serde_json::json!({ "code": "a" })));
    assert!(!wrong(serde_json::json!({ "code": "a", "more": null })));
    for value in [
        r#"{"code":"b"}"#,
        r#"{"code":1}"#,
        "{}",
        "[]",
        r#"{"code":"a","other":1}"#,
        r#"{"code":"a","more":"1"}"#,
    ] {
        assert!(wrong(serde_json::from_str(value).unwrap()), "{value}");
    }
}
