//! The error codes that each ceremony of the pages can return, at its start or its end.
//!
//! Pages use this list to have a text for each code. A test compares it with the `# Errors`
//! sections of the functions named here, and every error that a story meets must be in it.

/// Codes that any request can get: from the guard, the form reader, rate limits and server errors.
const EVERYWHERE: [&str; 7] = [
    "cross_site",
    "internal",
    "invalid_request",
    "request_timeout",
    "too_large",
    "too_many_requests",
    "unavailable",
];

/// Lists the error codes of a ceremony. `ceremony` is the name that its functions share: `sign_up`
/// for `start_sign_up` and `finish_sign_up`.
pub fn ceremony_refusals(ceremony: &str) -> impl Iterator<Item = &'static str> {
    let own: &[&str] = match ceremony {
        "sign_up" => &[
            "ceremony_expired",
            "duplicate_credential",
            "invalid_email",
            "not_discoverable",
            "sign_up_closed",
            "verification_failed",
        ],
        "adding_passkey" => &[
            "ceremony_expired",
            "duplicate_credential",
            "not_discoverable",
            "signed_out",
            "too_many_passkeys",
            "verification_failed",
            "verification_required",
        ],
        "sign_in" => {
            &["ceremony_expired", "deactivated", "unknown_credential", "verification_failed"]
        }
        "verification" => &[
            "ceremony_expired",
            "not_found",
            "signed_out",
            "unknown_credential",
            "verification_failed",
        ],
        _ => &[],
    };
    EVERYWHERE.into_iter().chain(own.iter().copied())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The sources of the functions that pages call.
    const SOURCES: [&str; 3] =
        [include_str!("sign_up.rs"), include_str!("adding.rs"), include_str!("authentication.rs")];

    /// The functions of each ceremony.
    const FUNCTIONS: [(&str, [&str; 2]); 4] = [
        ("sign_up", ["start_sign_up", "finish_sign_up"]),
        ("adding_passkey", ["start_adding", "finish_adding"]),
        ("sign_in", ["start_sign_in", "finish_sign_in"]),
        ("verification", ["start_verification", "finish_verification"]),
    ];

    /// Returns the codes of the errors that a function documents.
    fn documented(function: &str) -> BTreeSet<String> {
        let head = format!("pub async fn {function}(");
        let source = SOURCES.iter().find(|source| source.contains(&head)).expect(function);
        let before = source.split(&head).next().unwrap_or_default();
        let docs: Vec<_> = before
            .lines()
            .rev()
            .skip(1)
            .skip_while(|line| line.trim().starts_with("#["))
            .take_while(|line| line.trim().starts_with("///"))
            .collect();
        let docs = docs.concat();
        let variants = docs.split("[`Error::").skip(1).filter_map(|rest| rest.split('`').next());
        variants.map(code).collect()
    }

    /// Returns the code of a variant: `ceremony_expired` for `CeremonyExpired`.
    fn code(variant: &str) -> String {
        let letters = variant.chars().flat_map(|letter| {
            let gap = letter.is_uppercase().then_some('_');
            gap.into_iter().chain(letter.to_lowercase())
        });
        letters.collect::<String>().trim_start_matches('_').to_owned()
    }

    #[test]
    fn a_ceremony_is_refused_as_its_functions_are_documented() {
        for (ceremony, functions) in FUNCTIONS {
            let documented: BTreeSet<_> = functions.into_iter().flat_map(documented).collect();
            let known: BTreeSet<_> = ceremony_refusals(ceremony).map(str::to_owned).collect();
            let everywhere: BTreeSet<_> = EVERYWHERE.map(str::to_owned).into();
            assert_eq!(documented.difference(&known).next(), None, "{ceremony}");
            let own: BTreeSet<_> = known.difference(&everywhere).cloned().collect();
            assert_eq!(own.difference(&documented).next(), None, "{ceremony}");
        }
    }
}
