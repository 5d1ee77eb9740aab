// The frame of the page: header, routes, and what happens when one follows a link.
import { fill, h, path, put } from "./dom.js";
import { finder } from "./find.js";
import { go, onArrival } from "./route.js";
import { LANGS, announce, language, say, setLanguage, setTheme, theme } from "./state.js";

const ROUTES = {
  "/": () => import("./home.js"),
  "/ask": () => import("./catalogue.js"),
  "/query": () => import("./editor.js"),
  "/actor": () => import("./actor.js"),
  "/node": () => import("./node.js"),
  "/article": () => import("./article.js"),
  "/articles": () => import("./home.js"),
  "/network": () => import("./network.js"),
  "/ontology": () => import("./ontology.js"),
};
const PLACES = [["/ask", "questions"], ["/query", "editor"], ["/network", "network"], ["/articles", "articles"], ["/ontology", "ontology"]];
let turn = 0;

function header() {
  const langs = h("select", { "aria-label": say("language"), on: { change: async (event) => {
    await setLanguage(event.target.value);
    const told = new URLSearchParams(location.search);
    if (told.has("lang")) { told.delete("lang"); go(path(location.pathname, Object.fromEntries(told)), true); }
    show();
  } } }, Object.entries(LANGS).map(([code, name]) => h("option", { value: code, selected: code === language() }, name)));
  const colours = h("button", { type: "button", class: "plain", "aria-label": say("theme"), title: say("theme"), on: { click: () =>
    setTheme(theme() === "dark" ? "light" : "dark") } }, "◐");
  const here = location.pathname;
  fill(document.getElementById("top"),
    h("a", { href: "/", class: "brand", "aria-label": `kg: ${say("home")}` }, h("img", { src: "/static/icon.svg", alt: "", width: 26, height: 26 }), "kg"),
    finder({ placeholder: say("find"), "aria-label": say("find"), id: "find", "data-first": "1" }, (actor, input) => {
      input.value = "";
      go(path("/actor", { iri: actor.iri }));
    }),
    h("nav", { "aria-label": say("pages") }, PLACES.map(([to, word]) =>
      h("a", { href: to, "aria-current": here === to || here.startsWith(`${to}/`) ? "page" : undefined }, say(word)))),
    h("span", { class: "tools" }, langs, colours));
  document.querySelector(".skip").textContent = say("skip");
}

async function show() {
  const mine = ++turn;
  const main = document.getElementById("main");
  const base = location.pathname.startsWith("/ask/") ? "/ask" : location.pathname;
  header();
  main.setAttribute("aria-busy", "true");
  let title = "";
  const page = document.createDocumentFragment();
  try {
    const module = await (ROUTES[base] ?? ROUTES["/"])();
    const told = await module.render(new URLSearchParams(location.search), location.pathname);
    title = told.title;
    put(page, told.body);
  } catch (error) {
    title = say("problem");
    put(page, h("section", { class: "problem", role: "alert" }, h("h1", {}, title), h("p", {}, error.message)));
  }
  if (mine !== turn) return;
  fill(main, page);
  main.removeAttribute("aria-busy");
  document.title = title ? `${title} · kg` : "kg";
  announce(title);
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target) target.scrollIntoView();
  else if (!document.querySelector(".at")) scrollTo(0, 0);
  document.querySelector(".at")?.scrollIntoView({ block: "center" });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const url = new URL(link.href);
  if (link.target || link.hasAttribute("download") || url.origin !== location.origin) return;
  if (url.pathname === location.pathname && url.search === location.search && url.hash) return;
  if (!(url.pathname in ROUTES) && !url.pathname.startsWith("/ask/")) return;
  event.preventDefault();
  go(url.pathname + url.search + url.hash);
  document.getElementById("main").focus({ preventScroll: true });
});
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !/^(input|textarea|select)$/i.test(document.activeElement?.tagName ?? "")) {
    event.preventDefault();
    document.getElementById("find")?.focus();
  }
});
addEventListener("popstate", show);
onArrival(show);
setTheme();
await setLanguage();
await show();
