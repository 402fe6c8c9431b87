//! A server without a network, and browsers that visit it.
#![expect(clippy::unwrap_used, reason = "a story that can't go on has failed")]

mod answer;
mod browser;
mod contract;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{ConnectInfo, Request};
use axum::middleware::{self, Next};
use axum::response::Response;
use latchkey::store::Table;
use latchkey::{Clock, Config, Random, RelyingParty, Store};

use crate::database::Database;
use crate::{Mail, START, settings};

pub use answer::Answer;
pub use browser::{TestBrowser, junk_credential};
pub use contract::Contract;

/// The whole router on an empty database, with a clock that only the test moves.
pub struct TestServer {
    router: Router,
    pub rp: RelyingParty,
    pub clock: Clock,
    contract: Arc<Contract>,
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
        let contract = Arc::new(Contract(latchkey::extras::openapi::document(&rp).unwrap()));
        Self { router, rp, clock, contract, database }
    }

    /// The same server, started again with other settings.
    pub async fn restarted_with(self, settings: &[(&str, &str)]) -> Self {
        self.rp.store().close().await;
        Self::start_with(self.database, settings).await
    }

    pub fn browser(&self) -> TestBrowser {
        let origin = self.rp.config().origin_text();
        let (_, host) = origin.split_once("//").unwrap();
        TestBrowser::new(self.router.clone(), host, self.contract.clone())
    }

    pub fn pass(&self, time: Duration) {
        self.clock.advance(time);
    }

    pub async fn count(&self, table: Table) -> i64 {
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

/// Adds the client address that a network connection would have.
async fn from_loopback(mut request: Request, next: Next) -> Response {
    let address = SocketAddr::from(([127, 0, 0, 1], 0));
    request.extensions_mut().insert(ConnectInfo(address));
    next.run(request).await
}
