//! The table of server functions is complete, and its access rules hold.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

use app::Problem;
use app::server_functions::{Access, all};
use leptos::prelude::*;
use leptos::server_fn::axum::server_fn_paths;
use testing::authenticator::Peer;
use testing::on_both;
use testing::server::{Answer, TestServer};

/// A server function with its required and optional arguments.
pub(crate) struct Function {
    pub(crate) path: &'static str,
    pub(crate) access: Access,
    pub(crate) required: Vec<String>,
    optional: Vec<String>,
}

impl Function {
    /// Returns the last part of its path.
    pub(crate) fn name(&self) -> &'static str {
        self.path.strip_prefix("/api/").unwrap()
    }

    /// Returns every argument with a plausible value.
    pub(crate) fn arguments(&self) -> Vec<(&str, &'static str)> {
        let all = self.required.iter().chain(&self.optional);
        all.map(|name| (name.as_str(), value(name))).collect()
    }

    /// Returns these arguments as a form.
    pub(crate) fn form(&self) -> String {
        url::form_urlencoded::Serializer::new(String::new()).extend_pairs(self.arguments()).finish()
    }
}

fn value(argument: &str) -> &'static str {
    match argument {
        "email" => "ada@example.org",
        "phone" => "+4915123456789",
        "next" | "from" | "back" => "/dashboard",
        _ => "a",
    }
}

/// Returns every server function in the table, with the arguments from its source.
pub(crate) fn functions() -> Vec<Function> {
    let mut declared = declared();
    all()
        .map(|function| {
            let (required, optional) = declared.remove(function.path).unwrap_or_default();
            Function { path: function.path, access: function.access, required, optional }
        })
        .collect()
}

type Arguments = (Vec<String>, Vec<String>);

/// Returns the functions that the sources declare with `#[server]`, by path, with their required and
/// optional arguments.
fn declared() -> BTreeMap<String, Arguments> {
    let mut found = BTreeMap::new();
    for source in sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))) {
        for declaration in source.split("\n#[server").skip(1) {
            let endpoint =
                declaration.strip_prefix("(endpoint = \"").and_then(|rest| rest.split('"').next());
            let endpoint = endpoint.expect("a #[server] function has to name its endpoint");
            let arguments = declaration.split("fn ").nth(1).unwrap();
            let arguments = arguments.split(['(', ')']).nth(1).unwrap();
            let arguments = arguments.split(',').filter_map(|argument| argument.split_once(':'));
            let (optional, required): (Vec<_>, Vec<_>) =
                arguments.partition(|(_, kind)| kind.trim().starts_with("Option<"));
            let names = |some: Vec<(&str, &str)>| {
                let name = |(name, kind): &(&str, &str)| {
                    // A form sends each member of a map as a separate field.
                    let member = if kind.contains("Map<") { "[a]" } else { "" };
                    format!("{}{member}", name.trim())
                };
                some.iter().map(name).collect()
            };
            found.insert(format!("/api/{endpoint}"), (names(required), names(optional)));
        }
    }
    found
}

/// Returns the text of every source file.
pub(crate) fn sources(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| {
            if path.is_dir() { sources(&path) } else { vec![fs::read_to_string(&path).unwrap()] }
        })
        .collect()
}

/// Returns the error code of a failed call: from the redirect of a form, or from the response.
fn refusal(answer: &Answer) -> Option<String> {
    let query = answer.location().split_once('?').map(|(_, query)| query).unwrap_or_default();
    let mut query = url::form_urlencoded::parse(query.as_bytes());
    let problem = query.find(|(name, _)| name == "problem").map(|(_, code)| code.into_owned());
    let code = serde_json::from_str::<Problem>(&answer.body).ok().map(|problem| problem.code);
    problem.or(code)
}

#[test]
fn every_server_function_is_in_the_table() {
    let table: Vec<_> = all().map(|function| function.path).collect();
    let linked = server_fn_paths().map(|(path, _)| path.to_owned());
    let linked = linked.filter(|path| path != "/api/not_in_the_table");
    for path in linked.chain(declared().into_keys()) {
        assert!(
            table.contains(&path.as_str()),
            "{path} is declared with #[server] but can't be reached: add it to the table in app/src/server_functions.rs"
        );
    }
    for (index, path) in table.iter().enumerate() {
        assert!(!table[..index].contains(path), "{path} is in the table twice");
    }
}

/// Leptos knows this function, because it is linked into this program.
#[server(endpoint = "not_in_the_table")]
async fn not_in_the_table() -> Result<(), Problem> {
    std::future::ready(Ok(())).await
}

on_both! {
    async fn a_server_function_that_is_not_in_the_table_is_not_reachable(server: TestServer) {
        let answer = server.browser().call("not_in_the_table", &[]).await;
        answer.assert_refused(404, "not_found");
    }

    async fn each_function_enforces_its_access_rule(server: TestServer) {
        let codes = ["signed_out", "verification_required"];
        for function in functions() {
            let (name, arguments) = (function.name(), function.arguments());
            let (mut signed_out, mut stale, mut recent) = (server.browser(), server.browser(), server.browser());
            stale.sign_up(&format!("stale-{name}@example.org"), &mut Peer::new()).await;
            server.pass(Duration::from_mins(11));
            recent.sign_up(&format!("recent-{name}@example.org"), &mut Peer::new()).await;

            let refusals = [
                refusal(&signed_out.call(name, &arguments).await),
                refusal(&stale.call(name, &arguments).await),
                refusal(&recent.call(name, &arguments).await),
            ];
            let [out, stale, recent] = refusals.map(|code| code.filter(|code| codes.contains(&code.as_str())));
            let verified = match function.access {
                // The challenge is checked first, and getting one needs a verification.
                Access::RecentlyVerified if name.starts_with("finish_") => None,
                Access::RecentlyVerified => Some("verification_required"),
                // It confirms the address that the user signed up with.
                Access::Anyone if name == "redeem_code" => Some("verification_required"),
                // For these users, an administrator's function doesn't exist.
                Access::Anyone | Access::SignedIn | Access::Admin => None,
            };
            let signed_in = (function.access != Access::Anyone).then_some("signed_out");
            assert_eq!(out.as_deref(), signed_in, "{name} for a signed-out user");
            assert_eq!(stale.as_deref(), verified, "{name} for a user who signed in long ago");
            assert_eq!(recent, None, "{name} for a user who has just signed in");
        }
    }
}
