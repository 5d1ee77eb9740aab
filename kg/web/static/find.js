// A field that finds actors while one types: arrows choose, Enter takes, Escape closes.
import { fill, h } from "./dom.js";
import { ask, say } from "./state.js";

let made = 0;

/** Make the field; `taken` gets the actor chosen ({iri, text}), `attributes` go to the input. */
export function finder(attributes, taken) {
  const id = `found-${++made}`;
  const list = h("ul", { id, role: "listbox", class: "found", hidden: true, "aria-label": say("actors") });
  const input = h("input", {
    type: "search", role: "combobox", autocomplete: "off", spellcheck: "false",
    "aria-expanded": "false", "aria-controls": id, "aria-autocomplete": "list", ...attributes,
  });
  let actors = [], chosen = -1, pending, timer;

  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const mark = (index) => {
    chosen = index;
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === chosen)));
    if (chosen < 0) return;
    input.setAttribute("aria-activedescendant", list.children[chosen].id);
    list.children[chosen].scrollIntoView({ block: "nearest" });
  };
  const take = (actor) => { close(); taken(actor, input); };
  const show = () => {
    fill(list, actors.map((actor, at) => h("li", {
      role: "option", id: `${id}-${at}`, "aria-selected": "false",
      on: { mousedown: (event) => { event.preventDefault(); take(actor); } },
    }, h("b", {}, actor.text), actor.also && h("span", { class: "dim" }, ` ${actor.also}`), h("span", { class: "tag" }, actor.type))));
    list.hidden = !actors.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    mark(-1);
  };
  const look = async () => {
    pending?.abort();
    if (!input.value.trim()) { actors = []; close(); return; }
    pending = new AbortController();
    try {
      actors = await ask("search", { q: input.value }, pending.signal);
      if (document.activeElement === input) show();
    } catch (error) { if (error.name !== "AbortError") close(); }
  };
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(look, 120); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", async (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) await look();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (actors.length) mark((chosen + step + actors.length) % actors.length);
    } else if (event.key === "Escape") close();
    else if (event.key === "Enter" && !list.hidden && (chosen >= 0 || attributes["data-first"])) {
      event.preventDefault();
      take(actors[Math.max(chosen, 0)]);
    } else if (event.key === "Enter" && attributes["data-first"]) {
      event.preventDefault();
      clearTimeout(timer);
      await look();
      if (actors.length) take(actors[0]);
    }
  });
  return h("span", { class: "finder" }, input, list);
}
