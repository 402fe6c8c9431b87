//! The request id in the response, and who may choose it.

use axum::body::Body;
use http::{Method, StatusCode};
use testing::on_both;
use testing::server::TestServer;

async fn id_of(server: &TestServer, path: &str, sent: Option<&str>) -> String {
    let mut browser = server.browser();
    let mut request = browser.request(Method::GET, path);
    if let Some(id) = sent {
        request = request.header("x-request-id", id);
    }
    browser.send(request, Body::empty()).await.header("x-request-id").to_owned()
}

fn is_new(id: &str) -> bool {
    id.len() == 36 && id.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

on_both! {
    async fn every_response_has_an_id_of_its_own(server: TestServer) {
        let mut ids = Vec::new();
        for path in ["/", "/sign-in", "/no-such-page", "/x/../y", "/healthz", "/v1/apps/latchkey", "/favicon.ico"] {
            let id = id_of(&server, path, None).await;
            assert!(is_new(&id), "{path}: {id:?}");
            ids.push(id);
        }
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 7);
    }

    async fn a_client_cannot_choose_the_id(server: TestServer) {
        let id = id_of(&server, "/healthz", Some("chosen")).await;
        assert!(is_new(&id), "{id:?}");
    }

    async fn a_trusted_proxy_chooses_the_id_if_it_is_a_plain_token(server: TestServer) {
        let server = server.restarted_with(&[("LATCHKEY_TRUSTED_PROXIES", "127.0.0.0/8")]).await;
        let longest = "x".repeat(64);
        for id in ["0af7651916cd43dd8448eb211c80319c", "Root-1_67891233", &longest] {
            assert_eq!(id_of(&server, "/healthz", Some(id)).await, id);
        }
        let too_long = "x".repeat(65);
        for id in ["", "ada@example.org", "192.0.2.1", "2001:db8::1", "a b", "a\"b", "a=b", &too_long] {
            let given = id_of(&server, "/healthz", Some(id)).await;
            assert!(is_new(&given), "{id:?}: {given:?}");
        }
        let mut browser = server.browser();
        let request = browser.request(Method::GET, "/dashboard").header("x-request-id", "of-the-proxy");
        let answer = browser.send(request, Body::empty()).await;
        assert_eq!((answer.status, answer.header("x-request-id")), (StatusCode::SEE_OTHER, "of-the-proxy"));
    }
}
