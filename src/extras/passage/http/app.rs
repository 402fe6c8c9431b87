//! The app object: this deployment, described in Passage's terms.
//!
//! `GET /apps/{id}` is the only route that both of Passage's services had. Here, one object serves
//! both. It has the members of the management API's app, without its secrets, and of the browsers'.

use axum::Json;
use axum::extract::{FromRequestParts, Path, Request, State};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::USER_AGENT;
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::clock::seconds;
use crate::config::{SignUp, Tones};
use crate::error::Result;
use crate::extras::passage::browser::{self, Page};
use crate::extras::passage::http::AppPath;
use crate::extras::passage::http::key::Key;
use crate::extras::passage::http::refusal::Refusal;
use crate::extras::passage::http::wire;
use crate::http::jwks::jwks;
use crate::session::bearer_token;
use crate::{RelyingParty, session};

/// The sign-in page.
const LOGIN: &str = "/sign-in";

/// The start of the `User-Agent` of the SDK for Python. Its version 2 fails unless every way to
/// sign in is listed, with whether it is on. Browsers treat each listed one as on.
const WANTS_ALL: &str = "OpenAPI-Generator/";

/// The appearance of the element. It shows a missing member as a value.
const LOOK: [(&str, &str); 9] = [
    ("passage_container_background_color", "#ffffff"),
    ("passage_input_box_background_color", "#ffffff"),
    ("passage_header_font_family", "Helvetica"),
    ("passage_body_font_family", "Helvetica"),
    ("passage_header_text_color", "#1c1c1c"),
    ("passage_body_text_color", "#1c1c1c"),
    ("passage_secondary_button_background_color", "#ffffff"),
    ("passage_secondary_button_text_color", "#1c1c1c"),
    ("passage_secondary_button_hover_color", "#f0f0f0"),
];

const DARK_LOOK: [(&str, &str); 9] = [
    ("passage_container_background_color", "#1c1c1c"),
    ("passage_input_box_background_color", "#2a2a2a"),
    ("passage_header_font_family", "Helvetica"),
    ("passage_body_font_family", "Helvetica"),
    ("passage_header_text_color", "#f5f5f5"),
    ("passage_body_text_color", "#f5f5f5"),
    ("passage_secondary_button_background_color", "#1c1c1c"),
    ("passage_secondary_button_text_color", "#f5f5f5"),
    ("passage_secondary_button_hover_color", "#2a2a2a"),
];

const SECONDARY: &str = "passage_secondary_button_background_color";

/// The members of the appearance that are the same in light and dark mode.
const SHAPE: [(&str, i64); 6] = [
    ("passage_container_max_width", 480),
    ("passage_input_box_border_radius", 6),
    ("passage_primary_button_border_radius", 6),
    ("passage_primary_button_border_width", 1),
    ("passage_secondary_button_border_radius", 6),
    ("passage_secondary_button_border_width", 1),
];

/// This deployment.
#[derive(Serialize)]
struct ThisApp {
    /// Many members, as Passage had them. For settings that don't exist here, they have the neutral
    /// value.
    app: Map<String, Value>,
}

pub(crate) async fn app(
    State(rp): State<RelyingParty>,
    Path(path): Path<AppPath>,
    page: Page,
    request: Request,
) -> Result<Response, Refusal> {
    let mut parts = request.into_parts().0;
    if bearer_token(&parts.headers).is_some() {
        Key::from_request_parts(&mut parts, &rp).await?;
    }
    // If the database is unavailable, the last known settings are good enough to describe the app.
    if let Err(error) = rp.settings().refresh().await {
        error.log();
    }
    let agent = parts.headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok());
    let wants_all = agent.is_some_and(|agent| agent.starts_with(WANTS_ALL));
    let mut app = members_of(&rp, &page, wants_all).await?;
    app.insert("ephemeral".to_owned(), rp.passage().is_test_app(&path.app_id).into());
    Ok(Json(ThisApp { app }).into_response())
}

pub(crate) async fn keys_of_app(rp: State<RelyingParty>) -> Result<impl IntoResponse> {
    jwks(rp).await
}

/// The URL of the keys.
#[derive(Serialize)]
struct OpenIdConfiguration {
    issuer: String,
    jwks_uri: String,
}

/// Returns only the URL of the keys, because there is no `OpenID` sign-in.
pub(crate) async fn openid_configuration(rp: State<RelyingParty>) -> impl IntoResponse {
    let issuer = rp.tokens().issuer();
    let jwks_uri = format!("{issuer}/.well-known/jwks.json");
    Json(OpenIdConfiguration { issuer, jwks_uri })
}

async fn members_of(rp: &RelyingParty, page: &Page, wants_all: bool) -> Result<Map<String, Value>> {
    let mut app = site(rp, page);
    app.extend(ways_in(rp, wants_all));
    app.extend(tokens(rp).await?);
    app.extend(appearance(rp));
    Ok(app)
}

