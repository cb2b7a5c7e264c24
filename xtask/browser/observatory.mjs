// The observatory as people meet it: a story, an alarm that comes forward, a knob, the twin, the phone, the report.
//
//     node observatory.mjs CHROMIUM ADDRESS FOLDER_FOR_PICTURES [people for the frames a second]
//
// Every fault is printed; any fault ends it with 1.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";

const [executablePath, address, pictures, people] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];
/** Milliseconds that a step may take on a busy machine. */
const PATIENCE = 90_000;
const faults = [];
const origin = new URL(address).origin;

/** @param {unknown} holds @param {string} what */
function expect(holds, what) {
  if (!holds) faults.push(what);
}

/** A window on the observatory; the first one has the token, the others its cookie. */
async function open(browser, options, path) {
  const context = await browser.newContext({ locale: "en-GB", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().startsWith("Failed to load")) faults.push(`console: ${message.text()}`);
  });
  // A question about a session that has just been ended is answered with 404, and no fault of the page's.
  page.on("response", (answer) => {
    const late = answer.status() === 404 && answer.url().includes("/api/session/");
    if (answer.status() >= 400 && !late) faults.push(`${answer.status()} for ${answer.url()}`);
  });
  page.on("pageerror", (error) => faults.push(`script: ${error.stack}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith("blob:")) faults.push(`asks for ${url}`);
  });
  const token = new URL(address).hash;
  await page.goto(`${origin}${path}${token}`);
  await page.waitForSelector(path === "/" ? "[data-source]:not(:empty)" : ".panel button");
  expect(!page.url().includes("token"), "the token stays in the address");
  return page;
}

/** What axe finds; its script is given to the page by the browser, past the page's own policy. */
async function accessible(page, where) {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"] });
    return violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.length}): ${nodes.slice(0, 3).map((node) => `${node.html.slice(0, 140)} ${node.failureSummary?.slice(0, 200)}`).join(" | ")}`);
  });
  found.forEach((violation) => faults.push(`${where}: axe: ${violation}`));
  return found.length;
}

/** Nothing may be wider than its window. */
async function fits(page, where) {
  const wide = await page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const over = [...document.body.querySelectorAll("*")].filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1);
    return over.slice(0, 3).map((element) => element.outerHTML.slice(0, 100));
  });
  if (wide.length) faults.push(`${where}: wider than its window: ${wide.join(" | ")}`);
}

const shot = (page, name, fullPage = true) => page.screenshot({ path: join(pictures, `observatory-${name}.png`), fullPage });
const day = (page) => page.evaluate(() => Number(document.querySelector("[data-progress]").value));
const until = (page, n) => page.waitForFunction((n) => document.querySelector("[data-progress]").value >= n, n, { timeout: PATIENCE });

