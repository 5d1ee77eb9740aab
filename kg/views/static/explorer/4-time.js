// The time line: how many events a day, two handles for the window, and a button that lets time run.
const bins = Math.max(1, Math.min(data.days + 1, 180));
const heights = new Float32Array(bins);
const binOf = (day) => Math.min(bins - 1, Math.floor((day / (data.days + 1)) * bins));
function tallyDays() {
  heights.fill(0);
  for (let r = 0; r < data.relations.length; r++) {
    const row = data.relations[r];
    if (state.off.kind.has(row[KIND]) || state.off.status.has(row[STATUS]) || state.off.claim.has(row[CLAIMED])) continue;
    for (let event = start[r]; event < start[r + 1]; event++) {
      if (firsts[event] < 0 && lasts[event] < 0) continue;
      const [from, to] = [binOf(Math.max(0, firsts[event])), binOf(Math.min(data.days, lasts[event]))];
      for (let bin = from; bin <= to; bin++) heights[bin] += 1 / (to - from + 1);
    }
  }
}

function drawTime() {
  const canvas = byId("histogram");
  const scale = window.devicePixelRatio || 1;
  const [wide, high] = [canvas.clientWidth, canvas.clientHeight];
  canvas.width = wide * scale;
  canvas.height = high * scale;
  const context = canvas.getContext("2d");
  context.scale(scale, scale);
  const top = Math.max(1e-9, ...heights);
  const [low, last] = [binOf(state.low), binOf(state.high)];
  for (let bin = 0; bin < bins; bin++) {
    context.fillStyle = bin >= low && bin <= last ? "#0072B2" : dark() ? "#4a4f57" : "#c9ccd1";
    const tall = Math.max(heights[bin] ? 2 : 0, (heights[bin] / top) * (high - 2));
    context.fillRect((bin / bins) * wide, high - tall, Math.max(1, wide / bins - 1), tall);
  }
  byId("since").textContent = dayText(state.low);
  byId("until").textContent = dayText(state.high);
  byId("low").value = state.low;
  byId("high").value = state.high;
  for (const [handle, day] of [["low", state.low], ["high", state.high]]) {
    byId(handle).setAttribute("aria-valuetext", dayText(day));
  }
}

let waiting = 0;
function setWindow(low, high) {
  state.low = Math.max(0, Math.min(low, high));
  state.high = Math.min(data.days, Math.max(low, high));
  drawTime();
  if (!waiting) {
    waiting = requestAnimationFrame(() => {
      waiting = 0;
      changed(false);
    });
  }
}

let playing = 0;
function play() {
  const button = byId("play");
  if (playing) {
    clearInterval(playing);
    playing = 0;
  } else {
    const whole = state.low === 0 && state.high === data.days;
    const width = whole ? Math.max(1, Math.round(data.days / 10)) : Math.max(1, state.high - state.low);
    const step = Math.max(1, Math.round(data.days / 120));
    if (whole || state.high >= data.days) setWindow(0, width);
    playing = setInterval(() => {
      if (state.high >= data.days) return play();
      setWindow(state.low + step, state.low + step + width);
    }, plain ? 400 : 120);
  }
  button.textContent = playing ? "❚❚" : "▶";
  button.setAttribute("aria-pressed", String(Boolean(playing)));
}

function startTime() {
  for (const handle of ["low", "high"]) {
    byId(handle).max = data.days;
    byId(handle).addEventListener("input", () => setWindow(Number(byId("low").value), Number(byId("high").value)));
  }
  byId("play").addEventListener("click", play);
  byId("undated").addEventListener("change", () => {
    state.undated = byId("undated").checked;
    changed();
  });
  byId("undated-of").hidden = !data.events.some((event) => event[FIRST] < 0 && event[LAST] < 0);
  byId("time").hidden = data.days === 0 && !data.events.some((event) => event[FIRST] >= 0);
  window.addEventListener("resize", drawTime);
}
