// Everyone who is quoted, and what one person said: found and paged on the server.
const root = document.documentElement;
const find = element.querySelector("[data-find]");
const filters = element.querySelector(".filters");
const about = filters.querySelector("[data-about]");
const narrowing = [...filters.querySelectorAll("[name]")];
const everyone = { person: "", query: "", page: 0 };
let one = null;
let latest = 0;
let typing;
let showing;

const wanted = () => one ?? everyone;
const FAULT = '<p class="fault" role="alert">The server cannot be reached. Try again.</p>';

async function show(change = {}) {
  const mine = ++latest;
  Object.assign(wanted(), change);
  window.address.set({ person: one?.person ?? null, about: one?.query || null });
  const view = await server
    .show({ ...wanted(), origin: window.address.base })
    .catch(() => ({ ...props.value, found: FAULT }));
  if (mine === latest) props.value = view;
}

// What the list is narrowed to; a field that is empty narrows nothing.
const narrowed = () =>
  Object.fromEntries(narrowing.map((one) => [one.name, one.type === "checkbox" ? one.checked : one.value || null]));

async function download() {
  const { csv, fault } = await server.table({ ...one, origin: window.address.base }).catch(() => ({ fault: FAULT }));
  if (fault) return (props.value = { ...props.value, found: fault });
  // With a byte order mark, without which Excel takes UTF-8 for something else.
  const detail = { text: "\ufeff" + csv, type: "text/csv", name: one.person, ending: "csv" };
  document.dispatchEvent(new CustomEvent("onrecord:save", { detail }));
}

// Who the page's address names, and on what.
const named = () => [window.address.get("person"), window.address.get("about") ?? ""];

function toTop() {
  document.getElementById("people").scrollTop = 0;
}

function choose(name, topic) {
  one = name ? { person: name, query: topic, page: 0 } : null;
  about.value = topic;
  for (const field of narrowing) field.type === "checkbox" ? (field.checked = false) : (field.value = "");
}

async function person(name, topic = "") {
  window.address.set({ person: name, about: topic || null }, Boolean(name));
  choose(name, topic);
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
  const asked = new URL(link.href).searchParams;
  person(asked.get("person"), asked.get("about") ?? "");
});

element.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if ("everyone" in button.dataset) person(null);
  if ("table" in button.dataset) download();
  if (button.dataset.page) await show({ page: Number(button.dataset.page) }).then(toTop);
});

function search(box) {
  clearTimeout(typing);
  typing = setTimeout(() => show({ query: box.value, page: 0 }), 150);
}
find.addEventListener("input", () => search(find));
about.addEventListener("input", () => search(about));
filters.addEventListener("change", (event) => event.target.name && show({ ...narrowed(), page: 0 }));

document.addEventListener("onrecord:view", ({ detail }) => {
  if (detail.name !== "people") window.address.set({ person: null, about: null });
  else if (detail.again) person(null);
  else showing = show();
});
document.addEventListener("onrecord:changed", () => root.dataset.view === "people" && show());

// Before the header, which then opens the view that was gone back to.
addEventListener(
  "popstate",
  () => {
    const [name, topic] = named();
    if (name === (one?.person ?? null) && topic === (one?.query ?? "")) return;
    choose(name, topic);
    if (name || root.dataset.view === "people") person(name, topic);
  },
  { capture: true },
);

if (window.address.get("person")) person(...named());
