#!/bin/sh
# Makes sure that a browser is there for the page tests: Debian's Chromium, where we may install it.
set -u

for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" >/dev/null && exit 0
done
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    echo "Installing Chromium for the page tests ..."
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null && exit 0
fi
if [ -n "${CI:-}" ]; then
    echo "No browser was found and none could be installed: the page tests cannot run." >&2
    exit 1
fi
echo "*** No Chromium was found: the page tests will be skipped. On Debian: sudo apt-get install chromium ***" >&2
