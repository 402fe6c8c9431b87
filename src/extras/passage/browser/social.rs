//! Social sign-in: there is none here. Its routes say so in Passage's words.

use http::StatusCode;

use crate::extras::passage::http::refusal::Refusal;

pub(crate) async fn refuse() -> Refusal {
    let text = "This site has no social sign-in";
    Refusal::new(StatusCode::FORBIDDEN, "operation_not_allowed", text)
}
