//! An account's history, and the emails about it.

use std::time::Duration;

use http::StatusCode;
use serde_json::json;
use testing::authenticator::{Hostile, Peer};
use testing::server::{TestBrowser, TestServer};
use testing::{ORIGIN, on_both};

use crate::json_ceremonies::Client;
use crate::tokens::with_key;

const ACTIVITY: &str = "/dashboard/activity";

async fn history(browser: &mut TestBrowser) -> Vec<String> {
    let page = browser.get(ACTIVITY).await.body;
    let list = page
        .split("class=\"items history\"")
        .nth(1)
        .unwrap()
        .split("</ol>")
        .next()
        .unwrap()
        .to_owned();
    list.split("<li>")
        .skip(1)
        .map(|item| item.split("<span>").nth(1).unwrap().split('<').next().unwrap().to_owned())
        .collect()
}

on_both! {
    async fn the_history_says_what_happened_newest_first_and_from_where(server: TestServer) {
        let (mut browser, mut phone) = (server.browser(), Peer::new());
        browser.sign_up("ada@example.org", &mut phone).await;
        browser.press_link_button(&server.mail().await).await;
        browser.sign_out().await;
        browser.sign_in(&mut phone).await;
        let seen = history(&mut browser).await;
        let expected = [
            "Signed in with a passkey", "Signed out", "Address confirmed", "Signed in with a passkey", "Passkey added",
            "Account created",
        ];
        assert_eq!(seen, expected);
        // Leptos separates adjacent texts with comments.
        let dashboard = browser.dashboard().await.unwrap().replace("<!>", "");
        assert!(dashboard.contains("Firefox on Linux, 127.0.0.1 · "), "{dashboard}");
        assert!(!dashboard.contains("Account created"), "the dashboard shows the newest five");
    }

    async fn no_one_reads_another_users_history(server: TestServer) {
        let (mut ada, mut bob) = (server.browser(), server.browser());
        ada.sign_up("ada@example.org", &mut Peer::new()).await;
        bob.sign_up("bob@example.org", &mut Peer::new()).await;
        assert_eq!(history(&mut bob).await.len(), 3);
    }

    async fn older_events_are_paged_and_repeats_are_merged(server: TestServer) {
        let (mut ada, mut phone) = (server.browser(), Peer::new());
        ada.sign_up("ada@example.org", &mut phone).await;
        for _ in 0..40 {
            ada.sign_in(&mut phone).await;
        }
        let seen = history(&mut ada).await;
        assert_eq!((seen.len(), seen.contains(&"Account created".to_owned())), (30, false));
        let page = ada.get(ACTIVITY).await.body;
        assert!(page.contains(">Older<") && !page.contains(">Newest<"));
        let (_, link) = page.split_once("/dashboard/activity?before=").unwrap();
        let before = link.split_once('"').unwrap().0;
        let page = ada.get(&format!("{ACTIVITY}?before={before}")).await.body;
        assert!(page.contains("Account created") && page.contains(">Newest<") && !page.contains(">Older<"));
        // Event numbers count all users' events. Another user's number shows the current user's events.
        let mut bob = server.browser();
        bob.sign_up("bob@example.org", &mut Peer::new()).await;
        let page = bob.get(&format!("{ACTIVITY}?before={before}")).await.body;
        assert!(!page.contains("Account created"), "Bob's account is newer");
        assert!(bob.get("/dashboard/activity?before=x").await.body.contains("Account created"));

        // Strangers' wrong signatures don't fill the history.
        for _ in 0..5 {
            let mut stranger = server.browser();
            let (ceremony, options) = stranger.start("start_sign_in", &[]).await;
            let assertion = phone.get(ORIGIN, &options).await.unwrap();
            let mut assertion: serde_json::Value = serde_json::from_str(&assertion).unwrap();
            assertion["response"]["signature"] = "MEUCIQ".into();
            stranger.finish("finish_sign_in", &ceremony, &assertion.to_string()).await.assert_refused(401, "verification_failed");
        }
        let dashboard = ada.dashboard().await.unwrap().replace("<!>", "").replace("<!---->", "");
        assert_eq!(dashboard.matches("A passkey was rejected").count(), 1);
        assert!(dashboard.contains("(5 times)"), "{dashboard}");
    }

    async fn the_activity_is_filtered_by_kind_and_paged_within_it(server: TestServer) {
        let (mut ada, mut phone) = (server.browser(), Peer::new());
        ada.sign_up("ada@example.org", &mut phone).await;
        for round in 0..31 {
            ada.sign_in(&mut phone).await;
            ada.post_form("/api/change_display_name", &[("name", &format!("Ada {round}"))]).await;
        }
        let list = async |ada: &mut TestBrowser, query: &str| {
            let page = ada.get(&format!("{ACTIVITY}?{query}")).await.body;
            (page.matches("<p class=\"event").count(), page)
        };
        let (count, changes) = list(&mut ada, "show=changes").await;
        assert_eq!(count, 30);
        assert!(changes.contains("Name changed") && !changes.contains("Signed in with a passkey"));
        let (_, link) = changes.split_once("/dashboard/activity?show=changes&amp;before=").unwrap();
        let before = link.split_once('"').unwrap().0;
        let (_, rest) = list(&mut ada, &format!("show=changes&before={before}")).await;
        assert!(rest.contains("Passkey added") && !rest.contains("Account created"));
        let (count, sign_ins) = list(&mut ada, "show=sign-ins").await;
        assert!(count == 30 && !sign_ins.contains("Name changed"));
        let (count, warnings) = list(&mut ada, "show=warnings").await;
        assert!(count == 0 && warnings.contains("No activity of this kind."));
        assert_eq!(list(&mut ada, "show=x%27%20or%201").await.0, 30, "an unknown kind shows everything");
    }

    async fn an_added_passkey_is_announced_only_to_a_verified_address(server: TestServer) {
        let mut browser = server.browser();
        browser.sign_up("ada@example.org", &mut Peer::new()).await;
        let confirmation = server.mail().await;
        let add = async |browser: &mut TestBrowser| {
            assert_eq!(browser.add_passkey(&mut Peer::new()).await.status, StatusCode::OK);
        };
        add(&mut browser).await;
        assert_eq!(server.count("messages").await, 1, "the address may be a stranger's");

        browser.press_link_button(&confirmation).await;
        add(&mut browser).await;
        let mails = server.browser().get_json("/dev/mailbox").await.json();
        assert_eq!(mails[0]["to"], "ada@example.org");
        assert_eq!(mails[0]["subject"], "A passkey was added to your Latchkey account");
        let text = mails[0]["text"].as_str().unwrap();
        assert!(text.contains("Browser: Firefox on Linux\nIP address: 127.0.0.1") && text.contains("/dashboard"), "{text}");
    }

    async fn the_email_about_a_removed_passkey_says_when_where_and_what_to_do(server: TestServer) {
        let (mut browser, mut key) = (server.browser(), Peer::new());
        browser.sign_up("ada@example.org", &mut Peer::new()).await;
        browser.press_link_button(&server.mail().await).await;
        server.pass(Duration::from_mins(1));
        browser.add_passkey(&mut key).await;
        let dashboard = browser.dashboard().await.unwrap();
        let added = dashboard.split("action=\"/api/remove_passkey\"").nth(2).unwrap();
        let added = added.split("value=\"").nth(1).unwrap().split('"').next().unwrap();
        browser.post_form("/api/remove_passkey", &[("id", added)]).await;
        let mail = server.browser().get_json("/dev/mailbox").await.json()[0].clone();
        assert_eq!(mail["subject"], "A passkey was removed from your Latchkey account");
        let text = mail["text"].as_str().unwrap();
        for said in [
            "The passkey “Firefox on Linux 2” was removed", "When: 18 Nov 2026, 11:07 UTC\nBrowser: Firefox on Linux\nIP address: 127.0.0.1",
            "If this wasn’t you, sign in", "sign out of other sessions", "http://localhost:3000/dashboard",
        ] {
            assert!(text.contains(said), "{said}: {text}");
        }
    }

    async fn a_counter_that_goes_back_rejects_the_sign_in_and_is_reported(server: TestServer) {
        let (mut browser, mut key) = (server.browser(), Hostile::new().counting(7));
        let (ceremony, options) = browser.start("start_sign_up", &[("email", "ada@example.org")]).await;
        let credential = key.create(ORIGIN, &options).json();
        browser.finish("finish_sign_up", &ceremony, &credential).await;
        browser.press_link_button(&server.mail().await).await;

        let copy = key.clone().counting(5);
        let mut thief = server.browser();
        let (ceremony, options) = thief.start("start_sign_in", &[]).await;
        let answer = thief.finish("finish_sign_in", &ceremony, &copy.get(ORIGIN, &options).json()).await;
        answer.assert_refused(401, "verification_failed");
        assert!(history(&mut browser).await[0].contains("may have been copied"));
        let mails = server.browser().get_json("/dev/mailbox").await.json();
        assert_eq!(mails[0]["subject"], "A sign-in to your Latchkey account was rejected");
    }

    async fn replayed_and_late_responses_are_recorded_only_in_their_owners_history(server: TestServer) {
        with_key(&server).await;
        let (mut browser, mut client, mut phone) = (server.browser(), Client::new(&server), Peer::new());
        client.sign_up("ada@example.org", &mut phone).await;
        browser.sign_in(&mut phone).await;
        let (twice, late) = (client.assertion(&mut phone).await, client.assertion(&mut phone).await);
        let path = "authenticate/finish";
        assert_eq!(client.post(path, &twice).await.status, StatusCode::OK);

        let (ceremony, _) = twice["state"].as_str().unwrap().split_once('.').unwrap();
        let stolen = json!({ "credential": twice["credential"], "state": format!("{ceremony}.stolen") });
        let unknown = client.post(path, &stolen).await;
        let repeated = client.post(path, &twice).await;
        client.post(path, &twice).await.assert_refused(400, "ceremony_expired");
        server.pass(Duration::from_mins(10));
        let late = client.post(path, &late).await;
        for refused in [&unknown, &repeated, &late] {
            refused.assert_refused(400, "ceremony_expired");
            assert_eq!(refused.body, unknown.body, "a stranger learns nothing");
        }
        let seen = history(&mut browser).await;
        let expected = [
            "A passkey response arrived too late and was rejected", "A passkey response was sent again and rejected",
            "Signed in with a passkey",
        ];
        assert_eq!(seen[..3], expected);
        assert_eq!(seen.len(), 7, "{seen:?}");
    }

    async fn a_rejected_signature_is_recorded_in_its_owners_history(server: TestServer) {
        let (mut browser, mut key) = (server.browser(), Hostile::new());
        let (ceremony, options) = browser.start("start_sign_up", &[("email", "ada@example.org")]).await;
        let credential = key.create(ORIGIN, &options).json();
        browser.finish("finish_sign_up", &ceremony, &credential).await;

        let mut thief = server.browser();
        let (ceremony, options) = thief.start("start_sign_in", &[]).await;
        let mut assertion = key.get(ORIGIN, &options);
        assertion.sign_as(&Hostile::new());
        let answer = thief.finish("finish_sign_in", &ceremony, &assertion.json()).await;
        answer.assert_refused(401, "verification_failed");
        assert!(history(&mut browser).await[0].starts_with("A passkey was rejected"));
    }
}
