//! Reads tables: CSV with a header, such as the list of users of a service.
//!
//! Columns are found by name, in any order and spelling (`Email Verified` is `email_verified`). The
//! separator is a comma, a semicolon or a tab, as in the header.

use std::io::BufRead;

use csv::{ByteRecord, ReaderBuilder};
use serde_json::{Map, Value};

use super::lines::{Line, Lines, text};
use super::{Emit, Part, Reading, Row, Said, Status, settle};
use crate::clock::{UnixSeconds, parse_instant};
use crate::extras::user_files::{FileError, Problem, Record, problem};

/// Over how many lines a row may go. After that, the quote that opened it is taken for a mistake.
const MAX_LINES: usize = 100;

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Column {
    ExternalId,
    /// An address or a number.
    Identifier,
    Email,
    EmailVerified,
    Phone,
    PhoneVerified,
    Status,
    DisplayName,
    Locale,
    CreatedAt,
    UpdatedAt,
    LastLoginAt,
    LoginCount,
    /// A JSON object.
    Metadata,
    /// A member of the metadata.
    Member(String),
    Ignored,
}

impl Column {
    fn of(name: &str, metadata: &[String]) -> Self {
        if metadata.iter().any(|member| member == name) {
            return Self::Member(name.to_owned());
        }
        let letters = name.chars().filter(char::is_ascii_alphanumeric);
        match letters.collect::<String>().to_ascii_lowercase().as_str() {
            "id" | "userid" | "externalid" => Self::ExternalId,
            "identifier" => Self::Identifier,
            "email" | "emailaddress" => Self::Email,
            "emailverified" => Self::EmailVerified,
            "phone" | "phonenumber" => Self::Phone,
            "phoneverified" => Self::PhoneVerified,
            "status" => Self::Status,
            "name" | "displayname" => Self::DisplayName,
            "locale" | "language" => Self::Locale,
            "createdat" => Self::CreatedAt,
            "updatedat" => Self::UpdatedAt,
            "lastloginat" | "lastlogin" => Self::LastLoginAt,
            "logincount" => Self::LoginCount,
            "usermetadata" | "metadata" => Self::Metadata,
            _ => Self::Ignored,
        }
    }
}

