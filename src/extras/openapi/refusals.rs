//! Refusals: how an operation may fail, as responses of the document.
//!
//! An operation names its codes ([`refusals!`]); the statuses they come with are `error.rs`'s. A wire
//! that has codes of its own brings its [`Words`].

use std::collections::BTreeMap;

use http::StatusCode;
use http::header::RETRY_AFTER;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;
use utoipa::openapi::example::ExampleBuilder;
use utoipa::openapi::schema::{AllOfBuilder, ObjectBuilder, Type};
use utoipa::openapi::{ContentBuilder, HeaderBuilder, Ref, RefOr, Response, ResponseBuilder};

use crate::error::status;

/// Why a request was refused.
#[derive(Serialize, ToSchema)]
pub(crate) struct Refusal {
    /// Stable, for programs: new ones may come, none changes its meaning.
    #[schema(value_type = String, example = "invalid_request")]
    pub(crate) code: &'static str,
    /// For whoever reads a log. Only Passage's wire has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, nullable = false, example = "User not found")]
    pub(crate) error: Option<&'static str>,
}

/// How codes are told.
pub(crate) struct Words {
    /// What any route may answer.
    pub(crate) everywhere: &'static [&'static str],
    /// The status of a code, and what it means.
    pub(crate) explain: fn(&str) -> (StatusCode, &'static str),
}

/// Our own.
pub(crate) const OURS: Words = Words { everywhere: &EVERYWHERE, explain };

/// Every code that a route may give, and when.
const MEANINGS: [(&str, &str); 25] = [
    ("invalid_request", "The body is not the JSON that this route takes."),
    ("invalid_email", "Not an e-mail address that mail can be sent to."),
    ("invalid_name", "A name that is empty, longer than 60 characters, or has control characters."),
    ("ceremony_expired", "The ceremony is unknown, too old, answered already or somebody else's."),
    ("not_discoverable", "The authenticator cannot keep a passkey that signs in without a name."),
    ("verification_failed", "The credential does not prove what it should."),
    ("unknown_credential", "No such passkey is registered here (any more)."),
    ("signed_out", "Nobody is signed in, or their session has ended."),
    ("invalid_token", "The token is forged, expired or used up, or its session has ended."),
    ("invalid_api_key", "No API key, or one that does not count (any more)."),
    ("verification_required", "A passkey of the account has to be used first."),
    ("read_only_key", "The API key may only read."),
    ("deactivated", "The account is deactivated."),
    ("cross_site", "Sent by another site, or under another name than the origin's."),
    ("not_found", "There is no such thing."),
    ("duplicate_credential", "The passkey is registered already."),
    ("too_many_passkeys", "The account has as many passkeys as it may have."),
    ("last_way_in", "Nobody could get into the account afterwards."),
    ("link_expired", "The link is unknown, expired, used, or replaced by a newer one."),
    (
        "request_timeout",
        "The body took longer to arrive than half a minute without progress, or a minute.",
    ),
    ("too_large", "The body is longer than 64 KiB."),
    ("too_many_requests", "Too often, by whatever is counted; again after Retry-After."),
    ("mail_off", "This deployment cannot send mail."),
    ("unavailable", "The database can't be reached now; again after Retry-After."),
    ("internal", "A fault of this server or its database."),
];

/// What stands before every route may refuse, and what lies beneath them may fail.
const EVERYWHERE: [&str; 5] =
    ["cross_site", "request_timeout", "too_large", "unavailable", "internal"];

pub(crate) fn explain(code: &str) -> (StatusCode, &'static str) {
    let meaning = MEANINGS.iter().find(|(known, _)| *known == code);
    (status(code), meaning.map_or("", |(_, meaning)| meaning))
}

/// Names the codes by which an operation may refuse, beside those that any may.
macro_rules! refusals {
    ($name:ident $(, $code:literal)*) => {
        $crate::extras::openapi::refusals!($name in $crate::extras::openapi::OURS $(, $code)*);
    };
    ($name:ident in $words:path $(, $code:literal)*) => {
        struct $name;

        impl utoipa::IntoResponses for $name {
            fn responses() -> std::collections::BTreeMap<
                String,
                utoipa::openapi::RefOr<utoipa::openapi::Response>,
            > {
                $crate::extras::openapi::responses(&$words, &[$($code),*])
            }
        }
    };
}
pub(crate) use refusals;

/// One response for each status, with its codes as values and as examples.
pub(crate) fn responses(
    words: &Words,
    codes: &[&'static str],
) -> BTreeMap<String, RefOr<Response>> {
    let mut by_status: BTreeMap<StatusCode, BTreeMap<&str, &str>> = BTreeMap::new();
    for code in words.everywhere.iter().chain(codes) {
        let (status, meaning) = (words.explain)(code);
        by_status.entry(status).or_default().insert(code, meaning);
    }
    by_status
        .into_iter()
        .map(|(status, codes)| (status.as_str().to_owned(), response(&codes)))
        .collect()
}

fn response(codes: &BTreeMap<&str, &str>) -> RefOr<Response> {
    let code =
        ObjectBuilder::new().schema_type(Type::String).enum_values(Some(codes.keys().copied()));
    let narrowed = ObjectBuilder::new().property("code", code);
    let schema = AllOfBuilder::new().item(Ref::from_schema_name("Refusal")).item(narrowed);
    let examples = codes.iter().map(|(code, meaning)| {
        let example = ExampleBuilder::new().summary(*meaning);
        (*code, example.value(Some(json!({ "code": code }))).build())
    });
    let content = ContentBuilder::new().schema(Some(schema)).examples_from_iter(examples).build();
    let lines: Vec<_> =
        codes.iter().map(|(code, meaning)| format!("`{code}`: {meaning}")).collect();
    let mut response =
        ResponseBuilder::new().description(lines.join("\n\n")).content("application/json", content);
    if ["too_many_requests", "unavailable"].iter().any(|code| codes.contains_key(code)) {
        let header = HeaderBuilder::new()
            .schema(Some(<u64 as utoipa::PartialSchema>::schema()))
            .description(Some("After how many seconds it is worth another try."));
        response = response.header(RETRY_AFTER.as_str(), header.build());
    }
    response.build().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_that_is_written_here_is_one_of_ours() {
        for (code, _) in MEANINGS {
            assert_eq!(
                status(code).is_server_error(),
                matches!(code, "internal" | "unavailable" | "mail_off"),
                "{code}"
            );
        }
    }
}
