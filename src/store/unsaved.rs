//! Unsaved: keeps the reason for which a session wasn't saved.
//!
//! tower-sessions saves a session after the route has answered. Where that fails, it sends a 500
//! without a body, and of our error it has only the text.

use std::cell::RefCell;

use tower_sessions::session_store;

use crate::error::Error;

tokio::task_local! {
    /// Why the session of the request that this task serves wasn't saved.
    static UNSAVED: RefCell<Option<Error>>;
}

/// Runs a request, and returns its outcome and the error that kept its session from being saved.
pub(crate) async fn watch_saving<T>(request: impl Future<Output = T>) -> (T, Option<Error>) {
    let watched = async { (request.await, UNSAVED.with(RefCell::take)) };
    UNSAVED.scope(RefCell::new(None), watched).await
}

/// Keeps the error for [`watch_saving`]. A route that saves a session itself gets it as a result.
pub(super) fn unsaved(error: Error) -> session_store::Error {
    let told = backend(&error);
    let _ = UNSAVED.try_with(|unsaved| unsaved.replace(Some(error)));
    told
}

pub(super) fn backend(error: &Error) -> session_store::Error {
    session_store::Error::Backend(error.to_string())
}
