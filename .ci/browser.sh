#!/bin/sh
# Makes sure that a browser is there for the page tests: Debian's headless Chromium, where we may install it.
set -u

installed() {
    for name in "$@"; do
        command -v "$name" >/dev/null && return 0
    done
    return 1
}

install() {
    command -v apt-get >/dev/null && [ "$(id -u)" = 0 ] || return 1
    echo "Installing $1 for the page tests ..."
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$1" >/dev/null
}

# The headless shell is the same engine without the windows of a browser, and opens pages twice as fast.
installed chromium-headless-shell && exit 0
if [ -z "${CI:-}" ]; then installed chromium chromium-browser google-chrome google-chrome-stable && exit 0; fi
install chromium-headless-shell && exit 0
installed chromium chromium-browser google-chrome google-chrome-stable && exit 0
install chromium && exit 0
if [ -n "${CI:-}" ]; then
    echo "No browser was found and none could be installed: the page tests cannot run." >&2
    exit 1
fi
echo "*** No Chromium was found: the page tests will be skipped. On Debian: sudo apt-get install chromium-headless-shell ***" >&2
