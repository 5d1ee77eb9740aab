// The SPARQL editor with colours, brackets and errors as one types: @zazuko/yasqe, fetched when the package was built.
// What it would ask elsewhere (prefixes, terms, shared links) is off; it completes from our own terms and names.
import { begun, completions, shown } from "./completion.js";
import { h } from "./dom.js";
import { say } from "./state.js";

const STYLE = "/static/yasqe.css";

async function hints(cm) {
  const to = cm.getCursor();
  const word = begun(cm.getLine(to.line).slice(0, to.ch));
  const list = (await completions(word, cm.getValue())).map((item) => ({
    text: item.word,
    render: (element) => {
      const [short, what] = shown(item);
      element.append(h("code", {}, short), " ", h("span", { class: "dim" }, what));
    },
  }));
  return { list, from: { line: to.line, ch: to.ch - word.length }, to };
}

/** Make the editor; returns { element, text }, `text` gives what is written. */
export async function rich(text, run) {
  if (!document.querySelector(`link[href="${STYLE}"]`)) document.head.append(h("link", { rel: "stylesheet", href: STYLE }));
  const { Yasqe } = await import("./yasqe.js");
  const element = h("div", { class: "editor rich", id: "sparql" });
  const complete = (cm) => cm.showHint({ hint: hints, completeSingle: false });
  const editor = new Yasqe(element, {
    value: text, persistenceId: null, consumeShareLink: null, createShareableLink: null, autocompleters: [], prefixCcApi: null,
    showQueryButton: false, resizeable: false, lineWrapping: true, editorHeight: "auto", screenReaderLabel: say("editor"),
    extraKeys: { "Ctrl-Space": complete, "Ctrl-Enter": run, "Cmd-Enter": run, Tab: false, "Shift-Tab": false },
  });
  editor.on("inputRead", (cm, change) => {
    if (change.origin === "+input" && begun(cm.getLine(cm.getCursor().line).slice(0, cm.getCursor().ch)).length > 1) complete(cm);
  });
  requestAnimationFrame(() => editor.refresh());
  return { element, text: () => editor.getValue() };
}
