#!/usr/bin/env bash
# Draws the dashboards as pictures with the data of a running Prometheus that scrapes the stack or the demo.
#   tests/grafana-render/run.sh PROMETHEUS_URL [OUT_FOLDER]     (docs/dashboards unless given)
# RANGE=30m draws that much instead of each dashboard's own range. Needs node, npm and chromium. Grafana's packages are installed once
# under ${XDG_CACHE_HOME:-~/.cache}/observe-tests; nothing is left in the tree but the pictures.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
address=${1:?"usage: $0 PROMETHEUS_URL [OUT_FOLDER]"}
out=${2:-$root/docs/dashboards}

for program in node npm chromium sha256sum; do
    command -v $program >/dev/null || { echo "needs $program" >&2; exit 2; }
done

modules="${XDG_CACHE_HOME:-$HOME/.cache}/observe-tests/grafana-render-$(sha256sum "$here/package-lock.json" | cut -c1-12)"
if [ ! -e "$modules/installed" ]; then
    mkdir -p "$modules"
    cp "$here/package.json" "$here/package-lock.json" "$modules"
    # Grafana asks for a fork of react-data-grid that only its git host has; package.json puts the published one in its place.
    (cd "$modules" && npm ci --no-audit --no-fund --legacy-peer-deps --ignore-scripts >install.log 2>&1) || { cat "$modules/install.log" >&2; exit 2; }
    touch "$modules/installed"
fi

node "$here/src/render.mjs" "$modules" "$address" "$out" "$root"/grafana/dashboards/*/*.json
