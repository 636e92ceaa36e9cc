"""Counts one snapshot with DuckDB, Polars, DataFusion and our own program, on one core and on two.

Called by count.sh, which makes the snapshot. The question is the same for all: how many decided cases
each municipality has by topic, year of decision and outcome. Every program runs in a process of its own,
warm, and the best of five rounds counts; CPU seconds are those of all its threads. The three are asked in
two ways, by the day of the decision and by our column of quarters; the better one counts. The answers are
compared, row by row.
"""

import json
import os
import resource
import subprocess
import sys
import time

ROUNDS = 5
SQL = """select {year} y, municipality, topic, outcome, count(*) n
         from {table} where outcome is not null group by y, municipality, topic, outcome"""
WAYS = ("decided_on", "quarter")


def duckdb(path, threads, way):
    import duckdb

    base = duckdb.connect()
    base.execute(f"set threads={threads}")
    year = {"decided_on": "year(decided_on)", "quarter": "quarter // 4"}[way]
    query = SQL.format(table=f"'{path}'", year=year)
    return lambda: base.execute(query).fetchall()


def polars(path, threads, way):
    os.environ["POLARS_MAX_THREADS"] = str(threads)
    import polars

    rows = polars.scan_parquet(path).filter(polars.col("outcome").is_not_null())
    column = polars.col(way)
    year = column.dt.year() if way == "decided_on" else column // 4
    return lambda: rows.group_by(year.alias("y"), "municipality", "topic", "outcome").len().collect().rows()


def datafusion(path, threads, way):
    from datafusion import SessionConfig, SessionContext

    context = SessionContext(SessionConfig().with_target_partitions(threads))
    context.register_parquet("cases", path)
    year = {"decided_on": "date_part('year', decided_on)", "quarter": "quarter / 4"}[way]
    query = SQL.format(table="cases", year=year)

    def rows():
        batches = context.sql(query).collect()
        return [row for batch in batches for row in zip(*(column.to_pylist() for column in batch.columns))]

    return rows


ENGINES = {"duckdb": duckdb, "polars": polars, "datafusion": datafusion}


def cpu_seconds(who):
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime


def measure_engine(name, path, threads, way):
    """Runs in a process of its own; prints the best CPU and wall seconds and the peak memory."""
    query = ENGINES[name](path, threads, way)
    rows = sorted(tuple(int(value) for value in row) for row in query())
    cpu, wall = [], []
    for _ in range(ROUNDS):
        before, start = cpu_seconds(resource.RUSAGE_SELF), time.perf_counter()
        query()
        wall.append(time.perf_counter() - start)
        cpu.append(cpu_seconds(resource.RUSAGE_SELF) - before)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"cpu": min(cpu), "wall": min(wall), "peak": peak, "rows": rows}))


def ours(program, path, what):
    """Our program counts as many rounds as it is told; the difference of two runs leaves the start out."""

    rounds_more = 10

    def run(rounds):
        before, start = cpu_seconds(resource.RUSAGE_CHILDREN), time.perf_counter()
        out = subprocess.run([program, path, what, str(rounds)], check=True, capture_output=True, text=True)
        return cpu_seconds(resource.RUSAGE_CHILDREN) - before, time.perf_counter() - start, out.stdout

    best_cpu, best_wall = [], []
    for _ in range(ROUNDS):
        few_cpu, few_wall, out = run(1)
        many_cpu, many_wall, _ = run(1 + rounds_more)
        best_cpu.append((many_cpu - few_cpu) / rounds_more)
        best_wall.append((many_wall - few_wall) / rounds_more)
    answer = json.loads(out)
    rows = sorted(tuple(row) for row in answer["rows"]) if what == "count" else []
    return {"cpu": min(best_cpu), "wall": min(best_wall), "peak": answer["peak_mb"], "rows": rows}


def engine(name, path, cores, way):
    command = [sys.executable, __file__, name, path, str(cores), way]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main(program, path):
    for cores in (1, 2):
        os.sched_setaffinity(0, range(cores))
        found = {f"{name} {way}": engine(name, path, cores, way) for name in ENGINES for way in WAYS}
        engines = list(found)
        found["ours"] = ours(program, path, "count")
        found["decode and sum"] = ours(program, path, "sum")
        for name in engines:
            if [tuple(row) for row in found[name]["rows"]] != found["ours"]["rows"]:
                sys.exit(f"{name} counts something else than we do")
        print(f"\n{cores} core{'s' if cores > 1 else ''}: CPU s, wall s, peak MB")
        for name, row in found.items():
            print(f"  {name:22} {row['cpu']:.3f}  {row['wall']:.3f}  {row['peak']:.0f}")
        for unit in ("cpu", "wall"):
            fastest = min(found[name][unit] for name in engines)
            print(f"  {unit}: the fastest of them takes {fastest / found['ours'][unit]:.1f} times as long as we do;"
                  f" we take {found['ours'][unit] / found['decode and sum'][unit]:.2f} times a bare decode and sum")


if __name__ == "__main__":
    if sys.argv[1] in ENGINES:
        measure_engine(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4])
    else:
        main(sys.argv[1], sys.argv[2])
