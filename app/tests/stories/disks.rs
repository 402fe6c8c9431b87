//! A server with a full disk, or with a read-only or damaged database file, says so and loses nothing.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;
use testing::database::Database;

use crate::binary::one_line;
use crate::faults::{assert_kept, is_confirmed};
use crate::process::{Server, command};

/// How many emails are requested at most until the disk is full.
const WRITES: usize = 1000;

/// How many bytes are freed on a full disk.
const ROOM: usize = 1_000_000;

/// Leaves a test out on a machine that can't run it. With `SKIP_NOTHING`, that is an error.
fn skip(reason: &str) {
    #[expect(clippy::disallowed_methods, reason = "not a setting: how thorough the tests are")]
    let skips_nothing = std::env::var_os("SKIP_NOTHING").is_some_and(|value| !value.is_empty());
    assert!(!skips_nothing, "{reason}");
    eprintln!("left out: {reason}");
}

/// Runs a command as the administrator, if this user may without a password.
fn as_administrator(command: &[&str]) -> bool {
    let sudo = [&["sudo", "-n"], command].concat();
    [command, &sudo].into_iter().any(|words| {
        let mut run = Command::new(words[0]);
        let run = run.args(&words[1..]).stdout(Stdio::null()).stderr(Stdio::null());
        run.status().is_ok_and(|status| status.success())
    })
}

/// A small disk in memory. It ends with its test.
struct Disk<'a>(&'a Path);

impl<'a> Disk<'a> {
    /// Mounts one on a folder.
    fn mount(folder: &'a Path, bytes: usize) -> Option<Self> {
        let options = format!("size={bytes},mode=0777");
        let mount = ["mount", "-t", "tmpfs", "-o", &options, "tmpfs", folder.to_str().unwrap()];
        as_administrator(&mount).then_some(Self(folder))
    }
}

impl Drop for Disk<'_> {
    fn drop(&mut self) {
        as_administrator(&["umount", "--lazy", self.0.to_str().unwrap()]);
    }
}

/// Requests emails until the disk is full, and returns the addresses that the server has confirmed.
fn fill(server: &Server) -> BTreeSet<String> {
    let (mut confirmed, mut refused) = (BTreeSet::new(), None);
    for number in 0..WRITES {
        let email = format!("user{number}@example.org");
        let answer = server.try_to_ask_for_link(&email);
        if !is_confirmed(&answer) {
            refused = Some(answer);
            break;
        }
        confirmed.insert(email);
    }
    let refused = refused.expect("a refusal");
    assert!(refused.starts_with("HTTP/1.1 503 "), "{refused}");
    assert!(confirmed.len() > 10, "{}", confirmed.len());
    for path in ["/", "/sign-in", "/readyz"] {
        assert!(server.get(path).contains("200 OK"), "{path}");
    }
    confirmed
}

/// The limit on the size of a file stands in for a full disk: writing fails, reading doesn't.
#[tokio::test]
async fn a_server_without_disk_space_says_so_and_keeps_what_it_has_confirmed() {
    let (database, folder) = (Database::sqlite(), TempDir::new().unwrap());
    let settings = [("DATABASE_URL", database.url()), ("LATCHKEY_RATE_LIMITS", "off")];
    let server = Server::start_with_file_limit(folder.path(), 1_500_000, &settings);
    let confirmed = fill(&server);
    drop(server);
    let again = Server::start_with(folder.path(), &settings);
    assert_kept(&database, &confirmed).await;
    assert!(is_confirmed(&again.try_to_ask_for_link("last@example.org")));
}

#[tokio::test]
async fn a_server_on_a_full_disk_goes_on_once_there_is_room() {
    let (folder, disk) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let Some(mounted) = Disk::mount(disk.path(), 3 * ROOM) else {
        return skip("this user can't mount a small disk, so none was filled");
    };
    let filler = disk.path().join("filler");
    fs::write(&filler, vec![0; ROOM]).unwrap();
    let database = Database::sqlite_in(disk.path());
    let settings = [("DATABASE_URL", database.url()), ("LATCHKEY_RATE_LIMITS", "off")];
    let server = Server::start_with(folder.path(), &settings);
    let confirmed = fill(&server);
    fs::remove_file(&filler).unwrap();
    assert!(is_confirmed(&server.try_to_ask_for_link("last@example.org")));
    server.use_a_passkey("ada@example.org").await;
    assert_kept(&database, &confirmed).await;
    drop((server, mounted));
}

