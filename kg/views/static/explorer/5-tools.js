// Choosing, finding, and taking away: a link to what is seen, a PNG of it, its events as CSV.
function pickNode(node, move = false) {
  state.node = node;
  state.relation = null;
  changed();
  if (move) goTo(node);
}
function pickRelation(relation) {
  state.relation = relation;
  state.node = null;
  changed();
}
function pickNothing() {
  if (state.node === null && state.relation === null) return;
  state.node = state.relation = null;
  changed();
}
function goTo(node) {
  const spot = renderer.getNodeDisplayData(String(node));
  if (spot && !spot.hidden) renderer.getCamera().animate({ x: spot.x, y: spot.y, ratio: plain ? 0.15 : 0.5 }, { duration: 250 });
}

function find(text) {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return;
  const names = (node) => [...data.nodes[node][1], ...data.nodes[node][5]].map((name) => (name || "").toLowerCase());
  const node = ranked.find((one) => names(one).includes(wanted))
    ?? (wanted.length > 2 ? ranked.find((one) => names(one).some((name) => name.includes(wanted))) : undefined);
  byId("find").setAttribute("aria-invalid", String(node === undefined));
  if (node !== undefined) pickNode(node, true);
}

const OFF = { type: "types", kind: "kinds", status: "statuses" };
function readLink() {
  const link = new URLSearchParams(location.hash.slice(1));
  const dayOf = (text) => Math.round((Date.parse(text) - data.day0) / DAY);
  if (LANGS.includes(link.get("lang"))) state.lang = link.get("lang");
  if (link.has("since")) state.low = Math.min(data.days, Math.max(0, dayOf(link.get("since")) || 0));
  if (link.has("until")) state.high = Math.max(0, Math.min(data.days, dayOf(link.get("until")) || data.days));
  if (link.get("undated") === "no") state.undated = byId("undated").checked = false;
  if (link.has("actors")) state.limit = Number(link.get("actors")) || Infinity;
  for (const item of link.getAll("off")) {
    const [what, id] = [item.slice(0, item.indexOf(":")), item.slice(item.indexOf(":") + 1)];
    if (what === "claim") state.off.claim.add(id === "claimed" ? 1 : 0);
    const index = OFF[what] ? data[OFF[what]].findIndex((row) => row[0] === id) : -1;
    if (index >= 0) state.off[what].add(index);
  }
  const actors = link.getAll("actor").map((id) => data.nodes.findIndex((node) => node[0] === id));
  if (actors.length === 1 && actors[0] >= 0) state.node = actors[0];
  if (actors.length === 2) {
    const kind = link.get("kind");
    const found = data.relations.findIndex((row) => row[SOURCE] === actors[0] && row[TARGET] === actors[1]
      && (kind === null || data.kinds[row[KIND]][0] === kind));
    if (found >= 0) state.relation = found;
  }
}
function writeLink() {
  const link = new URLSearchParams();
  if (state.node !== null) link.append("actor", data.nodes[state.node][0]);
  if (state.relation !== null) {
    const row = data.relations[state.relation];
    for (const end of [SOURCE, TARGET]) link.append("actor", data.nodes[row[end]][0]);
    link.append("kind", data.kinds[row[KIND]][0]);
  }
  if (state.low > 0) link.append("since", dayText(state.low));
  if (state.high < data.days) link.append("until", dayText(state.high));
  if (!state.undated) link.append("undated", "no");
  for (const [what, rows] of Object.entries(OFF)) {
    for (const index of state.off[what]) link.append("off", `${what}:${data[rows][index][0]}`);
  }
  for (const claimed of state.off.claim) link.append("off", `claim:${claimed ? "claimed" : "asserted"}`);
  if (data.nodes.length > data.all && state.limit !== data.backbone.limit) {
    link.append("actors", Number.isFinite(state.limit) ? state.limit : "all");
  }
  if (state.lang !== data.lang) link.append("lang", state.lang);
  try {
    history.replaceState(null, "", `#${link}`);
  } catch {
    // a frame of a notebook has no address
  }
  return `${location.href.split("#")[0]}#${link}`;
}

