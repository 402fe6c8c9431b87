//! Demo: the command that makes up accounts, and the page of the link that it prints.

use std::error::Error;

use latchkey::Locale;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute as _};
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

use super::Extra;
use crate::ceremonies::{SIGN_UP, Started};
use crate::operator;
use crate::pages::components::{Ceremony, Page, WithoutScripts};
use crate::pages::refused::NotFound;
use crate::pages::response::set_status;
use crate::problem::Problem;
use crate::request;
use crate::server_functions::{Access, ServerFunction};
use crate::words::t;

/// The extra.
pub(super) const EXTRA: Extra = Extra {
    pages,
    server_functions: &[
        ServerFunction::new::<OpenDemo>("/api/open_demo", Access::Anyone),
        ServerFunction::new::<EnterDemo>("/api/enter_demo", Access::Anyone),
    ],
    sentences: |locale| match locale {
        Locale::En => include_str!("../../../locales/demo/en.ftl"),
        Locale::De => include_str!("../../../locales/demo/de.ftl"),
        Locale::Es => include_str!("../../../locales/demo/es.ftl"),
        Locale::It => include_str!("../../../locales/demo/it.ftl"),
        Locale::Pl => include_str!("../../../locales/demo/pl.ftl"),
        Locale::Pt => include_str!("../../../locales/demo/pt.ftl"),
        Locale::Zh => include_str!("../../../locales/demo/zh.ftl"),
    },
    ..Extra::NONE
};

fn pages() -> Vec<AnyNestedRoute> {
    // The path is also in `latchkey::extras::demo`, which prints the link.
    let demo = view! { <Route path=path!("/dev/demo") view=Demo ssr=SsrMode::Async/> };
    vec![demo.into_inner().into_any_nested_route()]
}

#[component]
fn Demo() -> impl IntoView {
    let content = Suspend::new(async move {
        let page = request::page()?;
        let token = page.query("token").unwrap_or_default().to_owned();
        Some(match page.rp.demo().look_at_link(&token).await {
            Ok(name) => view! { <Link name token/> }.into_any(),
            Err(error @ latchkey::Error::LinkExpired(_)) => {
                set_status(&error);
                view! { <Over/> }.into_any()
            }
            Err(error) => {
                set_status(&error);
                view! { <NotFound/> }.into_any()
            }
        })
    });
    view! { <Suspense>{content}</Suspense> }
}

#[component]
fn Link(name: String, token: String) -> impl IntoView {
    let of =
        crate::ceremonies::Ceremony { start: OpenDemo::PATH, finish: EnterDemo::PATH, ..SIGN_UP };
    view! {
        <Page title=t!("demo-title")>
            <section class="card narrow">
                <h1>{t!("demo-title")}</h1>
                <p>{t!("demo-what", name = name)}</p>
                <form>
                    // The button sends the field of this name.
                    <input type="hidden" name="email" value=token/>
                    <Ceremony of label=t!("part-create-passkey")/>
                    <WithoutScripts/>
                </form>
            </section>
        </Page>
    }
}

#[component]
fn Over() -> impl IntoView {
    view! {
        <Page title=t!("demo-title")>
            <section class="card narrow">
                <h1>{t!("demo-over")}</h1>
                <p>{t!("demo-over-how")}</p>
            </section>
        </Page>
    }
}

/// Starts to create a passkey for the account of a link. `email` is the token in the link.
#[server(endpoint = "open_demo")]
pub(crate) async fn open_demo(email: String) -> Result<Started, Problem> {
    let (rp, context) = request::context().await?;
    let has_cookie = context.browser.hash().is_some();
    Ok(Started::new(rp.demo().start_sign_in(&context, &email).await?, has_cookie))
}

#[server(endpoint = "enter_demo")]
pub(crate) async fn enter_demo(ceremony: String, credential: String) -> Result<(), Problem> {
    let (rp, context) = request::context().await?;
    Ok(rp.demo().finish_sign_in(&context, &ceremony, &credential).await?)
}

/// Makes up accounts unless they exist, and prints a link that signs in to one.
///
/// # Errors
/// Settings other than those of a new clone, or an unavailable database.
pub(super) async fn run() -> Result<(), Box<dyn Error>> {
    let link = operator::open(async |rp| {
        rp.demo().create().await.map_err(|error| match error {
            latchkey::Error::NotFound => Box::<dyn Error>::from(
                "made-up accounts are only for development: LATCHKEY_ORIGIN must be http://localhost, \
                 and SMTP_URL must not be set",
            ),
            latchkey::Error::AddressTaken => Box::from(
                "the database has some of the made-up accounts; use an empty one, such as DATABASE_URL=sqlite:demo.db",
            ),
            other => Box::from(other),
        })
    })
    .await?;
    eprintln!(
        "There are 200 made-up accounts. Sign in to one more within an hour, once the server runs:"
    );
    println!("{link}");
    Ok(())
}
