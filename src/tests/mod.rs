//! Tests that call the relying party directly, as the routes do, on both databases.
//!
//! The tools that they share with the stories of `app` are in `testing/`.
//!
//! | file | subject |
//! |---|---|
//! | `passkeys.rs` | signing up, signing in and adding passkeys, with a well-behaved authenticator |
//! | `ceremonies.rs` | a challenge: once, and in time |
//! | `ceremony_bindings.rs` | a challenge: only for its purpose, browser, session and user |
//! | `sealed_challenges.rs` | what a browser can see of a challenge, and the keys that seal it |
//! | `traffic.rs` | how many statements and transactions a request takes |
//! | `replays.rs` | replayed responses, in the history |
//! | `late_responses.rs` | late responses, in the history |
//! | `registrations.rs` | responses to `navigator.credentials.create()` that must be rejected |
//! | `public_keys.rs` | public keys in registrations |
//! | `attestations.rs` | attestations in registrations |
//! | `assertions.rs` | responses to `navigator.credentials.get()` that must be rejected |
//! | `assertion_cases.rs` | changes to an assertion that make it invalid |
//! | `counters.rs` | signature counters, of synced passkeys and others |
//! | `verifications.rs` | reauthentication |
//! | `clock_changes.rs` | a clock that is wrong by an hour, and corrected |
//! | `columns.rs` | how stores read rows |
//! | `conflicts.rs` | transactions that PostgreSQL rolls back |
//! | `client_data.rs` | client data, in both ceremonies |
//! | `malformed.rs` | responses that are truncated, too long or something else entirely |
//! | `misspelled.rs` | responses with wrong values or other spellings in their JSON |
//! | `addresses.rs` | which account an address belongs to |
//! | `confirmations.rs` | who can confirm an address, and in which spelling |
//! | `devices.rs` | names of passkeys, and which device they are on |
//! | `events.rs` | events, read once by each reader |
//! | `guesses.rs` | wrong links, codes and responses |
//! | `known_browsers.rs` | browsers that strangers can't lock out |
//! | `new_browsers.rs` | emails about sign-ins from new browsers, and the link in them |
//! | `limits.rs` | rate limits, and how actions are counted |
//! | `network_limits.rs` | rate limits of networks |
//! | `redirects.rs` | where a sign-in leads |
//! | `deactivated.rs` | deactivated accounts |
//! | `deactivated_recovery.rs` | recovery codes and resets of deactivated accounts |
//! | `accounts.rs` | changes to an owner's address and name |
//! | `contested_addresses.rs` | changes to an address that another account wants |
//! | `personal.rs` | all data about one user, and its download |
//! | `deletions.rs` | what deleting an account deletes, and what stays |
//! | `magic_links.rs` | links |
//! | `magic_link_codes.rs` | the short codes of links |
//! | `used_links.rs` | used links and codes |
//! | `letters.rs` | the texts of emails, in every language |
//! | `languages.rs` | the language of accounts and emails |
//! | `queue.rs` | queued emails: waiting, claimed, sent, deleted |
//! | `failing_mail_servers.rs` | emails to a mail server that refuses them or fails |
//! | `mails.rs` | the format of emails in transit, and who can read them |
//! | `recovery_codes.rs` | codes on paper |
//! | `wrong_recovery_codes.rs` | wrong codes, and how they are counted |
//! | `offers.rs` | who is asked to create a passkey |
//! | `resets.rs` | the slow way back when everything is lost |
//! | `reset_requests.rs` | who can request a reset, and how often |
//! | `reset_cancellations.rs` | who can cancel a reset |
//! | `reset_proofs.rs` | who can use a reset |
//! | `removals.rs` | removed passkeys, and the verifications that end with them |
//! | `sessions.rs` | current sessions, and how they end |
//! | `site_settings.rs` | settings that operators change while the site runs |
//! | `sign_up_rules.rs` | who may create an account |
//! | `tokens.rs` | access tokens |
//! | `refresh_tokens.rs` | refresh tokens: exchanged, reused, ended |
//! | `forked_tokens.rs` | tokens that two clients hold, or that are revoked during an exchange |
//! | `forged_tokens.rs` | access tokens that must be rejected |
//! | `allowed_origins.rs` | which ceremonies pages of allowed origins may answer |
//! | `keys.rs` | signing keys: created, rotated, shared, encrypted |
//! | `native_apps.rs` | ceremonies in Android apps |
//! | `negative_cases.rs` | the table of rejected cases in `docs/` |
//! | `steps.rs` | the steps of the specification, and which one refuses what |
//! | `storage.rs` | guarantees of the store |
//! | `structure.rs` | which module uses which |
//! | `facades.rs` | methods of the relying party: on which facade, in which folder |

mod accounts;
pub(crate) mod addresses;
mod allowed_origins;
mod assertion_cases;
mod assertions;
mod attestations;
pub(crate) mod browser;
mod browser_ceremonies;
mod ceremonies;
mod ceremony_bindings;
mod client_data;
mod clock_changes;
mod columns;
mod confirmations;
mod conflicts;
mod contested_addresses;
mod counters;
pub(crate) mod deactivated;
mod deactivated_recovery;
mod deletions;
mod devices;
pub(crate) mod events;
mod facades;
mod failing_mail_servers;
mod forged_tokens;
pub(crate) mod forked_tokens;
mod guesses;
mod keys;
mod known_browsers;
mod languages;
mod late_responses;
mod letters;
mod limits;
mod magic_link_codes;
mod magic_links;
mod mails;
mod malformed;
mod misspelled;
mod native_apps;
mod negative_cases;
mod network_limits;
mod new_browsers;
mod offers;
pub(crate) mod party;
mod passkeys;
mod personal;
mod public_keys;
mod queue;
mod recovery_codes;
mod redirects;
mod refresh_tokens;
mod registrations;
pub(crate) mod removals;
mod replays;
mod reset_cancellations;
mod reset_proofs;
mod reset_requests;
pub(crate) mod resets;
mod sealed_challenges;
mod sessions;
mod sign_up_rules;
mod site_settings;
mod sizes;
mod steps;
mod storage;
mod structure;
pub(crate) mod tokens;
mod traffic;
mod used_links;
mod verifications;
mod wrong_recovery_codes;
