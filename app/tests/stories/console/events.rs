//! The overview and the events of all accounts: paging, export, and the stream of new ones.

use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use axum::body::Body;
use http::StatusCode;
use http::header::CONTENT_TYPE;
use http_body::Body as _;
use testing::on_both;
use testing::server::{TestBrowser, TestServer};
use tower::ServiceExt as _;

use super::{admin, id_of, member};

async fn text(browser: &mut TestBrowser, path: &str) -> String {
    let answer = browser.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    answer.body.replace("<!>", "").replace("<!---->", "")
}

/// Opens a response that doesn't end, without the layers of a [`TestServer`], which read all of it.
async fn open(
    server: &TestServer,
    browser: &TestBrowser,
    path: &str,
) -> (StatusCode, String, Body) {
    let request = browser.request(http::Method::GET, path).body(Body::empty()).unwrap();
    let response = app::server::router(&server.rp).oneshot(request).await.unwrap();
    let kind = response.headers().get(CONTENT_TYPE).map(|kind| kind.to_str().unwrap().to_owned());
    (response.status(), kind.unwrap_or_default(), response.into_body())
}

/// Reads the next part of a response within ten seconds. `None`: it has ended.
async fn next(body: &mut Body) -> Option<String> {
    let frame = poll_fn(|context| Pin::new(&mut *body).poll_frame(context));
    let frame =
        tokio::time::timeout(Duration::from_secs(10), frame).await.expect("a part or the end");
    Some(String::from_utf8(frame?.unwrap().into_data().unwrap().to_vec()).unwrap())
}

