//! The kinds of events and how each is handled.

use crate::error::{Error, Result};

/// A kind of event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Kind {
    SignedUp,
    SignedInByPasskey,
    SignedInByMail,
    /// Signed in with a link that a back end created.
    SignedInByLink,
    SignInFailed,
    /// The signature counter went back, so the passkey may have been copied.
    CounterWentBack,
    /// The counter of a synced passkey went back, and the sign-in was accepted.
    SyncedCounterWentBack,
    /// A passkey response that had been accepted was sent again.
    AnswerRepeated,
    /// A passkey response arrived after its challenge had expired.
    AnswerLate,
    Verified,
    PasskeyAdded,
    PasskeyRenamed,
    PasskeyRemoved,
    AddressConfirmed,
    /// A change was requested. The old address stays until the new one is confirmed.
    AddressChanging,
    AddressChanged,
    AddressChangeCancelled,
    DisplayNameChanged,
    /// The user changed other details, on a page of another site.
    DetailsChanged,
    PhoneAdded,
    /// The number was confirmed with a link that a back end sent to it.
    PhoneConfirmed,
    PhoneRemoved,
    DataDownloaded,
    SessionEnded,
    OtherSessionsEnded,
    SignedOut,
    /// A refresh token was used twice: two parties hold it, and one has stolen it.
    TokenReused,
    RecoveryCodesMade,
    RecoveryCodeUsed,
    /// A user entered a recovery code that was wrong or already used.
    RecoveryCodeRefused,
    ResetRequested,
    ResetCancelled,
    /// A reset was completed: a passkey was added without another one.
    ResetCompleted,
    /// A back end with an API key changed the account. It also causes the next two kinds.
    ChangedBySite,
    Deactivated,
    Reactivated,
    /// An account that a back end created was first used or activated.
    Activated,
    /// Another account verified the address that this account claimed.
    ClaimDropped,
    /// The owner deleted the account.
    Deleted,
    DeletedBySite,
    /// The user became an administrator of the site.
    AdminAdded,
    AdminRemoved,
    /// The user, as an administrator, deleted someone's account.
    DeletedAnother,
    /// An operator invited the owner of an address to create an account.
    Invited,
    InvitationWithdrawn,
    /// An operator created a link that signs in to the account.
    LinkCreated,
    /// An operator changed a setting of the site.
    SettingChanged,
    /// An operator created or revoked a key of a back end, or added or removed a program that gets
    /// events, or sent it one again.
    KeyCreated,
    KeyRevoked,
    EndpointAdded,
    EndpointRemoved,
    DeliveryResent,
}

impl Kind {
    const ALL: [(Self, &'static str); 52] = [
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
        (Self::DetailsChanged, "details_changed"),
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
        (Self::Activated, "activated"),
        (Self::ClaimDropped, "claim_dropped"),
        (Self::Deleted, "account_deleted"),
        (Self::DeletedBySite, "account_deleted_by_site"),
        (Self::AdminAdded, "admin_added"),
        (Self::AdminRemoved, "admin_removed"),
        (Self::DeletedAnother, "deleted_another"),
        (Self::Invited, "invited"),
        (Self::InvitationWithdrawn, "invitation_withdrawn"),
        (Self::LinkCreated, "link_created"),
        (Self::SettingChanged, "setting_changed"),
        (Self::KeyCreated, "key_created"),
        (Self::KeyRevoked, "key_revoked"),
        (Self::EndpointAdded, "endpoint_added"),
        (Self::EndpointRemoved, "endpoint_removed"),
        (Self::DeliveryResent, "delivery_resent"),
    ];

    /// Returns the name in the store, which is also the key of the texts on screen.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|known| known.0 == self).map_or("", |known| known.1)
    }

    pub(crate) fn parse(word: &str) -> Result<Self> {
        let known = Self::ALL.iter().find(|known| known.1 == word).map(|known| known.0);
        known.ok_or_else(|| Error::internal(format!("unknown event: {word}")))
    }

    /// Returns every kind, in declaration order.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().map(|(kind, _)| kind)
    }

    /// Returns whether this changes who can get in. No other kind displaces such events from the
    /// history.
    pub(crate) fn changes_access(self) -> bool {
        matches!(
            self,
            Self::SignedUp
                | Self::PasskeyAdded
                | Self::PasskeyRemoved
                | Self::AddressConfirmed
                | Self::AddressChanging
                | Self::AddressChanged
                | Self::ClaimDropped
                | Self::PhoneAdded
                | Self::PhoneConfirmed
                | Self::PhoneRemoved
                | Self::RecoveryCodesMade
                | Self::RecoveryCodeUsed
                | Self::ResetRequested
                | Self::ResetCancelled
                | Self::ResetCompleted
                | Self::Deactivated
                | Self::Reactivated
                | Self::Activated
                | Self::AdminAdded
                | Self::AdminRemoved
                | Self::DeletedAnother
                | Self::Invited
                | Self::InvitationWithdrawn
                | Self::LinkCreated
                | Self::SettingChanged
                | Self::KeyCreated
                | Self::KeyRevoked
                | Self::EndpointAdded
                | Self::EndpointRemoved
        )
    }

    /// Returns whether repeats are merged into one event, because a stranger can cause them.
    pub(crate) fn is_merged(self) -> bool {
        matches!(
            self,
            Self::SignInFailed
                | Self::CounterWentBack
                | Self::AnswerRepeated
                | Self::AnswerLate
                | Self::RecoveryCodeRefused
        )
    }

    /// Returns whether emails about this bypass the limit, because it affects who owns the account
    /// and can't be caused repeatedly.
    pub(crate) fn is_always_mailed(self) -> bool {
        matches!(
            self,
            Self::ResetCancelled
                | Self::ResetCompleted
                | Self::AddressChanged
                | Self::Deactivated
                | Self::Deleted
                | Self::DeletedBySite
        )
    }

    /// Returns whether the owner gets an email about this. (A requested reset has its own email,
    /// with the link that cancels it.)
    pub(crate) fn is_mailed(self) -> bool {
        self.is_always_mailed()
            || matches!(
                self,
                Self::CounterWentBack
                    | Self::PasskeyAdded
                    | Self::PasskeyRemoved
                    | Self::RecoveryCodesMade
                    | Self::RecoveryCodeUsed
                    | Self::AddressChanging
                    | Self::PhoneAdded
                    | Self::PhoneRemoved
            )
    }
}
