// The report as a reader meets it: wide and as a phone, light and dark, in every language, on paper, by the keyboard,
// and without a network; with axe looking for what somebody could not use.
//
//     node report.mjs CHROMIUM report.html FOLDER_FOR_PICTURES
//
// Every fault is printed; any fault ends it with 1.
import { mkdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [executablePath, report, pictures] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const address = pathToFileURL(resolve(report)).href;
const VIEWS = [
  { name: "wide", width: 1280, height: 900 },
  { name: "phone", width: 390, height: 844 },
];
const SCHEMES = ["light", "dark"];
const LANGUAGES = [
  { name: "en", locale: "en-GB" },
  { name: "de", locale: "de-DE" },
];
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];
const MOST_BYTES = 1_500_000;
/** What lies between the margins of A4, in pixels of CSS. */
const PAPER = { width: 680, height: 960 };
const [LEAST_PAGES, MOST_PAGES] = [10, 60];
const faults = [];
const pages = [];

/** What is wrong with the page as it stands: runs inside the browser. */
function faultsOfPage() {
  const faults = [];
  const start = (element) => element.outerHTML.slice(0, 120).replace(/\s+/g, " ");
  const words = (element) => element?.textContent?.trim() ?? "";

  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) {
    const wide = [...document.body.querySelectorAll("*")].filter(
      (element) => element.getBoundingClientRect().right > root.clientWidth + 1 && !element.closest(".scroll, pre"),
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
    if (!words(figure.querySelector("code.python"))) faults.push(`a figure that nobody can make again: ${start(figure)}`);
  }
  for (const table of document.querySelectorAll("table")) {
    if (!words(table.caption)) faults.push(`a table without a caption: ${start(table)}`);
  }
  const told = [...document.querySelectorAll(".telling")].filter((telling) => telling.checkVisibility());
  if (told.length !== 1 || told[0].lang !== root.lang) faults.push(`${told.length} languages are seen at once`);
  for (const text of document.querySelectorAll("svg text")) {
    if (!text.checkVisibility()) continue;
    const [box, picture] = [text.getBoundingClientRect(), text.closest("svg").getBoundingClientRect()];
    const over = Math.max(picture.left - box.left, box.right - picture.right, picture.top - box.top, box.bottom - picture.bottom);
    if (over > 2) faults.push(`words leave their picture: ${words(text)} in ${start(text.closest("svg"))}`);
  }
  return faults;
}

/** What axe finds. */
async function accessible(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"] });
    const of = (node) => `${node.html.slice(0, 140)} ${node.failureSummary?.slice(0, 200)}`;
    return violations.map(({ id, help, nodes }) => `axe: ${id}: ${help} (${nodes.length}): ${nodes.slice(0, 3).map(of).join(" | ")}`);
  });
}

/** A window on the report, which asks for nothing but itself. */
async function open(browser, options, tell) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error") tell(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => tell(`script: ${error.message}`));
  page.on("request", (request) => {
    const asked = request.url();
    if (asked !== address && !asked.startsWith("data:") && !asked.startsWith("blob:")) tell(`asks for ${asked}`);
  });
  await page.goto(address, { waitUntil: "load" });
  return page;
}

/** Opens the report in one window and says what is wrong there. */
async function look(browser, view, colorScheme, language) {
  const tell = (fault) => faults.push(`${view.name}, ${colorScheme}, ${language.name}: ${fault}`);
  const viewport = { width: view.width, height: view.height };
  const page = await open(browser, { viewport, colorScheme, locale: language.locale }, tell);
  const spoken = await page.getAttribute("html", "lang");
  if (spoken !== language.name) tell(`speaks ${spoken} to a browser that asks for ${language.locale}`);
  (await page.evaluate(faultsOfPage)).forEach(tell);
  (await accessible(page)).forEach(tell);
  await page.screenshot({ path: join(pictures, `report-${view.name}-${colorScheme}-${language.name}.png`), fullPage: true });
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
  (await page.evaluate(faultsOfPage)).forEach((fault) => tell(`with all opened: ${fault}`));
  await page.context().close();
}

/** Changes the language by the keyboard, and saves a table. */
async function use(browser) {
  const tell = (fault) => faults.push(`in use: ${fault}`);
  const page = await open(browser, { viewport: VIEWS[0], locale: "en-GB", acceptDownloads: true }, tell);
  await page.focus("#language-en");
  await page.keyboard.press("ArrowRight");
  if (!(await page.isVisible("#de-people")) || (await page.isVisible("#people"))) tell("the switch does not change the language");
  await page.keyboard.press("ArrowLeft");
  const [saved] = await Promise.all([page.waitForEvent("download"), page.click("#people button.save")]);
  const file = readFileSync(await saved.path(), "utf8");
  const rows = file.split("\n").filter((row) => row && !row.startsWith("#"));
  if (!file.toLowerCase().startsWith("# synthetic = synthetic people only")) tell(`a table without its mark: ${file.slice(0, 80)}`);
  if (!rows[0].startsWith("world,") || rows.length < 2) tell(`a table without its rows: ${rows[0]}`);
  const width = rows[0].split(",").length;
  const ragged = rows.find((row) => row.replace(/"[^"]*"/g, "").split(",").length !== rows[0].replace(/"[^"]*"/g, "").split(",").length);
  if (ragged || width < 3) tell(`a table with ragged rows: ${ragged}`);
  await page.context().close();
}

