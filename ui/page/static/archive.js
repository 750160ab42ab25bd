// The list of articles: found by their words, sorted and paged on the server.
const root = document.documentElement;
const box = element.querySelector('[name="query"]');
const filters = window.filters(element, (chosen) => list({ ...chosen, page: 0 }));
// What is asked, as the page's address calls it.
const CALLED = { query: "find", publisher: "publisher", speaker: "speaker", since: "from", until: "to" };
const FIRST = { sort: null, descending: true, page: 0 };
const ALL = { publisher: null, speaker: null, since: null, until: null, ...FIRST };
const wanted = { query: "", ...ALL };
let latest = 0;
let typing;

async function list(change = {}) {
  const mine = ++latest;
  Object.assign(wanted, change);
  const place = Object.entries(CALLED).map(([name, called]) => [called, wanted[name]]);
  if (window.address.view() === "archive") window.address.set(Object.fromEntries(place));
  const view = await server.list(wanted).catch(() => ({ ...props.value, found: window.GONE }));
  if (mine !== latest) return;
  props.value = { ...view, open: filters.panel.open };
  // A publisher can be chosen once the server has named it, and the page is made anew.
  queueMicrotask(fill);
}

function fill() {
  if (box !== document.activeElement) box.value = wanted.query;
  filters.fill(wanted);
}

function sort(column) {
  const descending = wanted.sort === column ? !wanted.descending : ["published", "chars"].includes(column);
  return list({ sort: column, descending, page: 0 });
}

// What the page's address asks; an older one may name a month.
function open() {
  const asked = Object.entries(CALLED).map(([name, called]) => [name, window.address.get(called)]);
  const { query, ...narrowed } = Object.fromEntries(asked);
  Object.assign(wanted, { query: query ?? "", ...ALL, ...narrowed }, daysOf(window.address.get("month")));
  window.address.set({ month: null });
  fill();
  return list();
}

const daysOf = (month) => month && { since: window.days.read(month), until: window.days.read(month, true) };

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const { sort: column, page, month, remove, title, add } = button.dataset;
  if (column) sort(column);
  if (page) list({ page: Number(page) });
  if (month) list({ ...(button.ariaPressed === "true" ? { since: null, until: null } : daysOf(month)), page: 0 });
  if (remove) document.dispatchEvent(new CustomEvent("onrecord:remove", { detail: { id: remove, title } }));
  if (add !== undefined) document.dispatchEvent(new CustomEvent("onrecord:add"));
});

// Who speaks in what was found may say nothing of other words.
element.addEventListener("input", ({ target }) => {
  if (target.name !== "query") return;
  clearTimeout(typing);
  typing = setTimeout(() => list({ ...FIRST, query: target.value, speaker: null }), 150);
});

document.addEventListener("onrecord:changed", () => list());
document.addEventListener("onrecord:view", (event) => event.detail.name === "archive" && (event.detail.again ? open() : list()));
addEventListener("popstate", () => {
  if (window.address.view() === "archive" && (window.address.get("find") ?? "") !== wanted.query) open();
});

if (root.dataset.view === "archive") open();
