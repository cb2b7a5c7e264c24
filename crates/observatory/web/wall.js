// The wall: a small live picture for each district, institution, office, group and kind of chat. The one that is out of
// the ordinary comes forward by itself and says why.

import { isDark } from "./maps.js";
import { named, number, share, t } from "./text.js";

/** @typedef {import("./session.js").Session} Session */
/** @typedef {import("./types.d.ts").Alarm} Alarm */
/** @typedef {import("./types.d.ts").Rule} Rule */

/** Evenings that a small picture shows. */
const EVENINGS = 60;
/** Evenings for which a dismissed alarm stays away. */
const AWAY = 28;
/** Milliseconds for which a tile stays in front, so that one can read it. */
const STAY = 6000;

export class Wall {
  /** @param {Session} session @param {Rule[]} rules @param {HTMLElement} root */
  constructor(session, rules, root) {
    this.session = session;
    this.list = /** @type {HTMLElement} */ (root.querySelector("[data-tiles]"));
    this.front = /** @type {HTMLElement} */ (root.querySelector("[data-front]"));
    this.spoken = /** @type {HTMLElement} */ (root.querySelector("[data-spoken]"));
    this.rules = rules;
    /** @type {HTMLElement[]} */
    this.tiles = [];
    /** @type {Set<number>} */
    this.pinned = new Set();
    /** Evening of the dismissal of a tile's rule. @type {Map<string, number>} */
    this.dismissed = new Map();
    /** @type {Alarm | null} */
    this.shown = null;
    this.since = 0;
    this.began = -1;
    /** @type {import("./types.d.ts").Head | null} */
    this.head = null;
    this.waiting = false;
    session.on(() => this.later());
    this.front.addEventListener("click", (event) => this.act(/** @type {HTMLElement} */ (event.target).closest("button")?.dataset.act));
  }

