// Adding articles: files one after the other, each with its result, or a pasted text.
const LARGEST = 32 * 2 ** 20;
const dialog = element.querySelector("dialog");
const files = dialog.querySelector('input[type="file"]');
const progress = dialog.querySelector("progress");
const count = dialog.querySelector(".count");
const told = dialog.querySelector(".told");
let following = null;

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
async function follow(ticket, before, files) {
  const { done, of } = (await server.progress(ticket)) ?? { done: 0, of: 0 };
  if (following !== ticket) return;
  if (of) progress.value = (before + done / of) / files;
  count.textContent = of > 1 ? `${done.toLocaleString("en")} of ${of.toLocaleString("en")} articles` : "";
  setTimeout(() => following === ticket && follow(ticket, before, files).catch(() => {}), 250);
}

async function add(file, before, files) {
  if (file.size > LARGEST) return refuse(file.name, "the file is larger than 32 MB. Split it, or run `onrecord index`.");
  const ticket = Math.random().toString(36).slice(2);
  try {
    const sent = { name: file.name, data: file.size ? await data(file) : "", ticket };
    following = ticket;
    follow(ticket, before, files).catch(() => {});
    tell(await server.add(sent));
  } catch {
    refuse(file.name, "the server cannot be reached. Try again.");
  } finally {
    following = null;
    count.textContent = "";
  }
}

files.addEventListener("change", async () => {
  told.replaceChildren();
  const chosen = [...files.files];
  progress.removeAttribute("value");
  progress.hidden = false;
  for (const [before, file] of chosen.entries()) {
    if (before) progress.value = before / chosen.length;
    await add(file, before, chosen.length);
  }
  progress.hidden = true;
  files.value = "";
  document.dispatchEvent(new CustomEvent("onrecord:changed"));
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
  told.replaceChildren();
  dialog.showModal();
});
