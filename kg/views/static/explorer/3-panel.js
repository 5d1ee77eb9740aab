// Beside the picture: the legend that filters, and the events of what is chosen with their sentences and articles.
const SVG = "http://www.w3.org/2000/svg";
const svg = (tag, attributes) => {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};
const CORNERS = {
  square: "-.9,-.9 .9,-.9 .9,.9 -.9,.9", diamond: "0,-1.2 1.2,0 0,1.2 -1.2,0", triangle: "0,-1.15 1.1,.85 -1.1,.85",
  hexagon: "-.55,-1 .55,-1 1.1,0 .55,1 -.55,1 -1.1,0",
};

function picture(draw) {
  const box = svg("svg", { width: 34, height: 16, viewBox: "0 -8 34 16", "aria-hidden": "true" });
  draw(box);
  return box;
}
const shapePicture = ([, shape, color]) => picture((box) => box.append(shape === "circle"
  ? svg("circle", { cx: 17, cy: 0, r: 6, fill: color })
  : svg("polygon", { points: CORNERS[shape], fill: color, transform: "translate(17 0) scale(6)" })));
const linePicture = ([, , color, dash, width], hollow) => picture((box) => {
  const line = { d: "M0 0H34", fill: "none", stroke: tint(color), "stroke-width": width + (hollow ? 3 : 0.4) };
  if (dash) line["stroke-dasharray"] = dash.join(" ");
  box.append(svg("path", line));
  if (hollow) box.append(svg("path", { d: "M0 0H34", stroke: paper(), "stroke-width": width }));
});

function legendOf(holder, set, rows) {
  byId(holder).replaceChildren(...rows.map(([index, drawn, text, count]) => {
    const label = make("label");
    const box = make("input");
    box.type = "checkbox";
    box.checked = !set.has(index);
    box.addEventListener("change", () => {
      box.checked ? set.delete(index) : set.add(index);
      changed();
    });
    label.append(box, drawn, make("span", text), make("small", count));
    return label;
  }));
}

function tally(values, size) {
  const counts = new Array(size).fill(0);
  for (const value of values) counts[value]++;
  return counts;
}

function showLegend() {
  const types = tally(data.nodes.map((node) => node[2]), data.types.length);
  const kinds = tally(data.events.map((event) => data.relations[event[OF]][KIND]), data.kinds.length);
  const statuses = tally(data.events.map((event) => data.relations[event[OF]][STATUS]), data.statuses.length);
  const claims = tally(data.events.map((event) => data.relations[event[OF]][CLAIMED]), 2);
  legendOf("types", state.off.type, data.types.map((row, i) => [i, shapePicture(row), inLang(row[3]), types[i]]));
  legendOf("kinds", state.off.kind, data.kinds.map((row, i) => [i, linePicture(row), inLang(row[5]), kinds[i]]));
  const marks = data.statuses.map(([, mark, labels], i) => [i, make("b", mark), inLang(labels) || word("held"), statuses[i]]);
  legendOf("statuses", state.off.status, data.statuses.length > 1 ? marks : []);
  const sample = ["", "", dark() ? "#c9ccd1" : "#5b6270", null, 1.8];
  legendOf("claims", state.off.claim, claims[1]
    ? [[0, linePicture(sample), word("asserted"), claims[0]], [1, linePicture(sample, true), word("claimed"), claims[1]]] : []);
  byId("statuses-of").hidden = data.statuses.length < 2;
  byId("claims-of").hidden = !claims[1];
}

function eventCard(event) {
  const row = data.events[event];
  const relation = data.relations[row[OF]];
  const [, mark, statusLabels] = data.statuses[relation[STATUS]];
  const card = make("article");
  const head = make("p", null, "when");
  const status = inLang(statusLabels);
  head.append(make("b", row[DATE] || word("no_date")), ` · ${inLang(data.kinds[relation[KIND]][5])}`,
    status ? ` · ${mark} ${status}` : "");
  const who = make("p");
  const link = (node) => {
    const button = make("button", nameOf(node), "name");
    button.addEventListener("click", () => pickNode(node, true));
    return button;
  };
  who.append(link(relation[SOURCE]), relation[DIRECTED] ? " → " : " ↔ ", link(relation[TARGET]));
  card.append(head, who);
  for (const [value, label] of [[row[CLAIMED_BY], "claimed_by"], [row[PLACE], "place"], [row[DETAILS], null]]) {
    if (value) card.append(make("p", label ? word(label, value) : value, label === "claimed_by" ? "claim" : "more"));
  }
  for (const [sentence, outlet, article] of row[QUOTES]) {
    if (sentence >= 0) card.append(make("blockquote", data.sentences[sentence]));
    const address = article < 0 ? "" : data.articles[article];
    const source = make("p", null, "source");
    if (/^https?:\/\//.test(address) && !address.startsWith("https://w3id.org/")) { // an id is no page
      const anchor = make("a", outlet < 0 ? address : data.outlets[outlet]);
      anchor.href = address;
      anchor.rel = "noopener noreferrer";
      anchor.target = "_blank";
      anchor.title = address;
      source.append(anchor);
    } else {
      source.append(outlet < 0 ? address : data.outlets[outlet]);
    }
    card.append(source);
  }
  return card;
}

const CARDS = 100;
function showEvents(limit = CARDS) {
  const box = byId("events");
  box.replaceChildren();
  if (byId("clear").hidden !== (state.node === null && state.relation === null)) {
    byId("clear").hidden = !byId("clear").hidden;
    byId("legend").open = byId("clear").hidden; // room for the events
  }
  if (state.node === null && state.relation === null) {
    box.append(make("p", word("hint"), "hint"));
    return;
  }
  const relations = state.relation !== null ? [state.relation] : touching[state.node];
  const events = eventsOf(relations);
  if (state.node !== null) {
    const [id, labels, type] = data.nodes[state.node];
    box.append(make("h2", nameOf(state.node)), make("p", inLang(data.types[type][3]), "hint"));
    const others = [...new Set([...labels, ...data.nodes[state.node][5]])].filter((name) => name && name !== nameOf(state.node));
    if (others.length) box.append(make("p", others.slice(0, 8).join(" · "), "hint"));
    box.dataset.actor = id;
  } else {
    const row = data.relations[state.relation];
    box.append(make("h2", `${nameOf(row[SOURCE])} ${row[DIRECTED] ? "→" : "↔"} ${nameOf(row[TARGET])}`));
  }
  box.append(make("p", word("events", distinct(events)), "hint"), ...events.slice(0, limit).map(eventCard));
  if (events.length > limit) {
    const more = make("button", word("more", events.length - limit));
    more.addEventListener("click", () => showEvents(limit + CARDS * 5));
    box.append(more);
  }
}

function showCounts() {
  const { nodes, relations, events, undated } = shown.count;
  const parts = [word("actors", nodes), word("relations", relations), word("events", events)];
  if (undated) parts.push(word("undated", undated));
  if (nodes < data.nodes.length) parts.push(word("of_all", data.nodes.length));
  byId("counts").textContent = parts.join(" · ");
}

function showWords() {
  document.documentElement.lang = state.lang;
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
  for (const element of document.querySelectorAll("[data-title]")) {
    element.title = word(element.dataset.title);
    element.setAttribute("aria-label", element.title);
  }
  byId("find").placeholder = word("search");
  const names = document.createDocumentFragment();
  for (const node of ranked.slice(0, 1500)) {
    const option = make("option");
    option.value = nameOf(node);
    names.append(option);
  }
  byId("names").replaceChildren(names);
  showLegend();
}
