//! API keys, new users and sign-in links in the console.

use std::time::Duration;

use http::StatusCode;
use testing::authenticator::Peer;
use testing::server::{Answer, TestBrowser, TestServer};
use testing::{ORIGIN, on_both};

use super::{admin, admin_named, id_of, member};
use crate::console::users::text;

/// Returns a browser of a user with a passkey and a confirmed address.
async fn confirmed(server: &TestServer, name: &str) -> (TestBrowser, Peer) {
    let (mut browser, phone) = member(server, name).await;
    browser.press_link_button(&server.mail().await).await;
    (browser, phone)
}

/// Returns the path of the link on a page.
fn link(answer: &Answer) -> String {
    let rest = answer.body.split_once(&format!("<code>{ORIGIN}")).expect("a link").1;
    rest.split('<').next().unwrap().replace("&amp;", "&")
}

on_both! {
    async fn the_elements_have_the_accent_colour_of_the_site(server: TestServer) {
        let (mut browser, _) = admin(&server).await;
        let script = server.browser().get("/element.js").await.body;
        assert!(script.starts_with("const LIGHT = '--blue: #1d4ed8;"), "{}", &script[..80]);
        browser.post_form("/api/set_setting", &[("name", "accent"), ("value", "#8a1538")]).await;
        let script = server.browser().get("/element.js").await.body;
        assert!(script.starts_with("const LIGHT = '--blue: #8a1538;"), "{}", &script[..80]);
        let app = server.browser().get("/v1/apps/latchkey").await.json();
        let look = &app["app"]["element_customization"];
        for part in ["background_color", "border_color"] {
            assert_eq!(look[format!("passage_primary_button_{part}")], "#8a1538", "{look}");
        }
        assert_eq!(look["passage_secondary_button_border_color"], "#ffffff");
    }

    async fn a_link_to_copy_is_shown_once_and_signs_in_once(server: TestServer) {
        let (mut browser, _) = admin(&server).await;
        confirmed(&server, "bob").await;
        let id = id_of(&server, "bob").await;
        let path = format!("/console/users/{id}");
        assert!(text(&mut browser, &path).await.contains("Send a link to bob@example.org"));
        let mails = server.count("messages").await;
        let page = browser.post_form("/api/create_link_for_user", &[("id", &id)]).await;
        assert_eq!((page.status, page.header("cache-control"), page.location()), (StatusCode::OK, "no-store", ""));
        assert!(page.body.contains("shown once") && page.header("content-security-policy").contains("nonce-"), "{}", page.body);
        let link = link(&page);
        let again = text(&mut browser, &path).await;
        assert!(!again.contains("psg_magic_link") && again.contains("Sign-in link created"), "{again}");
        assert!(again.contains(&format!("href=\"/console/users/{}", id_of(&server, "admin").await)), "it names the administrator");
        assert_eq!(server.count("messages").await, mails, "nothing was sent");

        let mut other = server.browser();
        let token = link.split_once('=').unwrap().1;
        assert!(other.get(&link).await.body.contains("action=\"/api/redeem_bearer_link\""));
        other.post_form("/api/redeem_bearer_link", &[("token", token)]).await;
        let dashboard = other.dashboard().await.unwrap();
        assert!(dashboard.contains("bob@example.org") && dashboard.contains("Signed in with a link that a site sent or showed you"));
        let late = server.browser().post_form("/api/redeem_bearer_link", &[("token", token)]).await;
        assert_eq!(late.location(), "/magic-link?problem=link_expired");
    }

    async fn a_link_is_sent_to_the_users_own_address(server: TestServer) {
        let (mut browser, _) = admin(&server).await;
        confirmed(&server, "bob").await;
        let id = id_of(&server, "bob").await;
        let answer = browser.post_form("/api/send_link_to_user", &[("id", &id)]).await;
        assert_eq!(answer.location(), format!("/console/users/{id}"));
        assert!(text(&mut browser, answer.location()).await.contains("The link was sent."));
        let mail = server.browser().get_json("/dev/mailbox").await.json()[0].clone();
        assert_eq!(mail["to"], "bob@example.org");
        assert!(mail["links"][0].as_str().unwrap().contains("psg_magic_link"), "{mail}");
    }

    async fn a_link_never_opens_an_account_that_only_claims_its_address(server: TestServer) {
        let (mut browser, _) = admin(&server).await;
        member(&server, "bob").await;
        let id = id_of(&server, "bob").await;
        let path = format!("/console/users/{id}");
        let page = text(&mut browser, &path).await;
        assert!(page.contains("a link can’t sign in to it") && !page.contains("/api/create_link_for_user"), "{page}");
        for function in ["create_link_for_user", "send_link_to_user"] {
            let answer = browser.post_form(&format!("/api/{function}"), &[("id", &id)]).await;
            assert_eq!(answer.location(), format!("{path}?problem=invalid_request"), "{function}");
            let answer = browser.post_form(&format!("/api/{function}"), &[("id", "//evil.example")]).await;
            assert_eq!(answer.location(), "/console/users?problem=not_found", "{function}");
            // Administrators have their own ways in.
            let this = id_of(&server, "admin").await;
            let answer = browser.post_form(&format!("/api/{function}"), &[("id", &this)]).await;
            assert_eq!(answer.location(), format!("/console/users/{this}?problem=invalid_request"), "{function}");
        }
        assert_eq!(server.count("bearer_links").await, 0);
    }

    async fn an_administrator_creates_a_user(server: TestServer) {
        let (mut browser, _) = admin(&server).await;
        assert!(text(&mut browser, "/console/users").await.contains("href=\"/console/new-user\""));
        assert!(text(&mut browser, "/console/new-user").await.contains("action=\"/api/create_user\""));
        let new = [("email", "Eve@Example.org"), ("phone", "+49 1512 3456789"), ("name", " Eve ")];
        let answer = browser.post_form("/api/create_user", &new).await;
        let page = text(&mut browser, answer.location()).await;
        for shown in ["Eve@Example.org", "+4915123456789", "<dd>Eve</dd>", "Not used yet", "Account created", "by <a href"] {
            assert!(page.contains(shown), "{shown}: {page}");
        }
        let entry = server.rp.console().find_user_entry("eve@example.org").await.unwrap();
        assert_eq!(answer.location(), format!("/console/users/{}", entry.user.id));
        assert!(entry.user.email_verified_at.is_none() && entry.user.own_email().is_some());
        // The link verifies the address when it was sent there.
        browser.post_form("/api/send_link_to_user", &[("id", &entry.user.id.to_string())]).await;
        let mail = server.browser().get_json("/dev/mailbox").await.json()[0].clone();
        let token = mail["links"][0].as_str().unwrap().split_once('=').unwrap().1.to_owned();
        server.browser().post_form("/api/redeem_bearer_link", &[("token", &token)]).await;
        assert!(server.rp.console().find_user_entry("eve@example.org").await.unwrap().user.email_verified_at.is_some());

        for (field, typed, problem, words) in [
            ("email", "eve@example.org", "address_taken", "belongs to another account"),
            ("email", "eve", "invalid_email", "email address"),
            ("phone", "+49 1512 3456789", "phone_taken", "belongs to another account"),
            ("phone", "12", "invalid_phone", "phone number"),
        ] {
            let answer = browser.post_form("/api/create_user", &[(field, typed)]).await;
            assert_eq!(answer.location(), format!("/console/new-user?problem={problem}"));
            let page = text(&mut browser, answer.location()).await;
            assert!(page.contains(&format!("value=\"{typed}\"")) && page.contains(words), "{problem}: {page}");
        }
        let nothing = browser.post_form("/api/create_user", &[("name", "Nobody")]).await;
        assert_eq!(nothing.location(), "/console/new-user?problem=invalid_request");
        let nameless = browser.post_form("/api/create_user", &[("email", "f@example.org"), ("name", "\u{200b}")]).await;
        assert_eq!(nameless.location(), "/console/new-user?problem=invalid_name");
        assert_eq!(server.count("users").await, 2);
    }

    async fn an_api_key_is_shown_once_and_works_until_it_is_revoked(server: TestServer) {
        let (mut browser, _) = admin(&server).await;
        assert!(text(&mut browser, "/console/users").await.contains("href=\"/console/api-keys\""));
        assert!(text(&mut browser, "/console/api-keys").await.contains("There are no keys."));
        let new = [("name", "billing <b>"), ("scope", "read"), ("days", "30")];
        let page = browser.post_form("/api/create_api_key", &new).await;
        assert_eq!((page.status, page.header("cache-control")), (StatusCode::OK, "no-store"));
        let key = page.body.split_once("<code>lk_").unwrap().1.split('<').next().unwrap();
        let key = format!("lk_{key}");
        assert_eq!(server.rp.api_keys().verify("192.0.2.1", &key).await.unwrap().name, "billing <b>");
        let page = text(&mut browser, "/console/api-keys").await;
        assert!(!page.contains(&key) && page.contains(&key[..11]) && page.contains("billing &lt;b&gt;"), "{page}");
        assert!(page.contains("Read only") && page.contains("last used") && page.contains("Works until"), "{page}");
        server.pass(Duration::from_hours(24 * 30));
        assert!(server.rp.api_keys().verify("192.0.2.1", &key).await.is_err());

        let (mut browser, _) = admin_named(&server, "root").await;
        let page = text(&mut browser, "/console/api-keys").await;
        assert!(page.contains("Expired"), "{page}");
        let new = [("name", "forever"), ("scope", "write"), ("days", "")];
        browser.post_form("/api/create_api_key", &new).await;
        let keys = server.rp.api_keys().list().await.unwrap();
        assert_eq!((keys.len(), keys[1].expires_at, keys[1].scope.as_str()), (2, None, "write"));
        let answer = browser.post_form("/api/revoke_api_key", &[("prefix", &keys[1].prefix)]).await;
        assert_eq!(answer.location(), "/console/api-keys");
        assert!(text(&mut browser, "/console/api-keys").await.contains("The key was revoked."));
        let this = id_of(&server, "root").await;
        let page = text(&mut browser, &format!("/console/users/{this}")).await;
        for what in ["API key created", "API key revoked"] {
            assert!(page.contains(what) && page.contains(&keys[1].prefix), "{what}: {page}");
        }
        let again = browser.post_form("/api/revoke_api_key", &[("prefix", &keys[1].prefix)]).await;
        assert_eq!(again.location(), "/console/api-keys?problem=not_found");
        for (name, scope, days, problem) in [
            ("", "read", "30", "invalid_name"), ("a", "all", "30", "invalid_request"), ("a", "read", "31", "invalid_request"),
        ] {
            let answer = browser.post_form("/api/create_api_key", &[("name", name), ("scope", scope), ("days", days)]).await;
            assert_eq!(answer.location(), format!("/console/api-keys?problem={problem}"));
        }
    }
}
