#!/usr/bin/env bash
# Counts tokens beside npm tiktoken, in one run and turn by turn, in megabytes a CPU second.
#   tokens.sh [--cache DIR] [--runs N] [--floor RATIO] [--cjk-floor RATIO] [--rate-share SHARE]
# Fails below the ratios, below the rates that are wanted (100 MB/s English, 300 JSON logs, 30 Chinese and Japanese, times the
# share), and when a vocabulary takes more than 100 ms of CPU to load (divided by the share).
# Needs node, npm, apt-get and dpkg-deb, without which it ends with 2; texts and the package are kept in the cache, outside the tree.
set -euo pipefail
for program in node npm apt-get dpkg-deb; do
    command -v $program >/dev/null || { echo "needs $program" >&2; exit 2; }
done
project="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cache="${TMPDIR:-/tmp}/observe-token-corpora"
arguments=("$@")
for ((i = 0; i < $#; i++)); do
    [ "${arguments[i]}" = --cache ] && cache="${arguments[i + 1]}"
done
mkdir -p "$cache/tokens"

[ -e "$cache/tiktoken/node_modules/tiktoken" ] ||
    npm install --silent --no-audit --no-fund --prefix "$cache/tiktoken" tiktoken@1.0.22 >&2 || { echo "needs tiktoken of npm" >&2; exit 2; }

# Debian's reference manual: prose in English, Chinese and Japanese, under the GPL. Of the latter two only the lines in their
# own script, without the shell commands between them.
for language in en zh-cn ja; do
    text="$cache/tokens/$language.txt"
    [ -s "$text" ] && continue
    work=$(mktemp -d)
    (cd "$work" && apt-get download -q "debian-reference-$language" >&2 && dpkg-deb -x ./*.deb .) ||
        { echo "needs debian-reference-$language of apt-get" >&2; rm -r "$work"; exit 2; }
    gunzip -c "$work/usr/share/debian-reference/debian-reference.$language.txt.gz" >"$work/all.txt"
    node -e '
        const [from, to, language] = process.argv.slice(1), fs = require("fs");
        const lines = fs.readFileSync(from, "utf8").split("\n").map(line => line.trim());
        const own = line => [...line].filter(c => c > "\u2E7F").length > 0.7 * line.length && line.length > 10;
        fs.writeFileSync(to, lines.filter(language === "en" ? line => line.replace(/[^a-z ]/gi, "").length > 0.85 * line.length && line.length > 40 : own).join("\n"));
    ' "$work/all.txt" "$text" $language
    rm -r "$work"
done
find "$project/../../src" -name '*.cs' -not -path '*/obj/*' -print0 | LC_ALL=C sort -z | xargs -0 cat >"$cache/tokens/code.txt"

dotnet build -v quiet -nologo -m:2 -c Release "$project" >&2
exec "$project/bin/Release/net10.0/Observe.Benchmarks" tokens "$@"
