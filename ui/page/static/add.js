// Adding articles: files one after the other, each with its result, or a pasted text.
const LARGEST = 32 * 2 ** 20;
const dialog = element.querySelector("dialog");
const files = dialog.querySelector('input[type="file"]');
const progress = dialog.querySelector("progress");
const told = dialog.querySelector(".told");
const form = dialog.querySelector("form");

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

async function add(file) {
  if (file.size > LARGEST) return refuse(file.name, "the file is larger than 32 MB. Split it, or run `onrecord index`.");
  try {
    tell(await server.add({ name: file.name, data: file.size ? await data(file) : "" }));
  } catch {
    refuse(file.name, "the server cannot be reached. Try again.");
  }
}

files.addEventListener("change", async () => {
  told.replaceChildren();
  progress.hidden = false;
  const chosen = [...files.files];
  for (const [done, file] of chosen.entries()) {
    // How far one file has come is not known, only that it is being read.
    if (chosen.length > 1) progress.value = done / chosen.length;
    else progress.removeAttribute("value");
    await add(file);
  }
  progress.value = 1;
  progress.hidden = true;
  files.value = "";
  document.dispatchEvent(new CustomEvent("onrecord:changed"));
});

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  told.replaceChildren();
  try {
    tell(await server.paste(Object.fromEntries(new FormData(form))));
    if (!told.querySelector(".refused")) form.reset();
  } catch {
    refuse("Pasted text", "the server cannot be reached. Try again.");
  }
  document.dispatchEvent(new CustomEvent("onrecord:changed"));
});

dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
document.addEventListener("onrecord:add", () => {
  told.replaceChildren();
  dialog.showModal();
});
