// The dossier of an actor.
import { h, path } from "./dom.js";
import { link } from "./links.js";
import { table } from "./results.js";
import { ask } from "./state.js";
import { say } from "./state.js";

export async function render(parameters) {
  const actor = await ask("actor", { iri: parameters.get("iri") ?? "" });
  const others = actor.names.filter((n, at) => n.text !== actor.text && actor.names.findIndex((o) => o.text === n.text) === at);
  const body = [
    h("p", { class: "kicker" }, actor.type), h("h1", {}, actor.text),
    others.length ? h("p", { class: "names" }, others.map((n, at) => [at ? " · " : "", h("span", { lang: n.lang }, n.text)])) : null,
    h("p", { class: "actions" },
      h("a", { class: "button", href: path("/network", { actor: actor.iri }) }, say("show_network")),
      h("a", { class: "button", href: path("/ask/timeline", { actor: actor.iri, view: "timeline" }) }, say("show_timeline")),
      actor.same.map((iri) => link({ iri, text: iri.replace(/^.*\//, ""), kind: "web" }))),
    actor.sections.length > 1 ? h("nav", { class: "jump", "aria-label": say("sections") }, actor.sections.map((s) =>
      h("a", { href: `#${s.key}` }, `${s.heading} ${s.total}`))) : null,
    actor.sections.map((s) => h("section", { id: s.key }, h("h2", {}, s.heading, " ", h("span", { class: "dim" }, s.total)), table({ ...s, title: s.heading }))),
    actor.sections.length ? null : h("p", { class: "nothing" }, say("nothing")),
  ];
  return { title: actor.text, body };
}
