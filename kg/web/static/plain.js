// The plain SPARQL editor: a text field with colours behind it, for a page that was built without @zazuko/yasqe.
import { WORDS, begun, completions, shown } from "./completion.js";
import { fill, h } from "./dom.js";
import { say } from "./state.js";

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

function completing(area, list, changed) {
  let chosen = 0, found = [];
  const before = () => begun(area.value.slice(0, area.selectionStart));
  const close = () => { list.hidden = true; found = []; area.removeAttribute("aria-activedescendant"); };
  const take = (item) => {
    area.setRangeText(item.word, area.selectionStart - before().length, area.selectionStart, "end");
    close();
    changed();
    area.focus();
  };
  const mark = () => [...list.children].forEach((li, at) => {
    li.setAttribute("aria-selected", String(at === chosen));
    if (at === chosen) { li.scrollIntoView({ block: "nearest" }); area.setAttribute("aria-activedescendant", li.id); }
  });
  const look = async (forced) => {
    if (before().length < (forced ? 0 : 2)) return close();
    found = await completions(before(), area.value);
    chosen = 0;
    fill(list, found.map((item, at) => {
      const [word, text] = shown(item);
      const pick = (event) => { event.preventDefault(); take(item); };
      return h("li", { role: "option", id: `term-${at}`, on: { mousedown: pick } }, h("code", {}, word), " ", h("span", { class: "dim" }, text));
    }));
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

/** Make the editor; returns { element, text }, `text` gives what is written. */
export function plain(text, run) {
  const behind = h("pre", { class: "colours", "aria-hidden": "true" });
  const list = h("ul", { class: "found", role: "listbox", id: "terms", hidden: true, "aria-label": say("completions") });
  const area = h("textarea", { id: "sparql", spellcheck: "false", autocapitalize: "off", autocomplete: "off", rows: 14, "aria-label": say("editor"), "aria-controls": "terms", "aria-describedby": "editor-help", value: text });
  const colour = () => { fill(behind, coloured(area.value)); area.style.height = "auto"; area.style.height = `${Math.max(area.scrollHeight, 220)}px`; };
  area.addEventListener("input", colour);
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); run(); }
  });
  completing(area, list, colour);
  requestAnimationFrame(colour);
  return { element: h("div", { class: "editor" }, behind, area, list), text: () => area.value };
}
