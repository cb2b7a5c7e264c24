// The phone of one synthetic person: what the app shows; and turned over, what it hides.

import { get } from "./api.js";
import { worldName } from "./maps.js";
import { curve } from "./wall.js";
import { named, number, t } from "./text.js";

/** @typedef {import("./session.js").Session} Session */
/** @typedef {import("./types.d.ts").Life} Life */
/** @typedef {import("./types.d.ts").LifeWorld} LifeWorld */

/** Marks shown at once. */
const MARKS = 5;

export class Phone {
  /** @param {Session} session @param {HTMLElement} root @param {(number: number) => void} follow */
  constructor(session, root, follow) {
    this.session = session;
    this.root = root;
    this.index = 0;
    this.back = false;
    /** @type {Life | null} */
    this.life = null;
    this.asked = "";
    this.busy = false;
    /** @type {import("./types.d.ts").Head | null} */
    this.head = null;
    session.on(() => this.later());
    this.pick("[data-flip]").addEventListener("click", () => this.flip());
    this.pick("form").addEventListener("submit", (event) => {
      event.preventDefault();
      const field = /** @type {HTMLInputElement} */ (this.pick("input"));
      if (field.value !== "" && field.checkValidity()) follow(Number(field.value));
    });
  }

  /** @param {string} what @returns {HTMLElement} */
  pick(what) {
    return /** @type {HTMLElement} */ (this.root.querySelector(what));
  }

  flip() {
    this.back = !this.back;
    this.face();
  }

  face() {
    this.pick("[data-phone]").classList.toggle("flipped", this.back);
    const [front, back] = [this.pick("[data-side=app]"), this.pick("[data-side=truth]")];
    front.inert = this.back;
    back.inert = !this.back;
    front.setAttribute("aria-hidden", String(this.back));
    back.setAttribute("aria-hidden", String(!this.back));
    const button = this.pick("[data-flip]");
    button.setAttribute("aria-pressed", String(this.back));
    button.textContent = t(this.back ? "phone.flip.back" : "phone.flip");
  }

  later() {
    const { head, day, id } = this.session;
    if (head && head !== this.head) this.build(head);
    if (!head || day < 0) {
      this.head = head;
      this.life = null;
      return this.show();
    }
    const wanted = `${id}/${this.index}/${day}`;
    if (this.busy || wanted === this.asked) return;
    this.busy = true;
    this.asked = wanted;
    void get(`/api/session/${id}/life/${this.index}/${day}`).then((life) => {
      this.life = life;
      this.show();
    }, () => {}).finally(() => setTimeout(() => {
      this.busy = false;
      this.later();
    }, 150));
  }

  /** @param {import("./types.d.ts").Head} head */
  build(head) {
    this.head = head;
    this.index = 0;
    this.asked = "";
    /** @type {HTMLInputElement} */ (this.pick("input")).max = String(head.people - 1);
    this.pick("[data-lives]").replaceChildren(...head.lives.map((life, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = life.id;
      button.setAttribute("aria-pressed", String(at === 0));
      button.addEventListener("click", () => {
        this.index = at;
        this.pick("[data-lives]").querySelectorAll("button").forEach((other) => other.setAttribute("aria-pressed", String(other === button)));
        this.asked = "";
        this.later();
      });
      return button;
    }));
  }

  show() {
    this.face();
    const { life } = this;
    this.pick("[data-phone]").classList.toggle("off", !life);
    if (!life) {
      this.pick("[data-side=app] [data-body]").replaceChildren(say("p", t("phone.off")));
      this.pick("[data-side=truth] [data-body]").replaceChildren(say("p", t("phone.off")));
      return;
    }
    this.pick("[data-side=app] [data-body]").replaceChildren(...this.app(life, life.worlds[0]));
    const own = this.pick("[data-side=app] canvas");
    if (own instanceof HTMLCanvasElement) curve(own, life.worlds[0].scores, [], false, true);
    this.pick("[data-side=truth] [data-body]").replaceChildren(...this.truth(life, life.worlds[0]));
  }