/// Returns a server that obeys the permissions of files, which an administrator may ignore.
fn bound(folder: &Path) -> Command {
    let plain = command(folder);
    // Only an administrator's files can be written in spite of their mode.
    let probe = folder.join("probe");
    fs::write(&probe, "").unwrap();
    fs::set_permissions(&probe, fs::Permissions::from_mode(0o444)).unwrap();
    let is_bound = fs::write(&probe, "").is_err();
    fs::remove_file(&probe).unwrap();
    if is_bound {
        return plain;
    }
    let mut bound = Command::new("setpriv");
    bound.args(["--bounding-set", "-dac_override,-dac_read_search"]).arg(plain.get_program());
    bound.current_dir(folder).env_clear().stdout(Stdio::piped()).stderr(Stdio::piped());
    bound
}

/// Starts a server on a database file and a folder with these modes, and returns why it stopped.
fn refused(file: u32, folder: u32) -> String {
    let place = TempDir::new().unwrap();
    let database = place.path().join("latchkey.db");
    let mut server = Server::start(place.path());
    server.terminate();
    assert!(server.child.wait().unwrap().success());
    let before = fs::read(&database).unwrap();
    let set =
        |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let mut command = bound(place.path());
    set(&database, file);
    set(place.path(), folder);
    let output = command.output().unwrap();
    set(place.path(), 0o700);
    set(&database, 0o600);
    assert!(fs::read(&database).unwrap() == before, "the file has changed");
    one_line(&output)
}

#[test]
fn a_server_that_cannot_write_its_database_stops_with_one_line() {
    for (file, folder) in [(0o444, 0o700), (0o600, 0o500), (0o444, 0o500)] {
        let line = refused(file, folder);
        for said in ["DATABASE_URL: ", "readonly database: latchkey.db. ", "needs write access"] {
            assert!(line.contains(said), "{file:o} in {folder:o}: {line}");
        }
    }
}

#[test]
fn a_server_without_a_folder_for_its_database_stops_with_one_line() {
    let folder = TempDir::new().unwrap();
    let mut command = command(folder.path());
    command.env("DATABASE_URL", "sqlite:no-such-folder/latchkey.db");
    let line = one_line(&command.output().unwrap());
    assert!(line.contains("no-such-folder/latchkey.db") && line.contains("must exist"), "{line}");
}

#[tokio::test]
async fn a_server_on_a_read_only_postgres_stops_with_one_line() {
    let (database, folder) = (Database::postgres().await, TempDir::new().unwrap());
    let settings = [("DATABASE_URL", database.url())];
    drop(Server::start_with(folder.path(), &settings));
    let (_, name) = database.url().rsplit_once('/').unwrap();
    database
        .execute(&format!("alter database {name} set default_transaction_read_only = on"))
        .await;
    let line = one_line(&command(folder.path()).envs(settings).output().unwrap());
    assert!(line.contains("DATABASE_URL: ") && line.contains("read-only"), "{line}");
}

#[test]
fn a_damaged_database_stops_the_start_with_one_line_and_stays_as_it_is() {
    let folder = TempDir::new().unwrap();
    let mut server = Server::start(folder.path());
    server.terminate();
    assert!(server.child.wait().unwrap().success());
    let file = folder.path().join("latchkey.db");
    let mut bytes = fs::read(&file).unwrap();
    // The list of tables, after the header of the file.
    bytes[100..4096].fill(0xff);
    fs::write(&file, &bytes).unwrap();
    let line = one_line(&command(folder.path()).output().unwrap());
    assert!(line.contains("DATABASE_URL") && line.contains("malformed"), "{line}");
    assert_eq!(fs::read(&file).unwrap(), bytes);
}
