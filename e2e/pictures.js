// Pictures of every page, phone and desktop, both languages, for people to look at:
// npm run pictures [-- FOLDER]

import { mkdir } from "node:fs/promises";
import { startBrowser, startProgram } from "./program.js";

const folder = process.argv[2] ?? "pictures";
const pages = {
  forside: "/",
  kort: "/kort/social/2024",
  valgt: "/kort/social/2024?kommune=aarhus",
  fordeling: "/kort/boernehandicap/2024?vis=fordeling",
  sager: "/kort/voksenhandicap/2024?vis=sager",
  skoen: "/kort/social/2023?vis=skoen&kommune=laesoe",
  "flere-aar": "/kort/voksenhandicap/2024?vis=flere-aar",
  udgave: "/kort/social/2030",
  kommuner: "/kommuner",
  soegning: "/kommuner?q=atlantis",
  kommune: "/kommuner/aarhus",
  lille: "/kommuner/laesoe",
  tragt: "/tragt/social/2023",
  bag: "/bag-tallene/social/2023",
  brud: "/bag-tallene/social/2024",
  udvikling: "/udvikling",
  revisioner: "/om-data/revisioner",
  laesevejledning: "/laesevejledning",
  metode: "/metode",
  "om-data": "/om-data",
  tilgaengelighed: "/tilgaengelighed",
  privatliv: "/privatliv",
  fejl: "/kort/social/2024?vis=alt",
};

await mkdir(folder, { recursive: true });
const program = await startProgram();
const browser = await startBrowser();
for (const [name, path] of Object.entries(pages)) {
  for (const [language, prefix] of [["da", ""], ["en", "/en"]]) {
    for (const [device, width] of /** @type {const} */ ([["phone", 375], ["desktop", 1280]])) {
      const page = await browser.newPage({ viewport: { width, height: 900 } });
      await page.goto(program.address + prefix + path, { waitUntil: "networkidle" });
      await page.screenshot({ path: `${folder}/${name}-${language}-${device}.png`, fullPage: true });
      await page.close();
    }
  }
}
await browser.close();
await program.stop();
