//! The page that creates a user.

use latchkey::extras::console::Admin;
use latchkey::extras::passage::operator::NewUser;
use leptos::prelude::*;

use crate::extras::console::{self, user};
use crate::pages::notice::{Form, returned};
use crate::problem::Problem as Refused;
use crate::request::PageRequest;
use crate::words::t;

const PATH: &str = "/console/new-user";

/// The link on the page of all users.
pub(in super::super::super) const LINK: console::Link = (PATH, || t!("console-create"));

#[component]
pub(super) fn Create() -> impl IntoView {
    console::page(t!("console-create"), load)
}

async fn load(_: PageRequest, _: Admin) -> latchkey::Result<AnyView> {
    let (email, phone, name) = (returned("email"), returned("phone"), returned("name"));
    Ok(view! {
        <section class="card">
            <p class="meta">{t!("console-create-what")}</p>
            <form method="post" action="/api/create_user">
                <label for="email">{t!("part-email")}</label>
                <input
                    id="email" name="email" type="email" maxlength="254" value=email.value("") autocomplete="off"
                    autocapitalize="none" spellcheck="false" aria-invalid=email.invalid()
                    aria-describedby=email.described_by("") autofocus=email.is_here
                />
                {email.message()}
                <label for="phone">{t!("console-phone")}</label>
                <input
                    id="phone" name="phone" type="tel" maxlength="40" value=phone.value("") autocomplete="off"
                    aria-invalid=phone.invalid() aria-describedby=phone.described_by("phone-help")
                    autofocus=phone.is_here
                />
                {phone.message()}
                <p id="phone-help" class="meta">{t!("console-create-phone")}</p>
                <label for="name">{t!("account-name")}</label>
                <input
                    id="name" name="name" maxlength="60" value=name.value("") autocomplete="off"
                    aria-invalid=name.invalid() aria-describedby=name.described_by("") autofocus=name.is_here
                />
                {name.message()}
                <button type="submit" class="primary">{t!("console-create")}</button>
            </form>
            <p class="aside"><a href="/console/users">{t!("console-create-back")}</a></p>
        </section>
    }
    .into_any())
}

/// Creates a user, and goes to their page.
#[server(endpoint = "create_user")]
pub(crate) async fn create_user(
    email: Option<String>,
    phone: Option<String>,
    name: Option<String>,
) -> Result<(), Refused> {
    let (rp, admin) = console::admin().await?;
    let [email, phone, display_name] = [email, phone, name].map(Option::unwrap_or_default);
    let new = NewUser { email, phone, display_name };
    let created = async { rp.passage().create_user(&admin?.context(&rp), &new).await }.await;
    let path = created.as_ref().map_or_else(|_| PATH.to_owned(), user::path);
    let (field, typed, codes): (_, _, &'static [&'static str]) = match &created {
        Err(latchkey::Error::InvalidPhone | latchkey::Error::PhoneTaken) => {
            ("phone", &new.phone, &["invalid_phone", "phone_taken"])
        }
        Err(latchkey::Error::InvalidName) => ("name", &new.display_name, &["invalid_name"]),
        _ => ("email", &new.email, &["invalid_email", "address_taken"]),
    };
    Form::on(PATH).then(&path).field(field, typed, codes).answer(created.map(|_| ()));
    Ok(())
}
