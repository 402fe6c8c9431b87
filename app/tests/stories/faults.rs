//! Faults: a server that is killed or stopped loses nothing that it has confirmed.

use std::collections::BTreeSet;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;
use testing::database::Database;
use testing::postgres::Postgres;

use crate::process::{Server, free_address};

/// How often a server is killed. `scripts/bench-faults` does it more often.
fn rounds() -> u64 {
    #[expect(clippy::disallowed_methods, reason = "not a setting: how thorough the test is")]
    let given = std::env::var("KILL_ROUNDS").ok();
    given.map_or(20, |given| given.parse().unwrap())
}

/// How often PostgreSQL is killed.
const POSTGRES_ROUNDS: u64 = 3;

/// Clients that write at the same time, and how often each of them does at most.
const CLIENTS: usize = 4;
const WRITES: usize = 1000;

/// Whether the server has confirmed that it sends an email.
pub(crate) fn is_confirmed(answer: &str) -> bool {
    answer.contains("location: /magic-link\r\n")
}

/// Requests links for new addresses while `stop` runs, which can ask how many the server has confirmed.
/// Returns the confirmed addresses.
fn write_until(
    server: &Server,
    round: u64,
    stop: impl FnOnce(&dyn Fn() -> usize),
) -> BTreeSet<String> {
    let (confirmed, is_over) = (Mutex::new(BTreeSet::new()), AtomicBool::new(false));
    thread::scope(|scope| {
        for client in 0..CLIENTS {
            let (confirmed, is_over) = (&confirmed, &is_over);
            scope.spawn(move || {
                for number in 0..WRITES {
                    let email = format!("user-{round}-{client}-{number}@example.org");
                    let answer = server.post_for_link(&email);
                    if answer.is_ok_and(|answer| is_confirmed(&answer)) {
                        confirmed.lock().unwrap().insert(email);
                    }
                    if is_over.load(Ordering::Relaxed) {
                        return;
                    }
                }
            });
        }
        stop(&|| confirmed.lock().unwrap().len());
        is_over.store(true, Ordering::Relaxed);
    });
    confirmed.into_inner().unwrap()
}

/// Waits until so many are confirmed.
fn wait_for(least: u64, confirmed: &dyn Fn() -> usize) {
    for _ in 0..2000 {
        if confirmed() as u64 >= least {
            return;
        }
        thread::sleep(Duration::from_millis(5));
    }
}

/// Checks that every confirmed email is in the database.
pub(crate) async fn assert_kept(database: &Database, confirmed: &BTreeSet<String>) {
    let everything = database.everything().await;
    let recipients = everything.into_iter().filter(|(place, _)| place == "messages.recipient");
    let kept: BTreeSet<_> = recipients.map(|(_, recipient)| recipient).collect();
    let lost: Vec<_> = confirmed.difference(&kept).collect();
    assert!(lost.is_empty(), "{} of {} are lost: {lost:?}", lost.len(), confirmed.len());
}

/// Returns the next number of a sequence that is the same in every run.
fn next(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *seed >> 33
}

async fn a_killed_server_keeps_what_it_has_confirmed(database: Database) {
    let folder = TempDir::new().unwrap();
    let settings = [("DATABASE_URL", database.url()), ("LATCHKEY_RATE_LIMITS", "off")];
    let (mut seed, mut all) = (1, BTreeSet::new());
    for round in 0..rounds() {
        let mut server = Server::start_with(folder.path(), &settings);
        let (least, wait) = (next(&mut seed) % 8, Duration::from_micros(next(&mut seed) % 20_000));
        all.extend(write_until(&server, round, |confirmed| {
            wait_for(least, confirmed);
            thread::sleep(wait);
            // The process can't finish anything after this signal.
            let id = server.child.id().to_string();
            assert!(Command::new("kill").args(["-KILL", &id]).status().unwrap().success());
        }));
        server.child.wait().unwrap();
    }
    let again = Server::start_with(folder.path(), &settings);
    assert_kept(&database, &all).await;
    assert!(is_confirmed(&again.try_to_ask_for_link("last@example.org")));
    assert!(all.len() > 20, "only {} were confirmed", all.len());
}

#[tokio::test]
async fn a_killed_server_keeps_what_it_has_confirmed_on_sqlite() {
    a_killed_server_keeps_what_it_has_confirmed(Database::sqlite()).await;
}

#[tokio::test]
async fn a_killed_server_keeps_what_it_has_confirmed_on_postgres() {
    a_killed_server_keeps_what_it_has_confirmed(Database::postgres().await).await;
}

#[tokio::test]
async fn a_killed_postgres_keeps_what_was_confirmed_and_the_server_goes_on() {
    let mut postgres = Postgres::start(free_address().port()).await;
    let (database, folder) = (Database::postgres_at(postgres.url()).await, TempDir::new().unwrap());
    let settings = [("DATABASE_URL", database.url()), ("LATCHKEY_RATE_LIMITS", "off")];
    let server = Server::start_with(folder.path(), &settings);
    let mut all = BTreeSet::new();
    for round in 0..POSTGRES_ROUNDS {
        all.extend(write_until(&server, round, |confirmed| {
            wait_for(20, confirmed);
            postgres.kill();
        }));
        let refused = server.try_to_ask_for_link("during@example.org");
        assert!(refused.starts_with("HTTP/1.1 503 "), "{refused}");
        postgres.start_again().await;
        server.wait_until_ready();
    }
    assert!(all.len() as u64 >= 20 * POSTGRES_ROUNDS, "only {} were confirmed", all.len());
    assert_kept(&database, &all).await;
    assert!(is_confirmed(&server.try_to_ask_for_link("last@example.org")));
}

#[tokio::test]
async fn a_server_that_is_stopped_under_load_keeps_what_it_has_confirmed() {
    let (database, folder) = (Database::sqlite(), TempDir::new().unwrap());
    let settings = [("DATABASE_URL", database.url()), ("LATCHKEY_RATE_LIMITS", "off")];
    let mut server = Server::start_with(folder.path(), &settings);
    let confirmed = write_until(&server, 0, |confirmed| {
        wait_for(20, confirmed);
        server.terminate();
    });
    assert!(server.child.wait().unwrap().success());
    assert!(!confirmed.is_empty());
    assert_kept(&database, &confirmed).await;
}
