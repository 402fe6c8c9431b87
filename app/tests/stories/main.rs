//! Stories: what people and clients do, through the whole router, on both databases.
#![expect(clippy::unwrap_used, reason = "a story that cannot go on has failed")]

mod account;
mod axum_only;
mod backups;
mod binary;
mod ceremony_words;
#[cfg(feature = "console")]
mod console;
mod cookies;
mod copies;
mod cors;
mod delivery;
mod devices;
mod disks;
mod docs;
mod error_pages;
mod exercises;
#[cfg(feature = "explain")]
mod explain;
mod faults;
mod frame;
mod guard;
mod health;
mod history;
mod json_ceremonies;
mod languages;
mod limits;
mod links;
mod mail;
mod metrics; // extra: metrics
mod native_apps;
mod not_me;
mod notices;
#[cfg(feature = "openapi")]
mod openapi;
mod otlp; // extra: otlp
mod outages;
#[cfg(feature = "passage")]
mod passage;
mod passkeys;
mod process;
#[cfg(feature = "readiness")]
mod readiness;
mod recovery;
mod request_ids;
mod security_headers;
mod server_functions;
mod settings;
mod sign_in;
mod sign_up_rules;
mod slow;
#[cfg(feature = "sms")]
mod sms;
mod starts;
mod tokens;
mod upgrades;
#[cfg(feature = "user_files")]
mod user_files;
