#!/bin/sh
# Builds the dashboard when its sources are not those of the last build: sh .ci/dashboard.sh
set -eu

built=frontend/dist/.sources

# content, not times: a fresh clone or a changed branch has new times and may have the same sources
sources() {
  find frontend \( -name node_modules -o -name dist \) -prune -o -type f ! -name '*.test.ts' -exec cksum {} + | LC_ALL=C sort
}

now=$(sources)
if [ -f frontend/dist/index.html ] && [ "$now" = "$(cat $built 2>/dev/null)" ]; then exit 0; fi
printf '%s\n' "Membangun dasbor … / Building the dashboard …" >&2
if sh .ci/node.sh npm run --silent build >&2; then
  printf '%s\n' "$now" >$built
  exit 0
fi
printf '%s\n' "Dasbor tidak terbangun; keterangannya di atas. / The dashboard was not built; see above." >&2
exit 1
