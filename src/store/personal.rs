//! Personal rows: every table, whose its rows are, and what its owner is handed of them.
//!
//! Two promises are kept from one list, [`personal`]: an owner can download everything that is
//! stored about them, and deleting an account leaves nothing of it behind. A new table has to be
//! entered here, in [`PERSONAL`] or [`IMPERSONAL`], or in the same way in its extra, with each of its columns; the tests in
//! `src/tests/personal.rs` read the schema of both engines and say what is missing.

use sqlx::any::AnyArguments;
use sqlx::query::Query;
use sqlx::{Any, AssertSqlSafe};

use crate::error::{Error, Result};
use crate::extras::EXTRAS;
use crate::model::event::Event;
use crate::model::user::User;
use crate::store::{Store, events, users};

/// A table whose rows are somebody's.
#[derive(Debug)]
pub(crate) struct Personal {
    pub(crate) table: &'static str,
    /// By which of its columns a row is somebody's; one is enough.
    pub(crate) owners: &'static [Owner],
    /// The columns that the owner is handed.
    pub(crate) shown: &'static str,
    /// Those that the owner is not: secrets, hashes, and copies of what stands beside them.
    pub(crate) withheld: &'static str,
}

/// What a column says of a row's owner.
#[derive(Debug)]
pub(crate) enum Owner {
    /// The user's id.
    Id(&'static str),
    /// An address or number, in any spelling. A stranger may have left the row there, so less of
    /// it is shown (`export.rs`).
    Contact(&'static str),
    /// The id of one of the user's sessions.
    Session(&'static str),
}

use Owner::{Contact, Id, Session};

/// In the order in which rows are deleted: what refers to a row goes before it.
const PERSONAL: &[Personal] = &[
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
        table: "bearer_links",
        owners: &[Id("user_id"), Contact("identifier")],
        shown: "id, user_id, identifier, proves, created_at, expires_at, consumed_at",
        withheld: "token_hash, next",
    },
    Personal {
        table: "waiting_pages",
        owners: &[Id("user_id")],
        shown: "user_id, method, expires_at",
        withheld: "link_id",
    },
    Personal {
        table: "phone_codes",
        owners: &[Id("user_id"), Contact("phone")],
        shown: "id, user_id, phone, code_tries, created_at, expires_at, consumed_at",
        withheld: "session_id, code_hash",
    },
    Personal {
        table: "messages",
        owners: &[Id("user_id"), Contact("recipient")],
        shown: "id, user_id, channel, kind, recipient, subject, created_at, expires_at, \
                sent_at, failed_at",
        // Bodies carry links and codes, and stand in the owner's mailbox anyway.
        withheld: "sequence, text_body, html_body, link, code, next_attempt_at, attempts, claim, \
                claimed_until, last_error, precedence",
    },
    Personal {
        table: "events",
        owners: &[Id("user_id")],
        shown: "id, user_id, kind, details, user_agent, ip, created_at, times, last_at",
        withheld: "sequence, merge_key, tell",
    },
    Personal {
        table: "errands",
        owners: &[Id("user_id")],
        shown: "kind, user_id, passkey_name, created_at, expires_at, verified_at, recovery_at",
        withheld: "token_hash",
    },
    Personal {
        table: "receipts",
        owners: &[Id("user_id")],
        shown: "user_id, created_at, expires_at",
        withheld: "token_hash",
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
        table: "refresh_tokens",
        owners: &[Session("session_id")],
        shown: "session_id, created_at, rotated_at, alone_at",
        withheld: "token_hash, family_id",
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
                phone_verified_at, phone_assigned_at, locale, passkey_offered_at, activated_at, deactivated_at, \
                login_count, last_login_at, metadata, created_at, updated_at",
        withheld: "email_key",
    },
];

/// Tables that are nobody's, and why.
#[cfg(test)]
const IMPERSONAL: &[(&str, &str)] = &[
    ("_sqlx_migrations", "which migrations this database has seen"),
    ("api_keys", "keys of programs, which the operator has made"),
    (
        "rate_limits",
        "hashes, and when: were they deleted with an account, whoever makes and deletes accounts \
         could send and guess without end. They are forgotten as their time runs out",
    ),
    ("known_browsers", "hashes that no one can tell an address from without a browser's cookie"),
    ("challenge_keys", "the site's own keys"),
    ("conditions", "never has a row"),
    ("event_counter", "how many events there were"),
    ("event_readers", "how far readers of the events have come"),
    ("rate_limit_hits", "when something was done; what and where, `rate_limits` has as a hash"),
    ("signing_keys", "the site's own keys"),
    ("user_lists", "up to when lists of accounts go, without anybody in them"),
];

/// All tables with rows of users, those of extras first. Rows that refer to others come before them.
pub(crate) fn personal() -> impl DoubleEndedIterator<Item = &'static Personal> {
    EXTRAS.iter().flat_map(|extra| extra.personal()).chain(PERSONAL)
}

/// All other tables, and why.
#[cfg(test)]
pub(crate) fn impersonal() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    EXTRAS.iter().flat_map(|extra| extra.impersonal()).chain(IMPERSONAL)
}