  /** What the app shows. @param {Life} life @param {LifeWorld} world */
  app(life, world) {
    const parts = [say("p", life.id, "id")];
    if (world.score === null) parts.push(say("p", t("phone.no-score"), "big"));
    else {
      parts.push(say("p", number(world.score, 4), "score"), say("p", named("band", world.band ?? ""), `band band-${world.band_number ?? 0}`));
      const picture = document.createElement("canvas");
      picture.setAttribute("aria-hidden", "true");
      parts.push(picture);
    }
    parts.push(say("h4", t("phone.marks")));
    const marks = [...world.marks].reverse().slice(0, MARKS);
    parts.push(list(marks.map((mark) => [t("phone.mark", { behaviour: named("behaviour", mark.behaviour), day: mark.day + 1 }), mark.points ? t("phone.points", { points: signed(mark.points) }) : t("phone.fine")]), t("phone.no-marks")));
    const offers = world.doors.filter((door) => door.perk);
    if (offers.length) parts.push(say("h4", t("phone.offers")), list(offers.map((door) => [t("phone.offer", { gate: named("gate", door.gate) }), "★"]), ""));
    const closed = world.doors.filter((door) => door.refused);
    if (closed.length) parts.push(say("p", t("phone.closed", { gates: closed.map((door) => named("gate", door.gate)).join(", ") }), "closed"));
    return parts;
  }

  /** What the app hides. @param {Life} life @param {LifeWorld} world */
  truth(life, world) {
    const parts = [];
    const wrong = world.marks.filter((mark) => ["wrong-person", "no-act", "wrong-amount", "malice"].includes(mark.why));
    const nobody = world.marks.filter((mark) => ["speech", "kin", "private"].includes(mark.why));
    parts.push(say("h4", t("truth.wrong", { n: wrong.length })));
    parts.push(list([...wrong].reverse().slice(0, MARKS).map((mark) => this.mark(mark)), t("truth.none")));
    parts.push(say("h4", t("truth.nobody", { n: nobody.length })));
    parts.push(list([...nobody].reverse().slice(0, MARKS).map((mark) => this.mark(mark)), t("truth.none")));
    parts.push(say("h4", t("truth.refused", { n: world.refusals.length })));
    const why = (/** @type {import("./types.d.ts").Refused} */ refused) => t(refused.erroneous ? "refused.erroneous" : refused.rights ? "refused.rights" : "refused.record");
    parts.push(list([...world.refusals].reverse().slice(0, MARKS).map((refused) => [t("truth.refusal", { gate: named("gate", refused.gate), day: refused.day + 1 }), why(refused)]), t("truth.none")));
    const twin = life.worlds[life.without];
    parts.push(say("h4", t("truth.twin", { world: worldName(twin.arm) })));
    parts.push(list([
      [t("twin.work"), `${t(`work.${world.work}`)} → ${t(`work.${twin.work}`)}`],
      [t("twin.refusals"), `${world.refusals.length} → ${twin.refusals.length}`],
      [t("twin.marks"), `${world.marks.length} → ${twin.marks.length}`],
      [t("twin.ties"), `${world.ties_dropped} → ${twin.ties_dropped}`],
      [t("twin.arrears"), `${t(`yes.${world.arrears}`)} → ${t(`yes.${twin.arrears}`)}`],
    ], ""));
    return parts;
  }

  /** @param {import("./types.d.ts").Marked} mark @returns {[string, string]} */
  mark(mark) {
    const what = t("phone.mark", { behaviour: named("behaviour", mark.behaviour), day: mark.day + 1 });
    const lifted = mark.lifted === null ? "" : ` ${t("truth.lifted", { day: mark.lifted + 1 })}`;
    return [what, `${t(`why.${mark.why}`, { channel: named("name", mark.channel), context: named("context", mark.context) })}${lifted}`];
  }
}

/** @param {number} points */
const signed = (points) => (points > 0 ? `+${number(points)}` : `−${number(Math.abs(points))}`);

/** @param {string} tag @param {string} text @param {string} [kind] */
function say(tag, text, kind) {
  const element = document.createElement(tag);
  element.textContent = text;
  if (kind) element.className = kind;
  return element;
}

/** @param {string[][]} rows @param {string} none */
function list(rows, none) {
  if (rows.length === 0) return say("p", none, "none");
  const place = document.createElement("ul");
  place.append(...rows.map(([what, more]) => {
    const item = document.createElement("li");
    item.append(say("span", what), say("em", more));
    return item;
  }));
  return place;
}
