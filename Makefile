.DEFAULT_GOAL := help
.NOTPARALLEL:

.PHONY: demo # extra: demo
.PHONY: help run watch release dist test lint bench

help: ## Lists the targets.
	@awk -F ':.*## ' '/^[a-z]+:.*## / { sub(/ # extra: .*/, "", $$2); printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Sets up, builds and runs the site at http://localhost:3000.
	@scripts/build debug
	@echo "==> Running the server at http://localhost:3000 (Ctrl-C stops it)"
	@exec "$$(scripts/target-folder)/debug/server"

demo: ## Runs the site with 200 made-up accounts, in a database of its own. # extra: demo
	@scripts/build debug # extra: demo
	@DATABASE_URL=sqlite:target/demo.db "$$(scripts/target-folder)/debug/server" demo # extra: demo
	@DATABASE_URL=sqlite:target/demo.db exec "$$(scripts/target-folder)/debug/server" # extra: demo

watch: ## Builds and runs the site, and rebuilds after every edit.
	@scripts/setup-build watch
	@scripts/step "Watching, at http://localhost:3000 (Ctrl-C stops it)" cargo leptos watch

release: ## Builds target/release/server, one file that contains the whole site.
	@scripts/build release

dist: release ## Packs the release, with a bill of materials and licences, into target/dist/.
	@scripts/dist

test: ## Runs every test, on SQLite and PostgreSQL and in a browser.
	@scripts/setup-rust
	@scripts/setup-tests
	@scripts/with-postgres scripts/test

lint: ## Checks format, lints, wording and dependencies.
	@scripts/lint

bench: release ## Measures the release build beside other passkey servers.
	@scripts/setup-bench
	@scripts/bench
