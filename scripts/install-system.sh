#!/bin/sh
# Installs the programs that pip cannot: Tesseract, Poppler, Python and fonts.
#
#   install-system.sh             to develop: also Python's venv, make and the samples' fonts
#   install-system.sh --tests     to test: also what some tests need and others skip without
#   install-system.sh --runtime   only what converting a file needs
#
# The one list of system packages, for `make setup`, the Dockerfile and CI alike.
# It installs only what is missing, so a second run is instant and needs no root.
set -eu

here=$(dirname "$0")
fonts="fonts-gnutypewriter fonts-courier-prime fonts-liberation"

say() {
    echo "install-system: $*" >&2
}

fail() {
    say "$*"
    exit 1
}

has() {
    command -v "$1" >/dev/null 2>&1
}

is_package() {
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# Adds to $missing the Debian packages of what is not there. Programs are looked
# for on PATH, not in dpkg: a Tesseract built from source is as good as Debian's.
look() {
    missing=""
    has tesseract || missing="$missing tesseract-ocr"
    # Tesseract without its language data starts, and then reads nothing.
    tesseract --list-langs 2>/dev/null | grep -qx eng || missing="$missing tesseract-ocr-eng"
    if ! has pdftoppm || ! has pdfinfo; then
        missing="$missing poppler-utils"
    fi
    if [ "$for_what" = runtime ]; then
        has python3 || missing="$missing python3"
        return
    fi
    has make || missing="$missing make"
    [ "$for_what" != tests ] || look_for_tests
    sh "$here/find-python.sh" >/dev/null 2>&1 || missing="$missing python3-venv"
    # The samples are typed with Debian's fonts, looked for where Debian puts them.
    # On other systems there is nothing to look for, and nothing to refuse for it.
    if has dpkg-query; then
        for font in $fonts; do
            is_package "$font" || missing="$missing $font"
        done
    fi
}

# Programs of single tests: encrypted PDFs, a ledger that machines share, the web page.
look_for_tests() {
    has qpdf || missing="$missing qpdf"
    has chromium || missing="$missing chromium"
    has initdb || [ -n "$(find /usr/lib/postgresql -name initdb 2>/dev/null)" ] \
        || missing="$missing postgresql"
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

with_apt() {
    say "missing:$missing"
    if [ "$(id -u)" -ne 0 ]; then
        has sudo || fail "sudo is not installed; as root, run: apt-get install$missing"
        say "installing needs root; sudo may ask for your password"
    fi
    # A broken third-party list must not stop us: the packages are in the main ones.
    as_root apt-get update -q || say "some package lists could not be refreshed; trying with what is there"
    # $missing is a list of words. `env`, because sudo clears the environment.
    # shellcheck disable=SC2086
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -q -y --no-install-recommends $missing ||
        fail "apt-get could not install:$missing; its own message is above"
}

case "${1-}" in
"") for_what=development ;;
--tests) for_what=tests ;;
--runtime) for_what=runtime ;;
*) fail "unknown option $1; there are --tests and --runtime" ;;
esac

look
if [ -z "$missing" ]; then
    exit 0
fi

if has apt-get && has dpkg-query; then
    with_apt
elif [ "$(uname -s)" = Darwin ]; then
    case "$missing" in
    *python3*) brew="tesseract poppler python@3.13" ;;
    *) brew="tesseract poppler" ;;
    esac
    fail "something is missing (in Debian's names:$missing); run: brew install $brew"
else
    fail "this script can install on Debian and Ubuntu only; install Tesseract with its" \
        "English data, Poppler's tools, make and Python 3.11 or newer with venv your system's" \
        "way, and run it again (missing, in Debian's names:$missing)"
fi

look
# Still missing after a successful install: most likely a Python older than 3.11,
# or another tesseract earlier on PATH that has no English data.
case "$missing" in
"") ;;
*python3*) sh "$here/find-python.sh" ;;
*) fail "installed, but still not usable:$missing; is another copy earlier on PATH?" ;;
esac
