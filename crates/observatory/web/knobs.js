// The rules: every knob of a regime with its unit, range and source; what they would be as a file, a command, in Python.

import { get, post } from "./api.js";
import { has, named, number, spoken, t } from "./text.js";

/** @typedef {import("./types.d.ts").Wish} Wish */
/** @typedef {import("./types.d.ts").Knob} Knob */
/** @typedef {import("./types.d.ts").Value} Value */
/** @typedef {import("./types.d.ts").Checked} Checked */

/** Milliseconds of quiet before a turned knob is checked. */
const QUIET = 250;

export class Knobs {
  /** @param {import("./types.d.ts").Catalogue} catalogue @param {HTMLElement} root @param {(wish: Wish) => void} start */
  constructor(catalogue, root, start) {
    this.catalogue = catalogue;
    this.root = root;
    this.start = start;
    /** @type {Wish} */
    this.wish = structuredClone(catalogue.presets[0].wish);
    /** @type {Map<string, Knob[]>} */
    this.forms = new Map();
    /** @type {Checked | null} */
    this.checked = null;
    this.timer = 0;
    this.pick("[data-regime]").addEventListener("change", () => {
      this.wish.here = { regime: this.select("[data-regime]").value, set: {} };
      void this.show();
    });
    this.pick("[data-beside]").addEventListener("change", () => {
      const value = this.select("[data-beside]").value;
      if (value !== "=story") this.wish.beside = { regime: value === "=same" ? this.wish.here.regime : value, set: {} };
      this.turned();
    });
    for (const key of /** @type {("people" | "days" | "seeds" | "seed")[]} */ (["people", "days", "seeds", "seed"])) {
      this.pick(`[data-number=${key}]`).addEventListener("change", () => {
        this.wish[key] = Math.round(Number(/** @type {HTMLInputElement} */ (this.pick(`[data-number=${key}]`)).value));
        this.turned();
      });
    }
    this.pick("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.start(structuredClone(this.wish));
    });
    root.querySelectorAll("[data-shows]").forEach((tab) => tab.addEventListener("click", () => this.tab(/** @type {HTMLElement} */ (tab).dataset.shows ?? "file")));
    this.shown = "file";
  }

  /** @param {string} what @returns {HTMLElement} */
  pick(what) {
    return /** @type {HTMLElement} */ (this.root.querySelector(what));
  }

  /** @param {string} what */
  select(what) {
    return /** @type {HTMLSelectElement} */ (this.pick(what));
  }

  /** @param {Wish} wish */
  async take(wish) {
    this.wish = structuredClone(wish);
    await this.show();
  }

  async show() {
    const { regime } = this.wish.here;
    if (!this.forms.has(regime)) this.forms.set(regime, await get(`/api/form/${regime}`));
    this.choices();
    for (const key of /** @type {("people" | "days" | "seeds" | "seed")[]} */ (["people", "days", "seeds", "seed"])) {
      /** @type {HTMLInputElement} */ (this.pick(`[data-number=${key}]`)).value = String(this.wish[key]);
    }
    this.form(/** @type {Knob[]} */ (this.forms.get(regime)));
    await this.check();
  }

  choices() {
    const option = (/** @type {string} */ name) => new Option(named("regime", name), name);
    const here = this.select("[data-regime]");
    here.replaceChildren(...this.catalogue.regimes.map(option));
    here.value = this.wish.here.regime;
    const beside = this.select("[data-beside]");
    const { regime, set } = this.wish.beside;
    const story = Object.keys(set).length > 0 ? [new Option(t("beside.story"), "=story")] : [];
    beside.replaceChildren(...story, new Option(t("beside.same"), "=same"), ...this.catalogue.regimes.map(option));
    beside.value = story.length ? "=story" : regime === this.wish.here.regime ? "=same" : regime;
  }

  /** @param {Knob[]} knobs */
  form(knobs) {
    /** @type {Map<string, Knob[]>} */
    const groups = new Map();
    for (const knob of knobs) {
      const group = knob.safeguard ? "safeguards" : knob.row.split(".")[0];
      groups.set(group, [...(groups.get(group) ?? []), knob]);
    }
    const places = [...groups].map(([group, rows]) => {
      const details = document.createElement("details");
      details.open = group === "safeguards" || rows.some((knob) => knob.path in this.wish.here.set);
      const summary = document.createElement("summary");
      summary.textContent = `${named("section", group)} (${rows.length})`;
      details.append(summary, ...rows.map((knob) => this.knob(knob)));
      return details;
    });
    this.pick("[data-form]").replaceChildren(...places);
  }

  /** One knob, with what there is to know about it. @param {Knob} knob */
  knob(knob) {
    const place = document.createElement("div");
    place.className = "knob";
    place.dataset.path = knob.path;
    const id = `knob-${knob.path.replaceAll(".", "-")}`;
    const label = document.createElement("label");
    label.htmlFor = id;
    label.textContent = wording(knob);
    const about = document.createElement("p");
    about.className = "about";
    about.id = `${id}-about`;
    about.textContent = this.about(knob);
    const input = this.input(knob, id, place);
    const back = document.createElement("button");
    back.type = "button";
    back.className = "back";
    back.textContent = t("knob.back");
    back.setAttribute("aria-label", t("knob.back.name", { name: wording(knob) }));
    back.addEventListener("click", () => {
      delete this.wish.here.set[knob.path];
      place.replaceWith(this.knob(knob));
      this.turned();
      /** @type {HTMLElement | null} */ (this.root.querySelector(`#${CSS.escape(id)}`))?.focus();
    });
    const isTurned = knob.path in this.wish.here.set;
    place.classList.toggle("turned", isTurned);
    back.hidden = !isTurned;
    place.append(label, input, back, about);
    return place;
  }

  /** @param {Knob} knob */
  about(knob) {
    const parts = [];
    if (knob.input.sort === "number") {
      const { span } = knob.input;
      parts.push(t("knob.range", { low: number(span[0]), high: number(span[1]), unit: has(`unit.${knob.unit}`) ? t(`unit.${knob.unit}`) : spoken() === "en" ? knob.unit : "" }).trim());
    }
    parts.push(knob.source === "stylised" ? t("source.stylised") : knob.source === "choice" ? t("source.choice") : t("source.key", { key: knob.source }));
    parts.push(knob.path);
    return parts.join(" · ");
  }

  /** @param {Knob} knob @param {string} id @param {HTMLElement} place */
  input(knob, id, place) {
    const value = this.wish.here.set[knob.path] ?? knob.input.value;
    const set = (/** @type {Value} */ next) => {
      if (next === knob.input.value) delete this.wish.here.set[knob.path];
      else this.wish.here.set[knob.path] = next;
      const isTurned = knob.path in this.wish.here.set;
      place.classList.toggle("turned", isTurned);
      /** @type {HTMLElement} */ (place.querySelector(".back")).hidden = !isTurned;
      this.turned();
    };
    const control = document.createElement(knob.input.sort === "choice" ? "select" : "input");
    control.id = id;
    control.setAttribute("aria-describedby", `${id}-about`);
    if (control instanceof HTMLSelectElement && knob.input.sort === "choice") {
      const { choices } = knob.input;
      const none = choices.includes(knob.input.value) ? [] : [new Option(t("nothing"), "")];
      control.append(...none, ...choices.map((choice) => new Option(named("choice", choice), choice)));
      control.value = String(value);
      control.addEventListener("change", () => set(control.value));
      return control;
    }
    const field = /** @type {HTMLInputElement} */ (control);
    if (knob.input.sort === "flag") {
      field.type = "checkbox";
      field.setAttribute("role", "switch");
      field.checked = value === true;
      field.addEventListener("change", () => set(field.checked));
      return field;
    }
    if (knob.input.sort !== "number") return field;
    const { span, allowed, whole } = knob.input;
    const slider = document.createElement("input");
    slider.type = "range";
    slider.tabIndex = 0;
    const step = whole ? 1 : (span[1] - span[0]) / 200;
    [slider.min, slider.max, slider.step] = [String(span[0]), String(span[1]), String(step > 0 ? step : "any")];
    slider.value = String(value);
    slider.setAttribute("aria-label", t("knob.slider", { name: wording(knob) }));
    slider.setAttribute("aria-describedby", `${id}-about`);
    field.type = "number";
    [field.min, field.max, field.step] = [String(allowed[0]), String(allowed[1]), whole ? "1" : "any"];
    field.value = String(value);
    const round = (/** @type {number} */ next) => (whole ? Math.round(next) : Number(next.toPrecision(4)));
    slider.addEventListener("input", () => {
      field.value = String(round(Number(slider.value)));
      set(round(Number(slider.value)));
    });
    field.addEventListener("change", () => {
      if (field.value === "" || !field.checkValidity()) return field.reportValidity();
      slider.value = field.value;
      set(Number(field.value));
    });
    const both = document.createElement("span");
    both.className = "both";
    both.append(slider, field);
    return both;
  }

  turned() {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.check(), QUIET);
    this.root.dispatchEvent(new CustomEvent("turned"));
  }

  async check() {
    const wish = structuredClone(this.wish);
    /** @type {Checked} */
    const checked = await post("/api/check", wish).catch((error) => ({ file: "", command: "", python: "", error: error.message, lint: null }));
    if (JSON.stringify(wish) !== JSON.stringify(this.wish)) return;
    this.checked = checked;
    const fault = this.pick("[data-fault]");
    fault.hidden = !checked.error;
    fault.textContent = checked.error ?? "";
    /** @type {HTMLButtonElement} */ (this.pick("[data-run]")).disabled = checked.error !== null;
    this.pick("[data-count]").textContent = t("knobs.turned", { n: Object.keys(this.wish.here.set).length });
    this.findings(checked);
    this.tab(this.shown);
  }

  /** What the linter says of these rules; it clears nothing. @param {Checked} checked */
  findings(checked) {
    const found = checked.lint?.found ?? [];
    const counts = ["critical", "high", "warning", "info"].map((level) => [level, found.filter((flag) => flag.severity === level).length]);
    this.pick("[data-findings-count]").textContent = counts.filter(([, n]) => n).map(([level, n]) => `${n} ${t(`level.${level}`)}`).join(" · ") || t("lint.none");
    this.pick("[data-findings]").replaceChildren(...found.map((flag) => {
      const item = document.createElement("li");
      item.dataset.level = flag.severity;
      const title = document.createElement("strong");
      title.textContent = `${t(`level.${flag.severity}`)} · ${flag.rule} · ${flag.titles[spoken()]}`;
      const words = document.createElement("p");
      words.lang = "en";
      words.textContent = flag.message;
      const keys = document.createElement("code");
      keys.textContent = flag.keys.slice(0, 3).join(", ");
      item.append(title, words, keys);
      return item;
    }));
    this.pick("[data-not-looked-at]").replaceChildren(...(checked.lint?.not_looked_at ?? []).map((line) => {
      const item = document.createElement("li");
      item.lang = "en";
      item.textContent = line;
      return item;
    }));
  }

  /** @param {string} what */
  tab(what) {
    this.shown = what;
    this.root.querySelectorAll("[data-shows]").forEach((tab) => tab.setAttribute("aria-pressed", String(/** @type {HTMLElement} */ (tab).dataset.shows === what)));
    const text = this.checked ? { file: this.checked.file, command: this.checked.command, python: this.checked.python }[what] : "";
    this.pick("[data-source]").textContent = text ?? "";
    this.pick("[data-explains]").textContent = t(`shows.${what}.about`);
  }
}

/** What a knob means, in the language of the reader where it has been told. @param {Knob} knob */
function wording(knob) {
  const stars = knob.path.split(".").filter((_, at) => knob.row.split(".")[at] === "*");
  const text = has(`knob.${knob.row}`) ? t(`knob.${knob.row}`) : knob.text;
  return stars.length ? `${stars.map((star) => named("name", star)).join(", ")}: ${text}` : text;
}
