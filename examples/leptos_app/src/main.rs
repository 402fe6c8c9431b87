//! The server: the relying party, the pages behind its session, and both behind its guard.
//!
//! `cargo leptos serve --project leptos_app` runs it at <http://localhost:3000>.

use std::error::Error;
use std::net::SocketAddr;
use std::time::Duration;

use axum::{Router, middleware};
use latchkey::web::request_context::remember;
use latchkey::{Clock, Config, Random, RelyingParty, Store};
use leptos::config::{LeptosOptions, get_configuration};
use leptos::prelude::provide_context;
use leptos_app::pages::{App, shell};
use leptos_axum::{LeptosRoutes as _, file_and_error_handler, generate_route_list};
use tokio::net::TcpListener;
use tracing_subscriber::filter::LevelFilter;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    tracing_subscriber::fmt().with_max_level(LevelFilter::WARN).init();
    // Its settings are Latchkey's: docs/configuration.md.
    let config = Config::load()?;
    let listener = TcpListener::bind(config.addrs.as_slice()).await?;
    let store = Store::open(&config).await?;
    let rp = RelyingParty::new(config, store, Clock::system(), Random::system())?;
    tokio::spawn(sweep(rp.clone()));
    let app = app(&rp, get_configuration(None)?.leptos_options);
    // Rate limits need the client's address.
    let app = app.into_make_service_with_connect_info::<SocketAddr>();
    Ok(axum::serve(listener, app).await?)
}

fn app(rp: &RelyingParty, options: LeptosOptions) -> Router {
    let context = {
        let rp = rp.clone();
        move || provide_context(rp.clone())
    };
    let page = {
        let options = options.clone();
        move || shell(options.clone())
    };
    let pages = Router::new()
        .leptos_routes_with_context(&options, generate_route_list(App), context, page)
        .fallback(file_and_error_handler::<LeptosOptions, _>(shell))
        // Server functions get the client and its session from these two.
        .layer(middleware::from_fn_with_state(rp.clone(), remember))
        .layer(rp.sessions().layer())
        .with_state(options);
    // The guard rejects requests from other sites. The first router has the well-known files and the health checks.
    latchkey::web::guard(rp, latchkey::http::router(rp).fallback_service(pages))
}

/// Deletes expired rows and renews keys.
async fn sweep(rp: RelyingParty) {
    loop {
        if let Err(error) = rp.sweep().await {
            error.log();
        }
        tokio::time::sleep(Duration::from_mins(1)).await;
    }
}
