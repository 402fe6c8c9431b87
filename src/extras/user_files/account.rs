//! An account that is ready to be inserted: everything in its row is valid.

use std::collections::HashSet;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

use crate::check::Check;
use crate::clock::UnixSeconds;
use crate::error::Error;
use crate::extras::user_files::{PasskeyRecord, Problem, Record, problem};
use crate::model::credential::Credential;
use crate::model::ids::PasskeyId;
use crate::model::locale::Locale;
use crate::model::metadata::MAX_METADATA;
use crate::model::name::parse_name;
use crate::model::phone::Phone;
use crate::model::user::{Email, User, UserId};
use crate::model::user_handle::UserHandle;
use crate::passkey::naming::suggested_name;
use crate::passkey::{Portable, cose_from_der};
use crate::store::credentials::MAX_PER_USER;
use crate::web::request_context::RequestContext;
use crate::{RelyingParty, Result as CoreResult};

/// The longest external id, in characters.
const MAX_EXTERNAL_ID: usize = 254;

/// An account to insert.
#[derive(Clone, Debug)]
pub(super) struct Account {
    pub(super) user: User,
    /// Whether the row names the account, by its id here or in another system.
    pub(super) is_named: bool,
    pub(super) metadata: Option<String>,
    pub(super) activated_at: Option<UnixSeconds>,
    pub(super) deactivated_at: Option<UnixSeconds>,
    pub(super) login_count: i64,
    pub(super) last_login_at: Option<UnixSeconds>,
    pub(super) passkey_offered_at: Option<UnixSeconds>,
    pub(super) updated_at: UnixSeconds,
    pub(super) passkeys: Vec<Credential>,
}

impl Account {
    /// Returns how the report names it.
    pub(super) fn name(&self) -> String {
        let User { email, external_id, id, .. } = &self.user;
        let email = email.as_ref().map(ToString::to_string);
        email.or_else(|| external_id.clone()).unwrap_or_else(|| id.to_string())
    }

    /// Checks a row. Adds to `notes` what is left out, and why.
    pub(super) fn check(
        rp: &RelyingParty,
        record: Record,
        notes: &mut Vec<String>,
    ) -> Result<Self, Problem> {
        let now = rp.clock().now();
        let is_named = record.id.is_some() || record.external_id.is_some();
        let user = user(rp, &record, now)?;
        if record.passkeys.len() > MAX_PER_USER {
            return problem(
                format!("{} passkeys", record.passkeys.len()),
                "Leave out the oldest, so that there are at most 50.",
            );
        }
        let mut account = Self {
            is_named,
            metadata: metadata(&record)?,
            activated_at: record.activated_at,
            deactivated_at: record.deactivated_at,
            login_count: record.login_count.max(0),
            last_login_at: record.last_login_at,
            passkey_offered_at: record.passkey_offered_at,
            updated_at: record.updated_at.unwrap_or(now),
            passkeys: Vec::new(),
            user,
        };
        for passkey in record.passkeys {
            let id = passkey.credential_id.clone();
            match account.passkey(rp, passkey) {
                Ok(passkey) => account.passkeys.push(passkey),
                Err(Error::VerificationFailed(Check::Offered, why)) => {
                    notes.push(format!("left out the passkey {id}: {why}"));
                }
                Err(error) => {
                    let why = match error {
                        Error::InvalidRequest(why) => why.to_owned(),
                        other => other.to_string(),
                    };
                    return problem(format!("The passkey {id}: {why}"), "Correct or remove it.");
                }
            }
        }
        let ids = account.passkeys.iter().map(|one| one.credential_id.to_string());
        if ids.collect::<HashSet<_>>().len() != account.passkeys.len() {
            return problem("A passkey is there twice", "Remove one.");
        }
        if account.user.email.is_none()
            && account.user.phone.is_none()
            && account.passkeys.is_empty()
        {
            return problem(
                "Neither an address, a number nor a passkey",
                "Add one, so that the user can sign in.",
            );
        }
        Ok(account)
    }

