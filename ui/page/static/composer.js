// The box a question is typed into: Enter sends, Shift+Enter breaks the line; and what a question is narrowed to.
const form = element.querySelector("form");
const box = form.querySelector("textarea");
const narrow = form.querySelector("details");
const writer = form.querySelector("select");
const fields = [...narrow.querySelectorAll("input")];
const busy = () => document.querySelector('.exchange[data-state="pending"]');
const valueOf = (field) => ("day" in field.dataset ? window.days.of(field) : field.value);
const filters = () => ({
  ...Object.fromEntries(fields.map((one) => [one.name, valueOf(one)]).filter(([, value]) => value)),
  ...(article && { article: article.id }),
});
const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`onrecord:${name}`, { detail }));
let keep;
let article = null;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!box.value.trim() || busy()) return;
  const wrong = fields.find((one) => !one.checkValidity());
  if (wrong) {
    narrow.open = true;
    return requestAnimationFrame(() => wrong.reportValidity());
  }
  tell("ask", { question: box.value, keep, filters: filters() });
  box.value = "";
  keep = undefined;
});

box.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});

// Closed, too, it says what the next question will be narrowed to.
function nameNarrowing() {
  const { publisher, since, until } = filters();
  const days = [since && `from ${window.days.spelt(since)}`, until && `to ${window.days.spelt(until)}`];
  const parts = [article && (article.title ? `“${article.title}”` : "one article"), publisher, ...days].filter(Boolean);
  narrow.querySelector("summary").textContent = parts.length ? `Only ${parts.join(", ")}` : "Filters";
  form.dataset.narrowed = parts.length ? "yes" : "no";
}

function narrowTo(wanted) {
  for (const one of fields) {
    const value = wanted[one.name] ?? "";
    one.value = "day" in one.dataset ? window.days.spelt(value) : value;
  }
  article = wanted.article ? { id: wanted.article, title: wanted.title } : null;
  nameNarrowing();
}

async function listPublishers() {
  const names = await server.publishers(null).catch(() => []);
  const options = names.map((value) => Object.assign(document.createElement("option"), { value }));
  narrow.querySelector("datalist").replaceChildren(...options);
}

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
narrow.addEventListener("input", nameNarrowing);
narrow.addEventListener("toggle", () => narrow.open && listPublishers());
form.querySelector("[data-clear]").addEventListener("click", () => narrowTo({}));

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
offerWriters(props.value);
box.focus();
