//! The binary: how it starts, fails to start, and stops.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Output;
use std::time::Duration;

use tempfile::TempDir;

use crate::process::{Server, command, free_address};

fn refused(folder: &Path, settings: &[(&str, &str)]) -> String {
    let output = command(folder).envs(settings.iter().copied()).output().unwrap();
    one_line(&output)
}

/// Returns the one line that a failed start prints.
pub(crate) fn one_line(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success(), "{said}");
    assert_eq!(said.trim_end().lines().count(), 1, "{said}");
    assert!(output.stdout.is_empty());
    said
}

#[test]
fn a_server_starts_in_an_empty_folder_and_creates_its_database() {
    let folder = TempDir::new().unwrap();
    let server = Server::start(folder.path());
    assert!(server.get("/").contains("200 OK"));
    assert!(folder.path().join("latchkey.db").exists());
}

#[test]
fn a_wrong_or_unknown_setting_stops_the_start_with_one_line_that_names_it() {
    let folder = TempDir::new().unwrap();
    for setting in [
        ("LATCHKEY_COLOUR", "blue"),
        ("LATCHKEY_ORIGIN", "example.org"),
        ("LATCHKEY_RP_ID", "example.org"),
        ("LATCHKEY_ADDR", "nowhere"),
        ("LATCHKEY_LOG", "sqlx=trace"),
        ("LATCHKEY_RATE_LIMITS", "maybe"),
        ("LATCHKEY_KEY", "too short"),
        ("DATABASE_URL", "mysql://localhost/latchkey"),
        ("SMTP_URL", "mail.example.org"),
        ("LATCHKEY_MAIL_FROM", "nobody"),
        ("LATCHKEY_SMS_URL", "https://AC1:token@sms.test"), // extra: sms
    ] {
        let said = refused(folder.path(), &[setting]);
        assert!(said.contains(setting.0), "{said}");
    }
}

#[test]
fn a_database_that_cannot_be_used_stops_the_start_with_one_line() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("not-a-database"), "something else entirely\n".repeat(100))
        .unwrap();
    let unused = free_address();
    for url in [
        "sqlite:no/such/folder/latchkey.db".to_owned(),
        "sqlite:not-a-database".to_owned(),
        format!("postgres://nobody@{unused}/nothing"),
    ] {
        let address = free_address().to_string();
        let said = refused(folder.path(), &[("DATABASE_URL", &url), ("LATCHKEY_ADDR", &address)]);
        assert!(said.contains("DATABASE_URL"), "{url}: {said}");
    }
}

#[test]
fn a_port_that_is_taken_stops_the_start_with_one_line() {
    let folder = TempDir::new().unwrap();
    let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let said = refused(folder.path(), &[("LATCHKEY_ADDR", &address)]);
    assert!(said.contains("LATCHKEY_ADDR") && said.contains(&address), "{said}");
    assert!(!folder.path().join("latchkey.db").exists(), "a start in vain leaves nothing behind");
}

