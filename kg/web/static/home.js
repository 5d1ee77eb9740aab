// The first page: what is in the store, questions to begin with; and the list of articles.
import { h } from "./dom.js";
import { table } from "./results.js";
import { ask, say } from "./state.js";

const FIRST = ["calls", "meetings", "contacts", "recognition", "accusations", "disagreements", "figures", "timeline"];

export async function render(parameters, path) {
  if (path === "/articles") {
    const sheet = await ask("articles");
    return { title: say("articles"), body: [h("h1", {}, say("articles")), table(sheet)] };
  }
  const [stats, questions] = await Promise.all([ask("ask", { name: "stats" }), ask("catalogue")]);
  const chosen = FIRST.map((name) => questions.find((q) => q.name === name)).filter(Boolean);
  const body = [
    h("section", { class: "hero" }, h("h1", {}, say("welcome")), h("p", {}, say("welcome_more"))),
    h("section", {}, h("h2", {}, say("begin")), h("ul", { class: "cards" }, chosen.map((q) =>
      h("li", {}, h("a", { href: `/ask/${q.name}` }, q.title)))), h("p", {}, h("a", { href: "/ask" }, say("all_questions", questions.length)))),
    h("section", {}, h("h2", {}, say("inside")), h("ul", { class: "counts" }, stats.rows.map(([kind, count]) =>
      h("li", {}, h("b", {}, count.text), " ", kind.text)))),
  ];
  return { title: "", body };
}
