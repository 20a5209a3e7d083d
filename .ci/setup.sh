#!/bin/sh
# Creates .venv and installs the lock named in $1. Safe to repeat; needs no network when nothing changed.
set -eu

lock=$1
python=${PYTHON:-python3}
bin=.venv/bin

fail() { printf '%s\n' "$@" >&2; exit 2; }

command -v "$python" >/dev/null || fail "Python 3.11 or newer is needed, and '$python' was not found."
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "Python 3.11 or newer is needed; '$python' is $("$python" -V 2>&1). Try: make PYTHON=python3.12 ..."

# A virtual environment remembers where it was made: a checkout that was moved gets a new one.
if [ -x "$bin/python" ] && [ "$(cat .venv/.made-in 2>/dev/null)" != "$PWD" ]; then rm -rf .venv; fi

if ! "$bin/python" -m pip --version >/dev/null 2>&1; then
    rm -rf .venv
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        # Debian keeps ensurepip in a package of its own.
        version=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
        [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null ||
            fail "This Python cannot create virtual environments. On Debian: sudo apt-get install $version"
        echo "Installing $version ..."
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$version" >/dev/null
    fi
    "$python" -m venv .venv
    printf '%s' "$PWD" > .venv/.made-in
fi

# The stamp holds what was installed: the lock, and pyproject.toml for the command's entry point. A larger lock
# contains the smaller ones, so its stamp will do for them.
stamp() { echo "$1 $(cat "$1" pyproject.toml | cksum)"; }
case $lock in
    requirements.lock) enough="requirements.lock requirements-dev.lock requirements-bench.lock" ;;
    requirements-dev.lock) enough="requirements-dev.lock requirements-bench.lock" ;;
    *) enough=$lock ;;
esac
installed=$(cat .venv/.installed 2>/dev/null || true)
for each in $enough; do
    if [ "$installed" = "$(stamp "$each")" ]; then exit 0; fi
done

echo "Installing the packages of $lock (once; a minute or two) ..."
if ! "$bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r "$lock"; then
    echo "Not all packages could be installed. Run the same command again: a download may have been incomplete." >&2
    exit 1
fi
PYTHONWARNINGS=ignore "$bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation \
    --editable .
# `index` loads modules while the disk may be full, and writes no bytecode then: it is written here.
"$bin/python" -m compileall -q catalog indexer webui || true
stamp "$lock" > .venv/.installed
