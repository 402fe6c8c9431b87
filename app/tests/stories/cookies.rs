//! Cookies: found among those of other apps, and separate for each server on `localhost`.

use axum::body::Body;
use http::header::{ACCEPT, AUTHORIZATION, COOKIE, HeaderValue};
use http::{Method, StatusCode};
use testing::authenticator::Peer;
use testing::database::Database;
use testing::server::TestServer;
use testing::{ORIGIN, on_both};

const SESSION: &str = "latchkey_session_3000";

/// Returns the status of `GET /auth/user` with these `Cookie` headers.
async fn user(server: &TestServer, headers: &[&[u8]]) -> StatusCode {
    let mut browser = server.browser();
    let mut request = browser.request(Method::GET, "/auth/user");
    for header in headers {
        request = request.header(COOKIE, HeaderValue::from_bytes(header).unwrap());
    }
    browser.send(request, Body::empty()).await.status
}

on_both! {
    async fn a_cookie_of_another_app_never_hides_ours(server: TestServer) {
        let mut browser = server.browser();
        browser.sign_up("ada@example.org", &mut Peer::new()).await;
        let id = browser.cookies[SESSION].clone();
        let ours = format!("{SESSION}={id}").into_bytes();
        let other = server.browser().cookies.get(SESSION).cloned();
        assert_eq!(other, None);
        for foreign in [
            b"name=Zo\xc3\xab".as_slice(), b"name=Zo\xeb", b"\xff\xfe", b"=", b"a", b";;", b"a=\"b", b"a=b=c", b"a=%zz", b"a=%ff", b"a=\x80\xff",
            b"my_latchkey_session_3000=x", b"__Host-latchkey_session=x", b"latchkey_session=x", b"latchkey_session_3001=x",
            b"LATCHKEY_SESSION_3000=x", b"%6catchkey_session_3000=AAAAAAAAAAAAAAAAAAAAAA", b"latchkey_session_3000=x", b"latchkey_session_3000=",
            b"latchkey_session_3000", b"latchkey_session_3000=Zo\xeb",
        ] {
            let headers = [[foreign, &ours].join(b"; ".as_slice()), [&ours, foreign].join(b"; ".as_slice())];
            for header in headers {
                assert_eq!(user(&server, &[&header]).await, StatusCode::OK, "{:?}", String::from_utf8_lossy(&header));
            }
            for headers in [[foreign, &ours], [&ours, foreign]] {
                assert_eq!(user(&server, &headers).await, StatusCode::OK, "{:?}", headers.map(String::from_utf8_lossy));
            }
        }
        assert_eq!(user(&server, &[format!("{SESSION}=\"{id}\"").as_bytes()]).await, StatusCode::OK);
        // A cookie with a longer path comes first.
        let planted = format!("{SESSION}=AAAAAAAAAAAAAAAAAAAAAA; {SESSION}={id}");
        assert_eq!(user(&server, &[planted.as_bytes()]).await, StatusCode::OK);
        for not_ours in [format!("x{SESSION}={id}"), format!("%6catchkey_session_3000={id}"), format!("latchkey_session={id}")] {
            assert_eq!(user(&server, &[not_ours.as_bytes()]).await, StatusCode::UNAUTHORIZED, "{not_ours}");
        }
    }

    async fn a_user_can_sign_up_next_to_a_malformed_cookie(server: TestServer) {
        let mut browser = server.browser();
        browser.cookies.insert("name".to_owned(), "Zoë".to_owned());
        let mut phone = Peer::new();
        browser.sign_up("ada@example.org", &mut phone).await;
        assert!(browser.dashboard().await.is_some());
        browser.sign_out().await;
        browser.sign_in(&mut phone).await;
        // Our other cookies are found too: the language and the declined passkey prompt.
        browser.cookies.insert("latchkey_locale_3000".to_owned(), "de".to_owned());
        browser.cookies.insert("x_passkey_here".to_owned(), "declined".to_owned());
        let page = browser.get("/").await.body;
        assert!(page.contains("lang=\"de\""), "{page}");
    }

    async fn two_servers_on_localhost_do_not_sign_each_other_out(server: TestServer) {
        let other = TestServer::start_with(Database::sqlite(), &[("LATCHKEY_ORIGIN", "http://localhost:3001"), ("LATCHKEY_ADDR", "127.0.0.1:3001")]).await;
        let (mut here, mut there) = (server.browser(), other.browser());
        here.sign_up("ada@example.org", &mut Peer::new()).await;
        // Browsers share cookies between ports.
        there.cookies = here.cookies.clone();
        assert_eq!(there.get("/dashboard").await.status, StatusCode::SEE_OTHER);
        there.get("/sign-in").await;
        there.ask_for_link("ada@example.org").await;
        let mail = other.mail().await;
        let answer = there.post_form("/api/redeem_magic_link", &[("token", &mail.token)]).await;
        assert_eq!(answer.status, StatusCode::FOUND, "{}", answer.body);
        assert!(there.dashboard().await.is_some());
        here.cookies = there.cookies.clone();
        assert!(here.dashboard().await.is_some());
        assert!(here.cookies.keys().all(|name| name.ends_with("_3000") || name.ends_with("_3001")), "{:?}", here.cookies);
        there.sign_out().await;
        here.cookies = there.cookies.clone();
        assert!(here.dashboard().await.is_some());
        assert!(there.dashboard().await.is_none());
    }

    async fn credentials_of_another_scheme_are_ignored(server: TestServer) {
        let mut browser = server.browser();
        browser.sign_up("ada@example.org", &mut Peer::new()).await;
        let cookie = format!("{SESSION}={}", browser.cookies[SESSION]);
        let ask = async |method: Method, path: &str, values: &[&[u8]]| {
            let mut client = server.browser();
            let mut request = client.request(method, path).header(COOKIE, &cookie).header("origin", ORIGIN);
            for value in values {
                request = request.header(AUTHORIZATION, HeaderValue::from_bytes(value).unwrap());
            }
            client.send(request, Body::empty()).await
        };
        for values in [
            &[b"Basic eDp5".as_slice()] as &[&[u8]], &[b"basic eDp5"], &[b""], &[b"Digest username=\"x\""], &[b"Negotiate abc"], &[b"Basic \xff"],
            &[b"Bearerx abc"], &[b"Basic eDp5", b"Digest x"], &[b"Basic Bearer"],
        ] {
            assert_eq!(ask(Method::GET, "/auth/user", values).await.status, StatusCode::OK, "{values:?}");
            assert_eq!(ask(Method::POST, "/auth/tokens", values).await.status, StatusCode::OK, "{values:?}");
            #[cfg(feature = "passage")]
            assert_eq!(ask(Method::GET, "/v1/apps/latchkey", values).await.status, StatusCode::OK, "{values:?}");
        }
        for values in [&[b"Bearer".as_slice()] as &[&[u8]], &[b"Bearer x"], &[b"bEARER x"], &[b"Basic eDp5", b"Bearer x"], &[b"Bearer x", b"Bearer x"], &[b"Bearer \xff"]] {
            ask(Method::GET, "/auth/user", values).await.assert_refused(401, "invalid_token");
            #[cfg(feature = "passage")]
            ask(Method::GET, "/v1/apps/latchkey", values).await.assert_refused(401, "invalid_access_token");
        }
        let tokens = ask(Method::POST, "/auth/tokens", &[]).await.json();
        let token = format!("Bearer {}", tokens["access_token"].as_str().unwrap());
        let mut client = server.browser();
        let request = client.request(Method::GET, "/auth/passkeys/credentials").header(ACCEPT, "application/json");
        let request = request.header(AUTHORIZATION, "Basic eDp5").header(AUTHORIZATION, token);
        assert_eq!(client.send(request, Body::empty()).await.status, StatusCode::OK);
        let request = client.request(Method::GET, "/auth/passkeys/credentials").header(AUTHORIZATION, "Basic eDp5");
        client.send(request, Body::empty()).await.assert_refused(401, "signed_out");
    }
}
