#!/usr/bin/env bash
# Runs the tests of napi-derive on its strict host (napi-derive/mock_abi) under Miri, which finds undefined behaviour
# in Rust code. Arguments choose tests: tests/miri.sh references
#
# Miri is part of the nightly toolchain alone:
#   rustup toolchain install nightly --profile minimal --component miri,rust-src
# It compiles nothing but the two crates, into a target directory of its own.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if ! cargo +nightly miri --version >/dev/null 2>&1; then
  echo 'Miri is not installed: rustup toolchain install nightly --profile minimal --component miri,rust-src' >&2
  exit 1
fi
cargo +nightly miri test --locked --package napi-derive-mock-abi --target-dir "${CARGO_TARGET_DIR:-target}/miri" -- "$@"
