//! Users in the console: finding them, and acting on their accounts.

use http::StatusCode;
use testing::authenticator::Peer;
use testing::on_both;
use testing::server::{TestBrowser, TestServer};

use super::{admin, id_of, member};

/// Returns the page without the marks that Leptos puts between texts.
pub(super) async fn text(browser: &mut TestBrowser, path: &str) -> String {
    let answer = browser.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    answer.body.replace("<!>", "").replace("<!---->", "")
}

async fn act(browser: &mut TestBrowser, function: &str, id: &str) -> String {
    let answer = browser.post_form(&format!("/api/{function}"), &[("id", id)]).await;
    answer.location().to_owned()
}

on_both! {
    async fn users_are_found_by_the_start_of_their_address_or_by_id(server: TestServer) {
        let (mut browser, _) = admin(&server).await;
        for name in ["adam", "ada", "bob"] {
            member(&server, name).await;
        }
        let page = text(&mut browser, "/console/users?search=ada").await;
        assert!(page.contains("ada@example.org") && page.contains("adam@example.org") && !page.contains("bob@"));
        let page = text(&mut browser, "/console/users?search=ADAM%40").await;
        assert!(page.contains("adam@example.org") && !page.contains("ada@"));
        let bob = id_of(&server, "bob").await;
        let page = text(&mut browser, &format!("/console/users?search={bob}")).await;
        assert!(page.contains("bob@example.org") && !page.contains("ada@"));
        for (search, status) in [("ad", StatusCode::BAD_REQUEST), ("ada%00", StatusCode::BAD_REQUEST), ("%25%25%25", StatusCode::OK)] {
            let answer = browser.get(&format!("/console/users?search={search}")).await;
            assert_eq!(answer.status, status, "{search}");
            assert!(!answer.body.contains("bob@example.org"), "{search}");
        }
    }

    async fn a_page_of_users_leads_to_the_next(server: TestServer) {
        let (mut browser, _) = admin(&server).await;
        for number in 0..60 {
            member(&server, &format!("user{number}")).await;
        }
        let count = |page: &str| page.matches("@example.org</a>").count();
        let first = text(&mut browser, "/console/users?search=user").await;
        assert_eq!((count(&first), first.contains(">Newest<")), (50, false));
        let next = first.split("href=\"/console/users?search=user&amp;after=").nth(1).unwrap().split('"').next().unwrap();
        let second = text(&mut browser, &format!("/console/users?search=user&after={next}")).await;
        assert_eq!((count(&second), second.contains(">Older<")), (10, false));
        let both: std::collections::BTreeSet<_> =
            [first, second].iter().flat_map(|page| page.split("<a href=\"/console/users/").skip(1).map(|rest| rest[..36].to_owned()).collect::<Vec<_>>()).collect();
        assert_eq!(both.len(), 60, "no user is missing or twice");
    }

    async fn a_deactivated_account_is_shown_and_can_be_activated(server: TestServer) {
        let (mut browser, _) = admin(&server).await;
        let (mut bob, mut phone) = member(&server, "bob").await;
        let id = id_of(&server, "bob").await;
        let path = format!("/console/users/{id}");
        assert_eq!(act(&mut browser, "deactivate_user", &id).await, path);
        assert!(bob.dashboard().await.is_none(), "the session has ended");
        let page = text(&mut browser, &path).await;
        assert!(page.contains("Deactivated by this site") && page.contains(&format!("href=\"/console/users/{}", id_of(&server, "admin").await)), "it names the administrator: {page}");
        assert!(!text(&mut browser, "/console/users?status=active").await.contains("bob@"));
        assert!(text(&mut browser, "/console/users?status=deactivated").await.contains("bob@"));

        act(&mut browser, "activate_user", &id).await;
        bob.sign_in(&mut phone).await;
        let dashboard = bob.dashboard().await.unwrap().replace("<!>", "").replace("<!---->", "");
        assert!(dashboard.contains("Reactivated by this site, by this site’s operator"), "{dashboard}");
        let this = id_of(&server, "admin").await;
        assert!(!dashboard.contains(&this[..8]), "the user doesn't learn which administrator it was");
    }

    async fn an_administrator_ends_sessions_and_removes_a_passkey(server: TestServer) {
        let (mut browser, _) = admin(&server).await;
        let (mut bob, mut phone) = member(&server, "bob").await;
        bob.press_link_button(&server.mail().await).await;
        let id = id_of(&server, "bob").await;
        act(&mut browser, "end_sessions_of_user", &id).await;
        assert!(bob.dashboard().await.is_none());
        bob.sign_in(&mut phone).await;
        let page = text(&mut browser, &format!("/console/users/{id}")).await;
        let passkey = page.split("name=\"passkey\" value=\"").nth(1).unwrap()[..36].to_owned();
        let answer = browser.post_form("/api/remove_passkey_of_user", &[("id", &id), ("passkey", &passkey)]).await;
        assert_eq!(answer.location(), format!("/console/users/{id}"));
        assert!(bob.dashboard().await.is_none());
        assert!(text(&mut browser, &format!("/console/users/{id}")).await.contains("This account has no passkeys."));
        let mail = server.browser().get_json("/dev/mailbox").await.json()[0].clone();
        assert_eq!((&mail["to"], &mail["subject"]), (&"bob@example.org".into(), &"A passkey was removed from your Latchkey account".into()));
        assert!(mail["text"].as_str().unwrap().contains("The operator of Latchkey removed the passkey"), "{mail}");
        // Another user's passkey isn't removed with this user's id.
        let (mut eve, _) = member(&server, "eve").await;
        let eve_id = id_of(&server, "eve").await;
        let page = text(&mut browser, &format!("/console/users/{eve_id}")).await;
        let hers = page.split("name=\"passkey\" value=\"").nth(1).unwrap()[..36].to_owned();
        let answer = browser.post_form("/api/remove_passkey_of_user", &[("id", &id), ("passkey", &hers)]).await;
        assert_eq!(answer.location(), format!("/console/users/{id}?problem=not_found"));
        assert!(eve.dashboard().await.is_some());
    }

    async fn deleting_an_account_is_confirmed_and_recorded(server: TestServer) {
        let (mut browser, _) = admin(&server).await;
        let (mut bob, _) = member(&server, "bob").await;
        let id = id_of(&server, "bob").await;
        assert!(text(&mut browser, &format!("/console/users/{id}/delete")).await.contains("bob@example.org"));
        let unconfirmed = act(&mut browser, "delete_user", &id).await;
        assert_eq!(unconfirmed, format!("/console/users/{id}?problem=not_confirmed"));
        let answer = browser.post_form("/api/delete_user", &[("id", &id), ("understood", "yes")]).await;
        assert_eq!(answer.location(), "/console/users");
        assert!(bob.dashboard().await.is_none());
        assert_eq!(browser.get(&format!("/console/users/{id}")).await.status, StatusCode::NOT_FOUND);
        let this = id_of(&server, "admin").await;
        let page = text(&mut browser, &format!("/console/users/{this}")).await;
        assert!(page.contains("Deleted someone’s account as an administrator") && page.contains(&id), "{page}");
        // No one acts on their own account here.
        let answer = browser.post_form("/api/delete_user", &[("id", &this), ("understood", "yes")]).await;
        assert_eq!(answer.location(), format!("/console/users/{this}?problem=invalid_request"));
        assert!(browser.dashboard().await.is_some());
    }

    async fn an_administrator_can_make_another(server: TestServer) {
        let (mut browser, _) = admin(&server).await;
        let (mut bob, mut phone) = (server.browser(), Peer::new());
        bob.sign_up("bob@example.org", &mut phone).await;
        let id = id_of(&server, "bob").await;
        assert_eq!(act(&mut browser, "add_admin", &id).await, "/console/admins");
        assert_eq!(bob.get("/console/users").await.status, StatusCode::OK);
        let page = text(&mut browser, "/console/admins").await;
        assert!(page.contains("bob@example.org") && page.contains("added by"), "{page}");
    }
}
