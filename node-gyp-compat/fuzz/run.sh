#!/usr/bin/env bash
# Fuzzes node-gyp-compat: `fuzz/run.sh [SECONDS [TARGET...]]`, 60 seconds of each target by default.
# Needs no nightly compiler: the flags that cargo-fuzz would pass are unstable, and RUSTC_BOOTSTRAP lets
# a stable compiler take them. Seeds are the .gyp files of this repository, those of the packages in
# tests/gyp/npm if they are installed, and a record of a declaration. What is found goes to fuzz/artifacts;
# a find that is mended becomes a test beside the code. With a nightly compiler `cargo fuzz run TARGET` does the same.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

seconds=${1:-60}
targets=("${@:2}")
[ ${#targets[@]} -gt 0 ] || targets=(parse condition evaluate declarations)
host=$(rustc -vV | sed -n 's/^host: //p')

export RUSTC_BOOTSTRAP=1
export RUSTFLAGS="--cfg fuzzing -Ccodegen-units=1 -Cpasses=sancov-module
  -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters
  -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares"
cargo build --release --target "$host"

seeds=corpus/seeds
mkdir -p "$seeds"
while IFS= read -r file; do
  cp "$file" "$seeds/$(cksum < "$file" | tr ' ' -)"
done < <(find ../gyp ../../addon-examples ../../tests/gyp/npm \( -name '*.gyp' -o -name '*.gypi' \) -type f)

# A declaration in Rust libraries, which are too long themselves.
printf '1\037a\037src/lib.rs\0371\037class\037n\037A\037\001n.B\002\037Text.\037\034f(a: \001n.A\002): void\036' \
  > "$seeds/declaration"

for target in "${targets[@]}"; do
  printf '\n=== %s, %s s\n' "$target" "$seconds"
  mkdir -p "corpus/$target" "artifacts/$target"
  # TMPDIR in memory: `evaluate` writes its input to files.
  TMPDIR=$([ -d /dev/shm ] && echo /dev/shm || echo "${TMPDIR:-/tmp}") \
    "target/$host/release/$target" -max_total_time="$seconds" -timeout=10 -max_len=4096 -dict=gyp.dict \
    -artifact_prefix="artifacts/$target/" -print_final_stats=1 "corpus/$target" "$seeds"
done
