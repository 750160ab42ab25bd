// The article beside the chat: opened from a citation, a list or a permanent link, scrolled to the words.
const root = document.documentElement;
const leaf = () => element.querySelector(".leaf");
const statements = element.querySelector("[data-statements]");
let place = null;
let opener = null;
let latest = 0;

const NOWHERE = { article: null, start: null, end: null, version: null };

function placeOf(url) {
  const named = new URL(url, location.href).searchParams;
  return Object.fromEntries(Object.keys(NOWHERE).flatMap((key) => (named.has(key) ? [[key, named.get(key)]] : [])));
}
const title = () => element.querySelector("h2");
const frame = () => new Promise(requestAnimationFrame);
const narrow = () => matchMedia("(max-width: 900px)").matches;

// With the focus where it was, or where it is wanted in the article.
async function show(focused = narrow()) {
  const mine = ++latest;
  root.dataset.reader = "open";
  const view = await server.open({ ...place, statements: statements.checked }).catch(() => ({ head: "", leaf: window.GONE }));
  if (mine !== latest) return;
  props.value = view;
  await frame();
  await frame();
  const words = element.querySelector("mark");
  if (words) words.scrollIntoView({ block: "center" });
  else leaf().scrollTop = 0;
  if (focused) (title() ?? leaf()).focus({ preventScroll: true });
}

function open(url, focused) {
  place = placeOf(url);
  window.address.set({ ...NOWHERE, ...place }, !root.dataset.reader);
  return show(focused);
}

function close() {
  latest++;
  delete root.dataset.reader;
  window.address.set(NOWHERE);
  unmark();
  if (opener?.isConnected) opener.focus({ preventScroll: true });
}

function unmark() {
  document.querySelectorAll("a[aria-current=true]").forEach((one) => one.removeAttribute("aria-current"));
}

function follow(link, focused) {
  unmark();
  link.setAttribute("aria-current", "true");
  // One in the article itself is gone with it.
  if (!element.contains(link)) opener = link;
  return open(link.href, focused);
}

// The citation, or a person's statement, so many further on in what is being shown, round at its ends.
function step(by) {
  const all = [...document.querySelectorAll(".cite, .where > a, a.found-words")].filter((one) => one.checkVisibility());
  if (!all.length) return;
  const at = all.indexOf(opener);
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : (at + by + all.length) % all.length];
  next.scrollIntoView({ block: "nearest" });
  follow(next);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.cite, a[data-open]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  // Whoever opens it by keyboard reads on in it, and comes back by Escape.
  follow(link, narrow() || event.detail === 0);
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && root.dataset.reader && !document.querySelector("dialog[open]")) close();
  if (event.target.closest("input:not([type=checkbox]), textarea, select, dialog")) return;
  if (event.key === "n" || event.key === "]") step(1);
  if (event.key === "p" || event.key === "[") step(-1);
});

element.querySelector("[data-next]").addEventListener("click", () => step(1));
element.querySelector("[data-previous]").addEventListener("click", () => step(-1));
element.querySelector("[data-close]").addEventListener("click", close);
element.addEventListener("click", ({ target }) => {
  const link = target.closest("[data-link]");
  if (link) link.dataset.copy = `${window.address.base}/?${new URLSearchParams(place)}`;
  const { only } = target.closest("[data-only]")?.dataset ?? {};
  if (!only) return;
  if (narrow()) close();
  document.dispatchEvent(new CustomEvent("onrecord:about", { detail: { article: only } }));
});
// A sentence has its own marks; other words are looked for as a quotation.
element.addEventListener("click", (event) => {
  if (!event.target.closest("[data-origin]")) return;
  const words = [...element.querySelectorAll("mark")].map((one) => one.textContent).join("");
  const text = /["“”„«»]/.test(words) ? words : `“${words}”`;
  document.dispatchEvent(new CustomEvent("onrecord:check", { detail: { text } }));
});
statements.addEventListener("change", () => show(false));
document.addEventListener("onrecord:corrected", async () => {
  if (!root.dataset.reader) return;
  const at = leaf().scrollTop;
  await show(false);
  leaf().scrollTop = at;
});
// On a narrow page the article lies over the view that is asked for.
document.addEventListener("onrecord:view", () => narrow() && root.dataset.reader && close());
document.addEventListener("onrecord:person", () => narrow() && root.dataset.reader && close());

addEventListener("popstate", () => {
  if (window.address.get("article")) open(location.href);
  else if (root.dataset.reader) close();
});

if (window.address.get("article")) open(location.href);
