//! The logo: a picture to upload, in the card of the look.

use axum::extract::{FromRequest as _, Multipart, Request, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use latchkey::config::{Logo, MAX_LOGO};
use latchkey::settings::{SettingEntry, Source};
use latchkey::{Error, RelyingParty, RequestContext, Setting};
use leptos::prelude::*;

use super::refused;
use super::settings::{Locked, PATH};
use crate::pages::notice::returned;
use crate::problem::Problem;
use crate::request;
use crate::words::t;

/// The name of the form about the logo, for its answer.
const FIELD: &str = "logo";

#[component]
pub(super) fn LogoForm(entry: SettingEntry) -> impl IntoView {
    if entry.source == Source::Environment {
        return view! { <h3>{t!("console-logo")}</h3> <Locked entry/> }.into_any();
    }
    let field = returned(FIELD);
    let site = request::page().map(|page| page.rp.settings().site());
    let current = site.as_ref().and_then(|site| site.logo.as_ref()).map(|logo| {
        let (width, height) = logo.shown_size();
        view! {
            <p class="logos">
                <img src=logo.path() alt=t!("console-logo") width=width height=height/>
                <span class="meta">{logo.description()}</span>
            </p>
        }
    });
    let has_logo = current.is_some();
    let kilobytes = MAX_LOGO / 1024;
    view! {
        <form method="post" action="/api/set_logo" enctype="multipart/form-data">
            <label for="logo">{t!("console-logo")}</label>
            {current}
            <input
                id="logo" name="logo" type="file" accept="image/png,image/jpeg,image/webp"
                aria-invalid=field.invalid() aria-describedby=field.described_by("logo-hint") autofocus=field.is_here
            />
            {field.message()}
            <p id="logo-hint" class="meta">{t!("console-logo-hint", kilobytes = kilobytes)}</p>
            <div class="choices">
                <button type="submit">{t!("console-setting-save")}</button>
                {has_logo.then(|| view! {
                    <button type="submit" name="remove" value="yes" class="danger">{t!("console-logo-remove")}</button>
                })}
            </div>
        </form>
    }
    .into_any()
}

/// The file of the form. `None`: remove the logo.
async fn read(request: Request) -> latchkey::Result<Option<Vec<u8>>> {
    let wrong = || Error::InvalidSetting("not a form with a file".to_owned());
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| wrong())?;
    let (mut file, mut is_removed) = (Vec::new(), false);
    while let Some(field) = form.next_field().await.map_err(|_| wrong())? {
        let name = field.name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(|_| wrong())?;
        match name.as_str() {
            "logo" => file = bytes.to_vec(),
            "remove" => is_removed = true,
            _ => {}
        }
    }
    Ok((!is_removed).then_some(file))
}

/// Changes or removes the logo.
pub(super) async fn set(
    State(rp): State<RelyingParty>,
    context: RequestContext,
    request: Request,
) -> Response {
    // Only an administrator's file is read.
    let admin = match rp.console().admin(&context).await {
        Ok(admin) => admin,
        Err(error) => return refused(error, PATH),
    };
    let changed = async {
        let value = match read(request).await? {
            Some(bytes) => {
                Some(Logo::from_bytes(bytes).map_err(Error::InvalidSetting)?.to_string())
            }
            None => None,
        };
        rp.settings().change(&admin.context(&rp), Setting::Logo, value.as_deref()).await
    };
    let notice = match changed.await {
        Ok(()) => "done-look-saved".to_owned(),
        Err(error @ Error::InvalidSetting(_)) => {
            format!("{FIELD}.{}.", Problem::from(error).code)
        }
        Err(error) => return refused(error, PATH),
    };
    ([(http::header::SET_COOKIE, rp.web().leave_notice(&notice))], Redirect::to(PATH))
        .into_response()
}
