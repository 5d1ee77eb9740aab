// What may come next in a query: our terms, its variables, names of actors, words of SPARQL.
import { ask, say } from "./state.js";

export const WORDS = "SELECT DISTINCT WHERE OPTIONAL FILTER UNION GRAPH VALUES BIND ORDER BY DESC ASC LIMIT OFFSET GROUP HAVING COUNT SUM MIN MAX GROUP_CONCAT CONSTRUCT DESCRIBE ASK PREFIX EXISTS NOT IN MINUS AS COALESCE IF STR LANG CONTAINS LCASE REGEX BOUND".split(" ");
const MOST = 12;
let known;

/** The word that ends a text and may be completed. */
export const begun = (text) => /[\p{L}\p{N}_:?-]*$/u.exec(text)[0];

/** Up to twelve { word, text } for what is begun; `word` goes into the query, `text` says what it is. */
export async function completions(start, query) {
  const word = start.toLocaleLowerCase();
  known ??= await ask("terms");
  const variables = [...new Set(query.match(/[?$]\w+/g) ?? [])].map((v) => ({ word: v, text: say("variable") }));
  const all = [...known.terms, ...variables, ...WORDS.map((w) => ({ word: w, text: "SPARQL" }))];
  const found = all.filter((t) => t.word.toLocaleLowerCase().startsWith(word) && t.word.toLocaleLowerCase() !== word);
  const named = (t) => t.text.toLocaleLowerCase().split(" ").some((part) => part.startsWith(word));
  if (word.length > 2) found.push(...known.actors.filter(named), ...known.terms.filter((t) => !found.includes(t) && named(t)));
  return found.slice(0, MOST);
}

/** A completion as it is shown: short, with what it is. */
export const shown = (item) => [item.word.replace("https://w3id.org/actorgraph/id/", "…/"), item.text];
