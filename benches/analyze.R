# Works out from a release what crates/publication/examples/analyze.rs does, in base R:
# Rscript benches/analyze.R FOLDER, with the files that analyze.py writes for it.
#
# The same work as in analyze.py, which see for what that is, written with the functions of `stats` and vectorized where
# they are: one test, one search for a quantile, one fit after the other, as one would write it. Where one would choose
# a slow way (fisher.test with limits, a new convolution for every step of a search) the quicker one is taken.
# Prints one line of JSON: processor seconds without reading the files, and the sum of the estimates and levels.

few <- 5
trend_years <- 5
several_years <- 3
peers_wanted <- 8

# The counts of each map, by year, municipality, topic and outcome (changed, remitted, upheld).
read_release <- function(folder) {
  table_of <- function(name) read.csv(file.path(folder, paste0(name, ".csv")))
  years <- table_of("years")$year
  families <- table_of("topics")$family
  group <- table_of("municipalities")$group
  cells <- table_of("cells")
  breaks <- table_of("breaks")
  counts <- lapply(split(cells, cells$map), function(rows) {
    found <- array(0, c(length(years), length(group), length(families), 3))
    for (outcome in 1:3) {
      found[cbind(rows$year, rows$municipality, rows$topic, outcome)] <- rows[[c("changed", "remitted", "upheld")[outcome]]]
    }
    found
  })
  list(years = years, families = families, group = group, counts = counts, breaks = split(breaks$year, breaks$map))
}

fisher <- function(x1, n1, x2, n2) {
  fisher.test(matrix(c(x1, n1 - x1, x2, n2 - x2), 2), conf.int = FALSE)$p.value
}

# The p values against the country, adjusted: exact binomial, for large municipalities Fisher's test.
compared <- function(x, n) {
  rate <- sum(x) / sum(n)
  central <- pmin(1, 2 * pmin(pbinom(x, n, rate), pbinom(x - 1, n, rate, lower.tail = FALSE)))
  for (place in which(n > 0.05 * sum(n))) {
    central[place] <- fisher(x[place], n[place], sum(x) - x[place], sum(n) - n[place])
  }
  p.adjust(ifelse(n >= few, central, NA), "BH")
}

wilson <- function(x, n) {
  z <- qnorm(0.975)
  p <- x / n
  middle <- (p + z^2 / (2 * n)) / (1 + z^2 / n)
  reach <- z * sqrt(p * (1 - p) / n + z^2 / (4 * n^2)) / (1 + z^2 / n)
  list(lower = middle - reach, upper = middle + reach)
}

# The interpolated exact limits at 95 % and 99.8 %.
funnel <- function(x, n) {
  n <- n[n > 0]
  rate <- sum(x) / sum(n)
  limit <- function(reference, tail) {
    count <- qbinom(tail, n, reference)
    part <- (pbinom(count, n, reference) - tail) / dbinom(count, n, reference)
    pmin(pmax((count - part) / n, 0), 1)
  }
  lapply(c(0.025, 0.001), function(tail) cbind(limit(rate, tail), 1 - limit(1 - rate, tail)))
}

overdispersion <- function(x, n) {
  x <- x[n > 0]
  n <- n[n > 0]
  rate <- sum(x) / sum(n)
  z <- (x / n - rate) / sqrt(rate * (1 - rate) / n)
  ends <- quantile(z, c(0.1, 0.9))
  phi <- mean(pmin(pmax(z, ends[1]), ends[2])^2) / 0.67873
  weights <- n / (rate * (1 - rate))
  tau <- (length(n) * phi - (length(n) - 1)) / (sum(weights) - sum(weights^2) / sum(weights))
  c(phi, max(0, tau))
}

# Chance, mix and the rest, of municipalities by topic.
spread <- function(x, n) {
  totals <- colSums(n)
  pooled <- colSums(x) / pmax(totals, 1)
  known <- rowSums(n) > 0
  x <- x[known, ]
  n <- n[known, ]
  rate <- sum(x) / sum(n)
  size <- rowSums(n)
  free <- t((totals > 1) * (totals - t(n)) / pmax(totals - 1, 1))
  expected <- drop(n %*% pooled) / size
  variance <- drop((n * free) %*% (pooled * (1 - pooled))) / size^2
  weighted <- function(value) sum(size * value) / sum(n)
  total <- weighted((rowSums(x) / size - rate)^2)
  mix <- weighted((expected - rate)^2)
  chance <- weighted(variance)
  statistic <- sum((rowSums(x) / size - expected)^2 / variance)
  p <- pchisq(statistic * (length(size) - 1) / length(size), length(size) - 1, lower.tail = FALSE)
  c(total, chance, mix, total - chance - mix, p)
}

