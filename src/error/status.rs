//! The HTTP status of each public code.

use http::StatusCode;

/// Returns the HTTP status for a code. Unknown codes are internal errors.
pub fn status(code: &str) -> StatusCode {
    match code {
        "invalid_request" | "invalid_email" | "invalid_phone" | "invalid_name"
        | "invalid_field" | "invalid_setting" | "ceremony_expired" | "not_discoverable"
        | "not_confirmed" => StatusCode::BAD_REQUEST,
        "verification_failed"
        | "unknown_credential"
        | "wrong_code"
        | "wrong_recovery_code"
        | "signed_out"
        | "invalid_token"
        | "invalid_api_key" => StatusCode::UNAUTHORIZED,
        "wrong_browser"
        | "verification_required"
        | "mail_sign_in_required"
        | "read_only_key"
        | "sign_up_closed"
        | "deactivated"
        | "cross_site" => StatusCode::FORBIDDEN,
        "not_found" => StatusCode::NOT_FOUND,
        "duplicate_credential"
        | "too_many_passkeys"
        | "last_way_in"
        | "already_shown"
        | "setting_locked"
        | "address_taken"
        | "phone_taken" => StatusCode::CONFLICT,
        "link_expired" => StatusCode::GONE,
        "request_timeout" => StatusCode::REQUEST_TIMEOUT,
        "too_large" => StatusCode::PAYLOAD_TOO_LARGE,
        "too_many_requests" => StatusCode::TOO_MANY_REQUESTS,
        "mail_off" | "unavailable" => StatusCode::SERVICE_UNAVAILABLE,
        #[cfg(feature = "sms")]
        "not_mobile" | "text_country" => StatusCode::BAD_REQUEST,
        #[cfg(feature = "sms")]
        "wrong_text_code" => StatusCode::UNAUTHORIZED,
        #[cfg(feature = "sms")]
        "address_not_confirmed" => StatusCode::FORBIDDEN,
        #[cfg(feature = "sms")]
        "text_budget" => StatusCode::TOO_MANY_REQUESTS,
        #[cfg(feature = "sms")]
        "text_off" => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
