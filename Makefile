# The commands of the project. A fresh machine needs Rust, Node and make; the rest is fetched by scripts/setup.sh.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:

CARGO_OPTIONS := --locked
BINARY := target/debug/codeflix

# The binary carries the built web apps. Folders are listed too: their time changes when a file in them is removed.
WEB := web/dist/index.html
WEB_SOURCES := $(shell find web -mindepth 1 \( -name node_modules -o -path web/dist -o -path web/e2e \) -prune -o -print)

.PHONY: help
help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

.PHONY: run
run: setup $(WEB) ## Build Codeflix and start it with a demo catalogue
	cargo build $(CARGO_OPTIONS) --package codeflix --bin codeflix
	CODEFLIX_TOOLS__FOLDER=.tools exec $(BINARY) demo

.PHONY: test
test: setup-test $(WEB) web-check ## Run all tests: web, Rust (on SQLite and PostgreSQL), the story, foreign players and every page in a browser
	npm --prefix web test
	cargo test $(CARGO_OPTIONS) --workspace
	$(MAKE) --no-print-directory story

.PHONY: check
check: setup-test $(WEB) web-check ## Check format, lints, architecture and generated schemas
	cargo fmt --check
	cargo clippy $(CARGO_OPTIONS) --workspace --all-targets -- --deny warnings
	cargo test $(CARGO_OPTIONS) --package codeflix --test it architecture
	cargo build $(CARGO_OPTIONS) --package codeflix --bin codeflix
	rm -rf target/schemas
	$(BINARY) schemas target/schemas
	diff -ru schemas target/schemas || { echo 'schemas/ is out of date: run "make schemas" and commit it'; false; }

.PHONY: story
story: setup-test $(WEB) ## Run only the browser tests: the story from sign-up to resume, foreign players, every page
	cargo build $(CARGO_OPTIONS) --package codeflix --bin codeflix
	CODEFLIX_BINARY=$(abspath $(BINARY)) npm --prefix web run story

.PHONY: bench
bench: setup-test $(WEB) ## Measure the release build; ONLY=group measures one group (CONTRIBUTING.md lists them). Figures go to target/bench.json, too
	cargo build --release $(CARGO_OPTIONS) --package codeflix --bins
	target/release/codeflix-bench --json target/bench.json $(ONLY)

.PHONY: schemas
schemas: setup-test $(WEB) ## Write schemas/ anew: OpenAPI, events, configuration; and the web app's types
	cargo build $(CARGO_OPTIONS) --package codeflix --bin codeflix
	rm -rf schemas
	$(BINARY) schemas schemas
	npm --prefix web run api-types

.PHONY: setup
setup:
	@scripts/setup.sh run

.PHONY: setup-test
setup-test:
	@scripts/setup.sh test

$(WEB): $(WEB_SOURCES)
	npm --prefix web run build
	@touch $@

# Lints, types, translations, the size of what was built, and that the API's types are those of schemas/.
.PHONY: web-check
web-check: $(WEB)
	cd web && npm run lint && npm run types && npm run i18n && node tools/bundle-budget.mjs
	mkdir -p target
	node web/tools/openapi/generate.mjs target/schema.d.ts
	diff -u web/src/api/schema.d.ts target/schema.d.ts || \
		{ echo 'web/src/api/schema.d.ts is out of date: run "npm --prefix web run api-types" and commit it'; false; }
