# Sourced by the other scripts: the tools folder, steps, and error messages.
# shellcheck shell=bash
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# shellcheck source=scripts/versions.sh
. scripts/versions.sh

# A cache folder: nothing is installed into the system or among the user's own tools.
tools=${SETUP_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/latchkey/tools}

# Exists only if rustup couldn't install a wasm32 target: scripts/wasm-target-from-source.
unpacked_rust=$tools/rust

# A shell that was open while rustup was installed doesn't have this folder on PATH. It comes last, because
# rustup puts it first for cargo's children if it isn't on PATH at all.
cargo_bin=${CARGO_HOME:-$HOME/.cargo}/bin

# In a script that another script calls, the list is already extended.
user_path=${SETUP_USER_PATH:-$PATH:$cargo_bin}
export SETUP_USER_PATH=$user_path

use_tools() {
    PATH=$tools/bin:$tools/node_modules/.bin:$user_path
    if [ -d "$unpacked_rust" ]; then
        PATH=$unpacked_rust/bin:$PATH
    fi
    export PATH
}
use_tools

# Every crate but the frontend. One choice of features for tests and lints lets cargo compile each dependency once.
# shellcheck disable=SC2034
everything=(--workspace --exclude frontend --features app/ssr)

# These print to stderr, because stdout belongs to the command that a script runs. If the number of steps is
# known (STEPS), each step prints its number. STEP is the previous one.
step() {
    if [ -n "${STEPS:-}" ]; then
        STEP=$((${STEP:-0} + 1))
        printf '==> [%d/%d] %s\n' "$STEP" "$STEPS" "$*" >&2
    else
        printf '==> %s\n' "$*" >&2
    fi
    step_began=$SECONDS
}

step_done() {
    printf '    done in %d s\n' "$((SECONDS - step_began))" >&2
}

note() {
    printf '    %s\n' "$*" >&2
}

die() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# Where a tool or the network is missing, a check that needs it is left out; with SKIP_NOTHING=1, as in the
# workflow, that is an error.
skip() {
    if [ -n "${SKIP_NOTHING:-}" ]; then die "$*"; fi
    note "skipped: $*"
}

have() {
    command -v "$1" >/dev/null 2>&1
}

# The checksums of files, in the format of sha256sum. macOS has shasum.
checksum() {
    if have sha256sum; then sha256sum "$@"; else shasum -a 256 "$@"; fi
}

# at_least 1.95 1.95.0 succeeds.
at_least() {
    [ "$(printf '%s\n' "$1" "$2" | sort -t . -k 1,1n -k 2,2n -k 3,3n | head -n 1)" = "$1" ]
}

# Runs a command as root. Never waits for input without a terminal.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@" </dev/null
    elif ! have sudo; then
        note "needs root or sudo, and neither is available: $*"
        return 1
    else
        note "with sudo: $*"
        if [ -t 0 ]; then sudo "$@" </dev/null; else sudo -n "$@" </dev/null; fi
    fi
}
