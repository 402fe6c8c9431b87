//! Readiness: the page /ready, which shows what a browser can do with passkeys, and the daily totals.

mod page;

use std::error::Error;

use clap::Args;
use latchkey::Locale;
use latchkey::extras::readiness::Totals;
use leptos::prelude::*;
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute as _};
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

use super::Extra;
use crate::operator;
use crate::server_functions::{Access, ServerFunction};
use crate::words::t;

/// The extra.
pub(super) const EXTRA: Extra = Extra {
    pages,
    link: || Some(("/ready", t!("ready-link"))),
    public_page: Some("/ready"),
    server_functions: &[ServerFunction::new::<page::CountCapabilities>(
        "/api/count_capabilities",
        Access::Anyone,
    )],
    sentences: |locale| match locale {
        Locale::En => include_str!("../../../locales/readiness/en.ftl"),
        Locale::De => include_str!("../../../locales/readiness/de.ftl"),
        Locale::Es => include_str!("../../../locales/readiness/es.ftl"),
        Locale::It => include_str!("../../../locales/readiness/it.ftl"),
        Locale::Pl => include_str!("../../../locales/readiness/pl.ftl"),
        Locale::Pt => include_str!("../../../locales/readiness/pt.ftl"),
        Locale::Zh => include_str!("../../../locales/readiness/zh.ftl"),
    },
    ..Extra::NONE
};

fn pages() -> Vec<AnyNestedRoute> {
    let ready = view! { <Route path=path!("/ready") view=page::Ready ssr=SsrMode::Async/> };
    vec![ready.into_inner().into_any_nested_route()]
}

/// Arguments of `server capabilities`.
#[derive(Debug, Args)]
pub struct Capabilities {
    /// The number of days to add up, including today.
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=3650))]
    days: u32,
}

/// Prints the totals, one capability per line. The share counts browsers that answered yes or no.
///
/// # Errors
/// Wrong settings, or a database that doesn't answer.
pub(super) async fn run(Capabilities { days }: Capabilities) -> Result<(), Box<dyn Error>> {
    let totals =
        operator::open(async |rp| Ok(rp.readiness().capability_totals(days).await?)).await?;
    println!("{:<34}{:>9}{:>9}{:>9}{:>8}", "capability", "yes", "no", "unknown", "share");
    for (name, Totals { yes, no, unknown }) in totals {
        let share = match yes + no {
            0 => "-".to_owned(),
            said => format!("{} %", (100 * yes + said / 2) / said),
        };
        println!("{name:<34}{yes:>9}{no:>9}{unknown:>9}{share:>8}");
    }
    Ok(())
}
