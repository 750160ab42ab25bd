// Everyone who is quoted, and what one person said: found and paged on the server.
const root = document.documentElement;
const find = element.querySelector("[data-find]");
const about = element.querySelector('[name="query"]');
const filters = window.filters(element, () => show(filled()).then(suggest));
const beside = () => element.querySelector('[name="beside"]');
const everyone = { person: "", query: "", page: 0 };
// What is asked of a person, as the page's address calls it.
const CALLED = {
  person: "person",
  query: "about",
  since: "from",
  until: "to",
  publisher: "publisher",
  direct: "direct",
  sorting: "order",
  beside: "beside",
};
let one = null;
let latest = 0;
let typing;
let showing;

const wanted = () => one ?? everyone;

const place = (of) => ({
  view: of ? null : "people",
  ...Object.fromEntries(Object.entries(CALLED).map(([name, called]) => [called, of?.[name] ? String(of[name]) : null])),
});

function named() {
  const at = Object.fromEntries(Object.entries(CALLED).map(([name, called]) => [name, window.address.get(called)]));
  return at.person ? asked(at) : null;
}

const asked = (values) => ({
  ...values,
  query: values.query ?? "",
  beside: values.beside ?? "",
  direct: Boolean(values.direct),
  page: 0,
});

async function show(change = {}) {
  const mine = ++latest;
  Object.assign(wanted(), change);
  window.address.set(place(one));
  const view = await server
    .show({ ...wanted(), origin: window.address.base })
    .catch(() => ({ ...props.value, found: window.GONE }));
  if (mine !== latest) return;
  props.value = { ...view, open: filters.panel.open };
  // A publisher can be chosen once the server has named it, and the page is made anew.
  queueMicrotask(fill);
}

// The fields, as what is shown was asked for.
function fill() {
  if (about !== document.activeElement) about.value = one?.query ?? "";
  filters.fill(one ?? {});
}

const filled = () => asked({ ...one, query: about.value, ...filters.values() });

async function download() {
  const { csv, fault } = await server.table({ ...one, origin: window.address.base }).catch(() => ({ fault: window.GONE }));
  if (fault) return (props.value = { ...props.value, found: fault });
  // With a byte order mark, without which Excel takes UTF-8 for something else.
  const detail = { text: "\ufeff" + csv, type: "text/csv", name: one.person, ending: "csv" };
  document.dispatchEvent(new CustomEvent("onrecord:save", { detail }));
}

// What was pressed is made anew with all else.
function refocus([name, value]) {
  requestAnimationFrame(() => element.querySelector(`[data-${name}="${CSS.escape(value)}"]`)?.focus());
}

function toTop() {
  document.getElementById("people").scrollTop = 0;
}

// A person, or nobody for the list of everyone.
async function open(person) {
  one = person;
  fill();
  if (root.dataset.view === "people") window.address.set(place(one), Boolean(one));
  else window.address.go("people", place(one));
  if (root.dataset.view === "people") showing = show();
  else document.dispatchEvent(new CustomEvent("onrecord:go", { detail: { name: "people" } }));
  await showing;
  toTop();
  if (one) element.querySelector("h2")?.focus({ preventScroll: true });
  else find.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-person]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  document.dispatchEvent(new CustomEvent("onrecord:person"));
  const linked = new URL(link.href).searchParams;
  open(asked(Object.fromEntries(Object.entries(CALLED).map(([name, called]) => [name, linked.get(called)]))));
});

element.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if ("everyone" in button.dataset) open(null);
  if ("table" in button.dataset) download();
  if ("topic" in button.dataset) about.value = button.ariaPressed === "true" ? "" : button.dataset.topic;
  if ("topic" in button.dataset) await show({ query: about.value, page: 0 });
  if ("order" in button.dataset) await show({ sorting: button.dataset.order, page: 0 });
  const [pressed] = Object.entries(button.dataset);
  if (["topic", "order"].includes(pressed?.[0])) refocus(pressed);
  if ("compare" in button.dataset) {
    filters.panel.open = true;
    beside().focus();
  }
  if (button.dataset.page) await show({ page: Number(button.dataset.page) }).then(toTop);
});

function soon(change) {
  clearTimeout(typing);
  typing = setTimeout(() => show({ ...change(), page: 0 }), 150);
}
find.addEventListener("input", () => soon(() => ({ query: find.value })));
about.addEventListener("input", () => soon(filled));

// Names to compare with, once all is made anew.
async function suggest() {
  if (!beside() || beside() !== document.activeElement) return;
  const names = await server.names(beside().value).catch(() => "");
  element.querySelector("datalist").innerHTML = names;
}

document.addEventListener("onrecord:view", ({ detail }) => {
  if (detail.name !== "people") return;
  if (detail.again) open(null);
  else showing = show();
});
document.addEventListener("onrecord:changed", () => root.dataset.view === "people" && show());

// Before the header, which then opens the view that was gone back to.
addEventListener(
  "popstate",
  () => {
    const at = named();
    if (JSON.stringify(place(at)) === JSON.stringify(place(one))) return;
    one = at;
    fill();
    if (root.dataset.view === "people" && window.address.view() === "people") showing = show();
  },
  { capture: true },
);

if (root.dataset.view === "people") {
  one = named();
  fill();
  showing = show();
}
