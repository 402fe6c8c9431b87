//! Events: what happened to an account, for its owner.
//!
//! Every sign-in, failure and change is kept with browser and address, and shown on the
//! dashboard. What only a thief would do unseen, such as a new passkey or a new address, is
//! mailed as well, and so is what shuts the owner out of reading it: to the address that the account
//! has proven, never to one that it merely claims.

use uuid::Uuid;

use crate::RelyingParty;
use crate::clock::UnixSeconds;
use crate::error::{Error, Result};
use crate::rate_limit::Action;
use crate::user::{Email, User, UserId};
use crate::visitor::Visitor;
use crate::webhook::News;

/// How many of the newest events the owner is shown.
const SHOWN: i64 = 30;

/// What can happen to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each says what happened")]
pub enum Kind {
    SignedUp,
    SignedInByPasskey,
    SignedInByMail,
    /// By a link that a back end has handed out.
    SignedInByLink,
    SignInFailed,
    /// The signature counter went back: the passkey may have been copied.
    CounterWentBack,
    /// The counter of a synced passkey went back, and the sign-in was accepted.
    SyncedCounterWentBack,
    /// What a passkey had answered to a challenge, and was taken, came again.
    AnswerRepeated,
    /// It came when its challenge was too old.
    AnswerLate,
    Verified,
    PasskeyAdded,
    PasskeyRenamed,
    PasskeyRemoved,
    AddressConfirmed,
    /// Asked for; the old address stays until the new one is confirmed.
    AddressChanging,
    AddressChanged,
    AddressChangeCancelled,
    DisplayNameChanged,
    PhoneAdded,
    /// By a link that a back end had texted to it.
    PhoneConfirmed,
    PhoneRemoved,
    DataDownloaded,
    SessionEnded,
    OtherSessionsEnded,
    SignedOut,
    /// A refresh token came that had been exchanged before: two hold it, and one of them stole it.
    TokenReused,
    RecoveryCodesMade,
    RecoveryCodeUsed,
    /// Somebody typed a code that is none of the account's, or was used.
    RecoveryCodeRefused,
    ResetRequested,
    ResetCancelled,
    /// A reset was used up: a passkey was added without another one.
    ResetCompleted,
    /// By a back end with an API key, as the ones below.
    ChangedBySite,
    Deactivated,
    Reactivated,
}

impl Kind {
    const ALL: [(Self, &'static str); 35] = [
        (Self::SignedUp, "signed_up"),
        (Self::SignedInByPasskey, "signed_in_by_passkey"),
        (Self::SignedInByMail, "signed_in_by_mail"),
        (Self::SignedInByLink, "signed_in_by_link"),
        (Self::SignInFailed, "sign_in_failed"),
        (Self::CounterWentBack, "counter_went_back"),
        (Self::SyncedCounterWentBack, "synced_counter_went_back"),
        (Self::AnswerRepeated, "answer_repeated"),
        (Self::AnswerLate, "answer_late"),
        (Self::Verified, "verified"),
        (Self::PasskeyAdded, "passkey_added"),
        (Self::PasskeyRenamed, "passkey_renamed"),
        (Self::PasskeyRemoved, "passkey_removed"),
        (Self::AddressConfirmed, "address_confirmed"),
        (Self::AddressChanging, "address_changing"),
        (Self::AddressChanged, "address_changed"),
        (Self::AddressChangeCancelled, "address_change_cancelled"),
        (Self::DisplayNameChanged, "display_name_changed"),
        (Self::PhoneAdded, "phone_added"),
        (Self::PhoneConfirmed, "phone_confirmed"),
        (Self::PhoneRemoved, "phone_removed"),
        (Self::DataDownloaded, "data_downloaded"),
        (Self::SessionEnded, "session_ended"),
        (Self::OtherSessionsEnded, "other_sessions_ended"),
        (Self::SignedOut, "signed_out"),
        (Self::TokenReused, "token_reused"),
        (Self::RecoveryCodesMade, "recovery_codes_made"),
        (Self::RecoveryCodeUsed, "recovery_code_used"),
        (Self::RecoveryCodeRefused, "recovery_code_refused"),
        (Self::ResetRequested, "reset_requested"),
        (Self::ResetCancelled, "reset_cancelled"),
        (Self::ResetCompleted, "reset_completed"),
        (Self::ChangedBySite, "changed_by_site"),
        (Self::Deactivated, "deactivated"),
        (Self::Reactivated, "reactivated"),
    ];

    /// The word in the store, and the key of the words on screen.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|known| known.0 == self).map_or("", |known| known.1)
    }

    pub(crate) fn parse(word: &str) -> Result<Self> {
        let known = Self::ALL.iter().find(|known| known.1 == word).map(|known| known.0);
        known.ok_or_else(|| Error::internal(format!("no such event: {word}")))
    }

