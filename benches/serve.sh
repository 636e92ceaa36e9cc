#!/usr/bin/env bash
# How fast the pages come: start of `serve`, weight of the first view, a map page at a fixed rate and
# at saturation. Needs wrk (Debian), oha 1.4 (`cargo install oha`), curl and python3 on the PATH.
#   benches/serve.sh [FOLDER]    FOLDER keeps the demonstration's data between runs
set -euo pipefail
cd "$(dirname "$0")/.."
data=${1:-$(mktemp -d)}
mkdir -p "$data"
address=127.0.0.1:8097
page=http://$address/kort/social/2024
program=target/release/danmarkskort

cargo build --release --quiet
"$program" synth --out "$data/register.csv"
"$program" import "$data/register.csv" --data "$data" >"$data/import.txt"
"$program" release build --data "$data"

echo "== start: from the command to the first page, milliseconds, five times"
for _ in 1 2 3 4 5; do
  python3 - "$program" "$data" "$address" <<'PYTHON'
import subprocess, sys, time, urllib.request
program, data, address = sys.argv[1:]
start = time.monotonic()
server = subprocess.Popen([program, "serve", "--data", data, "--listen", address], stdout=subprocess.DEVNULL)
while True:
    try:
        urllib.request.urlopen(f"http://{address}/", timeout=1).read()
        break
    except OSError:
        time.sleep(0.002)
print(round((time.monotonic() - start) * 1000))
server.terminate()
server.wait()
PYTHON
done

"$program" serve --data "$data" --listen "$address" >/dev/null &
server=$!
trap 'kill $server' EXIT
until curl -sf -o /dev/null "$page"; do sleep 0.1; done

echo "== first view with brotli, bytes"
{
  echo "$page"
  curl -s "$page" | grep -oE '/assets/[a-z0-9.-]+' | sort -u | sed "s#^#http://$address#"
} | while read -r url; do
  curl -s -H 'accept-encoding: br' -o /dev/null -w '%{size_download} %{url_effective}\n' "$url"
done | awk '{ sum += $1; print } END { print sum, "in all" }'

echo "== open loop: 1,000 requests a second for 20 s, latency counted from when a request was due"
oha --no-tui -z 20s -q 1000 -c 32 --latency-correction -H 'accept-encoding: br' "$page" |
  sed 's/\x1b\[[0-9;]*m//g' | grep -E 'Success|Requests/sec|50.00%|90.00%|99.00%|99.90%'

echo "== saturation: 16 connections for 10 s"
wrk -t1 -c16 -d10s -H 'accept-encoding: br' --latency "$page" | grep -E '50%|99%|Requests/sec'

echo "== memory of the server"
grep VmHWM "/proc/$server/status"