# Points and weights of Gauss and Legendre's rule: eigenvalues of the polynomials' recurrence.
legendre <- function(points, ends) {
  k <- seq_len(points - 1)
  recurrence <- matrix(0, points, points)
  recurrence[cbind(k, k + 1)] <- recurrence[cbind(k + 1, k)] <- k / sqrt(4 * k^2 - 1)
  found <- eigen(recurrence, symmetric = TRUE)
  half <- diff(ends) / 2
  list(node = mean(ends) + half * found$values, weight = half * 2 * found$vectors[1, ]^2)
}

log_likelihood <- function(mean, s, x, n) {
  a <- mean / s^2
  b <- (1 - mean) / s^2
  found <- -length(x) * lbeta(a, b)
  for (place in seq_along(x)) found <- found + lbeta(a + x[place], b + n[place] - x[place])
  # Below this the logarithms of the gamma function cancel; two terms of the series in s^2 are enough.
  pairs <- function(count) sum(count * (count - 1)) / 2
  flat <- sum(x) * log(mean) + sum(n - x) * log1p(-mean)
  ifelse(s < 3e-4, flat + s^2 * (pairs(x) / mean + pairs(n - x) / (1 - mean) - pairs(n)), found)
}

# Estimates of all municipalities with cases, their intervals, and matching beta distributions.
hierarchical <- function(x, n) {
  grid <- function(means, deviations, points) {
    mean <- legendre(points[1], means)
    s <- legendre(points[2], deviations)
    found <- expand.grid(mean = mean$node, s = s$node)
    found$value <- log(as.vector(outer(mean$weight, s$weight))) + log_likelihood(found$mean, found$s, x, n)
    found
  }
  rate <- sum(x) / sum(n)
  reach <- 12 * sqrt(rate * (1 - rate) / sum(n))
  means <- c(max(1e-6, rate - 4 * reach), min(1 - 1e-6, rate + 4 * reach))
  deviations <- c(1e-7, 1)
  for (points in c(24, 32, 40)) {
    found <- grid(means, deviations, c(points, points))
    inside <- found$value > max(found$value) - 30
    padded <- function(it, ends) {
      step <- diff(ends) / points
      c(max(ends[1], min(it[inside]) - step), min(ends[2], max(it[inside]) + step))
    }
    means <- padded(found$mean, means)
    deviations <- padded(found$s, deviations)
  }
  found <- grid(means, deviations, c(160, 48))
  weight <- exp(found$value - max(found$value))
  weight <- weight / sum(weight)
  keep <- weight > 1e-10
  weight <- weight[keep] / sum(weight[keep])
  size <- 1 / found$s[keep]^2
  mean <- found$mean[keep]
  of_place <- function(place) {
    a <- mean * size + x[place]
    b <- (1 - mean) * size + n[place] - x[place]
    own <- a / (a + b)
    estimate <- sum(weight * own)
    variance <- sum(weight * (own * (1 - own) / (a + b + 1) + (own - estimate)^2))
    matching <- estimate * (1 - estimate) / variance - 1
    ends <- qbeta(c(1e-6, 1 - 1e-6), estimate * matching, (1 - estimate) * matching)
    limit <- function(p) {
      below <- function(rate) sum(weight * pbeta(rate, a, b)) - p
      uniroot(below, ends, extendInt = "upX", tol = 1e-8)$root
    }
    c(estimate, limit(0.025), limit(0.975), estimate * matching, (1 - estimate) * matching)
  }
  vapply(seq_along(x), of_place, numeric(5))
}

# The 95 % interval of each rank, by quadrature over the log-odds.
ranks <- function(alpha, beta) {
  low <- min(qlogis(pmax(qbeta(1e-10, alpha, beta), 1e-12)))
  high <- max(qlogis(pmin(qbeta(1e-10, alpha, beta, lower.tail = FALSE), 1 - 1e-12)))
  steps <- floor(min(max((high - low) / min(0.25 * sqrt(1 / alpha + 1 / beta)), 64), 600))
  rate <- plogis(low + (high - low) * (seq_len(steps) - 0.5) / steps)
  units <- length(alpha)
  above <- mapply(function(a, b) pbeta(rate, a, b, lower.tail = FALSE), alpha, beta)
  density <- mapply(function(a, b) dbeta(rate, a, b) * rate * (1 - rate), alpha, beta) * (high - low) / steps
  counts <- matrix(0, steps, units + 1)
  counts[, 1] <- 1
  for (unit in seq_len(units)) {
    p <- above[, unit]
    counts <- counts * (1 - p) + cbind(0, counts[, -(units + 1)]) * p
  }
  # Each unit is divided out from the end at which errors shrink.
  rising <- above <= 0.5
  p <- ifelse(rising, above, 0)
  q <- ifelse(rising, 1, above)
  up <- down <- matrix(0, steps, units)
  found <- matrix(0, units, units)
  for (rank in seq_len(units)) {
    up <- pmax((counts[, rank] - p * up) / (1 - p), 0)
    found[, rank] <- found[, rank] + colSums(density * rising * up)
    down <- pmax((counts[, units + 2 - rank] - (1 - q) * down) / q, 0)
    found[, units + 1 - rank] <- found[, units + 1 - rank] + colSums(density * !rising * down)
  }
  sums <- t(apply(found, 1, cumsum))
  cbind(rowSums(sums < 0.025) + 1, rowSums(sums < 0.975) + 1)
}

