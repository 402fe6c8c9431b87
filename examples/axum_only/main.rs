//! Passkeys in an axum application without Leptos, with its own table of users and its own sessions.
//!
//! Run `cargo run --example axum_only` and open <http://localhost:3000>. `docs/take-only-this.md` explains it.

use std::error::Error;
use std::net::SocketAddr;

use axum::extract::State;
use axum::response::Html;
use axum::routing::{get, post};
use axum::{Json, Router};
use http::header::{COOKIE, SET_COOKIE};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, StatusCode};
use latchkey::crypto::secret::hash;
use latchkey::http::ceremonies::{Hooks, Welcome, router};
use latchkey::session::tokens::Tokens;
use latchkey::{
    Clock, Config, Owner, Random, RelyingParty, RequestContext, Result, SignedIn, Store,
};
use serde_json::{Value, json};
use sqlx::{AnyPool, Row as _};
use tokio::net::TcpListener;

/// The application's own table. `id` is the user id of the relying party, which never changes.
const SCHEMA: &str = "create table if not exists members (
    id text primary key, name text not null, visits bigint not null, session_hash text unique)";

/// The shop: its own database, and a random source for its sessions.
#[derive(Clone)]
pub(crate) struct Shop {
    db: AnyPool,
    random: Random,
}

impl Hooks for Shop {
    /// Returns the current user, who may add a passkey. Here, only new users create one.
    async fn get_user(&self, _: &RelyingParty, _: &Parts) -> Result<Option<Owner>> {
        Ok(None)
    }

    /// Called after a passkey was verified: inserts a new member and opens a session.
    async fn on_authenticated(
        &self,
        _: &RelyingParty,
        _: &RequestContext,
        signed_in: SignedIn,
        _: Option<Tokens>,
    ) -> Result<Welcome> {
        let session = self.random.secret();
        sqlx::query(
            "insert into members (id, name, visits, session_hash) values ($1, $2, 1, $3)
             on conflict (id) do update set visits = members.visits + 1, session_hash = $3",
        )
        .bind(signed_in.user.id.to_string())
        .bind(signed_in.user.name())
        .bind(session.hash())
        .execute(&self.db)
        .await
        .map_err(latchkey::Error::internal)?;
        let cookie = format!("shop={}; Path=/; HttpOnly; SameSite=Lax", session.expose());
        let mut welcome = Welcome::default();
        let cookie = HeaderValue::from_str(&cookie).map_err(latchkey::Error::internal)?;
        welcome.headers.insert(SET_COOKIE, cookie);
        Ok(welcome)
    }
}

impl Shop {
    /// Opens the application's own database.
    ///
    /// # Errors
    /// A database that can't be opened.
    pub(crate) async fn open(url: &str) -> Result<Self, sqlx::Error> {
        sqlx::any::install_default_drivers();
        let db = AnyPool::connect(url).await?;
        sqlx::query(SCHEMA).execute(&db).await?;
        Ok(Self { db, random: Random::system() })
    }

    /// Returns the member that the cookie names.
    async fn member(&self, headers: &HeaderMap) -> Result<Value, StatusCode> {
        let cookies = headers.get(COOKIE).and_then(|cookies| cookies.to_str().ok());
        let mut cookies = cookies.unwrap_or_default().split("; ");
        let session = cookies.find_map(|cookie| cookie.strip_prefix("shop="));
        let session = session.ok_or(StatusCode::UNAUTHORIZED)?;
        let row = sqlx::query("select name, visits from members where session_hash = $1")
            .bind(hash(session.as_bytes()))
            .fetch_optional(&self.db)
            .await
            .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?
            .ok_or(StatusCode::UNAUTHORIZED)?;
        Ok(json!({ "name": row.get::<String, _>("name"), "visits": row.get::<i64, _>("visits") }))
    }
}

async fn me(State(shop): State<Shop>, headers: HeaderMap) -> Result<Json<Value>, StatusCode> {
    shop.member(&headers).await.map(Json)
}

/// Returns the application: two pages and the passkey routes.
pub(crate) fn app(rp: &RelyingParty, shop: Shop) -> Router {
    let own = Router::new()
        .route("/", get(async || Html(include_str!("index.html"))))
        .route("/me", get(me))
        .route("/sign-out", post(async || [(SET_COOKIE, "shop=; Path=/; Max-Age=0")]))
        .with_state(shop.clone())
        .nest_service("/passkeys", router(rp.clone(), shop));
    // Rejects requests from other sites, and sets the security headers.
    latchkey::web::guard(rp, own)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let config = Config::load()?;
    let listener = TcpListener::bind(config.addrs.as_slice()).await?;
    let store = Store::open(&config).await?;
    let rp = RelyingParty::new(config, store, Clock::system(), Random::system())?;
    let app = app(&rp, Shop::open("sqlite:shop.db?mode=rwc").await?);
    // Rate limits need the client's address.
    let app = app.into_make_service_with_connect_info::<SocketAddr>();
    Ok(axum::serve(listener, app).await?)
}
