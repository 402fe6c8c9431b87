//! The console: what administrators see and do, and that no one else does.

mod access;
mod events;
#[cfg(feature = "passage")]
mod passage;
mod settings;
#[cfg(feature = "user_files")]
mod user_files;
mod users;
#[cfg(feature = "webhooks")]
mod webhooks;

use testing::authenticator::Peer;
use testing::server::{TestBrowser, TestServer};

/// Returns a browser in which a user has just used a passkey.
async fn member(server: &TestServer, name: &str) -> (TestBrowser, Peer) {
    let (mut browser, mut phone) = (server.browser(), Peer::new());
    browser.sign_up(&format!("{name}@example.org"), &mut phone).await;
    (browser, phone)
}

/// Returns a browser in which an administrator has just used a passkey.
async fn admin(server: &TestServer) -> (TestBrowser, Peer) {
    admin_named(server, "admin").await
}

/// Returns a browser of an administrator with this name.
async fn admin_named(server: &TestServer, name: &str) -> (TestBrowser, Peer) {
    let (mut browser, phone) = member(server, name).await;
    let token = invitation(server).await;
    let answer = browser.post_form("/api/redeem_admin_invitation", &[("token", &token)]).await;
    assert_eq!(answer.location(), "/console");
    (browser, phone)
}

/// Returns the token of a new invitation.
async fn invitation(server: &TestServer) -> String {
    let link = server.rp.console().invite_admin().await.unwrap();
    link.split_once("token=").unwrap().1.to_owned()
}

/// Returns the id of the user who owns or claims `{name}@example.org`.
async fn id_of(server: &TestServer, name: &str) -> String {
    let query = latchkey::extras::console::users::UserQuery {
        search: format!("{name}@example.org"),
        ..Default::default()
    };
    server.rp.console().list_users(&query).await.unwrap()[0].user.id.to_string()
}