# The rate of one municipality at the national mix, with exact limits.
level <- function(own, observed, odds, at) {
  total <- sum(own)
  if (total == 0) return(c(if (observed == 0) at(-Inf) else at(Inf), at(-Inf), at(Inf)))
  target <- min(max(observed, 0.5), total - 0.5)
  missing <- function(shift) sum(own * plogis(odds + shift)) - target
  shift <- uniroot(missing, c(-5, 5), extendInt = "upX", tol = 1e-12)$root
  # The distribution of the sum is convolved once and tilted.
  probability <- 1
  for (topic in which(own > 0)) {
    binomial <- dbinom(0:own[topic], own[topic], plogis(odds[topic] + shift))
    probability <- convolve(probability, rev(binomial), type = "open")
  }
  log_probability <- log(pmax(probability, 1e-300))
  distance <- seq_along(probability) - 1 - observed
  tail <- function(step, inside) {
    log <- log_probability + step * distance
    tilted <- exp(log - max(log))
    sum(tilted[inside]) / sum(tilted) - 0.025
  }
  limit <- function(inside) shift + uniroot(tail, c(-30, 30), inside = inside, tol = 1e-9)$root
  value <- if (observed == 0) at(-Inf) else if (observed == total) at(Inf) else at(shift)
  lower <- if (observed == 0) -Inf else limit(distance >= 0)
  upper <- if (observed == total) Inf else limit(distance <= 0)
  c(value, at(lower), at(upper))
}

levels_at_mix <- function(x, n) {
  reference <- colSums(x) / pmax(colSums(n), 1)
  weight <- colSums(n) / sum(n)
  certain <- reference >= 1
  free <- reference > 0 & reference < 1
  odds <- qlogis(reference[free])
  at <- function(shift) sum(weight[certain]) + sum(weight[free] * plogis(odds + shift))
  of_place <- function(place) {
    if (sum(n[place, ]) == 0) return(rep(NA, 3))
    level(n[place, free], min(max(sum(x[place, ]) - sum(n[place, certain]), 0), sum(n[place, free])), odds, at)
  }
  t(vapply(seq_len(nrow(n)), of_place, numeric(3)))
}

# Newcombe's intervals, and Fisher's tests adjusted for all.
changes <- function(x1, n1, x2, n2) {
  known <- which(n1 >= few & n2 >= few)
  first <- wilson(x1[known], n1[known])
  second <- wilson(x2[known], n2[known])
  p1 <- x1[known] / n1[known]
  p2 <- x2[known] / n2[known]
  lower <- p2 - p1 - sqrt((p2 - second$lower)^2 + (first$upper - p1)^2)
  upper <- p2 - p1 + sqrt((second$upper - p2)^2 + (p1 - first$lower)^2)
  p <- vapply(known, function(it) fisher(x2[it], n2[it], x1[it], n1[it]), 0)
  list(lower, upper, p.adjust(p, "BH"))
}

# Cochran and Armitage's tests, adjusted for all, and the departures from a line; years by municipalities.
trends <- function(x, n, years) {
  of_place <- function(place) {
    x <- x[, place]
    n <- n[, place]
    rate <- sum(x) / sum(n)
    if (any(n == 0) || rate == 0 || rate == 1) return(c(NA, NA))
    found <- prop.trend.test(x, n, years)
    total <- sum((x - n * rate)^2 / n) / (rate * (1 - rate))
    c(found$p.value, pchisq(total - found$statistic, trend_years - 2, lower.tail = FALSE))
  }
  found <- vapply(seq_len(ncol(x)), of_place, numeric(2))
  list(p.adjust(found[1, ], "BH"), found[2, ])
}

