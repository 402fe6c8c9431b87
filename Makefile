.DEFAULT_GOAL := help
.NOTPARALLEL:

.PHONY: help run watch release test lint bench

help: ## Lists these targets.
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Sets up, builds and runs the site at http://localhost:3000.
	@scripts/build debug
	@echo "==> Running the server at http://localhost:3000 (Ctrl-C ends it)"
	@exec "$$(scripts/target-folder)/debug/server"

watch: ## Runs the site of a debug build, and builds again whenever a file changes.
	@scripts/setup-build watch
	@scripts/step "Watching, at http://localhost:3000 (Ctrl-C ends it)" cargo leptos watch

release: ## Builds target/release/server, one file that holds the whole site.
	@scripts/build release

test: ## Runs every test: Rust, SQLite and PostgreSQL, and a browser.
	@scripts/setup-rust
	@scripts/setup-tests
	@scripts/with-postgres scripts/test

lint: ## Checks format and lints, for the server and for WebAssembly.
	@scripts/lint

bench: release ## Measures the release build beside other passkey servers.
	@scripts/setup-bench
	@scripts/bench
