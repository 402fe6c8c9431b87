//! Counts a server's synced commits with strace, if it is installed.
//!
//! With a write-ahead log and `synchronous=FULL`, SQLite syncs once for each commit. A checkpoint,
//! about once in a thousand pages, adds two.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::Result;
use crate::usage::is_traced;

/// The longest time for strace to attach.
const PATIENCE: Duration = Duration::from_secs(5);

/// Counts the syncs of process `id` during some work. Returns `None` if strace is missing or may
/// not attach.
pub(crate) fn count(
    id: u32,
    file: &Path,
    work: impl FnOnce() -> Result<()>,
) -> Result<Option<u32>> {
    let strace = Command::new("strace")
        .args(["-f", "-qq", "-e", "trace=fsync,fdatasync", "-p", &id.to_string(), "-o"])
        .arg(file)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let Ok(strace) = strace else { return Ok(None) };
    let mut tracer = Tracer(strace);
    let began = Instant::now();
    while !is_traced(id) {
        if began.elapsed() > PATIENCE || tracer.0.try_wait()?.is_some() {
            return Ok(None);
        }
        thread::sleep(Duration::from_millis(10));
    }
    work()?;
    drop(tracer);
    Ok(u32::try_from(syncs(&fs::read_to_string(file)?)).ok())
}

/// A running strace, which detaches when dropped.
struct Tracer(Child);

impl Drop for Tracer {
    fn drop(&mut self) {
        // strace writes its last lines on SIGINT, not on SIGKILL.
        let id = self.0.id().to_string();
        if !Command::new("kill").args(["-INT", &id]).status().is_ok_and(|status| status.success()) {
            let _ = self.0.kill();
        }
        let _ = self.0.wait();
    }
}

/// strace may write one call in two lines, "unfinished" and "resumed". Counts the first.
fn syncs(trace: &str) -> usize {
    trace.lines().filter(|line| line.contains("sync(")).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_a_sync_in_two_lines_once() {
        let trace = "12 fdatasync(9) = 0\n12 fdatasync(9 <unfinished ...>\n13 fsync(4) = 0\n\
                     12 <... fdatasync resumed>) = 0\n13 +++ exited with 0 +++\n";
        assert_eq!(syncs(trace), 3);
    }
}
