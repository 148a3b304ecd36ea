#!/usr/bin/env bash
# Makes every mistake that a hand could make in prometheus/rules, one at a time, and says which of them the tests of the alerts do
# not notice; fails below 95 %. Takes some minutes.
#   tests/mutate-rules.sh [TEXT]
# TEXT  only mutants whose description has it: a rule's name, a file
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export OBSERVE_LONG=1 OBSERVE_MUTANTS_OF=${1:-}
dotnet test tests/Observe.Stack.Tests --filter FullyQualifiedName~Nineteen_of_twenty --logger "console;verbosity=detailed" |
    grep -vE '^(Test run|A total|VSTest|\[xUnit|Build|Test Parallel)'
