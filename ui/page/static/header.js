// The page as a whole: which view is open, light and dark; and for any part, copying (data-copy) and saving a file.
const root = document.documentElement;
const button = (name) => element.querySelector(`[data-${name}]`);
const tell = (name, detail = {}) => document.dispatchEvent(new CustomEvent(`onrecord:${name}`, { detail }));

function view(name) {
  const again = root.dataset.view === name;
  if (window.address.view() !== name) window.address.go(name);
  root.dataset.view = name;
  nameView();
  tell("view", { name, again });
}

function nameView() {
  for (const one of element.querySelectorAll("[data-go]")) {
    if (one.dataset.go === root.dataset.view) one.setAttribute("aria-current", "page");
    else one.removeAttribute("aria-current");
  }
}

function nameTheme() {
  button("theme-switch").textContent = root.dataset.theme === "dark" ? "Light" : "Dark";
}

function switchTheme() {
  root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
  localStorage.setItem("onrecord.theme", root.dataset.theme);
  nameTheme();
}

// On a page that is served to other machines without TLS, browsers have no clipboard but the old way.
async function write(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const box = document.body.appendChild(Object.assign(document.createElement("textarea"), { value: text }));
  box.select();
  document.execCommand("copy");
  box.remove();
}

async function copy(from) {
  await write(from.dataset.copy);
  if (from.hasAttribute("data-copied")) return;
  const label = from.textContent;
  from.textContent = "Copied";
  from.setAttribute("data-copied", "");
  setTimeout(() => {
    from.textContent = label;
    from.removeAttribute("data-copied");
  }, 1500);
}

function save({ text, type, name, ending }) {
  const download = `${name.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60)}.${ending}`;
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(new Blob([text], { type })), download });
  link.click();
  URL.revokeObjectURL(link.href);
}

// The box of the conversation; of another view what comes first.
element.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  const shown = document.getElementById(root.dataset.view);
  const all = shown.querySelectorAll(root.dataset.view === "ask" ? "#question" : "a, button, input, select, textarea");
  [...all].find((one) => one.checkVisibility())?.focus();
});
element.querySelector("nav").addEventListener("click", (event) => {
  const name = event.target.closest("[data-go]")?.dataset.go;
  if (name) view(name);
});
button("theme-switch").addEventListener("click", switchTheme);
addEventListener("popstate", () => window.address.view() !== root.dataset.view && view(window.address.view()));
document.addEventListener("onrecord:go", ({ detail }) => view(detail.name));
document.addEventListener("onrecord:show", () => view("ask"));
document.addEventListener("onrecord:copy", ({ detail }) => write(detail));
document.addEventListener("onrecord:save", ({ detail }) => save(detail));
document.addEventListener("click", (event) => {
  const from = event.target.closest("[data-copy]");
  if (from) copy(from);
});

nameTheme();
nameView();
