//! Measures the release build: what the sign-in page weighs, how soon the server answers, and
//! what a thousand sign-ins cost it. `make bench` builds both and runs this.
//!
//! Times depend on the machine and on what else it does: compare them within one run. Given the
//! paths of several builds, it measures them in turns.

use std::error::Error;
use std::fmt::Write as _;
use std::io::{Read as _, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

#[expect(dead_code, unused_imports, reason = "shared with the tests, which need all of it")]
#[path = "../../src/tests/authenticator/mod.rs"]
mod authenticator;

use authenticator::Peer;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const SIGN_INS: u32 = 1000;
const SIGN_INS_IN_A_ROW: u32 = 100;
const STARTS: usize = 11;

/// A build, and a folder with its database.
struct Build {
    binary: PathBuf,
    folder: TempDir,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let mut binaries: Vec<_> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    if binaries.is_empty() {
        binaries.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/release/server"));
    }
    let mut builds = Vec::new();
    for binary in binaries {
        let build = Build { binary, folder: tempfile::tempdir()? };
        // Makes and migrates the database, which no later start has to do.
        drop(Server::start(&build)?);
        builds.push(build);
    }

    let mut starts = vec![Vec::new(); builds.len()];
    for _ in 0..STARTS {
        for (build, starts) in builds.iter().zip(&mut starts) {
            starts.push(Server::start(build)?.started_in);
        }
    }
    println!("start to first 200, existing SQLite file, median of {STARTS}:");
    for (build, starts) in builds.iter().zip(&mut starts) {
        starts.sort();
        println!("{:>8.1?}  {}", starts[STARTS / 2], build.binary.display());
    }

    let mut running = Vec::new();
    for build in &builds {
        println!("\n{}", build.binary.display());
        let server = Server::start(build)?;
        weigh(&server)?;
        running.push(Subject::sign_up(server).await?);
    }
    for _ in 0..SIGN_INS / SIGN_INS_IN_A_ROW {
        for subject in &mut running {
            subject.sign_in_often().await?;
        }
    }
    for (subject, build) in running.iter().zip(&builds) {
        println!("\n{}", build.binary.display());
        subject.report();
    }
    Ok(())
}

/// Prints the bytes of everything that the sign-in page loads, as they travel.
fn weigh(server: &Server) -> Result<()> {
    let page = server.request("GET", "/sign-in", &[("Accept-Encoding", "br")], "")?;
    let root = between(&page.text(), "href=\"", "/pkg/latchkey.css").ok_or("no style sheet")?;
    let mut total = page.body.len();
    println!("\nsign-in page, bytes of bodies as they travel (brotli):");
    println!("{total:>8}  /sign-in");
    for file in ["pkg/latchkey.css", "pkg/latchkey.js", "pkg/latchkey.wasm", "icon.svg"] {
        let answer =
            server.request("GET", &format!("{root}/{file}"), &[("Accept-Encoding", "br")], "")?;
        println!("{:>8}  {file}", answer.body.len());
        total += answer.body.len();
    }
    println!("{total:>8}  in all (budget 75000)");
    Ok(())
}

/// A server that somebody signs in at, again and again.
struct Subject {
    server: Server,
    phone: Peer,
    wall: Duration,
    cpu: Option<Duration>,
}

impl Subject {
    async fn sign_up(server: Server) -> Result<Self> {
        let mut phone = Peer::new();
        let started = server.call("start_sign_up", &[("email", "ada@example.org")], "")?;
        let credential = phone
            .create(&server.origin(), &options(&started)?)
            .await
            .map_err(|error| format!("{error:?}"))?;
        server.finish("finish_sign_up", &started, &credential)?;
        Ok(Self { server, phone, wall: Duration::ZERO, cpu: Some(Duration::ZERO) })
    }

    async fn sign_in_often(&mut self) -> Result<()> {
        let server = &self.server;
        let (before, began) = (server.cpu(), Instant::now());
        for _ in 0..SIGN_INS_IN_A_ROW {
            let started = server.call("start_sign_in", &[], "")?;
            let assertion = self
                .phone
                .get(&server.origin(), &options(&started)?)
                .await
                .map_err(|error| format!("{error:?}"))?;
            server.finish("finish_sign_in", &started, &assertion)?;
        }
        self.wall += began.elapsed();
        let spent = server.cpu().zip(before).map(|(after, before)| after.saturating_sub(before));
        self.cpu = self.cpu.zip(spent).map(|(sum, spent)| sum + spent);
        Ok(())
    }

    fn report(&self) {
        println!("{SIGN_INS} sign-ins, one after the other: {:.1?}", self.wall);
        let resident = ["VmRSS:", "RssAnon:"].map(|line| self.server.memory(line));
        if let (Some(cpu), [Some(all), Some(own)]) = (self.cpu, resident) {
            println!("server CPU per sign-in: {:.2?}", cpu / SIGN_INS);
            println!("resident memory afterwards: {all:.1} MB, {own:.1} of them not files'");
        } else {
            println!("CPU and memory are read from /proc, which this system has not");
        }
    }
}

fn options(started: &Answer) -> Result<Value> {
    let started: Value = serde_json::from_slice(&started.body)?;
    Ok(serde_json::from_str(started["options"].as_str().ok_or("no options")?)?)
}

struct Server {
    child: Child,
    address: SocketAddr,
    started_in: Duration,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Answer {
    cookie: String,
    body: Vec<u8>,
}

impl Answer {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Server {
    fn start(build: &Build) -> Result<Self> {
        let address = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?;
        let began = Instant::now();
        let child = Command::new(&build.binary)
            .current_dir(&build.folder)
            .env("LATCHKEY_ADDR", address.to_string())
            .env("LATCHKEY_ORIGIN", format!("http://localhost:{}", address.port()))
            .env("LATCHKEY_RATE_LIMITS", "off")
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("{}: {error}", build.binary.display()))?;
        let mut server = Self { child, address, started_in: Duration::ZERO };
        while let Err(error) = server.request("GET", "/", &[], "") {
            if began.elapsed() > Duration::from_secs(20) {
                return Err(format!("the server does not answer: {error}").into());
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        server.started_in = began.elapsed();
        Ok(server)
    }

    fn origin(&self) -> String {
        format!("http://localhost:{}", self.address.port())
    }

    fn finish(&self, function: &str, started: &Answer, credential: &str) -> Result<Answer> {
        let json: Value = serde_json::from_slice(&started.body)?;
        let ceremony = json["ceremony"].as_str().ok_or("no ceremony")?;
        self.call(function, &[("ceremony", ceremony), ("credential", credential)], &started.cookie)
    }

    fn call(&self, function: &str, form: &[(&str, &str)], cookie: &str) -> Result<Answer> {
        let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        let headers = [
            ("Accept", "application/json"),
            ("Cookie", cookie),
            ("Content-Type", "application/x-www-form-urlencoded"),
        ];
        self.request("POST", &format!("/api/{function}"), &headers, &form)
    }

    fn request(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Result<Answer> {
        let mut stream = TcpStream::connect(self.address)?;
        let mut head = format!(
            "{method} {path} HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\nContent-Length: {}\r\n",
            self.address.port(),
            body.len()
        );
        for (name, value) in headers {
            let _ = write!(head, "{name}: {value}\r\n");
        }
        write!(stream, "{head}\r\n{body}")?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n").ok_or("no head")?;
        let head = String::from_utf8_lossy(&answer[..end]).into_owned();
        if !head.starts_with("HTTP/1.1 200") {
            return Err(format!("{method} {path}: {head}").into());
        }
        let body = answer.split_off(end + 4);
        let chunked = head.to_ascii_lowercase().contains("transfer-encoding: chunked");
        Ok(Answer {
            cookie: between(&head, "set-cookie: ", ";").unwrap_or_default(),
            body: if chunked { unchunk(&body)? } else { body },
        })
    }

    /// User and system time so far.
    fn cpu(&self) -> Option<Duration> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).ok()?;
        let fields: Vec<&str> = stat.rsplit(") ").next()?.split(' ').collect();
        let ticks: u64 =
            fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
        // A tick is a hundredth of a second wherever Linux runs today.
        Some(Duration::from_millis(ticks * 10))
    }

    /// Megabytes, by a line of what the kernel says of the process.
    fn memory(&self, line: &str) -> Option<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let kilobytes: f64 = between(&status, line, " kB")?.trim().parse().ok()?;
        Some(kilobytes * 1024.0 / 1e6)
    }
}

fn unchunk(mut body: &[u8]) -> Result<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let end = body.windows(2).position(|two| two == b"\r\n").ok_or("no chunk")?;
        let length = usize::from_str_radix(std::str::from_utf8(&body[..end])?.trim(), 16)?;
        if length == 0 {
            return Ok(whole);
        }
        whole.extend_from_slice(&body[end + 2..end + 2 + length]);
        body = &body[end + 4 + length..];
    }
}

/// What stands before `after`, back to the last `before`; failing that, the first `before` and
/// what follows it.
fn between(text: &str, before: &str, after: &str) -> Option<String> {
    let end = text.find(after)?;
    if let Some(start) = text[..end].rfind(before) {
        return Some(text[start + before.len()..end].to_owned());
    }
    let start = text.find(before)? + before.len();
    let end = start + text[start..].find(after)?;
    Some(text[start..end].to_owned())
}
