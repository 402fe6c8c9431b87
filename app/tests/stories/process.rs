//! A server in a separate process, started like an operator starts it.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use serde_json::{Value, json};
use testing::authenticator::Peer;

/// A server process in an empty folder. It ends with its test.
pub(crate) struct Server {
    pub(crate) child: Child,
    pub(crate) address: SocketAddr,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_server"));
    command.current_dir(folder).env_clear().stdout(Stdio::piped()).stderr(Stdio::piped());
    // On the default port, two servers would refuse each other.
    let address = free_address();
    command.env("LATCHKEY_ADDR", address.to_string());
    command.env("LATCHKEY_ORIGIN", format!("http://localhost:{}", address.port()));
    command
}

impl Server {
    pub(crate) fn start(folder: &Path) -> Self {
        Self::start_with(folder, &[])
    }

    pub(crate) fn start_with(folder: &Path, settings: &[(&str, &str)]) -> Self {
        Self::start_by(command(folder), settings)
    }

    /// Starts a server with a limit on open files and connections.
    pub(crate) fn start_limited(folder: &Path, descriptors: u32) -> Self {
        let mut limited = Command::new("/bin/sh");
        limited.current_dir(folder).env_clear().stdout(Stdio::null()).stderr(Stdio::null());
        limited.args(["-c", &format!("ulimit -n {descriptors} && exec \"$0\"")]);
        limited.arg(env!("CARGO_BIN_EXE_server"));
        Self::start_by(limited, &[])
    }

    /// Starts one whose files can't grow beyond so many bytes.
    pub(crate) fn start_with_file_limit(
        folder: &Path,
        bytes: u32,
        settings: &[(&str, &str)],
    ) -> Self {
        let mut limited = Command::new("/bin/sh");
        limited.current_dir(folder).env_clear().stdout(Stdio::null()).stderr(Stdio::null());
        // Blocks of 512 bytes. Without the trap, the signal would end the process.
        let limits = format!("trap '' XFSZ; ulimit -f {}; exec \"$0\"", bytes / 512);
        limited.args(["-c", &limits]).arg(env!("CARGO_BIN_EXE_server"));
        Self::start_by(limited, settings)
    }

    fn start_by(mut command: Command, settings: &[(&str, &str)]) -> Self {
        let address = free_address();
        let child = command
            .envs(settings.iter().copied())
            .env("LATCHKEY_ADDR", address.to_string())
            .env("LATCHKEY_ORIGIN", format!("http://localhost:{}", address.port()))
            .spawn()
            .unwrap();
        Self::running(child, address)
    }

    /// Waits until the process answers at the address.
    pub(crate) fn running(child: Child, address: SocketAddr) -> Self {
        let server = Self { child, address };
        server.wait_until_ready();
        server
    }

    pub(crate) fn wait_until_ready(&self) {
        for _ in 0..200 {
            if self.try_get("/readyz").is_ok_and(|answer| answer.contains("200 OK")) {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("the server is not ready");
    }

    pub(crate) fn connect(&self) -> TcpStream {
        self.try_connect().unwrap()
    }

    fn try_connect(&self) -> std::io::Result<TcpStream> {
        let stream = TcpStream::connect(self.address)?;
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        Ok(stream)
    }

    pub(crate) fn get(&self, path: &str) -> String {
        self.try_get(path).unwrap()
    }

    fn try_get(&self, path: &str) -> std::io::Result<String> {
        let mut stream = self.try_connect()?;
        let host = format!("localhost:{}", self.address.port());
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    }

    /// Requests a sign-in link with a form.
    pub(crate) fn ask_for_link(&self, email: &str) {
        let answer = self.try_to_ask_for_link(email);
        assert!(answer.contains("302 Found"), "{answer}");
    }

    /// The same, whatever the answer.
    pub(crate) fn try_to_ask_for_link(&self, email: &str) -> String {
        self.post_for_link(email).unwrap()
    }

    /// The same, also if the server is gone.
    pub(crate) fn post_for_link(&self, email: &str) -> std::io::Result<String> {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("email", email)
            .finish();
        let host = format!("localhost:{}", self.address.port());
        let mut stream = self.try_connect()?;
        write!(
            stream,
            "POST /api/send_magic_link HTTP/1.1\r\nHost: {host}\r\nAccept: text/html\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    }

    /// Posts JSON and returns the status and the answer.
    pub(crate) fn post(&self, path: &str, body: &Value) -> (u16, Value) {
        let (mut stream, body) = (self.connect(), body.to_string());
        let host = format!("localhost:{}", self.address.port());
        let head = format!("POST {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n");
        let length = body.len();
        let kind = "Content-Type: application/json";
        write!(stream, "{head}{kind}\r\nContent-Length: {length}\r\n\r\n{body}").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, serde_json::from_str(body).unwrap_or_default())
    }

    fn begin(&self, ceremony: &str, body: &Value) -> Value {
        let (status, started) = self.post(&format!("/auth/passkeys/{ceremony}/begin"), body);
        assert_eq!(status, 200, "{started}");
        started
    }

    fn finish(&self, ceremony: &str, credential: &str, started: &Value) -> u16 {
        let credential: Value = serde_json::from_str(credential).unwrap();
        let body = json!({ "credential": credential, "state": started["state"] });
        self.post(&format!("/auth/passkeys/{ceremony}/finish"), &body).0
    }

    /// Signs up, which also signs in, signs in again, and once more with a wrong signature.
    pub(crate) async fn use_a_passkey(&self, email: &str) {
        let (mut phone, origin) =
            (Peer::new(), format!("http://localhost:{}", self.address.port()));
        let started = self.begin("register", &json!({ "email": email }));
        let credential = phone.create(&origin, &started).await.unwrap();
        assert_eq!(self.finish("register", &credential, &started), 200);
        let started = self.begin("authenticate", &json!({}));
        let assertion = phone.get(&origin, &started).await.unwrap();
        assert_eq!(self.finish("authenticate", &assertion, &started), 200);
        let started = self.begin("authenticate", &json!({}));
        let assertion = phone.get(&origin, &started).await.unwrap();
        let spoiled = assertion.replace("signature\":\"", "signature\":\"AAAA");
        assert_ne!(self.finish("authenticate", &spoiled, &started), 200);
    }

    /// Sends the stop signal, like Ctrl-C and service managers.
    pub(crate) fn terminate(&self) {
        let status = Command::new("kill").arg("-TERM").arg(self.child.id().to_string()).status();
        assert!(status.unwrap().success());
    }
}

/// Returns a free address. It is below the ports that the system assigns to clients, and never the same
/// twice, because tests start servers at the same time.
pub(crate) fn free_address() -> SocketAddr {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let first = std::process::id() * 100;
    (0..1000)
        .map(|_| 10_000 + (first + NEXT.fetch_add(1, Ordering::Relaxed)) % 10_000)
        .map(|port| SocketAddr::from(([127, 0, 0, 1], u16::try_from(port).unwrap())))
        .find(|address| TcpListener::bind(address).is_ok())
        .expect("a free port")
}
