// What people come to the portal to do.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { read, readAll, started } from "../program.js";

const { address, browser, open } = started();

/** @param {import("playwright-core").Page} page */
const query = (page) => decodeURIComponent(new URL(page.url()).search);

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? "with" : "without";

  test(`a reader finds a table by a word and draws two municipalities as lines, ${how} script`, async () => {
    const page = await open("/statistik", { javaScriptEnabled });
    await page.getByLabel("Find en tabel").fill("hjemvist kvartal");
    await page.getByRole("button", { name: "Find", exact: true }).click();
    await page.getByRole("link", { name: /efter område, emne og kvartal/ }).click();
    await page.getByText("Vælg tal").click();
    const places = page.getByRole("group", { name: "område", exact: true });
    await places.getByText("Hele landet").uncheck();
    const all = await places.getByRole("checkbox", { checked: true }).all();
    for (const box of all) await box.uncheck();
    await places.getByLabel("Aarhus", { exact: true }).check();
    await places.getByLabel("Odense", { exact: true }).check();
    await page.getByLabel("De nyeste, antal:").check();
    await page.getByLabel("Antal nyeste perioder").fill("8");
    await page.getByLabel("Dem, der er sat kryds ved:").first().check();
    await page.getByRole("button", { name: "Vis tallene" }).click();
    assert.match(query(page), /OMRAADE=0461,0751/);
    assert.match(query(page), /Tid=top\(8\)/);
    await page.getByRole("link", { name: "Linjer", exact: true }).click();
    assert.match(await page.locator("svg.lines").innerHTML(), /Aarhus/);
    assert.match(await page.locator("svg.lines").innerHTML(), /Odense/);
    assert.match(await page.getByLabel("Fast adresse").inputValue(), /\/udgave\/.+vis=linjer$/);
  });

  test(`a question draws its answer, and the figure is explained, ${how} script`, async () => {
    const page = await open("/statistik", { javaScriptEnabled });
    await page.getByLabel("Kommune", { exact: true }).selectOption("Ærø");
    await page.getByRole("button", { name: "Tegn disse" }).click();
    assert.match(await page.locator("svg.lines").innerHTML(), /Ærø/);
    await page.getByRole("link", { name: "Forklar et tal" }).click();
    await page.locator("#ved-OMRAADE").selectOption("Hele landet");
    await page.getByRole("button", { name: "Forklar dette tal" }).click();
    const main = await read(page.locator("main"));
    assert.match(main, /\d pct\./);
    assert.match(main, /realitetsbehandlede sager blev omgjort \(95 pct\.-interval: /);
  });

  test(`a misspelled word finds the municipality, ${how} script`, async () => {
    const page = await open("/", { javaScriptEnabled });
    await page.getByRole("searchbox", { name: "Søg på hele siden" }).fill("ålbrog");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "Aalborg", exact: true }).click();
    assert.match(page.url(), /\/kommuner\/aalborg$/);
  });

  test(`the rows are ordered by a heading, ${how} script`, async () => {
    const page = await open("/statistik/OMG1?OMRAADE=@vs_kommuner&ContentsCode=realitetsbehandlet&Tid=2024", { javaScriptEnabled });
    await page.locator(".grid thead a").click();
    assert.match(query(page), /sorter=-1/);
    const cells = await readAll(page.locator(".grid tbody td"));
    const numbers = cells.map((cell) => Number(cell.replaceAll(".", ""))).filter(Number.isFinite);
    assert.equal(numbers.length, 98);
    assert.deepEqual(numbers, numbers.toSorted((a, b) => b - a));
  });
}

const LONG = "/statistik/OMG1?OMRAADE=*&EMNE=*&ContentsCode=omgjort&Tid=top(10)";

