#!/bin/sh
# Every check that needs no running product. Runs all of them before it fails, so that one run shows everything.
set -u

py=.venv/bin/python
failed=""

run() {
    name=$1
    shift
    if output=$("$@" 2>&1); then
        echo "ok      $name"
    else
        printf '%s\n' "$output"
        echo "FAILED  $name"
        failed="$failed $name"
    fi
}

run format      $py -m ruff format --check .
run lint        $py -m ruff check .
run types       $py -m mypy
run imports     .venv/bin/lint-imports
run spelling    .venv/bin/codespell
run lock        $py -m pytest -q -p no:cacheprovider tests/unit/project/test_lock.py tests/unit/project/test_project_rules.py

# Known vulnerabilities: only a run that reached the advisory service may say "ok".
if output=$($py -m pip_audit --strict --require-hashes --disable-pip -r requirements.lock 2>&1); then
    echo "ok      audit"
elif printf '%s' "$output" | grep -q 'Found [0-9]* known'; then
    printf '%s\n' "$output"
    failed="$failed audit"
else
    echo "skipped audit (the advisory service could not be reached)"
fi

[ -z "$failed" ] || { echo "make check failed:$failed" >&2; exit 1; }
