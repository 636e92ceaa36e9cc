"""Works out from a release what crates/publication/examples/analyze.rs does, with numpy, scipy and statsmodels.

Called by analyze.sh, which makes the release; where R is installed, analyze.R is called too. Each works out,
for each map and year: the tests of 98 municipalities and their adjustment, intervals, funnel limits, overdispersion, spread, the hierarchical
estimates with their intervals, ranks, levels at the national mix with exact limits, changes, trends, the
account of each change, peers, and who is reliably lower. Ours also looks for sudden changes in the quarters,
which the others are not asked for. Everything that numpy can do for all municipalities at once is done so. Python
goes for about six digits, ours for ten and more. Reading the files and starting is left out, but for our
processor time, which is the whole program's. The sums of the estimates and levels must agree to 1e-6.
"""

import csv
import json
import multiprocessing
import resource
import shutil
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import numpy as np
from scipy import optimize, special, stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

ROUNDS = 3
MAPS = ("social", "child_disability", "adult_disability")
TREND_YEARS, SEVERAL_YEARS, PEERS, FEW = 5, 3, 8, 5


class Release:
    """The counts by map, year, municipality and topic: changed, remitted, upheld."""

    def __init__(self, folder, places):
        read = lambda name: list(csv.DictReader((folder / name).open(encoding="utf-8")))
        laws = {int(row["code"]): row["law"] for row in read("topics.csv")}
        self.codes = sorted(laws)
        self.families = families(self.codes, read("topic_successors.csv"))
        editions = tomllib.loads((folder / "editions.toml").read_text(encoding="utf-8"))
        definitions = {it["id"]: it for it in editions["definition"]}
        self.years = [it["decision_year"] for it in editions["edition"]]
        place = {code: index for index, code in enumerate(places)}
        topic = {code: index for index, code in enumerate(self.codes)}
        year = {number: index for index, number in enumerate(self.years)}
        counts = np.zeros((len(self.years), len(places), len(self.codes), 3))
        for row in read("outcomes.csv"):
            if int(row["period"]) in year:
                cell = counts[year[int(row["period"])], place[int(row["municipality"])], topic[int(row["topic"])]]
                cell += [int(row[name]) for name in ("changed", "remitted", "upheld")]
        self.counts, self.breaks = {}, {}
        for name in MAPS:
            self.counts[name] = np.zeros_like(counts)
            for index, edition in enumerate(editions["edition"]):
                definition = definitions[edition["map_definition"]]
                contents = definition[name]
                wanted = [code in contents.get("topics", []) or laws[code] in contents.get("laws", []) for code in self.codes]
                self.counts[name][index] = counts[index] * np.array(wanted)[None, :, None]
                is_first = definition["from_decision_year"] == edition["decision_year"]
                self.breaks[name, index] = is_first and contents.get("comparable_with_year_before") is False


def families(codes, successors):
    """The topics that took over from one another, as a number for each topic."""
    family = {code: code for code in codes}
    ties = [(int(row["topic"]), int(row["successor"])) for row in successors if row["successor"]]
    for _ in ties:
        for a, b in ties:
            family[a] = family[b] = min(family[a], family[b])
    return np.array([codes.index(family[code]) for code in codes])


def adjusted(p):
    """Benjamini and Hochberg over those that are no NaN."""
    found = np.full(p.shape, np.nan)
    known = ~np.isnan(p)
    if known.any():
        found[known] = multipletests(p[known], method="fdr_bh")[1]
    return found


def fisher(x1, n1, x2, n2):
    return stats.fisher_exact([[x1, n1 - x1], [x2, n2 - x2]]).pvalue


def compared(x, n):
    """The p values against the country, adjusted: exact binomial, for large municipalities Fisher's test."""
    rate = x.sum() / n.sum()
    central = np.minimum(1, 2 * np.minimum(stats.binom.cdf(x, n, rate), stats.binom.sf(x - 1, n, rate)))
    for place in np.flatnonzero(n > 0.05 * n.sum()):
        central[place] = fisher(x[place], n[place], x.sum() - x[place], n.sum() - n[place])
    return adjusted(np.where(n >= FEW, central, np.nan))


def funnel(x, n):
    """The interpolated exact limits at 95 % and 99.8 %, and the additive limits with the ordinary spread."""
    n = n[n > 0]
    rate = x.sum() / n.sum()

    def limit(reference, tail):
        count = stats.binom.ppf(tail, n, reference)
        part = (stats.binom.cdf(count, n, reference) - tail) / stats.binom.pmf(count, n, reference)
        return np.clip((count - part) / n, 0, 1)

    return [(limit(rate, tail), 1 - limit(1 - rate, tail)) for tail in (0.025, 0.001)]


