// A query of one's own: the editor that there is, and below it the answer.
import { fill, h, path } from "./dom.js";
import { plain } from "./plain.js";
import { results } from "./results.js";
import { rich } from "./rich.js";
import { go } from "./route.js";
import { ask, hasRichEditor, say } from "./state.js";

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

export async function render(parameters) {
  const answer = h("div");
  const run = async () => {
    const query = editor.text();
    fill(answer, h("p", { class: "dim" }, say("running")));
    try {
      const sheet = await ask("table", { query });
      fill(answer, results(sheet, "table", { query }, new URLSearchParams(location.search).get("view"), (view) => go(path("/query", { query, view }), true)));
    } catch (error) {
      fill(answer, h("p", { class: "problem", role: "alert" }, error.message));
    }
  };
  const start = () => { go(path("/query", { query: editor.text() }), true); run(); };
  const editor = await (hasRichEditor() ? rich : plain)(parameters.get("query") ?? START, start);
  if (parameters.has("query")) run();
  return { title: say("editor"), body: [
    h("h1", {}, say("editor")),
    editor.element,
    h("p", { class: "bar" }, h("button", { type: "button", class: "main", on: { click: start } }, say("run")),
      h("small", { class: "dim", id: "editor-help" }, say("editor_help"))),
    answer,
  ] };
}