/** The whole way of a viewer at a desk. */
async function desk(browser) {
  const page = await open(browser, { viewport: { width: 1360, height: 900 } }, "/");
  await accessible(page, "before a story");
  await shot(page, "begin");

  // A story runs, and what is out of the ordinary comes forward by itself.
  await page.selectOption("[data-speed]", "15");
  await page.click("[data-story=one-wrong-match]");
  await page.waitForFunction(() => document.querySelector("[data-front]:not([hidden]) [data-rule]")?.textContent.includes("standard deviations"));
  const sentence = await page.textContent("[data-sentence]");
  expect(/\d/.test(sentence ?? "") && !(sentence ?? "").includes("{"), `the alarm says why: ${sentence}`);
  await until(page, 40);
  await page.click("[data-play]");
  await page.waitForFunction(() => document.documentElement.dataset.state === "paused");
  const lived = await day(page);
  await page.click("[data-step]");
  await until(page, lived + 1);
  await page.waitForTimeout(700);
  await accessible(page, "paused");
  await shot(page, "desk");
  await shot(page, "desk-window", false);

  // Pin, rewind, dismiss; look back by the slider.
  if (await page.isVisible("[data-front]")) {
    const name = await page.textContent("[data-front] [data-name]");
    await page.click("[data-act=rewind]");
    expect(Number(await page.inputValue("[data-scrub]")) < lived, "rewinding goes back");
    expect((await page.textContent("[data-front] [data-name]")) === name, "what was rewound stays pinned");
    await page.click("[data-act=dismiss]");
    expect((await page.isHidden("[data-front]")) || (await page.textContent("[data-front] [data-name]")) !== name, "what is dismissed goes");
  }
  await page.locator("[data-scrub]").fill("12");
  expect((await page.textContent("[data-day]"))?.includes("12"), "the slider looks back");

  // A cell, by the mouse and by the keys.
  await page.locator("#maps figure canvas").first().click({ position: { x: 200, y: 200 } });
  await page.waitForSelector("[data-cell] table");
  const cell = await page.textContent("[data-cell] caption");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.waitForTimeout(100);
  expect(Number((await page.textContent("[data-cell] caption"))?.match(/\d+/)?.[0]) >= 40, `a cell has at least forty people: ${cell}`);
  await page.click("[data-layer=refusals]");

  // The twin: a chart drawn by the server, and its numbers.
  await page.selectOption("#twin select", "false_marks");
  await page.waitForSelector("[data-chart] svg[role=img]");
  expect((await page.locator("#twin table tr").count()) === 9, "eight measures and a head");

  // The phone, and its other side.
  await page.click("[data-flip]");
  await page.waitForTimeout(900);
  expect((await page.getAttribute("[data-side=app]", "aria-hidden")) === "true", "the app is turned away");
  expect((await page.textContent("[data-side=truth]"))?.includes("Wrong entries"), "the other side tells of wrong entries");
  await page.locator("#phone").scrollIntoViewIfNeeded();
  await shot(page, "phone-turned", false);

  // A knob is turned: file and findings follow, and the twin begins anew.
  await page.selectOption("[data-beside]", "=same");
  const before = await page.textContent("[data-source]");
  await page.locator("#knob-score-merged").click();
  await page.waitForFunction((before) => document.querySelector("[data-source]").textContent !== before, before);
  expect((await page.textContent("[data-source]"))?.includes('"score.merged" = false'), "the file shows the knob");
  expect((await page.locator("[data-findings] li").count()) > 0, "the linter finds something in this regime");
  await page.click("[data-shows=command]");
  expect((await page.textContent("[data-source]"))?.startsWith("vitropolis run"), "the command is shown");
  await page.click("[data-shows=python]");
  expect((await page.textContent("[data-source]"))?.includes("import vitropolis"), "the Python is shown");
  await page.click("[data-shows=file]");
  await page.locator("#rules").scrollIntoViewIfNeeded();
  await shot(page, "rules", false);
  await page.selectOption("[data-speed]", "0");
  await page.fill("[data-number=people]", "10000");
  await page.fill("[data-number=days]", "25");
  await page.click("[data-count]");
  await page.click("[data-run]");
  await page.waitForFunction(() => document.querySelector("#maps [data-arm]").textContent.includes("turned"));
  await page.waitForFunction(() => document.documentElement.dataset.state === "over");

  // Save and load again; share; the report.
  const [saved] = await Promise.all([page.waitForEvent("download"), page.click("[data-save]")]);
  const file = join(pictures, "observatory.toml");
  await saved.saveAs(file);
  await page.selectOption("[data-regime]", "nosedive");
  await page.setInputFiles("[data-load]", file);
  await page.waitForFunction(() => document.querySelector("[data-regime]").value === "beijing-as-reported-2018");
  await page.click("[data-share]");
  const link = await page.inputValue("[data-link]");
  expect(link.includes("#wish=") && !link.includes("token"), `a link to the settings: ${link}`);
  await page.click("[data-report]");
  await page.waitForSelector("[data-report-open]:not([hidden])");
  const report = await page.context().newPage();
  report.on("console", (message) => message.type() === "error" && faults.push(`report: ${message.text()}`));
  await report.goto(origin + (await page.getAttribute("[data-report-open]", "href")));
  expect((await report.title()).length > 0 && (await report.locator("svg").count()) > 3, "the report has its charts");
  expect(await report.evaluate(() => getComputedStyle(document.body).fontFamily.includes("Charter")), "the report has its style");
  await report.close();

  // A run and a session are cancelled.
  await page.fill("[data-number=days]", "365");
  await page.fill("[data-number=people]", "30000");
  await page.click("[data-count]");
  await page.click("[data-run]");
  await page.waitForFunction(() => ["building", "playing"].includes(document.documentElement.dataset.state));
  await page.click("[data-report]");
  await page.waitForSelector("[data-report-stop]:not([hidden])");
  await page.click("[data-report-stop]");
  await page.waitForFunction(() => document.querySelector("[data-report-told]").textContent.startsWith("Not saved"));
  await page.click("[data-cancel]");
  await page.waitForFunction(() => document.documentElement.dataset.state === "none");
  await page.goto("about:blank");
  await page.goto(link);
  await page.waitForFunction(() => document.querySelector("[data-source]")?.textContent.includes('"score.merged" = false'));
  await page.context().close();
}

