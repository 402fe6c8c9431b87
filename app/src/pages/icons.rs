//! Icons, drawn in the colour and the size of the surrounding text. Vendors' logos are trademarks and therefore missing.

use leptos::prelude::*;

/// An icon beside a text that says the same.
#[component]
pub(crate) fn Icon(name: &'static str) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d=shape(name)/>
        </svg>
    }
}

fn shape(name: &str) -> &'static str {
    match name {
        "passkey" => {
            "M9 4.5a4 4 0 1 0 .01 0M2.5 20c0-4 2.5-6 6.5-6 1.5 0 2.8.3 3.8.8M17.5 9a2.5 2.5 0 1 1-.01 0M17.5 14v7M17.5 18h2.2"
        }
        "security-key" => "M4 9h11v6H4zM15 10h5v4h-5M7.5 12h.01",
        "computer" => "M5 5h14v10H5zM2.5 19h19",
        "phone" => {
            "M8 2.5h8a1 1 0 0 1 1 1v17a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1v-17a1 1 0 0 1 1-1M11 18.5h2"
        }
        "tick" => "M5 12.5l4.5 4.5L19 7.5",
        "warning" => "M12 4L2.8 20h18.4zM12 10v4.5M12 17.2h.01",
        "person" => "M12 4a4 4 0 1 0 .01 0M4.5 20.5c0-4.2 3-6.5 7.5-6.5s7.5 2.3 7.5 6.5",
        "mail" => "M3.5 6h17v12h-17zM4 6.5l8 6.5 8-6.5",
        "list" => "M8.5 6h12M8.5 12h12M8.5 18h12M4 6h.01M4 12h.01M4 18h.01",
        "controls" => "M4 7h9M17 7h3M15 5v4M4 17h3M11 17h9M9 15v4",
        "leave" => "M10 4H5v16h5M14 8l4 4-4 4M18 12H9.5",
        _ => "",
    }
}
