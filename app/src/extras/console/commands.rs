//! The operator's commands about administrators and users.

use std::error::Error;
use std::io::IsTerminal as _;

use clap::{Args, Subcommand};
use latchkey::RelyingParty;
use latchkey::clock::rfc3339;
use latchkey::extras::console::users::{Position, Status, UserEntry, UserQuery};
use serde_json::{Value, json};

use crate::operator::{self, Format, Outcome, by_server, print};
use crate::server::log;

/// Manages the administrators of the console.
#[derive(Debug, Subcommand)]
pub enum Admin {
    /// Prints a link. The first user to open it within an hour becomes an administrator.
    Invite(Format),
    /// Lists administrators as tab-separated columns: id, name, since, added by.
    List(Format),
    /// Revokes the rights of an administrator.
    Revoke(One),
}

/// Manages users.
#[derive(Debug, Subcommand)]
pub enum User {
    /// Lists users as tab-separated columns, newest first: id, name, status, created, sign-ins.
    List {
        /// Only users whose address starts like this (three letters or more), or with this id.
        #[arg(long, default_value = "")]
        search: String,
        /// Only accounts with this status: active, pending or deactivated.
        #[arg(long, value_parser = parse_status)]
        status: Option<Status>,
        /// The number of users to list.
        #[arg(long, default_value_t = 50)]
        limit: usize,
        #[command(flatten)]
        format: Format,
    },
    /// Shows a user, with passkeys and sessions.
    Show(One),
    /// Activates an account, for the first time or again.
    Activate(One),
    /// Deactivates an account: its sessions end, and no one can sign in to it.
    Deactivate(One),
    /// Deletes an account with everything that belongs to it. This can't be undone.
    Delete(One),
}

/// A user, and the format of the output.
#[derive(Debug, Args)]
pub struct One {
    /// The user's id, external id or address.
    pub(in super::super) user: String,
    #[command(flatten)]
    pub(in super::super) format: Format,
}

fn parse_status(name: &str) -> Result<Status, String> {
    Status::parse(name).ok_or_else(|| "active, pending or deactivated".to_owned())
}

/// Tells the operator how to become an administrator, if the site has none. The link only goes to a terminal,
/// because standard error may be a log that others read and keep.
pub(super) async fn announce_invitation(rp: RelyingParty) -> Outcome {
    let log = rp.config().log;
    if log.is_json || !std::io::stderr().is_terminal() {
        if rp.console().list_admins().await?.is_empty() {
            log::tell(log, "This site has no administrator. To add one, run: server admin invite");
        }
        return Ok(());
    }
    if let Some(link) = rp.console().invite_first_admin().await? {
        eprintln!(
            "This site has no administrator. Sign up, then open this link within an hour:\n  {link}"
        );
    }
    Ok(())
}

/// Runs a command about administrators.
///
/// # Errors
/// Wrong settings, an unknown user, or a database that doesn't answer.
pub(crate) async fn run_admin(command: Admin) -> Outcome {
    operator::open(async |rp| match command {
        Admin::Invite(format) => {
            let link = rp.console().invite_admin().await?;
            print(format, &json!({ "link": link }), &link);
            Ok(())
        }
        Admin::List(format) => list_admins(rp, format).await,
        Admin::Revoke(One { user, format }) => {
            let id = find(rp, &user).await?.user.id;
            rp.console().revoke_admin(&by_server(rp), id).await.map_err(|error| match error {
                latchkey::Error::NotFound => Box::from("this user isn't an administrator"),
                other => Box::<dyn Error>::from(other),
            })?;
            print(format, &json!({ "id": id.to_string() }), "");
            Ok(())
        }
    })
    .await
}

async fn list_admins(rp: &RelyingParty, format: Format) -> Outcome {
    let (mut lines, mut values) = (Vec::new(), Vec::new());
    for entry in rp.console().list_admins().await? {
        let (id, name, since) = (entry.user.id, entry.user.name(), rfc3339(entry.since));
        let added_by = entry.added_by.map(|by| by.to_string());
        lines.push(format!("{id}\t{name}\t{since}\t{}", added_by.as_deref().unwrap_or("link")));
        values.push(json!({
            "id": id.to_string(), "name": name, "since": since, "added_by": added_by,
        }));
    }
    print(format, &json!(values), &lines.join("\n"));
    Ok(())
}

