// Words and numbers in the language of the reader; every word stands in one file a language.

/** @typedef {import("./types.d.ts").Language} Language */
/** @type {Record<string, string>} */
let words = {};
/** @type {Language} */
let language = "en";

/** @type {Language[]} */
export const LANGUAGES = ["en", "de"];

/** Reads the words of a language. @param {string} wanted */
export async function speak(wanted) {
  language = LANGUAGES.find((code) => code === wanted) ?? "en";
  words = await (await fetch(`/assets/${language}.json`)).json();
  document.documentElement.lang = language;
  try {
    localStorage.setItem("language", language);
  } catch {
    // A browser that stores nothing asks again next time.
  }
}

/** The language stored, asked for by the browser, or English. */
export function preferred() {
  let stored = null;
  try {
    stored = localStorage.getItem("language");
  } catch {
    // As above.
  }
  return stored ?? (navigator.language.startsWith("de") ? "de" : "en");
}

export const spoken = () => language;

/** @param {string} key */
export const has = (key) => key in words;

/** The words of a key with what stands in braces filled in. @param {string} key @param {Record<string, string | number>} [parts] */
export function t(key, parts = {}) {
  const text = words[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in parts ? String(parts[name]) : whole));
}

/** The words of a key, or a name as it is written in files. @param {string} group @param {string} name */
export const named = (group, name) => words[`${group}.${name}`] ?? name.replaceAll("-", " ");

/** Fills in every element that names its words. @param {ParentNode} root */
export function fill(root) {
  for (const element of root.querySelectorAll("[data-text]")) {
    element.textContent = t(/** @type {HTMLElement} */ (element).dataset.text ?? "");
  }
  for (const element of root.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", t(/** @type {HTMLElement} */ (element).dataset.label ?? ""));
  }
}

/** @param {number} value @param {number} [digits] */
export const number = (value, digits = 3) =>
  new Intl.NumberFormat(language, { maximumSignificantDigits: Math.max(digits, Math.ceil(Math.log10(Math.abs(value) + 1))) }).format(value);
/** @param {number} value */
export const share = (value) =>
  new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: Math.abs(value) < 0.1 ? 1 : 0 }).format(value);

/** A value of a measure, by its unit in the report. @param {string} unit @param {number} value */
export function valued(unit, value) {
  if (unit === "Share") return new Intl.NumberFormat(language, { style: "percent", maximumSignificantDigits: 3 }).format(value);
  return number(value);
}

/** A difference, with its sign. @param {string} unit @param {number} value */
export function differed(unit, value) {
  const sign = value > 0 ? "+" : value < 0 ? "−" : "±";
  const size = Math.abs(value);
  return unit === "Share" ? `${sign}${number(100 * size)} ${t("unit.points")}` : `${sign}${number(size)}`;
}

/** @param {number} seconds */
export function duration(seconds) {
  if (seconds < 60) return t("time.seconds", { n: Math.max(1, Math.round(seconds)) });
  return t("time.minutes", { n: Math.round(seconds / 60) });
}
