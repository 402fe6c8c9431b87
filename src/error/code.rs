//! The public code of each error.

use super::Error;

impl Error {
    /// Returns the stable code of the error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::InvalidRequest(_) => "invalid_request",
            Self::InvalidEmail => "invalid_email",
            Self::InvalidPhone => "invalid_phone",
            Self::CeremonyExpired(_) => "ceremony_expired",
            Self::VerificationFailed(..) => "verification_failed",
            Self::UnknownCredential => "unknown_credential",
            Self::DuplicateCredential => "duplicate_credential",
            Self::NotDiscoverable => "not_discoverable",
            Self::TooManyPasskeys => "too_many_passkeys",
            Self::LinkExpired(_) => "link_expired",
            Self::WrongBrowser => "wrong_browser",
            Self::WrongCode => "wrong_code",
            Self::WrongRecoveryCode => "wrong_recovery_code",
            Self::AlreadyShown => "already_shown",
            Self::MailSignInRequired => "mail_sign_in_required",
            Self::SignUpClosed => "sign_up_closed",
            Self::InvalidSetting(_) => "invalid_setting",
            Self::SettingLocked(_) => "setting_locked",
            Self::MailOff => "mail_off",
            Self::InvalidToken(_) => "invalid_token",
            Self::InvalidApiKey => "invalid_api_key",
            Self::ReadOnlyKey => "read_only_key",
            #[cfg(feature = "sms")]
            Self::WrongTextCode => "wrong_text_code",
            #[cfg(feature = "sms")]
            Self::TextOff => "text_off",
            #[cfg(feature = "sms")]
            Self::NotMobile => "not_mobile",
            #[cfg(feature = "sms")]
            Self::TextCountry => "text_country",
            #[cfg(feature = "sms")]
            Self::TextBudget(_) => "text_budget",
            #[cfg(feature = "sms")]
            Self::AddressNotConfirmed => "address_not_confirmed",
            Self::AddressTaken => "address_taken",
            Self::PhoneTaken => "phone_taken",
            Self::Deactivated => "deactivated",
            Self::NotConfirmed => "not_confirmed",
            Self::SignedOut => "signed_out",
            Self::VerificationRequired => "verification_required",
            Self::LastWayIn => "last_way_in",
            Self::InvalidName => "invalid_name",
            Self::InvalidField => "invalid_field",
            Self::TooManyRequests(_) => "too_many_requests",
            Self::CrossSite => "cross_site",
            Self::NotFound => "not_found",
            Self::RequestTimeout => "request_timeout",
            Self::TooLarge => "too_large",
            Self::Unavailable(_) => "unavailable",
            Self::WrongKey | Self::Internal(_) => "internal",
        }
    }
}
