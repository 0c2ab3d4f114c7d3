#!/bin/sh
# Runs a command of the dashboard in frontend/, its packages installed: sh .ci/node.sh npm run build
# Node comes from the path where it is new enough, else from a wheel inside .venv (no rights, no installer needed).
set -eu

venv=.venv
# "engines" of frontend/package.json
fits='const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 22 || (a === 22 && b >= 12) || (a === 20 && b >= 19) ? 0 : 1)'

say() { printf '%s\n' "$*" >&2; }

node_fits() { node -e "$fits" 2>/dev/null && npm --version >/dev/null 2>&1; }

find_node() {
  if node_fits; then return; fi
  PATH="$PWD/$venv/bin:$PATH"
  export PATH
  if node_fits; then return; fi
  say "Node.js ≥ 20.19 tidak ditemukan; dipasang ke dalam $venv … / Node.js ≥ 20.19 was not found; installing it into $venv …"
  if sh .ci/environment.sh requirements-node.lock && node_fits; then return; fi
  say "Node.js tidak dapat dipasang. Pasang Node.js ≥ 20.19 dengan npm, atau periksa sambungan ke registri paket Python, lalu ulangi."
  say "Node.js is not to be had. Install Node.js ≥ 20.19 with npm, or check the way to the Python package registry, then try again."
  return 1
}

# npm writes this list when it has finished; an interrupted installation leaves none
install_packages() {
  if [ node_modules/.package-lock.json -nt package-lock.json ]; then return; fi
  say "Memasang paket dasbor … / Installing the dashboard's packages …"
  if npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2; then
    touch node_modules/.package-lock.json
    return
  fi
  say "Paket dasbor tidak dapat dipasang. Periksa sambungan ke registri npm (npm ping; di balik proxy: npm config set proxy …), lalu ulangi."
  say "The dashboard's packages could not be installed. Check the way to the npm registry (npm ping; behind a proxy: npm config set proxy …), then try again."
  return 1
}

find_node
cd frontend
install_packages
exec "$@"
