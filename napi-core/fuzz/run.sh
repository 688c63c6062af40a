#!/usr/bin/env bash
# Fuzzes napi-core: `fuzz/run.sh [SECONDS [TARGET...]]`, 60 seconds of each target by default.
# Needs no nightly compiler: the flags that cargo-fuzz would pass are unstable, and RUSTC_BOOTSTRAP lets
# a stable compiler take them. Seeds for `inspect` are the beginnings of the libraries of this system and
# of the addons that the tests built. What is found goes to fuzz/artifacts; a find that is mended becomes
# a test beside the code. With a nightly compiler `cargo fuzz run TARGET` does the same.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

seconds=${1:-60}
targets=("${@:2}")
[ ${#targets[@]} -gt 0 ] || targets=(inspect strings)
host=$(rustc -vV | sed -n 's/^host: //p')

export RUSTC_BOOTSTRAP=1
export RUSTFLAGS="--cfg fuzzing -Ccodegen-units=1 -Cpasses=sancov-module
  -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters
  -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares"
cargo build --release --target "$host"

seeds=corpus/inspect-seeds
mkdir -p "$seeds" corpus/strings-seeds
while IFS= read -r file; do
  head -c 20000 "$file" > "$seeds/$(cksum < "$file" | tr ' ' -)"
done < <(find ../../addon-examples ../../target/tests -name '*.node' -type f 2>/dev/null | head -20)
printf 'h\303\251llo \360\237\230\200 \355\240\200' > corpus/strings-seeds/mixed

for target in "${targets[@]}"; do
  printf '\n=== %s, %s s\n' "$target" "$seconds"
  mkdir -p "corpus/$target" "artifacts/$target"
  "target/$host/release/$target" -max_total_time="$seconds" -timeout=10 -max_len=32768 \
    -artifact_prefix="artifacts/$target/" -print_final_stats=1 "corpus/$target" "corpus/$target-seeds"
done
