//! The relying party driven directly, as every route drives it, on both databases.
//!
//! The tools that they share with the stories of `app` are in `testing/`.
//!
//! | file | what its tests are about |
//! |---|---|
//! | `passkeys.rs` | signing up, signing in and adding passkeys, with a good authenticator |
//! | `ceremonies.rs` | a challenge: once, in time, and for what and whom it was made |
//! | `sealed_challenges.rs` | what a browser is given of a challenge, and the keys that seal it |
//! | `traffic.rs` | how many statements and transactions a request takes |
//! | `untimely.rs` | answers that come twice or too late, in the history |
//! | `registrations.rs` | answers to `navigator.credentials.create()` that must be refused |
//! | `public_keys.rs` | keys in them |
//! | `attestations.rs` | attestations of those keys |
//! | `assertions.rs` | answers to `navigator.credentials.get()` that must be refused |
//! | `counters.rs` | signature counters, of synced passkeys and others |
//! | `verifications.rs` | proving once more who one is |
//! | `client_data.rs` | what the browser collects, in both |
//! | `malformed.rs` | answers that are cut off, overlong or no answers at all |
//! | `misspelled.rs` | answers whose JSON says something else, or in another way |
//! | `addresses.rs` | whose an address is |
//! | `confirmations.rs` | who may confirm one, and in which spelling |
//! | `devices.rs` | what a passkey is called, and on which device it is |
//! | `events.rs` | what happens, read once by each reader |
//! | `guesses.rs` | wrong links, codes and answers |
//! | `known_browsers.rs` | browsers that strangers cannot lock out |
//! | `limits.rs` | how often, and by what that is counted |
//! | `redirects.rs` | where a sign-in goes on to |
//! | `deactivated.rs` | an account that is shut: no way in |
//! | `accounts.rs` | an owner's address and name, and how they change |
//! | `pumping.rs` | texts that cost money |
//! | `phones.rs` | the phone number and its code |
//! | `personal.rs` | everything about one person, and its download |
//! | `deletions.rs` | what goes with an account, and what stays |
//! | `magic_links.rs` | links and codes |
//! | `used_links.rs` | the same, once they are used |
//! | `letters.rs` | what the mails say, in every language |
//! | `languages.rs` | which language an account and its mails speak |
//! | `queue.rs` | mails on their way: waiting, claimed, sent, given up |
//! | `mails.rs` | what a mail looks like on its way, and who may see it |
//! | `recovery_codes.rs` | codes on paper |
//! | `offers.rs` | who is asked to make a passkey |
//! | `resets.rs` | the slow way back when everything is lost |
//! | `reset_cancellations.rs` | and who can stop it |
//! | `reset_proofs.rs` | and who can take it |
//! | `removals.rs` | removed passkeys, and the verifications that go with them |
//! | `sessions.rs` | who is signed in, and until when |
//! | `tokens.rs` | access tokens and refresh tokens |
//! | `forked_tokens.rs` | tokens that two hold, or that are revoked while they are exchanged |
//! | `forged_tokens.rs` | access tokens that must be refused |
//! | `allowed_origins.rs` | which ceremonies pages of allowed origins may answer |
//! | `keys.rs` | the keys that sign them: made, rotated, shared, sealed |
//! | `native_apps.rs` | ceremonies in Android apps |
//! | `negative_cases.rs` | the table of what must be refused, in `docs/` |
//! | `storage.rs` | what the store promises by itself |
//! | `texts.rs` | texts to telephones |

mod accounts;
mod addresses;
mod allowed_origins;
mod assertions;
mod attestations;
pub(crate) mod browser;
mod ceremonies;
mod client_data;
mod confirmations;
mod counters;
pub(crate) mod deactivated;
mod deletions;
mod devices;
pub(crate) mod events;
mod forged_tokens;
mod forked_tokens;
mod guesses;
mod keys;
mod known_browsers;
mod languages;
mod letters;
mod limits;
mod magic_links;
mod mails;
mod malformed;
mod misspelled;
mod native_apps;
mod negative_cases;
mod offers;
pub(crate) mod party;
mod passkeys;
mod personal;
mod phones;
mod public_keys;
pub(crate) mod pumping;
mod queue;
mod recovery_codes;
mod redirects;
mod registrations;
pub(crate) mod removals;
mod reset_cancellations;
mod reset_proofs;
pub(crate) mod resets;
mod sealed_challenges;
mod sessions;
mod storage;
mod structure;
mod texts;
pub(crate) mod tokens;
mod traffic;
mod untimely;
mod used_links;
mod verifications;
