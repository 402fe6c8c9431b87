//! Magic link: waits for the mail, and is where the mail's link leads.
//!
//! Opening a link changes nothing. Its button does, and only in the browser that asked; anywhere
//! else the page tells how to use the code. All of it works without scripts.

use latchkey::magic_link::{Look, Purpose};
use latchkey::store::MagicLink as Link;
use leptos::prelude::*;

use super::parts::{Ceremony, Page, Problem};
use super::set_status;
use crate::problem::{Problem as Refused, words};
use crate::server::{Asking, asking, asking_page};

#[component]
pub(super) fn MagicLink() -> impl IntoView {
    let content = Suspend::new(async move {
        let asking = asking_page()?;
        Some(match asking.query("token").map(str::to_owned) {
            Some(token) => link(&asking, &token).await,
            None => waiting(&asking).await,
        })
    });
    view! {
        <Page title="Sign-in link">
            <section class="card narrow">
                <Suspense>{content}</Suspense>
            </section>
        </Page>
    }
}

async fn link(asking: &Asking, token: &str) -> AnyView {
    match asking.rp.look_at_magic_link(&asking.visitor, token).await {
        Ok(Look::Ready(link)) => ready(asking, &link, token),
        Ok(Look::Elsewhere) => view! {
            <h1>"Use the code instead"</h1>
            <p>
                "This link was asked for in another browser or on another device. "
                "Go back to that window and type the code from the mail there."
            </p>
            <p class="note">
                "You did not ask for it? Then close this page and tell nobody the code. Nothing has happened."
            </p>
        }
        .into_any(),
        Ok(Look::SignInFirst(link)) => view! {
            <h1>"Sign in to confirm"</h1>
            <p>
                "This link confirms " <strong>{link.email.to_string()}</strong>
                " for the account you have just made. Sign in to it with your passkey first."
            </p>
            <Ceremony name="sign_in" label="Sign in with a passkey" next=format!("/magic-link?token={token}")/>
        }
        .into_any(),
        Err(error) => {
            set_status(&error);
            let refused = Refused::from(error);
            view! {
                <h1>"This link cannot be used"</h1>
                <p class="problem" role="alert">{words(&refused.code)}</p>
                <p class="actions"><a class="button primary" href="/sign-in">"Get a new link"</a></p>
            }
            .into_any()
        }
    }
}

fn ready(asking: &Asking, link: &Link, token: &str) -> AnyView {
    let here = asking.signed_in.as_ref().map(|signed_in| signed_in.user.clone());
    let (heading, button) = match link.purpose {
        Purpose::SignIn => ("Sign in", "Sign in"),
        Purpose::Confirm => ("Confirm your address", "Confirm this address"),
    };
    let leaves = here.filter(|user| user.email.as_ref() != Some(&link.email)).map(|user| {
        view! {
            <p class="note">
                "You are signed in as " <strong>{user.name()}</strong>
                ". This link opens another account and leaves that one."
            </p>
        }
    });
    view! {
        <h1>{heading}</h1>
        <p>"With the address " <strong>{link.email.to_string()}</strong> "."</p>
        {leaves}
        <form method="post" action="/api/redeem_magic_link">
            <input type="hidden" name="token" value=token.to_owned()/>
            <button type="submit" class="primary">{button}</button>
        </form>
    }
    .into_any()
}

async fn waiting(asking: &Asking) -> AnyView {
    let Ok(Some(link)) = asking.rp.awaited_magic_link(&asking.visitor).await else {
        return view! {
            <h1>"No mail is on its way"</h1>
            <Problem/>
            <p>"This browser is not waiting for a sign-in link, or the last one is too old."</p>
            <p class="actions"><a class="button primary" href="/sign-in">"Get a sign-in link"</a></p>
        }
        .into_any();
    };
    let mailbox = asking.rp.config().has_development_mailbox().then(|| {
        view! {
            <p class="note">
                "On this machine mails are not sent: read them in the "
                <a href="/dev/mailbox">"development mailbox"</a> "."
            </p>
        }
    });
    view! {
        <h1>"Check your mail"</h1>
        <p>"We sent a link and a code to " <strong>{link.email.to_string()}</strong> ". Both work for 15 minutes."</p>
        <Problem/>
        {mailbox}
        <CodeForm/>
        <SendAgain link/>
    }
    .into_any()
}

/// Where the code from a mail is typed.
#[component]
pub(super) fn CodeForm() -> impl IntoView {
    view! {
        <form method="post" action="/api/redeem_code">
            <label for="code">"Code from the mail"</label>
            <input
                id="code" name="code" class="code" required maxlength="12" autocomplete="one-time-code"
                autocapitalize="characters" spellcheck="false" placeholder="ABCD-EFGH"
            />
            <button type="submit" class="primary">"Use the code"</button>
        </form>
        <p class="aside">"Or open the link, in this browser."</p>
    }
}

#[component]
fn SendAgain(link: Link) -> impl IntoView {
    let action = match link.purpose {
        Purpose::SignIn => "/api/send_magic_link",
        Purpose::Confirm => "/api/send_confirmation",
    };
    view! {
        <form method="post" action=action class="aside">
            <input type="hidden" name="email" value=link.email.to_string()/>
            "Nothing there? " <button type="submit" class="link">"Send it again"</button>
        </form>
    }
}

/// Redeems a link, by its button.
#[server(endpoint = "redeem_magic_link")]
pub(crate) async fn redeem_magic_link(token: String) -> Result<(), Refused> {
    let (rp, visitor) = asking().await?;
    go_on(rp.redeem_magic_link(&visitor, &token).await);
    Ok(())
}

/// Redeems the awaited link, by the code from its mail.
#[server(endpoint = "redeem_code")]
pub(crate) async fn redeem_code(code: String) -> Result<(), Refused> {
    let (rp, visitor) = asking().await?;
    go_on(rp.redeem_code(&visitor, &code).await);
    Ok(())
}

/// Mails another link that confirms the account's address.
#[server(endpoint = "send_confirmation")]
pub(crate) async fn send_confirmation() -> Result<(), Refused> {
    let (rp, visitor) = asking().await?;
    match rp.send_confirmation(&visitor).await {
        Ok(()) => leptos_axum::redirect("/magic-link"),
        Err(error) => go_on(Err(error)),
    }
    Ok(())
}

fn go_on(outcome: latchkey::Result<Option<String>>) {
    match outcome {
        Ok(next) => leptos_axum::redirect(next.as_deref().unwrap_or("/dashboard")),
        Err(error) => {
            leptos_axum::redirect(&format!("/magic-link?problem={}", Refused::from(error).code));
        }
    }
}
