#!/usr/bin/env bash
# Compares counting a snapshot with DuckDB, Polars and DataFusion: benches/count.sh [CASES]
# The three come from the Python package index, at the versions written here.
set -euo pipefail
cd "$(dirname "$0")/.."
cases=${1:-10000000}
work=target/bench-count
mkdir -p "$work"
[ -x "$work/venv/bin/python" ] || python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet duckdb==2.0.0 polars==2.1.0 datafusion==55.0.0 pyarrow==26.0.1
cargo build --release --locked -p danmarkskort -p register --bins --examples
if [ ! -d "$work/$cases" ]; then
  target/release/danmarkskort synth --cases "$cases" --out "$work/cases.csv"
  target/release/danmarkskort import "$work/cases.csv" --data "$work/$cases" > "$work/import.txt"
  rm "$work/cases.csv"
fi
snapshot=$(echo "$work/$cases"/snapshots/*/cases.parquet)
"$work/venv/bin/python" benches/count.py target/release/examples/count "$snapshot"
