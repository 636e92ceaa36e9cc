// Reads every table with the JSON-stat toolkit and suite, by address alone, and holds what they say
// against the JSON itself: node check_jsonstat.js http://127.0.0.1:8080

import assert from "node:assert/strict";
import JSONstat from "jsonstat-toolkit";
import { toCSV } from "jsonstat-suite";

const base = process.argv[2]?.replace(/\/$/, "");
if (!base) throw new Error("name the address of a server");

const { tables } = await read(`${base}/api/v2/tables`);
assert.ok(tables.length > 0, "no tables");
let failed = false;

/** Reads JSON without any program. @param {string} url @returns {Promise<any>} */
async function read(url) {
  const reply = await fetch(url);
  if (!reply.ok) throw new Error(`${reply.status} from ${url}: ${await reply.text()}`);
  return reply.json();
}

/** Runs a check and tells the client, table and address where it fails.
 * @param {string} client @param {string} table @param {string} url @param {() => Promise<void>} check */
async function checked(client, table, url, check) {
  try {
    await check();
    console.log(`ok     ${client} ${table}`);
  } catch (error) {
    failed = true;
    console.log(`FAILED ${client} ${table} ${url}: ${error}`);
  }
}

/** @param {string} url */
async function toolkit(url) {
  const json = await read(url);
  const dataset = await JSONstat(url);
  assert.equal(dataset.class, "dataset");
  assert.equal(dataset.label, json.label);
  assert.deepEqual(dataset.id, json.id);
  assert.deepEqual(dataset.value, json.value);
  for (const name of json.id) {
    const dimension = dataset.Dimension(name);
    assert.equal(dimension.label, json.dimension[name].label);
    const code = dimension.id[0];
    assert.equal(dimension.Category(0).label, json.dimension[name].category.label[code]);
  }
  assert.equal(dataset.Dimension(json.role.time[0]).role, "time");
  checkCells(dataset, json);
}

/** Holds each cell, asked for by the codes of its place, against the list of values.
 * @param {import("jsonstat-toolkit").Dataset} dataset @param {any} json */
function checkCells(dataset, json) {
  let places = [/** @type {Record<string, string>} */ ({})];
  for (const name of json.id) {
    const codes = dataset.Dimension(name).id;
    places = places.flatMap((place) => codes.map((code) => ({ ...place, [name]: code })));
  }
  assert.equal(places.length, dataset.n);
  for (const [at, place] of places.entries()) {
    const cell = dataset.Data(place);
    assert.equal(cell.value, json.value[at], JSON.stringify(place));
    if (cell.value === null) assert.match(String(cell.status), /^\.{1,6}$/, JSON.stringify(place));
  }
}

/** @param {string} url */
async function suite(url) {
  const json = await read(url);
  const rows = toCSV(await JSONstat(url), { vlabel: "Value", status: true }).trim().split("\n");
  assert.equal(rows.length, json.value.length + 1);
  assert.match(rows[0], /Value/);
  const first = json.value.find((/** @type {number | null} */ value) => value !== null);
  assert.notEqual(first, undefined, "no number in the choice");
  assert.ok(rows.some((row) => row.includes(String(first))), `no row has ${first}`);
}

/** The older form, which holds its dataset inside another. @param {string} url */
async function older(url) {
  const json = await read(url);
  const dataset = (await JSONstat(url)).Dataset(0);
  assert.deepEqual(dataset.value, json.dataset.value);
  assert.deepEqual(dataset.id, json.dataset.dimension.id);
}

/** Returns a choice of a table as a query: what is shown by default, but short variables whole and some
 * periods more, so that there are numbers in it. @param {string} id @param {(code: string) => string} name */
async function choice(id, name) {
  const metadata = await read(`${base}/api/v2/tables/${id}/metadata`);
  const { selection } = await read(`${base}/api/v2/tables/${id}/defaultselection`);
  const query = new URLSearchParams();
  for (const { variableCode, valueCodes } of selection) {
    const codes = Object.keys(metadata.dimension[variableCode].category.index);
    const isTime = metadata.role.time.includes(variableCode);
    const chosen = isTime ? codes.slice(-3) : codes.length <= 10 ? codes : valueCodes.slice(0, 10);
    query.append(name(variableCode), chosen.join(","));
  }
  return query;
}

for (const { id } of tables) {
  const query = await choice(id, (code) => `valuecodes[${code}]`);
  for (const lang of ["da", "en"]) {
    const url = `${base}/api/v2/tables/${id}/data?lang=${lang}&${query}`;
    await checked("jsonstat-toolkit", `${id} ${lang}`, url, () => toolkit(url));
    await checked("jsonstat-suite", `${id} ${lang}`, url, () => suite(url));
  }
  const url = `${base}/v1/data/${id}/JSONSTAT?${await choice(id, (code) => code)}`;
  await checked("jsonstat-toolkit", `${id} 1.x`, url, () => older(url));
}
process.exit(failed ? 1 : 0);
