//! A server without a network, and browsers that visit it.
#![expect(clippy::unwrap_used, reason = "a story that can't go on has failed")]

mod answer;
mod browser;
mod openapi; // extra: openapi

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::extract::{ConnectInfo, Request};
use axum::middleware::{self, Next};
use axum::response::Response;
use latchkey::{Clock, Config, Random, RelyingParty, Store};

use crate::database::Database;
use crate::{Mail, START, settings};

pub use answer::Answer;
pub use browser::{TestBrowser, junk_credential};
pub use openapi::Contract; // extra: openapi

/// The whole router on an empty database, with a clock that only the test moves.
pub struct TestServer {
    router: Router,
    pub rp: RelyingParty,
    pub clock: Clock,
    pub database: Database,
}

impl TestServer {
    pub async fn start(database: Database) -> Self {
        Self::start_with(database, &[]).await
    }

    pub async fn start_with(database: Database, more: &[(&str, &str)]) -> Self {
        let config = Config::from_settings(&settings(&database, more)).unwrap();
        let store = Store::open(&config).await.unwrap();
        let clock = Clock::manual(START);
        let rp = RelyingParty::new(config, store, clock.clone(), Random::system()).unwrap();
        let router = app::server::router(&rp).layer(middleware::from_fn(from_loopback));
        let router = openapi::checked(router, &host(&rp)).await; // extra: openapi
        Self { router, rp, clock, database }
    }

    /// The same server, started again with other settings.
    pub async fn restarted_with(self, settings: &[(&str, &str)]) -> Self {
        self.rp.store().close().await;
        Self::start_with(self.database, settings).await
    }

    pub fn browser(&self) -> TestBrowser {
        TestBrowser::new(self.router.clone(), &host(&self.rp))
    }

    pub fn pass(&self, time: Duration) {
        self.clock.advance(time);
    }

    pub async fn count(&self, table: &'static str) -> i64 {
        self.rp.store().count_rows(table).await.unwrap()
    }

    /// The newest email with a link and a code.
    pub async fn mail(&self) -> Mail {
        let mails = self.browser().get_json("/dev/mailbox").await.json();
        let mut mails = mails.as_array().unwrap().iter();
        let mail = mails.find(|mail| mail["code"].is_string()).unwrap();
        let [to, text, link, code] = [&mail["to"], &mail["text"], &mail["links"][0], &mail["code"]]
            .map(|value| value.as_str().unwrap());
        Mail::new(to, text, link, code)
    }
}

fn host(rp: &RelyingParty) -> String {
    let origin = rp.config().origin_text();
    origin.split_once("//").unwrap().1.to_owned()
}

/// Adds the client address that a network connection would have.
async fn from_loopback(mut request: Request, next: Next) -> Response {
    let address = SocketAddr::from(([127, 0, 0, 1], 0));
    request.extensions_mut().insert(ConnectInfo(address));
    next.run(request).await
}