  /** Draws at most once a frame. */
  later() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.show();
    });
  }

  show() {
    const { head } = this.session;
    if (head && head !== this.head) this.build(head);
    if (!head) return this.clear();
    const frame = this.session.frame();
    if (!frame) return;
    const alarmed = new Map();
    frame.alarms.forEach((alarm) => alarmed.has(alarm.tile) || alarmed.set(alarm.tile, alarm));
    this.tiles.forEach((tile, at) => this.paint(tile, at, alarmed.has(at)));
    this.choose(frame.alarms, frame.day);
  }

  /** @param {import("./types.d.ts").Head} head */
  build(head) {
    this.head = head;
    this.pinned.clear();
    this.dismissed.clear();
    this.shown = null;
    this.tiles = head.tiles.map((tile, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "tile";
      button.dataset.sort = tile.sort;
      button.title = t(`sort.${tile.sort}`);
      const name = document.createElement("span");
      name.className = "name";
      name.textContent = this.name(at);
      const picture = document.createElement("canvas");
      picture.setAttribute("aria-hidden", "true");
      const value = document.createElement("span");
      value.className = "value";
      button.append(name, picture, value);
      button.addEventListener("click", () => this.pin(at));
      button.setAttribute("aria-pressed", "false");
      return button;
    });
    this.list.replaceChildren(...this.tiles.map((tile) => {
      const item = document.createElement("li");
      item.append(tile);
      return item;
    }));
    this.bring(null);
  }

  clear() {
    this.head = null;
    this.tiles = [];
    this.list.replaceChildren();
    this.bring(null);
  }

  /** @param {number} at */
  name(at) {
    const tile = /** @type {import("./types.d.ts").Head} */ (this.head).tiles[at];
    if (tile.sort === "district") return tile.name;
    if (tile.sort === "chat") return t("tile.chat", { size: tile.name.replace("-", "–") });
    if (tile.sort === "group") return t("tile.group", { kind: named("kind", tile.kind), name: named("group", tile.name) });
    return named("tile", tile.name);
  }

  /** @param {number} at @param {number | null} value */
  said(at, value) {
    if (value === null) return t("nothing");
    const { sort } = /** @type {import("./types.d.ts").Head} */ (this.head).tiles[at];
    return sort === "chat" ? share(value) : number(value);
  }

  /** One small picture: here in front of its twin. @param {HTMLElement} tile @param {number} at @param {boolean} alarmed */
  paint(tile, at, alarmed) {
    const days = this.session.frames.slice(Math.max(0, this.session.day + 1 - EVENINGS), this.session.day + 1);
    tile.classList.toggle("alarmed", alarmed);
    tile.setAttribute("aria-pressed", String(this.pinned.has(at)));
    const here = days.map((frame) => frame.tiles[at][0]);
    const value = /** @type {HTMLElement} */ (tile.querySelector(".value"));
    value.textContent = this.said(at, here[here.length - 1] ?? null);
    const canvas = /** @type {HTMLCanvasElement} */ (tile.querySelector("canvas"));
    curve(canvas, here, days.map((frame) => frame.tiles[at][1]), alarmed);
  }

  /** @param {Alarm[]} alarms @param {number} day */
  choose(alarms, day) {
    const gone = (/** @type {Alarm} */ alarm) => {
      const since = this.dismissed.get(`${alarm.tile}/${alarm.rule}`);
      return since !== undefined && day >= since && day < since + AWAY;
    };
    const pinned = [...this.pinned][0];
    const own = alarms.find((alarm) => alarm.tile === pinned);
    if (pinned !== undefined) return this.bring(own ?? { tile: pinned, rule: "", weight: 0, seen: 0, usual: 0 });
    const still = this.shown && alarms.find((alarm) => alarm.tile === this.shown?.tile && alarm.rule === this.shown.rule);
    const fresh = this.session.live && performance.now() - this.since < STAY;
    if (this.shown?.rule && fresh && !gone(this.shown)) return this.bring(still || this.shown);
    this.bring(alarms.find((alarm) => !gone(alarm)) ?? null);
  }

  /** Brings a tile to the front, or none. @param {Alarm | null} alarm */
  bring(alarm) {
    const same = alarm && this.shown && alarm.tile === this.shown.tile && alarm.rule === this.shown.rule;
    if (!same) {
      this.since = performance.now();
      this.began = alarm ? this.start(alarm) : -1;
    }
    this.shown = alarm;
    this.front.hidden = !alarm;
    this.tiles.forEach((tile, at) => tile.classList.toggle("fronted", at === alarm?.tile));
    if (!alarm || !this.head) return;
    this.front.dataset.sort = this.head.tiles[alarm.tile].sort;
    const sentence = alarm.rule ? `${t("wall.since", { day: this.began + 1 })} ${this.sentence(alarm)}` : t("wall.pinned", { name: this.name(alarm.tile), value: this.said(alarm.tile, this.session.frame()?.tiles[alarm.tile][0] ?? null) });
    /** @type {HTMLElement} */ (this.front.querySelector("[data-name]")).textContent = this.name(alarm.tile);
    /** @type {HTMLElement} */ (this.front.querySelector("[data-sentence]")).textContent = sentence;
    /** @type {HTMLElement} */ (this.front.querySelector("[data-rule]")).textContent = alarm.rule ? t("wall.rule", { rule: this.rule(alarm.rule) }) : t(`sort.${this.head.tiles[alarm.tile].sort}`);
    /** @type {HTMLElement} */ (this.front.querySelector("[data-act=pin]")).textContent = t(this.pinned.size ? "wall.unpin" : "wall.pin");
    const days = this.session.frames.slice(Math.max(0, this.session.day + 1 - 2 * EVENINGS), this.session.day + 1);
    const canvas = /** @type {HTMLCanvasElement} */ (this.front.querySelector("canvas"));
    curve(canvas, days.map((frame) => frame.tiles[alarm.tile][0]), days.map((frame) => frame.tiles[alarm.tile][1]), alarm.rule !== "");
    canvas.setAttribute("aria-label", t("wall.curve", { name: this.name(alarm.tile) }));
    if (!same && alarm.rule) this.spoken.textContent = `${this.name(alarm.tile)}: ${sentence}`;
  }

  /** The first evening of an alarm that has lasted until now. @param {Alarm} alarm */
  start(alarm) {
    let day = this.session.day;
    const held = (/** @type {number} */ at) => this.session.frames[at]?.alarms.some((other) => other.tile === alarm.tile && other.rule === alarm.rule);
    while (day > 0 && held(day - 1)) day--;
    return day;
  }

  /** @param {string} key */
  rule(key) {
    const rule = this.rules.find((rule) => rule.key === key);
    const shown = rule?.thresholds.map((value, at) => [at, key === "falling" && at === 0 ? share(value) : key === "quiet" && at === 0 ? share(value) : number(value)]) ?? [];
    return t(`rule.${key}.states`, Object.fromEntries(shown));
  }

  /** Why a tile came forward, in a sentence. @param {Alarm} alarm */
  sentence(alarm) {
    const tile = /** @type {import("./types.d.ts").Head} */ (this.head).tiles[alarm.tile];
    const parts = alarm.rule === "falling" || alarm.rule === "quiet"
      ? { seen: share(alarm.seen), usual: share(alarm.usual) }
      : { seen: number(alarm.seen), usual: number(alarm.usual, 2) };
    const times = alarm.usual > 0 ? number(alarm.seen / alarm.usual, 2) : "–";
    return t(`rule.${alarm.rule}.${tile.sort}`, { ...parts, times });
  }

  /** @param {number} at */
  pin(at) {
    const was = this.pinned.has(at);
    this.pinned.clear();
    if (!was) this.pinned.add(at);
    this.show();
  }

  /** @param {string | undefined} act */
  act(act) {
    const alarm = this.shown;
    if (!alarm || !act) return;
    if (act === "pin") this.pin(alarm.tile);
    if (act === "dismiss") {
      this.pinned.clear();
      this.dismissed.set(`${alarm.tile}/${alarm.rule}`, this.session.day);
      this.shown = null;
      this.show();
    }
    if (act === "rewind") {
      this.pinned.clear();
      this.pinned.add(alarm.tile);
      this.session.look(Math.max(0, this.began - 1));
    }
  }
}

