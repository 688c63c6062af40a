#!/usr/bin/env bash
# Writes spidermonkey.symbols anew: the functions of the engine that run when a program starts, the
# busiest first, as a profiler meets them. build.rs has them laid side by side in the binary.
#
#   src/start_order/record.sh [napkin] [starts]
#
# Needs perf, and a napkin built with `--features spidermonkey`.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
napkin=${1:-$here/../../target/release/napkin}
starts=${2:-250}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

echo 'Buffer.from("started").toString(); require("fs").existsSync(__filename);' > "$folder/start.js"
printf 'for ((i = 0; i < %s; i++)); do "%s" "%s"; done\n' "$starts" "$napkin" "$folder/start.js" > "$folder/run.sh"
perf record -q -F 25000 -o "$folder/profile" bash "$folder/run.sh" > "$folder/log" 2>&1
# Names of Rust functions change from build to build: they end in a hash.
perf script -i "$folder/profile" --comm napkin --no-demangle -F ip,sym 2> /dev/null |
  awk '$2 ~ /^_Z/ && $2 !~ /17h[0-9a-f]+E/ { sub(/[@[].*/, "", $2); count[$2]++ }
       END { for (name in count) print count[name], name }' |
  sort -k1,1nr -k2 | awk '{ print $2 }' > "$here/spidermonkey.symbols"
wc -l "$here/spidermonkey.symbols"
