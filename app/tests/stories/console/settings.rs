//! The settings and invitations in the console.

use http::StatusCode;
use testing::on_both;
use testing::server::{TestBrowser, TestServer};

use super::{admin, id_of};

const PATH: &str = "/console/settings";

/// Returns the page without the marks that Leptos puts between texts.
async fn page(browser: &mut TestBrowser, path: &str) -> String {
    let answer = browser.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    answer.body.replace("<!>", "").replace("<!---->", "")
}

/// Sends a form of the page and returns the page that it leads to.
async fn send(browser: &mut TestBrowser, function: &str, fields: &[(&str, &str)]) -> String {
    let answer = browser.post_form(&format!("/api/{function}"), fields).await;
    assert!(answer.location().starts_with(PATH), "{}", answer.location());
    let location = answer.location().to_owned();
    page(browser, &location).await
}

fn is_chosen(page: &str, rule: &str) -> bool {
    let (_, radio) = page.split_once(&format!("id=\"who-{rule}\"")).unwrap();
    radio.split('>').next().unwrap().contains("checked")
}

on_both! {
    async fn an_administrator_closes_and_opens_the_site(server: TestServer) {
        let (mut browser, _) = admin(&server).await;
        assert!(is_chosen(&page(&mut browser, PATH).await, "everyone"));
        let saved = send(&mut browser, "set_sign_up", &[("rule", "nobody"), ("domains", "")]).await;
        assert!(is_chosen(&saved, "nobody") && saved.contains("Every server follows within seconds."), "{saved}");
        assert!(!page(&mut browser, PATH).await.contains("Every server follows"), "it is said once");
        assert!(page(&mut server.browser(), "/sign-up").await.contains("This site doesn’t create new accounts."));
        let answer = server.browser().call("start_sign_up", &[("email", "eve@example.org")]).await;
        assert_eq!(answer.code(), "sign_up_closed");

        let saved = send(&mut browser, "set_sign_up", &[("rule", "invited"), ("domains", "Example.com, example.org")]).await;
        assert!(is_chosen(&saved, "invited") && saved.contains("value=\"example.com, example.org\""), "{saved}");
        let refused = send(&mut browser, "set_sign_up", &[("rule", "invited"), ("domains", "nonsense")]).await;
        assert!(refused.contains("value=\"nonsense\"") && refused.contains("This value isn’t valid here."), "{refused}");
        assert!(page(&mut server.browser(), "/").await.contains("example.com, example.org"));
        send(&mut browser, "set_sign_up", &[("rule", "everyone"), ("domains", "nonsense")]).await;
        assert!(page(&mut server.browser(), "/sign-up").await.contains("data-ceremony=\"sign_up\""));
        let id = id_of(&server, "admin").await;
        let events = page(&mut browser, "/console/events?kind=setting_changed").await;
        assert!(events.contains("Changed a setting of the site") && events.contains(&format!("/console/users/{id}")), "{events}");
    }

    async fn an_administrator_renames_the_site(server: TestServer) {
        let (mut browser, _) = admin(&server).await;
        let saved = send(&mut browser, "set_site_name", &[("name", " Ada’s <library> ")]).await;
        assert!(saved.contains("The name was saved.") && saved.contains("value=\"Ada’s &lt;library&gt;\""), "{saved}");
        assert!(page(&mut server.browser(), "/").await.contains("Ada’s &lt;library&gt;"));
        server.browser().ask_for_link("ada@example.org").await;
        assert!(server.mail().await.text.contains("Ada’s <library>"));
        let long = "x".repeat(61);
        for name in ["", long.as_str()] {
            let refused = send(&mut browser, "set_site_name", &[("name", name)]).await;
            assert!(refused.contains("id=\"site-name-error\""), "{refused}");
        }
    }

    async fn an_administrator_invites_and_withdraws(server: TestServer) {
        let (mut browser, _) = admin(&server).await;
        let listed = send(&mut browser, "invite_address", &[("email", "ada@example.org")]).await;
        let id = id_of(&server, "admin").await;
        assert!(listed.contains("The address was invited.") && listed.contains(">ada@example.org</h3>"), "{listed}");
        assert!(listed.contains(&format!("by <a href=\"/console/users/{id}\"")), "{listed}");
        for (email, problem) in [("ada", "That isn’t an email address."), ("ada@", "That isn’t an email address.")] {
            let refused = send(&mut browser, "invite_address", &[("email", email)]).await;
            assert!(refused.contains(problem) && refused.contains(&format!("value=\"{email}\"")), "{refused}");
        }
        let listed = send(&mut browser, "withdraw_invitation", &[("email", "ada@example.org")]).await;
        assert!(listed.contains("The invitation was withdrawn.") && !listed.contains("</h3>"), "{listed}");
    }

    async fn a_setting_of_the_environment_is_shown_and_cannot_be_changed(server: TestServer) {
        let server = server.restarted_with(&[("LATCHKEY_NAME", "The library")]).await;
        let (mut browser, _) = admin(&server).await;
        let shown = page(&mut browser, PATH).await;
        assert!(shown.contains("<code>LATCHKEY_NAME</code>") && !shown.contains("set_site_name"), "{shown}");
        assert!(shown.contains("action=\"/api/set_sign_up\""));
        let refused = send(&mut browser, "set_site_name", &[("name", "Eve’s")]).await;
        assert!(refused.contains("can’t be changed here"), "{refused}");
        assert_eq!(server.count("settings").await, 0);
    }
}
