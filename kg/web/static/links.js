// Where an IRI leads, and how cells and properties are shown.
import { h, path } from "./dom.js";

/** The page of an IRI, "" if there is none. */
export function address({ iri, kind }) {
  switch (kind) {
    case "actor": return path("/actor", { iri });
    case "node": return path("/node", { iri });
    case "article": return path("/article", { iri });
    case "passage": return path("/article", { iri: iri.split("#")[0], at: iri });
    case "term": return `/ontology#${iri.split("#").pop()}`;
    case "web": return iri;
    default: return "";
  }
}

/** A link to a page of ours, or to the web in a new window; plain words if it leads nowhere. */
export function link(told) {
  const to = address(told);
  if (!to) return h("span", {}, told.text);
  if (told.kind === "web") return h("a", { href: to, rel: "noopener noreferrer", target: "_blank", class: "out" }, told.text);
  return h("a", { href: to, class: told.kind }, told.text);
}

/** A cell of a table. */
export function cell(shown) {
  if (!shown) return null;
  if (shown.links?.length) return shown.links.map((told, at) => [at ? ", " : "", link(told)]);
  return h("span", { lang: shown.lang }, shown.text);
}

/** A list of properties with headings. */
export function properties(told) {
  return h("dl", { class: "facts" }, told.map(({ heading, values }) => [
    h("dt", {}, heading),
    h("dd", {}, values.map((value, at) => [at ? ", " : "", cell(value)])),
  ]));
}