def overdispersion(x, n):
    x, n = x[n > 0], n[n > 0]
    rate = x.sum() / n.sum()
    z = (x / n - rate) / np.sqrt(rate * (1 - rate) / n)
    low, high = np.quantile(z, [0.1, 0.9])
    phi = np.mean(np.clip(z, low, high) ** 2) / 0.67873
    weights = n / (rate * (1 - rate))
    tau = (len(n) * phi - (len(n) - 1)) / (weights.sum() - (weights**2).sum() / weights.sum())
    return phi, max(0.0, tau)


def spread(x, n):
    """Chance, mix and the rest, of municipalities by topic."""
    pooled, totals = x.sum(0) / np.maximum(n.sum(0), 1), n.sum(0)
    known = n.sum(1) > 0
    x, n = x[known], n[known]
    rate, size = x.sum() / n.sum(), n.sum(1)
    free = np.where(totals > 1, (totals - n) / np.maximum(totals - 1, 1), 0)
    expected = (n * pooled).sum(1) / size
    variance = (n * pooled * (1 - pooled) * free).sum(1) / size**2
    weighted = lambda value: (size * value).sum() / n.sum()
    total, mix = weighted((x.sum(1) / size - rate) ** 2), weighted((expected - rate) ** 2)
    chance = weighted(variance)
    p = stats.chi2.sf((((x.sum(1) / size - expected) ** 2 / variance).mean()) * (len(size) - 1), len(size) - 1)
    return total, chance, mix, total - chance - mix, p


def hierarchical(x, n):
    """Estimates of all municipalities with cases, their intervals, and matching beta distributions."""

    def log_likelihood(mean, s):
        size = 1 / s**2
        a, b = mean * size, (1 - mean) * size
        found = (special.betaln(a[:, None] + x, b[:, None] + n - x) - special.betaln(a, b)[:, None]).sum(1)
        # Below this the logarithms of the gamma function cancel; two terms of the series in s² are enough.
        y, tiny = n - x, s < 3e-4
        flat = x.sum() * np.log(mean) + y.sum() * np.log1p(-mean)
        pairs = lambda it: (it * (it - 1)).sum() / 2
        return np.where(tiny, flat + s**2 * (pairs(x) / mean + pairs(y) / (1 - mean) - pairs(n)), found)

    def grid(means, deviations, points):
        def on(ends, points):
            nodes, weights = np.polynomial.legendre.leggauss(points)
            return np.mean(ends) + (ends[1] - ends[0]) / 2 * nodes, (ends[1] - ends[0]) / 2 * weights

        (mean, mean_weight), (s, s_weight) = on(means, points[0]), on(deviations, points[1])
        mean, s = (it.ravel() for it in np.meshgrid(mean, s, indexing="ij"))
        return mean, s, np.log(np.outer(mean_weight, s_weight)).ravel() + log_likelihood(mean, s)

    rate = x.sum() / n.sum()
    reach = 12 * np.sqrt(rate * (1 - rate) / n.sum())
    means, deviations = [max(1e-6, rate - 4 * reach), min(1 - 1e-6, rate + 4 * reach)], [1e-7, 1.0]
    for points in (24, 32, 40):
        mean, s, value = grid(means, deviations, (points, points))
        inside = value > value.max() - 30
        pad = lambda it, ends: [max(ends[0], it[inside].min() - (ends[1] - ends[0]) / points),
                                min(ends[1], it[inside].max() + (ends[1] - ends[0]) / points)]
        means, deviations = pad(mean, means), pad(s, deviations)
    mean, s, value = grid(means, deviations, (160, 48))
    weight = special.softmax(value)
    keep = weight > 1e-10
    mean, size, weight = mean[keep], 1 / s[keep] ** 2, weight[keep] / weight[keep].sum()
    a, b = mean * size + x[:, None], (1 - mean) * size + (n - x)[:, None]
    own = a / (a + b)
    estimate = own @ weight
    variance = (own * (1 - own) / (a + b + 1)) @ weight + (own - estimate[:, None]) ** 2 @ weight
    sizes = estimate * (1 - estimate) / variance - 1
    alpha, beta = estimate * sizes, (1 - estimate) * sizes
    return estimate, [quantiles(a, b, weight, p, special.betaincinv(alpha, beta, p)) for p in (0.025, 0.975)], alpha, beta


