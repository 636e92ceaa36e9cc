// Run by ./refresh in a temporary folder. Writes its results to out/.
import { mkdirSync, readFileSync, writeFileSync, copyFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import * as sass from "sass";
import { transform } from "lightningcss";
import subsetFont from "subset-font";
import fontverter from "fontverter";

const dkfds = "node_modules/dkfds";
const plex = `${dkfds}/src/fonts/IBMPlexSans/complete`;
mkdirSync("out", { recursive: true });

// ---- Style sheet ---------------------------------------------------------

// Classes of the design system that the site does not use: things that need
// script, logos, and variants we have no page for. A rule goes away when all
// its selectors name one of these. Delete a word here to get the rule back.
const unusedClasses = new RegExp(
  "^(" +
    [
      "accordion.*", "alert-close", "checkbox-content", "radio-content", "hidden-content-wrapper",
      "form-checkbox", "form-group-checkbox", "form-limit", "character-limit", "form-success", "date-.*",
      "focus", "link-(focus|hover|visited)", "disabled", "readonly", "(button|tag)-(hover|active)",
      "button-(tertiary|warning|icon-only|contact|menu-open|menu-close|wrapper)",
      "displayheading-.*", "facit", "uppercase", "lowercase", "color-text-black", "field-group-title", "icon", "inline-svg",
      "full-width-image", "card-image", "card-icon", "long", "logo", "portal-user", "log-(on|off)",
      "(portal|solution)-info-mobile", "navigation-menu.*", "mobile-drawer", "menu-top", "overlay",
      "structured-list", "table-(sm|lg|xl)-responsive-headers", "table--(selectable|extracompact)",
      "table-pagination.*", "table-actions", "rows-message", "footer-theme", "button-row", "embed.*",
      "fds-modal.*", "modal-.*", "tab-.*", "toggle-.*", "tooltip.*", "search", "dropdown.*",
    ].join("|") +
    ")$",
);
const unusedTypes = new Set(["range", "file"]);

const unused = (selector) =>
  selector.some(
    (part) =>
      (part.type === "class" && unusedClasses.test(part.name)) ||
      (part.type === "attribute" && part.name === "type" && unusedTypes.has(part.operation?.value)),
  );

// Our own drawings, so that no icon file of the design system is included.
const arrow = (path, colour = "#1a1a1a") =>
  "data:image/svg+xml," +
  encodeURIComponent(
    `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'><path fill='none' stroke='${colour}' stroke-width='2' d='${path}'/></svg>`,
  ).replace(/%20/g, " ").replace(/%3D/g, "=");
const images = {
  "chevron-down.svg": arrow("m6 9 6 6 6-6"),
  "chevron-down-gray-200.svg": arrow("m6 9 6 6 6-6", "#dcdcdc"),
  "chevron-up.svg": arrow("m6 15 6-6 6 6"),
};

const source = sass.compile("parts.scss", {
  loadPaths: [`${dkfds}/src/stylesheets`],
  logger: sass.Logger.silent,
}).css;

const minify = (code, visitor) =>
  transform({
    filename: "dkfds.css",
    code: Buffer.from(code),
    minify: true,
    targets: { chrome: 95 << 16, firefox: 95 << 16, safari: 15 << 16 },
    visitor,
  }).code;

const pruned = minify(source, {
  Rule: {
    keyframes: () => [], // only the script-driven menu has any
    style(rule) {
      const kept = rule.value.selectors.filter((selector) => !unused(selector));
      if (kept.length === 0) return [];
      rule.value.selectors = kept;
      return rule;
    },
  },
  // ch depends on the font in use. As em (a digit is 0.6 em wide) the widths
  // stay the same when the web font replaces the fallback font.
  Length(length) {
    if (length.unit === "ch") return { unit: "em", value: Math.round(length.value * 60) / 100 };
  },
  Url(url) {
    const image = images[url.url.split("/").pop()];
    return image ? { ...url, url: image } : url;
  },
});
const css = minify(pruned).toString();

const allowed = /^(data:|\/assets\/plex-(400|600)\.woff2$)/;
for (const [, url] of css.matchAll(/url\(["']?((?:[^"')\\]|\\.)+)/g)) {
  if (!allowed.test(url)) throw new Error(`url not allowed in dkfds.css: ${url}`);
}
writeFileSync("out/dkfds.css", css + "\n");

// ---- Fonts ---------------------------------------------------------------

const ascii = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join("");
const letters =
  ascii + "æøåÆØÅéÉèüÜöÖäÄ§–—…·•×÷±≤≥≈−′″‘’“”»«›‹°²³€½¼¾©%‰←→↑↓↗↘" + "\u00a0\u2009\u202f";

// The font licence reserves the name "Plex" for the unchanged font, so the
// name inside a subset must differ. Same length, so only the text changes.
function rename(font) {
  let name = 0;
  for (let i = 0; i < font.readUInt16BE(4); i++) {
    const at = 12 + 16 * i;
    if (font.toString("latin1", at, at + 4) === "name") name = font.readUInt32BE(at + 8);
  }
  const text = name + font.readUInt16BE(name + 4);
  for (let i = 0; i < font.readUInt16BE(name + 2); i++) {
    const at = name + 6 + 12 * i;
    if (font.readUInt16BE(at + 6) === 0) continue; // copyright line stays
    const start = text + font.readUInt16BE(at + 10);
    const end = start + font.readUInt16BE(at + 8);
    const wide = font.readUInt16BE(at) !== 1;
    const bytes = (s) => (wide ? Buffer.from(s, "utf16le").swap16() : Buffer.from(s, "latin1"));
    for (const [from, to] of [["IBM Plex Sans", "Site Sans Txt"], ["IBMPlexSans", "SiteSansTxt"]]) {
      const part = font.subarray(start, end);
      const hit = part.indexOf(bytes(from));
      if (hit >= 0) bytes(to).copy(part, hit);
    }
  }
  return font;
}

const features = ["liga", "locl", "ccmp", "mark", "tnum"];

async function ours(style, keepFeatures) {
  const subset = await subsetFont(readFileSync(`${plex}/ttf/IBMPlexSans-${style}.ttf`), letters, {
    targetFormat: "truetype",
    keepFeatures,
    preserveNameIds: [13, 14],
    noHinting: true,
    dropTables: ["DSIG", "meta"],
  });
  return rename(Buffer.from(subset));
}

// Kerning is a quarter of a packed font, and the first page waits for it; at the size of text it is
// hardly seen. Pictures that the program draws have it.
for (const [weight, style] of [[400, "Regular"], [600, "SemiBold"]]) {
  writeFileSync(`out/plex-${weight}.ttf`, await ours(style, ["kern", ...features]));
  const packed = await fontverter.convert(await ours(style, features), "woff2");
  writeFileSync(`out/plex-${weight}.woff2`, packed);
}

// ---- Licences and sizes --------------------------------------------------

copyFileSync(`${dkfds}/LICENSE.md`, "out/dkfds.md");
copyFileSync(`${plex}/ttf/license.txt`, "out/ibm-plex.txt");
for (const file of ["dkfds.css", "plex-400.woff2", "plex-600.woff2"]) {
  const bytes = readFileSync(`out/${file}`);
  console.log(`${file}: ${bytes.length} bytes, brotli ${brotliCompressSync(bytes).length}`);
}
