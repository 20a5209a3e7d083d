#!/bin/sh
# Adds new texts to every messages.po, removes unused ones, and compiles every messages.mo.
# Two runs write the same files: no source locations, no dates, no fuzzy guesses.
set -eu
texts=$(mktemp)
trap 'rm -f "$texts"' EXIT
.venv/bin/pybabel -q extract -F babel.cfg -k to_translate -k Facet:2 --no-location --no-wrap --sort-output -o "$texts" webui catalog
.venv/bin/pybabel -q update -i "$texts" -d webui/translations --no-fuzzy-matching --no-wrap --ignore-obsolete --ignore-pot-creation-date
.venv/bin/pybabel -q compile -d webui/translations
