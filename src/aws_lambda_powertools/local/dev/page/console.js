// The console's page: keeps what the server tells, shows it, and asks for more when somebody looks closer.

import { chart, clock, duration, exception, h, percentile, short, tree } from "./parts.js";

const MOST = 500;
const LEVELS = ["TRACE", "DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"];
const $ = (id) => document.getElementById(id);

const page = {
  invocations: new Map(), // id → summary, the oldest first
  rows: new Map(), // id → element
  metrics: new Map(), // id → rows of that invocation
  selected: null,
  awaited: null, // what was sent from here and has not appeared yet
  late: new Set(), // lists of what was told while a state was on its way
  detail: null,
  text: "", // of the detail that is shown
  tab: "log",
  level: "",
  search: "",
  view: "invocations",
};

// --- the server -------------------------------------------------------------------------------------------

async function ask(path, body) {
  const options = body === undefined ? {} : { method: "POST", headers: { "content-type": "application/json" }, body };
  const answer = await fetch(`api/${path}`, options);
  const content = await answer.json();
  if (!answer.ok) throw new Error([content.error, content.hint].filter(Boolean).join("\n"));
  return content;
}

async function load() {
  const late = [];
  page.late.add(late);
  const state = await ask("state").finally(() => page.late.delete(late));
  showFunction(state.function);
  fillFactories(state.events);
  for (const id of page.rows.keys()) forget(id);
  $("rows").replaceChildren();
  const rows = document.createDocumentFragment();
  for (const summary of state.invocations) {
    page.invocations.set(summary.id, summary);
    const row = rowOf(summary);
    page.rows.set(summary.id, row);
    rows.prepend(row);
  }
  $("rows").append(rows);
  for (const metrics of state.metrics) page.metrics.set(metrics.id, metrics);
  late.forEach(take); // it is newer than the state
  applyFilter();
  soon(drawMetrics);
  if (page.selected && !page.invocations.has(page.selected)) select(null);
  else if (page.selected) refresh();
  else select(state.invocations.at(-1)?.id ?? null);
}

function listen() {
  const source = new EventSource("api/stream");
  source.onopen = () => load().catch(complain);
  source.onerror = () => setState("", "not connected");
  const on = (kind, act) => source.addEventListener(kind, (event) => act(JSON.parse(event.data)));
  on("invocation", take);
  on("metrics", (metrics) => {
    if (page.invocations.has(metrics.id)) page.metrics.set(metrics.id, metrics);
    soon(drawMetrics);
  });
  on("function", showState);
  on("cleared", () => load().catch(complain));
}

// --- the function -----------------------------------------------------------------------------------------

function showFunction(it) {
  document.title = `${it.name} · Powertools console`;
  $("name").textContent = it.name;
  $("handler").textContent = `${it.handler} · ${it.front} · ${it.memory} MB · ${it.timeout} s`;
  $("address").textContent = it.address.replace("http://", "");
  $("address").href = `${it.address}/`;
  $("try").textContent = `${it.address}/`;
  $("swagger").hidden = !it.swagger;
  $("swagger").href = it.swagger ? it.address + it.swagger : "";
  showState(it.state);
}

function showState(state) {
  $("notice").hidden = !state.problem;
  $("notice").textContent = state.problem ? `${state.problem}\n${state.hint}`.trim() : "";
  if (state.problem) setState("problem", "could not be loaded");
  else setState("ready", `loaded in ${duration(state.init)}`);
}

function setState(kind, words) {
  $("state").className = `dot ${kind}`;
  $("state").title = words;
}

// --- the list ---------------------------------------------------------------------------------------------

function take(summary) {
  for (const late of page.late) late.push(summary);
  const isNew = !page.invocations.has(summary.id);
  page.invocations.set(summary.id, summary);
  const row = rowOf(summary);
  if (isNew) {
    // Whoever looks at the newest one goes on doing so; whoever has chosen another one keeps it.
    const follows = page.selected === null || page.selected === newest(1) || page.awaited === summary.id;
    $("rows").prepend(row);
    page.rows.set(summary.id, row);
    while (page.invocations.size > MOST) forget(page.invocations.keys().next().value);
    if (follows) select(summary.id);
  } else {
    page.rows.get(summary.id)?.replaceWith(row);
    page.rows.set(summary.id, row);
  }
  row.hidden = !matches(summary);
  count();
  if (page.selected === summary.id) soon(refresh);
}