/// Starts a server at an https origin, sends it two forwarded requests, and returns its log.
fn log_behind_a_proxy(settings: &[(&str, &str)]) -> String {
    let (folder, address) = (TempDir::new().unwrap(), free_address());
    let mut child = command(folder.path())
        .envs(settings.iter().copied())
        .env("LATCHKEY_ADDR", address.to_string())
        .env("LATCHKEY_ORIGIN", "https://id.example.org")
        .spawn()
        .unwrap();
    let mut answers = 0;
    for _ in 0..400 {
        let Ok(mut stream) = TcpStream::connect(address) else {
            std::thread::sleep(Duration::from_millis(50));
            continue;
        };
        let request = "GET / HTTP/1.1\r\nHost: id.example.org\r\nX-Forwarded-For: 203.0.113.7\r\n";
        write!(stream, "{request}Connection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.contains("200 OK"), "{answer}");
        answers += 1;
        if answers == 2 {
            break;
        }
    }
    child.kill().unwrap();
    String::from_utf8(child.wait_with_output().unwrap().stderr).unwrap()
}

#[test]
fn an_https_site_warns_about_missing_trusted_proxies_and_ignored_headers() {
    let said = log_behind_a_proxy(&[]);
    let at_start = "Warning: LATCHKEY_TRUSTED_PROXIES is empty";
    assert_eq!(said.matches(at_start).count(), 1, "{said}");
    assert_eq!(said.matches("X-Forwarded-For ignored").count(), 1, "{said}");
    let said = log_behind_a_proxy(&[("LATCHKEY_TRUSTED_PROXIES", "127.0.0.1")]);
    assert!(!said.contains("LATCHKEY_TRUSTED_PROXIES"), "{said}");
}

#[test]
fn a_log_in_json_has_no_other_lines() {
    let folder = TempDir::new().unwrap();
    let log = |settings: &[(&str, &str)]| {
        let settings = [settings, &[("LATCHKEY_LOG", "json")]].concat();
        let mut server = Server::start_with(folder.path(), &settings);
        server.terminate();
        let mut log = String::new();
        server.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        log
    };
    let messages = |log: &str| {
        let lines =
            log.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        lines
            .map(|line| line["message"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
            .join("\n")
    };
    let said = messages(&log(&[]));
    assert!(said.contains("Latchkey is at http") && said.ends_with("stopping"), "{said}");
    let said = messages(&log(&[("LATCHKEY_ALLOWED_ORIGINS", "http://shop.example.org")]));
    assert!(said.contains("LATCHKEY_ALLOWED_ORIGINS"), "{said}");
    let settings = [("LATCHKEY_LOG", "json"), ("LATCHKEY_RP_ID", "example.org")];
    let said = messages(&refused(folder.path(), &settings));
    assert!(said.starts_with("LATCHKEY_RP_ID: "), "{said}");
}

#[test]
fn help_lists_every_setting_and_changes_nothing() {
    let folder = TempDir::new().unwrap();
    let output = command(folder.path()).arg("--help").output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    for (name, _, _) in latchkey::config::SETTINGS {
        assert!(said.contains(name), "{name}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_stopping_server_finishes_its_requests_and_accepts_no_new_ones() {
    let folder = TempDir::new().unwrap();
    let mut server = Server::start(folder.path());
    let mut begun = server.connect();
    let host = format!("localhost:{}", server.address.port());
    let body = "email=ada%40example.org";
    write!(
        begun,
        "POST /api/send_magic_link HTTP/1.1\r\nHost: {host}\r\nAccept: text/html\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
        body.len()
    )
    .unwrap();
    // The head has arrived and the body hasn't, so the request is in progress.
    std::thread::sleep(Duration::from_millis(200));
    server.terminate();
    std::thread::sleep(Duration::from_millis(200));
    assert!(TcpStream::connect(server.address).is_err());
    begun.write_all(body.as_bytes()).unwrap();
    let mut answer = String::new();
    begun.read_to_string(&mut answer).unwrap();
    assert!(answer.contains("302 Found") && answer.contains("/magic-link"), "{answer}");
    assert!(server.child.wait().unwrap().success());

    let again = Server::start(folder.path());
    assert!(again.get("/dev/mailbox").contains("ada@example.org"), "what was answered is kept");
}

#[test]
fn the_server_creates_keys_and_a_command_rotates_them_while_it_runs() {
    let folder = TempDir::new().unwrap();
    let server = Server::start(folder.path());
    let kids = || {
        let jwks = server.get("/.well-known/jwks.json");
        jwks.split("\"kid\":\"").skip(1).map(|rest| rest[..36].to_owned()).collect::<Vec<_>>()
    };
    let first = kids();
    assert_eq!(first.len(), 1);
    let output = command(folder.path()).args(["keys", "rotate"]).output().unwrap();
    let next = String::from_utf8(output.stdout).unwrap().trim_end().to_owned();
    assert_eq!(kids(), [next.clone(), first[0].clone()]);
    let output = command(folder.path()).args(["keys", "rotate", "--at-once"]).output().unwrap();
    let last = String::from_utf8(output.stdout).unwrap().trim_end().to_owned();
    assert_eq!(kids(), [last]);
}

#[test]
fn a_wrong_encryption_key_stops_the_start() {
    let folder = TempDir::new().unwrap();
    let key = ("LATCHKEY_KEY", "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=");
    let rotate = ["keys", "rotate"];
    assert!(command(folder.path()).envs([key]).args(rotate).output().unwrap().status.success());
    let other = ("LATCHKEY_KEY", "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=");
    for settings in [&[other][..], &[]] {
        let address = free_address().to_string();
        let settings = [settings, &[("LATCHKEY_ADDR", address.as_str())]].concat();
        assert!(refused(folder.path(), &settings).contains("LATCHKEY_KEY"));
        let output = command(folder.path()).envs(settings).args(rotate).output().unwrap();
        assert!(one_line(&output).contains("LATCHKEY_KEY"));
    }
}