/** A phone at night, in German, by the keyboard alone. */
async function phone(browser) {
  const page = await open(browser, { viewport: { width: 390, height: 844 }, colorScheme: "dark", locale: "de-DE", reducedMotion: "reduce", deviceScaleFactor: 2 }, "/");
  expect((await page.getAttribute("html", "lang")) === "de", "the page speaks German to a German browser");
  await page.selectOption("[data-speed]", "15");
  await page.focus("[data-story=chat-goes-quiet]");
  await page.keyboard.press("Enter");
  await until(page, 60);
  await page.focus("[data-play]");
  await page.keyboard.press("Space");
  await page.waitForFunction(() => document.documentElement.dataset.state === "paused");
  await page.waitForTimeout(900);
  await fits(page, "phone");
  await accessible(page, "phone, dark, German");
  await shot(page, "phone");
  await shot(page, "phone-window", false);
  const unreached = await order(page);
  expect(unreached.length === 0, `the keyboard does not reach: ${unreached.join(", ")}`);
  await page.click("[data-cancel]");
  await page.waitForFunction(() => document.documentElement.dataset.state === "none");
  await page.context().close();
}

/** The desk in German: red flags have German names, and nothing is wider than its window. */
async function german(browser) {
  const page = await open(browser, { viewport: { width: 1360, height: 900 }, locale: "de-DE" }, "/");
  await page.waitForSelector("[data-findings] li");
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
  expect((await page.textContent("[data-findings]"))?.includes("wirkt in mehreren Lebensbereichen"), "a red flag has its German name");
  await fits(page, "German desk");
  await accessible(page, "German desk");
  await shot(page, "begin-german");
  await page.context().close();
}

/** What can be used and is not reached by the tab key. */
async function order(page) {
  await page.evaluate(() => {
    document.activeElement?.blur();
    window.scrollTo(0, 0);
    document.querySelectorAll("details").forEach((details) => (details.open = false));
  });
  // Once past the end of the page, and round again.
  for (let n = 0, ends = 0; n < 200 && ends < 2; n++) {
    await page.keyboard.press("Tab");
    const ended = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return true;
      element.dataset.reached = "yes";
      return false;
    });
    if (ended) ends++;
  }
  return page.evaluate(() => {
    const usable = [...document.querySelectorAll("button, select, input, a[href], canvas[tabindex], summary, [role=region][tabindex]")];
    const there = usable.filter((element) => !element.disabled && !element.closest("[inert], [hidden]") && !element.closest("details:not([open]) > :not(summary)") && element.checkVisibility());
    return there.filter((element) => element.dataset.reached !== "yes").map((element) => element.outerHTML.slice(0, 80));
  });
}

