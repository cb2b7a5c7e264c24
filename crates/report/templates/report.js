// The page in the reader's language, and its tables as files. Without a script it is read in full, by the switch above.
const root = document.documentElement;
const languages = [...document.querySelectorAll("[name=language]")];
const speak = (language) => {
  languages.forEach((input) => (input.checked = input.value === language));
  root.lang = language;
};
const linked = languages.find((input) => location.hash.startsWith(`#${input.value}-`));
const wanted = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => languages.some((input) => input.value === tag));
speak(linked?.value ?? (location.hash.length > 1 ? "en" : wanted) ?? "en");
languages.forEach((input) => input.addEventListener("change", () => speak(input.value)));

const quoted = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const line = (cells) => cells.map(quoted).join(",");
const plain = (cell) => [...cell.childNodes].filter((node) => node.nodeName !== "SMALL").map((node) => node.textContent).join("").trim();

const telling = (language) => [...document.querySelectorAll(`.telling[lang=${language}] table[data-name]`)];

/** The same table in the first language, which carries the exact numbers of all. */
function exact(table) {
  const language = table.closest(".telling").lang;
  return telling(languages[0].value)[telling(language).indexOf(table)];
}

/** A table as CSV: each number without its unit, and the ends of its interval in columns of their own. */
function csv(table) {
  const rows = [...table.tBodies[0].rows].map((row) => [...row.cells]);
  const numbers = [...exact(table).tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.dataset.n));
  const wide = [...table.tHead.rows[0].cells].map((_, at) => numbers.some((row) => row[at]?.includes(" ")));
  const head = [...table.tHead.rows[0].cells].flatMap((cell, at) => {
    const name = cell.textContent.trim();
    return wide[at] ? [name, `${name}: low`, `${name}: high`] : [name];
  });
  const cells = (cell, at, row) => {
    const values = numbers[row][at]?.split(" ") ?? [plain(cell)];
    return wide[at] ? [values[0], values[1] ?? "", values[2] ?? ""] : [values[0]];
  };
  const mark = [...document.querySelectorAll("meta[name]")].filter((meta) => !["viewport", "color-scheme"].includes(meta.name));
  return [...mark.map((meta) => `# ${meta.name} = ${meta.content}`), `# ${table.caption.textContent.trim()}`, line(head), ...rows.map((row, number) => line(row.flatMap((cell, at) => cells(cell, at, number))))].join("\n") + "\n";
}

for (const button of document.querySelectorAll("button.save")) {
  const table = button.previousElementSibling.querySelector("table");
  button.hidden = false;
  button.addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([csv(table)], { type: "text/csv" }));
    link.download = `${table.dataset.name}.csv`;
    link.click();
    URL.revokeObjectURL(link.href);
  });
}
