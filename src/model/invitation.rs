//! Invitations: the owners of these addresses may create an account.

use crate::clock::UnixSeconds;
use crate::model::user::{Email, UserId};

/// An invited address.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// The address.
    pub email: Email,
    /// The administrator who invited it. `None`: a command did, or the administrator's account was
    /// deleted.
    pub by: Option<UserId>,
    /// When it was invited.
    pub created_at: UnixSeconds,
    /// When it expires.
    pub expires_at: UnixSeconds,
}
