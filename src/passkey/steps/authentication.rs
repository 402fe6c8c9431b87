//! The steps of an authentication.
//!
//! <https://www.w3.org/TR/webauthn-3/#sctn-verifying-assertion>

use super::{By, Step};
use crate::check::Check;

const RESPONSE: &str = "src/passkey/response.rs";
const ASSERTION: &str = "src/passkey/assertion.rs";
const AUTHENTICATOR_DATA: &str = "src/passkey/authenticator_data.rs";
const SIGNATURE: &str = "src/passkey/signature.rs";

/// The checks in the order in which the server runs them.
pub(super) const ORDER: &[Check] = &[
    Check::Ceremony,
    Check::Response,
    Check::IdLength,
    Check::Utf8,
    Check::ClientData,
    Check::Type,
    Check::Challenge,
    Check::Origin,
    Check::CrossOrigin,
    Check::TopOrigin,
    Check::AuthenticatorData,
    Check::Known,
    Check::Allowed,
    Check::Owner,
    Check::RpId,
    Check::UserPresent,
    Check::UserVerified,
    Check::BackupEligibility,
    Check::BackupFlags,
    Check::Signature,
    Check::Counter,
    Check::Once,
    Check::Stored,
];

#[rustfmt::skip]
pub(super) const STEPS: &[Step] = &[
    Step {
        number: 1, by: By::Us, checks: &[], anchor: "sctn-verifying-assertion",
        asks: "Choose the options: a random challenge, the RP ID, and the credentials that may answer.",
        without: "With a guessable challenge, an attacker could prepare responses in advance.",
        reads: &["options"],
        code: ("src/passkey/authentication.rs", "authentication_options"), test: "sign_in_asks_for_verification_and_names_nobody",
    },
    Step {
        number: 2, by: By::Browser, checks: &[], anchor: "sctn-getAssertion",
        asks: "Call navigator.credentials.get() and wait for the user.",
        without: "The browser keeps other sites from using this RP ID. Nothing else can.",
        reads: &["options"],
        code: ("app/src/island/webauthn.rs", "assert"), test: "a_passkey_signs_up_and_then_signs_in_without_a_name",
    },
    Step {
        number: 3, by: By::Us, checks: &[Check::Response, Check::IdLength], anchor: "sctn-parseRequestOptionsFromJSON",
        asks: "Accept only the response of a public key credential, with one id.",
        without: "Two parts of the server could look up different credentials.",
        reads: &["type", "id", "rawId"],
        code: (RESPONSE, "envelope"), test: "an_assertion_of_another_id_or_type_than_it_says_is_refused",
    },
    Step {
        number: 4, by: By::Us, checks: &[], anchor: "dom-publickeycredential-getclientextensionresults",
        asks: "Read the results of the client's extensions.",
        without: "The result of appid would make the library accept another RP ID hash.",
        reads: &["clientExtensionResults"],
        code: (RESPONSE, "drop_extension_results"), test: "extensions_and_reserved_flags_do_no_harm",
    },
    Step {
        number: 5, by: By::Us, checks: &[Check::Allowed], anchor: "dom-publickeycredentialrequestoptions-allowcredentials",
        asks: "If the ceremony named a user, check that the credential is theirs.",
        without: "A colleague could confirm a dangerous change in your session with their own passkey.",
        reads: &["id", "options"],
        code: (ASSERTION, "check_owner"), test: "a_verification_accepts_only_the_users_own_passkeys",
    },
    Step {
        number: 6, by: By::Us, checks: &[Check::Known, Check::Owner], anchor: "dom-authenticatorassertionresponse-userhandle",
        asks: "Find the credential, and check that the user handle is its owner's.",
        without: "A valid signature of one user could open the account of another.",
        reads: &["rawId", "userHandle"],
        code: (ASSERTION, "check_owner"), test: "the_handle_of_one_user_does_not_go_with_the_passkey_of_another",
    },
    Step {
        number: 7, by: By::Us, checks: &[Check::AuthenticatorData], anchor: "sctn-authenticator-data",
        asks: "Split the response: client data, authenticator data to its last byte, signature.",
        without: "Bytes that no one reads could be signed and mean something elsewhere.",
        reads: &["authData"],
        code: (AUTHENTICATOR_DATA, "authenticator_data"), test: "flags_that_prove_too_little_or_contradict_the_data_are_refused",
    },
    Step {
        number: 8, by: By::Us, checks: &[Check::Utf8], anchor: "clientdatajson-serialization",
        asks: "Decode the client data as UTF-8.",
        without: "Bytes that aren't text are read in one way here and in another there.",
        reads: &["clientDataJSON"],
        code: (RESPONSE, "client_data"), test: "client_data_that_can_be_read_in_two_ways_or_none_is_refused",
    },
    Step {
        number: 9, by: By::Us, checks: &[Check::ClientData], anchor: "clientdatajson-verification",
        asks: "Parse the client data as JSON, and refuse duplicate members.",
        without: "With two origins in it, one parser could check the first and another use the last.",
        reads: &["clientDataJSON"],
        code: (RESPONSE, "client_data"), test: "client_data_that_can_be_read_in_two_ways_or_none_is_refused",
    },
    Step {
        number: 10, by: By::Us, checks: &[Check::Type], anchor: "dom-collectedclientdata-type",
        asks: "Check that the type is webauthn.get.",
        without: "A signature from a registration, or for a payment, could sign in.",
        reads: &["clientDataJSON.type"],
        code: (RESPONSE, "client_data"), test: "the_type_is_the_ceremonys",
    },
    Step {
        number: 11, by: By::Us, checks: &[Check::Ceremony, Check::Challenge, Check::Once], anchor: "sctn-cryptographic-challenges",
        asks: "Check that the challenge is the one that this browser got, in time and unanswered.",
        without: "A response that was overheard once could sign in again and again.",
        reads: &["clientDataJSON.challenge", "ceremony"],
        code: ("src/passkey/mod.rs", "try_to_open"), test: "a_challenge_can_be_answered_once",
    },
    Step {
        number: 12, by: By::Us, checks: &[Check::Origin], anchor: "rp-op-verifying-assertion-step-origin",
        asks: "Check that the origin is one of ours, letter by letter.",
        without: "A page that looks like ours could pass on the responses of our users.",
        reads: &["clientDataJSON.origin"],
        code: (RESPONSE, "client_data"), test: "the_origin_is_ours_to_the_letter",
    },
    Step {
        number: 13, by: By::Us, checks: &[Check::CrossOrigin], anchor: "dom-collectedclientdata-crossorigin",
        asks: "Refuse a response that was created in a frame on another site.",
        without: "Another site could frame ours and lead the user to confirm something unseen.",
        reads: &["clientDataJSON.crossOrigin"],
        code: (RESPONSE, "client_data"), test: "an_answer_made_inside_another_site_is_refused",
    },
    Step {
        number: 14, by: By::Us, checks: &[Check::TopOrigin], anchor: "dom-collectedclientdata-toporigin",
        asks: "Refuse a response that names the site around the frame.",
        without: "The same as before, for browsers that name that site.",
        reads: &["clientDataJSON.topOrigin"],
        code: (RESPONSE, "client_data"), test: "an_answer_made_inside_another_site_is_refused",
    },
    Step {
        number: 15, by: By::Library, checks: &[Check::RpId], anchor: "rp-op-verifying-assertion-step-rpid-hash",
        asks: "Check that the RP ID hash is the hash of our RP ID.",
        without: "A response that was made for another site could sign in here.",
        reads: &["authData.rpIdHash"],
        code: (SIGNATURE, "verify_signature"), test: "flags_that_prove_too_little_or_contradict_the_data_are_refused",
    },
    Step {
        number: 16, by: By::Library, checks: &[Check::UserPresent], anchor: "concept-user-present",
        asks: "Check that the user was present (UP).",
        without: "Malware could use a security key that is plugged in and that no one touches.",
        reads: &["authData.flags"],
        code: (SIGNATURE, "verify_signature"), test: "flags_that_prove_too_little_or_contradict_the_data_are_refused",
    },
    Step {
        number: 17, by: By::Library, checks: &[Check::UserVerified], anchor: "concept-user-verified",
        asks: "Check that the user was verified (UV): fingerprint, face or screen lock.",
        without: "A thief with the device could sign in. A passkey would be one factor.",
        reads: &["authData.flags"],
        code: (SIGNATURE, "verify_signature"), test: "flags_that_prove_too_little_or_contradict_the_data_are_refused",
    },
    Step {
        number: 18, by: By::Library, checks: &[Check::BackupFlags], anchor: "sctn-credential-backup",
        asks: "Check that a credential that is backed up (BS) is eligible for backup (BE).",
        without: "The two flags would contradict each other, and no later decision could trust them.",
        reads: &["authData.flags"],
        code: (SIGNATURE, "verify_signature"), test: "flags_that_prove_too_little_or_contradict_the_data_are_refused",
    },
    Step {
        number: 19, by: By::Library, checks: &[Check::BackupEligibility], anchor: "sctn-credential-backup",
        asks: "Compare the backup flags with those of the registration.",
        without: "A copied key could pass for the original, which existed only once.",
        reads: &["authData.flags"],
        code: (SIGNATURE, "verify_signature"), test: "backup_eligibility_changes_in_no_other_way",
    },
    Step {
        number: 20, by: By::Library, checks: &[], anchor: "collectedclientdata-hash-of-the-serialized-client-data",
        asks: "Hash the client data with SHA-256.",
        without: "The signature covers this hash. Without it, it would cover no challenge and no origin.",
        reads: &["clientDataJSON"],
        code: (SIGNATURE, "verify_signature"), test: "a_signature_of_anything_else_is_refused",
    },
    Step {
        number: 21, by: By::Library, checks: &[Check::Signature], anchor: "sctn-verifying-assertion",
        asks: "Verify the signature over authenticator data and hash with the stored public key.",
        without: "Anyone who knows a credential id could sign in. All other steps rest on this one.",
        reads: &["authData", "clientDataJSON", "signature"],
        code: (SIGNATURE, "verify_signature"), test: "a_signature_of_anything_else_is_refused",
    },
    Step {
        number: 22, by: By::Library, checks: &[Check::Counter], anchor: "sctn-sign-counter",
        asks: "Check that the signature counter has gone up, except for synced passkeys.",
        without: "A copied security key would stay unnoticed.",
        reads: &["authData.signCount"],
        code: (SIGNATURE, "verify_signature"), test: "a_counter_that_does_not_go_up_is_refused",
    },
    Step {
        number: 23, by: By::Us, checks: &[], anchor: "authn-ceremony-verify-extension-outputs",
        asks: "Process the results of extensions. Those that we didn't request are dropped.",
        without: "A browser that adds one would be refused, or its result would change the decision.",
        reads: &["clientExtensionResults", "authData.extensions"],
        code: (RESPONSE, "drop_extension_results"), test: "extensions_and_reserved_flags_do_no_harm",
    },
    Step {
        number: 24, by: By::Us, checks: &[], anchor: "authn-ceremony-update-credential-record",
        asks: "Update the stored counter and backup state.",
        without: "The next sign-in would be compared with old values.",
        reads: &["authData.signCount", "authData.flags"],
        code: (ASSERTION, "add_use"), test: "a_passkey_that_counts_is_counted",
    },
    Step {
        number: 25, by: By::Us, checks: &[Check::Stored], anchor: "sctn-verifying-assertion",
        asks: "Open the session in the transaction that spends the challenge.",
        without: "Two servers could accept one response at the same moment.",
        reads: &["ceremony"],
        code: ("src/passkey/authentication.rs", "finish_opening"), test: "of_four_answers_at_once_one_counts",
    },
];
