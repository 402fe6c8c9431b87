//! The formats of users, devices and events. A missing text is empty, and a missing instant is in
//! the year 1, because the SDKs fail on null.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::clock::{UnixSeconds, rfc3339};
use crate::extras::passage::administration::{Account, Status};
use crate::mail::browser_name;
use crate::model::credential::Credential;
use crate::model::event::Event;
use crate::model::event::Kind;
use crate::model::ids::PasskeyId;
use crate::model::user::UserId;

/// The value of a missing instant.
pub(crate) const NEVER: &str = "0001-01-01T00:00:00Z";

/// A user in a list.
#[derive(Serialize)]
pub(crate) struct ListedUser {
    id: UserId,
    /// Empty if missing.
    email: String,
    email_verified: bool,
    /// Empty if missing.
    phone: String,
    phone_verified: bool,
    /// The user's id in a back end that manages its own users.
    external_id: String,
    status: UserStatus,
    created_at: String,
    updated_at: String,
    /// In the year 1 if missing.
    last_login_at: String,
    login_count: i64,
    user_metadata: Map<String, Value>,
}

/// Whether the user can sign in.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum UserStatus {
    Pending,
    Active,
    Inactive,
}

impl From<Status> for UserStatus {
    fn from(status: Status) -> Self {
        match status {
            Status::Pending => Self::Pending,
            Status::Active => Self::Active,
            Status::Inactive => Self::Inactive,
        }
    }
}

pub(crate) fn listed_user(account: &Account) -> ListedUser {
    let user = &account.user;
    ListedUser {
        id: user.id,
        email: user.email.as_ref().map(ToString::to_string).unwrap_or_default(),
        email_verified: user.verified_email().is_some(),
        phone: user.phone.as_ref().map(ToString::to_string).unwrap_or_default(),
        phone_verified: user.phone.is_some() && user.phone_verified_at.is_some(),
        external_id: user.external_id.clone().unwrap_or_default(),
        status: account.status().into(),
        created_at: rfc3339(user.created_at),
        updated_at: rfc3339(account.updated_at),
        last_login_at: instant(account.last_login_at),
        login_count: account.login_count,
        user_metadata: account.metadata.clone(),
    }
}

/// A single user.
#[derive(Serialize)]
pub(crate) struct User {
    #[serde(flatten)]
    listed: ListedUser,
    /// Whether there is a passkey.
    webauthn: bool,
    webauthn_devices: Vec<Device>,
    webauthn_types: Vec<DeviceType>,
    recent_events: Vec<Happened>,
    social_connections: Map<String, Value>,
}

pub(crate) fn user(account: &Account, passkeys: &[Credential], events: &[Event]) -> User {
    let mut types: Vec<_> = passkeys.iter().map(device_type).collect();
    types.sort_unstable();
    types.dedup();
    User {
        listed: listed_user(account),
        webauthn: !passkeys.is_empty(),
        webauthn_devices: passkeys.iter().map(device).collect(),
        webauthn_types: types,
        recent_events: events.iter().map(event).collect(),
        social_connections: Map::new(),
    }
}

/// A passkey.
#[derive(Serialize)]
pub(crate) struct Device {
    id: PasskeyId,
    cred_id: String,
    friendly_name: String,
    #[serde(rename = "type")]
    kind: DeviceType,
    usage_count: i64,
    created_at: String,
    updated_at: String,
    /// When it was created, if it hasn't signed in yet: Passage's element shows the date in any case.
    last_login_at: String,
    icons: Icons,
}

/// Always empty, because we have no icons of authenticators.
#[derive(Serialize)]
struct Icons {
    light: Option<String>,
    dark: Option<String>,
}

/// Whether a passkey is synced and, if not, where it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
enum DeviceType {
    Passkey,
    Platform,
    SecurityKey,
}

pub(crate) fn device(passkey: &Credential) -> Device {
    let last_used_at = rfc3339(passkey.last_used_at.unwrap_or(passkey.created_at));
    Device {
        id: passkey.id,
        cred_id: passkey.credential_id.to_string(),
        friendly_name: passkey.name.clone(),
        kind: device_type(passkey),
        usage_count: passkey.use_count,
        created_at: rfc3339(passkey.created_at),
        updated_at: last_used_at.clone(),
        last_login_at: last_used_at,
        icons: Icons { light: None, dark: None },
    }
}

fn device_type(passkey: &Credential) -> DeviceType {
    if passkey.is_backup_eligible() {
        DeviceType::Passkey
    } else if passkey.is_security_key() {
        DeviceType::SecurityKey
    } else {
        DeviceType::Platform
    }
}

fn instant(at: Option<UnixSeconds>) -> String {
    at.map_or_else(|| NEVER.to_owned(), rfc3339)
}

/// An event of an account.
#[derive(Serialize)]
struct Happened {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    action: &'static str,
    status: &'static str,
    created_at: String,
    completed_at: Option<String>,
    ip_addr: String,
    user_agent: String,
    user_agent_display: String,
    social_login_type: Option<String>,
}

fn event(event: &Event) -> Happened {
    let (kind, action) = match event.kind {
        Kind::SignedUp => ("register", "register"),
        Kind::SignedInByPasskey | Kind::SignInFailed | Kind::CounterWentBack => {
            ("login_webauthn", "login")
        }
        Kind::SignedInByMail | Kind::SignedInByLink => ("login_magic_link", "login"),
        other => (other.as_str(), "other"),
    };
    let failed = matches!(
        event.kind,
        Kind::SignInFailed | Kind::CounterWentBack | Kind::AnswerRepeated | Kind::AnswerLate
    );
    let display = match browser_name(&event.user_agent) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => event.user_agent.clone(),
    };
    let at = rfc3339(event.created_at);
    Happened {
        id: event.id.to_string(),
        kind,
        action,
        status: if failed { "incomplete" } else { "complete" },
        created_at: at.clone(),
        completed_at: (!failed).then_some(at),
        ip_addr: event.ip.clone(),
        user_agent: event.user_agent.clone(),
        user_agent_display: display,
        social_login_type: None,
    }
}
