//! Wire: users, devices and events in Passage's shapes. A text that is missing is empty there, and
//! an instant that never was is in the year 1: the SDKs fail on null.

use serde_json::{Map, Value, json};

use crate::administration::{Account, Status};
use crate::clock::{UnixSeconds, rfc3339};
use crate::credential::Credential;
use crate::event::{Event, Kind};
use crate::messenger::browser_name;

/// What stands for an instant that never was.
pub(super) const NEVER: &str = "0001-01-01T00:00:00Z";

/// What a list has of a user.
pub(super) fn listed_user(account: &Account) -> Map<String, Value> {
    let user = &account.user;
    let text = |value: Option<String>| Value::from(value.unwrap_or_default());
    let members = [
        ("id", json!(user.id)),
        ("email", text(user.email.as_ref().map(ToString::to_string))),
        ("email_verified", json!(user.verified_email().is_some())),
        ("phone", text(user.phone.as_ref().map(ToString::to_string))),
        ("phone_verified", json!(user.phone.is_some() && user.phone_verified_at.is_some())),
        ("external_id", text(user.external_id.clone())),
        ("status", json!(status(account.status()))),
        ("created_at", json!(rfc3339(user.created_at))),
        ("updated_at", json!(rfc3339(account.updated_at))),
        ("last_login_at", json!(instant(account.last_login_at))),
        ("login_count", json!(account.login_count)),
        ("user_metadata", json!(account.metadata)),
    ];
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// A user by themselves.
pub(super) fn user(account: &Account, passkeys: &[Credential], events: &[Event]) -> Value {
    let mut user = listed_user(account);
    let mut types: Vec<_> = passkeys.iter().map(device_type).collect();
    types.sort_unstable();
    types.dedup();
    user.insert("webauthn".to_owned(), json!(!passkeys.is_empty()));
    user.insert("webauthn_devices".to_owned(), passkeys.iter().map(device).collect());
    user.insert("webauthn_types".to_owned(), json!(types));
    user.insert("recent_events".to_owned(), events.iter().map(event).collect());
    user.insert("social_connections".to_owned(), json!({}));
    Value::Object(user)
}

/// A passkey.
pub(super) fn device(passkey: &Credential) -> Value {
    json!({
        "id": passkey.id,
        "cred_id": passkey.credential_id.to_string(),
        "friendly_name": passkey.name,
        "type": device_type(passkey),
        "usage_count": passkey.use_count,
        "created_at": rfc3339(passkey.created_at),
        "updated_at": rfc3339(passkey.last_used_at.unwrap_or(passkey.created_at)),
        "last_login_at": instant(passkey.last_used_at),
        "icons": { "light": null, "dark": null },
    })
}

fn device_type(passkey: &Credential) -> &'static str {
    if passkey.is_backup_eligible() {
        "passkey"
    } else if passkey.is_security_key() {
        "security_key"
    } else {
        "platform"
    }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Pending => "pending",
        Status::Active => "active",
        Status::Inactive => "inactive",
    }
}

fn instant(at: Option<UnixSeconds>) -> String {
    at.map_or_else(|| NEVER.to_owned(), rfc3339)
}

/// What happened to an account.
fn event(event: &Event) -> Value {
    let (kind, action) = match event.kind {
        Kind::SignedUp => ("register", "register"),
        Kind::SignedInByPasskey | Kind::SignInFailed | Kind::CounterWentBack => {
            ("login_webauthn", "login")
        }
        Kind::SignedInByMail | Kind::SignedInByLink => ("login_magic_link", "login"),
        other => (other.as_str(), "other"),
    };
    let failed = matches!(event.kind, Kind::SignInFailed | Kind::CounterWentBack);
    let display = match browser_name(&event.user_agent) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => event.user_agent.clone(),
    };
    let at = rfc3339(event.created_at);
    json!({
        "id": event.id,
        "type": kind,
        "action": action,
        "status": if failed { "incomplete" } else { "complete" },
        "created_at": at,
        "completed_at": if failed { Value::Null } else { json!(at) },
        "ip_addr": event.ip,
        "user_agent": event.user_agent,
        "user_agent_display": display,
        "social_login_type": null,
    })
}
