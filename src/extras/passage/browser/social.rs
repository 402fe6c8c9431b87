//! Social sign-in, which isn't supported. Its routes return Passage's errors.

use http::StatusCode;

use crate::extras::passage::http::refusal::Refusal;

pub(crate) async fn refuse() -> Refusal {
    let text = "This site has no social sign-in";
    Refusal::new(StatusCode::FORBIDDEN, "operation_not_allowed", text)
}
