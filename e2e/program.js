// The program and a browser, started for real and stopped when the tests are over.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { chromium } from "playwright-core";

const root = new URL("..", import.meta.url).pathname;
const binary = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "debug", "danmarkskort");

/** Runs the demonstration in a folder of its own and waits until it serves. */
export async function startProgram() {
  const data = await mkdtemp(join(tmpdir(), "danmarkskort-"));
  const parameters = ["demo", "--data", data, "--listen", "127.0.0.1:0", "--cases", "120000"];
  const child = spawn(binary, parameters, { stdio: ["ignore", "pipe", "inherit"] });
  const address = await new Promise((resolve, reject) => {
    let printed = "";
    child.stdout.on("data", (text) => {
      printed += text;
      const found = printed.match(/http:\/\/\S+?\/(?=\s)/);
      if (found) resolve(found[0]);
    });
    child.on("exit", (code) => reject(new Error(`the program ended with ${code}: ${printed}`)));
  });
  return {
    address: String(address).replace(/\/$/, ""),
    async stop() {
      const ended = new Promise((resolve) => child.on("exit", resolve));
      child.kill("SIGTERM");
      await ended;
      await rm(data, { recursive: true });
    },
  };
}

/** Starts Debian's Chromium, which never calls home. */
export function startBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/**
 * Reads a text when it is to be seen: a page shows itself two frames after it is there.
 * @param {import("playwright-core").Locator} locator
 */
export async function read(locator) {
  await locator.waitFor();
  return locator.innerText();
}

/**
 * Reads texts when the first of them is to be seen.
 * @param {import("playwright-core").Locator} locator
 */
export async function readAll(locator) {
  await locator.first().waitFor();
  return locator.allInnerTexts();
}

/** Starts both before the tests of a file and stops them afterwards. */
export function started() {
  /** @type {Awaited<ReturnType<typeof startProgram>>} */ let program;
  /** @type {import("playwright-core").Browser} */ let browser;
  before(async () => {
    program = await startProgram();
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await program?.stop();
  });
  return {
    address: () => program.address,
    browser: () => browser,
    /** @param {string} path @param {import("playwright-core").BrowserContextOptions} [options] */
    async open(path, options) {
      const context = await browser.newContext(options);
      const page = await context.newPage();
      await page.goto(program.address + path);
      // A page shows itself when its fonts are unpacked.
      await page.locator("body").waitFor();
      return page;
    },
  };
}
