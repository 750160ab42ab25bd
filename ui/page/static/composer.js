// The box a question is typed into: Enter sends, Shift+Enter breaks the line; and what a question is narrowed to.
const form = element.querySelector("form");
const box = form.querySelector("textarea");
const writer = form.querySelector(".under > select");
const filters = window.filters(element, narrow);
const chosen = () => Object.fromEntries(Object.entries(filters.values()).filter(([, value]) => value));
const busy = () => document.querySelector('.exchange[data-state="pending"]');
const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`onrecord:${name}`, { detail }));
let keep;
let latest = 0;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!box.value.trim() || busy() || filters.wrong()) return;
  tell("ask", { question: box.value, keep, filters: chosen() });
  box.value = "";
  keep = undefined;
});

box.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});

// What a question can be narrowed to, and what is chosen of it.
async function narrow(wanted) {
  const mine = ++latest;
  const shown = await server.narrowed(wanted).catch(() => ({}));
  if (mine !== latest) return;
  props.value = { ...props.value, ...shown, open: filters.panel.open };
  queueMicrotask(() => filters.fill(wanted));
}

function narrowTo(wanted) {
  filters.fill(wanted);
  narrow(filters.values());
}

filters.panel.addEventListener("toggle", () => filters.panel.open && narrow(filters.values()));

// Where a chat model is set up, and only there, who writes is a choice; this browser remembers it.
function write(by) {
  writer.value = document.documentElement.dataset.writer = by;
}

writer.addEventListener("change", () => {
  localStorage.setItem("onrecord.writer", writer.value);
  write(writer.value);
});

form.querySelector("[data-stop]").addEventListener("click", () => {
  tell("stop");
  box.focus();
});

form.querySelector("[data-new]").addEventListener("click", () => tell("show", { id: null }));
form.querySelector("[data-history]").addEventListener("click", () => tell("history"));

document.addEventListener("onrecord:show", () => {
  keep = undefined;
  box.focus();
});

document.addEventListener("onrecord:edit", ({ detail }) => {
  box.value = detail.question;
  keep = detail.keep;
  narrowTo(detail.filters);
  box.focus();
});

document.addEventListener("onrecord:about", ({ detail }) => {
  narrowTo({ article: detail.article });
  tell("go", { name: "ask" });
});

document.addEventListener("onrecord:view", ({ detail }) => detail.name === "ask" && box.focus());
write(localStorage.getItem("onrecord.writer") ?? "model");
box.focus();