/** The titles in the outline of a PDF. */
function titlesOf(pdf) {
  const wide = (hex) => Buffer.from(hex.slice(4), "hex").swap16().toString("utf16le");
  const plain = (text) => text.replace(/\\(.)/g, "$1");
  const titles = pdf.matchAll(/\/Title (?:<([0-9A-F]+)>|\(((?:[^\\)]|\\.)*)\))/g);
  return [...titles].map(([, hex, text]) => (hex ? wide(hex) : plain(text)));
}

/** What is wrong with the page as it is laid on paper: runs inside the browser. */
function faultsOfPaper() {
  const seen = (element) => element.checkVisibility() && element.getBoundingClientRect().width > 0;
  const start = (element) => element.outerHTML.slice(0, 120).replace(/\s+/g, " ");
  const all = (selector) => [...document.querySelectorAll(selector)].filter(seen);
  const width = document.documentElement.clientWidth;
  const wide = all("main *").filter((element) => element.getBoundingClientRect().right > width + 1);
  const useless = all("button, input, nav, details.again");
  const ink = getComputedStyle(document.body).color;
  return [
    ...wide.slice(0, 3).map((element) => `cut at the edge: ${start(element)}`),
    ...useless.slice(0, 3).map((element) => `of no use: ${start(element)}`),
    ...(ink === "rgb(0, 0, 0)" ? [] : [`written in ${ink}`]),
  ];
}

/** Prints the report of a reader who likes it dark. */
async function print(browser, language) {
  const tell = (fault) => faults.push(`on paper, ${language.name}: ${fault}`);
  const page = await open(browser, { viewport: PAPER, colorScheme: "dark", locale: language.locale }, tell);
  const path = join(pictures, `report-${language.name}.pdf`);
  await page.pdf({ path, format: "A4", tagged: true, outline: true });
  const pdf = readFileSync(path, "latin1");
  const pages = [...pdf.matchAll(/\/Type\s*\/Page\b(?!s)/g)].length;
  if (pages < LEAST_PAGES || pages > MOST_PAGES) tell(`${pages} pages, not ${LEAST_PAGES} to ${MOST_PAGES}`);
  const headings = await page.$$eval("h2", (all) => all.filter((one) => one.checkVisibility()).map((one) => one.textContent));
  const titles = titlesOf(pdf);
  headings.filter((heading) => !titles.includes(heading)).forEach((heading) => tell(`no heading “${heading}”`));
  if (headings.length < 10) tell(`${headings.length} headings`);
  await page.emulateMedia({ media: "print" });
  (await page.evaluate(faultsOfPaper)).forEach(tell);
  await page.screenshot({ path: join(pictures, `report-print-${language.name}.png`), fullPage: true });
  await page.context().close();
  return pages;
}

/** Every language is read without a script, too. */
async function silent(browser) {
  const tell = (fault) => faults.push(`without a script: ${fault}`);
  const page = await open(browser, { viewport: VIEWS[0], javaScriptEnabled: false }, tell);
  if (!(await page.isVisible("#people"))) tell("nothing is told");
  await page.check("#language-de");
  if (!(await page.isVisible("#de-people"))) tell("the switch does not change the language");
  await page.context().close();
}

mkdirSync(pictures, { recursive: true });
const { size } = statSync(report);
if (size >= MOST_BYTES) faults.push(`${size} bytes, of ${MOST_BYTES} at most`);
const browser = await chromium.launch({ executablePath, args: ARGUMENTS });
try {
  for (const view of VIEWS) {
    for (const scheme of SCHEMES) {
      for (const language of LANGUAGES) await look(browser, view, scheme, language);
    }
  }
  await use(browser);
  for (const language of LANGUAGES) pages.push(await print(browser, language));
  await silent(browser);
} finally {
  await browser.close();
}
faults.forEach((fault) => console.log(fault));
const views = VIEWS.length * SCHEMES.length * LANGUAGES.length;
console.log(`${views} views of ${size} bytes, ${pages.join(" and ")} pages, ${faults.length} faults; pictures in ${pictures}`);
process.exitCode = faults.length === 0 ? 0 : 1;
