// Adding articles: files one after the other, each with its result, or a pasted text.
const LARGEST = 32 * 2 ** 20;
const dialog = element.querySelector("dialog");
const choosers = [...dialog.querySelectorAll('input[type="file"]')];
const progress = dialog.querySelector(":scope > progress");
const count = dialog.querySelector(".count");
const told = dialog.querySelector(".told");
const root = document.documentElement;
const queue = [];
let following = null;
let adding = false;

// From the server, where every name in it was escaped.
function parsed(html) {
  const made = document.createElement("template");
  made.innerHTML = html;
  return [...made.content.children];
}

function tell(html) {
  told.append(...parsed(html));
  told.lastElementChild?.scrollIntoView({ block: "nearest" });
}

const refusal = (name, reason) =>
  Object.assign(document.createElement("li"), { className: "refused", textContent: `${name}: ${reason}` });

const refuse = (name, reason) => told.append(refusal(name, reason));

async function data(file) {
  const reader = new FileReader();
  await new Promise((resolve, reject) => {
    reader.onload = resolve;
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
  return reader.result.slice(reader.result.indexOf(",") + 1);
}

// Each file has a line: its name, how far it has come, and while it waits the way to take it back.
function line(file) {
  const row = Object.assign(document.createElement("li"), { className: "file" });
  const name = Object.assign(document.createElement("bdi"), { textContent: file.name });
  const progress = Object.assign(document.createElement("progress"), { max: 1, hidden: true, ariaLabel: file.name });
  const cancel = Object.assign(document.createElement("button"), { type: "button", textContent: "Cancel", ariaLabel: `Cancel ${file.name}` });
  const waiting = { file, row, progress, cancel };
  cancel.addEventListener("click", () => take(waiting));
  row.append(name, progress, cancel);
  told.append(row);
  return waiting;
}

function take(waiting) {
  const at = queue.indexOf(waiting);
  if (at < 0) return;
  queue.splice(at, 1);
  finish(waiting, refusal(waiting.file.name, "not added: cancelled."));
}

// What became of a file stands in the place of its line.
function finish({ row }, ...lines) {
  const had = row.contains(document.activeElement);
  row.replaceWith(...lines);
  if (had) dialog.focus();
}

// Until it is done, ask how far the server has come with a file; a small one is done before the first answer.
async function follow(ticket, before, { file, progress: own }) {
  const { done, of } = (await server.progress(ticket)) ?? { done: 0, of: 0 };
  if (following !== ticket) return;
  const files = before + 1 + queue.length;
  if (of) own.value = done / of;
  if (of || before) progress.value = (before + (of && done / of)) / files;
  const articles = of > 1 ? `: ${done.toLocaleString("en")} of ${of.toLocaleString("en")} articles` : "";
  count.textContent = `${file.name}${files > 1 ? ` (${before + 1} of ${files} files)` : ""}${articles}`;
  setTimeout(() => following === ticket && follow(ticket, before, { file, progress: own }).catch(() => {}), 250);
}

async function add(waiting, before) {
  const { file, row, cancel, progress: own } = waiting;
  cancel.remove();
  own.hidden = false;
  row.scrollIntoView({ block: "nearest" });
  const ticket = Math.random().toString(36).slice(2);
  try {
    if (file.size > LARGEST) return finish(waiting, refusal(file.name, "the file is larger than 32 MB. Split it."));
    const sent = { name: file.name, data: file.size ? await data(file) : "", ticket };
    following = ticket;
    follow(ticket, before, waiting).catch(() => {});
    finish(waiting, ...parsed(await server.add(sent)));
  } catch {
    finish(waiting, refusal(file.name, "the server cannot be reached. Try again."));
  } finally {
    following = null;
    count.textContent = "";
  }
}

// One file after the other; what is chosen or dropped meanwhile comes behind them.
async function addAll(chosen) {
  if (!adding) told.replaceChildren();
  queue.push(...chosen.map(line));
  if (adding || !queue.length) return;
  adding = true;
  progress.removeAttribute("value");
  progress.hidden = false;
  for (let before = 0; queue.length; before++) await add(queue.shift(), before);
  progress.hidden = true;
  adding = false;
  document.dispatchEvent(new CustomEvent("onrecord:changed"));
}

dialog.querySelector("[data-cancel]").addEventListener("click", () => [...queue].forEach(take));

// An article whose text is held already: it is there, and goes again where it is not wanted twice.
told.addEventListener("click", async ({ target }) => {
  const row = target.closest(".same");
  if (!row || !target.matches("button")) return;
  const { skip } = target.dataset;
  target.disabled = true;
  const gone = skip && (await server.remove(skip).catch(() => window.GONE));
  row.querySelectorAll("button").forEach((button) => button.remove());
  if (!skip) return;
  const faults = parsed(gone).filter((one) => one.matches(".fault"));
  if (faults.length) row.append(...faults);
  else row.replaceChildren(row.querySelector("bdi"), ": skipped, as its text is held already.");
  document.dispatchEvent(new CustomEvent("onrecord:changed"));
});

for (const chooser of choosers) {
  chooser.addEventListener("change", async () => {
    const chosen = [...chooser.files];
    chooser.value = "";
    await addAll(chosen);
  });
}

// Files of what was dropped, those in folders too.
async function filesIn(entry) {
  if (entry.isFile) return [await new Promise((resolve, reject) => entry.file(resolve, reject))];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) return (await Promise.all(found.map(filesIn))).flat();
    found.push(...some);
  }
}

// Anywhere on the page, but where a draft is dropped to be checked.
const brings = (event) =>
  !event.defaultPrevented && root.dataset.rights !== "read" && event.dataTransfer?.types.includes("Files");
document.addEventListener("dragover", (event) => {
  if (!brings(event)) return;
  event.preventDefault();
  root.dataset.dropping = "";
});
document.addEventListener("dragleave", (event) => event.relatedTarget || delete root.dataset.dropping);
document.addEventListener("drop", async (event) => {
  delete root.dataset.dropping;
  if (!brings(event)) return;
  event.preventDefault();
  // They can be asked for only now.
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
  const plain = [...event.dataTransfer.files];
  if (!dialog.open) dialog.showModal();
  const found = await Promise.all(entries.map(filesIn)).catch(() => [plain]);
  addAll(found.length ? found.flat() : plain);
});

function sends(form, name, call) {
  const button = form.querySelector("button");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    told.replaceChildren();
    button.disabled = true;
    try {
      tell(await call(Object.fromEntries(new FormData(form))));
      if (!told.querySelector(".refused")) form.reset();
    } catch {
      refuse(name, "the server cannot be reached. Try again.");
    }
    button.disabled = false;
    document.dispatchEvent(new CustomEvent("onrecord:changed"));
  });
}

sends(dialog.querySelector(".fetch"), "The page", server.fetch);
sends(dialog.querySelector(".paste"), "Pasted text", server.paste);

dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
document.addEventListener("onrecord:add", () => {
  if (!adding) told.replaceChildren();
  dialog.showModal();
});
