//! Ceremonies in Android apps. Their origin is the hash of a certificate.

use serde_json::json;
use testing::authenticator::{Answer, Hostile};
use testing::on_both;

use super::party::{TestParty, code};

const APP: &str = "android:apk-key-hash:UqAUIQLNMP2LKaPtgCsKvq-rNyl5OYQat545Ba9k1Ro";

/// The same certificate, as the Play Console shows it.
const CERTIFICATE: &str = "52:A0:14:21:02:CD:30:FD:8B:29:A3:ED:80:2B:0A:BE:\
                           AF:AB:37:29:79:39:84:1A:B7:9E:39:05:AF:64:D5:1A";

fn from_app(answer: &mut Answer) {
    answer.client_data["origin"] = json!(APP);
    answer.client_data["androidPackageName"] = json!("org.example.app");
}

fn from_another(answer: &mut Answer) {
    answer.client_data["origin"] = json!(APP.to_lowercase());
}

on_both! {
    async fn an_allowed_android_app_signs_up_and_in(party: TestParty) {
        let party = party.restarted_with(&[("LATCHKEY_ALLOWED_ORIGINS", APP)]);
        let mut phone = Hostile::new();
        let browser = party.browser();
        browser.sign_up_bent(&mut phone, from_app).await.unwrap();
        browser.sign_in_bent(&phone, from_app).await.unwrap();
        let refused = browser.sign_in_bent(&phone, from_another).await;
        assert_eq!(code(&refused), "verification_failed");
    }

    async fn an_app_whose_certificate_is_named_needs_no_origin(party: TestParty) {
        let party = party.restarted_with(&[("LATCHKEY_ANDROID_APPS", &format!("org.example.app={CERTIFICATE}"))]);
        let mut phone = Hostile::new();
        party.browser().sign_up_bent(&mut phone, from_app).await.unwrap();
        party.browser().sign_in_bent(&phone, from_app).await.unwrap();
    }

    async fn an_app_that_is_not_allowed_gets_nowhere(party: TestParty) {
        let refused = party.browser().sign_up_bent(&mut Hostile::new(), from_app).await;
        assert_eq!(code(&refused), "verification_failed");
    }
}
