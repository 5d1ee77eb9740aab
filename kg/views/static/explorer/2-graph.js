// The picture: sigma draws what is shown; names are written by us, so that none covers another.
const SHAPES = ["circle", "square", "diamond", "triangle", "hexagon"];
const { MultiDirectedGraph, Sigma, ShapeProgram, LineProgram, PlainProgram } = window.kgGraphics;
let graph = new MultiDirectedGraph(); // only what the limit of actors lets in: the rest costs nothing
const PLAIN_FROM = 4000; // above so many relations lines are plain and vanish while one drags
const dark = () => document.documentElement.dataset.theme === "dark";
const ink = () => (dark() ? "#f2f2f2" : "#1b1b1b");
const paper = () => (dark() ? "#16181c" : "#ffffff");
// Lines that are nearly black on paper must be nearly white on black.
const tint = (color) => (dark() && color === "#2B2B2B" ? "#e6e6e6" : color);
const FADED = () => (dark() ? "#33373d" : "#e4e4e4");

const most = Math.max(1, ...degree.slice(0, 1e5));
const sizeOf = (node) => 5 + 17 * Math.sqrt(degree[node] / most);
// Parallel lines bend apart: the pair's lines are counted, each gets its place among them.
const twins = new Map();
data.relations.forEach((row, r) => {
  const pair = row[SOURCE] < row[TARGET] ? `${row[SOURCE]} ${row[TARGET]}` : `${row[TARGET]} ${row[SOURCE]}`;
  twins.has(pair) ? twins.get(pair).push(r) : twins.set(pair, [r]);
});
const bends = new Float32Array(data.relations.length);
for (const [pair, members] of twins) {
  const low = Number(pair.split(" ")[0]);
  members.forEach((r, place) => {
    const bend = (place - (members.length - 1) / 2) * Math.min(0.24, 1.1 / members.length);
    bends[r] = data.relations[r][SOURCE] === low ? bend : -bend;
  });
}
const widthOf = (r, events) => Math.min(data.kinds[data.relations[r][KIND]][4] * (1 + 0.4 * Math.log2(events)), 8);

function near() {
  if (state.relation !== null) return new Set(data.relations[state.relation].slice(0, 2));
  if (state.node === null) return null;
  return new Set([state.node, ...touching[state.node].filter((r) => shown.events[r]).map((r) => other(r, state.node))]);
}

let filled = null;
function fill() {
  const few = state.limit === data.backbone.limit && data.backbone.places.length > 0;
  const chosen = Number.isFinite(state.limit) ? [state.limit, state.node, state.relation].join() : "all";
  if (filled === chosen) return;
  filled = chosen;
  const spots = new Map(few ? data.backbone.places.map(([node, x, y]) => [node, [x, y]]) : []);
  graph = new MultiDirectedGraph();
  const frame = { x: [Infinity, -Infinity], y: [Infinity, -Infinity] }; // of the main actors: guests do not move them
  data.nodes.forEach(([, , type, ...place], node) => {
    if (!open[node]) return;
    const [x, y] = spots.get(node) || [place[0], place[1]];
    if (rank[node] < state.limit) {
      frame.x = [Math.min(frame.x[0], x), Math.max(frame.x[1], x)];
      frame.y = [Math.min(frame.y[0], y), Math.max(frame.y[1], y)];
    }
    const [, shape, color] = data.types[type];
    graph.addNode(node, { x, y, size: sizeOf(node), color, shape: SHAPES.indexOf(shape) });
  });
  data.relations.forEach((row, r) => {
    if (!open[row[SOURCE]] || !open[row[TARGET]]) return;
    const [, , color, dash] = data.kinds[row[KIND]];
    graph.addDirectedEdgeWithKey(`r${r}`, row[SOURCE], row[TARGET], {
      color, dash, bend: bends[r], arrow: row[DIRECTED], hollow: row[CLAIMED],
    });
  });
  if (frame.x[1] > frame.x[0]) renderer.setCustomBBox(frame);
  renderer.setGraph(graph);
}

let hovered = null;
let nearby = null; // the actors that stay bright, or null for all
let written = [];

function drawNodeName(context, item, settings) {
  if (item.label) written.push([item, settings]);
}

function nodeBoxes() {
  if (shown.count.nodes > 600) return [];
  const boxes = [];
  graph.forEachNode((node) => {
    const item = renderer.getNodeDisplayData(node);
    if (!item || item.hidden) return;
    const { x, y } = renderer.framedGraphToViewport(item);
    const size = renderer.scaleSize(item.size);
    boxes.push([x - size, y - size, x + size, y + size]);
  });
  return boxes;
}

let named = new Set();
function ring(context, item) {
  context.beginPath();
  context.arc(item.x, item.y, item.size * 1.25 + 3, 0, 2 * Math.PI);
  context.strokeStyle = ink();
  context.lineWidth = 2;
  context.stroke();
}

