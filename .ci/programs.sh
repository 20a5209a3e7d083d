#!/bin/sh
# Makes sure that the programs are there that tests run besides Python: a browser for the page tests, and Tesseract for
# text recognition. Installs Debian's packages where we may. Without a program, its tests are skipped, or fail under CI.
set -u

installed() {
    for name in "$@"; do
        command -v "$name" >/dev/null && return 0
    done
    return 1
}

install() {
    command -v apt-get >/dev/null && [ "$(id -u)" = 0 ] || return 1
    echo "Installing $* for the tests ..."
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null
}

browser() {
    # The headless shell is the same engine without the windows of a browser, and opens pages twice as fast.
    installed chromium-headless-shell && return 0
    if [ -z "${CI:-}" ]; then installed chromium chromium-browser google-chrome google-chrome-stable && return 0; fi
    install chromium-headless-shell && return 0
    installed chromium chromium-browser google-chrome google-chrome-stable && return 0
    install chromium
}

recognition() {
    languages=$(tesseract --list-langs 2>/dev/null) && echo "$languages" | grep -qx eng &&
        echo "$languages" | grep -qx spa && return 0
    install tesseract-ocr tesseract-ocr-spa
}

missing() {
    if [ -n "${CI:-}" ]; then
        echo "$1 was not found and could not be installed: $2 cannot run." >&2
        exit 1
    fi
    echo "*** $1 was not found: $2 will be skipped. On Debian: sudo apt-get install $3 ***" >&2
}

browser || missing Chromium "the page tests" chromium-headless-shell
recognition || missing Tesseract "the tests of text recognition" "tesseract-ocr tesseract-ocr-spa"
