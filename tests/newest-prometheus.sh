#!/usr/bin/env bash
# Prints the path of the newest prometheus that the machine's Debian mirror offers in any suite; promtool, amtool and
# prometheus-alertmanager of that suite are beside it.
#   tests/newest-prometheus.sh
# Debian 12's own, 2.42, knows neither the formats of Prometheus 3 nor UTF-8 names. No suite is added to the system: the packages
# are checked against the archive's signature and unpacked under ${XDG_CACHE_HOME:-~/.cache}/observe-tests, once a version.
# Prints the reason to standard error and returns 1 when there is none to be had.
set -euo pipefail

cache="${XDG_CACHE_HOME:-$HOME/.cache}/observe-tests"
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
suites=(sid testing stable)
days_until_asked_again=7

fail() {
    echo "no newer prometheus: $1" >&2
    exit 1
}

for program in curl dpkg dpkg-deb gpgv xz sha256sum; do
    command -v "$program" >/dev/null || fail "$program is not installed"
done
[ -r $keyring ] || fail "$keyring cannot be read"
mkdir -p "$cache"

# What was found the last time serves for a week, and whenever the mirror cannot be reached.
known() {
    [ -f "$cache/prometheus" ] && [ -x "$(cat "$cache/prometheus")" ] && [ -x "$(dirname "$(cat "$cache/prometheus")")/amtool" ]
}
if known && [ -n "$(find "$cache/prometheus" -mtime -$days_until_asked_again)" ]; then
    cat "$cache/prometheus"
    exit 0
fi

mirror=$(grep -rhoE '^[^#]*https?://[^ ]+/debian/?( |$)' /etc/apt/sources.list /etc/apt/sources.list.d 2>/dev/null |
    grep -oE 'https?://[^ ]+' | sed -n '1s|/*$||p') || true
[ -n "$mirror" ] || fail "no Debian mirror in /etc/apt"

work=$(mktemp -d "$cache/work.XXXXXX")
trap 'rm -rf "$work"' EXIT
arch=$(dpkg --print-architecture)

get() {
    curl --silent --show-error --fail --location --max-time 300 --output "$2" "$mirror/$1" 2>"$work/curl-error"
}

# The suite's index of packages, if its signature and checksum are right.
index() {
    local suite=$1 path="main/binary-$arch/Packages.xz" sum
    get "dists/$suite/InRelease" "$work/InRelease" || return 1
    gpgv --quiet --keyring $keyring --output "$work/Release" "$work/InRelease" 2>"$work/gpgv-error" || return 1
    sum=$(awk -v path="$path" '/^SHA256:/ { sums = 1; next } /^[^ ]/ { sums = 0 } sums && $3 == path { print $1 }' "$work/Release")
    get "dists/$suite/$path" "$work/Packages.xz" || return 1
    echo "$sum  $work/Packages.xz" | sha256sum --check --quiet >/dev/null 2>&1 || return 1
    xz --decompress --stdout "$work/Packages.xz" >"$work/Packages.$suite"
}

# "version filename sha256" of a package in a suite.
entry() {
    awk -v package="$2" -v RS= -F '\n' '
        $1 == "Package: " package {
            for (i = 1; i <= NF; i++) { split($i, field, ": "); value[field[1]] = field[2] }
            print value["Version"], value["Filename"], value["SHA256"]
            exit
        }' "$work/Packages.$1"
}

newest="" newest_suite=""
for suite in "${suites[@]}"; do
    index "$suite" || continue
    read -r version _ < <(entry "$suite" prometheus) || continue
    if [ -z "$newest" ] || dpkg --compare-versions "$version" gt "$newest"; then
        newest=$version newest_suite=$suite
    fi
done
if [ -z "$newest" ]; then
    known && cat "$cache/prometheus" && exit 0
    fail "$mirror answered no index with a good signature: $(cat "$work/curl-error" "$work/gpgv-error" 2>/dev/null | tail -n 1)"
fi

read -r alertmanager _ < <(entry "$newest_suite" prometheus-alertmanager) || fail "$newest_suite has no prometheus-alertmanager"
target="$cache/prometheus-$newest-alertmanager-$alertmanager"
if [ ! -x "$target/usr/bin/prometheus" ]; then
    for package in prometheus promtool prometheus-alertmanager; do
        read -r _ filename sum < <(entry "$newest_suite" $package) || fail "$newest_suite has no $package"
        get "$filename" "$work/$package.deb" || fail "$(cat "$work/curl-error")"
        echo "$sum  $work/$package.deb" | sha256sum --check --quiet >/dev/null 2>&1 || fail "$package.deb is not what the index says"
        dpkg-deb --extract "$work/$package.deb" "$work/tree"
    done
    rm -rf "$target"
    mv "$work/tree" "$target"
fi

"$target/usr/bin/prometheus" --version >/dev/null 2>&1 || fail "$newest does not run here"
echo "$target/usr/bin/prometheus" >"$cache/prometheus"
cat "$cache/prometheus"
