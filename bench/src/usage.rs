//! Reads CPU time, context switches and memory of a process from /proc, which only Linux has.

use std::collections::HashMap;
use std::fs;

/// The unit of /proc/PID/stat: a hundredth of a second on all current Linux systems.
const MILLISECONDS_PER_TICK: u64 = 10;

/// CPU time and context switches of a process so far.
pub(crate) struct Usage {
    cpu_milliseconds: u64,
    switches: HashMap<String, u64>,
}

/// The difference of two [`Usage`]s.
#[derive(Clone, Copy, Default)]
pub(crate) struct Used {
    pub(crate) cpu_milliseconds: u64,
    pub(crate) switches: u64,
}

impl Usage {
    /// Reads the usage of process `id`. CPU time is user and system time, including ended threads
    /// and children. Context switches are those of the threads that exist now.
    pub(crate) fn of(id: u32) -> Option<Self> {
        let cpu = cpu_milliseconds(&fs::read_to_string(format!("/proc/{id}/stat")).ok()?)?;
        let mut switches = HashMap::new();
        for task in fs::read_dir(format!("/proc/{id}/task")).ok()?.flatten() {
            // A thread may end while it is being read.
            let Ok(status) = fs::read_to_string(task.path().join("status")) else { continue };
            let voluntary = number(&status, "voluntary_ctxt_switches:")?;
            let forced = number(&status, "nonvoluntary_ctxt_switches:")?;
            switches.insert(task.file_name().to_string_lossy().into_owned(), voluntary + forced);
        }
        Some(Self { cpu_milliseconds: cpu, switches })
    }

    /// Returns the usage since an earlier reading.
    pub(crate) fn since(&self, before: &Self) -> Used {
        let switches = self.switches.iter().map(|(task, now)| {
            let earlier = before.switches.get(task).copied().unwrap_or_default();
            now.saturating_sub(earlier)
        });
        Used {
            cpu_milliseconds: self.cpu_milliseconds.saturating_sub(before.cpu_milliseconds),
            switches: switches.sum(),
        }
    }
}

/// Returns the peak resident memory of process `id`, in megabytes.
pub(crate) fn peak_memory(id: u32) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let kilobytes = u32::try_from(number(&status, "VmHWM:")?).ok()?;
    Some(f64::from(kilobytes) * 1024.0 / 1e6)
}

/// Tells whether every thread of process `id` is being traced.
pub(crate) fn is_traced(id: u32) -> bool {
    let Ok(tasks) = fs::read_dir(format!("/proc/{id}/task")) else { return false };
    tasks.flatten().all(|task| {
        let status = fs::read_to_string(task.path().join("status")).unwrap_or_default();
        number(&status, "TracerPid:").is_none_or(|tracer| tracer != 0)
    })
}

/// Sums utime, stime, cutime and cstime, the 14th to 17th field. The second field is a name in
/// brackets, which may contain spaces and brackets.
fn cpu_milliseconds(stat: &str) -> Option<u64> {
    let (_, fields) = stat.rsplit_once(") ")?;
    let ticks = fields.split(' ').skip(11).take(4).map(str::parse::<u64>);
    Some(ticks.sum::<Result<u64, _>>().ok()? * MILLISECONDS_PER_TICK)
}

/// Returns the number in the line that starts with `name`.
fn number(status: &str, name: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_cpu_time_after_a_name_with_brackets() {
        let stat = "42 (a ) b) S 1 42 42 0 -1 4194560 5 6 7 8 100 20 3 4 20 0 1 0 9";
        assert_eq!(cpu_milliseconds(stat), Some(1270));
        assert_eq!(cpu_milliseconds("nonsense"), None);
    }

    #[test]
    fn finds_lines_by_their_whole_name() {
        let status =
            "VmHWM:\t  2048 kB\nvoluntary_ctxt_switches:\t7\nnonvoluntary_ctxt_switches:\t3\n";
        assert_eq!(number(status, "VmHWM:"), Some(2048));
        assert_eq!(number(status, "voluntary_ctxt_switches:"), Some(7));
        assert_eq!(number(status, "nonvoluntary_ctxt_switches:"), Some(3));
        assert_eq!(number(status, "VmRSS:"), None);
    }

    #[test]
    fn counts_switches_by_thread() {
        let usage = |cpu, switches: &[(&str, u64)]| Usage {
            cpu_milliseconds: cpu,
            switches: switches.iter().map(|(task, count)| ((*task).to_owned(), *count)).collect(),
        };
        let before = usage(10, &[("1", 100), ("2", 50)]);
        let after = usage(40, &[("1", 110), ("3", 5)]);
        let used = after.since(&before);
        assert_eq!((used.cpu_milliseconds, used.switches), (30, 15));
    }
}
