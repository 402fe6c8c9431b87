//! Starts a server on a free port of the loopback interface, and kills it by its id when dropped.

use std::fs::{self, File};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::Result;
use crate::http::{Client, origin};

/// The page that every server serves.
pub(crate) const SIGN_IN: &str = "/sign-in";

/// The longest time to start.
const PATIENCE: Duration = Duration::from_mins(1);

/// A server program.
pub(crate) enum Program {
    /// A release build of Latchkey.
    Latchkey(PathBuf),
    /// A release build of this project, with the URL of its database.
    WithDatabase(PathBuf, String),
    /// A script for Node.js.
    Node(PathBuf),
    /// A module for uvicorn, and the Python that has it.
    Uvicorn { python: PathBuf, module: PathBuf },
}

impl Program {
    fn command(&self, port: u16, data: &Path) -> Command {
        let mut command;
        match self {
            Self::Latchkey(server) | Self::WithDatabase(server, _) => {
                let own = format!("sqlite:{}", data.join("latchkey.db").display());
                let database = if let Self::WithDatabase(_, url) = self { url } else { &own };
                command = Command::new(server);
                // The developer's own settings must not change the figures.
                command
                    .env_clear()
                    .env("DATABASE_URL", database)
                    .env("LATCHKEY_ADDR", format!("127.0.0.1:{port}"))
                    .env("LATCHKEY_ORIGIN", origin(port))
                    .env("LATCHKEY_RATE_LIMITS", "off");
            }
            Self::Node(script) => {
                command = Command::new("node");
                command.arg(script).env("NODE_ENV", "production");
            }
            Self::Uvicorn { python, module } => {
                command = Command::new(python);
                command.args(["-m", "uvicorn", "--host", "127.0.0.1", "--log-level", "warning"]);
                command.args(["--no-access-log", "--port", &port.to_string(), "--app-dir"]);
                command.arg(module.parent().unwrap_or(Path::new(".")));
                let stem = module.file_stem().unwrap_or_default().to_string_lossy();
                command.arg(format!("{stem}:app")).env("PYTHONDONTWRITEBYTECODE", "1");
            }
        }
        command.current_dir(data).env("PORT", port.to_string()).env("DATA", data);
        command
    }
}

/// A running server.
pub(crate) struct Server {
    child: Child,
    pub(crate) port: u16,
    /// Time from the start to the first response with status 200.
    pub(crate) started_in: Duration,
}

impl Server {
    /// Starts a program with its database and its log in the folder `data`.
    pub(crate) fn start(program: &Program, data: &Path) -> Result<Self> {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let log = data.join("log");
        let output = File::create(&log)?;
        let mut command = program.command(port, data);
        command.stdin(Stdio::null()).stdout(output.try_clone()?).stderr(output);
        let began = Instant::now();
        let mut server = Self { child: command.spawn()?, port, started_in: Duration::ZERO };
        while Client::new(port).get(SIGN_IN, &[]).map_or(0, |response| response.status) != 200 {
            if server.child.try_wait()?.is_some() || began.elapsed() > PATIENCE {
                let log = fs::read_to_string(log).unwrap_or_default();
                let last: Vec<_> = log.lines().rev().take(3).collect();
                return Err(format!("it didn't start: {}", last.join(" / ")).into());
            }
            thread::sleep(Duration::from_millis(1));
        }
        server.started_in = began.elapsed();
        Ok(server)
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_a_server_that_ends_at_once() {
        let data = tempfile::tempdir().unwrap();
        let program = Program::Latchkey("/bin/sh".into());
        let error = Server::start(&program, data.path()).err().unwrap();
        assert!(error.to_string().starts_with("it didn't start"), "{error}");
    }
}
