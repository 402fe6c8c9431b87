//! The server: the relying party's routes and the pages, behind one guard.

mod activity;
mod bounds;
mod connections;
mod deadline;
mod executor;
mod forms;
mod listen;
pub mod log;
mod measure;
pub mod page;
mod problems;
mod refusals;
mod serve;

use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::middleware::{self, Next};
use axum::response::IntoResponse as _;
use http::Method;
use latchkey::web::{request_context, request_id};
use latchkey::{Error, RelyingParty};
use leptos::server_fn::axum::server_fn_paths;
use leptos_axum::{AxumRouteListing, LeptosRoutes as _, generate_route_list_with_exclusions};
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::extras::EXTRAS;
use crate::pages::recovery;
use crate::pages::{App, shell};
use crate::{assets, request, server_functions};

pub use bounds::Bounds;
pub use listen::listen;

/// How often expired rows are deleted and keys are maintained.
const SWEEP_EVERY: Duration = Duration::from_mins(1);

/// How long requests in progress may take after the server was told to stop.
const GRACE: Duration = Duration::from_secs(10);

/// Every route there is, from the outermost layer inwards: the request id; what puts refusals into words for people;
/// the guard; then either the API, or the pages and their server functions, which know the browser
/// and its session.
pub fn router(rp: &RelyingParty) -> Router {
    router_within(rp, &Bounds::default())
}

fn router_within(rp: &RelyingParty, bounds: &Bounds) -> Router {
    executor::install();
    let context = {
        let rp = rp.clone();
        move || request::provide(rp.clone())
    };
    let options = assets::leptos_options();
    // Leptos would route every `#[server]` function. Only those in the table get a route.
    let known_to_leptos = server_fn_paths().map(|(path, _)| path.to_owned()).collect();
    let routes: Vec<AxumRouteListing> =
        generate_route_list_with_exclusions(App, Some(known_to_leptos));
    let functions = server_functions::all()
        .fold(Router::new(), |router, function| router.route(function.path, function.route(rp)));
    let shell = {
        let options = options.clone();
        move || shell(options.clone())
    };
    let render = leptos_axum::render_app_async_with_context(context.clone(), shell.clone());
    let missing = {
        let render = render.clone();
        async move |request: Request| match *request.method() {
            Method::GET | Method::HEAD => page::missing(request, render).await,
            // No other path is prepared for a page.
            _ => Error::NotFound.into_response(),
        }
    };
    let pages = Router::new()
        .leptos_routes_with_context(&options, routes, context, shell)
        .merge(recovery::answers::router(rp, render.clone()))
        .merge(functions.with_state(()))
        .merge(
            EXTRAS
                .iter()
                .fold(Router::new(), |all, extra| all.merge((extra.routes)(rp)))
                .with_state(()),
        )
        .fallback(missing)
        .route_layer(middleware::from_fn(measure::answered))
        .layer(middleware::from_fn(forms::alone))
        .layer(middleware::from_fn(problems::set_status))
        .layer(middleware::from_fn_with_state(rp.clone(), page::prepare))
        .layer(middleware::from_fn_with_state(rp.clone(), request_context::remember))
        .layer(rp.sessions().layer())
        .with_state::<()>(options);
    let everything = Router::new()
        .merge(latchkey::http::router(rp).route_layer(middleware::from_fn(measure::answered)))
        .merge(assets::router().route_layer(middleware::from_fn(measure::answered)))
        .fallback_service(pages)
        .layer(middleware::from_fn_with_state(bounds.clone(), deadline::keep));
    let words = {
        let rp = rp.clone();
        move |request: Request, next: Next| {
            refusals::in_words(rp.clone(), render.clone(), request, next)
        }
    };
    latchkey::web::guard(rp, everything)
        .layer(middleware::from_fn(words))
        .layer(middleware::from_fn_with_state(rp.clone(), request_id::assign))
}

/// Serves until `stop`. Then finishes the requests in progress and accepts no new ones.
pub async fn serve(rp: &RelyingParty, listeners: Vec<TcpListener>, stop: watch::Receiver<bool>) {
    serve_within(rp, listeners, stop, &Bounds::of_process()).await;
}

/// Serves with other limits.
pub async fn serve_within(
    rp: &RelyingParty,
    listeners: Vec<TcpListener>,
    mut stop: watch::Receiver<bool>,
    bounds: &Bounds,
) {
    let sweeper = tokio::spawn(sweep(rp.clone()));
    let (sender, told) = (rp.clone(), stop.clone());
    let sending = tokio::spawn(async move { sender.mail().run_queue(told).await });
    let router = router_within(rp, bounds);
    let served = serve::serve(rp, router, listeners, bounds, stop.clone());
    // Browsers keep idle connections open. Those must not keep the server running.
    let overdue = async {
        let _ = stop.wait_for(|stop| *stop).await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        () = served => {}
        () = overdue => {}
    }
    sweeper.abort();
    let _ = sending.await;
    if let Err(error) = rp.sessions().store_seen().await {
        error.log();
    }
    rp.store().close().await;
}

async fn sweep(rp: RelyingParty) {
    loop {
        if let Err(error) = rp.sweep().await {
            error.log();
        }
        // The first time, this creates the first key. That takes a moment, and the start doesn't wait for it.
        for tended in
            [rp.tokens().maintain_keys().await, rp.passkeys().maintain_challenge_keys().await]
        {
            if let Err(error) = tended {
                error.log();
            }
        }
        tokio::time::sleep(SWEEP_EVERY).await;
    }
}
