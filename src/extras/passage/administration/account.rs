//! An account in the form that back ends see and change.

use serde_json::{Map, Value};

use crate::clock::UnixSeconds;
use crate::error::Result;
use crate::model::user::User;

/// The status of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// A back end created it, and no one has signed in yet.
    Pending,
    /// It can be used.
    Active,
    /// It is deactivated: no one can sign in.
    Inactive,
}

/// An account in the form that back ends see.
#[derive(Clone, Debug)]
pub struct Account {
    /// Its user.
    pub user: User,
    /// When a user first signed in, or a back end activated it.
    pub activated_at: Option<UnixSeconds>,
    /// When it was deactivated.
    pub deactivated_at: Option<UnixSeconds>,
    /// How many sign-ins it has had.
    pub login_count: i64,
    /// When the last sign-in was.
    pub last_login_at: Option<UnixSeconds>,
    /// When it last changed.
    pub updated_at: UnixSeconds,
    /// The metadata that back ends store in it.
    pub metadata: Map<String, Value>,
}

impl Account {
    /// Returns its status.
    pub fn status(&self) -> Status {
        match (self.deactivated_at, self.activated_at) {
            (Some(_), _) => Status::Inactive,
            (None, None) => Status::Pending,
            (None, Some(_)) => Status::Active,
        }
    }
}

/// A back end's changes to an account. Missing ones leave the value unchanged.
#[derive(Clone, Debug, Default)]
pub struct AccountUpdate {
    /// Its address. Blank removes it.
    pub email: Option<String>,
    /// Its number. Blank removes it.
    pub phone: Option<String>,
    /// Members of its metadata. Null removes a member.
    pub metadata: Option<Map<String, Value>>,
}

/// The change to an address or number.
#[derive(Clone, Debug)]
pub(crate) enum Patch<T> {
    Same,
    Nothing,
    This(T),
}

impl<T> Patch<T> {
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
