//! An account as back ends see it, and what they say of one.

use serde_json::{Map, Value};

use crate::clock::UnixSeconds;
use crate::error::{Error, Result};
use crate::model::user::User;

/// The most that may be kept about an account, in bytes of JSON.
pub const MAX_METADATA: usize = 8 * 1024;

/// Whether an account can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It was made by a back end, and nobody has signed in yet.
    Pending,
    /// It can be used.
    Active,
    /// It is deactivated: nobody gets in.
    Inactive,
}

/// An account as back ends see it.
#[derive(Clone, Debug)]
pub struct Account {
    /// Whose it is.
    pub user: User,
    /// When somebody first signed in, or a back end said that it may be used.
    pub activated_at: Option<UnixSeconds>,
    /// Since when nobody gets in.
    pub deactivated_at: Option<UnixSeconds>,
    /// How often somebody has signed in.
    pub login_count: i64,
    /// When somebody last did.
    pub last_login_at: Option<UnixSeconds>,
    /// When something about it last changed.
    pub updated_at: UnixSeconds,
    /// What back ends keep about it.
    pub metadata: Map<String, Value>,
}

impl Account {
    /// Whether it can be used.
    pub fn status(&self) -> Status {
        match (self.deactivated_at, self.activated_at) {
            (Some(_), _) => Status::Inactive,
            (None, None) => Status::Pending,
            (None, Some(_)) => Status::Active,
        }
    }
}

/// What a back end says of an account. What it leaves out stays as it is.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// Its address; blank for none.
    pub email: Option<String>,
    /// Its number; blank for none.
    pub phone: Option<String>,
    /// Members of its metadata; null for none.
    pub metadata: Option<Map<String, Value>>,
}

/// What becomes of an address or number.
#[derive(Clone, Debug)]
pub(crate) enum Becomes<T> {
    Same,
    Nothing,
    This(T),
}

impl<T> Becomes<T> {
    pub(crate) fn read(said: Option<&str>, parse: impl FnOnce(&str) -> Result<T>) -> Result<Self> {
        match said.map(str::trim) {
            None => Ok(Self::Same),
            Some("") => Ok(Self::Nothing),
            Some(said) => parse(said).map(Self::This),
        }
    }

    pub(crate) fn this(self) -> Option<T> {
        match self {
            Self::This(this) => Some(this),
            Self::Same | Self::Nothing => None,
        }
    }
}

/// Puts members into metadata; those that are null are taken out.
///
/// <https://www.rfc-editor.org/rfc/rfc7396>
pub(crate) fn merged(
    mut metadata: Map<String, Value>,
    members: Map<String, Value>,
) -> Result<Map<String, Value>> {
    for (name, value) in members {
        if value.is_null() {
            metadata.remove(&name);
        } else {
            metadata.insert(name, value);
        }
    }
    if serde_json::to_vec(&metadata)?.len() > MAX_METADATA {
        return Err(Error::InvalidRequest("The metadata is larger than 8 KiB"));
    }
    Ok(metadata)
}
