//! A separate PostgreSQL server, for tests that kill it.

use std::fs;
use std::hash::{BuildHasher as _, RandomState};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use sqlx::any::install_default_drivers;
use sqlx::{AnyConnection, Connection as _};
use tempfile::TempDir;

/// A server with synced commits, which survive SIGKILL. It ends on drop.
pub struct Postgres {
    folder: TempDir,
    programs: PathBuf,
    port: u16,
    password: String,
    server: Child,
}

impl Postgres {
    /// Creates the data and starts the server on a port.
    pub async fn start(port: u16) -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scripts/find-postgres");
        let programs = PathBuf::from(printed(Command::new(script)));
        let folder = tempfile::tempdir().expect("a folder for PostgreSQL");
        let password = format!("{:016x}", RandomState::new().hash_one(0));
        fs::write(folder.path().join("password"), &password).expect("a password");
        if let Some(owner) = owner() {
            let path = folder.path();
            for path in [path.to_owned(), path.join("password")] {
                std::os::unix::fs::chown(path, Some(owner), None).expect("another owner");
            }
        }
        let mut init = as_owner(&programs.join("initdb"), folder.path());
        init.args(["--pgdata", "data", "--username", "postgres", "--pwfile", "password"]);
        init.args(["--auth", "password", "--encoding", "UTF8", "--locale", "C", "--no-sync"]);
        assert!(init.status().expect("initdb").success());
        let server = serve(&programs, folder.path(), port);
        let mut started = Self { folder, programs, port, password, server };
        assert!(started.is_up().await, "PostgreSQL did not start");
        started
    }

    /// Returns the URL of its administrator.
    pub fn url(&self) -> String {
        format!("postgres://postgres:{}@127.0.0.1:{}/postgres", self.password, self.port)
    }

    /// Kills the server. It can't finish anything after that.
    pub fn kill(&mut self) {
        self.server.kill().expect("a running server");
        self.server.wait().expect("an end");
    }

    /// Starts it again with the same data.
    pub async fn start_again(&mut self) {
        // It refuses to start until the last process of the killed one has noticed.
        for _ in 0..200 {
            self.server = serve(&self.programs, self.folder.path(), self.port);
            if self.is_up().await {
                return;
            }
        }
        panic!("PostgreSQL did not start again");
    }

    /// Waits until it answers. Returns `false` if it has ended instead.
    async fn is_up(&mut self) -> bool {
        install_default_drivers();
        for _ in 0..1000 {
            if AnyConnection::connect(&self.url()).await.is_ok() {
                return true;
            }
            if self.server.try_wait().is_ok_and(|ended| ended.is_some()) {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        false
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn serve(programs: &Path, folder: &Path, port: u16) -> Child {
    let mut server = as_owner(&programs.join("postgres"), folder);
    server.args(["-D", "data", "-p", &port.to_string(), "-c", "listen_addresses=127.0.0.1"]);
    server.args(["-c", "unix_socket_directories="]);
    server.spawn().expect("PostgreSQL")
}

/// PostgreSQL refuses to run as root.
fn as_owner(program: &Path, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).stdout(Stdio::null()).stderr(Stdio::null());
    if let Some(owner) = owner() {
        command.uid(owner);
    }
    command
}

/// Returns the id of the user who runs it, if this is root.
fn owner() -> Option<u32> {
    let id = |arguments: &[&str]| {
        let mut command = Command::new("id");
        command.args(arguments);
        printed(command).parse::<u32>().ok()
    };
    if id(&["-u"]) != Some(0) {
        return None;
    }
    id(&["-u", "postgres"]).or_else(|| id(&["-u", "nobody"]))
}

fn printed(mut command: Command) -> String {
    let output = command.stderr(Stdio::null()).output().expect("a program");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}
