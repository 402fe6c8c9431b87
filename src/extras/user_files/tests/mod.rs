//! Tests of imports and exports, on both databases.

mod addresses;
mod damaged;
mod formats;
mod passkeys;
mod round_trip;

use std::io::Cursor;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use testing::authenticator::{Cbor, Hostile};

use super::{Format, ImportOptions, Outcome, RowReport, Totals};
use crate::model::event::SERVER;
use crate::tests::party::TestParty;
use crate::{Email, RequestContext, User};

/// Imports a file, and returns the report of each row.
async fn import(party: &TestParty, file: impl Into<Vec<u8>>) -> Vec<RowReport> {
    import_with(party, file, ImportOptions::default()).await.unwrap().0
}

async fn import_with(
    party: &TestParty,
    file: impl Into<Vec<u8>>,
    options: ImportOptions,
) -> Result<(Vec<RowReport>, Totals), String> {
    let mut rows = Vec::new();
    let mut report = |row: RowReport, _: &Totals| rows.push(row);
    let totals = party
        .user_files()
        .import(
            &RequestContext::operator(party, SERVER),
            Cursor::new(file.into()),
            options,
            &mut report,
        )
        .await;
    let totals = totals.map_err(|error| error.to_string())?;
    assert_eq!(totals.rows, rows.len() as u64);
    Ok((rows, totals))
}

/// Returns the line and the outcome of each row.
fn outcomes(rows: &[RowReport]) -> Vec<(u64, String)> {
    let word = |outcome: &Outcome| match outcome {
        Outcome::Created => "created".to_owned(),
        Outcome::Exists => "exists".to_owned(),
        Outcome::Refused(problem) => problem.what.clone(),
    };
    rows.iter().map(|row| (row.line, word(&row.outcome))).collect()
}

/// Returns the account that owns an address.
async fn owner(party: &TestParty, email: &str) -> Option<User> {
    party.store().find_owner(&Email::parse(email).unwrap()).await.unwrap()
}

/// Creates a passkey at another relying party with the same RP ID. Returns its public key, as that
/// party stores it.
fn registered_elsewhere(key: &mut Hostile, handle: &[u8]) -> Vec<u8> {
    let options = json!({ "publicKey": {
        "challenge": "AAAA",
        "rp": { "id": "localhost" },
        "user": { "id": URL_SAFE_NO_PAD.encode(handle) },
    } });
    let answer = key.create("http://localhost:4000", &options);
    let members = answer.public_key.into_iter().map(|(label, value)| (Cbor::Int(label), value));
    Cbor::Map(members.collect()).encode()
}

/// Returns the member of a row for a passkey from another relying party.
fn passkey(key: &mut Hostile, handle: &[u8]) -> Value {
    let public_key = registered_elsewhere(key, handle);
    json!({
        "credential_id": URL_SAFE_NO_PAD.encode(&key.id),
        "public_key": URL_SAFE_NO_PAD.encode(public_key),
        "sign_count": key.counter,
        "transports": ["internal", "carrier pigeon"],
    })
}
