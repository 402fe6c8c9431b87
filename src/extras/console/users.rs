//! Users: finding them, and acting on their accounts.
//!
//! Each action takes the context of an operator ([`RequestContext::operator`]). Its event names the
//! operator.

use crate::RelyingParty;
use crate::clock::UnixSeconds;
use crate::error::{Error, Result};
use crate::extras::console::{Admin, Console};
use crate::model::credential::Credential;
use crate::model::event::{Event, Kind, SERVER};
use crate::model::session::Session;
use crate::model::user::{Email, User, UserId};
use crate::store::{Remaining, Unit};
use crate::web::request_context::RequestContext;

/// How many users a page of the list has.
pub const PAGE: usize = 50;

/// The fewest letters that a search needs. An index finds them.
pub const MIN_SEARCH: usize = 3;

/// The status of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// An operator or a back end created it, and no one has used it yet.
    Pending,
    /// It can be used.
    Active,
    /// No one can sign in to it.
    Deactivated,
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 3] = [Self::Active, Self::Pending, Self::Deactivated];

    /// Returns its name in addresses and commands.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Active => "active",
            Self::Deactivated => "deactivated",
        }
    }

    /// Parses a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == name)
    }
}

/// A user in the list.
#[derive(Clone, Debug)]
pub struct UserEntry {
    /// The user.
    pub user: User,
    /// The status of the account.
    pub status: Status,
    /// How many sign-ins it has had.
    pub login_count: i64,
    /// When the last sign-in was.
    pub last_login_at: Option<UnixSeconds>,
}

/// A position in the list: the creation time and the id of the last user before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position(pub UnixSeconds, pub UserId);

impl Position {
    /// Reads a position from an address.
    pub fn parse(text: &str) -> Option<Self> {
        let (created_at, id) = text.split_once('.')?;
        Some(Self(created_at.parse().ok()?, id.parse().ok()?))
    }

    /// Writes the position for an address.
    pub fn text(self) -> String {
        format!("{}.{}", self.0, self.1)
    }
}

/// A search for users.
#[derive(Clone, Debug, Default)]
pub struct UserQuery {
    /// The start of an address, or a whole id. Empty for all users.
    pub search: String,
    /// Only accounts with this status.
    pub status: Option<Status>,
    /// Where the page starts.
    pub after: Option<Position>,
}

/// Everything on the page of one user.
#[derive(Clone, Debug)]
pub struct UserDetails {
    /// The user and the status.
    pub entry: UserEntry,
    /// Their passkeys, oldest first.
    pub passkeys: Vec<Credential>,
    /// Their sessions, most recently used first.
    pub sessions: Vec<Session>,
    /// Their newest events, newest first.
    pub events: Vec<Event>,
    /// Whether they are an administrator.
    pub is_admin: bool,
}

impl Admin {
    /// Returns the context for acting on someone else's account.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] for the administrator's own account, which has its own pages.
    pub fn acts_on(&self, rp: &RelyingParty, id: UserId) -> Result<RequestContext> {
        if self.0.user.id == id {
            return Err(Error::InvalidRequest("administrators can't do this to themselves"));
        }
        Ok(self.context(rp))
    }
}

impl Console<'_> {
    /// Lists users, newest first.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] if the search is too short.
    pub async fn list_users(self, query: &UserQuery) -> Result<Vec<UserEntry>> {
        let search = query.search.trim();
        let limit = i64::try_from(PAGE).unwrap_or_default();
        if search.is_empty() {
            return self.store().list_users(None, query.status, query.after, limit).await;
        }
        if let Some(found) = self.store().find_user_entry(search).await? {
            let fits = query.status.is_none_or(|status| status == found.status);
            return Ok(if fits { vec![found] } else { Vec::new() });
        }
        if search.chars().count() < MIN_SEARCH || search.contains('\0') {
            return Err(Error::InvalidRequest("a search needs at least three letters"));
        }
        let prefix = Email::parse(search)
            .map_or_else(|_| search.to_lowercase(), |email| email.key().to_owned());
        self.store().list_users(Some(&prefix), query.status, query.after, limit).await
    }

    /// Finds a user by id, by external id, or by the address that they own.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn find_user_entry(self, text: &str) -> Result<UserEntry> {
        let text = text.trim();
        if let Some(found) = self.store().find_user_entry(text).await? {
            return Ok(found);
        }
        let email = Email::parse(text).map_err(|_| Error::NotFound)?;
        let owner = self.store().find_owner(&email).await?.ok_or(Error::NotFound)?;
        self.store().find_user_entry(&owner.id.to_string()).await?.ok_or(Error::NotFound)
    }

    /// Returns everything about one user.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn user_details(self, id: UserId, before: Option<i64>) -> Result<UserDetails> {
        let entry = self.store().find_user_entry(&id.to_string()).await?;
        Ok(UserDetails {
            entry: entry.ok_or(Error::NotFound)?,
            passkeys: self.store().list_credentials(id).await?,
            sessions: self.store().list_sessions(id, self.clock().now()).await?,
            events: self.events().list(id, before).await?,
            is_admin: self.is_admin(id).await?,
        })
    }

    /// Ends all sessions of a user.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn end_sessions_of(self, operator: &RequestContext, id: UserId) -> Result<()> {
        self.require_user(id).await?;
        let mut unit = Unit::default();
        unit.delete_other_sessions(id, None);
        unit.record(&self.event(operator, id, Kind::OtherSessionsEnded));
        self.store().apply(unit).await?;
        self.wake_readers();
        Ok(())
    }

    /// Removes one of a user's passkeys, even the last one, and ends the sessions that it opened.
    ///
    /// # Errors
    /// [`Error::NotFound`] if the user has no passkey with this id.
    pub async fn remove_passkey_of_user(
        self,
        operator: &RequestContext,
        id: UserId,
        passkey: &str,
    ) -> Result<()> {
        let (passkey, left) = (passkey.parse()?, Remaining::Nothing);
        let event = |kind| self.event(operator, id, kind);
        self.store().delete_credential(passkey, None, left, id, &event).await?;
        self.wake_readers();
        Ok(())
    }

    /// Activates a user's account.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn activate_user(self, operator: &RequestContext, id: UserId) -> Result<()> {
        self.require_user(id).await?;
        self.accounts().activate(operator, id).await
    }

    /// Deactivates a user's account.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn deactivate_user(self, operator: &RequestContext, id: UserId) -> Result<()> {
        self.require_user(id).await?;
        self.accounts().deactivate(operator, id).await
    }

    /// Deletes a user's account immediately and permanently. Its events go with it, so the history
    /// of the administrator keeps who did it.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn delete_user(self, operator: &RequestContext, id: UserId) -> Result<()> {
        let user = self.require_user(id).await?;
        self.accounts().erase(&user, self.event(operator, id, Kind::DeletedBySite)).await?;
        let by = operator.by.as_deref().filter(|by| *by != SERVER);
        if let Some(admin) = by.and_then(|by| by.parse().ok()) {
            let context = RequestContext::unknown(&self);
            let mut event = self.event(&context, admin, Kind::DeletedAnother);
            event.details.about = Some(id.to_string());
            self.record(event).await?;
        }
        Ok(())
    }

    async fn require_user(self, id: UserId) -> Result<User> {
        self.store().find_user(id).await?.ok_or(Error::NotFound)
    }
}
