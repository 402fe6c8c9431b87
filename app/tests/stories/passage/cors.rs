//! Pages of other origins that call the wire with the published SDKs.

use axum::body::Body;
use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_ORIGIN, CONTENT_TYPE, ORIGIN as FROM,
};
use http::{Method, StatusCode};
use testing::on_both;
use testing::server::TestServer;

const PATH: &str = "/v1/apps/latchkey/authenticate/transactions/webauthn/start";

on_both! {
    async fn pages_of_allowed_origins_alone_may_read_the_answers(server: TestServer) {
        let server = server.restarted_with(&[("LATCHKEY_ALLOWED_ORIGINS", "https://shop.example.org")]).await;
        let mut browser = server.browser();
        for (origin, allowed) in [("https://shop.example.org", true), ("https://evil.example.org", false), ("null", false)] {
            let expected = if allowed { origin } else { "" };
            let request = browser.request(Method::OPTIONS, PATH).header(FROM, origin).header("access-control-request-method", "POST");
            let request = request.header("access-control-request-headers", "content-type,passage-flex-version");
            let answer = browser.send(request, Body::empty()).await;
            assert_eq!((answer.status, answer.header(ACCESS_CONTROL_ALLOW_ORIGIN)), (StatusCode::NO_CONTENT, expected));
            assert_eq!(answer.header(ACCESS_CONTROL_ALLOW_HEADERS).contains("passage-flex-version"), allowed);
            let request = browser.request(Method::POST, PATH).header(FROM, origin).header(CONTENT_TYPE, "application/json");
            let answer = browser.send(request, Body::from("{}")).await;
            assert_eq!((answer.status, answer.header(ACCESS_CONTROL_ALLOW_ORIGIN)), (StatusCode::OK, expected));
        }
    }

    async fn an_allowed_page_may_send_the_five_headers_of_the_sdks_and_no_other_page_may(server: TestServer) {
        let server = server.restarted_with(&[("LATCHKEY_ALLOWED_ORIGINS", "https://shop.example.org")]).await;
        let mut browser = server.browser();
        let headers = ["content-type", "authorization", "passage-version", "passage-element-version", "passage-flex-version"];
        for path in ["/login/webauthn/start", "/currentuser/phone", "/currentuser/devices/x", "/tokens", "/magic-link/activate"] {
            for (method, origin) in [("POST", "https://shop.example.org"), ("PATCH", "https://shop.example.org"),
                ("DELETE", "https://shop.example.org"), ("PATCH", "https://evil.example.org")] {
                let allowed = origin == "https://shop.example.org";
                let request = browser.request(Method::OPTIONS, &format!("/v1/apps/latchkey{path}")).header(FROM, origin);
                let request = request.header("access-control-request-method", method).header("access-control-request-headers", headers.join(","));
                let answer = browser.send(request, Body::empty()).await;
                assert_eq!(answer.status, StatusCode::NO_CONTENT);
                let listed: Vec<_> = answer.header(ACCESS_CONTROL_ALLOW_HEADERS).split(',').map(str::trim).collect();
                let all = headers.iter().all(|header| listed.iter().any(|one| one.eq_ignore_ascii_case(header)));
                assert_eq!((all, answer.header("access-control-allow-methods").contains(method)), (allowed, allowed), "{method} {path} {origin}");
                assert_eq!(answer.header(ACCESS_CONTROL_ALLOW_ORIGIN), if allowed { origin } else { "" });
                assert_eq!(answer.header("access-control-allow-credentials"), "", "no cookies");
            }
        }
    }

    async fn ids_that_are_not_utf_8_are_not_found(server: TestServer) {
        let mut client = server.browser();
        for (path, code) in [
            ("/v1/apps/latchkey/users/%FF", "user_not_found"),
            ("/v1/apps/latchkey/users/%FF/devices", "user_not_found"),
            ("/v1/apps/%FF/users", "app_not_found"),
            ("/v1/apps/%FF", "app_not_found"),
        ] {
            client.get_json(path).await.assert_refused(404, code);
        }
    }

    async fn a_slash_behind_a_path_is_ignored_as_older_sdks_send_one(server: TestServer) {
        assert_eq!(server.browser().get_json("/v1/apps/latchkey/").await.status, StatusCode::OK);
    }
}
