//! The wire formats of the ceremonies: one for each kind of server.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use crate::Result;
use crate::authenticator::Passkey;
use crate::http::Client;

/// A wire format.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Latchkey's server functions: forms, and cookies for the browser and the session.
    Page,
    /// JSON routes; the client returns a `state`. Sign-ins give it tokens or a cookie.
    Json,
    /// better-auth's passkey plugin: one cookie for the challenge, one for the session.
    BetterAuth,
}

/// The access token of a sign-in, if there is one.
pub(crate) type Token = Option<String>;

impl Shape {
    /// Signs up a new user and returns the new passkey.
    pub(crate) fn sign_up(self, client: &mut Client, email: &str) -> Result<Passkey> {
        client.clear_cookies();
        let mut passkey = Passkey::new(&client.origin())?;
        match self {
            Self::Page => {
                let form = format!("email={}", encode(email));
                let started = client.post_form("/api/start_sign_up", &form)?;
                let credential = passkey.create(&options(&started)?)?;
                client.post_form("/api/finish_sign_up", &finish(&started, &credential)?)?;
            }
            Self::Json => {
                let started = client
                    .post_json("/auth/passkeys/register/begin", &json!({ "email": email }))?;
                let credential = passkey.create(&started["publicKey"])?;
                let body = json!({ "credential": credential, "state": started["state"] });
                let finished = client.post_json("/auth/passkeys/register/finish", &body)?;
                expect(finished["credentialId"] == passkey.id(), "another credential's id")?;
            }
            Self::BetterAuth => {
                let path = format!(
                    "/api/auth/passkey/generate-register-options?context={}",
                    encode(email)
                );
                let credential = passkey.create(&client.get(&path, &[])?.json()?)?;
                let body = json!({ "response": credential, "createSession": true });
                let finished = client.post_json("/api/auth/passkey/verify-registration", &body)?;
                expect(finished["session"]["token"].is_string(), "no session")?;
            }
        }
        Ok(passkey)
    }

    /// Signs in with a discoverable passkey.
    pub(crate) fn sign_in(self, client: &mut Client, passkey: &mut Passkey) -> Result<Token> {
        client.clear_cookies();
        let mut token = None;
        match self {
            Self::Page => {
                let started = client.post_form("/api/start_sign_in", "")?;
                let assertion = passkey.get(&options(&started)?)?;
                client.post_form("/api/finish_sign_in", &finish(&started, &assertion)?)?;
            }
            Self::Json => {
                let started = client.post_json("/auth/passkeys/authenticate/begin", &json!({}))?;
                let assertion = passkey.get(&started["publicKey"])?;
                let body = json!({ "credential": assertion, "state": started["state"] });
                let finished = client.post_json("/auth/passkeys/authenticate/finish", &body)?;
                expect(finished["status"] == "ok", "not signed in")?;
                token = finished["access_token"].as_str().map(str::to_owned);
            }
            Self::BetterAuth => {
                let path = "/api/auth/passkey/generate-authenticate-options";
                let assertion = passkey.get(&client.get(path, &[])?.json()?)?;
                let body = json!({ "response": assertion });
                client.post_json("/api/auth/passkey/verify-authentication", &body)?;
            }
        }
        expect(token.is_some() || client.has_cookies(), "neither a token nor a cookie")?;
        Ok(token)
    }

    /// Checks that the server accepts the session of the client's last sign-in.
    pub(crate) fn check_session(self, client: &mut Client, token: &Token) -> Result<()> {
        let path = match self {
            Self::Page => "/dashboard",
            Self::Json => "/auth/user",
            Self::BetterAuth => "/api/auth/get-session",
        };
        let bearer = token.as_ref().map(|token| format!("Bearer {token}"));
        let header = bearer.as_deref().map(|bearer| ("Authorization", bearer));
        let response = client.get(path, header.as_slice())?;
        expect(response.status == 200 && response.body != b"null", "its session isn't accepted")
    }
}

fn expect(holds: bool, otherwise: &str) -> Result<()> {
    if holds { Ok(()) } else { Err(otherwise.into()) }
}

fn options(started: &Value) -> Result<Value> {
    let options: Value = serde_json::from_str(started["options"].as_str().ok_or("no options")?)?;
    Ok(options["publicKey"].clone())
}

fn finish(started: &Value, credential: &Value) -> Result<String> {
    let ceremony = started["ceremony"].as_str().ok_or("no ceremony")?;
    let credential = credential.to_string();
    Ok(format!("ceremony={}&credential={}", encode(ceremony), encode(&credential)))
}

fn encode(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_json_in_forms() {
        let started = json!({ "ceremony": "a+b", "options": r#"{"publicKey":{"challenge":"c"}}"# });
        let form = finish(&started, &json!({ "id": "x&y" })).unwrap();
        assert_eq!(form, "ceremony=a%2Bb&credential=%7B%22id%22%3A%22x%26y%22%7D");
        assert_eq!(options(&started).unwrap()["challenge"], "c");
    }
}
