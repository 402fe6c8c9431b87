//! An independent mail server that the test starts. `mail_server.py` lists the recipients that it
//! treats specially.

use std::hash::{BuildHasher as _, RandomState};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Arc, Mutex, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use serde_json::Value;
use tempfile::TempDir;

/// How long a test waits for an event.
const PATIENCE: Duration = Duration::from_secs(30);

/// The only user and password that it accepts.
pub const LOGIN: &str = "latchkey:s3cret";

/// The encryption of its connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speaks {
    Plainly,
    StartTls,
    Tls,
}

/// A mail server. Tests share one process and tell their emails apart by the host name in the
/// greeting, which is the host of their origin.
pub struct MailServer {
    process: Arc<Process>,
    pub port: u16,
    host: Option<String>,
}

struct Process {
    child: Mutex<Child>,
    /// The server answers each line, and stops when this closes, even if the test is killed.
    stdin: Mutex<ChildStdin>,
    port: u16,
    happened: Arc<Mutex<Vec<Value>>>,
    folder: TempDir,
}

impl Drop for Process {
    fn drop(&mut self) {
        let child = self.child.get_mut().expect("a child");
        let _ = child.kill();
        let _ = child.wait();
    }
}

impl Process {
    fn start(port: u16, speaks: Speaks) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut command = Command::new(script());
        command.args(["--port", &port.to_string()]).arg("--release").arg(release(&folder));
        if speaks != Speaks::Plainly {
            certify(folder.path());
            command.args(["--tls", if speaks == Speaks::Tls { "implicit" } else { "starttls" }]);
            command.arg("--certificate").arg(folder.path().join("server.pem"));
            command.arg("--key").arg(folder.path().join("key.pem"));
            command.args(["--login", LOGIN]);
        }
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("scripts/test-mail-server");
        let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let port = lines.next().expect("scripts/setup-tests installs a mail server for tests");
        let port = port.expect("a line").parse().expect("a port");
        let happened = Arc::new(Mutex::new(Vec::new()));
        let heard = happened.clone();
        thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let event = serde_json::from_str(&line).expect("JSON");
                heard.lock().expect("a list").push(event);
            }
        });
        let stdin = Mutex::new(child.stdin.take().expect("its input"));
        Self { child: Mutex::new(child), stdin, port, happened, folder }
    }

    fn heard(&self, what: &str) -> Vec<Value> {
        let happened = self.happened.lock().expect("a list");
        happened.iter().filter(|event| event["what"] == what).cloned().collect()
    }
}

impl MailServer {
    /// Returns a shared server, since starting Python takes longer than most tests.
    pub fn start(speaks: Speaks) -> Self {
        static SHARED: [OnceLock<Arc<Process>>; 3] =
            [OnceLock::new(), OnceLock::new(), OnceLock::new()];
        let shared = &SHARED[speaks as usize];
        let process = shared.get_or_init(|| Arc::new(Process::start(0, speaks))).clone();
        let host = format!("id-{:016x}.example.org", RandomState::new().hash_one(0));
        Self { port: process.port, process, host: Some(host) }
    }

    /// Starts a server for one test on this port, or on a free one for 0.
    pub fn start_at(port: u16) -> Self {
        let process = Arc::new(Process::start(port, Speaks::Plainly));
        Self { port: process.port, process, host: None }
    }

    /// Returns the `LATCHKEY_ORIGIN` of the test.
    pub fn origin(&self) -> String {
        format!("https://{}", self.host())
    }

    pub fn host(&self) -> &str {
        self.host.as_deref().unwrap_or("id.example.org")
    }

    /// Returns the path of the certificate authority for TLS.
    pub fn ca(&self) -> String {
        self.process.folder.path().join("ca.pem").display().to_string()
    }

    /// Returns all events of one kind so far.
    pub fn all(&self, what: &str) -> Vec<Value> {
        let process = &self.process;
        let mut stdin = process.stdin.lock().expect("its input");
        let (begun, asked) = (Instant::now(), process.heard("asked").len());
        stdin.write_all(b"\n").expect("a line");
        while process.heard("asked").len() == asked {
            assert!(begun.elapsed() < PATIENCE, "the mail server does not answer");
            thread::sleep(Duration::from_millis(1));
        }
        let mut heard = process.heard(what);
        heard.retain(|event| self.host.as_ref().is_none_or(|host| event["hello"] == **host));
        heard
    }

    /// Returns the emails that it accepted.
    pub fn mails(&self) -> Vec<Value> {
        self.all("mail")
    }

    /// Returns how many recipients it was given.
    pub fn attempts(&self) -> usize {
        self.all("recipient").len()
    }

    /// Waits for at least `count` events of one kind.
    #[track_caller]
    pub fn wait_for(&self, what: &str, count: usize) {
        let begun = Instant::now();
        while self.all(what).len() < count {
            assert!(begun.elapsed() < PATIENCE, "{} of {count}: {what}", self.all(what).len());
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Accepts the emails that it holds back.
    pub fn release(&self) {
        std::fs::write(release(&self.process.folder), "").expect("a file");
    }
}

/// Returns the first header of this name.
pub fn header(mail: &Value, name: &str) -> String {
    let headers = mail["headers"].as_array().expect("headers");
    let header = headers.iter().find(|header| header[0] == name);
    header.and_then(|header| header[1].as_str()).unwrap_or_default().to_owned()
}

fn release(folder: &TempDir) -> PathBuf {
    folder.path().join("release")
}

fn script() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../scripts/test-mail-server")
}

/// Writes a certificate authority, and a certificate for `localhost`, into a folder.
pub fn certify(folder: &Path) {
    let mut authority = CertificateParams::new(Vec::new()).expect("an authority");
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().expect("a key");
    let authority = CertifiedIssuer::self_signed(authority, key).expect("an authority");
    let key = KeyPair::generate().expect("a key");
    let server = CertificateParams::new(vec!["localhost".to_owned()]).expect("a name");
    let server = server.signed_by(&key, &authority).expect("a certificate");
    for (name, pem) in [
        ("ca.pem", authority.pem()),
        ("server.pem", server.pem()),
        ("key.pem", key.serialize_pem()),
    ] {
        std::fs::write(folder.join(name), pem).expect("a file");
    }
}
