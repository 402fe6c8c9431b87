# Versions of tools that aren't in Cargo.lock or package.json.
# Sourced by scripts/common.sh.
# shellcheck shell=bash disable=SC2034

# A minimum instead of rust-toolchain.toml. That file would make rustup download a toolchain even if a newer one
# is installed under another name, and would stop every cargo command if the download fails.
rust_minimum=1.95

# Only `make watch` needs it. 0.3.11 needs Rust 1.96.
cargo_leptos_version=0.3.10

# Must equal the crate in Cargo.lock, because the format changes with every version.
wasm_bindgen_version=0.2.130

# npm packages. Lightning CSS builds the styles; wasm-opt (in binaryen) and terser make a release small.
lightningcss_version=1.33.0
binaryen_version=132.0.0
terser_version=5.51.4
node_minimum=20

# `make lint` checks licences, sources and advisories of dependencies with it. `make dist` lists what is in the
# binary.
cargo_deny_version=0.20.2
cargo_cyclonedx_version=0.5.9

# The tests' mail server.
aiosmtpd_version=1.4.6

# For the browser tests. 148 lacks immediate sign-in and some features of the virtual authenticator.
chromium_minimum=156