const newest = (back) => [...page.invocations.keys()].at(-1 - back);

function forget(id) {
  page.rows.get(id)?.remove();
  for (const kept of [page.rows, page.invocations, page.metrics]) kept.delete(id);
}

function rowOf(summary) {
  return h(
    "div.row",
    { role: "option", "aria-selected": String(summary.id === page.selected), "data-id": summary.id, title: summary.error, onclick: () => select(summary.id) },
    h("span.time", {}, clock(summary.at)),
    h(`span.status.${mood(summary)}`, {}, statusWord(summary)),
    h("span", {}, summary.trigger, ...tags(summary)),
    h("span.number", {}, duration(summary.duration)),
    h("span.number.memory", {}, summary.memory === null ? "" : `${summary.memory} MB`),
  );
}

const statusWord = (summary) => String(summary.http_status ?? (summary.status === "success" ? "ok" : summary.status));

function mood(summary) {
  if (summary.status === "running") return "running";
  if (summary.status !== "success" || summary.http_status >= 500) return "error";
  return summary.http_status >= 400 ? "warning" : "success";
}

const tags = (summary) => [
  summary.cold ? h("span.tag.cold", { title: `initialized in ${duration(summary.init)}` }, "cold") : null,
  summary.errors ? h("span.tag.bad", {}, `${summary.errors} error${summary.errors > 1 ? "s" : ""}`) : null,
  summary.problems ? h("span.tag.warn", { title: "AWS would refuse or drop something" }, "!") : null,
];

function matches(summary) {
  const failed = ["error", "warning"].includes(mood(summary));
  const text = `${summary.trigger} ${statusWord(summary)} ${summary.status} ${summary.error} ${summary.id} ${summary.cold ? "cold" : ""} ${failed ? "failed" : ""}`.toLowerCase();
  return $("filter").value.toLowerCase().split(/\s+/).filter(Boolean).every((word) => {
    const limit = /^([<>])(\d+(?:\.\d+)?)$/.exec(word);
    if (!limit) return text.includes(word);
    return limit[1] === ">" ? summary.duration > Number(limit[2]) : summary.duration < Number(limit[2]);
  });
}

function applyFilter() {
  for (const [id, row] of page.rows) row.hidden = !matches(page.invocations.get(id));
  count();
}

function count() {
  const shown = $("filter").value ? [...page.rows.values()].filter((row) => !row.hidden).length : page.rows.size;
  $("count").textContent = shown === page.rows.size ? shown : `${shown} of ${page.rows.size}`;
  $("empty").hidden = page.rows.size > 0;
}

function select(id) {
  page.rows.get(page.selected)?.setAttribute("aria-selected", "false");
  page.selected = id;
  page.text = "";
  page.rows.get(id)?.setAttribute("aria-selected", "true");
  page.rows.get(id)?.scrollIntoView({ block: "nearest" });
  if (id === null) $("detail").replaceChildren();
  else refresh();
}

function step(by) {
  const ids = [...page.rows].filter(([, row]) => !row.hidden).map(([id]) => id).reverse();
  if (!ids.length) return;
  const at = ids.indexOf(page.selected);
  select(ids[at < 0 ? 0 : Math.min(ids.length - 1, Math.max(0, at + by))]);
}

// --- the detail -------------------------------------------------------------------------------------------

async function refresh() {
  const id = page.selected;
  if (!id) return;
  try {
    const detail = await ask(`invocations/${id}`);
    const text = JSON.stringify(detail);
    if (page.selected !== id || page.text === text) return;
    const isSame = page.detail?.id === id;
    page.detail = detail;
    page.text = text;
    drawDetail(isSame);
  } catch (error) {
    if (page.selected === id) $("detail").replaceChildren(h("p.empty", {}, error.message));
  }
}

