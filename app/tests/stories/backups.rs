//! Backups: created while the server writes, checked, and restored.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Output;
use std::sync::atomic::{AtomicBool, Ordering};

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

/// Starts a server on a restored backup.
async fn restored(folder: &Path, backup: &str) -> TestServer {
    let url = format!("sqlite:{}", folder.join(format!("{}.db", backup.len())).display());
    assert_eq!(store::restore(&config(&url), backup, None).await.unwrap(), None);
    TestServer::start_with(Database::sqlite(), &[("DATABASE_URL", &url)]).await
}

#[tokio::test]
async fn a_backup_made_under_load_keeps_every_session_and_passkey() {
    let server = TestServer::start(Database::sqlite()).await;
    let folder = TempDir::new().unwrap();
    let people: RefCell<Vec<(TestBrowser, Peer)>> = RefCell::default();
    let is_over = Cell::new(false);
    let load = async {
        for nth in 0..8 {
            let (mut browser, mut phone) = (server.browser(), Peer::new());
            browser.sign_up(&format!("user{nth}@example.org"), &mut phone).await;
            people.borrow_mut().push((browser, phone));
        }
        is_over.set(true);
    };
    // Each backup, with the number of users who had signed up before it started.
    let mut backups = Vec::new();
    let copying = async {
        while !is_over.get() {
            let name = "x".repeat(backups.len() + 1);
            let file = folder.path().join(name).display().to_string();
            let signed_up = people.borrow().len();
            store::back_up(server.rp.config(), &file).await.unwrap();
            backups.push((file, signed_up));
        }
    };
    tokio::join!(load, copying);
    let first_with_some = backups.iter().position(|(_, people)| *people > 0).unwrap();
    let mut people = people.into_inner();
    // They are the same one if the first took until the end.
    for (file, signed_up) in BTreeSet::from([&backups[first_with_some], backups.last().unwrap()]) {
        let again = restored(folder.path(), file).await;
        for (browser, phone) in &mut people[..*signed_up] {
            let mut returning = again.browser();
            returning.cookies.clone_from(&browser.cookies);
            assert!(returning.dashboard().await.is_some(), "the session is still good");
            again.browser().sign_in(phone).await;
        }
    }
}

#[tokio::test]
async fn a_damaged_unrelated_or_newer_file_is_not_restored() {
    let server = TestServer::start(Database::sqlite()).await;
    server.browser().sign_up("ada@example.org", &mut Peer::new()).await;
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (good, damaged, newer) = (path("good"), path("damaged"), path("newer"));
    store::back_up(server.rp.config(), &good).await.unwrap();
    let mut bytes = std::fs::read(&good).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 4096].fill(0x5a);
    std::fs::write(&damaged, bytes).unwrap();
    std::fs::write(path("text"), "something else entirely\n".repeat(100)).unwrap();
    std::fs::write(path("empty"), "").unwrap();
    server
        .database
        .execute(
            "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
             values (99, 'from the future', true, x'00', 0)",
        )
        .await;
    store::back_up(server.rp.config(), &newer).await.unwrap();
    let url = format!("sqlite:{}", path("latchkey.db"));
    for (file, says) in [
        (damaged, "damaged"),
        (newer, "newer server"),
        (path("text"), "not a database"),
        (path("empty"), "is empty"),
        (path("missing"), "missing"),
    ] {
        let refused = store::restore(&config(&url), &file, None).await.unwrap_err().to_string();
        assert!(refused.contains(says) && !refused.contains('\n'), "{file}: {refused}");
    }
    let left: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap()).collect();
    assert!(left.iter().all(|file| !file.file_name().to_string_lossy().contains("latchkey.db")));
    store::restore(&config(&url), &good, None).await.unwrap();
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    command(folder).args(arguments).output().unwrap()
}

#[test]
fn a_running_server_is_backed_up_and_restored_after_it_stopped() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    let mut server = Server::start(folder);
    server.ask_for_link("ada@example.org");
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for nth in 0..1000 {
                if is_over.load(Ordering::SeqCst) {
                    break;
                }
                server.ask_for_link(&format!("user{nth}@example.org"));
            }
        });
        let made = run(folder, &["backup", "copy.db"]);
        is_over.store(true, Ordering::SeqCst);
        assert!(made.status.success() && made.stderr.is_empty(), "{made:?}");
    });
    server.ask_for_link("eve@example.org");
    let again = run(folder, &["backup", "copy.db"]);
    assert!(one_line(&again).contains("copy.db exists"), "{again:?}");

    assert!(one_line(&run(folder, &["restore", "copy.db"])).contains("--replace"));
    let replace = ["restore", "copy.db", "--replace"];
    assert!(one_line(&run(folder, &replace)).contains("stop the server first"));
    assert!(server.get("/dev/mailbox").contains("eve@example.org"), "nothing has changed");
    server.terminate();
    assert!(server.child.wait().unwrap().success());
    let restored = run(folder, &replace);
    assert!(restored.status.success(), "{restored:?}");
    let said = String::from_utf8(restored.stderr).unwrap();
    let kept = said.trim_end().rsplit(' ').next().unwrap();
    assert!(kept.starts_with("latchkey.db.") && folder.join(kept).exists(), "{said}");

    let server = Server::start(folder);
    let mailbox = server.get("/dev/mailbox");
    assert!(mailbox.contains("ada@example.org") && !mailbox.contains("eve@example.org"));
    let mut names: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap()).collect();
    names.retain(|file| file.file_name().to_string_lossy().contains("part"));
    assert!(names.is_empty(), "{names:?}");
}

#[cfg(unix)]
#[test]
fn only_its_owner_can_read_a_backup() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = TempDir::new().unwrap();
    let _server = Server::start(folder.path());
    assert!(run(folder.path(), &["backup", "copy.db"]).status.success());
    let mode = |name: &str| folder.path().join(name).metadata().unwrap().permissions().mode();
    assert_eq!(mode("copy.db") & 0o777, 0o600);
    let elsewhere = command(folder.path())
        .env("DATABASE_URL", "sqlite:other.db")
        .args(["restore", "copy.db"])
        .output()
        .unwrap();
    assert!(elsewhere.status.success(), "{elsewhere:?}");
    assert_eq!(mode("other.db") & 0o777, 0o600);
}

#[test]
fn for_postgresql_the_error_names_pg_dump() {
    let folder = TempDir::new().unwrap();
    for (arguments, tool) in [
        (["backup", "copy"], "pg_dump --format=custom"),
        (["restore", "copy"], "pg_restore --clean"),
    ] {
        let output = command(folder.path())
            .env("DATABASE_URL", "postgres://nobody@localhost:1/nothing")
            .args(arguments)
            .output()
            .unwrap();
        assert!(one_line(&output).contains(tool), "{output:?}");
    }
}

#[test]
fn a_backup_never_creates_a_database() {
    let folder = TempDir::new().unwrap();
    assert!(one_line(&run(folder.path(), &["backup", "copy.db"])).contains("no file latchkey.db"));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}
