// Every kind of page: no barrier that axe finds, nothing wider than the screen, no other server, no
// error in the console.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { started } from "../program.js";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const pages = [
  "/",
  "/kort/social/2024",
  "/kort/boernehandicap/2024?vis=fordeling&kommune=aarhus",
  "/kort/voksenhandicap/2024?vis=sager&sorter=sager&retning=ned",
  "/kort/social/2023?vis=skoen&kommune=laesoe",
  "/kort/social/2023?vis=flere-aar",
  "/kort/social/2024?vis=flere-aar",
  "/kort/social/2030",
  "/kommuner",
  "/kommuner?q=aa",
  "/kommuner?q=atlantis",
  "/kommuner/aeroe",
  "/kommuner/koebenhavn",
  "/sammenlign",
  "/statistik/OMG1?OMRAADE=0461,0492,0825&EMNE=*&ContentsCode=omgoerelsesprocent&Tid=2024&navn=Byer%20og%20%C3%B8er&ved=EMNE:101",
  "/sammenlign?steder=odense,aeroe,aarhus&navn=Tre+kommuner",
  "/tragt/social/2023",
  "/tragt/boernehandicap/2024",
  "/bag-tallene/social/2023",
  "/bag-tallene/voksenhandicap/2024",
  "/udvikling",
  "/om-data/revisioner",
  "/laesevejledning",
  "/metode",
  "/om-data",
  "/tilgaengelighed",
  "/privatliv",
  "/kalender",
  "/soeg?q=arhus",
  "/statistik",
  "/statistik?q=atlantis",
  "/bestemmelser",
  "/bestemmelser/101",
  "/sagsbehandlingstid?kapacitet=10",
  "/statistik/OMG1",
  "/statistik/OMG1?OMRAADE=0000,0751,0101&ContentsCode=omgoerelsesprocent&Tid=*&vis=linjer",
  "/statistik/OMG1?OMRAADE=@vs_kommuner&ContentsCode=omgoerelsesprocent&vis=soejler",
  "/statistik/OMG1?OMRAADE=@vs_kommuner&Tid=top(3)&vis=kort",
  "/statistik/OMG2?OMRAADE=*&EMNE=TOT&ContentsCode=omgjort,stadfaestet&Tid=top(8)&kolonner=Tid,ContentsCode",
  "/statistik/OMG1?OMRAADE=9999",
  "/statistik/OMG1/forklar?OMRAADE=0751&ContentsCode=omgoerelsesprocent&Tid=*",
  "/indlejr/statistik/OMG1?OMRAADE=0000,0751&Tid=2024",
  "/indlejr?af=%2Fkort%2Fsocial%2F2024",
  "/findes-ikke",
];

const { address, browser } = started();

for (const path of pages.flatMap((page) => [page, `/en${page}`])) {
  for (const width of [320, 768, 1920]) {
    test(`${path} at ${width} px has no barrier`, async () => {
      const page = await browser().newPage({ viewport: { width, height: 900 } });
      /** @type {string[]} */ const troubles = [];
      page.on("console", (message) => {
        if (message.type() === "error" && !/status of 40[04]/.test(message.text())) troubles.push(message.text());
      });
      page.on("pageerror", (error) => troubles.push(String(error)));
      page.on("request", (request) => {
        const url = request.url();
        if (!url.startsWith(address()) && !url.startsWith("data:")) troubles.push(`asks ${url}`);
      });
      await page.goto(address() + path);
      await page.locator("body").waitFor();
      // Evaluated by the browser's own tools, which the page's policy against foreign scripts allows.
      await page.evaluate(axe);
      const found = await page.evaluate(async () => {
        // @ts-ignore: axe is put there by the lines above
        const result = await globalThis.axe.run(document, {
          runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        });
        return result.violations.map(
          (/** @type {any} */ rule) => `${rule.id}: ${rule.nodes.map((/** @type {any} */ n) => n.target).join(" ")}`,
        );
      });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      await page.close();
      assert.deepEqual({ found, troubles, overflow }, { found: [], troubles: [], overflow: 0 });
    });
  }
}
