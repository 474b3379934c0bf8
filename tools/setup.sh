#!/bin/sh
# Sets up what the Makefile needs: `setup.sh venv DIR`, `setup.sh pdf DIR`, `setup.sh test DIR`.
# Installs Debian packages only if it may: as root, or with sudo that asks for no password.
set -eu

what=$1
venv=$2

say() { printf '%s\n' "$*" >&2; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then sudo -n "$@"
    else return 1
    fi
}

apt_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    as_root true 2>/dev/null || return 1
    say "Installing Debian packages: $*"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1 && return 0
    as_root apt-get update -qq >/dev/null 2>&1 || return 1
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1
}

find_python() {
    for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
    return 1
}

make_venv() {
    python=$(find_python) || {
        apt_install python3 python3-venv || true
        python=$(find_python) || { say "Python 3.11 or newer is needed. Install it, or name it: make PYTHON=/path/to/python3"; exit 1; }
    }
    # Debian ships Python without the module that fills a new environment; it is in python3-venv.
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        apt_install "python$version-venv" || apt_install python3-venv || {
            say "Python cannot make a virtual environment here. On Debian and Ubuntu: sudo apt install python3-venv"
            exit 1
        }
    fi
    [ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
    say "Installing Python packages into $venv"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --editable ".[test,docs]"
}

pdf_works() { "$venv/bin/python" -c 'from lmmm_report.report.pdf.press import require_pdf; require_pdf()' >/dev/null 2>&1; }

harfbuzz_subset() {
    "$venv/bin/python" -c 'import ctypes; ctypes.CDLL("libharfbuzz-subset.so.0")' >/dev/null 2>&1 || [ "$(uname)" != Linux ]
}

make_pdf() {
    if pdf_works && harfbuzz_subset; then return 0; fi
    apt_install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 || true
    if pdf_works; then return 0; fi
    say "No PDFs without Pango: install it (Debian, Ubuntu: sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; Fedora: sudo dnf install pango; macOS: brew install pango; Windows: MSYS2, then pacman -S mingw-w64-ucrt-x86_64-pango). HTML and JSON do not need it and are made now."
    return 1
}

make_test() {
    missing=
    command -v pdftotext >/dev/null 2>&1 || missing="$missing poppler-utils"
    command -v qpdf >/dev/null 2>&1 || missing="$missing qpdf"
    command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || missing="$missing chromium"
    # veraPDF's engine comes with a Python package; the driver is compiled when it runs, and the engine needs JAXB.
    command -v javac >/dev/null 2>&1 || missing="$missing default-jdk-headless"
    [ -e /usr/share/java/jaxb-runtime.jar ] || missing="$missing libjaxb-java"
    command -v npm >/dev/null 2>&1 || missing="$missing npm"
    # The recipe for nginx is tried with nginx; certificates for a cluster are made with openssl.
    command -v nginx >/dev/null 2>&1 || [ -x /usr/sbin/nginx ] || missing="$missing nginx-light"
    command -v openssl >/dev/null 2>&1 || missing="$missing openssl"
    # Opens the workbooks as a reader would.
    command -v soffice >/dev/null 2>&1 || missing="$missing libreoffice-calc-nogui"
    if [ -n "$missing" ]; then
        # shellcheck disable=SC2086
        apt_install $missing || say "Some tests will be skipped; they need:$missing"
    fi
    # The Nu HTML checker is a jar in an npm package; nothing of it is run at installation.
    if [ ! -e "$venv/vnu/node_modules/vnu-jar/build/dist/vnu.jar" ] && command -v npm >/dev/null 2>&1; then
        say "Installing the Nu HTML checker into $venv/vnu"
        npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$venv/vnu" vnu-jar@26 >/dev/null 2>&1 ||
            say "Some tests will be skipped; they need the npm package vnu-jar"
    fi
    # What editors check YAML with. Version 2 needs a newer Node.js than Debian has.
    if [ ! -e "$venv/yaml-language-server/node_modules/yaml-language-server" ] && command -v npm >/dev/null 2>&1; then
        say "Installing the YAML language server into $venv/yaml-language-server"
        npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$venv/yaml-language-server" \
            yaml-language-server@1.25.0 >/dev/null 2>&1 ||
            say "Some tests will be skipped; they need the npm package yaml-language-server"
    fi
}

case $what in
    venv) make_venv ;;
    pdf) make_pdf ;;
    test) make_test ;;
    *) say "usage: setup.sh venv|pdf|test DIR"; exit 2 ;;
esac