const TABS = [
  { name: "log", title: "Log", size: (it) => it.lines.length, draw: drawLog },
  { name: "trace", title: "Trace", size: (it) => it.trace.length, draw: drawTrace },
  { name: "response", title: "Response", draw: (it) => [it.status === "running" ? h("p.empty", {}, "Still running.") : tree(it.response, 3)] },
  { name: "event", title: "Event", draw: (it) => [tree(it.event, 2)] },
  { name: "metrics", title: "Metrics", size: (it) => it.metrics.length, draw: drawMetricRows },
];

function drawDetail(keepsPlace) {
  const it = page.detail;
  const top = keepsPlace ? $("detail").querySelector(".panel")?.scrollTop : 0;
  $("detail").replaceChildren(
    h(
      "div.top",
      {},
      h(
        "div.heading",
        {},
        h("h2", {}, h(`span.status.${mood(it)}`, {}, statusWord(it)), it.trigger),
        h(
          "div.actions",
          {},
          h("button", { onclick: resend, title: "Send this event again (r)" }, "Resend"),
          h("button", { onclick: () => edit(it), title: "Edit this event and send it (e)" }, "Edit…"),
          copyMenu(it),
        ),
      ),
      facts(it),
      it.failure ? failure(it.failure) : null,
      ...it.problem_texts.map((text) => h("p.warning-box", {}, text)),
    ),
    h(
      "div.tabs",
      { role: "tablist" },
      TABS.map((tab, index) =>
        h(
          "button",
          { role: "tab", "aria-selected": String(tab.name === page.tab), title: `(${index + 1})`, "data-tab": tab.name, onclick: () => openTab(tab.name) },
          tab.title,
          tab.size?.(it) ? h("span.count", {}, ` ${tab.size(it)}`) : null,
        ),
      ),
    ),
    h("div.panel", { role: "tabpanel", tabindex: "0" }, TABS.find((tab) => tab.name === page.tab).draw(it)),
  );
  if (top) $("detail").querySelector(".panel").scrollTop = top;
}

function openTab(name) {
  page.tab = name;
  if (page.detail) drawDetail(false);
}