/** A curve of the last evenings before that of the twin. @param {HTMLCanvasElement} canvas @param {(number | null)[]} here @param {(number | null)[]} beside @param {boolean} alarmed @param {boolean} [near] from the lowest value, and not from nought */
export function curve(canvas, here, beside, alarmed, near = false) {
  const scale = Math.min(devicePixelRatio, 2);
  const [width, height] = [Math.round(canvas.clientWidth * scale), Math.round(canvas.clientHeight * scale)];
  if (width === 0 || height === 0) return;
  if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  pen.clearRect(0, 0, width, height);
  const known = [...here, ...beside].filter((value) => value !== null);
  const least = near ? Math.min(...known) - 1 : 0;
  const most = Math.max(1e-9, ...known) - least;
  const span = Math.max(here.length - 1, 20);
  const dark = isDark();
  const line = (/** @type {(number | null)[]} */ values) => {
    const path = new Path2D();
    values.forEach((value, at) => {
      if (value !== null) path.lineTo(((at + span - (values.length - 1)) / span) * (width - 4) + 2, height - 3 - ((value - least) / most) * (height - 8));
    });
    return path;
  };
  pen.lineWidth = scale * 1.4;
  pen.lineJoin = "round";
  pen.strokeStyle = dark ? "#8a867e" : "#a5a199";
  pen.stroke(line(beside));
  const own = line(here);
  pen.strokeStyle = dark ? (alarmed ? "#ffb27a" : "#ee8552") : alarmed ? "#a5330f" : "#b8431a";
  pen.lineWidth = scale * (alarmed ? 2.4 : 1.8);
  pen.stroke(own);
}

