#!/bin/sh
# Makes this checkout ready on a machine that has python3 and make and nothing else: system libraries where they are
# missing, a virtual environment, the locked packages, the translations, and (with "judges") what judges the tests' output.
# Says what it installs; without the rights to install it prints the one line to run. The second time it takes a moment.
set -eu
cd "$(dirname "$0")/.."

want="${1:-run}"
say() { printf '%s\n' "setup: $*" >&2; }

PYTHON="${PYTHON:-python3}"
command -v "$PYTHON" >/dev/null 2>&1 || { say "python3 is missing. Run: sudo apt-get install -y python3"; exit 1; }
"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { say "Python 3.11 or newer is needed."; exit 1; }

# What Qt's window needs (libpulse0 is QtMultimedia's, for cameras); then what the tests use: a screen without a monitor, a reader of PDF,
# fonts for other scripts, spoolers (the tests start their own; where the system starts one, it is left alone).
packages="libegl1 libgl1 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 libglib2.0-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libpulse0"
"$PYTHON" -c 'import ensurepip, venv' 2>/dev/null || packages="$packages python3-venv"
[ "$want" = run ] || packages="$packages xvfb xauth x11-xkb-utils libxtst6 poppler-utils git cups-daemon cups-client cups-ipp-utils dbus-daemon"

if command -v dpkg-query >/dev/null 2>&1; then
    missing=""
    for package in $packages; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
    done
    if [ -n "$missing" ]; then
        line="apt-get update && apt-get install -y --no-install-recommends$missing"
        if [ "$(id -u)" = 0 ]; then
            as_root="sh -c"
        elif command -v sudo >/dev/null 2>&1 && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
            as_root="sudo sh -c"
        else
            say "system packages are missing and this user may not install them. Run as root:"
            printf '\n    %s\n\n' "$line" >&2
            exit 1
        fi
        say "installing system packages:$missing"
        $as_root "export DEBIAN_FRONTEND=noninteractive; $line" >.setup.log 2>&1 || { tail -n 20 .setup.log >&2; say "installing the system packages failed."; exit 1; }
        rm -f .setup.log
    fi
else
    say "no dpkg here; Qt's system libraries and poppler-utils are taken to be installed."
fi

fingerprint=$(cat requirements-dev.lock pyproject.toml scripts/setup.sh | "$PYTHON" -c 'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())')
if [ "$(cat .venv/.ready 2>/dev/null || true)" != "$fingerprint $PWD" ]; then
    say "making the virtual environment .venv with the locked packages"
    [ -x .venv/bin/python ] && .venv/bin/python -c '' 2>/dev/null || { rm -rf .venv; "$PYTHON" -m venv .venv; }
    .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
    .venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
    printf '%s' "$fingerprint $PWD" >.venv/.ready
fi

.venv/bin/python scripts/translations.py --release
[ "$want" != judges ] || .venv/bin/python scripts/setup_judges.py
