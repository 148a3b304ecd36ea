#!/usr/bin/env bash
# Measures the published `observe process` beside Debian's mtail as whole processes, in CPU seconds a gigabyte.
#   logs.sh [--megabytes N] [--runs N] [--floor RATIO] [--cache DIR]
set -euo pipefail
command -v mtail >/dev/null || { echo "needs mtail: apt-get install mtail, or run tests/run.sh" >&2; exit 2; }
project="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
dotnet build -v quiet -nologo -m:2 -c Release "$project" >&2
dotnet publish -v quiet -nologo -m:2 -c Release "$project/../../src/Observe.Agent" -o "$project/bin/published" >&2
exec "$project/bin/Release/net10.0/Observe.Benchmarks" logs --observe "$project/bin/published/observe" "$@"