fn members(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

fn site(rp: &RelyingParty, page: &Page) -> Map<String, Value> {
    let config = rp.config();
    let origins = config.allowed_origins.iter();
    let origins: Vec<_> = origins.map(|url| url.origin().ascii_serialization()).collect();
    members(json!({
        "id": config.app_id,
        "name": rp.settings().site().name,
        // Members about an account with Passage, which doesn't exist here.
        "created_at": wire::NEVER,
        "role": "",
        "type": "complete",
        // passage-js offers passkeys only at this origin.
        "auth_origin": page.origin_text(),
        "additional_auth_origins": origins,
        "login_url": LOGIN,
        "redirect_url": rp.settings().site().redirect,
        "hosted": false,
        "hosted_subdomain": "",
        "allowed_callback_urls": [],
        "allowed_logout_urls": [],
        "application_login_uri": "",
        "default_language": rp.settings().site().languages.fallback().as_str(),
        "technologies": [],
    }))
}

fn ways_in(rp: &RelyingParty, wants_all: bool) -> Map<String, Value> {
    let ttl = rp.settings().site().link_lifetime().as_secs();
    let mut methods = members(json!({ "passkeys": { "enabled": true } }));
    let (mails, short) = (rp.mail().can_send(), rp.config().pages.short_codes);
    // If both are on, an element uses the code, and has fields for six digits.
    for (name, enabled) in [("magic_link", mails && !short), ("otp", mails && short)] {
        if enabled || wants_all {
            let method = json!({ "enabled": enabled, "ttl": ttl, "ttl_display_unit": "m" });
            methods.insert(name.to_owned(), method);
        }
    }
    members(json!({
        "allowed_identifier": "email",
        "required_identifier": "email",
        "auth_methods": methods,
        "auth_fallback_method": match (mails, short) {
            (true, true) => "otp",
            (true, false) => "magic_link",
            (false, _) => "none",
        },
        "auth_fallback_method_ttl": ttl,
        "public_signup": rp.settings().who_may_sign_up() == SignUp::Everyone,
        "sign_up": way(rp),
        "require_email_verification": false,
        "require_identifier_verification": false,
        "profile_management": true,
        "social_connections": {},
        "user_metadata_schema": browser::schema(&rp.settings().site().user_fields),
    }))
}

/// Returns how users sign up, for `<latchkey-auth>`. Passage has no member for it.
fn way(rp: &RelyingParty) -> &'static str {
    match rp.settings().who_may_sign_up() {
        SignUp::Everyone => "open",
        SignUp::Invited { .. } => "by_email",
        SignUp::Nobody => "closed",
    }
}

async fn tokens(rp: &RelyingParty) -> Result<Map<String, Value>> {
    let lifetime = seconds(session::tokens::LIFETIME);
    let session = seconds(rp.settings().site().session_lifetime());
    Ok(members(json!({
        "rsa_public_key": STANDARD.encode(rp.tokens().public_pem().await?),
        "session_timeout_length": lifetime,
        "id_token_lifetime": lifetime,
        "refresh_enabled": true,
        "refresh_absolute_lifetime": session,
        "refresh_inactivity_lifetime": session,
    })))
}

fn appearance(rp: &RelyingParty) -> Map<String, Value> {
    let site = rp.settings().site();
    let (accent, origin) = (site.accent, rp.config().origin_text());
    let logo = site.logo.as_ref().map(|logo| format!("{origin}{}", logo.path()));
    let logo = logo.unwrap_or_default();
    members(json!({
        "element_customization": look(&LOOK, &accent.light()),
        "element_customization_dark": look(&DARK_LOOK, &accent.dark()),
        "layouts": { "profile": browser::layout(&site.user_fields), "registration": [] },
        "passage_branding": false,
        "light_logo_url": logo,
        "dark_logo_url": logo,
    }))
}

fn look(colours: &[(&str, &str)], accent: &Tones) -> Map<String, Value> {
    let Tones { accent, hover, on, .. } = accent.to_owned();
    let primary = [
        ("passage_primary_button_background_color", accent),
        ("passage_primary_button_border_color", accent),
        ("passage_primary_button_text_color", on),
        ("passage_primary_button_hover_color", hover),
    ];
    let primary = primary.map(|(name, colour)| (name.to_owned(), json!(colour.to_string())));
    let secondary = colours.iter().find(|(name, _)| *name == SECONDARY);
    let border = secondary
        .map(|(_, colour)| ("passage_secondary_button_border_color".to_owned(), json!(colour)));
    let colours_by_name = colours.iter().map(|(name, colour)| ((*name).to_owned(), json!(colour)));
    let shape = SHAPE.iter().map(|(name, size)| ((*name).to_owned(), json!(size)));
    colours_by_name.chain(shape).chain(primary).chain(border).collect()
}
