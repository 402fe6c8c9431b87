//! Responses of a demo credential, with a key that a page holds, to break one rule at a time.
//!
//! They go through the same functions as those of any client, so the refusals are real. They open
//! no session in this browser ([`Opens::Nothing`]). Cases that need a signed-in user have a session
//! of the demo account, which only this process can use (`demo_session.rs`).

use serde::Serialize;

use crate::check::Check;
use crate::clock::seconds;
use crate::error::{Error, Result};
use crate::extras::explain::Explanations;
use crate::extras::explain::record::Refusal;
use crate::model::session::Opens;
use crate::passkey::steps::Section;
use crate::passkey::{Answered, CeremonyResponse, LIFETIME, Started};
use crate::web::request_context::RequestContext;

/// The page of negative cases.
const CASES: &str = include_str!("../../../docs/negative-cases.md");

/// The name of the passkey of a demo account.
const NAME: &str = "Demo credential (a page has its key)";

/// A row of `docs/negative-cases.md` that names steps.
#[derive(Debug)]
pub struct Row {
    /// Its number.
    pub number: u32,
    /// The fault in the response.
    pub case: String,
    /// The steps that refuse it.
    pub steps: Vec<String>,
    /// The tests that prove it.
    pub tests: Vec<String>,
}

/// The server's verdict on a response.
#[derive(Debug, Serialize)]
pub struct Sent {
    /// The number of the step that refused it, such as `7.2.12`.
    pub step: Option<String>,
    /// The check that refused it.
    pub check: Option<Check>,
    /// The code that a client gets.
    pub code: &'static str,
    /// The words for the log.
    pub why: String,
    /// The record of the ceremony, if this browser has one.
    pub record: Option<String>,
    /// The demo account that has a session now, for the next calls.
    pub account: Option<String>,
}

/// Returns the rows of negative cases that name a step.
pub fn rows() -> impl Iterator<Item = Row> {
    CASES.lines().filter_map(|line| {
        let cells: Vec<&str> = line.strip_prefix("| ")?.split(" |").map(str::trim).collect();
        let [number, case, steps, tests, ..] = cells.as_slice() else { return None };
        let list = |cell: &str, by: &[char]| {
            let items = cell.split(by).map(str::trim).filter(|item| !item.is_empty());
            items.map(str::to_owned).collect::<Vec<_>>()
        };
        let row = Row {
            number: number.parse().ok()?,
            case: (*case).to_owned(),
            steps: list(steps, &[',']),
            tests: list(tests, &[',', '`']),
        };
        (!row.steps.is_empty()).then_some(row)
    })
}

impl Explanations<'_> {
    /// Starts a ceremony for the demo credential. `kind` is `registration` or `authentication`, or
    /// one of them after `late-`. The challenge has then just expired. In the session of the demo
    /// account, it is `addition` or `verification`.
    ///
    /// # Errors
    /// [`Error::NotFound`] except on a developer's own machine; [`Error::InvalidRequest`] for
    /// another kind.
    pub async fn start_demo(
        self,
        context: &RequestContext,
        kind: &str,
        account: &str,
    ) -> Result<Started> {
        let context = self.demo_context(context)?;
        let started = match kind.strip_prefix("late-").unwrap_or(kind) {
            "registration" => {
                let name = self.random().uuid().simple().to_string();
                self.passkeys().start_sign_up(&context, &format!("demo-{name}@example.com")).await?
            }
            "authentication" => self.passkeys().start_sign_in(&context).await?,
            "addition" => {
                self.passkeys()
                    .start_adding(&self.in_demo_session(&context, account)?, None)
                    .await?
            }
            "verification" => {
                self.passkeys()
                    .start_verification(&self.in_demo_session(&context, account)?)
                    .await?
            }
            _ => return Err(Error::InvalidRequest("no such kind of ceremony")),
        };
        if !kind.starts_with("late-") {
            return Ok(started);
        }
        let challenge = self.passkeys().open_challenge(&started.ceremony).await?;
        let mut challenge = challenge.ok_or_else(|| Error::internal("not our own challenge"))?;
        challenge.expires_at -= seconds(LIFETIME);
        let late =
            Started { ceremony: self.passkeys().seal_challenge(&challenge).await?, ..started };
        self.keep_options(&late);
        Ok(late)
    }

    /// Finishes a ceremony of the demo credential, and returns what the server said. `kind` is as
    /// for [`start_demo`](Self::start_demo), or `session`: an authentication that opens a session of
    /// the demo account.
    ///
    /// # Errors
    /// As [`start_demo`](Self::start_demo).
    pub async fn finish_demo(
        self,
        context: &RequestContext,
        kind: &str,
        account: &str,
        ceremony: &str,
        response: &str,
    ) -> Result<Sent> {
        let demo = self.demo_context(context)?;
        let opens = Opens::Nothing;
        let mut opened = None;
        let answer = CeremonyResponse::of_page(&demo, ceremony, response);
        let (section, finished) = match kind {
            "registration" => {
                let answer = answer.named(Some(NAME.to_owned()));
                let finished = self.passkeys().finish_new_user(&answer, opens).await;
                (Section::Registration, finished.map(drop))
            }
            "authentication" => {
                let finished = self.passkeys().finish_opening(&answer, opens).await;
                (Section::Authentication, finished.map(drop))
            }
            "session" => {
                let finished = self.open_demo_session(&demo, ceremony, response).await;
                opened = finished.as_ref().ok().cloned();
                (Section::Authentication, finished.map(drop))
            }
            "addition" => {
                let demo = self.in_demo_session(&demo, account)?;
                let answer = CeremonyResponse::of_page(&demo, ceremony, response);
                let finished = self.passkeys().add_to_account(&answer, None).await;
                (Section::Registration, finished.map(drop))
            }
            "verification" => {
                let demo = self.in_demo_session(&demo, account)?;
                let answer = CeremonyResponse::of_page(&demo, ceremony, response);
                (Section::Authentication, self.passkeys().verify(&answer).await.map(drop))
            }
            _ => return Err(Error::InvalidRequest("no such kind of ceremony")),
        };
        let outcome = finished.as_ref().copied();
        let record = self.keep_record(context, Answered { ceremony, response, outcome }).await;
        let Some(refusal) = finished.as_ref().err().map(Refusal::from) else {
            let why = "accepted".to_owned();
            let account = opened;
            return Ok(Sent { step: None, check: None, code: "ok", why, record, account });
        };
        let step = refusal.check.and_then(|check| section.step_of(check));
        let step = step.map(|step| format!("{section}.{}", step.number));
        let Refusal { check, code, why } = refusal;
        Ok(Sent { step, check, code, why, record, account: None })
    }

    /// Returns the context of a demo ceremony. Each has a network of its own from the range for
    /// documentation, so that wrong responses don't use up the developer's rate limits.
    pub(super) fn demo_context(self, context: &RequestContext) -> Result<RequestContext> {
        if !self.has_demo() {
            return Err(Error::NotFound);
        }
        let [one, other] = self.random().bytes::<2>();
        let ip = format!("2001:db8:{one:02x}{other:02x}::1");
        Ok(RequestContext { ip, ..context.clone() })
    }
}