function facts(it) {
  const pairs = {
    Duration: duration(it.duration),
    Billed: it.billed === null ? "" : `${it.billed} ms`,
    "Cold start": it.init === null ? "" : duration(it.init),
    Memory: it.memory === null ? "" : `${it.memory} of ${it.memory_size} MB`,
    At: clock(it.at),
    Request: it.id,
    Trace: it.trace_id,
  };
  return h("dl.facts", {}, Object.entries(pairs).filter(([, value]) => value).map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
}

const failure = (it) =>
  h("div.failure", {}, h("strong", {}, it.sentence), it.hint ? h("div.quiet", {}, it.hint) : null, it.frames.length ? exception({ type: "Raised", message: "", frames: it.frames }) : null);

function copyMenu(it) {
  const menu = h("select", { "aria-label": "Copy", title: "Copy this invocation" }, h("option", { value: "" }, "Copy as…"), h("option", { value: "curl" }, "curl"), h("option", { value: "pytest" }, "pytest"), h("option", { value: "json" }, "JSON"));
  menu.addEventListener("change", () => {
    const kind = menu.value;
    menu.value = "";
    copy(it.copies[kind], kind);
  });
  return menu;
}

async function copy(text, kind) {
  try {
    await navigator.clipboard.writeText(text);
    say(`Copied as ${kind === "json" ? "JSON" : kind}.`);
  } catch {
    // Without the clipboard (another host than loopback, or refused) the text is shown, to be copied by hand.
    openEditor("Copy", text, null, true);
  }
}

async function resend() {
  try {
    follow((await ask(`invocations/${page.selected}/resend`, "{}")).id);
  } catch (error) {
    complain(error);
  }
}

function follow(id) {
  $("filter").value = "";
  applyFilter();
  page.awaited = null;
  if (page.invocations.has(id)) select(id);
  else page.awaited = id; // the stream is about to tell
}

// --- log --------------------------------------------------------------------------------------------------

function drawLog(it) {
  const lines = h("div", {});
  const fill = () => {
    const wanted = page.search.toLowerCase();
    const least = LEVELS.indexOf(page.level);
    const shown = it.lines.filter(
      (line) =>
        (least < 0 || LEVELS.indexOf(line.level) >= least) &&
        (!wanted || JSON.stringify([line.message, line.keys, line.errors]).toLowerCase().includes(wanted)),
    );
    lines.replaceChildren(
      it.lines_left_out ? h("p.more", {}, `${it.lines_left_out} earlier lines are not kept.`) : "",
      ...shown.map(logLine),
      shown.length ? "" : h("p.empty", {}, it.lines.length ? "No line like that." : "Nothing was written."),
    );
  };
  const level = h("select", { "aria-label": "Least level" }, h("option", { value: "" }, "All levels"), LEVELS.slice(1).map((name) => h("option", { value: name, selected: name === page.level }, `${name} and worse`)));
  level.addEventListener("change", () => { page.level = level.value; fill(); });
  const search = h("input", { type: "search", placeholder: "Search the log", "aria-label": "Search the log", value: page.search });
  search.addEventListener("input", () => { page.search = search.value; fill(); });
  fill();
  return [h("div.tools", {}, level, search), lines];
}

function logLine(line) {
  const message = typeof line.message === "string" ? line.message : line.message === null ? "" : JSON.stringify(line.message);
  const keys = Object.entries(line.keys).filter(([key]) => !line.folded.includes(key));
  const text = h("div.text", {}, line.by_runtime ? h("details.quiet", {}, h("summary", {}, "the runtime's own report of the error"), message) : message);
  if (keys.length || line.folded.length) {
    const words = h("summary.keys", {}, keys.slice(0, 8).flatMap(([key, value]) => [`${key}=`, h("b", {}, `${brief(value)}  `)]), keys.length > 8 ? `… ${keys.length - 8} more` : "", keys.length ? "" : "context");
    const fold = h("details", {}, words);
    fold.addEventListener("toggle", () => fold.childElementCount > 1 || fold.append(tree(line.keys, 2)));
    text.append(fold);
  }
  if (!line.by_runtime) text.append(...line.errors.map(exception));
  const kind = line.level || (line.stream === "stderr" ? "stderr" : line.phase === "init" ? "init" : "");
  return h(`div.line.${line.level || "plain"}.${line.phase}`, {}, h("span.time", {}, clock(line.at)), h("span.level", {}, kind), text);
}

function brief(value) {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 48 ? `${text.slice(0, 47)}…` : text;
}

// --- trace ------------------------------------------------------------------------------------------------

const KINDS = { lambda: "Lambda", initialization: "Initialization", own: "Own code", aws: "AWS", remote: "Remote", fault: "Fault" };

function drawTrace(it) {
  const whole = Math.max(...it.trace.map((span) => span.start + span.duration), 0.001);
  const seen = new Set(it.trace.map((span) => (span.fault ? "fault" : KINDS[span.kind] ? span.kind : "own")));
  return [...it.trace.flatMap((span) => spanRow(span, whole)), h("div.legend", {}, Object.keys(KINDS).filter((kind) => seen.has(kind)).map((kind) => h("span", {}, h(`i.${kind}`), KINDS[kind])))];
}

function spanRow(span, whole) {
  const bar = h(`div.bar-of-time.${KINDS[span.kind] ? span.kind : "own"}`);
  bar.style.left = `${Math.min(99.5, (span.start / whole) * 100)}%`;
  bar.style.width = `${(span.duration / whole) * 100}%`;
  const name = h("span.name", { title: span.name }, span.name, h("span.quiet", {}, noted(span)));
  name.style.paddingLeft = `${Math.min(span.depth, 12) * 14}px`;
  const marks = ["fault", "error", "throttle"].filter((mark) => span[mark]);
  const more = h("div.span-detail", { hidden: true });
  const toggle = () => {
    if (!more.childElementCount) more.append(...spanDetail(span));
    more.hidden = !more.hidden;
    row.setAttribute("aria-expanded", String(!more.hidden));
  };
  const row = h(
    ["div", "span", ...marks].join("."),
    { role: "button", tabindex: "0", "aria-expanded": "false", onclick: toggle, onkeydown: (event) => { if (event.key === "Enter") toggle(); } },
    name,
    h("div.track", {}, bar),
    h("span.number", {}, span.running ? "…" : duration(span.duration)),
  );
  return [row, more];
}

function noted(span) {
  const pairs = Object.entries(span.annotations).slice(0, 2).map(([key, value]) => `${key}=${brief(value)}`);
  return pairs.length ? `  ${pairs.join(" ")}` : "";
}

function spanDetail(span) {
  const parts = { annotations: span.annotations, metadata: span.metadata, ...span.facts };
  const trees = Object.entries(parts).filter(([, value]) => Object.keys(value ?? {}).length).map(([name, value]) => tree(value, 3, name));
  const found = [...span.errors.map(exception), ...trees];
  return found.length ? found : [h("span.quiet", {}, "No annotations, no metadata.")];
}

// --- metrics ----------------------------------------------------------------------------------------------

function drawMetricRows(it) {
  if (!it.metrics.length) return [h("p.empty", {}, "No metrics.")];
  const heads = h("tr", {}, ["Namespace", "Metric"].map((word) => h("th", {}, word)), h("th.number", {}, "Value"), ["Unit", "Dimensions"].map((word) => h("th", {}, word)));
  const rows = it.metrics.map((metric) =>
    h("tr", {}, h("td", {}, metric.namespace), h("td", {}, metric.name), h("td.number", {}, metric.values.map(short).join(", ")), h("td.quiet", {}, metric.unit), h("td", {}, dimensions(metric))),
  );
  return [h("table", {}, h("thead", {}, heads), h("tbody", {}, rows))];
}

const dimensions = (metric) => Object.entries(metric.dimensions).map(([name, value]) => `${name}=${value}`).join("  ");

function drawMetrics() {
  if (page.view !== "metrics") return;
  const series = new Map();
  for (const metrics of page.metrics.values()) {
    for (const row of metrics.rows) {
      const key = JSON.stringify([row.namespace, row.name, row.unit, Object.entries(row.dimensions).sort()]);
      if (!series.has(key)) series.set(key, { row, points: [] });
      for (const value of row.values) series.get(key).points.push({ ...metrics, value });
    }
  }
  const wanted = $("metrics-filter").value.toLowerCase();
  const shown = [...series.values()].filter(({ row }) => `${row.namespace} ${row.name} ${dimensions(row)}`.toLowerCase().includes(wanted));
  $("charts").replaceChildren(...shown.slice(0, 200).map(card));
  $("no-metrics").hidden = series.size > 0;
}

function card({ row, points }) {
  const sorted = points.map((point) => point.value).sort((left, right) => left - right);
  const numbers = { count: points.length, sum: sorted.reduce((total, value) => total + value, 0), p50: percentile(sorted, 0.5), p99: percentile(sorted, 0.99) };
  const reading = h("div.reading", {});
  const ends = [...new Set([sorted[0], sorted.at(-1)])].map(short);
  const range = ends.length > 1 ? ends.join(" to ") : `always ${ends[0]}`;
  const read = (point) => { reading.textContent = point ? `#${point.number}  ${clock(point.at)}  ${short(point.value)}` : range; };
  read(null);
  const choose = (point) => { show("invocations"); select(point.id); };
  return h(
    "article.chart",
    {},
    h("h3", {}, row.name, h("span.quiet", {}, row.unit === "None" ? "" : `  ${row.unit}`)),
    h("div.where", {}, [row.namespace, dimensions(row)].filter(Boolean).join("  ·  ")),
    chart(points.slice(-1000), read, choose),
    h("div.numbers", {}, Object.entries(numbers).map(([name, value]) => h("span", {}, `${name} `, h("b", {}, short(value))))),
    reading,
  );
}

// --- sending ----------------------------------------------------------------------------------------------

let basedOn = null;

function openEditor(title, text, based, readOnly = false) {
  basedOn = based;
  $("editor-title").textContent = title;
  $("event").value = text;
  $("event").readOnly = readOnly;
  $("send-now").hidden = readOnly;
  $("factory").parentElement.hidden = readOnly || based !== null;
  $("refusal").hidden = true;
  $("hidden-values").hidden = readOnly || !text.includes("••••••");
  $("editor").showModal();
  $("event").focus();
  $("event").setSelectionRange(0, readOnly ? text.length : 0);
  $("event").scrollTop = 0;
}

const edit = (it) => openEditor(`Edit and send: ${it.trigger}`, JSON.stringify(it.event, null, 2), it.id);
const compose = () => { $("factory").value = ""; openEditor("Send an event", "{}", null); };

async function send() {
  try {
    const { id } = await ask(`send${basedOn ? `?based_on=${basedOn}` : ""}`, $("event").value);
    $("editor").close();
    follow(id);
  } catch (error) {
    $("refusal").textContent = error.message;
    $("refusal").hidden = false;
  }
}

function fillFactories(names) {
  const select = $("factory");
  if (select.options.length === 1) select.append(...names.map((name) => h("option", { value: name }, name.replaceAll("_", " "))));
}

async function takeFactory() {
  if (!$("factory").value) return;
  $("send-now").disabled = true; // until there is something to send
  try {
    $("event").value = JSON.stringify((await ask(`events/${$("factory").value}`)).event, null, 2);
  } finally {
    $("send-now").disabled = false;
  }
}

// --- the page ---------------------------------------------------------------------------------------------

const waiting = new Map();

/** Run soon, and once, however often it is asked for. */
function soon(act) {
  if (waiting.has(act)) return;
  waiting.set(act, setTimeout(() => { waiting.delete(act); act(); }, 60));
}

function say(words) {
  const toast = h("div.toast", { role: "status" }, words);
  document.body.append(toast);
  setTimeout(() => toast.remove(), 1600);
}

const complain = (error) => say(error.message);

function show(view) {
  page.view = view;
  for (const name of ["invocations", "metrics"]) {
    $(name).hidden = name !== view;
    $(`show-${name}`).setAttribute("aria-pressed", String(name === view));
  }
  drawMetrics();
}

const THEMES = ["", "light", "dark"];

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  localStorage.setItem("powertools-theme", theme);
}