impl Personal {
    /// The columns that the owner is handed.
    pub(crate) fn shown(&self) -> impl Iterator<Item = &'static str> {
        self.shown.split(", ")
    }

    /// The columns that the owner is not handed.
    pub(crate) fn withheld(&self) -> impl Iterator<Item = &'static str> {
        self.withheld.split(", ")
    }

    /// The condition under which a row is the user's. `$1` is their id; `$2` to `$4`, where a
    /// contact is asked for, what [`contacts`] returns.
    fn condition(&self) -> String {
        [self.conditions(false), self.conditions(true)].concat().join(" or ")
    }

    /// The parts of that condition that ask for a contact, or those that do not.
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
        conditions.collect()
    }

    /// By what the rows are put in order: time has the resolution of a second.
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

    /// A statement, and what its condition asks for.
    pub(crate) fn query(sql: String, user: &User) -> Query<'static, Any, AnyArguments> {
        let asks_for_contact = sql.contains("$2");
        let query = sqlx::query(AssertSqlSafe(sql)).bind(user.id.to_string());
        if asks_for_contact { contacts(user).into_iter().fold(query, Query::bind) } else { query }
    }
}

/// What of a user's address and number is proven to be theirs, as typed and as compared. A claim
/// makes nothing theirs, and neither does a back end's word: a user must not read or void the links
/// that a stranger has asked for.
fn contacts(user: &User) -> [Option<String>; 3] {
    let email = user.verified_email();
    let phone = user.phone_verified_at.and(user.phone.as_ref());
    [
        email.map(ToString::to_string),
        email.map(|email| email.key().to_owned()),
        phone.map(ToString::to_string),
    ]
}

impl Store {
    /// Deletes an account: every row of every table that is the user's, in one transaction, which
    /// also records it.
    ///
    /// Warnings to an address that the account has given up and that still wait to be sent are let
    /// go of instead: whoever changes the address of a stolen account and deletes it at once must
    /// not thereby keep its owner from hearing of it. So is what endpoints have not been told yet.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is no such user (any more).
    pub(crate) async fn delete_user(&self, user: &User, event: &Event) -> Result<()> {
        let mut transaction = self.begin().await?;
        if !users::lock(&mut transaction, user.id, event.created_at).await? {
            return Err(Error::NotFound);
        }
        sqlx::query(
            "update messages set user_id = null
             where user_id = $1 and next_attempt_at is not null and link is null and code is null",
        )
        .bind(user.id.to_string())
        .execute(&mut *transaction)
        .await?;
        // A challenge stays spent.
        sqlx::query("update spent_challenges set user_id = null where user_id = $1")
            .bind(user.id.to_string())
            .execute(&mut *transaction)
            .await?;
        events::erase(&mut transaction, user.id).await?;
        for personal in personal().filter(|personal| personal.table != "events") {
            let sql = format!("delete from {} where {}", personal.table, personal.condition());
            Personal::query(sql, user).execute(&mut *transaction).await?;
        }
        events::record(&mut transaction, event).await?;
        transaction.commit().await?;
        Ok(())
    }
}
