//! Native apps that share this site's passkeys, and the files that phones read.

use axum::body::Body;
use http::Method;
use http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, ORIGIN as FROM};
use serde_json::json;
use testing::on_both;
use testing::server::TestServer;

const APP: &str = "android:apk-key-hash:UqAUIQLNMP2LKaPtgCsKvq-rNyl5OYQat545Ba9k1Ro";
const CERTIFICATE: &str = "52:A0:14:21:02:CD:30:FD:8B:29:A3:ED:80:2B:0A:BE:\
                           AF:AB:37:29:79:39:84:1A:B7:9E:39:05:AF:64:D5:1A";

on_both! {
    async fn well_known_files_list_the_native_apps(server: TestServer) {
        let other = CERTIFICATE.to_lowercase().replace("52:", "53:");
        let android = format!("org.example.app={CERTIFICATE}, org.example.app={other}");
        let server = server.restarted_with(&[
            ("LATCHKEY_ANDROID_APPS", &android),
            ("LATCHKEY_APPLE_APPS", "A1B2C3D4E5.org.example.app, A1B2C3D4E5.org.example.other"),
        ]).await;
        let mut phone = server.browser();
        let links = phone.get_json("/.well-known/assetlinks.json").await;
        assert_eq!((links.status.as_u16(), links.header("content-type")), (200, "application/json"));
        assert_eq!(links.json(), json!([{
            "relation": ["delegate_permission/common.handle_all_urls", "delegate_permission/common.get_login_creds"],
            "target": {
                "namespace": "android_app",
                "package_name": "org.example.app",
                "sha256_cert_fingerprints": [CERTIFICATE, CERTIFICATE.replace("52:", "53:")],
            },
        }]));
        let association = phone.get_json("/.well-known/apple-app-site-association").await;
        assert_eq!(association.header("content-type"), "application/json");
        assert_eq!(association.json(), json!({ "webcredentials": {
            "apps": ["A1B2C3D4E5.org.example.app", "A1B2C3D4E5.org.example.other"],
        } }));
    }

    async fn without_native_apps_the_well_known_files_are_missing(server: TestServer) {
        for path in ["/.well-known/assetlinks.json", "/.well-known/apple-app-site-association"] {
            server.browser().get_json(path).await.assert_refused(404, "not_found");
        }
    }

    async fn an_app_is_not_accepted_as_a_site(server: TestServer) {
        let allowed = format!("{APP}, https://shop.example.org");
        let server = server.restarted_with(&[("LATCHKEY_ALLOWED_ORIGINS", &allowed)]).await;
        let mut browser = server.browser();
        let related = browser.get_json("/.well-known/webauthn").await;
        assert_eq!(related.json()["origins"], json!(["http://localhost:3000", "https://shop.example.org"]));
        for origin in [APP, "null"] {
            let path = "/auth/passkeys/authenticate/begin";
            let request = browser.request(Method::OPTIONS, path).header(FROM, origin);
            let request = request.header("access-control-request-method", "POST");
            let answer = browser.send(request, Body::empty()).await;
            assert_eq!(answer.header(ACCESS_CONTROL_ALLOW_ORIGIN), "", "{origin}");
        }
    }
}