# Kitagawa's split of the change of every municipality at once: all cases, remitted, changed.
account <- function(first, second, families) {
  together <- function(counts) {
    lapply(1:3, function(outcome) t(rowsum(t(matrix(counts[, , outcome], nrow(counts))), families)))
  }
  first <- together(first)
  second <- together(second)
  n1 <- Reduce(`+`, first)
  n2 <- Reduce(`+`, second)
  weight1 <- n1 / rowSums(n1)
  weight2 <- n2 / rowSums(n2)
  lapply(list(c(1, 2), 2, 1), function(outcomes) {
    x1 <- Reduce(`+`, first[outcomes])
    x2 <- Reduce(`+`, second[outcomes])
    rate1 <- ifelse(n1 > 0, x1 / n1, x2 / n2)
    rate2 <- ifelse(n2 > 0, x2 / n2, x1 / n1)
    rate1[is.na(rate1)] <- 0
    rate2[is.na(rate2)] <- 0
    middle <- (rowSums(x1) / rowSums(n1) + rowSums(x2) / rowSums(n2)) / 2
    list((weight1 + weight2) / 2 * (rate2 - rate1), ((rate1 + rate2) / 2 - middle) * (weight2 - weight1))
  })
}

# The most similar municipalities by group, number of cases and mix: who, and a column of the nearest for each.
peers <- function(n, group) {
  size <- rowSums(n)
  known <- which(size > 0)
  mix <- n[known, ] / size[known]
  volume <- pmin(abs(outer(log2(size[known]), log2(size[known]), `-`)) / 3, 1)
  moved <- as.matrix(dist(mix, "manhattan")) / 2
  distance <- outer(group[known], group[known], `!=`) + volume + moved
  diag(distance) <- Inf
  list(known = known, nearest = apply(distance, 1, function(row) known[order(row)[seq_len(peers_wanted)]]))
}

# Everything of one map and year; returns the sum of the estimates and levels.
of_map <- function(release, name, year) {
  counts <- release$counts[[name]]
  of_year <- function(year) array(counts[year, , , ], dim(counts)[-1])
  now <- of_year(year)
  x <- now[, , 1] + now[, , 2]
  n <- x + now[, , 3]
  all_x <- rowSums(x)
  all_n <- rowSums(n)
  known <- all_n > 0
  compared(all_x, all_n)
  wilson(all_x[known], all_n[known])
  funnel(all_x, all_n)
  overdispersion(all_x, all_n)
  spread(x, n)
  estimates <- hierarchical(all_x[known], all_n[known])
  ranks(estimates[4, ], estimates[5, ])
  at_mix <- levels_at_mix(x, n)
  start <- max(1, Filter(function(it) it <= year, release$breaks[[name]]))
  pooled <- Reduce(`+`, lapply(max(start, year - several_years + 1):year, of_year))
  pooled_x <- rowSums(pooled[, , 1:2])
  pooled_n <- rowSums(pooled)
  wilson(pooled_x[pooled_n > 0], pooled_n[pooled_n > 0])
  alike <- peers(rowSums(pooled, dims = 2), release$group)
  if (year - start + 1 >= several_years) {
    compared(pooled_x, pooled_n)
    p <- vapply(seq_along(alike$known), function(it) {
      own <- alike$known[it]
      near <- alike$nearest[, it]
      fisher(pooled_x[own], pooled_n[own], sum(pooled_x[near]), sum(pooled_n[near]))
    }, 0)
    p.adjust(p, "BH")
  }
  if (year > start) {
    before <- of_year(year - 1)
    changes(rowSums(before[, , 1:2]), rowSums(before), all_x, all_n)
  }
  if (year > 1) {
    country <- function(counts) array(colSums(counts), c(1, dim(counts)[-1]))
    account(of_year(year - 1), now, release$families)
    account(country(of_year(year - 1)), country(now), release$families)
  }
  if (year - start + 1 >= trend_years) {
    newest <- (year - trend_years + 1):year
    cases <- rowSums(counts[newest, , , ], dims = 2)
    remade <- rowSums(counts[newest, , , 1:2], dims = 2)
    trends(remade, cases, release$years[newest])
    trends(cbind(rowSums(remade)), cbind(rowSums(cases)), release$years[newest])
  }
  sum(estimates[1, ]) + sum(at_mix[, 1], na.rm = TRUE)
}

release <- read_release(commandArgs(trailingOnly = TRUE)[1])
start <- proc.time()
total <- 0
for (year in seq_along(release$years)) {
  for (name in names(release$counts)) total <- total + of_map(release, name, year)
}
took <- proc.time() - start
cat(sprintf('{"maps": %d, "seconds": %.2f, "processor": %.2f, "sum": %.9f}\n',
            length(release$years) * length(release$counts), took[["elapsed"]], took[["user.self"]], total))