    fn passkey(&self, rp: &RelyingParty, record: PasskeyRecord) -> CoreResult<Credential> {
        let portable = Portable {
            credential_id: bytes(&record.credential_id)?,
            public_key: public_key(&record.public_key)?,
            sign_count: record.sign_count,
            backup_eligible: record.backup_eligible,
            backup_state: record.backup_state,
            transports: record.transports,
            details: record.details,
        };
        let id = PasskeyId(record.id.unwrap_or_else(|| rp.random().uuid()));
        let created_at = record.created_at.unwrap_or(self.user.created_at);
        let mut passkey = portable.credential(id, self.user.id, created_at)?;
        passkey.aaguid = record.aaguid.unwrap_or_else(Uuid::nil);
        passkey.last_used_at = record.last_used_at;
        passkey.last_used_by = record.last_used_by;
        passkey.use_count = record.use_count.max(0);
        passkey.backup_eligibility_changed_at = record.backup_eligibility_changed_at;
        passkey.name = match record.name {
            Some(name) => parse_name(&name)?,
            None => suggested_name(&passkey, None, &RequestContext::unknown(rp), &self.passkeys),
        };
        Ok(passkey)
    }
}

fn user(rp: &RelyingParty, record: &Record, now: UnixSeconds) -> Result<User, Problem> {
    let email = record.email.as_deref().map(|typed| {
        Email::parse(typed)
            .or_else(|_| problem(format!("{typed:?} is not an address"), "Correct it."))
    });
    let phone = record.phone.as_deref().map(|typed| {
        let advice = "Write it with its country code, such as +49 1512 3456789, or remove it.";
        Phone::parse(typed).or_else(|_| problem(format!("{typed:?} is not a phone number"), advice))
    });
    let display_name = record.display_name.as_deref().map(|typed| {
        let advice = "Write at most 60 characters in one line.";
        parse_name(typed).or_else(|_| problem(format!("{typed:?} can't be a name"), advice))
    });
    let locale = record.locale.as_deref().map(|code| {
        let what = format!("there is no language {code:?} here");
        Locale::parse(code).map_or_else(|| problem(what, "Write en, de, es, it, pl, pt or zh."), Ok)
    });
    let user_handle = record.user_handle.as_deref().map(|text| {
        let handle = bytes(text).and_then(|bytes| UserHandle::from_bytes(&bytes));
        handle.or_else(|_| {
            problem(
                format!("{text:?} is not a user handle"),
                "Write its 1 to 64 bytes in base64url.",
            )
        })
    });
    let external_id = record.external_id.clone();
    let is_text = |id: &String| {
        (1..=MAX_EXTERNAL_ID).contains(&id.chars().count()) && !id.chars().any(char::is_control)
    };
    if external_id.as_ref().is_some_and(|id| !is_text(id)) {
        return problem("The id is empty or too long", "Write 1 to 254 characters.");
    }
    let id = UserId(record.id.unwrap_or_else(|| rp.random().uuid()));
    let handle = user_handle.transpose()?;
    let user = User {
        id,
        user_handle: handle.filter(|handle| *handle != id.into()),
        email: email.transpose()?,
        email_verified_at: record.email_verified_at,
        email_assigned_at: record.email_assigned_at,
        external_id,
        locale: locale.transpose()?,
        display_name: display_name.transpose()?,
        phone: phone.transpose()?,
        phone_verified_at: record.phone_verified_at,
        phone_assigned_at: record.phone_assigned_at,
        created_at: record.created_at.unwrap_or(now),
    };
    let of_email = user.email_verified_at.or(user.email_assigned_at);
    let of_phone = user.phone_verified_at.or(user.phone_assigned_at);
    if (user.email.is_none() && of_email.is_some()) || (user.phone.is_none() && of_phone.is_some())
    {
        return problem("The address or number that is verified is missing", "Add it.");
    }
    Ok(user)
}

fn metadata(record: &Record) -> Result<Option<String>, Problem> {
    let Some(metadata) = &record.metadata else { return Ok(None) };
    let text = serde_json::to_string(metadata).unwrap_or_default();
    if text.len() > MAX_METADATA {
        return problem("The metadata is larger than 8 KiB", "Shorten it.");
    }
    Ok(Some(text))
}

/// Decodes base64url or base64, with or without padding.
fn bytes(text: &str) -> CoreResult<Vec<u8>> {
    let text: String = text.split_ascii_whitespace().collect();
    let text = text.trim_end_matches('=').replace('+', "-").replace('/', "_");
    URL_SAFE_NO_PAD.decode(text).map_err(|_| Error::InvalidRequest("not base64url"))
}

/// Reads a `COSE_Key`, or a `SubjectPublicKeyInfo` in DER or PEM.
fn public_key(text: &str) -> CoreResult<Vec<u8>> {
    let pem = text.split("-----").nth(2).filter(|_| text.contains("-----BEGIN PUBLIC KEY-----"));
    let key = bytes(pem.unwrap_or(text))?;
    // DER starts with a sequence, a `COSE_Key` with a map.
    if key.first() == Some(&0x30) { cose_from_der(&key) } else { Ok(key) }
}