    /// Every kind, in the order of their declaration.
    #[cfg(test)]
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().map(|(kind, _)| kind)
    }

    /// Whether this is told however much there was to tell: it changes whose the account may be, and
    /// nobody can bring it about over and over.
    fn is_always_mailed(self) -> bool {
        matches!(
            self,
            Self::ResetRequested
                | Self::ResetCancelled
                | Self::ResetCompleted
                | Self::AddressChanged
        )
    }

    /// Whether the owner is told by mail.
    pub(crate) fn is_mailed(self) -> bool {
        matches!(
            self,
            Self::CounterWentBack
                | Self::PasskeyAdded
                | Self::PasskeyRemoved
                | Self::RecoveryCodesMade
                | Self::RecoveryCodeUsed
                | Self::ResetRequested
                | Self::ResetCancelled
                | Self::ResetCompleted
                | Self::AddressChanging
                | Self::PhoneAdded
                | Self::PhoneRemoved
                | Self::Deactivated
        )
    }
}

/// Something that happened.
#[derive(Clone, Debug)]
pub struct Event {
    /// Names it.
    pub id: Uuid,
    /// What.
    pub kind: Kind,
    /// The name of the passkey concerned, as it was called then.
    pub passkey: Option<String>,
    /// In which browser, as it calls itself.
    pub user_agent: String,
    /// From where.
    pub ip: String,
    /// When.
    pub created_at: UnixSeconds,
}

/// What there is to say about an event beside that it happened.
#[derive(Default)]
pub(crate) struct Details<'a> {
    /// The name of the passkey concerned.
    pub(crate) passkey: Option<&'a str>,
    /// For the mail: what its link opens.
    pub(crate) link: Option<&'a str>,
    /// For the mail: how many recovery codes are left.
    pub(crate) left: Option<i64>,
    /// For the mail: when a reset can be used.
    pub(crate) ripe_at: Option<UnixSeconds>,
    /// For endpoints: what they are told, where it takes more than the kind of event.
    pub(crate) news: Option<News>,
}

impl RelyingParty {
    /// Keeps an event, and mails the owner where that is due.
    pub(crate) async fn record(
        &self,
        visitor: &Visitor,
        user_id: UserId,
        kind: Kind,
        passkey: Option<&str>,
    ) -> Result<()> {
        self.record_with(visitor, user_id, kind, Details { passkey, ..Details::default() }).await
    }

    /// The same for an event about which the mail has more to say.
    pub(crate) async fn record_with(
        &self,
        visitor: &Visitor,
        user_id: UserId,
        kind: Kind,
        details: Details<'_>,
    ) -> Result<()> {
        let event = self.keep_event(visitor, user_id, kind, &details).await?;
        if kind.is_mailed() {
            let user = self.store().find_user(user_id).await?.ok_or(Error::NotFound)?;
            self.tell(visitor, &user, user.verified_email(), &event, &details).await?;
        }
        Ok(())
    }

    /// Keeps an event and tells an address that is no longer the account's, but was.
    pub(crate) async fn record_and_tell(
        &self,
        visitor: &Visitor,
        user: &User,
        kind: Kind,
        email: Option<&Email>,
        details: &Details<'_>,
    ) -> Result<()> {
        let event = self.keep_event(visitor, user.id, kind, details).await?;
        self.tell(visitor, user, email, &event, details).await
    }

    async fn keep_event(
        &self,
        visitor: &Visitor,
        user_id: UserId,
        kind: Kind,
        details: &Details<'_>,
    ) -> Result<Event> {
        let event = Event {
            id: self.random().uuid(),
            kind,
            passkey: details.passkey.map(str::to_owned),
            user_agent: visitor.user_agent.clone(),
            ip: visitor.ip.clone(),
            created_at: self.clock().now(),
        };
        let news = details.news.clone().or_else(|| News::of(kind));
        let notice = news.map(|news| self.notice(user_id, &news));
        // Every sign-in comes by here, and most sites have no endpoints.
        if self.store().insert_event(user_id, &event, notice.as_ref()).await? {
            self.announced();
        }
        Ok(event)
    }

    async fn tell(
        &self,
        visitor: &Visitor,
        user: &User,
        email: Option<&Email>,
        event: &Event,
        details: &Details<'_>,
    ) -> Result<()> {
        match email {
            Some(email) if self.can_send_mail() && self.may_mail(user.id, event.kind).await? => {
                self.mail_event(user, email, event, visitor, details).await
            }
            _ => Ok(()),
        }
    }

    /// Whether an account's owner is not told too much already. Whoever makes recovery codes in a
    /// loop would have everybody else wait for their sign-in links behind the mails about it.
    async fn may_mail(&self, user_id: UserId, kind: Kind) -> Result<bool> {
        if kind.is_always_mailed() {
            return Ok(true);
        }
        match self.limit(Action::News, &user_id.to_string(), "").await {
            Ok(_) => Ok(true),
            Err(Error::TooManyRequests(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Lists what happened to an account, newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn list_events(&self, user_id: UserId) -> Result<Vec<Event>> {
        self.store().list_events(user_id, SHOWN).await
    }
}
