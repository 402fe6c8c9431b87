//! The operator's commands about invitations.

use std::error::Error;

use clap::Args;
use latchkey::clock::rfc3339;
use latchkey::model::event::SERVER;
use latchkey::{RelyingParty, RequestContext};
use serde_json::{Value, json};

use crate::operator;

type Outcome = Result<(), Box<dyn Error>>;

/// An email address, and the format of the output.
#[derive(Debug, Args)]
pub struct Address {
    /// The email address.
    address: String,
    #[command(flatten)]
    format: Format,
}

/// The format of the output.
#[derive(Clone, Copy, Debug, Args)]
pub struct Format {
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Invites the owner of an address, and emails them.
pub(crate) async fn invite(Address { address, format }: Address) -> Outcome {
    operator::open(async |rp| {
        rp.accounts().invite(&by_server(rp), &address).await?;
        print(format, &json!({ "email": address, "emailed": rp.mail().can_send() }), "");
        Ok(())
    })
    .await
}

/// Withdraws an invitation.
pub(crate) async fn withdraw(Address { address, format }: Address) -> Outcome {
    operator::open(async |rp| {
        let withdrawn = rp.accounts().withdraw_invitation(&by_server(rp), &address).await;
        withdrawn.map_err(|error| match error {
            latchkey::Error::NotFound => Box::from("this address isn't invited"),
            other => Box::<dyn Error>::from(other),
        })?;
        print(format, &json!({ "email": address }), "");
        Ok(())
    })
    .await
}

/// Lists the invitations.
pub(crate) async fn list(format: Format) -> Outcome {
    operator::open(async |rp| {
        let (mut lines, mut values) = (Vec::new(), Vec::new());
        for invitation in rp.accounts().list_invitations().await? {
            let (email, since) = (invitation.email.to_string(), rfc3339(invitation.created_at));
            lines.push(format!("{email}\t{since}"));
            let by = invitation.by.map(|by| by.to_string());
            values.push(json!({ "email": email, "since": since, "invited_by": by }));
        }
        print(format, &json!(values), &lines.join("\n"));
        Ok(())
    })
    .await
}

fn by_server(rp: &RelyingParty) -> RequestContext {
    RequestContext::operator(rp, SERVER)
}

/// Prints a result: as JSON, or its lines if there are any.
fn print(format: Format, value: &Value, lines: &str) {
    if format.json {
        println!("{value}");
    } else if !lines.is_empty() {
        println!("{lines}");
    }
}
