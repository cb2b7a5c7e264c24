// The session of this page: what has been seen so far, which evening is looked at, and whom to tell.

import { follow, get, numbers, post, remove } from "./api.js";

/** @typedef {import("./types.d.ts").Frame} Frame */
/** @typedef {import("./types.d.ts").Head} Head */
/** @typedef {import("./types.d.ts").Wish} Wish */
/** @typedef {import("./types.d.ts").News} News */

/** Maps that are kept here; the server keeps all. */
const MAPS_KEPT = 40;

export class Session {
  constructor() {
    /** @type {number | null} */
    this.id = null;
    /** @type {Head | null} */
    this.head = null;
    /** @type {Frame[]} */
    this.frames = [];
    this.state = "none";
    this.message = "";
    this.secondsADay = 0;
    /** The evening that is looked at; -1 before the first. */
    this.day = -1;
    /** Whether the newest evening is looked at as it comes. */
    this.live = true;
    /** @type {Map<number, Promise<Uint16Array>>} */
    this.maps = new Map();
    /** @type {Set<() => void>} */
    this.listeners = new Set();
    this.unfollow = () => {};
  }

  /** @param {() => void} listener */
  on(listener) {
    this.listeners.add(listener);
  }

  tell() {
    this.listeners.forEach((listener) => listener());
  }

  /** Begins anew with these settings. @param {Wish} wish @param {number} speed days a second; 0: as fast as can be */
  async begin(wish, speed) {
    this.unfollow();
    const before = this.id;
    const { id } = await post(`/api/session${before === null ? "" : `?instead_of=${before}`}`, wish);
    Object.assign(this, { id, head: null, frames: [], state: "building", message: "", day: -1, live: true, maps: new Map() });
    await post(`/api/session/${id}/pace`, { days_a_second: speed });
    this.watch();
    this.tell();
  }

  watch() {
    const { id } = this;
    const from = this.frames.length;
    this.unfollow = follow(`/api/session/${id}/events?from=${from}`, (news) => void this.hear(/** @type {News} */ (news)), () => {
      if (id === this.id && !["over", "failed", "closed"].includes(this.state)) setTimeout(() => id === this.id && this.watch(), 1000);
    });
  }

  /** @param {News} news */
  async hear(news) {
    const { id } = this;
    this.state = news.state;
    this.message = news.message;
    this.secondsADay = news.seconds_a_day;
    for (const frame of news.frames) if (frame.day === this.frames.length) this.frames.push(frame);
    if (!this.head && news.days > 0) {
      const head = await get(`/api/session/${id}`).catch(() => null);
      if (id !== this.id) return;
      this.head = head;
    }
    if (["failed", "closed"].includes(news.state)) this.unfollow();
    if (this.live) this.day = this.frames.length - 1;
    this.tell();
  }

  /** The evening that is looked at. */
  frame() {
    return this.frames[this.day] ?? null;
  }

  /** Both maps of an evening. @param {number} day */
  map(day) {
    const kept = this.maps.get(day);
    if (kept) return kept;
    const asked = numbers(`/api/session/${this.id}/map/${day}`);
    asked.catch(() => this.maps.delete(day));
    this.maps.set(day, asked);
    const oldest = this.maps.keys().next().value;
    if (this.maps.size > MAPS_KEPT && oldest !== undefined) this.maps.delete(oldest);
    return asked;
  }

  /** Looks at an evening that was; the days rest meanwhile. @param {number} day */
  look(day) {
    this.day = Math.max(0, Math.min(day, this.frames.length - 1));
    this.live = this.day === this.frames.length - 1;
    if (this.state === "playing") void this.pace({ playing: false });
    this.tell();
  }

  /** @param {{ playing?: boolean, step?: boolean, days_a_second?: number }} pace */
  async pace(pace) {
    if (this.id === null) return;
    if (pace.playing || pace.step) {
      this.live = true;
      this.day = this.frames.length - 1;
    }
    await post(`/api/session/${this.id}/pace`, pace).catch(() => {});
  }

  async end() {
    this.unfollow();
    if (this.id !== null) await remove(`/api/session/${this.id}`).catch(() => {});
    Object.assign(this, { id: null, head: null, frames: [], state: "none", day: -1 });
    this.tell();
  }
}
