// The funnel with the keyboard: one point at a time is in the tab order, and the arrow keys lead from
// the point with few cases to that with many, or up and down. Without this script every point is a
// link of its own.

const picture = document.querySelector("svg.funnel");
const caption = document.getElementById("map-caption");
const links = [...(picture?.querySelectorAll("a[data-code]") ?? [])].filter(
  (link) => link instanceof SVGAElement,
);

/** @param {SVGAElement} link */
const place = (link) => (link.dataset.c ?? "0 0").split(" ").map(Number);

/** @param {SVGAElement} link */
function putInTabOrder(link) {
  for (const other of links) other.setAttribute("tabindex", "-1");
  link.setAttribute("tabindex", "0");
}

/** Returns the nearest point above or below. @param {SVGAElement} from @param {number} direction */
function vertically(from, direction) {
  const [x, y] = place(from);
  let best;
  let shortest = Infinity;
  for (const link of links) {
    const [otherX, otherY] = place(link);
    const step = (otherY - y) * direction;
    const distance = step + Math.abs(otherX - x) * 2;
    if (step > 0 && distance < shortest) [best, shortest] = [link, distance];
  }
  return best;
}

/** @param {Event} event */
function linkOf(event) {
  const link = event.target instanceof Element ? event.target.closest("a[data-code]") : null;
  return link instanceof SVGAElement ? link : undefined;
}

/** @param {Event} event */
function name(event) {
  if (caption) caption.textContent = linkOf(event)?.querySelector("title")?.textContent ?? "";
}

if (links[0]) putInTabOrder(links[0]);

picture?.addEventListener("keydown", (event) => {
  const pressed = /** @type {KeyboardEvent} */ (event);
  const link = linkOf(event);
  if (!link) return;
  const index = links.indexOf(link);
  /** @type {Record<string, () => SVGAElement | undefined>} */
  const steps = {
    ArrowRight: () => links[index + 1],
    ArrowLeft: () => links[index - 1],
    ArrowUp: () => vertically(link, -1),
    ArrowDown: () => vertically(link, 1),
    Home: () => links[0],
    End: () => links[links.length - 1],
  };
  const step = steps[pressed.key];
  if (!step) return;
  event.preventDefault();
  const next = step();
  if (!next) return;
  putInTabOrder(next);
  next.focus();
});
picture?.parentElement?.addEventListener("focusin", name);
picture?.addEventListener("mouseover", name);
