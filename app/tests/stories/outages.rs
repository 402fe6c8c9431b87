//! Outages: the server without its database, and that it recovers.

use axum::body::Body;
use http::header::{ACCEPT, ACCEPT_LANGUAGE, CONTENT_TYPE};
use http::{Method, StatusCode};
use testing::authenticator::Peer;
use testing::database::Database;
use testing::server::{Answer, TestBrowser, TestServer, junk_credential};

const WORDS: [(&str, &str); 7] = [
    ("en", "This site is unavailable right now."),
    ("de", "Diese Website ist im Moment nicht verfügbar."),
    ("es", "Este sitio no está disponible en este momento."),
    ("it", "Al momento questo sito non è disponibile."),
    ("pl", "Ta witryna jest chwilowo niedostępna."),
    ("pt", "Este site está indisponível no momento."),
    ("zh", "本网站暂时无法使用。"),
];

#[track_caller]
fn assert_unavailable(answer: &Answer, what: &str) {
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{what}: {}", answer.body);
    assert_eq!(answer.header("retry-after"), "5", "{what}");
    if answer.header("content-type") == "application/json" {
        assert_eq!(answer.code(), "unavailable", "{what}");
    } else {
        assert!(answer.body.contains(WORDS[0].1), "{what}: {}", answer.body);
    }
}

/// A challenge that looks as if it was sealed with a key that this server doesn't know yet.
fn unknown_ceremony() -> String {
    "A".repeat(64)
}

async fn post_json(browser: &mut TestBrowser, path: &str, body: &str) -> Answer {
    let request = browser.request(Method::POST, path).header(CONTENT_TYPE, "application/json");
    browser.send(request, Body::from(body.to_owned())).await
}

/// Requests that need the database.
async fn ask_everything(browser: &mut TestBrowser) -> Vec<(String, Answer)> {
    let mut answers = Vec::new();
    for path in ["/", "/sign-in", "/dashboard", "/dashboard/account", "/recovery", "/dev/mailbox"] {
        answers.push((path.to_owned(), browser.get(path).await));
    }
    for path in ["/readyz", "/auth/user", "/.well-known/jwks.json"] {
        answers.push((path.to_owned(), browser.get_json(path).await));
    }
    let (ceremony, credential) = (unknown_ceremony(), junk_credential());
    for (function, arguments) in [
        ("start_adding_passkey", &[][..]),
        ("finish_sign_in", &[("ceremony", ceremony.as_str()), ("credential", &credential)]),
    ] {
        answers.push((function.to_owned(), browser.call(function, arguments).await));
    }
    for (path, fields) in [
        ("/api/send_magic_link", &[("email", "eve@example.org")][..]),
        ("/api/change_display_name", &[("name", "Ada")]),
        ("/api/sign_out", &[]),
        ("/api/download_data", &[]),
        ("/recovery-codes", &[("replaced", "")]),
    ] {
        answers.push((path.to_owned(), browser.post_form(path, fields).await));
    }
    let (path, body) =
        ("/auth/tokens/refresh", r#"{"refresh_token":"9f6f0a3e-2f0e-4a53-9a35-1f9b2d6c7e80.x"}"#);
    answers.push((path.to_owned(), post_json(browser, path, body).await));
    answers
}

#[tokio::test]
async fn without_a_database_every_route_is_unavailable_until_it_is_back() {
    let server = TestServer::start(Database::postgres().await).await;
    let mut browser = server.browser();
    browser.sign_up("ada@example.org", &mut Peer::new()).await;

    // First each lost connection is noticed, and then that there are no new ones.
    for _ in 0..2 {
        server.database.stop().await;
        for (what, answer) in ask_everything(&mut browser).await {
            assert_unavailable(&answer, &what);
        }
        // Routes that need no database still work.
        assert_eq!(browser.call("start_sign_in", &[]).await.status, StatusCode::OK);
        let mut stranger = server.browser();
        assert_eq!(stranger.get("/").await.status, StatusCode::OK);
        assert_eq!(stranger.get_json("/healthz").await.status, StatusCode::OK);
        for (language, words) in WORDS {
            let request = browser.request(Method::GET, "/dashboard");
            let request = request.header(ACCEPT, "text/html").header(ACCEPT_LANGUAGE, language);
            let answer = browser.send(request, Body::empty()).await;
            assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{language}");
            assert!(answer.body.contains(words), "{language}: {}", answer.body);
        }

        server.database.resume().await;
        assert_eq!(browser.get_json("/readyz").await.status, StatusCode::OK);
        assert!(browser.dashboard().await.unwrap().contains("ada@example.org"));
    }
}

#[tokio::test]
async fn a_session_that_cannot_be_stored_fails_with_the_right_status() {
    let server = TestServer::start(Database::postgres().await).await;
    for (sqlstate, status, code) in [("57P03", 503, "unavailable"), ("22012", 500, "internal")] {
        let mut browser = server.browser();
        let mut phone = Peer::new();
        browser.sign_up(&format!("{status}@example.org"), &mut phone).await;
        let refuse = format!(
            "create or replace function refuse() returns trigger language plpgsql as
             $$ begin raise exception using errcode = '{sqlstate}'; end $$;
             create or replace trigger refuse before insert on sessions for each row execute function refuse()"
        );
        server.database.execute(&refuse).await;
        let (ceremony, options) = browser.start("start_sign_in", &[]).await;
        let assertion = phone.get(testing::ORIGIN, &options).await.unwrap();
        let answer = browser.finish("finish_sign_in", &ceremony, &assertion).await;
        answer.assert_refused(status, code);
        server.database.execute("drop trigger refuse on sessions").await;
        browser.sign_in(&mut phone).await;
    }
}

#[tokio::test]
async fn a_locked_sqlite_file_is_unavailable_until_it_is_released() {
    let server = TestServer::start(Database::sqlite()).await;
    let mut browser = server.browser();
    browser.sign_up("ada@example.org", &mut Peer::new()).await;
    let lock = server.database.lock().await;
    let link = [("email", "ada@example.org")];
    assert_unavailable(&browser.call("send_magic_link", &link).await, "writing");
    assert_eq!(browser.get("/dashboard").await.status, StatusCode::OK, "reading needs no lock");
    drop(lock);
    assert_eq!(browser.get_json("/readyz").await.status, StatusCode::OK);
    browser.ask_for_link("ada@example.org").await;
}
