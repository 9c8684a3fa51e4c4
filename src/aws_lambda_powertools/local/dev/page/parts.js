// What the page is made of: elements, words for numbers, folded JSON, charts. Nothing in here knows the server.

/** An element: h("b.class", {title: "…", onclick: …}, children …). Texts are texts, never markup. */
export function h(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

export const clock = (seconds) => {
  const at = new Date(seconds * 1000);
  return `${at.toTimeString().slice(0, 8)}.${String(at.getMilliseconds()).padStart(3, "0")}`;
};

export function duration(milliseconds) {
  if (milliseconds === null || milliseconds === undefined) return "";
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(2)} s`;
  if (milliseconds >= 100) return `${milliseconds.toFixed(0)} ms`;
  return `${milliseconds.toFixed(milliseconds >= 1 ? 1 : 2)} ms`;
}

export const short = (number) => Number(number.toPrecision(4)).toLocaleString("en");

/** The value below which a share of the sorted values lies. */
export const percentile = (sorted, share) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];

// --- folded JSON ------------------------------------------------------------------------------------------

const MANY = 100;
const LONG = 2000;

/** A value as a tree; what is deeper than `open` levels is folded, and made only when it is unfolded. */
export function tree(value, open = 2, name = null) {
  return h("div.json", {}, node(name, value, open));
}

function node(key, value, open) {
  const name = key === null ? null : h("span.key", {}, `${key}: `);
  if (value !== null && typeof value === "object") return branch(name, value, open);
  const inner = key === "body" && typeof value === "string" ? parsed(value) : null;
  if (inner !== null) return branch(name, inner, open, " JSON in a text");
  return h("div.leaf", {}, name, leaf(value));
}

function branch(name, value, open, note = "") {
  const entries = Array.isArray(value) ? value.map((item, index) => [index, item]) : Object.entries(value);
  const [left, right] = Array.isArray(value) ? "[]" : "{}";
  if (!entries.length) return h("div.leaf", {}, name, `${left}${right}`);
  const inside = h("div");
  const fold = h("details", {}, h("summary", {}, name, left, h("span.size", {}, ` ${entries.length}${note} `), right), inside);
  const fill = () => inside.childElementCount || append(inside, entries, open - 1);
  fold.addEventListener("toggle", () => fold.open && fill());
  if (open > 0) {
    fold.open = true;
    fill();
  }
  return fold;
}

function append(place, entries, open) {
  place.append(...entries.slice(0, MANY).map(([key, value]) => node(key, value, open)));
  if (entries.length <= MANY) return;
  const more = h("button", { onclick: () => { more.remove(); append(place, entries.slice(MANY), open); } }, `${entries.length - MANY} more`);
  place.append(more);
}

function leaf(value) {
  if (typeof value !== "string") return h("span.literal", {}, String(value));
  if (value.length <= LONG) return h("span.string", {}, JSON.stringify(value));
  const text = h("span.string", {}, `${JSON.stringify(value.slice(0, LONG))} … `);
  text.append(h("button", { onclick: () => text.replaceChildren(JSON.stringify(value)) }, `${value.length} characters`));
  return text;
}

function parsed(text) {
  if (!/^\s*[[{]/.test(text)) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// --- exceptions -------------------------------------------------------------------------------------------

/** An exception: its own frames in sight, those of libraries folded. */
export function exception(error) {
  const frames = error.frames.map((frame) =>
    h(frame.own ? "li.own" : "li", {}, h("span.place", {}, `${frame.file}:${frame.line}`), frame.function ? ` in ${frame.function}` : "", frame.statement ? `  ${frame.statement}` : ""),
  );
  const title = [h("strong", {}, error.type), error.message ? `: ${error.message}` : ""];
  if (!frames.length) return h("div", {}, title);
  return h("details", { open: error.frames.length <= 6 }, h("summary", {}, title, h("span.quiet", {}, `  ${frames.length} frame${frames.length > 1 ? "s" : ""}`)), h("ol.frames", {}, frames));
}

// --- charts -----------------------------------------------------------------------------------------------

const SVG = "http://www.w3.org/2000/svg";
const [WIDTH, HEIGHT] = [300, 72];

function draw(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

/** A line over points [{number, at, value}]; `choose` is called with the point that was clicked. */
export function chart(points, reading, choose) {
  const values = points.map((point) => point.value);
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const x = (index) => (points.length === 1 ? WIDTH / 2 : (index / (points.length - 1)) * WIDTH);
  const y = (value) => HEIGHT - 3 - ((value - low) / (high - low || 1)) * (HEIGHT - 6);
  const svg = draw("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img" });
  const places = points.length === 1 ? [[x(0) - 4, values[0]], [x(0) + 4, values[0]]] : values.map((value, index) => [x(index), value]);
  const cursor = draw("line", { class: "cursor", y1: 0, y2: HEIGHT, visibility: "hidden" });
  svg.append(
    draw("line", { class: "ground", x1: 0, x2: WIDTH, y1: y(0), y2: y(0) }),
    draw("polyline", { points: places.map(([left, value]) => `${left.toFixed(1)},${y(value).toFixed(1)}`).join(" ") }),
    cursor,
  );
  const nearest = (event) => {
    const box = svg.getBoundingClientRect();
    return Math.min(points.length - 1, Math.max(0, Math.round(((event.clientX - box.left) / box.width) * (points.length - 1))));
  };
  svg.addEventListener("mousemove", (event) => {
    const index = nearest(event);
    cursor.setAttribute("x1", x(index));
    cursor.setAttribute("x2", x(index));
    cursor.setAttribute("visibility", "visible");
    reading(points[index]);
  });
  svg.addEventListener("mouseleave", () => {
    cursor.setAttribute("visibility", "hidden");
    reading(null);
  });
  svg.addEventListener("click", (event) => choose(points[nearest(event)]));
  return svg;
}
