//! The user's display name.

use latchkey::User;
use leptos::prelude::*;

use crate::pages::components::ACCOUNT;
use crate::pages::response;
use crate::problem::Problem as Refused;
use crate::request;
use crate::words::t;

#[component]
pub(super) fn Name(user: User) -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="name">
            <h2 id="name">{t!("manage-name")}</h2>
            <form method="post" action="/api/change_display_name">
                <label for="display-name">{t!("manage-name-label")}</label>
                <input
                    id="display-name" name="name" maxlength="60" autocomplete="name"
                    value=user.display_name.clone().unwrap_or_default() aria-describedby="name-hint"
                />
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
    response::redirect(rp.change_display_name(&context, &name).await, ACCOUNT, ACCOUNT);
    Ok(())
}