def quantiles(a, b, weight, p, start):
    """Newton's method for the quantiles of all mixtures at once."""
    rate = start
    constant = special.betaln(a, b)
    for _ in range(10):
        below = special.betainc(a, b, rate[:, None]) @ weight
        log = (a - 1) * np.log(rate)[:, None] + (b - 1) * np.log1p(-rate)[:, None] - constant
        step = (below - p) / (np.exp(log) @ weight)
        rate = np.clip(rate - step, rate / 2, (1 + rate) / 2)
        if np.abs(step).max() < 1e-7:
            break
    return rate


def ranks(alpha, beta):
    """The 95 % interval of each rank, by quadrature over the log-odds."""
    low = special.logit(np.maximum(special.betaincinv(alpha, beta, 1e-10), 1e-12)).min()
    high = special.logit(np.minimum(1 - special.betaincinv(beta, alpha, 1e-10), 1 - 1e-12)).max()
    steps = int(np.clip((high - low) / (0.25 * np.sqrt(1 / alpha + 1 / beta).min()), 64, 600))
    place = low + (high - low) * (np.arange(steps) + 0.5) / steps
    rate = special.expit(place)[:, None]
    above = 1 - special.betainc(alpha, beta, rate)
    density = np.exp(alpha * np.log(rate) + beta * np.log1p(-rate) - special.betaln(alpha, beta)) * (high - low) / steps
    units = len(alpha)
    counts = np.zeros((steps, units + 1))
    counts[:, 0] = 1
    for unit in range(units):
        p = above[:, unit, None]
        counts[:, 1:] = counts[:, 1:] * (1 - p) + counts[:, :-1] * p
        counts[:, 0] *= 1 - p[:, 0]
    found = np.zeros((units, units))
    rising, up, down = above <= 0.5, np.zeros_like(above), np.zeros_like(above)
    mass_up, mass_down = density * rising, density * ~rising
    p, q = np.where(rising, above, 0), np.where(rising, 1, above)
    for rank in range(units):
        up = np.maximum((counts[:, rank, None] - p * up) / (1 - p), 0)
        found[:, rank] += (mass_up * up).sum(0)
        down = np.maximum((counts[:, units - rank, None] - (1 - q) * down) / q, 0)
        found[:, units - 1 - rank] += (mass_down * down).sum(0)
    sums = found.cumsum(1)
    return (sums < 0.025).sum(1) + 1, (sums < 0.975).sum(1) + 1


def levels(x, n):
    """The rate at the national mix of each municipality, with exact limits."""
    reference, weight = x.sum(0) / np.maximum(n.sum(0), 1), n.sum(0) / n.sum()
    certain, free = reference >= 1, (reference > 0) & (reference < 1)
    fixed, odds = weight[certain].sum(), special.logit(reference[free])
    own = n[:, free]
    trials = own.sum(1)
    observed = np.clip(x.sum(1) - n[:, certain].sum(1), 0, trials)
    target, shift = np.clip(observed, 0.5, np.maximum(trials - 0.5, 0.5)), np.zeros(len(n))
    for _ in range(60):
        rate = special.expit(odds + shift[:, None])
        slope = np.maximum((own * rate * (1 - rate)).sum(1), 1e-12)
        step = np.clip((target - (own * rate).sum(1)) / slope, -2, 2)
        shift += step
        if np.abs(step[trials > 0]).max() < 1e-12:
            break
    at = lambda shift: fixed + weight[free] @ special.expit(odds + shift)
    found = np.full((len(n), 3), np.nan)
    for place in np.flatnonzero(n.sum(1) > 0):
        o, t = observed[place], trials[place]
        ends = (-np.inf, np.inf)
        value = at(ends[0]) if o == 0 else at(ends[1]) if o == t else at(shift[place])
        found[place] = value, *(at(it) for it in limits(own[place], odds + shift[place], o, t, shift[place]))
    return found


def limits(trials, odds, observed, total, shift):
    """The shifts at which the exact tails are 2.5 %: the distribution is convolved once and tilted."""
    probability = np.ones(1)
    for size, p in zip(trials, special.expit(odds)):
        if size > 0:
            probability = np.convolve(probability, stats.binom.pmf(np.arange(size + 1), size, p))
    distance = np.arange(len(probability)) - observed

    def tail(step, inside):
        log = np.log(np.maximum(probability, 1e-300)) + step * distance
        tilted = np.exp(log - log.max())
        return tilted[inside].sum() / tilted.sum() - 0.025

    lower = -np.inf if observed == 0 else shift + optimize.brentq(tail, -30, 30, (distance >= 0,), xtol=1e-9)
    upper = np.inf if observed == total else shift + optimize.brentq(tail, -30, 30, (distance <= 0,), xtol=1e-9)
    return lower, upper


