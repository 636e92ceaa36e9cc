// What makes choosing among many values and reading long tables easier. Without it everything works as plain
// forms and pages.

const danish = document.documentElement.lang === "da";
const words = danish
  ? { filter: "Find i listen", tick: "Sæt kryds ved viste", untick: "Fjern alle krydser", chosen: "valgt", copy: "Kopiér", copied: "Kopieret" }
  : { filter: "Find in the list", tick: "Tick those shown", untick: "Untick all", chosen: "ticked", copy: "Copy", copied: "Copied" };

/** A text as people search for it: small letters, æ, ø and å as two others. */
const folded = (text) => text.toLowerCase().replaceAll("æ", "ae").replaceAll("ø", "oe").replaceAll("å", "aa");

/** Gives a list of values a search field and buttons, and keeps its count and the way of choosing in step. */
function enrich(field) {
  const list = field.querySelector(".chooser-values");
  const labels = [...list.querySelectorAll("label")];
  const texts = labels.map((label) => folded(label.textContent));
  const boxes = labels.map((label) => label.firstElementChild);
  const single = field.querySelector('input[value="enkelte"]');
  const count = field.querySelector("[data-count]");
  const tell = () => {
    if (single) single.checked = true;
    count.textContent = `${boxes.filter((box) => box.checked).length} ${words.chosen}`;
  };
  list.addEventListener("change", tell);
  for (const input of field.querySelectorAll(".chooser-way .form-input, .chooser-way .form-select")) {
    input.addEventListener("input", () => { input.parentElement.querySelector('input[type="radio"]').checked = true; });
  }
  if (labels.length <= 12) return;
  const tools = document.createElement("div");
  tools.className = "chooser-tools";
  const filter = Object.assign(document.createElement("input"), { type: "search", className: "form-input", placeholder: words.filter });
  filter.setAttribute("aria-label", `${words.filter}: ${field.querySelector("legend .dimension").textContent}`);
  filter.addEventListener("input", () => {
    const wanted = folded(filter.value.trim());
    labels.forEach((label, at) => { label.hidden = !texts[at].includes(wanted); });
  });
  filter.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  const button = (text, act) => {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "button button-unstyled", textContent: text });
    made.addEventListener("click", () => { act(); tell(); });
    return made;
  };
  tools.append(
    filter,
    button(words.tick, () => labels.forEach((label, at) => { if (!label.hidden) boxes[at].checked = true; })),
    button(words.untick, () => boxes.forEach((box) => { box.checked = false; })),
  );
  list.before(tools);
}

/** Puts a button beside a text that is there to be copied. */
function copyable(input) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button button-secondary", textContent: words.copy });
  button.addEventListener("click", async () => {
    input.select();
    await navigator.clipboard.writeText(input.value);
    button.textContent = words.copied;
  });
  input.after(button);
}

/**
 * Shows a table of many rows while only those near the view are in the page. Rows come from the server by the
 * side, and all have one height, so that the place of each is known.
 */
class LongTable {
  constructor(region) {
    this.region = region;
    this.body = region.querySelector("tbody");
    this.all = Number(region.dataset.rows);
    this.each = this.body.rows.length;
    this.sides = new Map();
    region.classList.add("is-virtual");
    this.columns = this.body.rows[0].cells.length;
    this.height = this.body.rows[0].getBoundingClientRect().height;
    this.current = "";
    const first = Number(this.body.rows[0].getAttribute("aria-rowindex")) - 1;
    this.sides.set(Math.floor(first / this.each), this.body.innerHTML);
    region.addEventListener("scroll", () => this.plan(), { passive: true });
    region.scrollTop = first * this.height;
    this.plan();
  }

  plan() {
    if (this.planned) return;
    this.planned = true;
    requestAnimationFrame(() => { this.planned = false; this.draw(); });
  }

  /** Puts the sides in view into the page, and empty rows as high as the rest above and below. */
  draw() {
    const top = Math.floor(this.region.scrollTop / this.height / this.each);
    const bottom = Math.floor((this.region.scrollTop + this.region.clientHeight) / this.height / this.each);
    const last = Math.ceil(this.all / this.each) - 1;
    const from = Math.max(0, Math.min(top, last));
    const to = Math.max(from, Math.min(bottom, last));
    const wanted = [];
    for (let side = from; side <= to; side += 1) wanted.push(side);
    wanted.filter((side) => !this.sides.has(side)).forEach((side) => this.load(side));
    const key = wanted.map((side) => `${side}${this.sides.has(side)}`).join();
    if (key === this.current) return;
    this.current = key;
    const rows = (side) => this.sides.get(side) ?? this.gap(Math.min(this.each, this.all - side * this.each));
    this.body.innerHTML = this.gap(from * this.each) + wanted.map(rows).join("") + this.gap(this.all - (to + 1) * this.each);
    for (const row of this.body.querySelectorAll("[data-gap]")) row.style.height = `${row.dataset.gap * this.height}px`;
  }

  gap(rows) {
    return rows > 0 ? `<tr data-gap="${rows}" aria-hidden="true"><td colspan="${this.columns}"></td></tr>` : "";
  }

  async load(side) {
    this.sides.set(side, undefined);
    const mark = this.region.dataset.more.includes("?") ? "&" : "?";
    const answer = await fetch(`${this.region.dataset.more}${mark}side=${side + 1}`);
    if (!answer.ok) return;
    this.sides.set(side, await answer.text());
    this.current = "";
    this.plan();
  }
}

document.querySelectorAll(".chooser-field").forEach(enrich);
if (navigator.clipboard) document.querySelectorAll("#fast, #kilde, #kode").forEach(copyable);
const long = document.querySelector(".long-table");
if (long && Number(long.dataset.rows) > long.querySelectorAll("tbody tr").length) {
  new LongTable(long);
  const sides = document.querySelector(".sides");
  if (sides) sides.hidden = true;
}
