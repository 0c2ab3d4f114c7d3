#!/bin/sh
# Makes .venv and puts exactly the locked packages into it: sh .ci/environment.sh requirements.lock
# uv installs them where it can be had (seconds instead of half a minute), pip where it cannot.
set -eu

lock=$1
venv=.venv
oldest='import sys; sys.exit(sys.version_info < (3, 11))'
# uv would fetch an interpreter from outside the package registries
export UV_PYTHON_DOWNLOADS=never PIP_DISABLE_PIP_VERSION_CHECK=1

say() { printf '%s\n' "$*" >&2; }

find_python() {
  if [ -n "${PYTHON:-}" ]; then
    "$PYTHON" -c "$oldest" 2>/dev/null && command -v "$PYTHON" && return
    say "PYTHON=$PYTHON bukan Python 3.11 atau lebih baru. / PYTHON=$PYTHON is not Python 3.11 or newer."
    return 1
  fi
  for candidate in python3.13 python3.12 python3.11 python3; do
    "$candidate" -c "$oldest" 2>/dev/null && command -v "$candidate" && return
  done
  say "Python 3.11 atau lebih baru tidak ditemukan. Pasang Python, atau tunjuk dengan: make run PYTHON=/jalur/ke/python3"
  say "Python 3.11 or newer was not found. Install it, or name it: make run PYTHON=/path/to/python3"
  return 1
}

install_uv() { "$@" install --quiet --require-hashes -r requirements-uv.lock; }

make_venv() {
  python=$(find_python)
  say "Menyiapkan $venv dengan $("$python" --version) …"
  rm -rf "$venv"
  if command -v uv >/dev/null; then
    uv venv --quiet --python "$python" "$venv"
  elif "$python" -c 'import ensurepip' 2>/dev/null; then
    "$python" -m venv "$venv"
    install_uv "$venv/bin/python" -m pip || say "uv tidak dapat dipasang; pip dipakai. / uv is not to be had; pip is used."
  elif "$python" -m pip --version >/dev/null 2>&1; then # Debian without python3-venv, with python3-pip
    "$python" -m venv --without-pip "$venv"
    install_uv "$python" -m pip --python "$venv/bin/python"
  else
    say "Modul venv Python tidak lengkap. Pasang dengan: sudo apt-get install python3-venv, lalu ulangi."
    say "Python's venv module is incomplete. Install it: sudo apt-get install python3-venv, then try again."
    return 1
  fi
}

with_uv() {
  if [ -x "$venv/bin/uv" ]; then uv="$venv/bin/uv"; else uv=$(command -v uv) || return 1; fi
  "$uv" pip install --quiet --python "$venv/bin/python" --require-hashes -r "$lock"
}

with_pip() {
  "$venv/bin/python" -m pip --version >/dev/null 2>&1 || return 1
  "$venv/bin/python" -m pip install --quiet --require-hashes -r "$lock"
}

if ! "$venv/bin/python" -c "$oldest" 2>/dev/null; then make_venv; fi
say "Memasang paket dari $lock …"
with_uv || with_pip || {
  say "Paket tidak dapat dipasang; periksa sambungan ke registri paket. / Packages could not be installed; check the way to the package registry."
  exit 1
}