/** The hour for a class: a panel runs, and the worksheet prints. */
async function classroom(browser) {
  const page = await open(browser, { viewport: { width: 1280, height: 860 } }, "/class");
  expect((await page.locator(".panel").count()) === 7, "seven panels");
  await page.click("[data-run='5']");
  await page.waitForFunction(() => document.querySelectorAll(".panel .measured")[4].textContent.includes("Silence"));
  await page.waitForTimeout(2500);
  await accessible(page, "class");
  await page.locator(".panel").nth(4).scrollIntoViewIfNeeded();
  await shot(page, "class", false);
  await page.selectOption("[data-language]", "de");
  await page.waitForFunction(() => document.querySelector("h1").textContent.includes("Stunde"));
  await page.emulateMedia({ media: "print" });
  await page.pdf({ path: join(pictures, "worksheet.pdf"), format: "A4" });
  await shot(page, "worksheet");
  await page.context().close();
  const narrow = await open(browser, { viewport: { width: 390, height: 844 }, colorScheme: "dark" }, "/class");
  await fits(narrow, "class on a phone");
  await shot(narrow, "class-phone", false);
  await narrow.context().close();
}

/** Frames a second while a large city lives; drawn by software here. */
async function frames(browser) {
  const page = await open(browser, { viewport: { width: 1360, height: 900 } }, "/");
  await page.fill("[data-number=people]", people);
  await page.fill("[data-number=seeds]", "1");
  await page.fill("[data-number=days]", "60");
  await page.click("[data-count]");
  await page.click("[data-run]");
  await until(page, 2);
  await page.locator("#maps").scrollIntoViewIfNeeded();
  const from = await day(page);
  const told = await page.evaluate(() => new Promise((done) => {
    const times = [];
    const turn = (now) => {
      times.push(now);
      if (now - times[0] < 10_000) requestAnimationFrame(turn);
      else done({ frames: times.length - 1, seconds: (now - times[0]) / 1000, longest: Math.max(...times.slice(1).map((at, i) => at - times[i])) });
    };
    requestAnimationFrame(turn);
  }));
  const rate = (told.frames / told.seconds).toFixed(1);
  console.log(`${people} people: ${rate} frames a second over ${told.seconds.toFixed(1)} s, longest frame ${told.longest.toFixed(0)} ms, ${(await day(page)) - from} days lived meanwhile (software rendering)`);
  await page.waitForTimeout(500);
  await shot(page, "large", false);
  // What a dish costs alone: both maps drawn again and again.
  const drawn = await page.evaluate(async () => {
    const { Dish, lay, shades } = await import("/assets/dish.js");
    const districts = Array.from({ length: 2000 }, (_, cell) => Math.floor(cell / 125));
    const canvas = document.querySelector("#maps canvas");
    const dish = new Dish(canvas);
    dish.hold(lay(districts), districts);
    const start = performance.now();
    for (let n = 0; n < 60; n++) {
      dish.draw(Float32Array.from(districts, (_, cell) => ((cell * 7 + n * 13) % 100) / 100), shades("wrong", false), false);
      dish.pen.getImageData(0, 0, 1, 1);
    }
    return (performance.now() - start) / 60;
  });
  console.log(`one dish of 2,000 cells: ${drawn.toFixed(1)} ms a drawing`);
  await page.click("[data-cancel]");
  await page.context().close();
}

mkdirSync(pictures, { recursive: true });
const browser = await chromium.launch({ executablePath, args: ARGUMENTS });
try {
  for (const way of people ? [frames] : [desk, german, phone, classroom].filter((way) => !process.env.ONLY || way.name === process.env.ONLY)) {
    await way(browser).catch((error) => faults.push(`${way.name}: ${error.stack ?? error}`));
  }
} finally {
  await browser.close();
}
faults.forEach((fault) => console.log(fault));
console.log(`${faults.length} faults; pictures in ${pictures}`);
process.exitCode = faults.length === 0 ? 0 : 1;
