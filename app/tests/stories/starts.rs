//! Starting a server: environment, addresses and warnings.

use std::io::{Read as _, Write as _};
use std::net::{Ipv6Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::process::{Server, command, free_address};

/// Starts a server, stops it, and returns its warnings.
fn warnings(folder: &Path, settings: &[(&str, &str)]) -> Vec<String> {
    let mut server = Server::start_with(folder, settings);
    server.terminate();
    let mut said = String::new();
    server.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    let lines = said.lines().filter_map(|line| line.strip_prefix("Warning: "));
    lines.map(str::to_owned).collect()
}

fn get(address: SocketAddr, host: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn variables_that_kubernetes_injects_are_ignored() {
    let folder = TempDir::new().unwrap();
    let server = Server::start_with(
        folder.path(),
        &[
            ("LATCHKEY_PORT", "tcp://10.96.12.4:3000"),
            ("LATCHKEY_SERVICE_HOST", "10.96.12.4"),
            ("LATCHKEY_SERVICE_PORT", "3000"),
            ("LATCHKEY_SERVICE_PORT_HTTP", "3000"),
            ("LATCHKEY_PORT_3000_TCP", "tcp://10.96.12.4:3000"),
            ("LATCHKEY_PORT_3000_TCP_PROTO", "tcp"),
            ("LATCHKEY_PORT_3000_TCP_PORT", "3000"),
            ("LATCHKEY_PORT_3000_TCP_ADDR", "10.96.12.4"),
        ],
    );
    assert!(server.get("/").contains("200 OK"));
}

#[cfg(unix)]
#[test]
fn invalid_utf_8_in_the_environment_matters_only_in_a_setting() {
    use std::os::unix::ffi::OsStrExt as _;
    let odd = std::ffi::OsStr::from_bytes(b"caf\xe9");
    let folder = TempDir::new().unwrap();
    // Every command that reads the settings behaves like the server.
    let list = |name: &str| {
        let output = command(folder.path()).env(name, odd).args(["api-key", "list"]).output();
        let output = output.unwrap();
        (output.status.success(), String::from_utf8(output.stderr).unwrap())
    };
    assert_eq!(list("FOO"), (true, String::new()));
    let refused = list("LATCHKEY_NAME");
    assert_eq!(refused, (false, "server: LATCHKEY_NAME: isn't UTF-8 text\n".to_owned()));
}

#[test]
fn a_database_file_may_have_any_name() {
    for (url, file) in [
        ("sqlite:my data/latchkey.db", "my data/latchkey.db"),
        ("sqlite:my%20data/100%.db?mode=rwc", "my data/100%.db"),
        ("sqlite://my data/what%3F #1 ключ.db", "my data/what? #1 ключ.db"),
    ] {
        let folder = TempDir::new().unwrap();
        std::fs::create_dir(folder.path().join("my data")).unwrap();
        let server = Server::start_with(folder.path(), &[("DATABASE_URL", url)]);
        server.ask_for_link("ada@example.org");
        assert!(folder.path().join(file).exists(), "{url}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "{url}: nothing else");
    }
    let folder = TempDir::new().unwrap();
    let absolute = folder.path().join("abs path.db");
    let url = format!("sqlite://{}", absolute.display());
    let _server = Server::start_with(TempDir::new().unwrap().path(), &[("DATABASE_URL", &url)]);
    assert!(absolute.exists());
}

#[test]
fn both_addresses_of_localhost_are_served() {
    let folder = TempDir::new().unwrap();
    let four = free_address();
    let six = SocketAddr::from((Ipv6Addr::LOCALHOST, four.port()));
    let origin = format!("http://localhost:{}", four.port());
    let both = format!("{four}, {six}");
    let mut child = command(folder.path());
    let child =
        child.envs([("LATCHKEY_ADDR", &both), ("LATCHKEY_ORIGIN", &origin)]).spawn().unwrap();
    let server = Server::running(child, four);
    for address in [four, six] {
        let host = format!("localhost:{}", four.port());
        assert!(get(address, &host).contains("200 OK"), "{address}");
        assert!(
            get(address, &address.to_string()).contains(&format!("location: {origin}/")),
            "{address}"
        );
    }
    assert!(server.get("/dev/mailbox").contains("200 OK"), "both are this machine");
}

#[test]
fn an_address_in_use_stops_the_start() {
    let folder = TempDir::new().unwrap();
    let taken = TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).unwrap();
    let six = taken.local_addr().unwrap();
    let both = format!("{}, {six}", free_address());
    let output = command(folder.path()).env("LATCHKEY_ADDR", &both).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        !output.status.success()
            && said.contains(&format!("LATCHKEY_ADDR: cannot listen on {six}")),
        "{said}"
    );
}

#[cfg(unix)]
#[test]
fn only_its_owner_can_read_the_database() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = TempDir::new().unwrap();
    let mode =
        |name: &str| folder.path().join(name).metadata().unwrap().permissions().mode() & 0o777;
    let server = Server::start(folder.path());
    server.ask_for_link("ada@example.org");
    for file in ["latchkey.db", "latchkey.db-wal", "latchkey.db-shm"] {
        assert_eq!(mode(file), 0o600, "{file}");
    }
    drop(server);
    assert!(warnings(folder.path(), &[]).is_empty());
    let opened =
        Command::new("chmod").args(["0644", "latchkey.db"]).current_dir(folder.path()).status();
    assert!(opened.unwrap().success());
    let warned = warnings(folder.path(), &[]);
    assert!(warned.len() == 1 && warned[0].contains("latchkey.db has mode 644"), "{warned:?}");
}

#[test]
fn each_unsafe_setting_is_warned_about_in_one_line() {
    let folder = TempDir::new().unwrap();
    let settings = [("LATCHKEY_ALLOWED_ORIGINS", "http://shop.example.org, http://localhost:4000")];
    let warned = warnings(folder.path(), &settings);
    assert_eq!(warned.len(), 1, "{warned:?}");
    assert!(
        warned[0].contains("http://shop.example.org") && !warned[0].contains("4000"),
        "{warned:?}"
    );
}
