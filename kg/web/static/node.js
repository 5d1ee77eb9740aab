// An event, statement, figure or post: what is said of it, and every article that reports it.
import { h, path } from "./dom.js";
import { link, properties } from "./links.js";
import { ask, say } from "./state.js";

export async function render(parameters) {
  const node = await ask("node", { iri: parameters.get("iri") ?? "" });
  const body = [
    h("p", { class: "kicker" }, node.type), h("h1", {}, node.text),
    node.properties.length ? properties(node.properties) : h("p", { class: "problem" }, say("only_claimed")),
    node.content.length ? h("section", {}, h("h2", {}, say("claims_that")), node.content.map((c) =>
      h("article", { class: "card" }, h("p", {}, link(c.node)), properties(c.properties)))) : null,
    node.claims.length ? h("section", {}, h("h2", {}, say("claimed_about")), node.claims.map((c) =>
      h("article", { class: "card" }, h("p", {}, c.who ? link(c.who) : null, c.who ? ": " : null, link(c.statement)), properties(c.properties)))) : null,
    h("section", {}, h("h2", {}, say("reported_in"), " ", h("span", { class: "dim" }, node.articles.length)), node.articles.map((a) =>
      h("article", { class: "card" }, h("h3", {}, link(a)), h("ul", { class: "quotes" }, a.passages.map((p) =>
        h("li", {}, h("a", { href: path("/article", { iri: a.iri, at: p.iri }), class: "quote" }, p.text),
          h("small", { class: "dim" }, ` ${p.zone}`, p.rules.length ? ` · ${p.rules.join(", ")}` : ""))))))),
    node.related.length ? h("section", {}, h("h2", {}, say("related")), h("ul", { class: "list" }, node.related.map((r) => h("li", {}, link(r))))) : null,
  ];
  return { title: node.text, body };
}
