#!/usr/bin/env bash
# Compares what is worked out from a release with the same in Python, and in R where Rscript is installed (Debian:
# r-base-core): benches/analyze.sh [CASES]
# The packages come from the Python package index, at the versions written here.
set -euo pipefail
cd "$(dirname "$0")/.."
cases=${1:-240000}
work=target/bench-analyze
mkdir -p "$work"
[ -x "$work/venv/bin/python" ] || python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet numpy==2.4.6 scipy==1.17.1 statsmodels==0.15.0
cargo build --release --locked -p danmarkskort -p publication --bins --examples
if [ ! -d "$work/$cases" ]; then
  target/release/danmarkskort synth --cases "$cases" --out "$work/cases.csv"
  target/release/danmarkskort import "$work/cases.csv" --data "$work/$cases" --drawn-on 2025-06-10 > "$work/import.txt"
  target/release/danmarkskort release build --data "$work/$cases"
  rm "$work/cases.csv"
fi
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
"$work/venv/bin/python" benches/analyze.py target/release/examples/analyze "$work/$cases"
