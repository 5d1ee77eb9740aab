// The data, what is chosen, and which events, relations and actors that leaves. All texts reach the page as text only.
const byId = (name) => document.getElementById(name);
const make = (tag, text, cls) => {
  const element = document.createElement(tag);
  if (text !== undefined && text !== null) element.textContent = text;
  if (cls) element.className = cls;
  return element;
};
const LANGS = ["en", "ru", "uk"];
const DAY = 864e5;

async function unpacked() {
  const holder = byId("kg-data");
  let text = holder.textContent;
  if (holder.dataset.packed === "gzip") {
    const bytes = Uint8Array.from(atob(text.trim()), (sign) => sign.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    text = await new Response(stream).text();
  }
  return JSON.parse(text);
}

const data = await unpacked();
const state = {
  lang: LANGS.includes(data.lang) ? data.lang : "en",
  off: { type: new Set(), kind: new Set(), status: new Set(), claim: new Set() },
  low: 0, high: data.days, undated: true,
  limit: data.nodes.length > data.all ? data.backbone.limit : Infinity,
  node: null, relation: null,
};
const word = (name, ...values) =>
  values.reduce((text, value) => text.replace("{}", value), data.words[name][state.lang]);
const inLang = (labels) => labels[LANGS.indexOf(state.lang)] || labels[0] || labels[1] || labels[2];
const nameOf = (node) => inLang(data.nodes[node][1]);
const dayText = (day) => new Date(data.day0 + day * DAY).toISOString().slice(0, 10);
const [SOURCE, TARGET, KIND, DIRECTED, STATUS, CLAIMED] = [0, 1, 2, 3, 4, 5];
const [OF, FIRST, LAST, DATE, CLAIMED_BY, PLACE, DETAILS, QUOTES, EVENT] = [0, 1, 2, 3, 4, 5, 6, 7, 8];

// Events lie in the order of their relations: the events of relation r are start[r] .. start[r + 1].
const start = new Uint32Array(data.relations.length + 1);
for (const event of data.events) start[event[OF] + 1]++;
for (let r = 0; r < data.relations.length; r++) start[r + 1] += start[r];
const firsts = Int32Array.from(data.events, (event) => event[FIRST]);
const lasts = Int32Array.from(data.events, (event) => event[LAST]);
const eventIds = Uint32Array.from(data.events, (event) => event[EVENT]); // a meeting of three is three rows, one event
const counted = new Uint32Array(data.distinct);
let turn = 0;
const distinct = (events) => new Set(events.map((event) => eventIds[event])).size;
const touching = data.nodes.map(() => []);
data.relations.forEach((relation, r) => {
  touching[relation[SOURCE]].push(r);
  if (relation[TARGET] !== relation[SOURCE]) touching[relation[TARGET]].push(r);
});
const other = (relation, node) => {
  const row = data.relations[relation];
  return row[SOURCE] === node ? row[TARGET] : row[SOURCE];
};
const degree = touching.map((relations, node) => new Set(relations.map((r) => other(r, node))).size);
const ranked = data.nodes.map((_, node) => node)
  .sort((a, b) => degree[b] - degree[a] || touching[b].length - touching[a].length || a - b);
const rank = new Uint32Array(data.nodes.length);
ranked.forEach((node, place) => { rank[node] = place; });

const shown = {
  nodes: new Uint8Array(data.nodes.length), // whether an actor is seen
  events: new Uint32Array(data.relations.length), // how many events of a relation are seen
  count: { nodes: 0, relations: 0, events: 0, undated: 0 },
};

const inWindow = (event) => firsts[event] < 0 && lasts[event] < 0
  ? state.undated : firsts[event] <= state.high && lasts[event] >= state.low;

// The strongest actors, as many as wanted, and those around what is chosen.
const open = new Uint8Array(data.nodes.length);
function letIn() {
  for (let node = 0; node < open.length; node++) open[node] = rank[node] < state.limit ? 1 : 0;
  if (state.relation !== null) {
    for (const end of [SOURCE, TARGET]) open[data.relations[state.relation][end]] = 1;
  }
  if (state.node !== null) {
    open[state.node] = 1;
    for (const r of touching[state.node]) open[other(r, state.node)] = 1;
  }
}

function choose() {
  letIn();
  const { type, kind, status, claim } = state.off;
  const count = { nodes: 0, relations: 0, events: 0, undated: 0 };
  shown.nodes.fill(0);
  turn++;
  for (let r = 0; r < data.relations.length; r++) {
    const row = data.relations[r];
    let events = 0;
    if (open[row[SOURCE]] && open[row[TARGET]] && !type.has(data.nodes[row[SOURCE]][2])
        && !type.has(data.nodes[row[TARGET]][2]) && !kind.has(row[KIND]) && !status.has(row[STATUS])
        && !claim.has(row[CLAIMED])) {
      for (let event = start[r]; event < start[r + 1]; event++) {
        if (inWindow(event)) {
          events++;
          if (counted[eventIds[event]] === turn) continue;
          counted[eventIds[event]] = turn;
          count.events++;
          if (firsts[event] < 0 && lasts[event] < 0) count.undated++;
        }
      }
    }
    shown.events[r] = events;
    if (events) {
      count.relations++;
      shown.nodes[row[SOURCE]] = shown.nodes[row[TARGET]] = 1;
    }
  }
  for (const seen of shown.nodes) count.nodes += seen;
  shown.count = count;
}

// The events seen of some relations, by date; those without a date come last.
function eventsOf(relations) {
  const found = [];
  for (const r of relations) {
    if (!shown.events[r]) continue;
    for (let event = start[r]; event < start[r + 1]; event++) if (inWindow(event)) found.push(event);
  }
  return found.sort((a, b) => (firsts[a] < 0 ? 1e9 : firsts[a]) - (firsts[b] < 0 ? 1e9 : firsts[b]) || a - b);
}
const allRelations = () => data.relations.map((_, r) => r);
