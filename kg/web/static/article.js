// The evidence page: the text with the words that prove something marked, and what they prove.
import { fill, h } from "./dom.js";
import { link } from "./links.js";
import { ask, say } from "./state.js";

const flat = (text) => text.replace(/\s+/gu, " ").trim();

export async function render(parameters) {
  const article = await ask("article", { iri: parameters.get("iri") ?? "" });
  const at = parameters.get("at");
  const quote = flat(parameters.get("quote") ?? "");
  const wanted = new Set(Object.entries(article.exact).filter(([iri, exact]) => iri === at || (quote && flat(exact) === quote)).map(([iri]) => iri));
  const panel = h("aside", { class: "proof", "aria-live": "polite", "aria-label": say("facts") }, h("p", { class: "dim" }, say("choose_mark")));
  const facts = (passages) => passages.flatMap((p) => article.facts[p] ?? []);

  const show = (passages, mark) => {
    document.querySelectorAll("mark.on").forEach((m) => m.classList.remove("on"));
    mark?.classList.add("on");
    const told = facts(passages);
    fill(panel, told.length ? h("ul", {}, told.map((f) => h("li", { class: f.class },
      h("b", {}, f.type), " ", link(f.node), f.who ? h("p", {}, say("says"), " ", link(f.who)) : null,
      h("small", { class: "dim" }, f.rule)))) : h("p", { class: "dim" }, say("nothing")));
  };
  const piece = (p) => {
    const text = [p.gap ? h("span", { class: "gap" }, " […] ") : null, p.text];
    if (!p.passages.length) return text;
    const told = facts(p.passages);
    const kinds = [...new Set(told.map((f) => f.class))];
    const here = p.passages.some((iri) => wanted.has(iri));
    const mark = h("mark", {
      tabindex: "0", role: "button", class: `${kinds[0] ?? ""}${here ? " at" : ""}`,
      title: told.map((f) => [f.type, f.rule].filter(Boolean).join(" · ")).join("\n"),
      on: {
        click: () => show(p.passages, mark),
        keydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); show(p.passages, mark); } },
      },
    }, p.text);
    return [text[0], mark];
  };
  const first = article.pieces.find((p) => p.passages.some((iri) => wanted.has(iri)));
  if (first) show(first.passages);
  const lang = article.meta.find((m) => m.name === "lang")?.text;
  return { title: article.text, body: [
    h("h1", { lang }, article.text),
    h("p", { class: "dim" }, article.meta.filter((m) => !["title", "url", "lang"].includes(m.name)).map((m, n) => [n ? " · " : "", m.text]),
      article.url ? [" · ", h("a", { href: article.url, rel: "noopener noreferrer", target: "_blank", class: "out" }, say("original"))] : null),
    article.whole ? null : h("p", { class: "note" }, say("quotes_only")),
    h("div", { class: "evidence" }, h("div", { class: "text", lang }, article.pieces.map(piece)), panel),
  ] };
}
