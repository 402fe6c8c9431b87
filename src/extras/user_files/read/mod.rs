//! Reads files of accounts, row by row, so that only a few rows are in memory at a time.

mod hanko;
mod lines;
mod ndjson;
mod table;

use std::io::{BufRead, BufReader, Read};
use std::str::FromStr;

use crate::clock::UnixSeconds;
use crate::extras::user_files::{FileError, Problem, Record};

/// The format of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A table with a header.
    Csv,
    /// Hanko's export: a JSON array of users.
    Hanko,
    /// Our own: one JSON object per line.
    Ndjson,
}

impl FromStr for Format {
    type Err = &'static str;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "csv" => Ok(Self::Csv),
            "hanko" => Ok(Self::Hanko),
            "ndjson" => Ok(Self::Ndjson),
            _ => Err("unknown format: csv, hanko or ndjson"),
        }
    }
}

/// Returns the text of a whole file.
pub(super) fn text(bytes: &[u8]) -> String {
    lines::text(bytes).0
}

/// A row of a file.
#[derive(Debug)]
pub(super) struct Row {
    /// The line on which it starts.
    pub(super) line: u64,
    pub(super) content: Result<Record, Problem>,
    /// The parts that were left out, and why.
    pub(super) notes: Vec<String>,
    pub(super) is_utf8: bool,
}

/// A part of a file.
#[derive(Debug)]
pub(super) enum Part {
    Row(Box<Row>),
    /// The columns that aren't read.
    Ignored(Vec<String>),
}

/// How to read a file.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    /// `None`: by the first character.
    pub(super) format: Option<Format>,
    /// The columns of a table to keep as metadata.
    pub(super) metadata: Vec<String>,
    pub(super) now: UnixSeconds,
}

/// Receives the parts. Returns `false` to stop.
pub(super) type Emit<'a> = &'a mut dyn FnMut(Part) -> bool;

/// Reads a file to its end.
///
/// # Errors
/// A file that can't be read, or isn't in the format.
pub(super) fn read(input: impl Read, reading: &Reading, emit: Emit<'_>) -> Result<(), FileError> {
    let mut input = BufReader::with_capacity(1 << 16, input);
    let start = input.fill_buf()?;
    if start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff") {
        return Err(FileError("the file is in UTF-16; save it as UTF-8".to_owned()));
    }
    if start.starts_with(b"\xef\xbb\xbf") {
        input.consume(3);
    }
    let first = input.fill_buf()?.iter().find(|byte| !byte.is_ascii_whitespace()).copied();
    let format = reading.format.unwrap_or(match first {
        Some(b'[') => Format::Hanko,
        Some(b'{') => Format::Ndjson,
        _ => Format::Csv,
    });
    match format {
        Format::Csv => table::read(input, reading, emit),
        Format::Hanko => hanko::read(input, reading.now, emit),
        Format::Ndjson => ndjson::read(input, emit),
    }
}

/// The status of an account in another service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Status {
    #[default]
    Active,
    Inactive,
    Pending,
}

/// What another service says about an account, without saying when.
#[derive(Clone, Copy, Debug, Default)]
struct Said {
    status: Status,
    email_verified: bool,
    phone_verified: bool,
}

/// Sets the instants of an account that come from what another service says.
fn settle(record: &mut Record, said: Said, now: UnixSeconds) {
    let created_at = *record.created_at.get_or_insert(now);
    let is_empty = record.passkeys.is_empty();
    if record.email.is_some() {
        record.email_verified_at = said.email_verified.then_some(now);
        record.email_assigned_at = (!said.email_verified && is_empty).then_some(now);
    }
    if record.phone.is_some() {
        record.phone_verified_at = said.phone_verified.then_some(now);
        record.phone_assigned_at = (!said.phone_verified && is_empty).then_some(now);
    }
    let is_proven =
        record.email_verified_at.is_some() || record.phone_verified_at.is_some() || !is_empty;
    if said.status != Status::Pending && is_proven {
        record.activated_at = Some(created_at);
    }
    record.deactivated_at = (said.status == Status::Inactive).then_some(now);
}
