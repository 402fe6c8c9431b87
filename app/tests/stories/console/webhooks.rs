//! Webhook endpoints and deliveries in the console.

use std::time::Duration;

use http::StatusCode;
use testing::on_both;
use testing::server::TestServer;

use super::{admin, id_of, member};
use crate::console::users::text;

/// Runs the queue until the newest delivery has failed once.
async fn attempt(server: &TestServer) {
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let rp = server.rp.clone();
    let sending = tokio::spawn(async move { rp.mail().run_queue(stopped).await });
    let failed = async {
        while server.rp.webhooks().list_deliveries(1).await.unwrap()[0].last_error.is_none() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), failed).await.unwrap();
    stop.send(true).unwrap();
    sending.await.unwrap();
}

on_both! {
    async fn an_administrator_adds_and_removes_an_endpoint(server: TestServer) {
        let (mut browser, _) = admin(&server).await;
        assert!(text(&mut browser, "/console/webhooks").await.contains("There are no endpoints."));
        let new = [("url", " https://example.org/hooks?token=a&b "), ("user.created", "yes"), ("passkey.added", "yes")];
        let page = browser.post_form("/api/add_endpoint", &new).await;
        assert_eq!((page.status, page.header("cache-control")), (StatusCode::OK, "no-store"));
        assert!(page.body.contains("<code>whsec_"), "{}", page.body);
        let page = text(&mut browser, "/console/webhooks").await;
        assert!(!page.contains("whsec_") && page.contains("https://example.org/hooks?token=a&amp;b"), "{page}");
        assert!(page.contains("user.created, passkey.added"), "{page}");
        for url in ["http://example.org/", "nonsense", ""] {
            let answer = browser.post_form("/api/add_endpoint", &[("url", url)]).await;
            assert_eq!(answer.location(), "/console/webhooks?problem=invalid_request", "{url}");
        }

        let id = server.rp.store().list_endpoints().await.unwrap()[0].id.clone();
        let answer = browser.post_form("/api/remove_endpoint", &[("id", &id)]).await;
        assert_eq!(answer.location(), "/console/webhooks");
        assert!(text(&mut browser, "/console/webhooks").await.contains("The endpoint was removed."));
        let again = browser.post_form("/api/remove_endpoint", &[("id", &id)]).await;
        assert_eq!(again.location(), "/console/webhooks?problem=not_found");
        let this = id_of(&server, "admin").await;
        let page = text(&mut browser, &format!("/console/users/{this}")).await;
        for what in ["Webhook endpoint added", "Webhook endpoint removed"] {
            assert!(page.contains(what), "{what}: {page}");
        }
        assert!(page.contains("<code>https://example.org</code>") && !page.contains("token=a"), "{page}");
    }

    async fn a_failed_delivery_shows_the_response_and_is_sent_again(server: TestServer) {
        let (mut browser, _) = admin(&server).await;
        // No one listens there.
        let free = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap();
        browser.post_form("/api/add_endpoint", &[("url", &format!("http://{free}/")), ("user.created", "yes")]).await;
        member(&server, "bob").await;
        server.rp.events().read().await.unwrap();
        attempt(&server).await;
        let page = text(&mut browser, "/console/webhooks").await;
        assert!(page.contains("user.created</code>") && page.contains("one attempt") && page.contains("refused"), "{page}");
        assert!(page.contains(">Waiting<") && !page.contains("/api/resend_delivery"), "{page}");
        let id = server.rp.webhooks().list_deliveries(1).await.unwrap()[0].id.clone();
        let early = browser.post_form("/api/resend_delivery", &[("id", &id)]).await;
        assert_eq!(early.location(), "/console/webhooks?problem=not_found");

        server.rp.store().settle_sent(&id, server.rp.clock().now()).await.unwrap();
        assert!(text(&mut browser, "/console/webhooks").await.contains("/api/resend_delivery"));
        let answer = browser.post_form("/api/resend_delivery", &[("id", &id)]).await;
        assert_eq!(answer.location(), "/console/webhooks");
        let page = text(&mut browser, "/console/webhooks").await;
        assert!(page.contains("The delivery is sent again.") && page.contains(">Waiting<"), "{page}");
        let this = id_of(&server, "admin").await;
        assert!(text(&mut browser, &format!("/console/users/{this}")).await.contains("Webhook sent again"));
    }
}
