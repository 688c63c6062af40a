#!/usr/bin/env bash
# Runs the ABI tests and those of napi-derive with AddressSanitizer and LeakSanitizer over everything: napkin's Rust code,
# the engine, libuv and the test addons. Arguments choose tests: tests/sanitize.sh references
#
# Works with the stable toolchain: it ships the sanitizer's runtime, only the option that uses it
# still counts as unstable. The crates that compile C see the option and instrument their code too.
# The build has a target directory of its own, since nothing in it fits the ordinary one. It is
# optimised less: it compiles sooner, and reports name more of the functions.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

host=$(rustc -vV | sed -n 's/^host: //p')
target_dir=${CARGO_TARGET_DIR:-target}/sanitizer

# The program holds the sanitizer's runtime; addons compiled for it find its functions there.
exports='-Wl,--export-dynamic-symbol=__asan_*,--export-dynamic-symbol=__lsan_*,--export-dynamic-symbol=__sanitizer_*'

CARGO_PROFILE_RELEASE_OPT_LEVEL=1 \
CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
CARGO_PROFILE_RELEASE_BUILD_OVERRIDE_OPT_LEVEL=0 \
RUSTC_BOOTSTRAP=1 \
RUSTFLAGS="-Zsanitizer=address --cfg=sanitized -Cforce-frame-pointers=yes -Clink-arg=$exports" \
  cargo build --release --locked --bin napkin --target "$host" --target-dir "$target_dir"

NAPKIN_TEST_SANITIZER=address \
NAPKIN_TEST_BINARY="$target_dir/$host/release/napkin" \
  cargo test --release --locked --test abi --test derive -- "$@"
