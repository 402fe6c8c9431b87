//! Reads our own format.

use std::io::BufRead;

use super::lines::{Lines, text};
use super::{Emit, Part, Row};
use crate::extras::user_files::{FileError, Problem, Record, problem};

pub(super) fn read(input: impl BufRead, emit: Emit<'_>) -> Result<(), FileError> {
    let mut lines = Lines::new(input);
    while let Some(line) = lines.next()? {
        let (json, is_utf8) = text(line.bytes.trim_ascii());
        if json.is_empty() {
            continue;
        }
        let content = if line.is_too_long() {
            problem("The line is longer than 1 MiB", "Write one account per line.")
        } else {
            record(&json)
        };
        let row = Row { line: line.number, content, notes: Vec::new(), is_utf8 };
        if !emit(Part::Row(Box::new(row))) {
            break;
        }
    }
    Ok(())
}

fn record(json: &str) -> Result<Record, Problem> {
    serde_json::from_str(json).or_else(|error| {
        let error = error.to_string();
        // The line is known better than by the parser, which sees one at a time.
        let what = error.split(" at line").next().unwrap_or_default();
        problem(format!("Not an account: {what}"), "Correct the line.")
    })
}