def changes(x1, n1, x2, n2):
    """Newcombe's intervals, and Fisher's tests adjusted for all."""
    known = np.flatnonzero((n1 >= FEW) & (n2 >= FEW))
    (low1, high1), (low2, high2) = (proportion_confint(x[known], n[known], method="wilson") for x, n in ((x1, n1), (x2, n2)))
    p1, p2 = x1[known] / n1[known], x2[known] / n2[known]
    lower = p2 - p1 - np.hypot(p2 - low2, high1 - p1)
    upper = p2 - p1 + np.hypot(high2 - p2, p1 - low1)
    p = np.array([fisher(x2[it], n2[it], x1[it], n1[it]) for it in known])
    return lower, upper, adjusted(p) if len(p) else p


def trends(x, n, years):
    """Cochran and Armitage's tests of all municipalities at once, and the departure from a line."""
    size, rate = n.sum(0), x.sum(0) / np.maximum(n.sum(0), 1)
    center = (n * years[:, None]).sum(0) / np.maximum(size, 1)
    score = years[:, None] - center
    with np.errstate(invalid="ignore", divide="ignore"):
        variance = rate * (1 - rate)
        z = (x * score).sum(0) / np.sqrt(variance * (n * score**2).sum(0))
        total = (np.where(n > 0, (x - n * rate) ** 2 / np.maximum(n, 1), 0)).sum(0) / variance
    used = (n > 0).sum(0) >= TREND_YEARS
    p = np.where(used, 2 * stats.norm.sf(np.abs(z)), np.nan)
    return adjusted(p), stats.chi2.sf(total - z**2, TREND_YEARS - 2)


def account(first, second, family):
    """Kitagawa's split of the change of every municipality at once: all cases, remitted, changed."""
    topics = family.max() + 1
    by_family = np.zeros((2, first.shape[0], topics, 3))
    for topic, number in enumerate(family):
        by_family[0, :, number] += first[:, topic]
        by_family[1, :, number] += second[:, topic]
    n = by_family.sum(3)
    with np.errstate(invalid="ignore", divide="ignore"):
        weight = n / n.sum(2, keepdims=True)
        found = []
        for part in ((0, 1), (1,), (0,)):
            x = by_family[..., part].sum(3)
            rate = x / n
            rate = np.where(np.isnan(rate), rate[::-1], rate)
            rate = np.where(np.isnan(rate), 0, rate)
            middle = (x.sum(2) / n.sum(2)).mean(0)[:, None]
            within = weight.mean(0) * (rate[1] - rate[0])
            found.append((within, (rate.mean(0) - middle) * (weight[1] - weight[0])))
    return found


def peers(n, group):
    """The most similar municipalities by group, number of cases and mix."""
    size = n.sum(1)
    known = np.flatnonzero(size > 0)
    mix = n[known] / size[known, None]
    volume = np.minimum(np.abs(np.log2(size[known, None] / size[known])) / 3, 1)
    moved = np.abs(mix[:, None] - mix[None]).sum(2) / 2
    distance = (group[known, None] != group[known]) + volume + moved
    np.fill_diagonal(distance, np.inf)
    return known, known[np.argsort(distance, axis=1, kind="stable")[:, :PEERS]]


def of_map(release, name, year, group):
    """Everything of one map and year; returns the sum of the estimates and levels."""
    counts = release.counts[name]
    x, n = counts[year][..., :2].sum(2), counts[year].sum(2)
    all_x, all_n = x.sum(1), n.sum(1)
    compared(all_x, all_n)
    proportion_confint(all_x[all_n > 0], all_n[all_n > 0], method="wilson")
    funnel(all_x, all_n), overdispersion(all_x, all_n), spread(x, n)
    known = all_n > 0
    estimate, _, alpha, beta = hierarchical(all_x[known], all_n[known])
    ranks(alpha, beta)
    level = levels(x, n)[:, 0]
    start = year
    while start > 0 and not release.breaks[name, start]:
        start -= 1
    pooled = counts[max(start, year - SEVERAL_YEARS + 1) : year + 1].sum(0)
    pooled_x, pooled_n = pooled[..., :2].sum((1, 2)), pooled.sum((1, 2))
    proportion_confint(pooled_x[pooled_n > 0], pooled_n[pooled_n > 0], method="wilson")
    who, nearest = peers(pooled.sum(2), group)
    if year - start + 1 >= SEVERAL_YEARS:
        compared(pooled_x, pooled_n)
        adjusted(np.array([fisher(pooled_x[it], pooled_n[it], pooled_x[near].sum(), pooled_n[near].sum())
                           for it, near in zip(who, nearest)]))
    if year > start:
        before = counts[year - 1]
        changes(before[..., :2].sum((1, 2)), before.sum((1, 2)), all_x, all_n)
    if year > 0:
        account(counts[year - 1], counts[year], release.families)
        account(counts[year - 1].sum(0)[None], counts[year].sum(0)[None], release.families)
    if year - start + 1 >= TREND_YEARS:
        newest = counts[year - TREND_YEARS + 1 : year + 1]
        numbers = np.array(release.years[year - TREND_YEARS + 1 : year + 1], float)
        trends(newest[..., :2].sum((2, 3)), newest.sum((2, 3)), numbers)
        trends(newest[..., :2].sum((1, 2, 3))[:, None], newest.sum((1, 2, 3))[:, None], numbers)
    return estimate.sum() + np.nansum(level)


