//! The use of this process, as Linux tells it. Other systems tell nothing.

use std::fs;

/// Clock ticks per second in `/proc`, the same on every Linux.
const TICKS: f64 = 100.0;

/// The resources that a process uses. A number that can't be read is zero.
#[derive(Debug, Default)]
pub(super) struct Usage {
    pub(super) cpu_seconds: f64,
    pub(super) resident_bytes: i64,
    pub(super) open_files: i64,
    pub(super) most_files: i64,
}

/// Reads the use of this process.
///
/// <https://man7.org/linux/man-pages/man5/proc.5.html>
pub(super) fn usage() -> Usage {
    let read = |name: &str| fs::read_to_string(format!("/proc/self/{name}")).unwrap_or_default();
    let status = read("status");
    let resident = number_after(&status, "VmRSS:").unwrap_or_default();
    Usage {
        cpu_seconds: cpu_seconds(&read("stat")).unwrap_or_default(),
        resident_bytes: resident * 1024,
        open_files: fs::read_dir("/proc/self/fd")
            .map_or(0, |files| i64::try_from(files.count()).unwrap_or_default()),
        most_files: number_after(&read("limits"), "Max open files").unwrap_or_default(),
    }
}

/// User and system time, the 14th and 15th field. The second is a name that may contain blanks.
fn cpu_seconds(stat: &str) -> Option<f64> {
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_whitespace().skip(11);
    let mut ticks = || fields.next()?.parse::<f64>().ok();
    Some((ticks()? + ticks()?) / TICKS)
}

fn number_after(text: &str, name: &str) -> Option<i64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_name_with_blanks_and_brackets_is_skipped() {
        let stat = "7 (a) b (c) S 1 7 7 0 -1 4194304 10 0 0 0 250 50 0 0 20 0 4 0 100 1 1";
        assert_eq!(cpu_seconds(stat), Some(3.0));
        assert_eq!(cpu_seconds(""), None);
    }
}
