// What makes choosing among many values and reading long tables easier. Without it everything works as plain
// forms and pages.

const danish = document.documentElement.lang === "da";
const words = danish
  ? { filter: "Find i listen", tick: "Sæt kryds ved viste", untick: "Fjern alle krydser", chosen: "valgt", copy: "Kopiér", copied: "Kopieret" }
  : { filter: "Find in the list", tick: "Tick those shown", untick: "Untick all", chosen: "ticked", copy: "Copy", copied: "Copied" };

/**
 * Returns a text as people search for it: small letters, æ, ø and å as two others.
 * @param {string} text
 */
const folded = (text) => text.toLowerCase().replaceAll("æ", "ae").replaceAll("ø", "oe").replaceAll("å", "aa");

/**
 * Makes an element with some properties.
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name @param {Record<string, string>} properties
 * @returns {HTMLElementTagNameMap[Name]}
 */
function made(name, properties) {
  const element = document.createElement(name);
  Object.assign(element, properties);
  return element;
}

/**
 * @param {Element} element @param {string} selector
 * @returns {HTMLInputElement}
 */
const input = (element, selector) => /** @type {HTMLInputElement} */ (element.querySelector(selector));

/**
 * Gives a list of values a search field and buttons, and keeps its count and the way of choosing in step.
 * @param {Element} field
 */
function enrich(field) {
  const list = /** @type {HTMLElement} */ (field.querySelector(".chooser-values"));
  const labels = [...list.querySelectorAll("label")];
  const boxes = labels.map((label) => input(label, "input"));
  const single = input(field, 'input[value="enkelte"]');
  const count = /** @type {HTMLElement} */ (field.querySelector("[data-count]"));
  const tell = () => {
    if (single) single.checked = true;
    count.textContent = `${boxes.filter((box) => box.checked).length} ${words.chosen}`;
  };
  list.addEventListener("change", tell);
  for (const way of field.querySelectorAll(".chooser-way")) {
    const choose = () => { input(way, 'input[type="radio"]').checked = true; };
    way.querySelectorAll(".form-input, .form-select").forEach((one) => one.addEventListener("input", choose));
  }
  if (labels.length > 12) list.before(tools(field, labels, boxes, tell));
}

/**
 * Returns a search field over the values of a list, and buttons that tick those it shows, or none.
 * @param {Element} field @param {HTMLElement[]} labels @param {HTMLInputElement[]} boxes @param {() => void} tell
 */
function tools(field, labels, boxes, tell) {
  const texts = labels.map((label) => folded(label.textContent ?? ""));
  const filter = made("input", { type: "search", className: "form-input", placeholder: words.filter });
  filter.setAttribute("aria-label", `${words.filter}: ${field.querySelector(".dimension")?.textContent}`);
  filter.addEventListener("input", () => {
    const wanted = folded(filter.value.trim());
    labels.forEach((label, at) => { label.hidden = !texts[at].includes(wanted); });
  });
  filter.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  /** @param {string} textContent @param {() => void} act */
  const button = (textContent, act) => {
    const one = made("button", { type: "button", className: "button button-unstyled", textContent });
    one.addEventListener("click", () => { act(); tell(); });
    return one;
  };
  const all = made("div", { className: "chooser-tools" });
  all.append(
    filter,
    button(words.tick, () => labels.forEach((label, at) => { if (!label.hidden) boxes[at].checked = true; })),
    button(words.untick, () => boxes.forEach((box) => { box.checked = false; })),
  );
  return all;
}

/**
 * Puts a button beside a text that is there to be copied.
 * @param {HTMLInputElement | HTMLTextAreaElement} text
 */
function copyable(text) {
  const button = made("button", { type: "button", className: "button button-secondary", textContent: words.copy });
  button.addEventListener("click", async () => {
    text.select();
    await navigator.clipboard.writeText(text.value);
    button.textContent = words.copied;
  });
  text.after(button);
}

/** How many rows beyond the view are in the page, so that few scrolls draw anew. */
const SPARE = 10;

/**
 * Shows a table of many rows while only those near the view are in the page. Rows come from the server by the
 * side, and all have one height, so that the place of each is known.
 */
