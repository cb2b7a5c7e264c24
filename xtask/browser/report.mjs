// The report as a reader meets it: wide and as a phone, light and dark, without a network.
//
//     node report.mjs CHROMIUM report.html FOLDER_FOR_PICTURES
//
// Every fault is printed; any fault ends it with 1.
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [executablePath, report, pictures] = process.argv.slice(2);
const VIEWS = [
  { name: "wide", width: 1280, height: 900 },
  { name: "phone", width: 390, height: 844 },
];
const SCHEMES = ["light", "dark"];
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/** What is wrong with the page as it stands: runs inside the browser. */
function faultsOfPage() {
  const faults = [];
  const start = (element) => element.outerHTML.slice(0, 120).replace(/\s+/g, " ");
  const words = (element) => element?.textContent?.trim() ?? "";

  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) {
    const wide = [...document.body.querySelectorAll("*")].filter(
      (element) => element.getBoundingClientRect().right > root.clientWidth + 1,
    );
    const first = wide.slice(0, 3).map(start).join(" | ");
    faults.push(`the page is ${root.scrollWidth} wide in a window of ${root.clientWidth}; see ${first}`);
  }
  if (!root.lang) faults.push("<html> has no lang");
  if (!document.title.trim()) faults.push("the page has no title");

  const referred = (svg) =>
    (svg.getAttribute("aria-labelledby") ?? "")
      .split(/\s+/)
      .map((id) => words(id && document.getElementById(id)))
      .join("");
  const named = (svg) =>
    svg.getAttribute("aria-label")?.trim() || referred(svg) || words(svg.querySelector(":scope > title"));
  for (const svg of document.querySelectorAll("svg")) {
    const nested = svg.parentElement.closest("svg");
    const hidden = svg.closest("[aria-hidden=true]");
    if (!nested && !hidden && !named(svg)) faults.push(`a picture without a name: ${start(svg)}`);
  }
  for (const figure of document.querySelectorAll("figure")) {
    const svg = figure.querySelector("svg[role=img]");
    if (!svg || !named(svg)) faults.push(`a figure without a named svg[role=img]: ${start(figure)}`);
    if (!words(figure.querySelector("figcaption"))) faults.push(`a figure without a caption: ${start(figure)}`);
    if (!figure.querySelector("table")) faults.push(`a figure without its table: ${start(figure)}`);
  }
  for (const table of document.querySelectorAll("table")) {
    if (!words(table.caption)) faults.push(`a table without a caption: ${start(table)}`);
  }
  return faults;
}

/** Opens the report in one window and says what is wrong there. */
async function look(browser, view, colorScheme) {
  const context = await browser.newContext({ viewport: { width: view.width, height: view.height }, colorScheme });
  const page = await context.newPage();
  const address = pathToFileURL(resolve(report)).href;
  const faults = [];
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
  page.on("request", (request) => {
    const asked = request.url();
    if (asked !== address && !asked.startsWith("data:")) faults.push(`asks for ${asked}`);
  });
  await page.goto(address, { waitUntil: "load" });
  faults.push(...(await page.evaluate(faultsOfPage)));
  await page.screenshot({ path: join(pictures, `report-${view.name}-${colorScheme}.png`), fullPage: true });
  await context.close();
  return faults.map((fault) => `${view.name}, ${colorScheme}: ${fault}`);
}

mkdirSync(pictures, { recursive: true });
const browser = await chromium.launch({ executablePath, args: ARGUMENTS });
const faults = [];
try {
  for (const view of VIEWS) {
    for (const scheme of SCHEMES) faults.push(...(await look(browser, view, scheme)));
  }
} finally {
  await browser.close();
}
faults.forEach((fault) => console.log(fault));
console.log(`${VIEWS.length * SCHEMES.length} views, ${faults.length} faults; pictures in ${pictures}`);
process.exitCode = faults.length === 0 ? 0 : 1;
