// The page as a whole: which view is open, light and dark, and copying, which any part may offer with data-copy.
const root = document.documentElement;
const button = (name) => element.querySelector(`[data-${name}]`);
const tell = (name, detail = {}) => document.dispatchEvent(new CustomEvent(`onrecord:${name}`, { detail }));

function view(name) {
  root.dataset.view = name;
  button("archive").setAttribute("aria-pressed", name === "archive");
  tell("view", { name });
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

button("new").addEventListener("click", () => tell("show", { id: null }));
button("history").addEventListener("click", () => tell("history"));
button("archive").addEventListener("click", () => view(root.dataset.view === "archive" ? "ask" : "archive"));
button("theme-switch").addEventListener("click", switchTheme);
document.addEventListener("onrecord:show", () => view("ask"));
document.addEventListener("click", (event) => {
  const from = event.target.closest("[data-copy]");
  if (from) copy(from);
});

nameTheme();