function say(text) {
  byId("said").textContent = text;
}
async function copyLink() {
  const link = writeLink();
  try {
    await navigator.clipboard.writeText(link);
  } catch {
    const area = make("textarea", link);
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  say(word("copied"));
}

function give(blob, name) {
  const link = make("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
function savePicture() {
  renderer.refresh({ schedule: false }); // a canvas of WebGL is only readable in the moment it is drawn
  const layers = renderer.getCanvases();
  const [wide, high] = [layers.nodes.width, layers.nodes.height];
  const scale = wide / layers.nodes.clientWidth;
  const rim = Math.round(64 * scale);
  const canvas = make("canvas");
  canvas.width = wide;
  canvas.height = high + 2 * rim;
  const context = canvas.getContext("2d");
  context.fillStyle = paper();
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (const layer of ["edges", "nodes", "edgeLabels", "labels"]) if (layers[layer]) context.drawImage(layers[layer], 0, rim);
  context.fillStyle = ink();
  context.font = `600 ${20 * scale}px Noto Sans, DejaVu Sans, sans-serif`;
  context.fillText(data.title, 16 * scale, 28 * scale, wide - 32 * scale);
  context.font = `${13 * scale}px Noto Sans, DejaVu Sans, sans-serif`;
  context.fillText(`${dayText(state.low)} – ${dayText(state.high)} · ${byId("counts").textContent}`, 16 * scale, 50 * scale, wide - 32 * scale);
  const kinds = data.kinds.map((row, index) => [row, index]).filter(([, index]) => !state.off.kind.has(index)
    && data.relations.some((relation, r) => shown.events[r] && relation[KIND] === index));
  let [x, y] = [16 * scale, rim + high + 20 * scale];
  for (const [row] of kinds) {
    const text = inLang(row[5]);
    const need = 44 * scale + context.measureText(text).width;
    if (x + need > wide && x > 16 * scale) [x, y] = [16 * scale, y + 20 * scale];
    context.strokeStyle = tint(row[2]);
    context.lineWidth = row[4] * scale;
    context.setLineDash((row[3] || []).map((part) => part * scale));
    context.beginPath();
    context.moveTo(x, y - 4 * scale);
    context.lineTo(x + 28 * scale, y - 4 * scale);
    context.stroke();
    context.fillText(text, x + 34 * scale, y);
    x += need + 10 * scale;
  }
  canvas.toBlob((blob) => give(blob, "network.png"), "image/png");
}
const cell = (value) => {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value; // no spreadsheet takes it for a formula
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
function tableOfEvents() {
  const columns = ["date", "from", "kind", "to", "status", "claimed_by", "place", "details", "source", "article", "sentence"];
  const chosen = state.relation !== null ? [state.relation] : state.node !== null ? touching[state.node] : allRelations();
  const lines = [columns.join(",")];
  for (const event of eventsOf(chosen)) {
    const row = data.events[event];
    const relation = data.relations[row[OF]];
    const quotes = row[QUOTES].length ? row[QUOTES] : [[-1, -1, -1]];
    for (const [sentence, outlet, article] of quotes) {
      lines.push([
        row[DATE] || "", nameOf(relation[SOURCE]), inLang(data.kinds[relation[KIND]][5]), nameOf(relation[TARGET]),
        data.statuses[relation[STATUS]][0], row[CLAIMED_BY] || "", row[PLACE] || "", row[DETAILS] || "",
        outlet < 0 ? "" : data.outlets[outlet], article < 0 ? "" : data.articles[article],
        sentence < 0 ? "" : data.sentences[sentence],
      ].map((value) => cell(String(value))).join(","));
    }
  }
  return `\ufeff${lines.join("\r\n")}\r\n`;
}
const saveTable = () => give(new Blob([tableOfEvents()], { type: "text/csv;charset=utf-8" }), "network.csv");
