#!/bin/sh
# Texts that are new or gone come to every messages.po, and every messages.mo is made anew from its messages.po.
# Nothing that differs from one run to the next is written: no places in the code, no dates, no guesses.
set -eu
texts=$(mktemp)
trap 'rm -f "$texts"' EXIT
.venv/bin/pybabel -q extract -F babel.cfg -k to_translate -k Facet:2 --no-location --no-wrap --sort-output -o "$texts" \
    webui catalog/facets.py
.venv/bin/pybabel -q update -i "$texts" -d webui/translations --no-fuzzy-matching --no-wrap --ignore-obsolete --ignore-pot-creation-date
.venv/bin/pybabel -q compile -d webui/translations
