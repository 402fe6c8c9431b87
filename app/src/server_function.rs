//! A row of the table of server functions: a path, who may call it, and the handler.

use axum::extract::Request;
use axum::routing::{MethodRouter, post};
use latchkey::RelyingParty;
use leptos::server_fn::ServerFn;
use leptos_axum::handle_server_fns_with_context;

use crate::request;

/// Who may call a server function.
///
/// The code in `src/` enforces this. The table documents it, and a story calls every function as each kind of
/// caller and compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    Anyone,
    SignedIn,
    /// A signed-in user who has confirmed that it's them in the last ten minutes.
    RecentlyVerified,
    /// An administrator who has used a passkey in the last ten minutes. For other users, it doesn't exist.
    Admin,
}

/// A function of the server that pages and islands call by its path.
pub struct ServerFunction {
    pub path: &'static str,
    pub access: Access,
    /// Whether its form has a file, so that the body is `multipart/form-data`.
    pub(crate) takes_file: bool,
    route: fn(&RelyingParty) -> MethodRouter,
}

impl ServerFunction {
    /// A `#[server]` function, called by POST. `path` must be the one in its declaration.
    pub(crate) const fn new<F: ServerFn>(path: &'static str, access: Access) -> Self {
        assert!(is_same(path, F::PATH), "this is not the path of the #[server] function");
        let route = |rp: &RelyingParty| {
            let rp = rp.clone();
            post(async move |request: Request| {
                handle_server_fns_with_context(move || request::provide(rp.clone()), request).await
            })
        };
        Self { path, access, takes_file: false, route }
    }

    /// An axum handler, for responses that a `#[server]` function can't return, such as a file.
    pub(crate) const fn handler(
        path: &'static str,
        access: Access,
        route: fn(&RelyingParty) -> MethodRouter,
    ) -> Self {
        Self { path, access, takes_file: false, route }
    }

    /// The same for a form with a file.
    // Public, so that a clone without extras has no unused code.
    pub const fn upload(
        path: &'static str,
        access: Access,
        route: fn(&RelyingParty) -> MethodRouter,
    ) -> Self {
        Self { path, access, takes_file: true, route }
    }

    pub(crate) fn route(&self, rp: &RelyingParty) -> MethodRouter {
        (self.route)(rp)
    }
}

const fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}
