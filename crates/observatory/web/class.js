// An hour for a class: seven panels, one idea each, every one with a city to run.

import { enter, get } from "./api.js";
import { Maps } from "./maps.js";
import { Session } from "./session.js";
import { LANGUAGES, differed, fill, preferred, speak, spoken, t, valued } from "./text.js";

/** @typedef {import("./types.d.ts").Wish} Wish */
/** @typedef {import("./types.d.ts").Side} Side */

const BEIJING = "beijing-as-reported-2018";
/** @param {string} regime @param {Record<string, import("./types.d.ts").Value>} [set] @returns {Side} */
const side = (regime, set = {}) => ({ regime, set });
const MARK = { "inject.share": 0.01, "inject.day": 10, "inject.behaviour": "debt-unpaid" };
/** @param {number} reviewers */
const appeal = (reviewers) => side(BEIJING, { ...MARK, "appeal.enabled": true, "appeal.reviewers": reviewers });

/**
 * The seven ideas: which map, which measure, and which two cities.
 * @type {{ layer: string, measure: string, days: number, runs: { key: string, here: Side, beside: Side }[] }[]}
 */
const PANELS = [
  { layer: "coverage", measure: "sanctioned", days: 60, runs: [{ key: "", here: side("ordinary-law"), beside: side("ordinary-law") }] },
  { layer: "score", measure: "sanctioned", days: 150, runs: [{ key: "", here: side(BEIJING), beside: side("ordinary-law") }] },
  { layer: "wrong", measure: "false_marks", days: 90, runs: [{ key: "", here: side("live-face-recognition"), beside: side("ordinary-law") }] },
  { layer: "refusals", measure: "refusal_rate", days: 180, runs: [{ key: "", here: side(BEIJING), beside: side(BEIJING, { "score.merged": false }) }] },
  { layer: "silence", measure: "silence", days: 120, runs: [{ key: "", here: side(BEIJING), beside: side("ordinary-law") }] },
  { layer: "lowest", measure: "erroneous", days: 180, runs: [{ key: "", here: appeal(2000), beside: appeal(200000) }] },
  {
    layer: "refusals", measure: "refusal_rate", days: 180,
    runs: [
      { key: "expiry", here: side(BEIJING, { "score.expiry_days": 90 }), beside: side(BEIJING) },
      { key: "appeal", here: side(BEIJING, { "appeal.enabled": true, "appeal.suspensive": true, "appeal.reviewers": 200000 }), beside: side(BEIJING) },
      { key: "unmerged", here: side(BEIJING, { "score.merged": false }), beside: side(BEIJING) },
      { key: "cameras", here: side(BEIJING, { "camera.reach": 0, "channel.camera.false_alarms_per_year": 0 }), beside: side(BEIJING) },
    ],
  },
];

/** @param {string} what @returns {any} */
const pick = (what) => document.querySelector(what);
const session = new Session();
/** @type {Maps | null} */
let maps = null;
/** @type {import("./types.d.ts").Catalogue} */
let catalogue;
let current = -1;

/** @param {number} at @param {Side} here @param {Side} beside */
async function run(at, here, beside) {
  const panel = PANELS[at];
  current = at;
  maps?.look(panel.layer);
  document.querySelectorAll(".panel").forEach((element, other) => element.classList.toggle("current", other === at));
  pick("[data-trouble]").hidden = true;
  await session.begin({ here, beside, people: 12000, days: panel.days, seeds: 3, seed: 1 }, 12).catch((error) => {
    pick("[data-trouble]").textContent = error.message;
    pick("[data-trouble]").hidden = false;
  });
}

function panels() {
  pick("[data-panels]").replaceChildren(...PANELS.map((panel, at) => {
    const number = at + 1;
    const section = document.createElement("section");
    section.className = "panel";
    section.classList.toggle("current", at === current);
    const title = document.createElement("h2");
    title.id = `panel-${number}`;
    section.setAttribute("aria-labelledby", title.id);
    const mark = document.createElement("span");
    mark.className = "number";
    mark.textContent = String(number);
    title.append(mark, t(`panel.${number}`));
    const buttons = document.createElement("div");
    buttons.className = "buttons";
    buttons.append(...panel.runs.map(({ key, here, beside }) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = key ? "" : "main";
      button.dataset.run = `${number}${key}`;
      button.textContent = key ? t(`panel.7.${key}`) : t("class.run");
      button.setAttribute("aria-describedby", title.id);
      button.addEventListener("click", () => void run(at, here, beside));
      return button;
    }));
    section.append(title, say("text", t(`panel.${number}.text`)), buttons, say("measured", t("class.waits")), say("question", t("class.question", { q: t(`panel.${number}.q`) })));
    return section;
  }));
  pick("[data-worksheet]").replaceChildren(...PANELS.map((_, at) => {
    const item = document.createElement("li");
    item.append(t(`panel.${at + 1}.q`), ...[1, 2, 3].map(() => Object.assign(document.createElement("div"), { className: "line" })));
    return item;
  }));
  measured();
}

/** @param {string} kind @param {string} words */
const say = (kind, words) => Object.assign(document.createElement("p"), { className: kind, textContent: words });

/** What the panel's own measure says tonight. */
function measured() {
  const frame = session.frame();
  const place = document.querySelectorAll(".panel")[current]?.querySelector(".measured");
  if (!place || !frame) return;
  const { measure } = PANELS[current];
  const at = catalogue.paired.findIndex((paired) => paired.key === measure);
  const { unit } = catalogue.paired[at];
  const [here, beside, difference] = frame.pairs[at];
  const shown = (/** @type {number | null} */ value) => (value === null ? t("nothing") : valued(unit, value));
  const parts = { day: frame.day + 1, measure: t(`measure.${measure}`), here: shown(here), beside: shown(beside) };
  const interval = difference?.[1];
  let words = t("class.measured", parts);
  if (difference && interval) {
    const sure = interval[0] > 0 || interval[1] < 0;
    words = `${t("pace.day", { day: frame.day + 1, days: session.head?.days ?? 0 })}. ${t(sure ? "twin.sure" : "twin.unsure", { ...parts, difference: differed(unit, difference[0]), low: differed(unit, interval[0]), high: differed(unit, interval[1]) })}`;
  }
  place.textContent = words;
}

/** @param {string} language */
async function words(language) {
  await speak(language);
  fill(document);
  document.title = t("class.title");
  pick("[data-language]").value = spoken();
  panels();
  maps?.legend();
}

async function start() {
  const language = pick("[data-language]");
  language.replaceChildren(...LANGUAGES.map((code) => new Option({ en: "English", de: "Deutsch" }[code], code)));
  language.addEventListener("change", () => void words(language.value));
  pick("[data-print]").addEventListener("click", () => print());
  await words(preferred());
  if (!(await enter())) {
    pick("[data-closed]").hidden = false;
    return;
  }
  catalogue = await get("/api/catalogue");
  maps = new Maps(session, catalogue.layers, pick("#maps"));
  maps.look(PANELS[0].layer);
  session.on(measured);
}

void start();
