// What people come to do.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { read, readAll, started } from "../program.js";

const { address, open } = started();

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? "with" : "without";

  test(`a citizen finds the municipality and reads what may be said, ${how} script`, async () => {
    const page = await open("/", { javaScriptEnabled });
    await page.getByLabel("Find din kommune").fill("århus");
    await page.getByRole("button", { name: "Find" }).click();
    assert.match(page.url(), /\/kommuner\/aarhus$/);
    const card = page.locator(".card").first();
    assert.match(await read(card), /95 pct\.-interval/);
    assert.match(await read(card), /Kan ikke skelnes fra hele landet|end hele landet/);
  });

  test(`a click on the map shows the municipality in the box, ${how} script`, async () => {
    const page = await open("/kort/social/2024", { javaScriptEnabled });
    await page.locator('svg.map a.area[data-code="0751"]').first().click();
    await page.getByRole("heading", { name: "Aarhus, 2024" }).waitFor();
    assert.match(page.url(), /kommune=aarhus/);
    const box = await read(page.locator("#info"));
    const row = await read(page.locator("#k0751 td").first());
    assert.ok(box.includes(row), `${row} of the table is not in the box: ${box}`);
  });

  test(`the box of a map of estimates says that they are not published, ${how} script`, async () => {
    const page = await open("/kort/social/2023?vis=skoen", { javaScriptEnabled });
    await page.locator('svg.map a.area[data-code="0751"]').first().click();
    await page.getByRole("heading", { name: "Aarhus, 2023" }).waitFor();
    assert.match(page.url(), /vis=skoen&kommune=aarhus/);
    const label = /Bedste skøn – ikke det offentliggjorte tal: \d/;
    assert.match(await read(page.locator("#info")), label);
  });

  test(`the year is changed with the slider and its button, ${how} script`, async () => {
    const page = await open("/kort/social/2024?vis=sager", { javaScriptEnabled });
    await page.locator("#aar").focus();
    await page.keyboard.press("ArrowLeft");
    await page.getByRole("button", { name: "Vis", exact: true }).click();
    await page.waitForURL(/\/kort\/social\/2023\?vis=sager$/);
  });

  test(`a municipality chosen from the list stays chosen, ${how} script`, async () => {
    const page = await open("/kort/social/2024?sorter=sager&retning=ned", { javaScriptEnabled });
    await page.getByLabel("Kommune", { exact: true }).selectOption("Ærø");
    await page.getByRole("button", { name: "Vis", exact: true }).click();
    await page.waitForURL(/\/2024\?sorter=sager&retning=ned&kommune=aeroe#info$/);
    await page.getByRole("link", { name: "2023", exact: true }).click();
    await page.getByRole("heading", { name: "Ærø, 2023" }).waitFor();
    await page.getByRole("link", { name: "Antal sager", exact: true }).click();
    await page.getByRole("heading", { name: "Ærø, 2023" }).waitFor();
  });

  test(`the table is ordered by its headings, ${how} script`, async () => {
    const page = await open("/kort/social/2024", { javaScriptEnabled });
    await page.getByRole("link", { name: "Sager", exact: true }).click();
    const cells = await readAll(page.locator(".municipalities tbody tr td:nth-child(4)"));
    const numbers = cells.map((cell) => Number(cell.replaceAll(".", "")));
    assert.equal(numbers.length, 98);
    assert.deepEqual(numbers, numbers.toSorted((a, b) => b - a));
    assert.equal(await read(page.locator('th[aria-sort="descending"]')), "Sager");
  });
}

