// Language, words, colours, and how the page asks the server.
import { path } from "./dom.js";

export const LANGS = { en: "English", ru: "Русский", uk: "Українська" };

const kept = {
  get(key) { try { return localStorage.getItem(key); } catch { return null; } },
  set(key, value) { try { localStorage.setItem(key, value); } catch { /* private windows keep nothing */ } },
};

let words = {};
let lang = "en";
let rich = false;

export const language = () => lang;
/** Whether the page was built with an editor that colours and checks queries. */
export const hasRichEditor = () => rich;

/** The phrase of a key; {} in it takes the value. */
export function say(key, value) {
  const phrase = words[key] ?? key;
  return value === undefined ? phrase : phrase.replace("{}", String(value));
}

/** Load the words: of the address, of last time, of the browser, else the server's. */
export async function setLanguage(wanted) {
  const told = wanted ?? new URLSearchParams(location.search).get("lang") ?? kept.get("kg-lang")
    ?? (navigator.languages ?? []).map((l) => l.slice(0, 2)).find((l) => l in LANGS) ?? "";
  const answer = await (await fetch(path("/api/words", { lang: told }))).json();
  ({ lang, words, rich } = answer);
  document.documentElement.lang = lang;
  if (wanted) kept.set("kg-lang", lang);
}

export function theme() {
  return document.documentElement.dataset.theme
    ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
}

export function setTheme(wanted) {
  const told = wanted ?? kept.get("kg-theme");
  if (told !== "dark" && told !== "light") return;
  document.documentElement.dataset.theme = told;
  if (wanted) kept.set("kg-theme", told);
}

/** What went wrong, in the server's words. */
export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** Ask the server; long questions go by POST. Throws Refused. */
export async function ask(task, parameters = {}, signal = undefined) {
  const long = (parameters.query ?? "").length > 4000;
  const address = path(`/api/${task}`, long ? { lang } : { ...parameters, lang });
  const answer = await fetch(address, long ? { method: "POST", body: new URLSearchParams(parameters), signal } : { signal });
  if (!answer.ok) throw new Refused(answer.status, (await answer.text()).trim());
  const truncated = answer.headers.get("KG-Truncated");
  const value = await answer.json();
  if (truncated && value && typeof value === "object") value.truncated = truncated;
  return value;
}

/** Tell those who cannot see it. */
export function announce(message) {
  document.getElementById("said").textContent = message;
}