test("of a long table only the rows in view are in the page, each with its number", async () => {
  const page = await open(LONG);
  const region = page.locator(".long-table");
  const all = Number(await page.locator(".grid").getAttribute("aria-rowcount"));
  assert.ok(all > 6_000, `${all} rows`);
  await page.locator(".long-table.is-virtual").waitFor();
  await region.evaluate((element) => { element.scrollTop = element.scrollHeight; });
  await page.locator(`tr[aria-rowindex="${all}"]`).waitFor();
  assert.ok((await page.locator(".grid tbody tr").count()) < 400);
  await region.evaluate((element) => { element.scrollTop = element.scrollHeight / 2; });
  await page.locator(`tr[aria-rowindex="${Math.round(all / 2)}"]`).waitFor();
});

test("without script a long table has sides", async () => {
  const page = await open(LONG, { javaScriptEnabled: false });
  await page.getByRole("link", { name: "Næste", exact: true }).click();
  assert.match(query(page), /side=2/);
  assert.equal(await page.locator(".grid tbody tr").first().getAttribute("aria-rowindex"), "101");
});

const LANGUAGES = [
  { start: "", filter: "Find i listen: område", untick: "Fjern alle krydser", show: "Vis tallene" },
  { start: "/en", filter: "Find in the list: area", untick: "Untick all", show: "Show the figures" },
];

for (const { start, filter, untick, show } of LANGUAGES) test(`values are found among many, and ticking one chooses it, by keyboard alone, ${start || "/da"}`, async () => {
  const page = await open(`${start}/statistik/OMG1?Tid=top(3)`);
  await page.locator(".chooser summary").focus();
  await page.keyboard.press("Enter");
  await page.getByLabel(filter).focus();
  await page.keyboard.type("aeroe");
  const shown = page.locator('[data-field="OMRAADE"] .chooser-values label:visible');
  assert.deepEqual((await readAll(shown)).map((text) => text.trim()), ["Ærø"]);
  await page.getByRole("button", { name: untick }).first().press("Enter");
  await shown.first().locator("input").press("Space");
  const submit = page.getByRole("button", { name: show });
  await submit.focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/OMRAADE=0492/);
  assert.match(query(page), /Tid=top\(3\)/);
});

for (const { start } of LANGUAGES) test(`every control of a table can be reached and left by keyboard, ${start || "/da"}`, async () => {
  const page = await open(`${start}/statistik/OMG1?OMRAADE=0000,0751&Tid=top(2)`, { viewport: { width: 320, height: 700 } });
  await page.locator(".chooser summary").press("Enter");
  const seen = new Set();
  for (let step = 0; step < 400; step += 1) {
    await page.keyboard.press("Tab");
    const name = await page.evaluate(() => {
      const element = document.activeElement;
      return element === document.body ? "" : `${element?.tagName} ${element?.id} ${element?.textContent?.slice(0, 20)}`;
    });
    if (!name) break;
    seen.add(name);
  }
  for (const part of ["SUMMARY", "TEXTAREA kilde", "SELECT pr", "INPUT fast"]) {
    assert.ok([...seen].some((name) => name.startsWith(part)), `${part} is never reached`);
  }
});

test("a page of others shows the figures in a frame without script or cookie", async () => {
  const frame = `<iframe src="${address()}/indlejr/kort/social/2024" title="x" sandbox="allow-popups"></iframe>`;
  const other = createServer((_, answer) => answer.setHeader("content-type", "text/html").end(frame));
  await new Promise((resolve) => other.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (other.address());
  const context = await browser().newContext();
  const page = await context.newPage();
  await page.goto(`http://localhost:${port}/`);
  const inside = page.frameLocator("iframe");
  await inside.locator("svg").first().waitFor();
  assert.match(await read(inside.locator("main")), /10\. juni 2025|trukket den/);
  assert.deepEqual(await context.cookies(), []);
  other.close();
});

test("what is found is shown while one types", async () => {
  const page = await open("/soeg");
  await page.locator("#q").pressSequentially("hjælpemidl");
  await page.getByRole("link", { name: /Hjælpemidler/ }).first().waitFor();
  assert.equal(new URL(page.url()).search, "");
});
