//! The operator's commands that create users and sign-in links.

use clap::{Args, Subcommand};
use latchkey::extras::passage::operator::NewUser;
use serde_json::json;

use crate::extras::console::commands::{One, find, value};
use crate::operator::{self, Format, Outcome, by_server, print};

/// Creates users and sign-in links.
#[derive(Debug, Subcommand)]
pub enum User {
    /// Creates a user and prints the id. No one is told.
    Create(New),
    /// Prints a link that signs a user in once, within an hour. It works in every browser.
    Link {
        #[command(flatten)]
        user: One,
        /// Send it to the user's address or number instead.
        #[arg(long)]
        send: bool,
    },
}

/// A new user.
#[derive(Debug, Args)]
pub struct New {
    /// The address.
    #[arg(long, default_value = "")]
    email: String,
    /// The phone number with its country code.
    #[arg(long, default_value = "")]
    phone: String,
    /// The name.
    #[arg(long, default_value = "")]
    name: String,
    #[command(flatten)]
    format: Format,
}

/// Runs a command.
///
/// # Errors
/// Wrong settings, an unknown user, or a database that doesn't answer.
pub(in super::super::super) async fn run(command: User) -> Outcome {
    operator::open(async |rp| match command {
        User::Create(New { email, phone, name: display_name, format }) => {
            let new = NewUser { email, phone, display_name };
            let id = rp.passage().create_user(&by_server(rp), &new).await?.to_string();
            print(format, &value(&find(rp, &id).await?), &id);
            Ok(())
        }
        User::Link { user: One { user, format }, send } => {
            let id = find(rp, &user).await?.user.id;
            let made = rp.passage().create_link_for(&by_server(rp), id, send).await?;
            let to = made.link.identifier;
            if send {
                print(format, &json!({ "sent_to": to }), &format!("Sent to {to}."));
            } else {
                let link = made.url.to_string();
                print(format, &json!({ "link": link }), &link);
            }
            Ok(())
        }
    })
    .await
}
