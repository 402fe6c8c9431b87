//! Stories: what people and clients do, through the whole router, on both databases.
#![expect(clippy::unwrap_used, reason = "a story that cannot go on has failed")]

#[expect(dead_code, unused_imports, reason = "the hostile one answers the library's own tests")]
#[path = "../../../src/tests/authenticator/mod.rs"]
mod authenticator;
#[expect(dead_code, reason = "the library's own tests read what is in it")]
#[path = "../../../src/tests/database.rs"]
mod database;

#[expect(dead_code, reason = "TLS is a matter of the library's own tests")]
#[path = "../../../src/tests/mail_server/mod.rs"]
mod mail_server;

mod account;
mod backups;
mod binary;
mod ceremony_words;
mod contract;
mod cookies;
mod cors;
mod delivery;
mod devices;
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
mod passage;
mod passage_links;
mod passage_lists;
mod passage_tokens;
mod plain_ceremonies;
mod process;
mod ready;
mod recovery;
mod refusals;
mod server_functions;
mod sign_in;
mod slow;
mod starts;
mod support;
mod tokens;

/// Makes two tests of each story, one for each database. A story is told once.
#[macro_export]
macro_rules! on_both {
    ($(async fn $story:ident($server:ident: TestServer) $body:block)*) => {
        $(mod $story {
            use super::*;

            async fn story($server: TestServer) $body

            #[tokio::test]
            async fn sqlite() {
                story(TestServer::start($crate::database::Database::sqlite()).await).await;
            }

            #[tokio::test]
            async fn postgres() {
                story(TestServer::start($crate::database::Database::postgres().await).await).await;
            }
        })*
    };
}