function writeNames(context, boxes = []) {
  const right = renderer.getDimensions().width;
  const names = [];
  named = new Set();
  written.sort((a, b) => b[0].size + (b[0].forced ? 1e6 : 0) - a[0].size - (a[0].forced ? 1e6 : 0));
  context.textBaseline = "middle";
  context.lineJoin = "round";
  for (const [item, settings] of written) {
    const size = settings.labelSize + (item.hub ? 2 : 0);
    context.font = `${item.hub ? 600 : 400} ${size}px ${settings.labelFont}`;
    const text = item.label.length > 42 ? `${item.label.slice(0, 41)}…` : item.label;
    const wide = context.measureText(text).width;
    const spots = [[item.x + item.size + 5, item.y], [item.x - item.size - 5 - wide, item.y],
      [item.x - wide / 2, item.y + item.size + size * 0.8], [item.x - wide / 2, item.y - item.size - size * 0.8]];
    const free = ([x, y], taken) => x >= 0 && x + wide <= right && !taken.some((box) =>
      x < box[2] && x + wide > box[0] && y - size * 0.6 < box[3] && y + size * 0.6 > box[1]);
    const spot = spots.find((one) => free(one, boxes) && free(one, names))
      || (item.forced && spots.find((one) => free(one, names))); // a hub may cover small actors, never a name
    if (!spot) continue;
    const [x, y] = spot;
    named.add(item.key);
    names.push([x - 2, y - size * 0.6, x + wide + 2, y + size * 0.6]);
    context.strokeStyle = paper();
    context.lineWidth = 3.5;
    context.strokeText(text, x, y);
    context.fillStyle = ink();
    context.fillText(text, x, y);
    if (Number(item.key) === state.node) ring(context, item);
  }
  written = [];
}

function drawHovered(context, item, settings) {
  ring(context, item);
  if (named.has(item.key)) return;
  written = [[{ ...item, forced: true, label: nameOf(Number(item.key)) }, settings]];
  writeNames(context);
}

function look(node, item) {
  const index = Number(node);
  if (!shown.nodes[index] && index !== state.node) return Object.assign(item, { hidden: true });
  item.size *= shrink;
  if (nearby && !nearby.has(index)) return Object.assign(item, { color: FADED(), label: "", zIndex: 0 });
  item.label = nameOf(index);
  item.hub = rank[index] < 12;
  item.forced = item.hub || (nearby !== null && nearby.size < 60);
  item.forceLabel = item.forced;
  item.zIndex = 1;
  return item;
}

function lookOfLine(edge, item) {
  const r = Number(edge.slice(1));
  const events = shown.events[r];
  const row = data.relations[r];
  const mine = state.relation === r || (state.node !== null && (row[SOURCE] === state.node || row[TARGET] === state.node));
  if (!events || (plain && nearby && !mine)) return Object.assign(item, { hidden: true });
  item.type = plain && !mine ? "plain" : "line";
  item.size = plain && !mine ? 0.6 : widthOf(r, events) + (item.hollow ? 2.5 : 0) + (r === hovered ? 2 : 0);
  if (plain && !mine) { item.arrow = 0; item.dash = undefined; item.bend = 0; item.hollow = 0; }
  if (nearby && !mine) item.size *= 0.6;
  item.color = nearby && !mine ? FADED() : tint(item.color) + (item.type === "plain" ? "66" : "");
  item.zIndex = mine ? 1 : 0;
  return item;
}

let plain = false;
let shrink = 1; // nodes get smaller where there are thousands
const renderer = new Sigma(graph, byId("graph"), {
  defaultNodeType: "shape", nodeProgramClasses: { shape: ShapeProgram },
  defaultEdgeType: "line", edgeProgramClasses: { line: LineProgram, plain: PlainProgram },
  enableEdgeEvents: true, renderEdgeLabels: false, hideEdgesOnMove: false, zIndex: true,
  labelFont: "Noto Sans, DejaVu Sans, system-ui, sans-serif", labelSize: 13, labelDensity: 2, labelGridCellSize: 90,
  labelRenderedSizeThreshold: 3, minEdgeThickness: 0.6, stagePadding: 50, minCameraRatio: 0.01, maxCameraRatio: 4,
  defaultDrawNodeLabel: drawNodeName, defaultDrawNodeHover: drawHovered,
  nodeReducer: look, edgeReducer: lookOfLine, allowInvalidContainer: true,
});
renderer.on("beforeRender", () => { written = []; });
renderer.on("afterRender", () => writeNames(renderer.getCanvases().labels.getContext("2d"), nodeBoxes()));

function redraw() {
  choose();
  nearby = near();
  plain = shown.count.relations > PLAIN_FROM;
  shrink = Math.max(0.28, Math.min(1, Math.sqrt(70 / Math.max(shown.count.nodes, 1))));
  if (renderer.getSetting("hideEdgesOnMove") !== plain) renderer.setSetting("hideEdgesOnMove", plain);
  fill();
  renderer.refresh({ schedule: false });
}
