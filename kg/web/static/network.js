// The network of everybody, or around actors, in a time.
import { h, path } from "./dom.js";
import { finder } from "./find.js";
import { go } from "./route.js";
import { network } from "./results.js";
import { ask, say } from "./state.js";

export async function render(parameters) {
  const iri = parameters.get("actor") ?? "";
  const told = { hops: parameters.get("hops") ?? "", since: parameters.get("since") ?? "", until: parameters.get("until") ?? "", kinds: parameters.get("kinds") ?? "" };
  const name = iri ? (await ask("actor", { iri })).text : "";
  const field = (key, input) => h("div", { class: "field" }, h("label", { for: input.id || `net-${key}` }, say(`param_${key}`)), input);
  const plain = (key, type = "text", more = {}) => field(key, h("input", { id: `net-${key}`, name: key, type, value: told[key], autocomplete: "off", ...more }));
  const form = h("form", { class: "params", on: { submit: (event) => {
    event.preventDefault();
    const given = Object.fromEntries([...new FormData(form)]);
    go(path("/network", { ...given, actor: given.actor === name ? iri : given.actor }));
  } } },
  field("actor", finder({ id: "net-actor", name: "actor", value: name }, (actor, input) => { input.value = actor.text; })),
  plain("hops", "number", { min: 1, max: 4, placeholder: "1" }), plain("since"), plain("until"),
  h("div", { class: "field" }, h("button", { type: "submit", class: "main" }, say("draw"))));
  return { title: name ? `${say("network")}: ${name}` : say("network"), body: [
    h("h1", {}, say("network"), name ? `: ${name}` : ""), form, network({ actor: iri, ...told }),
  ] };
}
