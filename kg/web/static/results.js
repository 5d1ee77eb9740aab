// A result in four ways: table, timeline, network, raw; the address remembers which.
import { address, cell } from "./links.js";
import { fill, h, path } from "./dom.js";
import { announce, language, say } from "./state.js";

const DATES = ["date", "published", "first", "from", "earliest", "month"];
const PROOF = ["sentence", "quote", "claim"];

/** The rows as a table; a sentence leads to its place in the article. */
export function table(sheet) {
  const columns = sheet.columns.map(([name]) => name);
  const article = columns.indexOf("article");
  const shown = (row, at) => {
    const value = row[at];
    const to = article >= 0 && row[article]?.links?.[0];
    if (value && to && PROOF.includes(columns[at]))
      return h("a", { class: "quote", href: path("/article", { iri: to.iri, quote: value.text }), lang: value.lang }, value.text);
    return cell(value);
  };
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": sheet.title || say("table") },
    h("table", {},
      h("thead", {}, h("tr", {}, sheet.columns.map(([, heading]) => h("th", { scope: "col" }, heading)))),
      h("tbody", {}, sheet.rows.map((row) => h("tr", {}, row.map((_, at) =>
        h("td", { class: columns[at], "data-heading": sheet.columns[at][1] }, shown(row, at))))))));
}

/** Rows by day on a line; what has no date comes last. */
export function timeline(sheet, at) {
  const days = new Map();
  const names = sheet.columns.map(([name]) => name);
  const proves = (name) => PROOF.includes(name) || name === "article";
  for (const row of sheet.rows) {
    const day = row[at]?.text ?? "";
    const told = JSON.stringify(row.filter((_, n) => !proves(names[n])).map((value) => value?.text ?? ""));
    if (!days.has(day)) days.set(day, new Map());
    if (!days.get(day).has(told)) days.get(day).set(told, []);
    days.get(day).get(told).push(row);
  }
  const article = names.indexOf("article");
  const quotes = (rows) => rows.flatMap((row) => row.map((value, n) => {
    const to = article >= 0 && row[article]?.links?.[0];
    if (!value || !PROOF.includes(names[n])) return null;
    return h("q", { lang: value.lang }, to ? h("a", { class: "quote", href: path("/article", { iri: to.iri, quote: value.text }) }, value.text) : value.text);
  }));
  const ordered = [...days].sort(([a], [b]) => (a === "") - (b === "") || (a < b ? -1 : 1));
  return h("ol", { class: "timeline" }, ordered.map(([day, rows]) => h("li", {},
    h("time", { datetime: day.split("/")[0] }, day.replace("/", " – ") || say("undated")),
    h("ul", {}, [...rows.values()].map((same) => h("li", {}, same[0].map((value, n) => (n === at || !value || proves(names[n])
      ? null : h("span", { class: "piece" }, h("small", {}, sheet.columns[n][1]), " ", cell(value)))), quotes(same)))))));
}

function actors(sheet) {
  return [...new Set(sheet.rows.flatMap((row) => row.flatMap((value) =>
    (value?.links ?? []).filter((l) => l.kind === "actor" || l.kind === "node").map((l) => l.iri))))];
}

/** The explorer in a frame of its own, and files to take away. */
export function network(parameters) {
  const query = { ...parameters, lang: language() };
  const files = ["svg", "gexf", "graphml", "json"].map((format) =>
    h("a", { href: path("/api/network", { ...query, format }), download: `network.${format}` }, format.toUpperCase()));
  return h("div", {},
    h("iframe", { class: "explorer", src: path("/api/network", query), title: say("network"), sandbox: "allow-scripts allow-popups allow-downloads" }),
    h("p", { class: "files" }, say("take_away"), " ", files));
}

async function raw(sheet, parameters, task) {
  const answer = await fetch(path(`/api/${task}`, { ...parameters, lang: language(), format: "json" }));
  return h("pre", { class: "raw", tabindex: "0" }, await answer.text());
}

/** Tabs over a result; `parameters` and `task` say how to get it again as a file. */
export function results(sheet, task, parameters, view, choose) {
  if (typeof sheet.boolean === "boolean") return h("p", { class: "verdict" }, say(sheet.boolean ? "yes" : "no"));
  const dated = sheet.columns.findIndex(([name]) => DATES.includes(name));
  const found = actors(sheet);
  const ways = {
    table: () => table(sheet),
    ...(dated >= 0 && { timeline: () => timeline(sheet, dated) }),
    ...(found.length > 1 && found.length < 150 && { network: () => network({ among: found }) }),
    raw: () => raw(sheet, parameters, task),
  };
  const panel = h("div", { role: "tabpanel", id: "panel", tabindex: "-1" });
  const tabs = Object.keys(ways).map((way) => h("button", { type: "button", role: "tab", id: `tab-${way}`, "aria-controls": "panel" }, say(way)));
  const show = async (way, focus) => {
    tabs.forEach((tab) => {
      const on = tab.id === `tab-${way}`;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
      if (on && focus) tab.focus();
    });
    panel.setAttribute("aria-labelledby", `tab-${way}`);
    fill(panel, await ways[way]());
  };
  Object.keys(ways).forEach((way, at) => {
    tabs[at].addEventListener("click", () => { choose(way); show(way); });
    tabs[at].addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = Object.keys(ways)[(at + step + tabs.length) % tabs.length];
      choose(next);
      show(next, true);
    });
  });
  const more = sheet.total > sheet.rows.length || sheet.truncated;
  const count = say("rows", sheet.total) + (more ? ` · ${say("cut", sheet.rows.length)}` : "");
  const files = ["csv", "tsv", "json", "xml", "markdown"].map((format) =>
    h("a", { href: path(`/api/${task}`, { ...parameters, lang: language(), format }), download: "" }, format === "markdown" ? "Markdown" : format.toUpperCase()));
  announce(count);
  if (!sheet.rows.length) return h("p", { class: "nothing" }, say("nothing"));
  show(view in ways ? view : "table");
  return h("section", { class: "results" },
    h("div", { class: "bar" }, h("div", { role: "tablist", "aria-label": say("views") }, tabs), h("span", { class: "dim" }, count)),
    panel, h("p", { class: "files" }, say("take_away"), " ", files));
}

export { address };
