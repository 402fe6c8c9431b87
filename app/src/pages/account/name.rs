//! The user's display name.

use latchkey::User;
use leptos::prelude::*;

use crate::pages::components::ACCOUNT;
use crate::pages::notice::{Done, Form, returned};
use crate::problem::Problem as Refused;
use crate::request;
use crate::words::t;

#[component]
pub(super) fn Name(user: User) -> impl IntoView {
    let field = returned("display-name");
    let stored = user.display_name.unwrap_or_default();
    view! {
        <section class="card" aria-labelledby="name">
            <h2 id="name">{t!("manage-name")}</h2>
            <Done card="name"/>
            <form method="post" action="/api/change_display_name">
                <label for="display-name">{t!("manage-name-label")}</label>
                <input
                    id="display-name" name="name" maxlength="60" autocomplete="name"
                    value=field.value(&stored) aria-invalid=field.invalid()
                    aria-describedby=field.described_by("name-hint") autofocus=field.is_here
                />
                {field.message()}
                <p id="name-hint" class="meta">
                    {t!("manage-name-hint")}
                </p>
                <button type="submit">{t!("manage-name-save")}</button>
            </form>
        </section>
    }
}

/// Sets the display name.
#[server(endpoint = "change_display_name")]
pub(crate) async fn change_display_name(name: String) -> Result<(), Refused> {
    let (rp, context) = request::context().await?;
    let saved = rp.accounts().change_display_name(&context, &name).await;
    let form = Form::on(ACCOUNT).says("done-name-saved");
    form.field("display-name", &name, &["invalid_name"]).answer(saved);
    Ok(())
}
