//! Copies: everything moves from SQLite to PostgreSQL and back.

use std::collections::BTreeMap;

use latchkey::{Config, store};
use tempfile::TempDir;
use testing::authenticator::Peer;
use testing::database::Database;
use testing::server::{TestBrowser, TestServer};

use crate::binary::one_line;
use crate::process::{Server, command};

fn config(url: &str) -> Config {
    Config::from_settings(&BTreeMap::from([("DATABASE_URL".to_owned(), url.to_owned())])).unwrap()
}

async fn copy(from: &Database, to: &Database) -> Result<Vec<String>, String> {
    let (from, to, mut lines) = (config(from.url()), config(to.url()), Vec::new());
    let copied = store::copy(&from, &to, &mut |line| lines.push(line)).await;
    copied.map_err(|error| error.to_string()).map(|()| lines)
}

/// Everything in a database. The engines write bytes differently as text, so those are left out; the
/// command compares them.
async fn everything(database: &Database) -> Vec<(String, String)> {
    let mut everything = database.everything().await;
    everything.retain(|(_, value)| !value.starts_with("\\x") && value.is_ascii());
    everything.sort();
    everything
}

async fn assert_all_are_there(server: &TestServer, people: &mut [(TestBrowser, Peer)]) {
    for (browser, phone) in people {
        let mut returning = server.browser();
        returning.cookies.clone_from(&browser.cookies);
        assert!(returning.dashboard().await.is_some(), "a session is lost");
        let mut another = server.browser();
        another.sign_in(phone).await;
    }
}

#[tokio::test]
async fn everything_moves_to_postgresql_and_back() {
    let server = TestServer::start(Database::sqlite()).await;
    let mut people = Vec::new();
    for name in ["ada", "grace", "éva"] {
        let (mut browser, mut phone) = (server.browser(), Peer::new());
        browser.sign_up(&format!("{name}@example.org"), &mut phone).await;
        people.push((browser, phone));
    }
    server.browser().ask_for_link("dora@example.org").await;
    server.rp.store().close().await;

    let postgres = Database::postgres().await;
    let lines = copy(&server.database, &postgres).await.unwrap();
    assert!(lines.contains(&"users: 3 rows".to_owned()), "{lines:?}");
    let before = everything(&server.database).await;
    assert!(before.len() > 100, "{}", before.len());
    assert_eq!(everything(&postgres).await, before);
    let moved = TestServer::start(postgres).await;
    assert_all_are_there(&moved, &mut people).await;
    moved.rp.store().close().await;

    let sqlite = Database::sqlite();
    copy(&moved.database, &sqlite).await.unwrap();
    assert_eq!(everything(&sqlite).await, everything(&moved.database).await);
    let back = TestServer::start(sqlite).await;
    assert_all_are_there(&back, &mut people).await;
}

#[tokio::test]
async fn nothing_is_copied_from_a_database_in_use_or_to_one_that_is_not_empty() {
    let used = TestServer::start(Database::sqlite()).await;
    used.browser().sign_up("ada@example.org", &mut Peer::new()).await;
    let empty = Database::postgres().await;
    let refused = copy(&used.database, &empty).await.unwrap_err();
    assert!(refused.contains("stop all servers first"), "{refused}");
    used.rp.store().close().await;
    copy(&used.database, &empty).await.unwrap();
    for (from, to) in [(&used.database, &empty), (&empty, &used.database)] {
        let before = everything(to).await;
        let refused = copy(from, to).await.unwrap_err();
        assert!(refused.starts_with("--to: isn't empty"), "{refused}");
        assert_eq!(everything(to).await, before);
    }
    let server = TestServer::start(empty).await;
    let refused = copy(&server.database, &Database::sqlite()).await.unwrap_err();
    assert!(refused.contains("stop all servers first"), "{refused}");
}

#[tokio::test]
async fn a_database_with_other_tables_is_not_copied() {
    let server = TestServer::start(Database::sqlite()).await;
    server.rp.store().close().await;
    server.database.execute("delete from _sqlx_migrations where version = 501").await;
    let refused = copy(&server.database, &Database::sqlite()).await.unwrap_err();
    assert!(refused.contains("other tables than this version"), "{refused}");
}

#[test]
fn the_command_copies_a_stopped_server_and_refuses_a_running_one() {
    let folder = TempDir::new().unwrap();
    let copy = |to: &str| command(folder.path()).args(["copy", "--to", to]).output().unwrap();
    assert!(one_line(&copy("sqlite:new.db")).contains("there is no file"));
    let mut server = Server::start(folder.path());
    server.ask_for_link("ada@example.org");
    assert!(one_line(&copy("sqlite:new.db")).contains("stop all servers first"));
    server.terminate();
    assert!(server.child.wait().unwrap().success());
    assert!(one_line(&copy("mysql://x/y")).contains("--to"));
    let output = copy("sqlite:new.db");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && output.stdout.is_empty(), "{said}");
    assert!(said.contains("messages: 1 rows\n") && said.contains("DATABASE_URL"), "{said}");
    let again = Server::start_with(folder.path(), &[("DATABASE_URL", "sqlite:new.db")]);
    assert!(again.get("/dev/mailbox").contains("ada@example.org"));
}
