# What people do with this package. `make` lists it.

SWIFT ?= swift
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

# Of the tool in `make corpus` and `make demo`, of `make simulate` and of the server under trial: release, or debug, which is
# slower and built sooner.
CONFIGURATION ?= release
# How the tool of `make demo` and `make corpus` is built, by SwiftPM's options.
TOOL_BUILD ?= -c $(CONFIGURATION)

# Where the demonstration's originals come from; without it they are painted.
PHOTOS ?=
RECIPE ?= web

# How many tests are under way at once. Without a bound all are, and each holds its files: where a process has more than some
# 1,300 open, Foundation reads beyond its list of them when it starts a program (Process.run), and may crash.
export SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH ?= 32

.DEFAULT_GOAL := help

.PHONY: help
help: ## Lists the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "  make demo PHOTOS=DIR    takes your photographs; RECIPE=avatar|product|FILE makes others of them"
	@echo "  make serve PHOTOS=DIR   likewise, with a server"

# Installs what is missing: $(call install,apt packages,Homebrew packages). A libvips that pkg-config finds may be one
# that was built by hand and is newer; it stays.
define install
	@if command -v apt-get >/dev/null; then \
		missing=""; for package in $(1); do \
			case "$$package" in \
			libvips-dev) pkg-config --exists vips 2>/dev/null && continue ;; \
			libsqlite3-dev) pkg-config --exists sqlite3 2>/dev/null && continue ;; \
			esac; \
			dpkg -s "$$package" 2>/dev/null | grep -q "^Status: install ok" || missing="$$missing $$package"; done; \
		if [ -n "$$missing" ]; then \
			$(SUDO) apt-get update -qq && \
			$(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing; \
		fi; \
	elif command -v brew >/dev/null; then brew list $(2) >/dev/null 2>&1 || brew install $(2); \
	else echo "Install what these packages hold: $(1)" >&2; exit 1; fi
endef

.PHONY: deps
deps: ## Installs what is missing: libvips, SQLite, pkg-config, fonts, curl; for tests strace and littleCMS
	$(call install,libvips-dev libsqlite3-dev pkg-config fonts-dejavu-core fontconfig curl strace liblcms2-utils,vips \
		pkgconf curl little-cms2)

.PHONY: bench-deps
bench-deps: deps ## Installs what the benchmarks need besides: Python with virtual environments
	$(call install,python3 python3-venv libvips-tools,python)

.PHONY: build
build: deps ## Builds everything for development
	$(SWIFT) build --explicit-target-dependency-import-check error

.PHONY: test
test: deps states-deps aws-deps ## Runs all tests, and a package that uses this one as the README says
	$(SWIFT) test --explicit-target-dependency-import-check error --xunit-output .build/tests.xml
	Tests/Consumer/run.sh

# Folders of images for `make corpus`.
GOOD ?= ../shared/corpus/good
HOSTILE ?= ../shared/corpus/hostile
# How many times `make kill` and `make kill-workers` kill, a tenth of which is enough for `make drain`, and what the choices
# of all of them and of `make load` follow from.
ROUNDS ?= 1000
SEED ?= 1
# Seconds that `make corpus` lets one image take. A loaded machine, or what is built for debugging, needs more of them.
MAX_SECONDS ?= 10

.PHONY: corpus
corpus: deps ## Puts every file of two folders through the tool: GOOD=DIR HOSTILE=DIR
	$(SWIFT) build $(TOOL_BUILD) --product renditions
	$(SWIFT) build $(TOOL_BUILD) --product CorpusRunner
	@bin="$$($(SWIFT) build $(TOOL_BUILD) --show-bin-path)"; \
	"$$bin/CorpusRunner" --tool "$$bin/renditions" --seconds "$(MAX_SECONDS)" \
		$(if $(GOOD),--good "$(GOOD)") $(if $(HOSTILE),--hostile "$(HOSTILE)")

.PHONY: kill
kill: deps ## Kills a writer and looks for lost, torn or half-visible objects: ROUNDS=1000 SEED=1
	$(SWIFT) build --product KillWriter
	@"$$($(SWIFT) build --show-bin-path)/KillWriter" drive --rounds "$(ROUNDS)" --seed "$(SEED)"

.PHONY: kill-workers
kill-workers: deps ## Kills workers that process images, and looks for what is lost, stuck or done twice: ROUNDS=1000 SEED=1
	$(SWIFT) build --product KillWorkers
	@"$$($(SWIFT) build --show-bin-path)/KillWorkers" drive --rounds "$(ROUNDS)" --seed "$(SEED)"

# How long `make load` takes.
SECONDS ?= 300

# A trial of the server, with bars for time and memory, which tests on a loaded machine could not be held to: $(call trial,commands that start "$$trial")
define trial
	$(SWIFT) build -c $(CONFIGURATION) --product renditions-server
	$(SWIFT) build -c $(CONFIGURATION) --product ServerTrialsRunner
	@trial="$$($(SWIFT) build -c $(CONFIGURATION) --show-bin-path)/ServerTrialsRunner"; $(1)
endef

.PHONY: drain
drain: deps ## Ends a server under load, by signals and by kills, and looks for what is lost: ROUNDS=100 SEED=1
	$(call trial,"$$trial" drain --bars --rounds $(if $(filter file,$(origin ROUNDS)),100,"$(ROUNDS)") --seed "$(SEED)")

.PHONY: load
load: deps ## Everything at once, some of it hostile, and looks for losses and for memory that grows: SECONDS=300 SEED=1
	$(call trial,"$$trial" mixed --bars --seconds "$(SECONDS)" --seed "$(SEED)" --hostile "$(HOSTILE)")

.PHONY: abuse
abuse: deps ## Slow senders and readers, floods, ten times too many uploads, and 20,000 connections
	$(call trial,for name in slow readers crowd flood overload connections; do "$$trial" $$name --bars || exit; done)

# Folders of cases for `make asl`, and how many steps `make steps` carries out.
CASES ?= ../shared/asl
STEPS ?= 200000

.PHONY: asl
asl: deps ## Runs recorded documents of the States Language through every runner: CASES=DIR
	$(SWIFT) build --product ASLRunner
	@"$$($(SWIFT) build --show-bin-path)/ASLRunner" $(CASES)

.PHONY: steps
steps: deps ## Counts the steps of workflows that are carried out in a second: STEPS=200000
	$(SWIFT) build -c release --product WorkflowSpeed
	@"$$($(SWIFT) build -c release --show-bin-path)/WorkflowSpeed" $(STEPS)

.PHONY: signing
signing: deps ## Says what a signature costs, and how fast bodies are coded that are signed on their way
	$(SWIFT) build -c release --product SigningSpeed
	@"$$($(SWIFT) build -c release --show-bin-path)/SigningSpeed"

# How many seeds `make simulate` runs, and which is the first. A seed that fails comes again with SEEDS=1 FROM=its number.
SEEDS ?= 1000
FROM ?= 1

.PHONY: simulate
simulate: deps ## Runs the image workflows in worlds in which everything fails: SEEDS=1000 FROM=1
	$(SWIFT) build -c $(CONFIGURATION) --product SimulationRunner
	@"$$($(SWIFT) build -c $(CONFIGURATION) --show-bin-path)/SimulationRunner" --seeds "$(SEEDS)" --from "$(FROM)"

.PHONY: states-deps
states-deps: ## Installs another interpreter of the States Language, for the tests that compare ours with it
	$(call install,python3 python3-venv,python)
	Tests/StatesComparison/setup.sh

.PHONY: states
states: deps states-deps ## Runs workflows with our interpreter and another one, and compares all that comes of them
	RENDITIONS_REQUIRE_ALL=1 $(SWIFT) test --filter 'StatesComparisonTests|ImageStatesTests'

.PHONY: aws-deps
aws-deps: ## Installs servers of AWS's protocols, for the tests that need some: moto, SeaweedFS, Ceph's gateway on Debian
	$(call install,python3 python3-venv radosgw ceph-mon ceph-osd ceph-common,python)
	Tests/AWSServers/setup.sh

.PHONY: emulator
emulator: aws-deps ## Starts the emulator of AWS, says where it is and with which keys, and runs until Ctrl-C
	@cd Tests/AWSServers && PYTHONPYCACHEPREFIX=../../.build/aws-servers/pycache \
		exec ../../.build/aws-servers/bin/python -m emulator --stay --for-people

.PHONY: aws-probes
aws-probes: aws-deps ## What the servers of AWS's protocols get right, by boto3
	cd Tests/AWSServers && PROBE_RADOSGW=1 PYTHONPYCACHEPREFIX=../../.build/aws-servers/pycache \
		../../.build/aws-servers/bin/python -W ignore -m unittest discover -s probes

# Which scenarios `make aws-faults` runs: life parts parts-elsewhere machines; all of them where there is none.
SCENARIOS ?=

.PHONY: aws-faults
aws-faults: deps aws-deps ## Every fault at every call to AWS of whole runs, and what comes of it: SCENARIOS="life parts"
	$(SWIFT) build -c $(CONFIGURATION) --product AWSFaultsRunner
	@"$$($(SWIFT) build -c $(CONFIGURATION) --show-bin-path)/AWSFaultsRunner" $(SCENARIOS)

# A folder with Terraform's providers, as `terraform providers mirror` makes it; without it they come from the public registry.
TERRAFORM_MIRROR ?=

.PHONY: deploy-check
deploy-check: deps aws-deps ## Deploys Deploy/aws to the emulator, looks whether it is right and works, and takes it away: needs terraform
	$(SWIFT) build --product renditions
	TERRAFORM_MIRROR="$(TERRAFORM_MIRROR)" RENDITIONS_TOOL="$$($(SWIFT) build --show-bin-path)/renditions" Tests/Deployment/run.sh

# The program of the functions, in place of ours; a folder of fonts, in place of DejaVu; and files to put beside the program.
PROGRAM ?=
FONTS ?=
FILES ?=
# Built by itself: with Swift's libraries within, everything is compiled otherwise.
LAMBDA_BUILD := -c release --static-swift-stdlib --scratch-path .build/lambda
LAMBDA_PROGRAM = $(if $(PROGRAM),$(PROGRAM),$$($(SWIFT) build $(LAMBDA_BUILD) --show-bin-path)/renditions-lambda)

.PHONY: lambda-deps
lambda-deps: deps ## Installs what the archive of functions is made with: patchelf, binutils, Python
	$(call install,patchelf binutils python3,patchelf)

.PHONY: lambda
lambda: lambda-deps ## Makes the archive of functions for AWS Lambda, .build/lambda.zip: PROGRAM=PATH FILES="recipe.json" FONTS=DIR
	$(if $(PROGRAM),,$(SWIFT) build $(LAMBDA_BUILD) --product renditions-lambda)
	Deploy/lambda/package.py --program "$(LAMBDA_PROGRAM)" --out .build/lambda.zip \
		$(if $(FONTS),--fonts "$(FONTS)") $(foreach file,$(FILES),--file "$(file)")

.PHONY: lambda-check
lambda-check: lambda aws-deps ## Runs the functions of the archive as Lambda would, in an empty root folder
	LAMBDA_PROGRAM="$(LAMBDA_PROGRAM)" Tests/Packaging/run.sh .build/lambda.zip

# What the choices of `make rehearse` follow from.
REHEARSE_SEED ?=

.PHONY: rehearse
rehearse: lambda aws-deps ## Deploys everything to the emulator, uses it as its users would, and takes it away: needs terraform
	@# What it compares with is built like the functions, since most of it is there by then.
	$(SWIFT) build $(LAMBDA_BUILD) --product renditions
	TERRAFORM_MIRROR="$(TERRAFORM_MIRROR)" REHEARSE_SEED="$(REHEARSE_SEED)" Tests/Rehearsal/run.sh .build/lambda.zip \
		"$$($(SWIFT) build $(LAMBDA_BUILD) --show-bin-path)/renditions"

# How often `make lambda-coldstart` starts.
RUNS ?= 10

.PHONY: lambda-coldstart
lambda-coldstart: lambda aws-deps ## How long from the start of a function's process to the first rendition: RUNS=10
	Tests/Packaging/run.sh .build/lambda.zip coldstart.py --runs "$(RUNS)"

# How many requests `make schemathesis` sends at least. `SEED=` makes it send others.
schemathesis: CASES := $(if $(filter command line environment,$(origin CASES)),$(CASES),3000)

.PHONY: schemathesis schemathesis-deps
schemathesis-deps: ## Installs schemathesis
	$(call install,python3 python3-venv,python)
	Tests/Schemathesis/setup.sh

schemathesis: deps schemathesis-deps ## Generated requests against the server, by its own OpenAPI document: CASES=3000 SEED=1
	$(SWIFT) build -c $(CONFIGURATION) --product renditions-server
	Tests/Schemathesis/run.py --program "$$($(SWIFT) build -c $(CONFIGURATION) --show-bin-path)/renditions-server" \
		--cases "$(CASES)" --seed "$(SEED)"

# Suppressions name libraries of others that are not built with the sanitizer; each says why.
SUPPRESSIONS := $(CURDIR)/Tests/Sanitizers
sanitize-thread sanitize-thread-short: export TSAN_OPTIONS := suppressions=$(SUPPRESSIONS)/tsan.supp exitcode=66
sanitize-address sanitize-address-short: export ASAN_OPTIONS := detect_leaks=1
sanitize-address sanitize-address-short: export LSAN_OPTIONS := suppressions=$(SUPPRESSIONS)/lsan.supp print_suppressions=1
# GLib's own pools would hide what is leaked, or used after it was freed.
sanitize-thread sanitize-address sanitize-thread-short sanitize-address-short: export G_SLICE := always-malloc

THREAD := --sanitize=thread --scratch-path .build-tsan
# Swift's Mutex needs help on Linux to be understood: Tests/Sanitizers/mutex.c says why.
ifeq ($(shell uname -s),Linux)
MUTEX = clang -O2 -Wall -Wextra -Werror -shared -fPIC -o .build-tsan/mutex.so Tests/Sanitizers/mutex.c -ldl
WITH_MUTEX = LD_PRELOAD=$(CURDIR)/.build-tsan/mutex.so
else
MUTEX = :
WITH_MUTEX =
endif
# Without XCTest, which has no tests here and leaks where it finds none.
ADDRESS := --sanitize=address --scratch-path .build-asan --disable-xctest
# The suites in which code of ours runs at once with other code of ours.
CONCURRENT := MemoryStore|Layer|Retrying|Processing|ConcurrentWrite|FileSystemTests.Conformance|EngineConformance|Doubles
CONCURRENT := $(CONCURRENT)|LeaseTests|CrashTests|JournalTests|DurableConformance|RenditionsTasksTests|InProcessRunner|FolderWatcher

.PHONY: sanitize sanitize-thread sanitize-address
sanitize: sanitize-thread sanitize-address ## Runs all tests under the thread sanitizer, then under the address sanitizer
sanitize-thread: deps
	$(SWIFT) build --build-tests $(THREAD)
	$(MUTEX)
	$(call each_target,$(WITH_MUTEX) $(SWIFT) test --skip-build $(THREAD))
sanitize-address: deps
	$(SWIFT) build --build-tests $(ADDRESS)
	$(call each_target,$(SWIFT) test --skip-build $(ADDRESS))

# One target after the other: under a sanitizer, all tests at once are so slow that those with a time limit pass it.
define each_target
	@failed=""; for target in $(notdir $(wildcard Tests/*Tests)); do \
		echo "== $$target"; $(1) --filter "^$$target\\." || failed="$$failed $$target"; done; \
	if [ -n "$$failed" ]; then echo "Failed:$$failed" >&2; exit 1; fi
endef

# The suites in which code of ours works on memory by itself, or hands it to C: the readers of files, the resampler, the
# engine with all that it does to an image.
UNSAFE := CResamplingTests|RenditionsTests.Inspection|RenditionsVipsTests

.PHONY: sanitize-short sanitize-thread-short sanitize-address-short
sanitize-short: sanitize-thread-short sanitize-address-short ## The same, for what runs at once and what touches memory
# Of these test targets. Without the others two thirds of the package and most of what it is built on need not be built.
sanitize-thread-short: export RENDITIONS_TESTS := RenditionsTests RenditionsTestingTests RenditionsFileSystemTests \
	RenditionsWorkflowTests RenditionsTasksTests RenditionsVipsTests
sanitize-address-short: export RENDITIONS_TESTS := RenditionsTests RenditionsVipsTests CResamplingTests
sanitize-thread-short: deps
	$(SWIFT) build --build-tests $(THREAD)
	$(MUTEX)
	$(WITH_MUTEX) $(SWIFT) test --skip-build $(THREAD) --filter '$(CONCURRENT)'
sanitize-address-short: deps
	$(SWIFT) test $(ADDRESS) --filter '$(UNSAFE)'

BENCH_TASKS ?= a b c png webp avif

.PHONY: bench
bench: bench-deps ## The same work by us and by our peers, in one run: BENCH_TASKS="a b", PHOTOS=DIR
	cd Benchmarks && peers/setup.sh && floor/build.sh
	@# A plan from before would miss files that this package has had since.
	rm -f Benchmarks/.build/release.yaml
	$(SWIFT) build -c release --package-path Benchmarks
	@cd Benchmarks; for task in $(BENCH_TASKS); do \
		echo; ./compare.py $$task $(if $(PHOTOS),--photos "$(abspath $(PHOTOS))") || exit; done; \
		case " $(BENCH_TASKS) " in *" b "*) \
			echo; ./compare.py b --without-profile $(if $(PHOTOS),--photos "$(abspath $(PHOTOS))") || exit ;; esac; \
		./chart.py .results/chart.svg; echo "Benchmarks/.results/chart.svg"
	@photos="$(if $(PHOTOS),$(abspath $(PHOTOS)),)"; bin="$$($(SWIFT) build -c release --package-path Benchmarks --show-bin-path)"; \
	if [ -z "$$photos" ]; then \
		if [ -d "$(GOOD)" ]; then photos="$(GOOD)"; else \
			photos=demo/photos; $(SWIFT) run -c release renditions samples "$$photos" || exit; fi; fi; \
	echo; "$$bin/renditions-bench" mixed "$$photos" --iterations 500 --jobs 2

.PHONY: bench-server
bench-server: bench-deps ## Uploads and renditions over HTTP, by us and by thumbor, in one run: PHOTOS=DIR
	$(call install,wrk,wrk)
	cd Benchmarks && peers/setup.sh && server/setup.sh
	$(SWIFT) build -c release --product renditions-server
	cd Benchmarks && server/compare.py $(if $(PHOTOS),--photos "$(abspath $(PHOTOS))")

.PHONY: bench-s3
bench-s3: bench-deps aws-deps ## Objects of 200 KB, 20 MB and 1 GB to a server of S3 and back, by us, the AWS command line and boto3
	cd Benchmarks && s3/setup.sh
	$(SWIFT) build -c release --package-path Benchmarks --product s3-bench
	@cd Benchmarks; .build/s3-peers/bin/python s3/compare.py \
		"$$($(SWIFT) build -c release --package-path . --show-bin-path)/s3-bench"

.PHONY: demo
demo: deps ## Makes every rendition of sample photographs and a page to look at them
	$(SWIFT) build $(TOOL_BUILD) --product renditions
	@tool="$$($(SWIFT) build $(TOOL_BUILD) --show-bin-path)/renditions"; photos="$(PHOTOS)"; \
	"$$tool" recipe validate "$(RECIPE)" >/dev/null || exit; \
	if [ -n "$$photos" ] && ! [ -e "$$photos" ]; then echo "There is nothing at PHOTOS=$$photos." >&2; exit 2; fi; \
	case "$$(realpath -- "$${photos:-.}")/" in \
	"$$(pwd -P)/demo/out/"*) echo "PHOTOS lies in demo/out, which is made anew." >&2; exit 2 ;; esac; \
	mkdir -p demo; \
	if [ -z "$$photos" ]; then photos=demo/photos; "$$tool" samples "$$photos" || exit; fi; \
	rm -rf demo/out; \
	"$$tool" process "$$photos" --recipe "$(RECIPE)" --out demo/out --max-seconds 120 \
		--gallery demo/out/gallery.html; status=$$?; \
	if [ $$status -le 1 ] && [ -n "$$(find demo/out/renditions -path '*/.renditions' -prune -o -type f -print)" ]; then \
		echo; echo "Renditions:  demo/out/renditions"; echo "Records:     demo/out/records.sqlite"; \
		echo "To look at:  demo/out/gallery.html"; fi; exit $$status

# Where `make serve` listens.
PORT ?= 8080

.PHONY: serve
serve: deps ## Starts the server on sample photographs and says what to try: PORT=8080
	$(SWIFT) build -c $(CONFIGURATION) --product renditions
	$(SWIFT) build -c $(CONFIGURATION) --product renditions-server
	@bin="$$($(SWIFT) build -c $(CONFIGURATION) --show-bin-path)"; \
	PORT="$(PORT)" RECIPE="$(RECIPE)" PHOTOS="$(PHOTOS)" exec Examples/serve.sh "$$bin/renditions" "$$bin/renditions-server"

.PHONY: examples
examples: deps ## Builds and tests the packages under Examples, which use this one as others do
	for example in Examples/*/; do $(SWIFT) test --package-path "$$example" || exit; done

.PHONY: docs
docs: deps ## Builds the reference of every product into .build/reference; a link that leads nowhere fails
	Docs/reference.sh

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
	rm -rf demo serve .build/consumer .build/graphs .build/reference .build-tsan .build-asan
