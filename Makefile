# The two commands are `make run` and `make test`; every target first does the set-up that is missing.

.DEFAULT_GOAL := setup
.PHONY: setup setup-tests run demo test format lint check pictures page-pictures contact-sheet bench soak soak-tests \
	soak-draws soak-agreement soak-edits soak-window soak-papers soak-records guide guide-pictures catalog bundle clean
.NOTPARALLEL:

bin := .venv/bin
example := resources/examples/example.json
window := .venv/bin/consult window --open $(example) --grab build/demo/window.png --size 1366x768

# Without a locale that speaks UTF-8, Qt complains on every start.
ifeq ($(LC_ALL)$(LC_CTYPE)$(LANG),)
export LC_ALL := C.UTF-8
endif

setup:
	@.ci/setup

setup-tests:
	@.ci/setup --tests

# Opens the window; with no display, does the main job on the bundled example instead.
run: setup
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
		exec $(bin)/consult; \
	else \
		echo "No display found: running the main job headless on the bundled example."; \
		exec $(MAKE) --no-print-directory demo; \
	fi

demo: setup
	@mkdir -p build/demo
	$(bin)/consult assess $(example)
	@for kind in doctor patient board; do for lang in en zh_CN; do \
		$(bin)/consult summary $(example) --kind $$kind --lang $$lang \
			-o build/demo/summary-$$kind-$$lang.pdf || exit 1; \
	done; done
	$(window)

# Everything that must hold before a change is shared.
test: lint
	@.ci/tests
	@$(bin)/python -m tests.hazards

lint: setup-tests
	$(bin)/ruff format --check
	$(bin)/ruff check
	$(bin)/lint-imports --no-logo
	$(bin)/python -m db.build --check

# What an editor wants to know at once. `make test` checks the types beside the tests, so that no processor waits.
check: lint
	$(bin)/mypy

format: setup
	$(bin)/ruff check --fix --exit-zero
	$(bin)/ruff format

# The pictures of the documents, drawn anew; look at them before they are committed.
pictures: setup
	@mkdir -p docs/pictures
	@for lang in en zh_CN; do for theme in light dark high-contrast; do \
		$(bin)/consult window --open $(example) --lang $$lang --theme $$theme \
			--grab docs/pictures/window-$$lang-$$theme.png || exit 1; \
	done; done
	@$(bin)/consult window --grab docs/pictures/window-empty.png

# The guides for users and administrators in both languages, as HTML and PDF, into build/guide.
guide: setup-tests
	$(bin)/python .ci/guide.py

# The pictures of the guide, drawn anew; look at them before they are committed.
guide-pictures: setup-tests
	$(bin)/python .ci/guide.py --pictures

# Every screen in both languages, all themes and scales, on one picture per language in build/contact.
contact-sheet: setup-tests
	$(bin)/python -m bench.contact_sheet

# The program as a folder that needs no Python, an archive and a Debian package of it, with sums; into build/bundle.
bundle: setup-tests
	$(bin)/python .ci/bundle.py
	CONSULT_BUNDLE=1 $(bin)/python -m pytest tests/bundle

# The small pictures of pages that the tests compare with, drawn anew; look at what has changed before they are committed.
page-pictures: setup-tests
	$(bin)/python -m tests.output.page_pictures

# The budgets, measured side by side.
bench: setup-tests
	$(bin)/python -m bench

# The long runs: an hour for the two implementations, an hour for the window, half an hour for the papers.
soak: soak-tests soak-draws soak-agreement soak-edits soak-window soak-papers soak-records

# The tests of which `make test` runs a share: the rule book as PDF in both languages, every page of the catalogue.
soak-tests: setup-tests
	$(bin)/python -m pytest -m soak --ignore=tests/db/records

# The properties on new draws, ten times as many and more; `make test` takes the same few draws every time.
soak-draws: setup-tests
	CONSULT_SOAK=1 $(bin)/python -m pytest --hypothesis-profile=default --timeout 3600 \
		$$(grep -lE 'hypothesis|CONSULT_SOAK|strategies import' -r tests --include='test_*.py')

# The two implementations of the scores on 100,000 seeded patients; `make test` compares the first 2,000 of them.
soak-agreement: setup-tests
	$(bin)/python -m tests.second.soak

# 100,000 random edits in the window: no panel ever shows what belongs to other values; `make test` does the first 400.
soak-edits: setup-tests
	$(bin)/python -m tests.ui.edit_run

# An hour of scripted consultations, random edits between: memory and speed must stay flat. A night: MINUTES=480.
soak-window: setup-tests
	$(bin)/python -m bench.soak --minutes $(or $(MINUTES),60)

# 10,000 papers of generated cases, each read back from its PDF; `make test` makes 40 of the first 200.
soak-papers: setup-tests
	$(bin)/python -m tests.output.paper_run

# The records killed, cut off from power, on disks that refuse, typed into and watched: an hour and a half. `make test` does a
# share of each part, `python -m tests.soak PART` one alone.
soak-records: setup-tests
	$(bin)/python -m tests.soak
	$(bin)/python -m pytest -m soak tests/db/records

# Builds the catalogue from its sources, whether or not they changed.
catalog: setup
	$(bin)/python -m db.build

# Removes what is built, not the environment: that is `rm -r .venv`.
clean:
	rm -rf build dist .hypothesis .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	rm -f resources/catalog.sqlite resources/catalog.sqlite.minisig resources/catalog.sha256 resources/i18n/*.qm
	find . -name .venv -prune -o -name __pycache__ -type d -prune -exec rm -r {} +
