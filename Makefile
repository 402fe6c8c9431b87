.DEFAULT_GOAL := help
.NOTPARALLEL:

.PHONY: demo # extra: demo
.PHONY: help run watch release dist test screenshots lint bench

help: ## Lists the targets.
	@awk -F ':.*## ' '/^[a-z]+:.*## / { sub(/ # extra: .*/, "", $$2); printf "make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

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
	@scripts/step "Watching, at http://localhost:3000 (Ctrl-C stops it)" cargo leptos watch --project latchkey

release: ## Builds target/release/server, one file that contains the whole site.
	@scripts/build release

dist: release ## Packs the release, with a bill of materials and licences, into target/dist/.
	@scripts/dist

test: ## Runs every test, on SQLite and PostgreSQL and in a browser.
	@scripts/setup-rust
	@scripts/setup-tests
	@scripts/test

screenshots: release ## Renders pages and states, narrow and wide, light and dark, into target/screenshots/.
	@scripts/setup-tests
	@cd end2end && CHROME_PATH="$$(../scripts/find-browser)" npm run screenshots

lint: ## Checks format, lints, wording and dependencies.
	@scripts/lint

bench: release ## Measures the release build beside other passkey servers.
	@scripts/setup-bench
	@scripts/bench
