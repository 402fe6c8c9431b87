//! Who may open the pages of the console and act with its buttons.

use std::path::Path;
use std::time::Duration;

use app::server_functions::Access;
use http::StatusCode;
use testing::authenticator::Peer;
use testing::on_both;
use testing::server::{TestBrowser, TestServer};

use super::{admin, id_of, invitation, member};
use crate::server_functions::{functions, sources};

/// Returns the paths of the console's pages, from the sources of all extras, about this user.
fn pages(id: &str) -> Vec<String> {
    let sources = sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/extras"))).concat();
    let paths = sources.split("path!(\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let paths: Vec<_> = paths
        .filter(|path| path.starts_with("/console"))
        .map(|path| path.replace(":id", id))
        .collect();
    assert!(paths.len() >= 6, "{paths:?}");
    paths
}

/// Opens every page and calls every function of the console. Returns the outcomes: the status of a page with
/// `confirm` if it asks the user to confirm that it's them, and the address to which a function leads.
async fn outcomes(browser: &mut TestBrowser, id: &str) -> Vec<(String, String)> {
    let mut outcomes = Vec::new();
    for path in pages(id) {
        let answer = browser.get(&path).await;
        let confirms = answer.body.contains("data-ceremony=\"verification\"");
        // The header names the signed-in user, who may be Bob.
        let content = answer.body.split("<main").nth(1).unwrap_or_default();
        assert!(
            !content.contains("bob@example.org") || answer.status == StatusCode::OK && !confirms
        );
        let outcome = match answer.status {
            StatusCode::OK if confirms => "confirm".to_owned(),
            StatusCode::SEE_OTHER => answer.location().split('?').next().unwrap().to_owned(),
            status => status.as_u16().to_string(),
        };
        outcomes.push((path, outcome));
    }
    for function in functions().iter().filter(|function| function.access == Access::Admin) {
        let arguments = function.arguments().into_iter();
        let arguments: Vec<_> =
            arguments.map(|(name, value)| (name, if name == "id" { id } else { value })).collect();
        let answer = browser.post_form(function.path, &arguments).await;
        let problem = answer.location().split_once("problem=").map(|(_, problem)| problem);
        let problem = problem.and_then(|problem| problem.split('&').next());
        outcomes.push((function.path.to_owned(), problem.unwrap_or("done").to_owned()));
    }
    outcomes
}

fn assert_all(outcomes: &[(String, String)], page: &str, function: &str) {
    for (path, outcome) in outcomes {
        let expected = if path.starts_with("/api/") { function } else { page };
        assert_eq!(outcome, expected, "{path}");
    }
}

on_both! {
    async fn the_console_does_not_exist_for_other_users(server: TestServer) {
        member(&server, "bob").await;
        let bob = id_of(&server, "bob").await;
        let (mut eve, _) = member(&server, "eve").await;
        assert_all(&outcomes(&mut eve, &bob).await, "404", "not_found");
        let unknown = eve.get("/console/userz").await;
        assert_eq!(eve.get("/console/users").await.body.len(), unknown.body.len(), "it looks like an unknown path");
        assert_all(&outcomes(&mut server.browser(), &bob).await, "/sign-in", "signed_out");
        assert!(server.rp.console().find_user_entry(&bob).await.is_ok());
        assert_eq!(server.count("admins").await, 0);
    }

    async fn the_account_menu_leads_administrators_to_the_console(server: TestServer) {
        let (mut browser, _) = admin(&server).await;
        let (mut eve, _) = member(&server, "eve").await;
        let link = |page: &str| page.split("class=\"menu-panel\"").nth(1).unwrap().contains("href=\"/console\"");
        assert!(link(&browser.get("/dashboard").await.body) && link(&browser.get("/console/users").await.body));
        assert!(!link(&eve.get("/dashboard").await.body));
        assert!(!server.browser().get("/").await.body.contains("/console"));
    }

    async fn an_administrator_without_a_recent_passkey_confirms_first(server: TestServer) {
        let (mut browser, mut phone) = admin(&server).await;
        member(&server, "bob").await;
        let bob = id_of(&server, "bob").await;
        server.pass(Duration::from_mins(10));
        assert_all(&outcomes(&mut browser, &bob).await, "confirm", "verification_required");
        let page = browser.get("/console/users?status=active").await.body;
        assert!(page.contains("data-next=\"/console/users?status=active\""), "it leads back: {page}");

        browser.sign_in(&mut phone).await;
        for path in pages(&bob) {
            let answer = browser.get(&path).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            assert!(!answer.body.contains("data-ceremony"), "{path}");
        }
    }

    async fn a_revoked_administrator_loses_access_at_once(server: TestServer) {
        let (mut browser, _) = admin(&server).await;
        let (mut other, _) = member(&server, "bob").await;
        let token = invitation(&server).await;
        other.post_form("/api/redeem_admin_invitation", &[("token", &token)]).await;
        assert_eq!(other.get("/console/admins").await.status, StatusCode::OK);

        let (bob, this) = (id_of(&server, "bob").await, id_of(&server, "admin").await);
        let answer = browser.post_form("/api/revoke_admin", &[("id", &bob)]).await;
        assert_eq!(answer.location(), "/console/admins");
        assert_all(&outcomes(&mut other, &this).await, "404", "not_found");
        // No one removes themselves.
        let answer = browser.post_form("/api/revoke_admin", &[("id", &this)]).await;
        assert_eq!(answer.location(), "/console/admins?problem=invalid_request");
        assert_eq!(browser.get("/console/admins").await.status, StatusCode::OK);
    }

    async fn another_site_cannot_act_as_an_administrator(server: TestServer) {
        let (mut browser, _) = admin(&server).await;
        for function in functions().iter().filter(|function| function.access == Access::Admin) {
            let request = browser
                .request(http::Method::POST, function.path)
                .header("content-type", "application/x-www-form-urlencoded")
                .header("sec-fetch-site", "cross-site");
            browser.send(request, function.form().into()).await.assert_refused(403, "cross_site");
        }
    }

    async fn opening_an_invitation_changes_nothing_and_its_button_works_once(server: TestServer) {
        let token = invitation(&server).await;
        let path = format!("/admin-invitation?token={token}");
        let signed_out = server.browser().get(&path).await;
        let next = path.replace('/', "%2F").replace('?', "%3F").replace('=', "%3D");
        assert_eq!(signed_out.location(), format!("/sign-in?next={next}"));

        let (mut ada, mut phone) = member(&server, "ada").await;
        let (mut bob, _) = member(&server, "bob").await;
        for browser in [&mut ada, &mut bob] {
            let page = browser.get(&path).await.body;
            assert!(page.contains("action=\"/api/redeem_admin_invitation\""), "{page}");
        }
        assert_eq!(server.count("admins").await, 0);
        server.pass(Duration::from_mins(10));
        let page = ada.get(&path).await.body;
        assert!(page.contains("data-ceremony=\"verification\"") && page.contains(&format!("data-next=\"{path}\"")));
        assert!(!page.contains("redeem_admin_invitation"));
        let early = ada.post_form("/api/redeem_admin_invitation", &[("token", &token)]).await;
        assert_eq!(early.location(), format!("{path}&problem=verification_required"));

        ada.sign_in(&mut phone).await;
        bob.sign_up("bob2@example.org", &mut Peer::new()).await;
        let done = ada.post_form("/api/redeem_admin_invitation", &[("token", &token)]).await;
        assert_eq!(done.location(), "/console");
        let late = bob.post_form("/api/redeem_admin_invitation", &[("token", &token)]).await;
        assert_eq!(late.location(), format!("{path}&problem=link_expired"));
        let page = bob.get(&path).await;
        assert!(page.status == StatusCode::GONE && page.body.contains("has expired or was already used"), "{}", page.body);
        assert_eq!(server.count("admins").await, 1);
    }
}
