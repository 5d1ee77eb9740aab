// The SPARQL editor: a plain text field with colours behind it, completed from our own terms and names.
import { fill, h, path } from "./dom.js";
import { go } from "./route.js";
import { results } from "./results.js";
import { ask, say } from "./state.js";

const START = `PREFIX kg: <https://w3id.org/actorgraph/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?date ?event ?who
WHERE {
  ?event a kg:PhoneCall ; kg:participant ?who .
  OPTIONAL { ?event kg:date ?date }
}
ORDER BY ?date
LIMIT 100
`;
const WORDS = "SELECT DISTINCT WHERE OPTIONAL FILTER UNION GRAPH VALUES BIND ORDER BY DESC ASC LIMIT OFFSET GROUP HAVING COUNT SUM MIN MAX GROUP_CONCAT CONSTRUCT DESCRIBE ASK PREFIX EXISTS NOT IN MINUS AS COALESCE IF STR LANG CONTAINS LCASE REGEX BOUND".split(" ");
const PIECES = /(#[^\n]*)|("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|(<[^<>\s]*>)|([?$]\w+)|([\w-]*:[\w.-]*\w)|\b([A-Za-z]+)\b/g;
const CLASSES = ["comment", "string", "iri", "variable", "name", "word"];

function coloured(text) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(PIECES)) {
    const at = match.slice(1).findIndex((group) => group !== undefined);
    if (CLASSES[at] === "word" && !WORDS.includes(match[0].toUpperCase())) continue;
    parts.push(text.slice(end, match.index), h("span", { class: CLASSES[at] }, match[0]));
    end = match.index + match[0].length;
  }
  return [...parts, text.slice(end), "\n"];
}

/** The word before the caret that may be completed. */
function begun(area) {
  return /[\p{L}\p{N}_:?-]*$/u.exec(area.value.slice(0, area.selectionStart))[0];
}

function completion(area, list, changed) {
  let known, chosen = 0, found = [];
  const close = () => { list.hidden = true; found = []; area.removeAttribute("aria-activedescendant"); };
  const take = (item) => {
    const word = begun(area);
    area.setRangeText(item.word, area.selectionStart - word.length, area.selectionStart, "end");
    close();
    changed();
    area.focus();
  };
  const mark = () => [...list.children].forEach((li, at) => {
    li.setAttribute("aria-selected", String(at === chosen));
    if (at === chosen) { li.scrollIntoView({ block: "nearest" }); area.setAttribute("aria-activedescendant", li.id); }
  });
  const look = async (forced) => {
    const word = begun(area).toLocaleLowerCase();
    if (word.length < (forced ? 0 : 2)) return close();
    known ??= await ask("terms");
    const variables = [...new Set(area.value.match(/[?$]\w+/g) ?? [])].map((v) => ({ word: v, text: say("variable") }));
    const all = [...known.terms, ...variables, ...WORDS.map((w) => ({ word: w, text: "SPARQL" }))];
    found = all.filter((t) => t.word.toLocaleLowerCase().startsWith(word) && t.word.toLocaleLowerCase() !== word);
    const named = (t) => t.text.toLocaleLowerCase().split(" ").some((part) => part.startsWith(word));
    if (word.length > 2) found.push(...known.actors.filter(named), ...known.terms.filter((t) => !found.includes(t) && named(t)));
    found = found.slice(0, 12);
    chosen = 0;
    fill(list, found.map((item, at) => h("li", { role: "option", id: `term-${at}`, on: { mousedown: (event) => { event.preventDefault(); take(item); } } },
      h("code", {}, item.word.replace("https://w3id.org/actorgraph/id/", "…/")), " ", h("span", { class: "dim" }, item.text))));
    list.hidden = !found.length;
    mark();
  };
  area.addEventListener("input", (event) => { if (event.inputType === "insertText") look(false); else close(); });
  area.addEventListener("blur", close);
  area.addEventListener("keydown", (event) => {
    if (event.key === " " && event.ctrlKey) { event.preventDefault(); look(true); return; }
    if (list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) { event.preventDefault(); chosen = (chosen + step + found.length) % found.length; mark(); }
    else if ((event.key === "Enter" && !event.ctrlKey && !event.metaKey) || event.key === "Tab") { event.preventDefault(); take(found[chosen]); }
    else if (event.key === "Escape") { event.preventDefault(); close(); }
  });
}

export async function render(parameters) {
  const text = parameters.get("query") ?? START;
  const behind = h("pre", { class: "colours", "aria-hidden": "true" });
  const list = h("ul", { class: "found", role: "listbox", id: "terms", hidden: true, "aria-label": say("completions") });
  const area = h("textarea", { id: "sparql", spellcheck: "false", autocapitalize: "off", autocomplete: "off", rows: 14, "aria-label": say("editor"), "aria-controls": "terms", "aria-describedby": "editor-help", value: text });
  const colour = () => { fill(behind, coloured(area.value)); area.style.height = "auto"; area.style.height = `${Math.max(area.scrollHeight, 220)}px`; };
  const answer = h("div");
  const run = async () => {
    const query = area.value;
    fill(answer, h("p", { class: "dim" }, say("running")));
    try {
      const sheet = await ask("table", { query });
      fill(answer, results(sheet, "table", { query }, new URLSearchParams(location.search).get("view"), (view) => go(path("/query", { query, view }), true)));
    } catch (error) {
      fill(answer, h("p", { class: "problem", role: "alert" }, error.message));
    }
  };
  area.addEventListener("input", colour);
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); go(path("/query", { query: area.value }), true); run(); }
  });
  completion(area, list, colour);
  requestAnimationFrame(colour);
  if (parameters.has("query")) run();
  return { title: say("editor"), body: [
    h("h1", {}, say("editor")),
    h("div", { class: "editor" }, behind, area, list),
    h("p", { class: "bar" }, h("button", { type: "button", class: "main", on: { click: () => { go(path("/query", { query: area.value }), true); run(); } } }, say("run")),
      h("small", { class: "dim", id: "editor-help" }, say("editor_help"))),
    answer,
  ] };
}
