// Adding articles: files one after the other, each with its result, or a pasted text.
const LARGEST = 32 * 2 ** 20;
const dialog = element.querySelector("dialog");
const choosers = [...dialog.querySelectorAll('input[type="file"]')];
const progress = dialog.querySelector("progress");
const count = dialog.querySelector(".count");
const told = dialog.querySelector(".told");
const root = document.documentElement;
const queue = [];
let following = null;
let adding = false;

function tell(html) {
  // From the server, where every name in it was escaped.
  told.insertAdjacentHTML("beforeend", html);
  told.lastElementChild?.scrollIntoView({ block: "nearest" });
}

function refuse(name, reason) {
  told.append(Object.assign(document.createElement("li"), { className: "refused", textContent: `${name}: ${reason}` }));
}

async function data(file) {
  const reader = new FileReader();
  await new Promise((resolve, reject) => {
    reader.onload = resolve;
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
  return reader.result.slice(reader.result.indexOf(",") + 1);
}

// Until it is done, ask how far the server has come with a file; a small one is done before the first answer.
async function follow(ticket, before, name) {
  const { done, of } = (await server.progress(ticket)) ?? { done: 0, of: 0 };
  if (following !== ticket) return;
  const files = before + 1 + queue.length;
  if (of || before) progress.value = (before + (of && done / of)) / files;
  const articles = of > 1 ? `: ${done.toLocaleString("en")} of ${of.toLocaleString("en")} articles` : "";
  count.textContent = `${name}${files > 1 ? ` (${before + 1} of ${files} files)` : ""}${articles}`;
  setTimeout(() => following === ticket && follow(ticket, before, name).catch(() => {}), 250);
}

async function add(file, before) {
  if (file.size > LARGEST) return refuse(file.name, "the file is larger than 32 MB. Split it.");
  const ticket = Math.random().toString(36).slice(2);
  try {
    const sent = { name: file.name, data: file.size ? await data(file) : "", ticket };
    following = ticket;
    follow(ticket, before, file.name).catch(() => {});
    tell(await server.add(sent));
  } catch {
    refuse(file.name, "the server cannot be reached. Try again.");
  } finally {
    following = null;
    count.textContent = "";
  }
}

// One file after the other; what is chosen or dropped meanwhile comes behind them.
async function addAll(chosen) {
  if (!adding) told.replaceChildren();
  queue.push(...chosen);
  if (adding || !queue.length) return;
  adding = true;
  progress.removeAttribute("value");
  progress.hidden = false;
  for (let before = 0; queue.length; before++) await add(queue.shift(), before);
  progress.hidden = true;
  adding = false;
  document.dispatchEvent(new CustomEvent("onrecord:changed"));
}

dialog.querySelector("[data-cancel]").addEventListener("click", () => {
  for (const { name } of queue.splice(0)) refuse(name, "not added: cancelled.");
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
