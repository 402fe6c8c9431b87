//! The development mailbox: emails and text messages that weren't sent.

use latchkey::model::message::Channel;
use latchkey::model::message::Message;
use leptos::prelude::*;

use super::components::{At, Page};
use super::refused::NotFound;
use super::response::set_status;
use crate::request;
use crate::words::{t, t_view};

#[component]
pub(super) fn Mailbox() -> impl IntoView {
    let content = Suspend::new(async move {
        let page = request::page()?;
        Some(match page.rp.mail().development_mailbox().await {
            Ok(mails) => mailbox(mails).into_any(),
            Err(error) => {
                set_status(&error);
                view! { <NotFound/> }.into_any()
            }
        })
    });
    view! { <Suspense>{content}</Suspense> }
}

fn mailbox(mails: Vec<Message>) -> impl IntoView {
    let is_empty = mails.is_empty();
    let mails = mails.into_iter().enumerate();
    let mails = mails.map(|(nth, mail)| view! { <Mail mail is_newest={nth == 0}/> }).collect_view();
    view! {
        <Page title=t!("frame-mailbox")>
            <h1>{t!("frame-mailbox")}</h1>
            <p>
                {t_view!("mailbox-lead"; again = view! { <a href="/dev/mailbox">{t!("mailbox-again")}</a> })}
            </p>
            {is_empty.then(|| view! { <p class="note">{t!("mailbox-empty")}</p> })}
            <div class="mailbox">{mails}</div>
        </Page>
    }
}

#[component]
fn Mail(mail: Message, is_newest: bool) -> impl IntoView {
    let heading = match mail.channel {
        Channel::Mail => mail.subject,
        Channel::Text | Channel::Program => t!("mailbox-text"),
    };
    view! {
        <article class="card mail">
            <details open=is_newest>
                <summary>
                    <h2>{heading}</h2>
                    <span class="meta">
                        {t_view!(
                            "mailbox-to";
                            to = view! { <strong>{mail.to}</strong> },
                            when = view! { <At when=mail.created_at/> },
                        )}
                    </span>
                </summary>
                {mail.code.map(|code| view! { <p><code class="code">{code}</code></p> })}
                <pre tabindex="0">{mail.text}</pre>
                {mail.link.map(|link| view! {
                    <p><a class="button primary" href=link>{t!("mailbox-open-link")}</a></p>
                })}
            </details>
        </article>
    }
}
