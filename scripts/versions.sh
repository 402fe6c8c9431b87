# Versions of what this project needs from outside Cargo.lock and package.json, each in one place.
# Sourced by scripts/common.sh.
# shellcheck shell=bash disable=SC2034

# A minimum, and no rust-toolchain.toml: that would have rustup load a whole toolchain where one as
# new is there under another name, and stop every cargo command where it cannot.
rust_minimum=1.95

# Only `make watch` needs it. 0.3.11 needs Rust 1.96.
cargo_leptos_version=0.3.10

# Has to equal the crate in Cargo.lock: the CLI reads a format that changes with every version.
wasm_bindgen_version=0.2.130

# npm packages: Lightning CSS builds the style; wasm-opt (in binaryen) and terser make a release small.
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

# The browser tests'. 148 knows nothing of immediate sign-in, and cannot simulate all that they do.
chromium_minimum=156
