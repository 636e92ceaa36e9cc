"""Counts one snapshot with DuckDB, Polars, DataFusion and our own program, on one core and on two.

Called by count.sh, which makes the snapshot. The question is the same for all: how many decided cases
each municipality has by topic, year of decision and outcome. Every program runs in a process of its own,
warm, and the best of five rounds counts; CPU seconds are those of all its threads. Before anything is
timed the answers are compared, row by row.
"""

import json
import os
import resource
import subprocess
import sys
import time

ROUNDS = 5
SQL = """select year(decided_on) y, municipality, topic, outcome, count(*) n
         from {table} where outcome is not null group by all"""


def duckdb(path, threads):
    import duckdb

    base = duckdb.connect()
    base.execute(f"set threads={threads}")
    query = SQL.format(table=f"'{path}'")
    return lambda: base.execute(query).fetchall()


def polars(path, threads):
    os.environ["POLARS_MAX_THREADS"] = str(threads)
    import polars

    rows = polars.scan_parquet(path).filter(polars.col("outcome").is_not_null())
    year = polars.col("decided_on").dt.year().alias("y")
    return lambda: rows.group_by(year, "municipality", "topic", "outcome").len().collect().rows()


def datafusion(path, threads):
    from datafusion import SessionConfig, SessionContext

    context = SessionContext(SessionConfig().with_target_partitions(threads))
    context.register_parquet("cases", path)
    query = SQL.format(table="cases").replace("year(decided_on)", "date_part('year', decided_on)")
    query = query.replace("group by all", "group by y, municipality, topic, outcome")

    def rows():
        batches = context.sql(query).collect()
        return [row for batch in batches for row in zip(*(column.to_pylist() for column in batch.columns))]

    return rows


ENGINES = {"duckdb": duckdb, "polars": polars, "datafusion": datafusion}


def cpu_seconds(who):
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime


def measure_engine(name, path, threads):
    """Runs in a process of its own; prints the best CPU and wall seconds and the peak memory."""
    query = ENGINES[name](path, threads)
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

    def run(rounds):
        before, start = cpu_seconds(resource.RUSAGE_CHILDREN), time.perf_counter()
        out = subprocess.run([program, path, what, str(rounds)], check=True, capture_output=True, text=True)
        return cpu_seconds(resource.RUSAGE_CHILDREN) - before, time.perf_counter() - start, out.stdout

    best_cpu, best_wall = [], []
    for _ in range(ROUNDS):
        few_cpu, few_wall, out = run(1)
        many_cpu, many_wall, _ = run(6)
        best_cpu.append((many_cpu - few_cpu) / 5)
        best_wall.append((many_wall - few_wall) / 5)
    answer = json.loads(out)
    return {"cpu": min(best_cpu), "wall": min(best_wall), "peak": answer["peak_mb"],
            "rows": sorted(tuple(row) for row in answer["rows"])}


def main(program, path):
    for cores in (1, 2):
        os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[:cores]) if cores == 1 else range(2))
        found = {}
        for name in ENGINES:
            command = [sys.executable, __file__, name, path, str(cores)]
            out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            found[name] = json.loads(out)
        found["ours"] = ours(program, path, "count")
        found["decode and sum"] = ours(program, path, "sum")
        for name in ENGINES:
            if found[name]["rows"] != found["ours"]["rows"]:
                sys.exit(f"{name} counts something else than we do")
        print(f"\n{cores} core{'s' if cores > 1 else ''}: CPU s, wall s, peak MB")
        for name, row in found.items():
            print(f"  {name:15} {row['cpu']:.3f}  {row['wall']:.3f}  {row['peak']:.0f}")
        for unit in ("cpu", "wall"):
            fastest = min(found[name][unit] for name in ENGINES)
            print(f"  {unit}: the fastest of the three takes {fastest / found['ours'][unit]:.1f} times as long as we do;"
                  f" we take {found['ours'][unit] / found['decode and sum'][unit]:.2f} times a bare decode and sum")


if __name__ == "__main__":
    if sys.argv[1] in ENGINES:
        measure_engine(sys.argv[1], sys.argv[2], int(sys.argv[3]))
    else:
        main(sys.argv[1], sys.argv[2])
