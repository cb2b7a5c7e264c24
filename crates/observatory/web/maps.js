// Both worlds side by side, on dishes of the same cells: what one looks at, and the figures of a cell.

import { Dish, figureOf, figuresOf, lay, reach, shades } from "./dish.js";
import { named, number, share, t } from "./text.js";

/** @typedef {import("./session.js").Session} Session */
/** @typedef {import("./types.d.ts").Layer} Layer */

/** Milliseconds between two evenings, when they come one by one. */
const BLEND = 220;
export const isDark = () => {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
};
export const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** What people call an arm. @param {string} arm */
export function worldName(arm) {
  const [, regime, kind] = /** @type {RegExpMatchArray} */ (arm.match(/^(.*?)(?:-(turned|beside))*$/));
  const name = named("regime", regime);
  return kind === "turned" || arm.includes("-turned") ? t("arm.turned", { name }) : name;
}

/** How a figure of a layer is said. @param {string} layer @param {number | null} value @param {[number, number] | null} scale */
export function said(layer, value, scale) {
  if (value === null) return t("nothing");
  if (layer === "score") return scale ? number(scale[0] + value * (scale[1] - scale[0])) : t("nothing");
  if (layer === "wrong" || layer === "refusals") return t("per.thousand", { n: number(value) });
  return share(value);
}

