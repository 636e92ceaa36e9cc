"""Draws benches/size.svg from benches/size.csv: rows against seconds and memory, both axes logarithmic.

The slope beside a line is that of the straight line nearest to its points: 1 is twice the time for twice the
rows, 0 is a memory that does not grow.
"""

import csv
import math
from pathlib import Path

HERE = Path(__file__).parent
PANELS = (
    ("processor seconds", (("import", "import_cpu"), ("count of outcomes", "count_cpu"))),
    ("peak memory, MB", (("import", "import_peak_mb"), ("count of outcomes", "count_peak_mb"))),
)
WIDTH, HEIGHT, LEFT, TOP = 380, 300, 60, 50
COLORS = ("#1f4e79", "#b5470f")


def slope(points):
    """Returns the slope of the nearest straight line through the logarithms."""
    logs = [(math.log10(x), math.log10(y)) for x, y in points]
    mean_x = sum(x for x, _ in logs) / len(logs)
    mean_y = sum(y for _, y in logs) / len(logs)
    return sum((x - mean_x) * (y - mean_y) for x, y in logs) / sum((x - mean_x) ** 2 for x, _ in logs)


def panel(title, lines, rows, left):
    points = {name: [(int(row["cases"]), float(row[column])) for row in rows] for name, column in lines}
    every = [point for line in points.values() for point in line]
    ends = [
        (math.floor(math.log10(min(values))), max(math.ceil(math.log10(max(values))), math.floor(math.log10(min(values))) + 1))
        for values in zip(*every)
    ]

    def place(value, axis):
        low, high = ends[axis]
        part = (math.log10(value) - low) / (high - low)
        return left + part * WIDTH if axis == 0 else TOP + (1 - part) * HEIGHT

    yield f'<text x="{left}" y="{TOP - 14}" font-weight="bold">{title}</text>'
    for power in range(ends[0][0], ends[0][1] + 1):
        x = place(10**power, 0)
        yield f'<path d="M{x:.1f} {TOP}v{HEIGHT}" stroke="#ccc"/>'
        yield f'<text x="{x:.1f}" y="{TOP + HEIGHT + 18}" text-anchor="middle">10<tspan dy="-5" font-size="9">{power}</tspan></text>'
    for power in range(ends[1][0], ends[1][1] + 1):
        y = place(10**power, 1)
        yield f'<path d="M{left} {y:.1f}h{WIDTH}" stroke="#ccc"/>'
        yield f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g}</text>'
    for (name, line), color in zip(points.items(), COLORS):
        dots = [(place(x, 0), place(y, 1)) for x, y in line]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in dots)
        yield f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="2"/>'
        for x, y in dots:
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{color}"/>'
        x, y = dots[0]
        yield f'<text x="{x + 8:.1f}" y="{y - 10:.1f}" fill="{color}">{name}: slope {slope(line):.2f}</text>'
    yield f'<text x="{left + WIDTH / 2}" y="{TOP + HEIGHT + 38}" text-anchor="middle">cases</text>'


def main():
    with open(HERE / "size.csv", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: int(row["cases"]))
    size = f"{2 * (WIDTH + LEFT) + 40} {TOP + HEIGHT + 50}"
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" font-family="sans-serif" font-size="12">']
    out.append("<title>Import and count by size of the register</title>")
    for index, (title, lines) in enumerate(PANELS):
        out.extend(panel(title, lines, rows, LEFT + index * (WIDTH + LEFT)))
    out.append("</svg>")
    (HERE / "size.svg").write_text("\n".join(out) + "\n")


main()