test("what is chosen on the map goes along with every link, and Back leads to what was there", async () => {
  const page = await open("/kort/social/2024");
  for (const [code, name] of [["0751", "Aarhus"], ["0461", "Odense"]]) {
    await page.locator(`svg.map a.area[data-code="${code}"]`).first().click();
    await page.getByRole("heading", { name: `${name}, 2024` }).waitFor();
  }
  assert.equal(await page.getByLabel("Kommune", { exact: true }).inputValue(), "odense");
  await page.goBack();
  await page.getByRole("heading", { name: "Aarhus, 2024" }).waitFor();
  await page.goForward();
  await page.getByRole("heading", { name: "Odense, 2024" }).waitFor();
  await page.getByRole("link", { name: "2023", exact: true }).click();
  await page.waitForURL(/2023\?kommune=odense$/);
  await page.getByRole("link", { name: "English" }).click();
  await page.getByRole("heading", { name: "Odense, 2023" }).waitFor();
});

test("the arrow keys lead to all 98 municipalities, and Enter chooses one", async () => {
  const page = await open("/kort/social/2024");
  const active = () =>
    page.evaluate(() => /** @type {SVGAElement} */ (document.activeElement)?.dataset?.code ?? "");
  const focus = (/** @type {string} */ code) =>
    page.locator(`svg.map a.area[data-code="${code}"][data-n]`).focus();
  await page.locator('svg.map a.area[tabindex="0"]').focus();
  const reached = new Set([await active()]);
  for (const place of reached) {
    for (const key of ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"]) {
      await focus(place);
      await page.keyboard.press(key);
      reached.add(await active());
    }
  }
  assert.equal(reached.size, 98);
  assert.equal(await page.locator('svg.map a.area[tabindex="0"]').count(), 1);
  await page.keyboard.press("Enter");
  await page.locator(`#k${await active()}.is-chosen`).waitFor();
});

test("the map is one tab stop, and what is focused looks different from what is chosen", async () => {
  const page = await open("/kort/social/2024?kommune=aarhus");
  await page.locator(".skip-map").focus();
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => document.activeElement?.getAttribute("data-code"));
  assert.equal(first, "0751");
  await page.keyboard.press("ArrowLeft");
  const dashes = (/** @type {string} */ selector) =>
    page.locator(selector).first().evaluate((shape) => getComputedStyle(shape).strokeDasharray);
  assert.equal(await dashes(".ring use:not(.halo)"), "none");
  assert.notEqual(await dashes("svg.map a.area:focus-visible .edge"), "none");
  await page.keyboard.press("Tab");
  assert.ok(!(await page.evaluate(() => document.activeElement?.closest("svg"))));
});

test("a picture is downloaded as lines and as pixels, with its source in it", async () => {
  const page = await open("/kommuner/aarhus");
  for (const [kind, start] of [["SVG", "<?xml"], ["PNG", "\x89PNG"]]) {
    const waiting = page.waitForEvent("download");
    await page.locator(".trends figure").first().getByRole("link", { name: kind }).click();
    const file = await readFile(await (await waiting).path(), "latin1");
    assert.ok(file.startsWith(start), kind);
    assert.match(file, /Kilde: sager/);
  }
});

test("every step works with the keyboard alone", async () => {
  const page = await open("/");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement?.className), "skipnav");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.type("odense");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/kommuner\/odense$/);
});

test("the table is downloaded and has the digits of the page", async () => {
  const page = await open("/kort/boernehandicap/2024");
  const shown = await read(page.locator("#k0461 td").first());
  const waiting = page.waitForEvent("download");
  await page.locator("#table").getByRole("link", { name: "CSV" }).click();
  const file = await (await waiting).path();
  const odense = (await readFile(file, "utf8")).split("\n").find((row) => row.includes(";Odense;"));
  assert.ok(odense?.includes(`;${shown.replace(/\s*pct\./, "")};`), `${shown}: ${odense}`);
  assert.ok(odense?.includes(";synthetic;"));
});

test("each page has a twin in the other language", async () => {
  const page = await open("/kort/social/2022?vis=fordeling");
  await page.getByRole("link", { name: "English" }).click();
  assert.match(page.url(), /\/en\/kort\/social\/2022\?vis=fordeling$/);
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  await page.getByRole("link", { name: "Dansk" }).click();
  assert.match(page.url(), /\/kort\/social\/2022\?vis=fordeling$/);
});

