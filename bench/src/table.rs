//! The table: a row for each figure, and for each subject a column and its ratio to the reference.

use std::fmt::Write as _;

use crate::samples::{Samples, median, percentile};
use crate::subject::CLIENTS;

/// Stands for a missing figure.
const NOTHING: &str = "–";

/// A figure: its title, its decimals, and its value.
struct Row {
    name: String,
    decimals: usize,
    figure: fn(&Samples) -> Option<f64>,
}

fn rows() -> Vec<Row> {
    let row = |name: &str, decimals, figure| Row { name: name.to_owned(), decimals, figure };
    let [one, several, many] = CLIENTS;
    vec![
        row("server CPU per sign-in, ms", 2, |it| it.sign_in.cpu()),
        row("server CPU per sign-up, ms", 2, |it| it.sign_up.cpu()),
        row("server CPU per GET of the sign-in page, ms", 3, |it| it.page.cpu()),
        row("sign-in, p50, ms", 2, |it| percentile(&it.waits, 50)),
        row("sign-in, p95, ms", 2, |it| percentile(&it.waits, 95)),
        row("sign-in, p99, ms", 2, |it| percentile(&it.waits, 99)),
        row(&format!("sign-ins per second, {one} client"), 0, |it| median(&it.rates[0])),
        row(&format!("sign-ins per second, {several} clients"), 0, |it| median(&it.rates[1])),
        row(&format!("sign-ins per second, {many} clients"), 0, |it| median(&it.rates[2])),
        row(&format!("sign-in, p99 with {many} clients, ms"), 1, |it| {
            percentile(&it.waits_of_many, 99)
        }),
        row("context switches per sign-in", 1, |it| it.sign_in.switches()),
        row("the client's own CPU per sign-in, ms", 2, |it| it.client.cpu()),
        row("synced commits per sign-in", 1, |it| it.commits),
        row("peak memory, MB", 0, |it| it.peak_memory),
        row("start to first 200, ms", 0, |it| median(&it.starts)),
        row("bytes of the sign-in page, brotli, all assets", 0, |it| it.page_bytes.map(f64::from)),
    ]
}

/// Writes the table in Markdown. `references` has the place of the subject that each is compared
/// with: its own place means that it has no ratio.
pub(crate) fn markdown(subjects: &[(&str, &Samples)], references: &[usize]) -> String {
    let mut text = "| |".to_owned();
    let mut rule = "|---|".to_owned();
    for (place, ((name, _), reference)) in subjects.iter().zip(references).enumerate() {
        let _ = write!(text, " {name} |");
        rule.push_str("---:|");
        if place != *reference {
            text.push_str(" ratio |");
            rule.push_str("---:|");
        }
    }
    let _ = write!(text, "\n{rule}\n");
    for Row { name, decimals, figure } in rows() {
        let _ = write!(text, "| {name} |");
        for (place, ((_, samples), reference)) in subjects.iter().zip(references).enumerate() {
            let value = figure(samples);
            let _ = write!(text, " {} |", cell(value, decimals));
            if place != *reference {
                let base = figure(subjects[*reference].1);
                let ratio = value.zip(base).filter(|(_, base)| *base > 0.0);
                let _ = write!(text, " {} |", cell(ratio.map(|(value, base)| value / base), 2));
            }
        }
        text.push('\n');
    }
    text
}

fn cell(value: Option<f64>, decimals: usize) -> String {
    value.map_or_else(|| NOTHING.to_owned(), |value| format!("{value:.decimals$}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adds_a_ratio_to_each_subject_but_the_reference() {
        let reference = Samples { starts: vec![200.0], ..Samples::default() };
        let fast = Samples { starts: vec![50.0], page_bytes: Some(7), ..Samples::default() };
        let text = markdown(&[("fast", &fast), ("reference", &reference)], &[1, 1]);
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines[0], "| | fast | ratio | reference |");
        assert_eq!(lines[1], "|---|---:|---:|---:|");
        assert!(lines.contains(&"| start to first 200, ms | 50 | 0.25 | 200 |"), "{text}");
        let page = "| bytes of the sign-in page, brotli, all assets | 7 | – | – |";
        assert!(lines.contains(&page), "{text}");
    }
}