export class Maps {
  /** @param {Session} session @param {Layer[]} layers @param {HTMLElement} root */
  constructor(session, layers, root) {
    this.session = session;
    this.layers = layers;
    this.root = root;
    this.layer = 0;
    this.cell = -1;
    this.dishes = [.../** @type {NodeListOf<HTMLCanvasElement>} */ (root.querySelectorAll("figure canvas"))].map((canvas) => new Dish(canvas));
    this.dark = isDark();
    /** @type {Float32Array[]} */
    this.from = [];
    /** @type {Float32Array[]} */
    this.to = [];
    /** @type {Uint16Array | null} */
    this.maps = null;
    this.started = 0;
    this.shown = "";
    this.drawing = false;
    /** @type {import("./types.d.ts").Head | null} */
    this.head = null;
    session.on(() => void this.show());
    new ResizeObserver(() => this.again()).observe(root);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.again());
    this.dishes.forEach((dish) => this.listen(dish));
  }

  /** @param {Dish} dish */
  listen(dish) {
    const { canvas } = dish;
    canvas.addEventListener("click", (event) => {
      const box = canvas.getBoundingClientRect();
      this.choose(dish.at(event.clientX - box.left, event.clientY - box.top));
    });
    canvas.addEventListener("keydown", (event) => {
      const way = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
      if (event.key === "Escape") this.choose(-1);
      if (!way || !dish.layout) return;
      event.preventDefault();
      this.choose(this.cell < 0 ? 0 : dish.beside(this.cell, way[0], way[1]));
    });
  }

  /** @param {number} cell */
  choose(cell) {
    this.cell = cell;
    this.again();
    this.figures();
  }

  /** @param {string} key */
  look(key) {
    this.layer = Math.max(0, this.layers.findIndex((layer) => layer.key === key));
    this.shown = "";
    void this.show();
    this.legend();
  }

  /** Fetches the evening that is looked at, and begins to draw it. */
  async show() {
    const { session } = this;
    if (session.head && session.head !== this.head) this.take(session.head);
    const { head, day } = session;
    const wanted = `${session.id}/${day}/${this.layer}`;
    if (!head || day < 0 || wanted === this.shown) return;
    this.shown = wanted;
    const maps = await session.map(day).catch(() => null);
    if (!maps || session.head !== head || wanted !== this.shown) return;
    this.maps = maps;
    const next = [0, 1].map((world) => figuresOf(maps, head, this.layers, this.layer, world));
    const same = this.to.length === 2 && this.to[0].length === next[0].length;
    this.from = same && !isStill() ? this.now() : next;
    this.to = next;
    this.started = performance.now();
    this.draw();
    this.figures();
  }

  /** @param {import("./types.d.ts").Head} head */
  take(head) {
    this.head = head;
    this.from = this.to = [];
    this.cell = -1;
    const layout = lay(head.cells.districts);
    this.dishes.forEach((dish) => dish.hold(layout, head.cells.districts));
    this.legend();
    this.root.querySelectorAll("[data-arm]").forEach((element, world) => {
      element.textContent = worldName(head.arms[world]);
    });
  }

  /** What is on the screen between two evenings. */
  now() {
    const part = Math.min(1, (performance.now() - this.started) / BLEND);
    return this.to.map((to, world) => {
      const from = this.from[world];
      return part >= 1 || !from ? to : to.map((value, cell) => (value < 0 || from[cell] < 0 ? value : from[cell] + (value - from[cell]) * part));
    });
  }

  again() {
    this.dark = isDark();
    if (this.to.length === 0) this.dishes.forEach((dish) => dish.wait(this.dark));
    this.draw();
    this.legend();
  }

  draw() {
    if (this.drawing || this.to.length === 0) return;
    this.drawing = true;
    const colours = shades(this.layers[this.layer].key, this.dark);
    const turn = () => {
      const now = this.now();
      this.drawing = now.length > 0 && performance.now() - this.started < BLEND && !isStill();
      if (now.length === 0) return;
      this.dishes.forEach((dish, world) => {
        dish.mark = this.cell;
        dish.draw(now[world], colours, this.dark);
      });
      if (this.drawing) requestAnimationFrame(turn);
    };
    requestAnimationFrame(turn);
  }

  /** The scale under the dishes. */
  legend() {
    const place = this.root.querySelector("[data-legend]");
    const layer = this.layers[this.layer];
    if (!place || !layer) return;
    const scale = this.head?.scales[0] ?? null;
    const ends = [said(layer.key, 0, scale), said(layer.key, reach(layer.key), scale)];
    const bar = /** @type {HTMLCanvasElement} */ (place.querySelector("canvas"));
    const colours = shades(layer.key, this.dark);
    bar.width = colours.length;
    bar.height = 1;
    const pen = /** @type {CanvasRenderingContext2D} */ (bar.getContext("2d"));
    colours.forEach((colour, at) => {
      pen.fillStyle = colour;
      pen.fillRect(at, 0, 1, 1);
    });
    const [low, high] = place.querySelectorAll("span");
    low.textContent = ends[0];
    high.textContent = layer.key === "score" || reach(layer.key) === 1 ? ends[1] : t("and.more", { n: ends[1] });
    const about = this.root.querySelector("[data-about]");
    if (about) about.textContent = t(`layer.${layer.key}.about`);
    this.dishes.forEach((dish, world) => dish.canvas.setAttribute("aria-label", t("map.name", { layer: t(`layer.${layer.key}`), world: worldName(this.head?.arms[world] ?? "") })));
  }

  /** The figures of the chosen cell, in both worlds. */
  figures() {
    const place = /** @type {HTMLElement | null} */ (this.root.querySelector("[data-cell]"));
    if (!place) return;
    place.hidden = this.cell < 0 || !this.maps || !this.head;
    const { head, maps, cell } = this;
    if (place.hidden || !head || !maps) return;
    const title = t("cell.title", { district: head.districts[head.cells.districts[cell]], people: head.cells.people[cell] });
    const rows = this.layers.map((layer, at) => {
      const values = [0, 1].map((world) => said(layer.key, figureOf(maps, head, this.layers, at, world, cell), head.scales[world]));
      return [t(`layer.${layer.key}`), ...values];
    });
    const caption = document.createElement("caption");
    caption.textContent = title;
    const table = document.createElement("table");
    table.append(caption, row("th", ["", t("here"), t("beside")]), ...rows.map((values) => row("td", values)));
    place.replaceChildren(table);
  }
}

/** A row of a table whose first entry names it. @param {string} kind @param {string[]} values */
export function row(kind, values) {
  const line = document.createElement("tr");
  values.forEach((value, at) => {
    const entry = document.createElement(at === 0 && value ? "th" : kind === "th" && !value ? "td" : kind);
    if (entry.tagName === "TH") entry.setAttribute("scope", kind === "th" ? "col" : "row");
    entry.textContent = value;
    line.append(entry);
  });
  return line;
}
