// The list of articles: found by their words, sorted and paged on the server.
const root = document.documentElement;
const fields = [...element.querySelectorAll('[name="query"], [name="publisher"], [name="speaker"], [name="month"]')];
// What is asked, as the page's address calls it.
const CALLED = { query: "find", publisher: "publisher", speaker: "speaker", month: "month" };
const wanted = { query: "", publisher: null, speaker: null, month: null, sort: null, descending: true, page: 0 };
let latest = 0;
let typing;

async function list(change = {}) {
  const mine = ++latest;
  Object.assign(wanted, change);
  const place = Object.entries(CALLED).map(([name, called]) => [called, wanted[name]]);
  if (window.address.view() === "archive") window.address.set(Object.fromEntries(place));
  const view = await server.list(wanted).catch(() => ({ ...props.value, found: window.GONE }));
  if (mine !== latest) return;
  props.value = view;
  // A publisher can be chosen once the server has named it.
  requestAnimationFrame(fill);
}

function fill() {
  for (const field of fields) if (field !== document.activeElement) field.value = wanted[field.name] ?? "";
}

function sort(column) {
  const descending = wanted.sort === column ? !wanted.descending : ["published", "chars"].includes(column);
  return list({ sort: column, descending, page: 0 });
}

// What the page's address asks.
function open() {
  const asked = Object.entries(CALLED).map(([name, called]) => [name, window.address.get(called)]);
  const { query, ...narrowed } = Object.fromEntries(asked);
  Object.assign(wanted, narrowed, { query: query ?? "", sort: null, descending: true, page: 0 });
  fill();
  return list();
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const { sort: column, page, remove, title, add } = button.dataset;
  if (column) sort(column);
  if (page) list({ page: Number(page) });
  if (remove) document.dispatchEvent(new CustomEvent("onrecord:remove", { detail: { id: remove, title } }));
  if (add !== undefined) document.dispatchEvent(new CustomEvent("onrecord:add"));
});

// Other words are sought everywhere.
element.addEventListener("input", ({ target }) => {
  if (target.name !== "query") return;
  clearTimeout(typing);
  const anew = { publisher: null, speaker: null, month: null, sort: null, descending: true, page: 0 };
  typing = setTimeout(() => list({ query: target.value, ...anew }), 150);
});
element.addEventListener("change", ({ target }) => {
  if (target.matches("select")) list({ [target.name]: target.value || null, page: 0 });
});

document.addEventListener("onrecord:changed", () => list());
document.addEventListener("onrecord:view", (event) => event.detail.name === "archive" && (event.detail.again ? open() : list()));
addEventListener("popstate", () => {
  if (window.address.view() === "archive" && (window.address.get("find") ?? "") !== wanted.query) open();
});

if (root.dataset.view === "archive") open();
