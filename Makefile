# What people do with this package. `make` lists it.

SWIFT ?= swift
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

# Where the demonstration's originals come from; without it they are painted.
PHOTOS ?=
RECIPE ?= web

.DEFAULT_GOAL := help

.PHONY: help
help: ## Lists the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "  make demo PHOTOS=DIR    takes your photographs; RECIPE=avatar|product|FILE makes others of them"

.PHONY: deps
deps: ## Installs what is missing on this machine: libvips, SQLite, pkg-config, fonts
	@if ! pkg-config --exists vips sqlite3 2>/dev/null; then \
		if command -v apt-get >/dev/null; then \
			$(SUDO) apt-get update -qq && \
			$(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
				libvips-dev libsqlite3-dev pkg-config fonts-dejavu-core fontconfig; \
		elif command -v brew >/dev/null; then brew install vips pkgconf; \
		else echo "Install libvips 8.14 or later with its headers, and pkg-config." >&2; exit 1; fi; \
	fi

.PHONY: build
build: deps ## Builds everything for development
	$(SWIFT) build --explicit-target-dependency-import-check error

.PHONY: test
test: deps ## Runs all tests
	$(SWIFT) test --explicit-target-dependency-import-check error

.PHONY: demo
demo: deps ## Makes every rendition of sample photographs and a page to look at them
	$(SWIFT) build -c release --product renditions
	@tool="$$($(SWIFT) build -c release --show-bin-path)/renditions"; photos="$(PHOTOS)"; \
	rm -rf demo/out; mkdir -p demo; \
	if [ -z "$$photos" ]; then photos=demo/photos; "$$tool" samples "$$photos" || exit; fi; \
	"$$tool" process "$$photos" --recipe "$(RECIPE)" --out demo/out --gallery demo/out/gallery.html; status=$$?; \
	echo; echo "Renditions:  demo/out/renditions"; echo "Records:     demo/out/records.sqlite"; \
	echo "To look at:  demo/out/gallery.html"; exit $$status

.PHONY: pictures
pictures: deps ## Makes the pictures and tables of Docs/Operations.md and Docs/Encodings.md anew
	$(SWIFT) build --product renditions
	Docs/Pictures/make.sh "$$($(SWIFT) build --show-bin-path)/renditions"

.PHONY: format
format: ## Rewrites the sources in house style
	$(SWIFT) format --in-place --parallel --recursive Sources Tests Package.swift

.PHONY: lint
lint: ## Checks the sources against house style
	$(SWIFT) format lint --strict --parallel --recursive Sources Tests Package.swift

.PHONY: clean
clean: ## Removes what was built and made
	$(SWIFT) package clean
	rm -rf demo
