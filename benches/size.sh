#!/usr/bin/env bash
# Measures import and count by size: benches/size.sh 1000000 10000000 100000000
# Adds a line for each size to benches/size.csv and draws benches/size.svg. The last of them needs 25 GB of
# disk; 1000000000 needs 250 GB. WORK names the folder, which is emptied of each size when it is measured.
set -euo pipefail
cd "$(dirname "$0")/.."
work=${WORK:-target/bench-size}
mkdir -p "$work"
cargo build --release --locked -p danmarkskort -p register --bins --examples
timed() { /usr/bin/time --format '%e %U %S %M' --output "$work/time" "$@"; }
seconds() { awk '{printf "%.3f,%.3f,%.0f", $1, $2 + $3, $4 * 1024 / 1e6}' "$work/time"; }
for cases in "$@"; do
  file="$work/$cases.csv" data="$work/$cases"
  [ -f "$file" ] || target/release/danmarkskort synth --cases "$cases" --out "$file"
  # Without the comments and the header.
  rows=$(($(grep --count --invert-match '^#' "$file") - 1))
  timed target/release/danmarkskort import "$file" --data "$data" > /dev/null
  import=$(seconds)
  rm "$file"
  snapshot=$(echo "$data"/snapshots/*/cases.parquet)
  timed target/release/examples/count "$snapshot" time 1 > /dev/null
  echo "$cases,$rows,$import,$(seconds)" >> benches/size.csv
  rm -r "$data"
done
python3 benches/size.py
