// Removing an article: a question back, then a notice with the way back.
const dialog = element.querySelector("dialog");
const notice = element.querySelector(".notice");
let id;

async function run(call) {
  // From the server, where every title in it was escaped.
  notice.innerHTML = await call.catch(() => window.GONE);
  document.dispatchEvent(new CustomEvent("onrecord:changed"));
}

dialog.querySelector("[data-keep]").addEventListener("click", () => dialog.close());
dialog.querySelector("[data-remove]").addEventListener("click", () => {
  dialog.close();
  run(server.remove(id));
});

notice.addEventListener("click", (event) => {
  const undo = event.target.closest("[data-undo]")?.dataset.undo;
  if (undo) run(server.restore(undo));
});

document.addEventListener("onrecord:view", () => notice.replaceChildren());
document.addEventListener("onrecord:remove", (event) => {
  id = event.detail.id;
  dialog.querySelector("p").textContent = event.detail.title;
  dialog.showModal();
});