test("a page read by its release stays in that release", async () => {
  const page = await open("/kort/social/2022");
  await page.locator("footer").getByRole("link", { name: /Udgave/ }).click();
  assert.match(page.url(), /\/udgave\/[0-9a-f-]+\/kort\/social\/2022$/);
  await page.getByRole("link", { name: "Kommunerne" }).first().click();
  assert.match(page.url(), /\/udgave\/[0-9a-f-]+\/kommuner$/);
});

test("the figures as of an earlier draw stay in that draw until the reader leaves it", async () => {
  const page = await open("/om-data/revisioner");
  await page.locator("#udtraek ~ dl").getByRole("link", { name: "1. april 2025" }).click();
  await page.waitForURL(/\/\?pr=2025-04-01$/);
  await page.locator(".site-menu").getByRole("link", { name: "Kortene" }).click();
  await page.waitForURL(/\/kort\/social\/2024\?pr=2025-04-01$/);
  await page.locator('svg.map a.area[data-code="0751"]').first().click();
  await page.getByRole("heading", { name: "Aarhus, 2024" }).waitFor();
  assert.match(page.url(), /kommune=aarhus&pr=2025-04-01$/);
  const box = await read(page.locator("#info"));
  assert.ok(box.includes(await read(page.locator("#k0751 td").first())), box);
  await page.getByRole("link", { name: "Til de nyeste tal" }).click();
  await page.waitForURL(/\/kort\/social\/2024\?kommune=aarhus$/);
});

test("nothing moves while the page loads, and the first view weighs little", async () => {
  const page = await open("/privatliv");
  let bytes = 0;
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  session.on("Network.loadingFinished", (event) => (bytes += event.encodedDataLength));
  await page.addInitScript(() => {
    Object.assign(window, { shift: 0 });
    new PerformanceObserver((list) => {
      // @ts-ignore: layout shifts are not in the types
      for (const entry of list.getEntries()) window.shift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.setExtraHTTPHeaders({ "accept-encoding": "br" });
  await page.goto(`${address()}/kort/social/2024`, { waitUntil: "networkidle" });
  // @ts-ignore: set above
  assert.equal(await page.evaluate(() => window.shift), 0);
  assert.ok(bytes > 20_000 && bytes <= 100_000, `${bytes} bytes`);
});

test("the synthetic mark is on the page when it is printed", async () => {
  const page = await open("/kort/social/2024");
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.getByText("Syntetiske tal").first().isVisible());
  assert.ok(await page.locator(".map-figure svg.map").isVisible());
  assert.ok(!(await page.locator(".site-menu").isVisible()));
});

test("the arrow keys lead through the funnel, one tab stop in all", async () => {
  const page = await open("/tragt/social/2023");
  const stops = await page.locator('svg.funnel a[tabindex="0"]').count();
  assert.equal(stops, 1);
  await page.locator('svg.funnel a[tabindex="0"]').focus();
  const seen = new Set();
  const points = await page.locator("svg.funnel a[data-code]").count();
  for (let step = 0; step < points; step += 1) {
    const name = await page.evaluate(() => document.activeElement?.querySelector("title")?.textContent);
    seen.add(name);
    await page.keyboard.press("ArrowRight");
  }
  assert.equal(seen.size, points);
  const last = await page.evaluate(() => document.activeElement?.querySelector("title")?.textContent);
  await page.keyboard.press("Home");
  const first = await page.evaluate(() => document.activeElement?.querySelector("title")?.textContent);
  assert.notEqual(first, last);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/kommuner\/[a-z-]+$/);
});

test("without a script every point of the funnel is a link", async () => {
  const page = await open("/tragt/social/2023", { javaScriptEnabled: false });
  const link = page.locator('svg.funnel a[data-code="0461"]');
  assert.equal(await link.getAttribute("href"), "/kommuner/odense");
});
