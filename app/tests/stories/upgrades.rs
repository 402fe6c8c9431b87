//! Upgrades: a database of an older schema keeps everything, also if the upgrade is interrupted.

use std::fs;
use std::path::Path;
use std::process::{Child, Command};
use std::thread;
use std::time::Duration;

use axum::body::Body;
use http::Method;
use http::header::CONTENT_TYPE;
use tempfile::TempDir;
use testing::authenticator::Peer;
use testing::database::Database;
use testing::on_both;
use testing::server::{TestBrowser, TestServer};

use crate::process::{Server, command, free_address};
use crate::tokens::{ask_for_tokens, with_key};

const ADA: &str = "ada@example.org";

/// The core's migrations of the first version.
const SCHEMA: [(i64, &str); 4] = [
    (1, include_str!("../../../migrations/0001_core.sql")),
    (2, include_str!("../../../migrations/0002_tokens.sql")),
    (3, include_str!("../../../migrations/0003_recovery.sql")),
    (4, include_str!("../../../migrations/0004_user_handle.sql")),
];

/// How often an upgrade is killed at most, each time after a quarter more time.
const MAX_KILLS: u32 = 60;

/// How many events make an upgrade long enough to be killed in the middle.
const EVENTS: u32 = 100_000;

/// Returns a database with the older schema and the rows of a site, as far as it had their columns.
async fn older(site: &TestServer) -> Database {
    let database = site.database.another().await;
    fill_from(&site.database, &database).await;
    database
}

async fn fill_from(site: &Database, database: &Database) {
    database.migrate(&SCHEMA).await;
    database.copy_from(site).await;
    // The migrations of extras, which come with the upgrade, insert the others.
    database.execute("delete from event_readers where name <> 'trimming'").await;
}

/// Puts the cookies of a browser into a browser of another server.
fn moved(browser: &TestBrowser, to: &TestServer) -> TestBrowser {
    let mut moved = to.browser();
    moved.cookies.clone_from(&browser.cookies);
    moved
}

on_both! {
    async fn an_older_schema_keeps_every_passkey_session_link_code_and_token(server: TestServer) {
        with_key(&server).await;
        let (mut ada, mut phone, mut key) = (server.browser(), Peer::new(), Peer::new());
        ada.sign_up(ADA, &mut phone).await;
        ada.press_link_button(&server.mail().await).await;
        ada.add_passkey(&mut key).await;
        let page = ada.post_form("/recovery-codes", &[("replaced", "")]).await.body;
        let code = page.split("<li><code>").nth(1).unwrap().split('<').next().unwrap().to_owned();
        let tokens = ask_for_tokens(&mut ada).await.json();
        let (mut eve, mut eves) = (server.browser(), Peer::new());
        eve.sign_up("eve@example.org", &mut eves).await;
        let mut asked = server.browser();
        asked.ask_for_link(ADA).await;
        let link = server.mail().await;

        let upgraded = TestServer::start(older(&server).await).await;
        for (browser, email) in [(&ada, ADA), (&eve, "eve@example.org")] {
            assert!(moved(browser, &upgraded).dashboard().await.unwrap().contains(email));
        }
        for passkey in [&mut phone, &mut key, &mut eves] {
            let mut browser = upgraded.browser();
            browser.sign_in(passkey).await;
            assert!(browser.dashboard().await.is_some());
        }
        let mut asked = moved(&asked, &upgraded);
        assert_eq!(asked.press_link_button(&link).await.location(), "/dashboard");
        let used = asked.post_form("/api/use_recovery_code", &[("code", &code)]).await;
        assert_eq!(used.location(), "/dashboard");
        let mut client = upgraded.browser();
        let request = client.request(Method::POST, "/auth/tokens/refresh");
        let body = serde_json::json!({ "refresh_token": tokens["refresh_token"] }).to_string();
        let request = request.header(CONTENT_TYPE, "application/json");
        assert_eq!(client.send(request, Body::from(body)).await.status, 200);
        let history = moved(&ada, &upgraded).get("/dashboard/activity").await.body;
        assert!(history.matches("<li").count() > 5, "{history}");
    }
}

/// Fills a database of the older schema with two users.
async fn fill(database: &Database) {
    let site = TestServer::start(database.another().await).await;
    site.browser().sign_up(ADA, &mut Peer::new()).await;
    site.browser().sign_up("eve@example.org", &mut Peer::new()).await;
    fill_from(&site.database, database).await;
}

