// What happens when: every change goes through `changed`.
function changed(all = true) {
  const began = performance.now();
  redraw();
  showCounts();
  if (all) {
    tallyDays();
    drawTime();
  }
  showEvents();
  writeLink();
  window.kgFilterTime = performance.now() - began;
}

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  showLegend();
  drawTime();
  redraw();
}

function setLimit() {
  const chosen = byId("limit").value;
  state.limit = chosen === "all" ? Infinity : Number(chosen);
  changed();
}

const tip = byId("tip");
function showTip(text, event) {
  tip.textContent = text;
  tip.hidden = !text;
  if (text) {
    tip.style.left = `${Math.min(event.x + 14, byId("graph").clientWidth - tip.offsetWidth - 4)}px`;
    tip.style.top = `${event.y + 14}px`;
  }
}
function tipOf(r) {
  const row = data.relations[r];
  const events = eventsOf([r]);
  const dates = [...new Set(events.map((event) => data.events[event][DATE]).filter(Boolean))];
  const when = dates.length > 3 ? `${dates[0]} … ${dates[dates.length - 1]} (${events.length})` : dates.join(", ");
  const tellers = row[CLAIMED] ? [...new Set(events.map((event) => data.events[event][CLAIMED_BY]))].join(", ") : "";
  return [`${nameOf(row[SOURCE])} ${row[DIRECTED] ? "→" : "↔"} ${nameOf(row[TARGET])}`,
    [inLang(data.kinds[row[KIND]][5]), data.statuses[row[STATUS]][1] + inLang(data.statuses[row[STATUS]][2]), when || word("no_date")]
      .filter(Boolean).join(" · "), tellers ? word("claimed_by", tellers) : ""].filter(Boolean).join("\n");
}

renderer.on("clickNode", ({ node }) => pickNode(Number(node)));
renderer.on("clickEdge", ({ edge }) => pickRelation(Number(edge.slice(1))));
renderer.on("clickStage", pickNothing);
renderer.on("enterEdge", ({ edge, event }) => {
  hovered = Number(edge.slice(1));
  showTip(tipOf(hovered), event);
  if (!plain) renderer.refresh({ partialGraph: { edges: [edge] }, skipIndexation: true });
});
renderer.on("leaveEdge", ({ edge }) => {
  hovered = null;
  showTip("");
  if (!plain) renderer.refresh({ partialGraph: { edges: [edge] }, skipIndexation: true });
});

// Arrow keys go from the chosen actor to the neighbour in that direction; without one they move the picture.
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
function step([dx, dy]) {
  const camera = renderer.getCamera();
  if (state.node === null) {
    const { x, y, ratio } = camera.getState();
    camera.animate({ x: x + dx * ratio * 0.15, y: y + dy * ratio * 0.15 }, { duration: 120 });
    return;
  }
  const at = renderer.getNodeDisplayData(String(state.node));
  let [best, score] = [null, Infinity];
  for (const r of touching[state.node]) {
    const node = other(r, state.node);
    if (!shown.events[r] || !shown.nodes[node]) continue;
    const to = renderer.getNodeDisplayData(String(node));
    const [x, y] = [to.x - at.x, to.y - at.y];
    const ahead = x * dx + y * dy;
    const off = Math.abs(x * dy - y * dx);
    if (ahead > 0 && off <= ahead * 1.2 && Math.hypot(x, y) + off < score) [best, score] = [node, Math.hypot(x, y) + off];
  }
  if (best !== null) pickNode(best, true);
}
const KEYS = {
  "/": () => byId("find").focus(), "+": () => renderer.getCamera().animatedZoom({ duration: 120 }),
  "=": () => renderer.getCamera().animatedZoom({ duration: 120 }), "-": () => renderer.getCamera().animatedUnzoom({ duration: 120 }),
  0: fit, " ": play, l: copyLink, p: savePicture, c: saveTable, "?": () => byId("help").showModal(),
};
function fit() {
  renderer.getCamera().animatedReset({ duration: 200 });
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    if (event.target === byId("find")) byId("find").blur();
    pickNothing();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || byId("help").open) return;
  if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) || (event.target.tagName === "BUTTON" && event.key === " ")) return;
  if (ARROWS[event.key]) step(ARROWS[event.key]);
  else if (KEYS[event.key]) KEYS[event.key]();
  else return;
  event.preventDefault();
});

for (const [name, act] of Object.entries({ fit, png: savePicture, csv: saveTable, link: copyLink, clear: pickNothing,
  theme: () => setTheme(dark() ? "light" : "dark"), keys: () => byId("help").showModal(), shut: () => byId("help").close() })) {
  byId(name).addEventListener("click", act);
}
byId("find").addEventListener("change", () => find(byId("find").value));
byId("lang").addEventListener("change", () => {
  state.lang = byId("lang").value;
  showWords();
  changed();
});
byId("limit").addEventListener("change", setLimit);

readLink();
document.documentElement.dataset.theme ||= matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
document.body.classList.add("live");
byId("app").hidden = false;
byId("lang").value = state.lang;
byId("limit-of").hidden = data.nodes.length <= data.all;
for (const option of [...byId("limit").options]) if (Number(option.value) >= data.nodes.length) option.remove();
byId("limit").value = Number.isFinite(state.limit) ? String(state.limit) : "all";
startTime();
showWords();
renderer.resize();
changed();
if (state.node !== null) goTo(state.node);
window.kgReady = performance.now();
