#!/usr/bin/env bash
# How fast the open API answers, beside Datasette with the same figures on the same machine: a slice of 98
# rows at a fixed rate and at saturation, the whole of OMG2 as text, PX and XLSX of a million cells.
# Needs wrk (Debian), oha 1.4 (`cargo install oha`), curl and python3 with venv on the PATH.
#   benches/api.sh [FOLDER]    FOLDER keeps the demonstration's data between runs
set -euo pipefail
cd "$(dirname "$0")/.."
data=${1:-$(mktemp -d)}
mkdir -p "$data"
ours=127.0.0.1:8098
theirs=127.0.0.1:8099
program=target/release/danmarkskort
servers=()
trap 'kill "${servers[@]}" 2>/dev/null || true' EXIT

cargo build --release --quiet
if [ ! -d "$data/banks" ]; then
  "$program" synth --out "$data/register.csv"
  "$program" import "$data/register.csv" --data "$data" >"$data/import.txt"
  "$program" release build --data "$data"
  "$program" bank build --data "$data"
fi
"$program" serve --data "$data" --listen "$ours" --calls 4294967295 >/dev/null &
servers+=($!)
until curl -sf -o /dev/null "http://$ours/api/v2/config"; do sleep 0.1; done

api=http://$ours/api/v2/tables
slice="$api/OMG1/data?lang=en&outputFormat=json-stat2&codelist%5BOMRAADE%5D=vs_kommuner&valuecodes%5BOMRAADE%5D=*&valuecodes%5BEMNE%5D=TOT&valuecodes%5BContentsCode%5D=omgoerelsesprocent&valuecodes%5BTid%5D=2024"
whole="valuecodes%5BOMRAADE%5D=*&valuecodes%5BEMNE%5D=*&valuecodes%5BContentsCode%5D=*&valuecodes%5BTid%5D=*"
long="http://$ours/v1/data/OMG2/BULK?OMRAADE=*&EMNE=*&ContentsCode=*&Tid=*"

echo "== Datasette with the same table (SQLite, an index on what is asked for)"
venv=target/bench-api/venv
[ -x "$venv/bin/datasette" ] || { python3 -m venv "$venv" && "$venv/bin/pip" install --quiet datasette==0.65.1; }
rm -f "$data/omg1.db"
"$venv/bin/python" - "$api/OMG1/data?outputFormat=json-stat2&$whole" "$data/omg1.db" <<'PYTHON'
import itertools, json, sqlite3, sys, urllib.request
table = json.load(urllib.request.urlopen(sys.argv[1]))
codes = [sorted(table["dimension"][d]["category"]["index"].items(), key=lambda it: it[1]) for d in table["id"]]
rows = (tuple(code for code, _ in at) + (value,) for at, value in zip(itertools.product(*codes), table["value"]))
base = sqlite3.connect(sys.argv[2])
columns = ", ".join(table["id"])
base.execute(f"create table omg1 ({columns}, value)")
base.executemany(f"insert into omg1 values ({', '.join('?' * (len(table['id']) + 1))})", rows)
base.execute("create index asked on omg1 (EMNE, ContentsCode, Tid)")
base.commit()
print(base.execute("select count(*) from omg1").fetchone()[0], "cells")
PYTHON
"$venv/bin/datasette" serve "$data/omg1.db" --host 127.0.0.1 --port 8099 --setting default_page_size 200 >/dev/null 2>&1 &
servers+=($!)
row="http://$theirs/omg1/omg1.json?_shape=objects&_nocount=1&_nofacet=1&_size=200&EMNE=TOT&ContentsCode=omgoerelsesprocent&Tid=2024&OMRAADE__glob=0*"
until curl -sf -o /dev/null "$row"; do sleep 0.1; done
"$venv/bin/python" - "$slice" "$row" <<'PYTHON'
import json, sys, urllib.request
ours, theirs = (json.load(urllib.request.urlopen(url)) for url in sys.argv[1:])
rates = {row["OMRAADE"]: row["value"] for row in theirs["rows"] if row["OMRAADE"] != "0000"}
index = ours["dimension"]["OMRAADE"]["category"]["index"]
assert rates == {code: ours["value"][place] for code, place in index.items()}, "the answers differ"
print(len(rates), "rows, the same from both")
PYTHON

clean() { sed 's/\x1b\[[0-9;]*m//g' | grep -E "$1"; }
echo "== a slice of 98 rows, open loop: 1,000 requests a second for 20 s, latency from when a request was due"
oha --no-tui -z 20s -q 1000 -c 32 --latency-correction "$slice" | clean 'Success|Requests/sec|50.00%|99.00%|99.90%'
echo "== the same at saturation, 16 connections for 10 s: ours, then Datasette"
wrk -t1 -c16 -d10s "$slice" | grep -E 'Requests/sec|Non-2xx'
wrk -t1 -c16 -d10s "$row" | grep -E 'Requests/sec|Non-2xx'

echo "== the whole of OMG2 as text: bytes, seconds, bytes a second"
curl -s -o /dev/null -w 'long:  %{size_download} %{time_total} %{speed_download}\n' "$long"
curl -s -o /dev/null -w 'wide:  %{size_download} %{time_total} %{speed_download}\n' "$api/OMG2/data?outputFormat=csv&$whole"
echo "== a million cells: bytes, seconds"
# 122 places, 55 topics, all figures, 17 quarters: just below the limit of a million.
million="valuecodes%5BOMRAADE%5D=*&valuecodes%5BEMNE%5D=*&valuecodes%5BContentsCode%5D=*&valuecodes%5BTid%5D=top(16)"
for format in px xlsx parquet; do
  curl -s -o /dev/null -w "$format: %{http_code} %{size_download} %{time_total}\n" "$api/OMG2/data?outputFormat=$format&$million"
done
echo "== memory of the server"
grep VmHWM "/proc/${servers[0]}/status"