pub(super) fn read(
    input: impl BufRead,
    reading: &Reading,
    emit: Emit<'_>,
) -> Result<(), FileError> {
    let mut lines = Lines::new(input);
    let Some(header) = next_row(&mut lines, |_| true)? else {
        return Err(FileError("the file is empty".to_owned()));
    };
    let comma = [b',', b';', b'\t'].into_iter();
    let count = |comma: &u8| header.bytes.split(|byte| byte == comma).count() - 1;
    let comma = comma.max_by_key(count).filter(|comma| count(comma) > 0).unwrap_or(b',');
    let names = records(&header.bytes, comma).into_iter().next().unwrap_or_default().0;
    let names: Vec<_> = names.iter().map(|name| text(name).0.trim().to_owned()).collect();
    let columns: Vec<_> = names.iter().map(|name| Column::of(name, &reading.metadata)).collect();
    if ![Column::Email, Column::Phone, Column::Identifier].iter().any(|one| columns.contains(one)) {
        return Err(FileError(format!(
            "the header has no column email, phone or identifier. It has: {}",
            names.join(", ")
        )));
    }
    if let Some(missing) = reading.metadata.iter().find(|name| !names.contains(name)) {
        return Err(FileError(format!("the header has no column {missing}")));
    }
    let ignored = names.iter().zip(&columns).filter(|(_, column)| **column == Column::Ignored);
    let ignored: Vec<_> = ignored.map(|(name, _)| name.clone()).collect();
    if !ignored.is_empty() && !emit(Part::Ignored(ignored)) {
        return Ok(());
    }
    let fits = |row: &[u8]| records(row, comma).iter().all(|(row, _)| row.len() == columns.len());
    while let Some(next) = next_row(&mut lines, fits)? {
        for row in rows(&next, comma, &columns, reading.now) {
            if !emit(Part::Row(Box::new(row))) {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// Returns the next line, with those that follow until its quotes are closed. If they never are, or
/// only by a quote of another row, the line stands alone, so that it doesn't take good ones with it.
fn next_row(
    lines: &mut Lines<impl BufRead>,
    fits: impl Fn(&[u8]) -> bool,
) -> std::io::Result<Option<Line>> {
    let Some(mut row) = lines.next()? else { return Ok(None) };
    let (length, mut more) = (row.bytes.len(), Vec::new());
    while is_open(&row.bytes) && more.len() < MAX_LINES && !row.is_too_long() {
        let Some(line) = lines.next()? else { break };
        row.bytes.extend_from_slice(&line.bytes);
        more.push(line);
    }
    if !more.is_empty() && (is_open(&row.bytes) || !fits(&row.bytes)) {
        row.bytes.truncate(length);
        lines.give_back(more);
    }
    Ok(Some(row))
}

fn is_open(row: &[u8]) -> bool {
    row.split(|byte| *byte == b'"').count() % 2 == 0
}

/// Returns the records of some lines, each with its first line among them.
fn records(lines: &[u8], comma: u8) -> Vec<(ByteRecord, u64)> {
    let mut reader = ReaderBuilder::new();
    let mut reader = reader.has_headers(false).flexible(true).delimiter(comma).from_reader(lines);
    let records = reader.byte_records().map_while(Result::ok);
    records
        .map(|record| {
            let line = record.position().map_or(1, csv::Position::line);
            (record, line - 1)
        })
        .collect()
}

fn rows(lines: &Line, comma: u8, columns: &[Column], now: UnixSeconds) -> Vec<Row> {
    let row = |line, content, is_utf8| Row { line, content, notes: Vec::new(), is_utf8 };
    if lines.is_too_long() {
        let what = problem("The row is longer than 1 MiB", "Shorten it.");
        return vec![row(lines.number, what, true)];
    }
    if is_open(&lines.bytes) {
        let what =
            problem("A quote isn't closed", "Close it, or double each quote inside a field.");
        return vec![row(lines.number, what, true)];
    }
    let records = records(&lines.bytes, comma).into_iter();
    let is_blank = |record: &ByteRecord| record.iter().all(|field| field.trim_ascii().is_empty());
    let records = records.filter(|(record, _)| !is_blank(record));
    records
        .map(|(fields, offset)| {
            let mut is_utf8 = true;
            let fields: Vec<_> = fields
                .iter()
                .map(|field| {
                    let (text, is_field_utf8) = text(field);
                    is_utf8 &= is_field_utf8;
                    text.trim().to_owned()
                })
                .collect();
            row(lines.number + offset, record(&fields, columns, now), is_utf8)
        })
        .collect()
}

fn record(fields: &[String], columns: &[Column], now: UnixSeconds) -> Result<Record, Problem> {
    if fields.len() != columns.len() {
        let what = format!("{} fields instead of {}", fields.len(), columns.len());
        return problem(what, "Put fields with separators in quotes.");
    }
    let (mut record, mut said) = (Record::default(), Said::default());
    let mut members = Map::new();
    for (field, column) in fields.iter().zip(columns).filter(|(field, _)| !field.is_empty()) {
        let text = || Some(field.clone());
        match column {
            Column::ExternalId => record.external_id = text(),
            Column::Identifier if field.contains('@') => record.email = text(),
            Column::Email => record.email = text(),
            Column::Identifier | Column::Phone => record.phone = text(),
            Column::EmailVerified => said.email_verified = truth(field)?,
            Column::PhoneVerified => said.phone_verified = truth(field)?,
            Column::Status => said.status = status(field)?,
            Column::DisplayName => record.display_name = text(),
            Column::Locale => record.locale = text(),
            Column::CreatedAt => record.created_at = instant(field)?,
            Column::UpdatedAt => record.updated_at = instant(field)?,
            Column::LastLoginAt => record.last_login_at = instant(field)?,
            Column::LoginCount => {
                record.login_count = field.parse().or_else(|_| {
                    problem(format!("{field:?} is not a number of sign-ins"), "Correct it.")
                })?;
            }
            Column::Metadata => members.extend(object(field)?),
            Column::Member(name) => {
                members.insert(name.clone(), Value::String(field.clone()));
            }
            Column::Ignored => {}
        }
    }
    record.metadata = (!members.is_empty()).then_some(members);
    settle(&mut record, said, now);
    Ok(record)
}

fn truth(field: &str) -> Result<bool, Problem> {
    match field.to_ascii_lowercase().as_str() {
        "true" | "t" | "yes" | "1" => Ok(true),
        "false" | "f" | "no" | "0" => Ok(false),
        _ => problem(format!("{field:?} is neither true nor false"), "Write true or false."),
    }
}

fn status(field: &str) -> Result<Status, Problem> {
    match field.to_ascii_lowercase().as_str() {
        "active" => Ok(Status::Active),
        "inactive" => Ok(Status::Inactive),
        "pending" => Ok(Status::Pending),
        _ => problem(format!("{field:?} is not a status"), "Write active, inactive or pending."),
    }
}

fn object(field: &str) -> Result<Map<String, Value>, Problem> {
    match serde_json::from_str(field) {
        Ok(Value::Object(members)) => Ok(members),
        Ok(Value::Null) => Ok(Map::new()),
        _ => {
            problem("The metadata isn't a JSON object", "Write {\"name\": \"value\"}, or nothing.")
        }
    }
}

/// Reads RFC 3339, with a space instead of the T or without a zone, a date alone, or Unix seconds.
/// Some services write the year 1 for never.
fn instant(field: &str) -> Result<Option<UnixSeconds>, Problem> {
    let at = field.parse().ok().or_else(|| {
        let field = field.trim_end_matches(" UTC").trim_end_matches(" +0000");
        let mut text = field.replacen(' ', "T", 1);
        if text.len() == 10 {
            text.push_str("T00:00:00");
        }
        parse_instant(&text).or_else(|| parse_instant(&(text + "Z")))
    });
    match at {
        Some(at) => Ok((at > 0).then_some(at)),
        None => problem(format!("{field:?} is not a time"), "Write 2026-01-16T12:00:00Z."),
    }
}
