// The catalogue, and one question: a form for its parameters, and the answer.
import { fill, h, path } from "./dom.js";
import { finder } from "./find.js";
import { go } from "./route.js";
import { results } from "./results.js";
import { ask, say } from "./state.js";

export async function render(parameters, address) {
  const questions = await ask("catalogue");
  const name = decodeURIComponent(address.slice("/ask/".length));
  const question = address.startsWith("/ask/") && questions.find((q) => q.name === name);
  if (!question) return list(questions);
  return one(question, parameters);
}

function list(questions) {
  const items = questions.map((q) => h("li", {}, h("a", { href: `/ask/${q.name}` }, q.title), h("code", {}, q.name), h("small", {}, q.about)));
  const filter = h("input", { type: "search", "aria-label": say("filter"), placeholder: say("filter"), on: { input: (event) => {
    const wanted = event.target.value.toLocaleLowerCase();
    questions.forEach((q, at) => { items[at].hidden = !`${q.title} ${q.name} ${q.about}`.toLocaleLowerCase().includes(wanted); });
  } } });
  return { title: say("questions"), body: [h("h1", {}, say("questions")), filter, h("ul", { class: "list" }, items)] };
}

function field(param, value) {
  const id = `param-${param.name}`;
  const told = { id, name: param.name, "aria-describedby": `${id}-help`, placeholder: param.default };
  const input = param.type === "actor"
    ? finder({ ...told, value }, (actor, self) => { self.value = actor.text; })
    : h("input", { ...told, value, type: param.type === "integer" ? "number" : "text", inputmode: param.type === "date" ? "numeric" : undefined,
        pattern: param.type === "date" ? "[0-9]{4}(-[0-9]{2}){0,2}" : undefined, autocomplete: "off", list: param.options.length ? `${id}-list` : undefined });
  const options = param.options.length ? h("datalist", { id: `${id}-list` }, param.options.map(([word, label]) => h("option", { value: word }, label))) : null;
  const help = [param.help, param.type === "date" ? [h("br"), say("date_help")] : null];
  return h("div", { class: "field" }, h("label", { for: id }, say(`param_${param.name}`) === `param_${param.name}` ? param.name : say(`param_${param.name}`)),
    input, options, h("small", { id: `${id}-help` }, help));
}

/** On a phone a form that has been filled in makes room for the answer. */
function narrowing(form, filled) {
  const open = !filled || !matchMedia("(max-width: 46rem)").matches;
  return h("details", { class: "narrow", open }, h("summary", {}, say("narrow")), form);
}

async function one(question, parameters) {
  const given = Object.fromEntries(question.params.map((p) => [p.name, parameters.get(p.name) ?? ""]));
  const answer = h("div", { "aria-live": "off" });
  const form = h("form", { class: "params", on: { submit: (event) => {
    event.preventDefault();
    const told = Object.fromEntries([...new FormData(form)]);
    go(path(`/ask/${question.name}`, { ...told, view: new URLSearchParams(location.search).get("view") }));
  } } }, question.params.map((p) => field(p, given[p.name])), h("div", { class: "field" }, h("button", { type: "submit", class: "main" }, say("ask"))));
  const told = { name: question.name, ...given };
  let sparql = "";
  try {
    const sheet = await ask("ask", told);
    ({ sparql } = sheet);
    fill(answer, results(sheet, "ask", told, parameters.get("view"), (view) =>
      go(path(`/ask/${question.name}`, { ...given, view }), true)));
  } catch (error) {
    fill(answer, h("p", { class: "problem", role: "alert" }, error.message));
  }
  return { title: question.title, body: [
    h("h1", {}, question.title), h("p", { class: "about" }, question.about), question.params.length ? narrowing(form, Object.values(given).some(Boolean)) : null, answer,
    sparql && h("details", {}, h("summary", {}, say("show_query")), h("pre", { class: "raw", tabindex: "0" }, sparql),
      h("a", { href: path("/query", { query: sparql }) }, say("to_editor"))),
  ] };
}