on_both! {
    async fn the_overview_shows_each_chart_with_a_table(server: TestServer) {
        let (mut browser, _) = admin(&server).await;
        let (mut bob, mut phone) = member(&server, "bob").await;
        bob.sign_in(&mut phone).await;
        server.rp.events().read().await.unwrap();
        let page = text(&mut browser, "/console").await;
        assert_eq!((page.matches("class=\"chart\"").count(), page.matches("<details>").count()), (3, 3));
        assert!(page.contains("<rect ") && !page.contains("style="), "{page}");
        let today = "<tr><th scope=\"row\">2026-11-18</th>";
        assert!(page.contains(&format!("{today}<td>3</td><td>0</td><td>0</td></tr>")), "{page}");
        assert!(page.contains("<dd>100 %</dd>"), "{page}");
    }

    async fn events_are_filtered_and_paged(server: TestServer) {
        let (mut browser, _) = admin(&server).await;
        let (mut bob, mut phone) = member(&server, "bob").await;
        for _ in 0..60 {
            bob.sign_in(&mut phone).await;
        }
        let id = id_of(&server, "bob").await;
        let count = |page: &str| page.split("class=\"items history\"").nth(1).unwrap().matches("<li>").count();
        let path = format!("/console/events?user={id}&kind=signed_in_by_passkey");
        let page = text(&mut browser, &path).await;
        // The page's header names the administrator.
        let list = page.split("class=\"items history\"").nth(1).unwrap();
        assert_eq!((count(&page), list.contains("admin@example.org")), (50, false));
        let older = page.split("&amp;before=").nth(1).unwrap().split('"').next().unwrap();
        let page = text(&mut browser, &format!("{path}&before={older}")).await;
        assert_eq!((count(&page), page.contains(">Newest<"), page.contains("data-follow")), (11, true, false));
        let page = text(&mut browser, "/console/events?kind=admin_added").await;
        assert_eq!(count(&page), 1);
        // A field for a time can't say seconds, and an event may be from the minute that it names.
        let page = text(&mut browser, "/console/events?since=2126-11-18T00%3A00").await;
        assert_eq!(count(&page), 0);
        let page = text(&mut browser, "/console/events?since=nonsense&user=x&before=x").await;
        assert_eq!(count(&page), 50);
    }

    async fn sign_ins_in_new_browsers_are_marked(server: TestServer) {
        let (mut browser, _) = admin(&server).await;
        let (mut bob, mut phone) = member(&server, "bob").await;
        bob.sign_in(&mut phone).await;
        server.browser().sign_in(&mut phone).await;
        let path = format!("/console/events?user={}", id_of(&server, "bob").await);
        let page = text(&mut browser, &path).await;
        assert_eq!(page.matches("”, in a new browser<").count(), 1, "{page}");
    }

    async fn events_are_filtered_by_network(server: TestServer) {
        let (mut browser, _) = admin(&server).await;
        let count = |page: &str| page.split("class=\"items history\"").nth(1).unwrap().matches("<li>").count();
        let all = server.count("events").await;
        for (sequence, ip) in [
            "203.0.113.7", "203.0.113.255", "203.0.114.7", "203.0.11.3", "2001:db8:1::7", "2001:db8:1:2:3:4:5:6",
            "2001:db8:2::7", "2001:db8::7", "2001:db8:0:1:2:3:4:5", "2001:db8:10::7", "::1",
        ].into_iter().zip(1000..) .map(|(ip, sequence)| (sequence, ip)) {
            let insert = format!(
                "insert into events (sequence, id, user_id, kind, details, user_agent, ip, created_at, last_at)
                 values ({sequence}, 'event-{sequence}', 'user', 'signed_up', '{{}}', '', '{ip}', 1, 1)"
            );
            let id = format!("00000000-0000-4000-8000-00000000{sequence}");
            let insert = insert.replace(&format!("event-{sequence}"), &id).replace("'user'", &format!("'{id}'"));
            server.database.execute(&insert).await;
        }
        for (network, expected) in [
            ("203.0.113.0%2F24", 2), ("203.0.113.7", 1), ("203.0.113.9", 0), ("203.0.11.0%2F24", 1), ("2001%3Adb8%3A1%3A%3A%2F48", 2),
            ("2001%3Adb8%3A%3A%2F48", 2), ("2001%3ADB8%3A1%3A0%3A%3A7", 1), ("%3A%3A1", 1), ("127.0.0.1", all),
        ] {
            let page = text(&mut browser, &format!("/console/events?network={network}")).await;
            assert_eq!((count(&page), page.contains("Enter an IP address")), (usize::try_from(expected).unwrap(), false), "{network}");
            let lines = browser.get(&format!("/console/events/export?network={network}")).await.body.lines().count();
            assert_eq!(lines, usize::try_from(expected).unwrap(), "{network}");
        }
        for wrong in ["nonsense", "203.0.113.0%2F8", "2001%3A%3A%2F48"] {
            let page = text(&mut browser, &format!("/console/events?network={wrong}")).await;
            assert_eq!((count(&page), page.contains("Enter an IP address")), (0, true), "{wrong}");
        }
    }

    async fn events_are_exported_one_per_line(server: TestServer) {
        let (mut browser, _) = admin(&server).await;
        member(&server, "bob").await;
        let answer = browser.get("/console/events/export?kind=signed_up").await;
        assert_eq!((answer.status, answer.header(CONTENT_TYPE)), (StatusCode::OK, "application/x-ndjson"));
        let lines: Vec<serde_json::Value> =
            answer.body.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let emails: Vec<_> = lines.iter().map(|line| line["email"].as_str().unwrap()).collect();
        assert_eq!(emails, ["bob@example.org", "admin@example.org"]);
        assert_eq!((&lines[0]["kind"], &lines[0]["ip"]), (&"signed_up".into(), &"127.0.0.1".into()));
    }

    async fn new_events_are_reported_until_the_administrator_is_revoked(server: TestServer) {
        let (mut browser, _) = admin(&server).await;
        let page = text(&mut browser, "/console/events?kind=signed_up").await;
        assert!(page.contains("data-follow=\"/console/events/live?kind=signed_up\"") && page.contains("/console.js\" nonce="));
        let (status, kind, mut body) = open(&server, &browser, "/console/events/live?kind=signed_up").await;
        assert_eq!((status, kind.as_str()), (StatusCode::OK, "text/event-stream"));
        assert_eq!(next(&mut body).await.unwrap(), "retry: 2000\n\n");
        member(&server, "bob").await;
        let told = next(&mut body).await.unwrap();
        let newest = &server.rp.console().find_events(&latchkey::extras::console::events::EventQuery::default(), 50).await.unwrap();
        let newest = newest.iter().find(|entry| entry.event.kind.as_str() == "signed_up").unwrap();
        assert_eq!(told, format!("data: {}\n\n", newest.event.sequence));

        let operator = latchkey::RequestContext::operator(&server.rp, "server");
        let this = id_of(&server, "admin").await.parse().unwrap();
        server.rp.console().revoke_admin(&operator, this).await.unwrap();
        member(&server, "eve").await;
        assert_eq!(next(&mut body).await, None, "the stream has ended, and said nothing more");
    }

    async fn streams_are_for_administrators_with_a_recent_passkey(server: TestServer) {
        let (browser, _) = admin(&server).await;
        let (eve, _) = member(&server, "eve").await;
        let paths = ["/console/events/live", "/console/events/export"];
        for path in paths {
            assert_eq!(open(&server, &eve, path).await.0, StatusCode::NOT_FOUND, "{path}");
            assert_eq!(open(&server, &server.browser(), path).await.0, StatusCode::SEE_OTHER, "{path}");
        }
        let (_, _, mut body) = open(&server, &browser, paths[0]).await;
        next(&mut body).await.unwrap();
        server.pass(Duration::from_mins(10));
        assert_eq!(next(&mut body).await, None);
        for path in paths {
            assert_eq!(open(&server, &browser, path).await.0, StatusCode::FORBIDDEN, "{path}");
        }
    }
}
