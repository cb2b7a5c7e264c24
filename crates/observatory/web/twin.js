// The running paired difference: what the rule did, beside the same people without it.

import { text } from "./api.js";
import { row } from "./maps.js";
import { differed, t, valued } from "./text.js";

/** @typedef {import("./session.js").Session} Session */
/** @typedef {import("./types.d.ts").Paired} Paired */

/** Milliseconds between two drawings of a chart. */
const PAUSE = 600;

export class Twin {
  /** @param {Session} session @param {Paired[]} measures @param {HTMLElement} root */
  constructor(session, measures, root) {
    this.session = session;
    this.measures = measures;
    this.chart = /** @type {HTMLElement} */ (root.querySelector("[data-chart]"));
    this.told = /** @type {HTMLElement} */ (root.querySelector("[data-told]"));
    this.table = /** @type {HTMLElement} */ (root.querySelector("[data-table]"));
    this.choice = /** @type {HTMLSelectElement} */ (root.querySelector("select"));
    this.choice.addEventListener("change", () => this.again());
    this.drawn = "";
    this.busy = false;
    session.on(() => this.show());
    this.words();
  }

  /** Names of the measures, in the language of the reader. */
  words() {
    const chosen = this.choice.value || "sanctioned";
    this.choice.replaceChildren(...this.measures.map((measure) => new Option(t(`measure.${measure.key}`), measure.key, false, measure.key === chosen)));
    this.again();
  }

  /** @param {string} key */
  look(key) {
    this.choice.value = key;
    this.again();
  }

  again() {
    this.drawn = "";
    this.show();
  }

  show() {
    const frame = this.session.frame();
    if (!frame) {
      this.chart.replaceChildren();
      this.table.replaceChildren();
      this.told.textContent = t(this.session.id === null ? "twin.none" : "twin.waits");
      return;
    }
    this.tell(frame);
    void this.draw(frame.day);
  }

  /** @param {import("./types.d.ts").Frame} frame */
  tell(frame) {
    const at = Math.max(0, this.measures.findIndex((measure) => measure.key === this.choice.value));
    const { key, unit } = this.measures[at];
    const [here, beside, difference] = frame.pairs[at];
    const parts = { measure: t(`measure.${key}`), here: shown(unit, here), beside: shown(unit, beside) };
    if (!difference || here === null) this.told.textContent = t("twin.nothing", parts);
    else if (!difference[1]) this.told.textContent = t("twin.alone", { ...parts, difference: differed(unit, difference[0]) });
    else {
      const [low, high] = difference[1];
      const sure = low > 0 || high < 0 ? "twin.sure" : "twin.unsure";
      this.told.textContent = t(sure, { ...parts, difference: differed(unit, difference[0]), low: differed(unit, low), high: differed(unit, high) });
    }
    const rows = this.measures.map(({ key, unit }, at) => {
      const [here, beside, difference] = frame.pairs[at];
      const interval = difference?.[1];
      return row("td", [t(`measure.${key}`), shown(unit, here), shown(unit, beside), difference ? differed(unit, difference[0]) : t("nothing"), interval ? t("interval", { low: differed(unit, interval[0]), high: differed(unit, interval[1]) }) : t("nothing")]);
    });
    const caption = document.createElement("caption");
    caption.textContent = t("twin.table", { day: frame.day + 1, seeds: this.session.head?.seeds ?? 0 });
    const table = document.createElement("table");
    table.append(caption, row("th", ["", t("here"), t("beside"), t("difference"), t("interval.head")]), ...rows);
    this.table.replaceChildren(table);
  }

  /** @param {number} day */
  async draw(day) {
    const key = this.choice.value || this.measures[0].key;
    const wanted = `${this.session.id}/${key}/${day}`;
    if (this.busy || wanted === this.drawn) return;
    this.busy = true;
    this.drawn = wanted;
    const svg = await text(`/api/session/${this.session.id}/chart/${key}?day=${day}`).catch(() => null);
    if (svg) this.chart.replaceChildren(picture(svg, t("twin.chart", { measure: t(`measure.${key}`) })));
    setTimeout(() => {
      this.busy = false;
      this.show();
    }, PAUSE);
  }
}

/** @param {string} unit @param {number | null} value */
const shown = (unit, value) => (value === null ? t("nothing") : valued(unit, value));

/** A drawing of the server's, named in the language of the reader. @param {string} svg @param {string} name */
export function picture(svg, name) {
  const read = new DOMParser().parseFromString(svg, "text/html").querySelector("svg");
  if (!read) return document.createTextNode("");
  const drawing = /** @type {SVGElement} */ (document.importNode(read, true));
  drawing.setAttribute("aria-label", name);
  const title = drawing.querySelector("title");
  if (title) title.textContent = name;
  return drawing;
}
