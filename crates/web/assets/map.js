// The map and the year slider, made quicker. Everything here also works without this script: the
// municipalities are links, and the slider is a form.

/** @typedef {{ code: string, x: number, y: number, near: string[], link: SVGAElement }} Place */

const map = document.querySelector("svg.map");
const info = document.getElementById("info");
const caption = document.getElementById("map-caption");

/** Reads the municipalities that take the keyboard: one link each, in the picture or its inset. */
function places() {
  /** @type {Map<string, Place>} */
  const found = new Map();
  for (const link of map?.querySelectorAll("a.area") ?? []) {
    if (!(link instanceof SVGAElement) || link.closest("[aria-hidden]")) continue;
    const [x, y] = (link.dataset.c ?? "0 0").split(" ").map(Number);
    const code = link.dataset.code ?? "";
    const near = (link.dataset.n ?? "").split(" ").filter(Boolean);
    found.set(code, { code, x, y, near, link });
  }
  return found;
}

const all = places();

/** One municipality at a time is in the tab order; the arrow keys move it. @param {Place} place */
function putInTabOrder(place) {
  for (const other of all.values()) other.link.setAttribute("tabindex", "-1");
  place.link.setAttribute("tabindex", "0");
}

const directions = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

/**
 * Returns the neighbor to step to in a direction: near, and well in that direction. One that can be
 * reached from nowhere else comes first, so that the arrow keys lead to all 98.
 * @param {Place} from @param {number[]} direction
 */
function neighborTowards(from, [dx, dy]) {
  let best;
  let bestFit = 0;
  for (const code of from.near) {
    const to = all.get(code);
    if (!to) continue;
    const [x, y] = [to.x - from.x, to.y - from.y];
    const distance = Math.hypot(x, y) || 1;
    const cosine = (x * dx + y * dy) / distance;
    const fit = (cosine ** 2 / distance) * (to.near.length === 1 ? 100 : 1);
    if (cosine > 0.2 && fit > bestFit) [best, bestFit] = [to, fit];
  }
  return best;
}

/** @param {Event} event */
function placeOf(event) {
  const link = event.target instanceof Element ? event.target.closest("a.area") : null;
  return link instanceof SVGAElement ? all.get(link.dataset.code ?? "") : undefined;
}

/** @param {Place | undefined} place */
function name(place) {
  if (caption) caption.textContent = place?.link.querySelector("title")?.textContent ?? "";
}

/** Draws the ring around a municipality above everything else. @param {Place} place */
function ring(place) {
  const group = map?.querySelector(".ring");
  if (!group) return;
  const shapes = [];
  for (const link of map?.querySelectorAll(`a.area[data-code="${place.code}"]`) ?? []) {
    link.classList.add("is-selected");
    const outline = link.querySelector("use")?.getAttribute("href");
    if (!outline) continue;
    for (const kind of ["halo", ""]) {
      const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
      use.setAttribute("href", outline);
      if (kind) use.setAttribute("class", kind);
      shapes.push(use);
    }
  }
  group.replaceChildren(...shapes);
}

/** Shows a municipality in the box, and puts it in the address. @param {Place} place */
async function choose(place) {
  const address = new URL(place.link.href.baseVal, location.href);
  const slug = address.searchParams.get("kommune");
  const kept = ["vis", "pr"].filter((name) => address.searchParams.has(name));
  const query = new URLSearchParams(kept.map((name) => [name, address.searchParams.get(name) ?? ""]));
  const box = `${address.pathname}/info/${slug}${kept.length ? `?${query}` : ""}`;
  const answer = await fetch(box).catch(() => undefined);
  if (!info || !answer?.ok) {
    // The server cannot be reached or has no such box: let the link do what it does by itself.
    location.href = address.href;
    return;
  }
  info.innerHTML = await answer.text();
  for (const chosen of document.querySelectorAll(".is-selected, tr.is-chosen")) {
    chosen.classList.remove("is-selected", "is-chosen");
  }
  ring(place);
  // On a phone the box lies below the map, where the choice would not be seen.
  if (info.getBoundingClientRect().top > innerHeight - 80) info.scrollIntoView({ block: "center" });
  document.getElementById(`k${place.code}`)?.classList.add("is-chosen");
  address.hash = "";
  keepChoice(slug ?? "");
  history.pushState(null, "", address.href.replace(/#$/, ""));
}

/** Lets the links and the form around the map lead on with the same municipality. @param {string} slug */
function keepChoice(slug) {
  for (const link of document.querySelectorAll(".switch a, .year-links a, thead a, a.twin, .as-of a")) {
    if (!(link instanceof HTMLAnchorElement)) continue;
    const address = new URL(link.href);
    address.searchParams.set("kommune", slug);
    link.href = address.href;
  }
  const select = document.getElementById("kommune");
  if (select instanceof HTMLSelectElement) select.value = slug;
}

const chosen = new URLSearchParams(location.search).get("kommune");
const first = [...all.values()].find(({ link }) => {
  const address = new URL(link.href.baseVal, location.href);
  return chosen && address.searchParams.get("kommune") === chosen;
});
const start = first ?? all.values().next().value;
if (start) putInTabOrder(start);

map?.addEventListener("click", (event) => {
  const place = placeOf(event);
  const pointer = /** @type {MouseEvent} */ (event);
  if (!place || pointer.ctrlKey || pointer.metaKey || pointer.shiftKey) return;
  event.preventDefault();
  putInTabOrder(place);
  choose(place);
});
map?.addEventListener("keydown", (event) => {
  const pressed = /** @type {KeyboardEvent} */ (event);
  const place = placeOf(event);
  const direction = directions[/** @type {keyof typeof directions} */ (pressed.key)];
  if (!place || !direction) return;
  event.preventDefault();
  const next = neighborTowards(place, direction);
  if (!next) return;
  putInTabOrder(next);
  next.link.focus();
});
// Not on the picture itself: Chromium gives a picture that listens for focus a tab stop of its own.
map?.parentElement?.addEventListener("focusin", (event) => name(placeOf(event)));
map?.addEventListener("mouseover", (event) => name(placeOf(event)));

// Back leads to the municipality that was chosen before, as the server shows it.
addEventListener("popstate", () => location.reload());

const years = document.getElementById("years");
const slider = document.getElementById("aar");
const shown = document.getElementById("aar-value");
if (years instanceof HTMLFormElement && slider instanceof HTMLInputElement) {
  slider.addEventListener("input", () => {
    if (shown) shown.textContent = slider.value;
  });
  // With the keyboard every step is a change, so only a pointer goes to the year at once.
  slider.addEventListener("pointerup", ({ button }) => {
    if (button === 0 && slider.value !== slider.defaultValue) years.submit();
  });
}
