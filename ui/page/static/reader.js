// The article beside the chat: opened from a citation, a list or a permanent link, scrolled to the words.
const root = document.documentElement;
const leaf = () => element.querySelector(".leaf");
const statements = element.querySelector("[data-statements]");
let place = null;
let cite = null;
let latest = 0;

const placeOf = (url) => Object.fromEntries(new URL(url, location.href).searchParams);
const address = () => "/?" + new URLSearchParams(place);
const frame = () => new Promise(requestAnimationFrame);
const narrow = () => matchMedia("(max-width: 900px)").matches;

async function show() {
  const mine = ++latest;
  root.dataset.reader = "open";
  const html = await server
    .open({ ...place, statements: statements.checked })
    .catch(() => '<p class="fault" role="alert">The server cannot be reached. Try again.</p>');
  if (mine !== latest) return;
  props.value = html;
  await frame();
  await frame();
  const words = element.querySelector("mark");
  if (words) words.scrollIntoView({ block: "center" });
  else leaf().scrollTop = 0;
  if (narrow()) element.querySelector("h2")?.focus({ preventScroll: true });
}

function open(url) {
  place = placeOf(url);
  history.replaceState(null, "", address());
  return show();
}

function close() {
  latest++;
  delete root.dataset.reader;
  history.replaceState(null, "", "/");
  document.querySelectorAll('.cite[aria-current="true"]').forEach((one) => one.removeAttribute("aria-current"));
  cite?.focus({ preventScroll: true });
}

function openCitation(link) {
  document.querySelectorAll('.cite[aria-current="true"]').forEach((one) => one.removeAttribute("aria-current"));
  link.setAttribute("aria-current", "true");
  cite = link;
  return open(link.href);
}

// The citation so many further on in the conversation, round at its ends.
function step(by) {
  const all = [...document.querySelectorAll(".cite")];
  if (!all.length) return;
  const at = all.indexOf(cite);
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : (at + by + all.length) % all.length];
  next.scrollIntoView({ block: "nearest" });
  openCitation(next);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.cite, a[data-open]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  if (link.matches(".cite")) openCitation(link);
  else open(link.href);
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
element.querySelector("[data-link]").addEventListener("click", (event) => {
  event.currentTarget.dataset.copy = location.origin + address();
});
statements.addEventListener("change", show);

if (placeOf(location.href).article) open(location.href);
