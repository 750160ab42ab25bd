// The user's word on who said what: of a statement, or of a name; and all that was corrected, each with the way back.
const [dialog, list] = element.querySelectorAll("dialog");
const form = dialog.querySelector("form");
const fault = dialog.querySelector(".wrong-so");
const notice = element.querySelector(".notice");
let about;
let page = 0;
let typing;

// What is shown is from the server, where every word in it was escaped.
async function ask(wanted) {
  about = wanted;
  fault.replaceChildren();
  form.innerHTML = await server.form(about).catch(() => window.GONE);
  dialog.showModal();
}

async function run(call) {
  const done = await call.catch(() => ({ fault: window.GONE }));
  fault.innerHTML = dialog.open ? done.fault : "";
  if (done.fault && dialog.open) return;
  dialog.close();
  notice.innerHTML = done.told || done.fault;
  document.dispatchEvent(new CustomEvent("onrecord:changed"));
  document.dispatchEvent(new CustomEvent("onrecord:corrected"));
  // Who was merged has no page of his own any more.
  if (about?.person) notice.querySelector("a")?.click();
  else notice.querySelector("button")?.focus();
}

async function show(change = 0) {
  page = Math.max(0, page + change);
  list.querySelector(".found").innerHTML = await server.list(page).catch(() => window.GONE);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  run(server.correct({ ...about, speaker: form.elements.speaker.value, all: form.elements.all?.checked ?? false }));
});
form.addEventListener("click", ({ target }) => {
  if (target.closest("[data-keep]")) dialog.close();
  if (target.closest("[data-nobodys]"))
    run(server.correct({ ...about, speaker: null, all: form.elements.all?.checked ?? false }));
});
form.addEventListener("input", ({ target }) => {
  if (target.name !== "speaker") return;
  clearTimeout(typing);
  typing = setTimeout(async () => {
    form.querySelector("datalist").innerHTML = await server.names(target.value).catch(() => "");
  }, 150);
});

list.addEventListener("click", async ({ target }) => {
  const button = target.closest("button");
  if (!button) return;
  if ("close" in button.dataset) return list.close();
  if (button.dataset.page) return show(Number(button.dataset.page) - page);
  about = null;
  await run(server.undo(button.dataset.undo));
  await show();
  list.querySelector("button").focus();
});
notice.addEventListener("click", (event) => {
  const undo = event.target.closest("[data-undo]")?.dataset.undo;
  if (!undo) return;
  about = about?.person ? about : null;
  run(server.undo(undo));
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-wrong], [data-same], [data-corrections]");
  if (!button) return;
  if (button.dataset.wrong) return ask({ statement: button.dataset.wrong });
  if (button.dataset.same) return ask({ person: button.dataset.same });
  page = 0;
  await show();
  list.showModal();
});
document.addEventListener("onrecord:view", () => notice.replaceChildren());
