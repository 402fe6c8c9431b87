//! Reads Hanko's export: a JSON array of users.
//!
//! <https://github.com/teamhanko/hanko/blob/main/backend/json_schema/hanko.user_import.json>

use std::cell::Cell;
use std::fmt;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::{self, DeserializeSeed, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use uuid::Uuid;

use super::{Emit, Part, Row, Said, settle};
use crate::clock::{UnixSeconds, parse_instant};
use crate::extras::user_files::{FileError, PasskeyRecord, Problem, Record, problem};

#[derive(Deserialize)]
struct User {
    #[serde(rename = "user_id")]
    id: Option<Uuid>,
    #[serde(default)]
    emails: Option<Vec<Email>>,
    username: Option<Value>,
    #[serde(default)]
    webauthn_credentials: Option<Vec<Passkey>>,
    created_at: Option<String>,
    updated_at: Option<String>,
}

#[derive(Deserialize)]
struct Email {
    address: String,
    #[serde(default)]
    is_primary: bool,
    #[serde(default)]
    is_verified: bool,
}

#[derive(Deserialize)]
struct Passkey {
    id: String,
    name: Option<String>,
    public_key: String,
    /// As text, or as a list of its bytes.
    aaguid: Option<Value>,
    #[serde(default)]
    sign_count: u32,
    created_at: Option<String>,
    last_used_at: Option<String>,
    #[serde(default)]
    transports: Option<Vec<String>>,
    #[serde(default)]
    backup_eligible: bool,
    #[serde(default)]
    backup_state: bool,
    /// A second factor only. It may not be discoverable.
    #[serde(default)]
    mfa_only: bool,
    /// The bytes of the handle as text. Without it, the handle is the user's id.
    user_handle: Option<String>,
}

pub(super) fn read(input: impl BufRead, now: UnixSeconds, emit: Emit<'_>) -> Result<(), FileError> {
    let line = Rc::new(Cell::new(1));
    let counted = Counting { input, line: Rc::clone(&line) };
    let mut users = serde_json::Deserializer::from_reader(counted);
    let read = users.deserialize_seq(Users { line, now, emit }).and_then(|()| users.end());
    read.map_err(|error| FileError(format!("the file isn't a JSON array, or is damaged: {error}")))
}

/// Counts lines. The parser reads byte by byte, so the count is exact.
struct Counting<R> {
    input: R,
    line: Rc<Cell<u64>>,
}

impl<R: BufRead> Read for Counting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        let ends = buffer[..read].split(|byte| *byte == b'\n').count() - 1;
        self.line.set(self.line.get() + ends as u64);
        Ok(read)
    }
}

struct Users<'a> {
    line: Rc<Cell<u64>>,
    now: UnixSeconds,
    emit: Emit<'a>,
}

impl<'de> Visitor<'de> for Users<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of users")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut users: A) -> Result<(), A::Error> {
        while let Some((line, user)) = users.next_element_seed(Next(&self.line))? {
            let mut notes = Vec::new();
            let user = serde_json::from_value::<User>(user);
            let content = user
                .or_else(|error| problem(format!("Not a user: {error}"), "Correct the user."))
                .and_then(|user| record(user, self.now, &mut notes));
            if !(self.emit)(Part::Row(Box::new(Row { line, content, notes, is_utf8: true }))) {
                return Err(de::Error::custom("stopped"));
            }
        }
        Ok(())
    }
}

/// Reads the next user, and the line on which it starts.
struct Next<'a>(&'a Cell<u64>);

impl<'de> DeserializeSeed<'de> for Next<'_> {
    type Value = (u64, Value);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        // The parser has read the first character of the value.
        let line = self.0.get();
        Ok((line, Value::deserialize(deserializer)?))
    }
}

fn record(user: User, now: UnixSeconds, notes: &mut Vec<String>) -> Result<Record, Problem> {
    let mut emails = user.emails.unwrap_or_default();
    emails.sort_by_key(|email| !email.is_primary);
    for other in emails.iter().skip(1) {
        notes.push(format!("left out {}: an account has one address", other.address));
    }
    let email = emails.into_iter().next();
    let said = Said {
        email_verified: email.as_ref().is_some_and(|email| email.is_verified),
        ..Said::default()
    };
    let mut record = Record {
        external_id: user.id.map(|id| id.to_string()),
        email: email.map(|email| email.address),
        display_name: name(user.username.as_ref()),
        created_at: at(user.created_at)?,
        updated_at: at(user.updated_at)?,
        ..Record::default()
    };
    for passkey in user.webauthn_credentials.unwrap_or_default() {
        let id = passkey.id.clone();
        if passkey.mfa_only {
            notes.push(format!("left out the security key {id}: it was only a second factor"));
            continue;
        }
        let handle = match (&passkey.user_handle, user.id) {
            (Some(handle), _) if !handle.is_empty() => URL_SAFE_NO_PAD.encode(handle),
            (_, Some(id)) => URL_SAFE_NO_PAD.encode(id.as_bytes()),
            (_, None) => {
                return problem(
                    format!("The passkey {id} has no user handle"),
                    "Add user_id or user_handle.",
                );
            }
        };
        if *record.user_handle.get_or_insert_with(|| handle.clone()) != handle {
            notes.push(format!("left out the passkey {id}: it has another user handle"));
            continue;
        }
        record.passkeys.push(PasskeyRecord {
            credential_id: passkey.id,
            public_key: passkey.public_key,
            sign_count: passkey.sign_count,
            backup_eligible: passkey.backup_eligible,
            backup_state: passkey.backup_state,
            transports: passkey.transports.unwrap_or_default(),
            aaguid: passkey.aaguid.as_ref().and_then(aaguid),
            name: passkey.name.filter(|name| !name.is_empty()),
            created_at: at(passkey.created_at)?,
            last_used_at: at(passkey.last_used_at)?,
            ..PasskeyRecord::default()
        });
    }
    settle(&mut record, said, now);
    Ok(record)
}

/// A name is text in the users of an import, and an object in those of the API.
fn name(username: Option<&Value>) -> Option<String> {
    let text = username.and_then(|name| name.as_str().or_else(|| name["username"].as_str()));
    text.filter(|name| !name.is_empty()).map(str::to_owned)
}

fn aaguid(value: &Value) -> Option<Uuid> {
    match value {
        Value::String(text) => text.parse().ok(),
        other => Uuid::from_slice(&Vec::<u8>::deserialize(other).ok()?).ok(),
    }
}

fn at(text: Option<String>) -> Result<Option<UnixSeconds>, Problem> {
    let Some(text) = text else { return Ok(None) };
    match parse_instant(&text) {
        Some(at) => Ok(Some(at)),
        None => problem(format!("{text:?} is not an RFC 3339 time"), "Correct the time."),
    }
}
