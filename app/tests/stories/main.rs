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
mod error_pages;
mod first_passkeys;
mod flex;
mod flex_proofs;
mod flex_transactions;
mod guard;
mod health;
mod history;
mod json_ceremonies;
mod languages;
mod limits;
mod links;
mod mail;
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
mod passkeys;
mod process;
mod readiness; // extra: readiness
mod recovery;
mod request_ids;
mod security_headers;
mod server_functions;
mod sign_in;
mod slow;
mod starts;
mod tokens;