/// Adds many events, which the upgrade has to read for an index, so that it takes a while.
async fn make_long(database: &Database) {
    let last = EVENTS + 1000;
    let events = format!(
        "insert into events (sequence, id, user_id, kind, details, user_agent, ip, created_at, last_at)
         with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < {EVENTS})
         select n + 1000, 'made up ' || n, 'nobody', 'signed_up', '{{}}', '', '', 4102444800, 4102444800
         from numbers"
    );
    database.execute(&events).await;
    for table in ["event_counter set last", "event_readers set sequence"] {
        database.execute(&format!("update {table} = {last}")).await;
    }
}

async fn number(database: &Database, sql: &str) -> u32 {
    database.text(&format!("select cast(({sql}) as text)")).await.parse().unwrap()
}

fn upgrade(folder: &Path, database: &Database) -> Child {
    let address = free_address().to_string();
    let settings = [("DATABASE_URL", database.url()), ("LATCHKEY_ADDR", &address)];
    command(folder).envs(settings).spawn().unwrap()
}

/// Returns the number of the newest file of the core.
fn newest_migration() -> u32 {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations");
    let names = fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name());
    let numbers = names.map(|name| name.to_str().unwrap()[..4].parse().unwrap());
    numbers.filter(|number| *number < 100).max().unwrap()
}

/// Kills a server. Returns whether it has upgraded the database before.
async fn has_upgraded(mut killed: Child, database: &Database) -> bool {
    // The process can't finish anything after this signal.
    let id = killed.id().to_string();
    assert!(Command::new("kill").args(["-KILL", &id]).status().unwrap().success());
    killed.wait().unwrap();
    let newest = "select max(version) from _sqlx_migrations where version < 100";
    number(database, newest).await == newest_migration()
}

async fn a_killed_upgrade_is_finished_by_the_next_start(database: Database) {
    fill(&database).await;
    make_long(&database).await;
    let folder = TempDir::new().unwrap();
    let (mut kills, mut wait) = (0, Duration::ZERO);
    loop {
        let upgrading = upgrade(folder.path(), &database);
        thread::sleep(wait);
        wait = wait * 5 / 4 + Duration::from_millis(10);
        if has_upgraded(upgrading, &database).await {
            break;
        }
        kills += 1;
        assert!(kills < MAX_KILLS, "it makes no progress");
    }
    assert!(kills > 2, "{kills}");
    let server = Server::start_with(folder.path(), &[("DATABASE_URL", database.url())]);
    server.ask_for_link("last@example.org");
    let events = "select count(*) from events where user_id = 'nobody'";
    for (sql, kept) in [
        ("select count(*) from users", 2),
        ("select count(*) from credentials", 2),
        (events, EVENTS),
    ] {
        assert_eq!(number(&database, sql).await, kept, "{sql}");
    }
}

#[tokio::test]
async fn a_killed_upgrade_is_finished_by_the_next_start_on_sqlite() {
    a_killed_upgrade_is_finished_by_the_next_start(Database::sqlite()).await;
}

#[tokio::test]
async fn a_killed_upgrade_is_finished_by_the_next_start_on_postgres() {
    a_killed_upgrade_is_finished_by_the_next_start(Database::postgres().await).await;
}

/// A lock stops the upgrade in the middle.
#[tokio::test]
async fn an_upgrade_that_is_killed_while_it_waits_is_finished_by_the_next_start() {
    let (database, folder) = (Database::postgres().await, TempDir::new().unwrap());
    fill(&database).await;
    let lock = database.lock_table("events").await;
    let upgrading = upgrade(folder.path(), &database);
    let waiting = "select count(*) from pg_stat_activity
                   where datname = current_database() and wait_event_type = 'Lock'";
    for _ in 0..1000 {
        if number(&database, waiting).await > 0 {
            break;
        }
        thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(number(&database, waiting).await, 1);
    assert!(!has_upgraded(upgrading, &database).await);
    drop(lock);
    let server = Server::start_with(folder.path(), &[("DATABASE_URL", database.url())]);
    server.ask_for_link("last@example.org");
    assert_eq!(number(&database, "select count(*) from users").await, 2);
}
