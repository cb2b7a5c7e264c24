// The page: stories, the pace, and everything that looks at the session.

import { enter, follow, get, post, remove } from "./api.js";
import { Knobs } from "./knobs.js";
import { Maps } from "./maps.js";
import { Phone } from "./phone.js";
import { Session } from "./session.js";
import { LANGUAGES, duration, fill, preferred, speak, spoken, t } from "./text.js";
import { Twin } from "./twin.js";
import { Wall } from "./wall.js";

/** @typedef {import("./types.d.ts").Catalogue} Catalogue */
/** @typedef {import("./types.d.ts").Wish} Wish */
/** @typedef {import("./types.d.ts").RunNews} RunNews */

/** @param {string} what @returns {any} */
const pick = (what) => document.querySelector(what);
const session = new Session();
/** @type {Maps} */
let maps;
/** @type {Wall} */
let wall;
/** @type {Twin} */
let twin;
/** @type {Knobs} */
let knobs;
/** @type {Phone} */
let phone;
/** @type {Catalogue} */
let catalogue;
/** What the session that runs was asked for. @type {Wish | null} */
let asked = null;
let story = "";
/** @type {number | null} */
let run = null;

/** Words that are told to those who hear the page. @param {string} words */
function announce(words) {
  pick("[data-announce]").textContent = words;
}

/** @param {unknown} error */
function fail(error) {
  const words = error instanceof Error ? error.message : String(error);
  pick("[data-trouble]").textContent = words;
  pick("[data-trouble]").hidden = false;
}

/** @param {Wish} wish */
async function begin(wish) {
  pick("[data-trouble]").hidden = true;
  asked = structuredClone(wish);
  await session.begin(wish, Number(pick("[data-speed]").value)).catch(fail);
  stories();
}

function stories() {
  pick("[data-stories]").replaceChildren(...catalogue.presets.map((preset) => {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.story = preset.key;
    button.setAttribute("aria-pressed", String(preset.key === story));
    const title = document.createElement("strong");
    title.textContent = t(`story.${preset.key}`);
    const about = document.createElement("span");
    about.textContent = t(`story.${preset.key}.about`);
    button.append(title, about);
    button.addEventListener("click", () => void tell(preset.key));
    item.append(button);
    return item;
  }));
}

/** Begins a story. @param {string} key */
async function tell(key) {
  const preset = catalogue.presets.find((preset) => preset.key === key);
  if (!preset) return;
  story = key;
  look(preset.layer);
  twin.look({ nosedive: "refusal_rate", "one-wrong-match": "erroneous", "chat-goes-quiet": "silence", "two-appeals": "erroneous" }[key] ?? "sanctioned");
  announce(t("story.begins", { story: t(`story.${key}`) }));
  await knobs.take(preset.wish);
  await begin(preset.wish);
}

/** @param {string} layer */
function look(layer) {
  maps.look(layer);
  document.querySelectorAll("[data-layer]").forEach((button) => button.setAttribute("aria-pressed", String(/** @type {HTMLElement} */ (button).dataset.layer === layer)));
}

function layers() {
  const chosen = catalogue.layers[maps.layer].key;
  pick("[data-layers]").replaceChildren(...catalogue.layers.map(({ key }) => {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.layer = key;
    button.textContent = t(`layer.${key}`);
    button.setAttribute("aria-pressed", String(key === chosen));
    button.addEventListener("click", () => look(key));
    return button;
  }));
}

/** Everything about the pace and the day. */
function pace() {
  const { state, frames, day, head, secondsADay } = session;
  const days = head?.days ?? 0;
  const playing = state === "playing";
  document.documentElement.dataset.state = state;
  pick("[data-play]").textContent = t(playing ? "pace.pause" : "pace.play");
  pick("[data-play]").setAttribute("aria-pressed", String(playing));
  for (const what of ["[data-play]", "[data-step]"]) pick(what).disabled = !head || state === "over" || state === "closed";
  const scrub = pick("[data-scrub]");
  scrub.max = String(Math.max(1, frames.length));
  scrub.disabled = frames.length === 0;
  scrub.value = String(day + 1);
  scrub.setAttribute("aria-valuetext", t("pace.day", { day: day + 1, days }));
  pick("[data-day]").textContent = head ? t("pace.day", { day: day + 1, days }) : "";
  const bar = pick("[data-progress]");
  bar.max = Math.max(1, days);
  bar.value = frames.length;
  const speed = Number(pick("[data-speed]").value);
  const each = Math.max(secondsADay, speed > 0 ? 1 / speed : 0);
  const left = duration((days - frames.length) * each);
  const words = { none: "pace.none", building: "pace.building", over: "pace.over", failed: "pace.failed", closed: "pace.closed", paused: "pace.paused", playing: "pace.left" }[state] ?? "pace.none";
  pick("[data-left]").textContent = session.live || state !== "paused" ? t(words, { left }) : t("pace.back", { n: frames.length });
  if (state === "failed") fail(session.message);
  pick("[data-cancel]").disabled = session.id === null;
}

