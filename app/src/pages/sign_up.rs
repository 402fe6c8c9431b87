//! Sign up: an address and a passkey; or a link, for people without one.

use leptos::prelude::*;

use super::parts::{Ceremony, EmailField, Page, Problem, WithoutScripts};

#[component]
pub(super) fn SignUp() -> impl IntoView {
    view! {
        <Page title="Sign up">
            <section class="card narrow">
                <h1>"Create your account"</h1>
                <p>"Your fingerprint, face or screen lock becomes the way in. There is no password."</p>
                <Problem/>
                <form method="post" action="/api/send_magic_link">
                    <EmailField autocomplete="username"/>
                    <input type="hidden" name="from" value="/sign-up"/>
                    <Ceremony name="sign_up" label="Create a passkey"/>
                    <WithoutScripts/>
                    <p class="or"><span>"or, without a passkey"</span></p>
                    <button type="submit">"Email me a sign-in link"</button>
                </form>
                <p class="aside">"Have an account already? " <a href="/sign-in">"Sign in"</a></p>
            </section>
        </Page>
    }
}
