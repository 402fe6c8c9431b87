//! Describes the machine, so that a table says where and when it was made.

use std::fs;
use std::process::Command;

/// Returns one line: date, system, processor, cores and load.
pub(crate) fn describe() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut parts = vec![run("date", &["-u", "+%Y-%m-%d %H:%M UTC"]), run("uname", &["-srm"])];
    let processors = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = processors.lines().find_map(|line| line.strip_prefix("model name"));
    parts.push(model.map(|model| model.trim_start_matches([' ', '\t', ':']).to_owned()));
    parts.push(Some(if cores == 1 { "1 core".to_owned() } else { format!("{cores} cores") }));
    let load = fs::read_to_string("/proc/loadavg").ok();
    let load = load.as_deref().and_then(|load| load.split(' ').next());
    parts.push(load.map(|load| format!("load {load} before the run")));
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn run(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (output.status.success() && !text.is_empty()).then_some(text)
}