def export(release, group, folder):
    """Writes what analyze.R reads; numbers of places in a list count from 1."""

    def write(name, header, rows):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *rows])

    folder.mkdir(exist_ok=True)
    write("years", ["year"], [[year] for year in release.years])
    write("topics", ["family"], [[number + 1] for number in release.families])
    write("municipalities", ["group"], [[number + 1] for number in group])
    write("breaks", ["map", "year"], [[name, year + 1] for (name, year), is_break in release.breaks.items() if is_break])
    cells = ([name, *(np.array(place) + 1), *counts[place].astype(int)]
             for name, counts in release.counts.items() for place in np.ndindex(counts.shape[:3]) if counts[place].any())
    write("cells", ["map", "year", "municipality", "topic", "changed", "remitted", "upheld"], cells)


def timed(*work):
    start = time.process_time()
    return of_map(*work), time.process_time() - start


def in_r(program, data, release, group):
    """One run on one core of analyze.R, if R is there, and one of ours in the same minute; by processor time."""
    rscript = shutil.which("Rscript")
    if rscript is None:
        print("R is not there: apt-get install r-base-core")
        return
    folder = Path(data) / "for_r"
    export(release, group, folder)
    found = json.loads(subprocess.run([rscript, "benches/analyze.R", folder], check=True, capture_output=True, text=True).stdout)
    beside = ours(program, data, 1)
    agrees(found["sum"], beside["sum"], "R")
    print(f"1 core, {found['maps']} maps: R {found['processor']:.1f} s, ours {beside['processor']:.2f} s of processor time, "
          f"{found['processor'] / beside['processor']:.0f} times; sum {found['sum']:.6f}")


def ours(program, data, threads):
    """The quickest of some runs, with the processor seconds of the whole program."""
    found = []
    for _ in range(ROUNDS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        run = subprocess.run([program, data, str(threads)], check=True, capture_output=True, text=True)
        used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
        found.append(json.loads(run.stdout) | {"processor": used})
    return min(found, key=lambda run: run["seconds"])


def agrees(theirs, ours, language):
    if abs(theirs - ours) > 1e-6:
        sys.exit(f"the sums of estimates and levels differ: {theirs:.9f} in {language}, {ours} ours")


def main(program, data):
    municipalities = list(csv.DictReader(Path("data/municipalities.csv").open(encoding="utf-8")))
    municipalities.sort(key=lambda row: int(row["code"]))
    _, group = np.unique([row["group"] for row in municipalities], return_inverse=True)
    name = (Path(data) / "releases/current").read_text().strip()
    release = Release(Path(data) / "releases" / name, [int(row["code"]) for row in municipalities])
    work = [(release, name, year, group) for year in range(len(release.years)) for name in MAPS]
    of_map(*work[-1])
    for cores in (1, 2):
        found = ours(program, data, cores)
        with multiprocessing.Pool(cores) as pool:
            start = time.perf_counter()
            done = pool.starmap(timed, work, chunksize=1)
            seconds = time.perf_counter() - start
        total, processor = (sum(column) for column in zip(*done))
        agrees(total, found["sum"], "Python")
        print(f"{cores} core{'s' if cores > 1 else ''}, {found['maps']} maps: Python {seconds:.2f} s, ours "
              f"{found['seconds']:.3f} s, {seconds / found['seconds']:.0f} times; processor time Python {processor:.1f} s, ours "
              f"{found['processor']:.2f} s, {processor / found['processor']:.0f} times; sum {total:.6f}", flush=True)
    in_r(program, data, release, group)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
