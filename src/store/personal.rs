//! Personal data: lists the owner of each row of every table, and which columns the owner can see.
//!
//! Two promises rely on this one list, [`personal`]: owners can download everything that is stored
//! about them, and deleting an account leaves nothing behind. A new table must be listed with all
//! its columns in [`PERSONAL`] or [`IMPERSONAL`], or in the lists of its extra. The tests in
//! `src/tests/personal.rs` read the schema of both engines and report what is missing.

use sqlx::any::AnyArguments;
use sqlx::query::Query;
use sqlx::{Any, AssertSqlSafe};

use crate::extras::EXTRAS;
use crate::model::user::User;

/// A table with rows that belong to users.
#[derive(Debug)]
pub(crate) struct Personal {
    pub(crate) table: &'static str,
    /// The columns that say which user a row belongs to. One match is enough.
    pub(crate) owners: &'static [Owner],
    /// The columns that the owner can see.
    pub(crate) shown: &'static str,
    /// The columns that the owner can't see: secrets, hashes, and duplicates of other columns.
    pub(crate) withheld: &'static str,
}

/// A column that identifies a row's owner.
#[derive(Debug)]
pub(crate) enum Owner {
    /// The user's id.
    Id(&'static str),
    /// An email address or phone number, in any spelling. A stranger may have entered it, so less
    /// of the row is shown (`export.rs`).
    Contact(&'static str),
    /// The id of one of the user's sessions.
    Session(&'static str),
}

use Owner::{Contact, Id, Session};

/// In the order in which rows are deleted: rows that refer to others come before them.
const PERSONAL: &[Personal] = &[
    Personal {
        table: "refresh_tokens",
        owners: &[Session("session_id")],
        shown: "session_id, created_at, rotated_at, alone_at",
        withheld: "token_hash, family_id",
    },
    Personal {
        table: "recovery_codes",
        owners: &[Id("user_id")],
        shown: "user_id, set_id, created_at, used_at",
        withheld: "code_hash",
    },
    Personal {
        table: "resets",
        owners: &[Id("user_id")],
        shown: "id, user_id, requested_at, announced_at, ripe_at, reminded_at, expires_at, \
                cancelled_at, used_at",
        withheld: "cancel_hash",
    },
    Personal {
        table: "spent_challenges",
        owners: &[Id("user_id")],
        shown: "user_id, expires_at",
        withheld: "id",
    },
    Personal {
        table: "magic_links",
        owners: &[Id("user_id"), Contact("email"), Contact("email_key")],
        shown: "id, purpose, user_id, email, code_tries, created_at, expires_at, consumed_at",
        withheld: "nth, token_hash, sent_to, email_key, browser_hash, session_id, code_hash, next",
    },
    Personal {
        table: "messages",
        owners: &[Id("user_id"), Contact("recipient")],
        shown: "id, user_id, channel, kind, recipient, subject, created_at, expires_at, \
                sent_at, failed_at",
        // Bodies contain links and codes. The owner has them in their mailbox anyway.
        withheld: "sequence, text_body, html_body, link, code, next_attempt_at, attempts, claim, \
                claimed_until, last_error, precedence",
    },
    Personal {
        table: "invitations",
        owners: &[Contact("email"), Contact("email_key")],
        shown: "email, created_at, expires_at",
        withheld: "email_key, invited_by",
    },
    Personal {
        table: "events",
        owners: &[Id("user_id")],
        shown: "id, user_id, kind, details, user_agent, ip, created_at, times, last_at",
        withheld: "sequence, merge_key, tell, link_hash",
    },
    Personal {
        table: "sessions",
        owners: &[Id("user_id")],
        shown: "id, user_id, method, credential_id, user_agent, ip, created_at, last_seen_at, \
                verified_at, proven_at, expires_at, attachment, local_passkeys",
        withheld: "token_hash",
    },
    Personal {
        table: "credentials",
        owners: &[Id("user_id")],
        shown: "id, user_id, credential_id, passkey, name, aaguid, transports, created_at, \
                last_used_at, last_used_by, backup_eligibility_changed_at, use_count",
        withheld: "sign_count",
    },
    Personal {
        table: "users",
        owners: &[Id("id")],
        shown: "id, email, email_verified_at, email_assigned_at, external_id, display_name, phone, \
                phone_verified_at, phone_assigned_at, user_handle, locale, passkey_offered_at, activated_at, deactivated_at, \
                login_count, last_login_at, metadata, created_at, updated_at",
        withheld: "email_key",
    },
];

/// Tables without personal data, with the reason.
#[cfg(test)]
const IMPERSONAL: &[(&str, &str)] = &[
    ("_sqlx_migrations", "which migrations this database has seen"),
    (
        "rate_limits",
        "hashes, and when: were they deleted with an account, whoever makes and deletes accounts \
         could send and guess without end. They are forgotten as their time runs out",
    ),
    ("known_browsers", "hashes that no one can tell an address from without a browser's cookie"),
    ("settings", "the site's own settings"),
    ("challenge_keys", "the site's own keys"),
    ("signing_keys", "the site's own keys"),
    ("conditions", "never has a row"),
    ("event_counter", "how many events there were"),
    ("event_readers", "how far readers of the events have come"),
    ("rate_limit_hits", "when something was done; what and where, `rate_limits` has as a hash"),
];

/// Returns all tables with users' rows, those of extras first. Rows that refer to others come
/// before them.
pub(crate) fn personal() -> impl DoubleEndedIterator<Item = &'static Personal> {
    EXTRAS.iter().flat_map(|extra| extra.personal()).chain(PERSONAL)
}

/// Returns all other tables, with the reason.
#[cfg(test)]
pub(crate) fn impersonal() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    EXTRAS.iter().flat_map(|extra| extra.impersonal()).chain(IMPERSONAL)
}

impl Personal {
    /// Returns the columns that the owner can see.
    pub(crate) fn shown(&self) -> impl Iterator<Item = &'static str> {
        self.shown.split(", ")
    }

