//! The operator's commands about invitations.

use std::error::Error;

use clap::Args;
use latchkey::clock::rfc3339;
use serde_json::json;

use crate::operator::{self, Format, Outcome, by_server, print};

/// An email address, and the format of the output.
#[derive(Debug, Args)]
pub struct Address {
    /// The email address.
    address: String,
    #[command(flatten)]
    format: Format,
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
            let until = rfc3339(invitation.expires_at);
            lines.push(format!("{email}\t{since}\t{until}"));
            let by = invitation.by.map(|by| by.to_string());
            values
                .push(json!({ "email": email, "since": since, "until": until, "invited_by": by }));
        }
        print(format, &json!(values), &lines.join("\n"));
        Ok(())
    })
    .await
}
