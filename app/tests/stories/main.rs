//! Stories: what people and clients do, through the whole router, on both databases.
#![expect(clippy::unwrap_used, reason = "a story that cannot go on has failed")]

mod account;
mod backups;
mod binary;
mod ceremony_words;
mod cookies;
mod cors;
mod delivery;
mod devices;
mod docs;
mod first_passkeys;
mod flex;
mod flex_proofs;
mod flex_transactions;
mod guard;
mod health;
mod history;
mod hygiene;
mod languages;
mod limits;
mod links;
mod mail;
mod manager;
mod native_apps;
mod openapi;
mod outages;
mod pages;
mod pages_links;
mod pages_user;
mod passage;
mod passage_links;
mod passage_lists;
mod passage_tokens;
mod plain_ceremonies;
mod process;
mod readiness; // extra: readiness
mod recovery;
mod refusals;
mod request_ids;
mod server_functions;
mod sign_in;
mod slow;
mod starts;
mod tokens;