/** The settings of the page as a link; the token is no part of it. */
function link() {
  const text = JSON.stringify(knobs.wish);
  const bytes = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join("");
  const wish = btoa(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  return `${location.origin}/#wish=${wish}`;
}

/** The settings of the address, if it has any. @returns {Wish | null} */
function linked() {
  const wish = new URLSearchParams(location.hash.slice(1)).get("wish");
  if (!wish) return null;
  try {
    const bytes = Uint8Array.from(atob(wish.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

/** Gives a text as a file. @param {string} name @param {string} text */
function give(name, text) {
  const anchor = document.createElement("a");
  anchor.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 1000);
}

function files() {
  pick("[data-save]").addEventListener("click", () => {
    if (knobs.checked?.file) give("observatory.toml", knobs.checked.file);
  });
  pick("[data-load]").addEventListener("change", async (/** @type {Event} */ event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    const file = field.files?.[0];
    field.value = "";
    if (!file) return;
    const wish = await file.text().then((text) => post("/api/load", { text })).catch(fail);
    if (wish) {
      pick("[data-trouble]").hidden = true;
      story = "";
      await knobs.take(wish);
      announce(t("file.loaded", { name: file.name }));
    }
  });
  pick("[data-share]").addEventListener("click", async () => {
    const field = pick("[data-link]");
    field.value = link();
    field.hidden = false;
    field.select();
    await navigator.clipboard?.writeText(field.value).catch(() => {});
    announce(t("share.done"));
  });
}

/** A whole run with its report, by the same function as the command line. */
function reports() {
  const told = pick("[data-report-told]");
  const bar = pick("[data-report-bar]");
  const stop = pick("[data-report-stop]");
  const open = pick("[data-report-open]");
  pick("[data-report]").addEventListener("click", async () => {
    const wish = asked ?? knobs.wish;
    const started = await post("/api/report", wish).catch(fail);
    if (!started) return;
    run = started.id;
    open.hidden = true;
    bar.hidden = stop.hidden = told.hidden = false;
    follow(`/api/report/${run}/events`, (news) => hear(/** @type {RunNews} */ (news)), () => {});
  });
  stop.addEventListener("click", () => run !== null && remove(`/api/report/${run}`).catch(fail));
  /** @param {RunNews} news */
  function hear(news) {
    if (news.state === "running") {
      bar.max = Math.max(1, news.total ?? 0);
      bar.value = news.done ?? 0;
      const left = news.seconds_left == null ? "" : t("time.left", { left: duration(news.seconds_left) });
      told.textContent = t("report.runs", { seed: news.seed ?? 1, seeds: news.seeds ?? 1, day: news.day ?? 0, days: news.days ?? 0, left });
      return;
    }
    bar.hidden = stop.hidden = true;
    told.textContent = news.state === "done" ? t("report.done", { folder: news.folder ?? "" }) : t("report.stopped", { why: news.message ?? "" });
    open.hidden = news.state !== "done";
    open.href = `/api/report/${run}/report.html`;
    announce(told.textContent ?? "");
  }
}

function paces() {
  pick("[data-play]").addEventListener("click", () => void session.pace({ playing: session.state !== "playing" }));
  pick("[data-step]").addEventListener("click", () => void session.pace({ step: true }));
  pick("[data-speed]").addEventListener("change", () => {
    void session.pace({ days_a_second: Number(pick("[data-speed]").value) });
    pace();
  });
  pick("[data-scrub]").addEventListener("input", () => session.look(Number(pick("[data-scrub]").value) - 1));
  pick("[data-cancel]").addEventListener("click", () => {
    story = "";
    void session.end().then(stories);
    announce(t("pace.cancelled"));
  });
  document.addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (target.closest("input, select, textarea, button, summary, a, canvas") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " " && !pick("[data-play]").disabled) {
      event.preventDefault();
      void session.pace({ playing: session.state !== "playing" });
    }
    if (event.key === ".") void session.pace({ step: true });
    if (event.key === "ArrowLeft") session.look(session.day - 1);
    if (event.key === "ArrowRight") session.look(session.day + 1);
  });
}

/** @param {string} language */
async function words(language) {
  await speak(language);
  fill(document);
  document.title = t("title");
  pick("[data-language]").value = spoken();
  if (!maps) return;
  stories();
  layers();
  maps.legend();
  maps.figures();
  twin.words();
  wall.head = null;
  wall.show();
  rules();
  phone.show();
  await knobs.show();
  pace();
}

/** What the wall looks for, with its thresholds. */
function rules() {
  pick("[data-rules]").replaceChildren(...catalogue.rules.map(({ key }) => {
    const item = document.createElement("li");
    const name = document.createElement("strong");
    name.textContent = `${t(`rule.${key}`)}: `;
    item.append(name, wall.rule(key));
    return item;
  }));
}

function theme() {
  const choice = pick("[data-theme]");
  choice.addEventListener("change", () => {
    if (choice.value) document.documentElement.dataset.theme = choice.value;
    else delete document.documentElement.dataset.theme;
    maps.again();
    wall.show();
  });
}

async function start() {
  const language = pick("[data-language]");
  language.replaceChildren(...LANGUAGES.map((code) => new Option({ en: "English", de: "Deutsch" }[code], code)));
  language.addEventListener("change", () => void words(language.value));
  await words(preferred());
  if (!(await enter())) {
    pick("[data-closed]").hidden = false;
    pick("main").hidden = true;
    return;
  }
  catalogue = await get("/api/catalogue");
  pick("[data-version]").textContent = catalogue.version;
  maps = new Maps(session, catalogue.layers, pick("#maps"));
  wall = new Wall(session, catalogue.rules, pick("#wall"));
  twin = new Twin(session, catalogue.paired, pick("#twin"));
  knobs = new Knobs(catalogue, pick("#rules"), (wish) => void begin(wish));
  phone = new Phone(session, pick("#phone"), (number) => void begin({ ...(asked ?? knobs.wish), life: number }));
  session.on(pace);
  paces();
  files();
  reports();
  theme();
  stories();
  layers();
  rules();
  phone.show();
  look(catalogue.presets[0].layer);
  pace();
  const wish = linked();
  await knobs.take(wish ?? catalogue.presets[0].wish).catch(fail);
  if (wish) announce(t("share.loaded"));
}

start().catch(fail);