/// Runs a command about users.
///
/// # Errors
/// Wrong settings, an unknown user, or a database that doesn't answer.
pub(crate) async fn run_user(command: User) -> Outcome {
    operator::open(async |rp| match command {
        User::List { search, status, limit, format } => {
            list(rp, UserQuery { search, status, after: None }, limit, format).await
        }
        User::Show(One { user, format }) => show(rp, &user, format).await,
        User::Activate(One { user, format }) => {
            let id = find(rp, &user).await?.user.id;
            rp.console().activate_user(&by_server(rp), id).await?;
            print(format, &value(&find(rp, &id.to_string()).await?), "");
            Ok(())
        }
        User::Deactivate(One { user, format }) => {
            let id = find(rp, &user).await?.user.id;
            rp.console().deactivate_user(&by_server(rp), id).await?;
            print(format, &value(&find(rp, &id.to_string()).await?), "");
            Ok(())
        }
        User::Delete(One { user, format }) => {
            let id = find(rp, &user).await?.user.id;
            rp.console().delete_user(&by_server(rp), id).await?;
            print(format, &json!({ "id": id.to_string() }), "");
            Ok(())
        }
    })
    .await
}

async fn list(rp: &RelyingParty, mut query: UserQuery, limit: usize, format: Format) -> Outcome {
    let mut users = Vec::new();
    while users.len() < limit {
        let page = rp.console().list_users(&query).await?;
        let Some(last) = page.last() else { break };
        query.after = Some(Position(last.user.created_at, last.user.id));
        let is_last = page.len() < latchkey::extras::console::users::PAGE;
        users.extend(page);
        if is_last {
            break;
        }
    }
    users.truncate(limit);
    let line = |entry: &UserEntry| {
        let (user, status) = (&entry.user, entry.status.as_str());
        let created = rfc3339(user.created_at);
        format!("{}\t{}\t{status}\t{created}\t{}", user.id, user.name(), entry.login_count)
    };
    let lines: Vec<_> = users.iter().map(line).collect();
    print(format, &users.iter().map(value).collect(), &lines.join("\n"));
    Ok(())
}

async fn show(rp: &RelyingParty, user: &str, format: Format) -> Outcome {
    let entry = find(rp, user).await?;
    let details = rp.console().user_details(entry.user.id, None).await?;
    let passkeys = details.passkeys.iter().map(|passkey| {
        json!({
            "id": passkey.id.to_string(), "name": passkey.name, "created_at": rfc3339(passkey.created_at),
            "last_used_at": passkey.last_used_at.map(rfc3339),
        })
    });
    let sessions = details.sessions.iter().map(|session| {
        json!({
            "id": session.id, "method": session.method.as_str(), "created_at": rfc3339(session.created_at),
            "last_seen_at": rfc3339(session.last_seen_at),
        })
    });
    let mut value = value(&entry);
    value["passkeys"] = passkeys.collect();
    value["sessions"] = sessions.collect();
    value["is_admin"] = json!(details.is_admin);
    let members = value.as_object().into_iter().flatten();
    let lines: Vec<_> = members.map(|(name, value)| format!("{name}\t{value}")).collect();
    print(format, &value, &lines.join("\n"));
    Ok(())
}

pub(in super::super) fn value(entry: &UserEntry) -> Value {
    let user = &entry.user;
    json!({
        "id": user.id.to_string(),
        "external_id": user.external_id,
        "email": user.email.as_ref().map(ToString::to_string),
        "email_verified": user.email_verified_at.is_some(),
        "phone": user.phone.as_ref().map(ToString::to_string),
        "display_name": user.display_name,
        "status": entry.status.as_str(),
        "created_at": rfc3339(user.created_at),
        "sign_ins": entry.login_count,
        "last_sign_in_at": entry.last_login_at.map(rfc3339),
    })
}

pub(in super::super) async fn find(
    rp: &RelyingParty,
    user: &str,
) -> Result<UserEntry, Box<dyn Error>> {
    rp.console().find_user_entry(user).await.map_err(|error| match error {
        latchkey::Error::NotFound => {
            Box::from("unknown user; search for them with: server user list --search")
        }
        other => Box::<dyn Error>::from(other),
    })
}
