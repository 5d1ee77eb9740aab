// The ontology: classes as a tree, properties with domain and range, and the concepts that statements use.
import { h } from "./dom.js";
import { ask, say } from "./state.js";

const names = (list) => (list ?? []).map((name, at) => [at ? ", " : "", h("a", { href: `#${name}` }, name)]);

function entry(term) {
  const line = (word, list) => (list?.length ? h("p", { class: "dim" }, say(word), " ", names(list)) : null);
  return h("li", { id: term.name, },
    h("h3", {}, h("code", {}, `kg:${term.name}`), " ", term.text), term.definition && h("p", {}, term.definition),
    line("above", term.above), line("domain", term.domain), line("range", term.range),
    term.examples.map((e) => h("pre", { class: "raw", tabindex: "0" }, e)));
}

function tree(classes, parent) {
  const below = classes.filter((c) => (parent ? (c.above ?? []).includes(parent) : !(c.above ?? []).some((a) => classes.some((k) => k.name === a))));
  if (!below.length) return null;
  return h("ul", {}, below.map((c) => h("li", {}, h("a", { href: `#${c.name}` }, c.text), tree(classes, c.name))));
}

export async function render() {
  const told = await ask("ontology");
  const part = (key) => h("section", {}, h("h2", { id: `all-${key}` }, say(key), " ", h("span", { class: "dim" }, told[key].length)), h("ul", { class: "terms" }, told[key].map(entry)));
  return { title: say("ontology"), body: [
    h("h1", {}, say("ontology")), h("p", {}, say("ontology_more")),
    h("nav", { class: "jump", "aria-label": say("sections") }, Object.keys(told).map((key) => h("a", { href: `#all-${key}` }, say(key)))),
    h("section", { class: "tree", "aria-label": say("classes") }, tree(told.classes)),
    Object.keys(told).map(part),
  ] };
}
