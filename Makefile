# Kindling: one word for each job. `make help` lists them.

SHELL := /bin/bash
.DEFAULT_GOAL := help

# The processor's own vector instructions, from the command line alone: unsafe flags in Package.swift would keep other
# packages from depending on this one.
NATIVE := -Xcc -march=native
# Package.swift looks for the papers' folders: what it said before may be old.
FRESH := --manifest-cache none
SWIFT_BUILD := swift build -c release $(NATIVE) $(FRESH)
KINDLING = $$($(SWIFT_BUILD) --show-bin-path)/kindling

.PHONY: help setup build install uninstall deb wheel test gradients python scripts sanitizers reproduce pages bench bench-growth peers lint docs check clean

help: ## list the jobs
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /  make \1\t/' | expand -t 20

setup: ## install what is missing; nothing where all is there
	@./setup.sh

build: setup ## build the program
	$(SWIFT_BUILD) --product kindling
	@git describe --always --dirty >$(KINDLING).revision 2>/dev/null || rm -f $(KINDLING).revision

PREFIX ?= /usr/local
PROGRAM ?= .build/release/kindling
BASH_COMPLETIONS = share/bash-completion/completions/kindling
ZSH_COMPLETIONS = share/zsh/site-functions/_kindling
FISH_COMPLETIONS = share/fish/vendor_completions.d/kindling.fish
MANUAL = share/man/man1/kindling.1

# Without a build: whoever installs as root need have no Swift on the PATH.
install: ## put what 'make build' built, completions and a manual page into PREFIX (default /usr/local)
	@test -x $(PROGRAM) || { echo "install: expected a program, found no $(PROGRAM): 'make build' makes it" >&2; exit 1; }
	install -D --mode=755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/kindling
	@# The note of the revision must not be older than the program.
	@! test -f $(PROGRAM).revision || install --mode=644 $(PROGRAM).revision $(DESTDIR)$(PREFIX)/bin/
	@install -d $(addprefix $(DESTDIR)$(PREFIX)/,$(dir $(BASH_COMPLETIONS) $(ZSH_COMPLETIONS) $(FISH_COMPLETIONS) $(MANUAL)))
	$(PROGRAM) completions bash >$(DESTDIR)$(PREFIX)/$(BASH_COMPLETIONS)
	$(PROGRAM) completions zsh >$(DESTDIR)$(PREFIX)/$(ZSH_COMPLETIONS)
	$(PROGRAM) completions fish >$(DESTDIR)$(PREFIX)/$(FISH_COMPLETIONS)
	$(PROGRAM) man >$(DESTDIR)$(PREFIX)/$(MANUAL)

uninstall: ## remove what 'make install' put into PREFIX
	rm -f $(addprefix $(DESTDIR)$(PREFIX)/,bin/kindling bin/kindling.revision $(BASH_COMPLETIONS) $(ZSH_COMPLETIONS) \
	  $(FISH_COMPLETIONS) $(MANUAL))

deb: ## build a Debian package for machines without Swift, into .build-deb
	@./setup.sh --package
	@./deb.sh

wheel: ## build the Python package with the program inside, for machines without Swift, into dist
	@./setup.sh --package
	@./wheel.sh

# What 'swift test' builds by itself is built with other flags, and the program then once more.
test: ## build and run all tests
	@./setup.sh --tests
	$(SWIFT_BUILD) --build-tests
	swift test --skip-build -c release $(NATIVE) $(FRESH)

gradients: setup ## check every gradient to eight digits, and all golden numbers, in Double
	KINDLING_TESTS=AutodiffTests,NetworkTests,TrainingTests,OutsideTests swift test -c release $(NATIVE) \
	  --traits DoublePrecision \
	  --scratch-path .build-double --filter "Gradient|Golden"

python: build ## see that the Python package keeps its types and passes its tests and notebooks (minutes: PyTorch is installed)
	@python/check.sh $(KINDLING) || [ $$? -eq 77 ]

reproduce: build ## train real networks, print paper A's figure 1, and write all of it as a page (minutes)
	@$(KINDLING) reproduce fig1
	@$(KINDLING) report

RESULTS ?= results
pages: build ## write transcripts, tables and verdicts of README, the guide and the papers' pages anew, from RESULTS="DIR …"
	@experiments/pages.py --kindling $(KINDLING) $(addprefix --results ,$(RESULTS))

bench: build ## measure how fast networks are trained and drawn (minutes)
	@$(KINDLING) bench

bench-growth: build ## measure what runs, stores and sweeps cost as they grow, into benchmarks/GROWTH.md (half an hour)
	@.venv/bin/python benchmarks/growth.py --kindling $(KINDLING)

peers: build ## run PyTorch, JAX and NumPy on the same work by turns, into benchmarks/RESULTS.md (an hour)
	@benchmarks/setup.sh
	@benchmarks/.venv/bin/python benchmarks/compare.py --kindling $(KINDLING) --out benchmarks/RESULTS.md

scripts: build ## look from outside: kill the program, run it under Slurm, make transcripts anew, fuzz it, read its page (minutes)
	@for script in kill slurm tensorboard; do \
	  Tests/$$script.sh $(KINDLING) || [ $$? -eq 77 ] || exit 1; \
	done
	@Tests/commands.py $(KINDLING) --lines 100
	@Tests/install.py $(KINDLING)
	@experiments/pages.py --kindling $(KINDLING) --check
	@# The browser leaves a core to the compiler.
	@{ Tests/page.sh $(KINDLING) || [ $$? -eq 77 ]; } & page=$$!; Tests/outside.sh 4 && wait $$page

sanitizers: setup ## run tests, a sweep and the fuzzer's seeds under address and thread sanitizer (half an hour)
	@Tests/sanitizers.sh

lint: ## see that the code is formatted and free of what the style forbids, and that rooms keep to the map
	swift format lint --strict --recursive Package.swift Sources Tests experiments examples
	Tests/arrows.py

docs: build ## write the guide, the reference manual of every module and the notebooks into docs/
	@./docs.sh $(KINDLING)

check: lint test gradients ## everything that must pass before a commit

clean: ## remove what was built; results stay
	rm -rf .build .build-* docs
