//! The solutions of the exercises in `docs/exercises/`, if no other test runs them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use axum::routing::post;
use axum::{Json, Router, middleware};
use http::StatusCode;
use latchkey::RecentlyVerified;
use latchkey::web::request_context;
use serde_json::{Value, json};
use testing::authenticator::Peer;
use testing::database::Database;
use testing::on_both;
use testing::server::TestServer;

// As in exercise 3.
async fn payout(RecentlyVerified(signed_in): RecentlyVerified) -> Json<Value> {
    Json(json!({ "paid_to": signed_in.user.id }))
}

on_both! {
    async fn a_payout_needs_a_recent_passkey(server: TestServer) {
        let routes = Router::new()
            .route("/payout", post(payout))
            .layer(middleware::from_fn_with_state(server.rp.clone(), request_context::remember))
            .layer(server.rp.sessions().layer())
            .with_state(server.rp.clone());
        let mut browser = server.browser();
        browser.router = browser.router.merge(latchkey::web::guard(&server.rp, routes));

        browser.post_form("/payout", &[]).await.assert_refused(401, "signed_out");
        browser.sign_up("ada@example.org", &mut Peer::new()).await;
        let answer = browser.post_form("/payout", &[]).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.json()["paid_to"].is_string());
        server.pass(Duration::from_mins(11));
        browser.post_form("/payout", &[]).await.assert_refused(403, "verification_required");
    }
}

#[tokio::test]
async fn a_second_origin_is_in_the_well_known_file() {
    let settings = [("LATCHKEY_ALLOWED_ORIGINS", "https://shop.example.net")];
    let server = TestServer::start_with(Database::sqlite(), &settings).await;
    let file = server.browser().get_json("/.well-known/webauthn").await;
    assert_eq!(
        file.json()["origins"],
        json!(["http://localhost:3000", "https://shop.example.net"])
    );
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Returns the text of every Rust file in a folder and its subfolders.
fn sources(folder: &Path) -> String {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let text = entries.map(|path| {
        if path.is_dir() { sources(&path) } else { fs::read_to_string(&path).unwrap_or_default() }
    });
    text.collect()
}

/// Runs a command in a folder and returns what it printed.
fn run(folder: &Path, program: &str, arguments: &[&str]) -> String {
    let done = Command::new(program).args(arguments).current_dir(folder).output().unwrap();
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(done.status.success(), "{program} {arguments:?}: {said}");
    String::from_utf8(done.stdout).unwrap()
}

// As in exercise 7, in a clone of the committed files.
#[test]
fn a_part_is_removed_without_a_trace() {
    let folder = tempfile::TempDir::new().unwrap();
    let root = root().canonicalize().unwrap();
    let from = root.to_str().unwrap();
    run(folder.path(), "git", &["clone", "--quiet", "--shared", from, "clone"]);
    let clone = folder.path().join("clone");
    let remove = clone.join("scripts/remove-extra");
    let remove = remove.to_str().unwrap();
    let parts = run(&clone, remove, &["--list"]);
    // The last one is needed by no other.
    let Some(part) = parts.lines().last() else { return };
    let removed = run(&clone, remove, &[part]);
    assert!(removed.contains("migrations/") || removed.contains("src/extras/"), "{removed}");
    assert!(run(&clone, "git", &["status", "--porcelain"]).contains(" D "));
    let others =
        [":!CHANGELOG.md", ":!Cargo.lock", ":!scripts/remove-extra", ":!scripts/test-removal"];
    let grep = ["grep", "--untracked", "-niw", part, "--", "."];
    let mentions =
        Command::new("git").args(grep).args(others).current_dir(&clone).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&mentions.stdout), "");
    run(&clone, "git", &["checkout", "--quiet", "."]);
    assert_eq!(run(&clone, "git", &["status", "--porcelain"]), "");
}

#[test]
fn every_exercise_names_a_test_of_its_solution() {
    let tests = sources(&root().join("src")) + &sources(&root().join("app/tests"));
    let mut count = 0;
    for entry in fs::read_dir(root().join("docs/exercises")).unwrap() {
        let page = fs::read_to_string(entry.unwrap().path()).unwrap();
        let Some((_, named)) = page.split_once("\nTest: `") else { continue };
        let name = named.split('`').next().unwrap();
        let exists = if name.contains('/') {
            root().join(name).exists()
        } else {
            tests.contains(&format!("fn {name}("))
        };
        assert!(exists, "there is no test {name}");
        assert!(page.contains("**Check:**"), "{name}");
        count += 1;
    }
    assert!(count >= 4, "only {count} exercises were found");
}

#[test]
fn the_solution_of_exercise_3_is_the_code_above() {
    let page = fs::read_to_string(root().join("docs/exercises/3-recent-passkey.md")).unwrap();
    let solution = page.split("```rust\n").nth(1).unwrap().split("```").next().unwrap();
    assert!(include_str!("exercises.rs").contains(solution));
}