const nextTheme = () => setTheme(THEMES[(THEMES.indexOf(document.documentElement.dataset.theme ?? "") + 1) % THEMES.length]);

const KEYS = [
  ["j, ↓", "next invocation", ["j", "ArrowDown"], () => step(1)],
  ["k, ↑", "previous invocation", ["k", "ArrowUp"], () => step(-1)],
  ["1 – 5", "log, trace, response, event, metrics", ["1", "2", "3", "4", "5"], (key) => openTab(TABS[key - 1].name)],
  ["/", "filter", ["/"], () => $(page.view === "metrics" ? "metrics-filter" : "filter").focus()],
  ["r", "resend", ["r"], () => page.selected && resend()],
  ["e", "edit and send", ["e"], () => page.detail && page.selected && edit(page.detail)],
  ["s", "send an event", ["s"], compose],
  ["m", "metrics, and back", ["m"], () => show(page.view === "metrics" ? "invocations" : "metrics")],
  ["t", "light, dark, or as the system says", ["t"], nextTheme],
  ["?", "these keys", ["?"], () => $("keys").showModal()],
];

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) {
    if (event.key === "Enter" && $("editor").open && !$("send-now").hidden) send();
    return;
  }
  const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  if (event.key === "Escape" && isTyping && !$("editor").open) {
    if (event.target.type === "search" && event.target.value) return;
    event.target.blur();
  }
  if (isTyping || document.querySelector("dialog[open]")) return;
  const found = KEYS.find(([, , keys]) => keys.includes(event.key));
  if (!found) return;
  event.preventDefault();
  found[3](event.key);
}

setTheme(localStorage.getItem("powertools-theme") ?? "");
$("key-list").append(...KEYS.flatMap(([key, words]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, words)]));
$("filter").addEventListener("input", applyFilter);
$("metrics-filter").addEventListener("input", () => soon(drawMetrics));
$("show-invocations").addEventListener("click", () => show("invocations"));
$("show-metrics").addEventListener("click", () => show("metrics"));
$("send").addEventListener("click", compose);
$("send-now").addEventListener("click", send);
$("factory").addEventListener("change", () => takeFactory().catch(complain));
$("clear").addEventListener("click", () => ask("clear", "{}").catch(complain));
$("theme").addEventListener("click", nextTheme);
$("help").addEventListener("click", () => $("keys").showModal());
document.addEventListener("keydown", pressed);
listen();
