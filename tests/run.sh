#!/usr/bin/env bash
# Installs what the tests talk to, where it may, then builds and runs everything.
#   tests/run.sh [--long] [--no-install]
# --long        the long forms: hundreds of kills, minutes of the random model, 60 000 documents a vocabulary beside tiktoken,
#               a gigabyte through the benchmark, five turns of token counts beside npm tiktoken, every alert's fault in a running stack (an hour)
# --no-install  leaves the machine as it is
# The last line is "N passed, N failed, N skipped"; the exit code is 0 when nothing failed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

long=false
install=true
for option in "$@"; do
    case $option in
        --long) long=true ;;
        --no-install) install=false ;;
        *) echo "unknown option $option; known are --long and --no-install" >&2; exit 2 ;;
    esac
done

passed=0 failed=0 skipped=0

# Debian's packages of the programs the tests talk to: program, package.
needed=(
    prometheus prometheus
    promtool prometheus
    amtool prometheus-alertmanager
    prometheus-alertmanager prometheus-alertmanager
    prometheus-node-exporter prometheus-node-exporter
    prometheus-process-exporter prometheus-process-exporter
    mtail mtail
    nginx nginx-light
    pg_ctlcluster postgresql
)

install_missing() {
    local packages=() i policy=/usr/sbin/policy-rc.d made=false
    for ((i = 0; i < ${#needed[@]}; i += 2)); do
        command -v "${needed[i]}" >/dev/null || [[ " ${packages[*]} " == *" ${needed[i + 1]} "* ]] || packages+=("${needed[i + 1]}")
    done
    [ ${#packages[@]} -eq 0 ] && return
    if ! $install || [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        echo "not installed (needs root and apt-get): ${packages[*]}; the tests that need them are skipped"
        return
    fi

    echo "installing: ${packages[*]}"
    if [ ! -e $policy ]; then
        # Debian starts what it installs; the tests start their own, on their own ports.
        printf '#!/bin/sh\nexit 101\n' >$policy && chmod +x $policy && made=true
    fi
    apt-get update -q >/dev/null || echo "apt-get update failed; trying with what is known"
    DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "${packages[@]}" >/dev/null ||
        echo "could not install all of: ${packages[*]}; the tests that need them are skipped"
    if $made; then rm -f $policy; fi
}

# The failed, and the skipped with their reasons; not the runner's own chatter and not every test that passed.
show() {
    awk '/^\[xUnit.net/ { if (reason || /\[SKIP\]$/) { sub(/^\[xUnit.net [0-9:.]+\] */, ""); print (reason ? "    " : "  ") $0 }
             reason = /\[SKIP\]$/; next }
         /^  (Passed|Skipped) / { next }
         { print; fflush() }'
}

# Adds up the summary of one project; a run that fails without one has failed as a whole.
run_project() {
    local project=$1 output code total
    output=$(mktemp)
    echo "== $project"
    dotnet test --no-build -c Release --logger "console;verbosity=normal" "$project" 2>&1 | tee "$output" | show
    code=${PIPESTATUS[0]}
    of() { sed -nE "s/^ +$1: ([0-9]+)\$/\1/p" "$output" | tail -1; }
    total=$(sed -nE 's/^Total tests: ([0-9]+)$/\1/p' "$output" | tail -1)
    if [ -n "$total" ]; then
        passed=$((passed + $(of Passed) + 0))
        skipped=$((skipped + $(of Skipped) + 0))
        failed=$((failed + $(of Failed) + 0))
    fi
    if [ "$code" -ne 0 ] && [ "$(of Failed)" = "" ]; then
        failed=$((failed + 1))
    elif [ "$code" -eq 0 ] && [ -z "$total" ]; then
        echo "no tests yet"
    fi
    rm -f "$output"
}

run_benchmark() {
    local arguments=(--megabytes 500 --runs 1 --floor 6)
    if $long; then arguments=(--megabytes 1000 --runs 5 --floor 8); fi
    echo "== observe process beside mtail"
    if ! command -v mtail >/dev/null; then
        echo "skipped: needs mtail: apt-get install mtail"
        skipped=$((skipped + 1))
    elif tests/Observe.Benchmarks/Process/logs.sh "${arguments[@]}"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
    fi
}

# Rates at half of what is wanted: neighbours on the machine take the caches away. Ratios to npm stay.
run_token_benchmark() {
    local runs=1 code=0
    if $long; then runs=5; fi
    echo "== tokens beside npm tiktoken"
    tests/Observe.Benchmarks/Tokenizer/tokens.sh --runs $runs --rate-share 0.5 || code=$?
    case $code in
        0) passed=$((passed + 1)) ;;
        2) echo "skipped: what it needs stands above"; skipped=$((skipped + 1)) ;;
        *) failed=$((failed + 1)) ;;
    esac
}

finish() {
    echo "$passed passed, $failed failed, $skipped skipped"
    [ "$failed" -eq 0 ]
    exit
}

install_missing
if $long; then
    export OBSERVE_KILL_ROUNDS=${OBSERVE_KILL_ROUNDS:-300} OBSERVE_LONG=1 OBSERVE_TOKENIZER_FUZZ=${OBSERVE_TOKENIZER_FUZZ:-60000}
fi
if ! dotnet build -m:2 -c Release -v quiet; then
    failed=1
    finish
fi
for project in tests/*.Tests tests/Observe.EndToEnd; do
    run_project "$project"
done
run_benchmark
run_token_benchmark
finish
