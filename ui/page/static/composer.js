// The box a question is typed into: Enter sends, Shift+Enter breaks the line; and what a question is narrowed to.
const form = element.querySelector("form");
const box = form.querySelector("textarea");
const writer = form.querySelector(".under > select");
const filters = window.filters(element);
const chosen = () => Object.fromEntries(Object.entries(filters.values()).filter(([, value]) => value));
const busy = () => document.querySelector('.exchange[data-state="pending"]');
const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`onrecord:${name}`, { detail }));
let keep;

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

const narrowTo = ({ title, ...wanted }) => filters.fill(wanted, { article: title ? `“${title}”` : "one article" });

// Where a chat model is set up, and only there, who writes is a choice; this browser remembers it.
function offerWriters(model) {
  writer.hidden = !model;
  writer.options[0].textContent = model;
  writer.value = localStorage.getItem("onrecord.writer") ?? "model";
  document.documentElement.dataset.writer = writer.value;
}

function chooseWriter() {
  localStorage.setItem("onrecord.writer", writer.value);
  document.documentElement.dataset.writer = writer.value;
}

writer.addEventListener("change", chooseWriter);
filters.panel.addEventListener("toggle", async () => {
  const publishers = filters.panel.open && (await server.publishers(null).catch(() => ""));
  if (publishers) filters.offer("publisher", publishers);
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
  narrowTo({ article: detail.article, title: detail.title });
  tell("go", { name: "ask" });
});

document.addEventListener("onrecord:view", ({ detail }) => detail.name === "ask" && box.focus());
offerWriters(props.value.model);
box.focus();