    /// Returns the columns that the owner can't see.
    pub(crate) fn withheld(&self) -> impl Iterator<Item = &'static str> {
        self.withheld.split(", ")
    }

    /// Returns the condition under which a row belongs to the user. `$1` is their id. `$2` to `$4`
    /// are the result of [`contacts`].
    pub(super) fn condition(&self) -> String {
        [self.conditions(false), self.conditions(true)].concat().join(" or ")
    }

    /// Returns the parts of that condition that compare contacts, or the other parts.
    pub(crate) fn conditions(&self, by_contact: bool) -> Vec<String> {
        let owners = self.owners.iter().filter(|owner| matches!(owner, Contact(_)) == by_contact);
        let conditions = owners.map(|owner| match owner {
            Id(column) => format!("{column} = $1"),
            Contact(column) => {
                format!("lower({column}) in (lower($2), lower($3), lower($4))")
            }
            Session(column) => {
                format!("{column} in (select id from sessions where user_id = $1)")
            }
        });
        let conditions: Vec<_> = conditions.collect();
        // No row of such a table has a user's id.
        let is_never = conditions.is_empty() && !by_contact;
        if is_never { vec!["$1 = ''".to_owned()] } else { conditions }
    }

    /// Returns whether rows have a user's id, and not only an address or number.
    pub(crate) fn has_ids(&self) -> bool {
        self.owners.iter().any(|owner| !matches!(owner, Contact(_)))
    }

    /// Returns the sort order of the rows. Instants are in whole seconds, so ids follow.
    pub(crate) fn order(&self) -> &'static str {
        let shows = |wanted| self.shown().any(|column| column == wanted);
        if self.withheld().any(|column| column == "sequence") {
            "sequence"
        } else if !shows("created_at") {
            if shows("requested_at") { "requested_at, id" } else { "expires_at" }
        } else if shows("id") {
            "created_at, id"
        } else {
            "created_at"
        }
    }

    /// Binds the parameters of the condition to a statement.
    pub(crate) fn query(sql: String, user: &User) -> Query<'static, Any, AnyArguments> {
        let asks_for_contact = sql.contains("$2");
        let query = sqlx::query(AssertSqlSafe(sql)).bind(user.id.to_string());
        if asks_for_contact { contacts(user).into_iter().fold(query, Query::bind) } else { query }
    }
}

/// Returns the user's verified address and number, as entered and as compared. Claims and addresses
/// set by a back end don't count: users must not read or invalidate links that a stranger has
/// requested.
fn contacts(user: &User) -> [Option<String>; 3] {
    let email = user.verified_email();
    let phone = user.phone_verified_at.and(user.phone.as_ref());
    [
        email.map(ToString::to_string),
        email.map(|email| email.key().to_owned()),
        phone.map(ToString::to_string),
    ]
}
