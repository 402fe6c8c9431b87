//! Signals about an account's passkeys, from the browser to the password manager.
//!
//! <https://www.w3.org/TR/webauthn-3/#sctn-signal-methods>

use latchkey::model::user_handle::UserHandle;
use latchkey::{Config, Credential, User};
use serde_json::json;

/// Returns the signals for a signed-in user, by method, as JSON: all passkeys that still work here, and
/// the account's names.
pub(crate) fn signals(config: &Config, user: &User, passkeys: &[Credential]) -> String {
    let handle = user.handle().to_string();
    let accepted: Vec<_> =
        passkeys.iter().map(|passkey| passkey.credential_id.to_string()).collect();
    json!({
        "signalAllAcceptedCredentials": {
            "rpId": config.rp_id, "userId": handle, "allAcceptedCredentialIds": accepted,
        },
        "signalCurrentUserDetails": {
            "rpId": config.rp_id, "userId": handle, "name": user.name(),
            "displayName": user.display_name(),
        },
    })
    .to_string()
}

/// Returns the signal after an account was deleted: none of its passkeys works any more.
pub(super) fn no_passkeys(config: &Config, handle: &UserHandle) -> String {
    json!({
        "signalAllAcceptedCredentials": {
            "rpId": config.rp_id, "userId": handle.to_string(), "allAcceptedCredentialIds": [],
        },
    })
    .to_string()
}
