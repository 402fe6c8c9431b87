//! `server health`: the health check for containers that have no other program.

use std::path::Path;

use tempfile::TempDir;
use testing::database::Database;

use crate::binary::one_line;
use crate::process::{Server, command, free_address};

fn health(folder: &Path, address: &str, arguments: &[&str]) -> std::process::Output {
    command(folder)
        .env("LATCHKEY_ADDR", address)
        .env("LATCHKEY_ORIGIN", format!("http://localhost:{}", address.rsplit(':').next().unwrap()))
        .arg("health")
        .args(arguments)
        .output()
        .unwrap()
}

#[test]
fn a_running_server_is_healthy_wherever_it_listens() {
    let folder = TempDir::new().unwrap();
    let server = Server::start(folder.path());
    let port = server.address.port();
    for address in [format!("127.0.0.1:{port}"), format!("0.0.0.0:{port}")] {
        for arguments in [&[][..], &["--live"]] {
            let output = health(folder.path(), &address, arguments);
            assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
        }
    }
    // The server doesn't listen on IPv6 here, and the machine may not have it.
    let both = format!("[::1]:{port}, 127.0.0.1:{port}");
    assert!(health(folder.path(), &both, &[]).status.success());
}

#[test]
fn without_a_server_health_fails_and_creates_nothing() {
    let folder = TempDir::new().unwrap();
    let address = free_address().to_string();
    let said = one_line(&health(folder.path(), &address, &[]));
    assert!(said.contains(&format!("no server at {address}")), "{said}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_without_its_database_is_live_but_not_ready() {
    let database = Database::postgres().await;
    let folder = TempDir::new().unwrap();
    let server = Server::start_with(folder.path(), &[("DATABASE_URL", database.url())]);
    let address = server.address.to_string();
    assert!(health(folder.path(), &address, &[]).status.success());
    database.stop().await;
    let said = one_line(&health(folder.path(), &address, &[]));
    assert!(said.contains("/readyz with 503"), "{said}");
    assert!(health(folder.path(), &address, &["--live"]).status.success());
}