class LongTable {
  /** @param {HTMLElement} region */
  constructor(region) {
    this.region = region;
    this.body = /** @type {HTMLTableSectionElement} */ (region.querySelector("tbody"));
    this.all = Number(region.dataset.rows);
    this.each = this.body.rows.length;
    /** @type {Map<number, string[]>} The rows of each side; none while they are on their way. */
    this.sides = new Map();
    region.classList.add("is-virtual");
    const first = this.body.rows[0];
    this.height = first.getBoundingClientRect().height;
    this.columns = first.cells.length;
    const start = Number(first.getAttribute("aria-rowindex")) - 1;
    this.sides.set(Math.floor(start / this.each), rows(this.body.innerHTML));
    this.fix(first);
    this.current = "";
    this.planned = false;
    region.addEventListener("scroll", () => this.plan(), { passive: true });
    this.draw();
    region.scrollTop = start * this.height;
  }

  /**
   * Keeps the columns as wide as they are: to work their widths out anew takes longer than anything else.
   * @param {HTMLTableRowElement} row
   */
  fix(row) {
    const table = /** @type {HTMLTableElement} */ (row.closest("table"));
    const columns = document.createElement("colgroup");
    const widths = [...row.cells].map((cell) => cell.getBoundingClientRect().width);
    for (const width of widths) {
      const column = made("col", {});
      column.style.width = `${width}px`;
      columns.append(column);
    }
    table.prepend(columns);
    table.style.width = `${widths.reduce((sum, width) => sum + width, 0)}px`;
    table.style.tableLayout = "fixed";
  }

  plan() {
    if (this.planned) return;
    this.planned = true;
    requestAnimationFrame(() => { this.planned = false; this.draw(); });
  }

  /** Puts the rows in view into the page, and empty rows as high as the rest above and below. */
  draw() {
    const row = (/** @type {number} */ top) => Math.floor(top / this.height / SPARE) * SPARE;
    const from = Math.max(0, row(this.region.scrollTop) - SPARE);
    const to = Math.min(this.all, row(this.region.scrollTop + this.region.clientHeight) + 2 * SPARE);
    const side = (/** @type {number} */ number) => Math.floor(number / this.each);
    for (let one = side(from); one <= side(to - 1); one += 1) if (!this.sides.has(one)) this.load(one);
    const shown = [];
    for (let number = from; number < to; number += 1) {
      shown.push(this.sides.get(side(number))?.[number % this.each] ?? this.gap(1));
    }
    const html = this.gap(from) + shown.join("") + this.gap(this.all - to);
    if (html === this.current) return;
    this.current = html;
    this.body.innerHTML = html;
    for (const empty of this.body.querySelectorAll("tr")) {
      if (empty.dataset.gap) empty.style.height = `${Number(empty.dataset.gap) * this.height}px`;
    }
  }

  /** @param {number} rows */
  gap(rows) {
    const cell = `<td colspan="${this.columns}"></td>`;
    return rows > 0 ? `<tr data-gap="${rows}" aria-hidden="true">${cell}</tr>` : "";
  }

  /** @param {number} side */
  async load(side) {
    this.sides.set(side, []);
    const address = new URL(String(this.region.dataset.more), location.href);
    address.searchParams.set("side", String(side + 1));
    const answer = await fetch(address);
    if (!answer.ok) {
      // It is asked for again when it is scrolled to again.
      this.sides.delete(side);
      return;
    }
    this.sides.set(side, rows(await answer.text()));
    this.plan();
  }
}

/**
 * Splits rows of HTML as our server writes them.
 * @param {string} html
 */
const rows = (html) => html.split("</tr>").filter((row) => row.trim()).map((row) => `${row}</tr>`);

document.querySelectorAll(".chooser-field").forEach(enrich);
if (navigator.clipboard) {
  /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("#fast, #kilde, #kode")).forEach(copyable);
}
const long = /** @type {HTMLElement | null} */ (document.querySelector(".long-table"));
if (long && Number(long.dataset.rows) > long.querySelectorAll("tbody tr").length) {
  new LongTable(long);
  document.querySelector(".sides")?.setAttribute("hidden", "");
}
